package casefile

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/a-h/templ"

	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// paper is a sheet for the applicant. It names the subject and no number, and nothing
// of a restricted class: it goes into other hands.
type paper struct {
	*sheet
	title    string
	number   string
	on       models.Date
	body     string
	decision register.DecisionView
	notice   register.JournalView
	// given is a numbered paper that the case gave out.
	given register.PrintedPaper
	// move is the permit or certificate of a move that is printed.
	move register.GivenPaper
	// receipt is what the receipt said when it was given out.
	receipt register.Receipt
	kept    bool
	// lodging tells that the receipt is that of the papers, before acceptance.
	lodging bool
	// code is that under which anybody may check the sheet; none of a paper of which nothing
	// is told outside.
	code checkCode
	// rare are the characters to be compared on the printed sheet.
	rare []string
}

// printReceipt prints the receipt as it was given out: of acceptance once there is one,
// else, or where of=lodge asks for it, of the papers.
func printReceipt(r *desk.Request) error {
	s, err := readSheet(r)
	if err != nil {
		return err
	}
	if s.LodgedOn == "" {
		return desk.NotFound()
	}
	p := paper{sheet: s, title: r.T("收件回执", "Receipt of papers"), number: register.SheetNumber(s.Number, register.SignLodging, 1), on: s.LodgedOn, lodging: true}
	of := workflow.Lodge
	if s.AcceptedOn != "" && r.QueryParam("of") != string(workflow.Lodge) {
		of, p.lodging = workflow.Accept, false
		p.title, p.number, p.on = r.T("受理回执", "Receipt"), register.SheetNumber(s.Number, register.SignReceipt, 1), s.AcceptedOn
	}
	if p.receipt, p.kept, err = r.Reg.Receipt(r.Request().Context(), r.Actor, s.ID, of); err != nil {
		return err
	}
	if !p.kept && of == workflow.Lodge && s.AcceptedOn == "" && !p.stands() {
		p.receipt.DueOn, p.receipt.Provisional = s.DueOn, s.Provisional
	}
	return p.frozen(r, receipt)
}

func printNotice(r *desk.Request) error {
	s, err := readSheet(r)
	if err != nil {
		return err
	}
	if len(s.Notice) == 0 {
		return desk.NotFound()
	}
	p := paper{sheet: s, title: r.T("一次性告知书", "Notice of what is lacking"), on: s.today}
	for _, row := range s.journal {
		if row.Event == workflow.RequestCorrection {
			p.number, p.on = row.Sheet, models.DateOf(row.At.In(models.Shanghai))
		}
	}
	return p.issued(r, notice)
}

// printSupplement prints the newest notice of new facts asked for after acceptance.
func printSupplement(r *desk.Request) error {
	s, err := readSheet(r)
	if err != nil {
		return err
	}
	row, ok := s.supplement()
	if !ok {
		return desk.NotFound()
	}
	p := paper{sheet: s, title: r.T("补充材料告知书", "Notice of further papers"), number: row.Sheet, on: models.DateOf(row.At.In(models.Shanghai)), notice: row}
	return p.issued(r, supplement)
}

// supplement is the newest step that asked for new facts; rows of before the notice had a
// number give none.
func (s *sheet) supplement() (register.JournalView, bool) {
	for _, row := range slices.Backward(s.journal) {
		if row.Event == workflow.AskSupplement && row.Sheet != "" {
			return row, true
		}
	}
	return register.JournalView{}, false
}

// printDecision prints the newest decision, or the one named by its number.
func printDecision(r *desk.Request) error {
	s, err := readSheet(r)
	if err != nil {
		return err
	}
	all, err := r.Reg.Decisions(r.Request().Context(), r.Actor, s.ID)
	if err != nil {
		return err
	}
	want := r.QueryParam("number")
	i := slices.IndexFunc(all, func(d register.DecisionView) bool { return want == "" || d.Number == want })
	if i < 0 {
		return desk.NotFound()
	}
	d := all[i]
	p := paper{sheet: s, title: r.T("决定书", "Decision"), number: d.Number, on: models.DateOf(d.At.In(models.Shanghai)), decision: d, body: r.Lang.Word(d.Body)}
	return p.issued(r, decision)
}

// issued prints a notice or a decision as it was issued, whatever the case became since.
func (p paper) issued(r *desk.Request, content func(*ui.View, paper) templ.Component) error {
	var err error
	if p.receipt, p.kept, err = r.Reg.Issued(r.Request().Context(), r.Actor, p.ID, p.number); err != nil {
		return err
	}
	return p.frozen(r, content)
}

// frozen prints the sheet with who issued it and where, by the names of then.
func (p paper) frozen(r *desk.Request, content func(*ui.View, paper) templ.Component) error {
	if p.receipt.Body != nil {
		p.body = r.Lang.Word(*p.receipt.Body)
	}
	return printed(r, p, content)
}

// printed shows a sheet, or says why it cannot be printed.
func printed(r *desk.Request, p paper, content func(*ui.View, paper) templ.Component) error {
	if p.body == "" {
		p.body = p.sheet.body(r.Lang, p.HandlingStation)
	}
	rare, ok := glyphs(p.names()...)
	if !ok {
		return unprintable(r, p.at(""))
	}
	p.rare = rare
	if err := p.mark(r); err != nil {
		return err
	}
	// The title becomes the title of a PDF and the name of its file: it says what kind of
	// sheet this is, and neither whose nor which.
	return r.Paper(http.StatusOK, p.title, func(v *ui.View) templ.Component { return content(v, p) })
}

// inLanguage is the address of a sheet in another language, Chinese by none.
func inLanguage(path, lang string) string {
	u, err := url.Parse(path)
	if err != nil {
		return ""
	}
	q := u.Query()
	q.Del("lang")
	if lang != "" {
		q.Set("lang", lang)
	}
	u.RawQuery = q.Encode()
	return u.String()
}

// names are the names that the sheet prints.
func (p paper) names() []string {
	out := []string{p.subjectName(), p.Facts.Text(workflow.FactApplicantName), p.receipt.Subject, p.receipt.Applicant}
	for _, s := range p.Subjects {
		out = append(out, s.Name)
	}
	return append(out, says(p.given)...)
}

// glyphs tells whether names can be put on paper. Refused here are code points that mean
// nothing outside one machine: private use, surrogates, unassigned ones and the
// replacement character, for no font prints them as what was meant. Whether the fonts of
// the machine that prints hold a glyph the server cannot see: characters outside the
// unified ideographs and their extension A, which many fonts lack, come back, each with
// the selector of its variant. A sheet that has any prints nothing but the reason until
// the page has drawn each of them on that machine (island glyphs); they also stand on
// it as 字形核对 with their code, so that the officer compares the form by eye.
func glyphs(names ...string) (rare []string, ok bool) {
	for _, name := range names {
		runes := []rune(name)
		for i, c := range runes {
			switch {
			case models.IsHan(c) && !ui.Rare(string(c)), isSelector(c):
			case unicode.In(c, unicode.Co, unicode.Cs) || c == unicode.ReplacementChar || !unicode.IsGraphic(c) && !models.IsHan(c):
				return nil, false
			case ui.Rare(string(c)):
				drawn := string(c)
				if i+1 < len(runes) && isSelector(runes[i+1]) {
					drawn += string(runes[i+1])
				}
				if !slices.Contains(rare, drawn) {
					rare = append(rare, drawn)
				}
			}
		}
	}
	return rare, true
}

// isSelector tells that c chooses the variant of the character before it.
func isSelector(c rune) bool { return 0xE0100 <= c && c <= 0xE01EF }

// codes are the code points of a character: U+2CD0A.
func codes(drawn string) string {
	var out []string
	for _, c := range drawn {
		out = append(out, fmt.Sprintf("U+%04X", c))
	}
	return strings.Join(out, " ")
}

// unprintable is the refusal to print, with its reason and the way out.
func unprintable(r *desk.Request, back string) error {
	f := &ui.Fault{Status: http.StatusConflict, Title: r.T("不能打印", "This cannot be printed"),
		Text: r.T("姓名中有自造字（私用区编码），别的机器打不出同一个字。请按字形核对换成国家标准编码后再打印。",
			"A name holds a private-use character, which no other machine prints alike. Replace it by its standard code point, then print.")}
	return r.Page(f.Status, f.Title, ui.Elsewhere, func(v *ui.View) templ.Component { return cannotPrint(v, f, back) })
}

// submitted are the papers that were handed in, by name; none that is restricted.
func (p paper) submitted(l ui.Lang) []string {
	kinds := p.receipt.Papers
	if !p.kept {
		for _, m := range p.Materials {
			kinds = append(kinds, m.Kind)
		}
	}
	var out []string
	for _, kind := range kinds {
		w, _ := p.book.Material(kind)
		if name := l.Word(w.Word); w.Class != "D" && kind != workflow.MatEthnicityStatement && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// subjectName is whom the sheet is about: by the name that was declared when it was issued.
func (p paper) subjectName() string {
	if p.receipt.Subject != "" {
		return p.receipt.Subject
	}
	return p.sheet.subjectName()
}

// applied is what was applied for, as a sheet for the applicant calls it.
func (p paper) applied(v *ui.View) string {
	if p.Business == workflow.BirthThenDeath {
		return v.T("出生登记和死亡登记", "Registration of birth and death")
	}
	return v.Word(p.BusinessName)
}

// unasked tells that nobody applied: the office opened the case itself.
func (p paper) unasked() bool { return p.Facts.Text(workflow.FactApplicantRelation) == "ex_officio" }

// stands tells that the authority's time stands still: the day then is a reminder of
// the office's own and no promise.
func (p paper) stands() bool { return p.around.Item.Deadline == register.DeadlinePaused }

// asked are the items of the notice, by name.
func (p paper) asked(l ui.Lang) []string {
	items := p.Notice
	if len(p.receipt.Items) > 0 {
		items = p.receipt.Items
	}
	out := make([]string, 0, len(items))
	for _, item := range items {
		out = append(out, p.itemText(l, item))
	}
	return out
}

// furtherAsked are the items of the notice of new facts, by name.
func (p paper) furtherAsked(l ui.Lang) []string {
	var out []string
	for _, item := range p.notice.Input.List(workflow.InItems) {
		out = append(out, p.itemText(l, item))
	}
	return out
}

// written is a text or list of the decision.
func (p paper) written(f workflow.Field) []string {
	if list := p.decision.Input.List(f); len(list) > 0 {
		return list
	}
	if text := p.decision.Input.Text(f); text != "" {
		return []string{text}
	}
	return nil
}

// laws are the articles of the step that decided, in full words. The house's own rules
// stand on no paper for others.
func (p paper) laws(l ui.Lang) string {
	if p.def == nil {
		return ""
	}
	for _, step := range p.def.Steps {
		if step.On == p.decision.Event {
			return cited(l, step.Basis...)
		}
	}
	return ""
}

// remedyIn is the remedy in one language: the Chinese stands before the English.
func remedyIn(l ui.Lang, remedy string) string {
	zh, en, found := strings.Cut(remedy, " Within ")
	if l == ui.English && found {
		return "Within " + en
	}
	return zh
}
