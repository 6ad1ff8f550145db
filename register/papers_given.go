package register

import (
	"slices"
	"strings"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// PaperKind is what a paper is that an applicant carries away.
type PaperKind string

// The papers that are sheets of the journal; the numbered ones are PaperCertificate,
// PaperBooklet and PaperAnswer.
const (
	PaperLodging    PaperKind = "lodging_receipt"
	PaperReceipt    PaperKind = "receipt"
	PaperNotice     PaperKind = "notice"
	PaperSupplement PaperKind = "supplement"
	PaperDecision   PaperKind = "decision"
	PaperPermit     PaperKind = "move_permit"
	PaperMoveCert   PaperKind = "move_certificate"
)

// paperTitles are what the sheets of the journal are called on paper.
var paperTitles = map[PaperKind]workflow.Word{
	PaperLodging: {Zh: "收件回执", En: "Receipt of papers"}, PaperReceipt: {Zh: "受理回执", En: "Receipt"},
	PaperNotice: {Zh: "一次性告知书", En: "Notice of what is lacking"}, PaperSupplement: {Zh: "补充材料告知书", En: "Notice of further papers"},
	PaperDecision: {Zh: "决定书", En: "Decision"}, PaperPermit: {Zh: "户口准迁证", En: "Permit to move"}, PaperMoveCert: {Zh: "户口迁移证", En: "Certificate of the move"},
}

// detailUntil is where the journal row of a permit or a certificate of a move has its last day.
const detailUntil = "valid_until"

// GivenPaper is a paper that a case gave out, with who printed it when. Void tells that it
// serves no more: it was withdrawn with its case, replaced by another, is past its last
// day, or what its case entered was undone.
type GivenPaper struct {
	Number   string        `json:"number"`
	Kind     PaperKind     `json:"kind"`
	Title    workflow.Word `json:"title"`
	IssuedOn models.Date   `json:"issued_on"`
	Until    models.Date   `json:"valid_until,omitempty"`
	Void     bool          `json:"void"`
	Prints   []PrintView   `json:"prints"`

	// subject and body are the names on it, by the words of then; empty of a paper from
	// before they were kept.
	subject string
	body    workflow.Word
	org     string
	seq     int64
	on      workflow.Event
	paper   models.IssuedPaper
}

// PrintView is a line of the print log: who printed a paper, when, at which body.
type PrintView struct {
	At      time.Time     `json:"at"`
	Officer string        `json:"officer"`
	Body    workflow.Word `json:"body"`
}

// givenPapers are the papers that the case gave out, oldest first, each valid or void.
func (a *act) givenPapers() ([]GivenPaper, error) {
	records, err := a.records()
	if err != nil {
		return nil, err
	}
	out := a.receiptsGiven(records)
	for _, rec := range records {
		if kind, ok := sheetKind(a.sheetOf(rec), rec); ok {
			out = append(out, a.sheetGiven(a.sheetOf(rec), kind, rec))
		}
	}
	decisions, err := store.Many[models.Decision](a.tx, "seq", "case_id = ?", a.c.ID)
	if err != nil {
		return nil, err
	}
	for _, d := range decisions {
		p := GivenPaper{Number: d.Number, Kind: PaperDecision, Title: paperTitles[PaperDecision], IssuedOn: models.DateOf(d.At), org: d.Org, seq: d.Seq, on: workflow.Event(d.Kind)}
		if i := slices.IndexFunc(records, func(r Record) bool { return r.Seq == d.Seq }); i >= 0 {
			p.words(a, records[i])
		}
		out = append(out, p)
	}
	numbered, err := a.issued()
	if err != nil {
		return nil, err
	}
	for _, x := range numbered {
		body, err := a.openPaper(x)
		if err != nil {
			return nil, err
		}
		out = append(out, GivenPaper{Number: x.Number, Kind: PaperKind(x.Kind), Title: body.Title, IssuedOn: x.IssuedOn, Until: body.Until, org: x.Org, paper: x})
	}
	slices.SortStableFunc(out, func(x, y GivenPaper) int { return strings.Compare(string(x.IssuedOn), string(y.IssuedOn)) })
	return out, a.voidThese(out)
}

// records are the rows of the case's journal, opened, oldest first.
func (a *act) records() ([]Record, error) {
	rows, err := store.Many[models.Entry](a.tx, "seq", "case_id = ?", a.c.ID)
	if err != nil {
		return nil, err
	}
	out := make([]Record, len(rows))
	for i, e := range rows {
		if out[i], err = a.r.openRecord(e); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// receiptsGiven are the receipts, which have no sheet number in the journal: that of the
// papers where the case did not come in and was accepted in one act, and that of acceptance.
func (a *act) receiptsGiven(records []Record) []GivenPaper {
	var out []GivenPaper
	give := func(kind PaperKind, sign string, on models.Date, events ...workflow.Event) {
		p := GivenPaper{Number: SheetNumber(a.c.Number, sign, 1), Kind: kind, Title: paperTitles[kind], IssuedOn: on, org: a.c.HandlingOrg}
		for _, rec := range slices.Backward(records) {
			if slices.Contains(events, rec.Event) {
				p.words(a, rec)
				break
			}
		}
		out = append(out, p)
	}
	lodged := slices.ContainsFunc(records, func(rec Record) bool { return rec.Event == workflow.Lodge && rec.From != rec.To })
	if a.c.LodgedOn != "" && (lodged || a.c.AcceptedOn == "") {
		give(PaperLodging, SignLodging, a.c.LodgedOn, workflow.Lodge)
	}
	if a.c.AcceptedOn != "" {
		give(PaperReceipt, SignReceipt, a.c.AcceptedOn, workflow.Accept, workflow.DeemAccepted)
	}
	return out
}

// sheetKind is what the sheet of a journal row is, where it is no decision.
func sheetKind(number string, rec Record) (PaperKind, bool) {
	switch {
	case number == "" || rec.Detail["decision"] != nil:
		return "", false
	case rec.Event == workflow.RequestCorrection:
		return PaperNotice, true
	case rec.Event == workflow.AskSupplement:
		return PaperSupplement, true
	case strings.Contains(number, "-"+SignPermit+"字"):
		return PaperPermit, true
	case strings.Contains(number, "-"+SignMoveCert+"字"):
		return PaperMoveCert, true
	}
	return "", false
}

func (a *act) sheetGiven(number string, kind PaperKind, rec Record) GivenPaper {
	p := GivenPaper{Number: number, Kind: kind, Title: paperTitles[kind], IssuedOn: models.DateOf(rec.At), org: a.c.HandlingOrg, seq: rec.Seq, on: rec.Event}
	p.words(a, rec)
	if kind == PaperPermit || kind == PaperMoveCert {
		limit := map[PaperKind]workflow.Limit{PaperPermit: workflow.LimitPermit, PaperMoveCert: workflow.LimitMoveCert}[kind]
		if p.Until = models.Date(detailText(rec, detailUntil)); p.Until == "" { // written before its last day was kept
			p.Until, _ = a.r.Calendar().Due(p.IssuedOn, a.span(limit))
		}
	}
	return p
}

// words takes the names that the journal row keeps of the paper.
func (p *GivenPaper) words(a *act, rec Record) {
	var kept Receipt
	if ok, err := a.keptIn(rec, &kept); !ok || err != nil {
		return // a paper from before they were kept
	}
	p.subject = kept.Subject
	if kept.Body != nil {
		p.body = *kept.Body
	}
}

// viewPrints adds the lines of the print log to each paper, oldest first.
func (a *act) viewPrints(papers []GivenPaper) error {
	log, err := store.Many[models.PrintEntry](a.tx, "at, id", "case_id = ?", a.c.ID)
	if err != nil {
		return err
	}
	officers, orgs := []string{}, []string{}
	for _, l := range log {
		officers, orgs = append(officers, l.OfficerID), append(orgs, l.Org)
	}
	var who []models.Officer
	var where []models.Organisation
	if err := a.tx.Together(store.Into(&who, "id", "id in ?", officers), store.Into(&where, "code", "code in ?", orgs)); err != nil {
		return err
	}
	for i, p := range papers {
		papers[i].Prints = []PrintView{}
		for _, l := range log {
			if l.Number != p.Number {
				continue
			}
			line := PrintView{At: l.At, Officer: l.OfficerID}
			if n := slices.IndexFunc(who, func(o models.Officer) bool { return o.ID == l.OfficerID }); n >= 0 {
				line.Officer = who[n].Name
			}
			if n := slices.IndexFunc(where, func(o models.Organisation) bool { return o.Code == l.Org }); n >= 0 {
				line.Body = workflow.Word{Zh: where[n].Name, En: where[n].NameEn}
			}
			papers[i].Prints = append(papers[i].Prints, line)
		}
	}
	return nil
}
