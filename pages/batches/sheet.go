package batches

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/roster"
	"hukou/workflow"
)

// opening is the form that hands a roster in.
type opening struct {
	units     []register.InstitutionView
	unit      string
	applicant string
	key       string
	fault     *ui.Fault
}

func newOpening(r *desk.Request) (*opening, error) {
	o := &opening{key: r.Key()}
	var err error
	o.units, err = r.Reg.Institutions(r.Request().Context(), r.Actor)
	if len(o.units) == 1 {
		o.unit = o.units[0].ID
	}
	return o, err
}

func blank(r *desk.Request) error {
	o, err := newOpening(r)
	if err != nil {
		return err
	}
	return o.page(r, http.StatusOK)
}

func (o *opening) page(r *desk.Request, status int) error {
	return r.Page(status, r.T("上传名册", "Hand in a roster"), ui.Batches, func(v *ui.View) templ.Component { return openingPage(keeping(v), o) })
}

// handIn opens the roster's draft and keeps the file with it. What is wrong in the
// rows is shown on the next page; only a file that cannot be read at all opens nothing.
func handIn(r *desk.Request) error {
	o, err := newOpening(r)
	if err != nil {
		return err
	}
	o.unit, o.applicant = r.FormValue("institution"), strings.TrimSpace(r.FormValue("applicant"))
	if k := r.FormValue("key"); k != "" {
		o.key = k
	}
	u, err := received(r)
	if err != nil {
		return o.refused(r, err)
	}
	facts, err := o.facts()
	if err != nil {
		return o.refused(r, err)
	}
	a, err := r.Reg.Open(r.Request().Context(), r.Actor, register.OpenRequest{Business: workflow.WardBatch, Facts: facts, Key: o.key})
	if err != nil {
		return o.refused(r, err)
	}
	if err := u.keep(r, a.CaseID); err != nil {
		return o.refused(r, err)
	}
	return r.Go("/batches/"+a.CaseID+"/roster", r.T("名册已检查", "The roster is checked"))
}

func (o *opening) refused(r *desk.Request, err error) error {
	if o.fault = r.Fault(err); !desk.Shown(o.fault) {
		return err
	}
	return o.page(r, o.fault.Status)
}

// facts are what is declared of the roster as a whole: the institution that was
// chosen knows the rest.
func (o *opening) facts() (workflow.Facts, error) {
	for _, u := range o.units {
		if u.ID == o.unit {
			f := workflow.Facts{workflow.FactInstitution: u.ID, workflow.FactHousehold: u.HouseholdID}
			if u.AssessmentNo != "" {
				f[workflow.FactImpactNo] = u.AssessmentNo
			}
			if o.applicant != "" {
				f[workflow.FactApplicantName] = o.applicant
			}
			return f, nil
		}
	}
	return nil, &register.Invalid{Errors: []register.FieldError{{Field: "institution", Code: "required", Message: workflow.Word{Zh: "请选择集体户所属单位。", En: "Choose the body of the collective household."}}}}
}

// sheet is the page of a roster that is not entered yet.
type sheet struct {
	*batch
	*upload
	// tried is what was typed into a cell that is still wrong.
	tried map[roster.Place]string
	fault *ui.Fault
	// at is the fault that the page leads to after a cell was mended, -1 for none.
	at int
}

// landsOn tells that the page leads to the nth fault: the one that follows the cell just
// mended, from the end back to the first.
func (s *sheet) landsOn(n int) bool {
	return s.at >= 0 && (n == s.at || n == 0 && s.at >= len(s.faults()))
}

// childIn is the name that stands in the row of a problem.
func (s *sheet) childIn(p roster.Problem) string {
	for place, text := range s.cells {
		if place.Sheet != p.Sheet || !roster.HeadsNames(text) {
			continue
		}
		return s.cells[roster.Place{Sheet: p.Sheet, Cell: strings.TrimRight(place.Cell, "0123456789") + strconv.Itoa(p.Row)}]
	}
	return ""
}

func readRoster(r *desk.Request) (*sheet, error) {
	b, err := read(r)
	if err != nil {
		return nil, err
	}
	if b.State != workflow.BDraft {
		return nil, desk.NotFound()
	}
	s := &sheet{batch: b, tried: map[roster.Place]string{}, at: -1}
	s.upload, err = keptUpload(r, b.ID)
	return s, err
}

func showRoster(r *desk.Request) error {
	s, err := readRoster(r)
	if err != nil {
		return err
	}
	if n, no := strconv.Atoi(r.QueryParam("at")); no == nil && n >= 0 {
		s.at = n
	}
	if err := s.ask(r); err != nil {
		return err
	}
	return s.show(r, http.StatusOK)
}

// ask has the register say, before anything is entered, which rows of a sound file it
// would refuse: children who are in hand or listed elsewhere already.
func (s *sheet) ask(r *desk.Request) error {
	if s.upload == nil || len(s.faults()) > 0 || len(s.result.Lines) == 0 {
		return nil
	}
	err := r.Reg.CheckLines(r.Request().Context(), r.Actor, register.LinesRequest{Batch: s.ID, Version: s.CaseView.Version, Key: r.Key(), Lines: s.factsOf()})
	var bad *register.Invalid
	if errors.As(err, &bad) {
		s.taken = s.atRows(bad)
	} else if f := r.Fault(err); err != nil && !desk.Shown(f) {
		return err
	}
	return nil
}

// others is how many children can be entered where the register refuses some rows.
func (s *sheet) others() int {
	if len(s.taken) == 0 || len(s.faults()) > len(s.taken) || slices.ContainsFunc(s.taken, func(p roster.Problem) bool { return p.Row == 0 }) {
		return 0
	}
	return len(s.result.Lines) - s.rowFaults()
}

func (s *sheet) show(r *desk.Request, status int) error {
	if s.upload == nil && status == http.StatusOK && len(s.lines) > 0 {
		return r.Go("/batches/"+s.ID, "")
	}
	return r.Page(status, r.T("名册", "Roster")+" "+s.Number, ui.Batches, func(v *ui.View) templ.Component { return rosterPage(keeping(v), s) })
}

func (s *sheet) refused(r *desk.Request, err error) error {
	if s.fault = r.Fault(err); !desk.Shown(s.fault) {
		return err
	}
	return s.show(r, s.fault.Status)
}

// handInAgain takes the file in as the next version and says in which rows it differs.
func handInAgain(r *desk.Request) error {
	s, err := readRoster(r)
	if err != nil {
		return err
	}
	u, err := received(r)
	if err != nil {
		return s.refused(r, err)
	}
	if s.upload != nil {
		u.compare(s.book, s.upload)
	}
	if err := u.keep(r, s.ID); err != nil {
		return s.refused(r, err)
	}
	return r.Go("/batches/"+s.ID+"/roster", r.T("已换成新的一版", "A new version is in its place"))
}

// mend puts another text into one cell. A text that is still wrong stays there to be
// seen, with what is wrong.
func mend(r *desk.Request) error {
	s, err := readRoster(r)
	if err != nil {
		return err
	}
	if s.upload == nil {
		return desk.NotFound()
	}
	place := roster.Place{Sheet: r.FormValue("sheet"), Cell: r.FormValue("cell")}
	if s.Book, err = r.Reg.CorrectRoster(r.Request().Context(), s.Book, map[roster.Place]string{place: strings.TrimSpace(r.FormValue("text"))}); err != nil {
		return s.refused(r, badFile(err))
	}
	before := len(s.faults())
	if err := s.check(r); err != nil {
		return s.refused(r, err)
	}
	if len(s.faults()) < before {
		s.Mended++ // a text that is still wrong mends nothing
	}
	if err := s.keep(r, s.ID); err != nil {
		return s.refused(r, err)
	}
	if len(s.faults()) < before {
		return r.Go("/batches/"+s.ID+"/roster?at="+url.QueryEscape(r.FormValue("nth")), r.T("已改，还有 ", "Corrected; left to correct: ")+strconv.Itoa(len(s.faults()))+r.T(" 处", ""))
	}
	s.fault = &ui.Fault{Status: http.StatusUnprocessableEntity, Title: r.T("这一格还不对", "The cell is still wrong"), Text: r.T("看单元格旁的说明，再改一次。", "Read what stands beside it and correct it again.")}
	return s.show(r, s.fault.Status)
}

// cellForm is the address under which the correction of a cell keeps what is typed: a later
// version of the file has other cells.
func (s *sheet) cellForm(p roster.Problem) string {
	at := url.Values{"version": {strconv.Itoa(s.upload.Version)}, "sheet": {p.Sheet}, "cell": {p.Cell}}
	return "/batches/" + s.ID + "/roster?" + at.Encode()
}

// annotated is the institution's own workbook back, each wrong cell marked.
func annotated(r *desk.Request) error {
	s, err := readRoster(r)
	if err != nil {
		return err
	}
	if s.upload == nil {
		return desk.NotFound()
	}
	out, err := r.Reg.AnnotateRoster(r.Request().Context(), s.Book, s.result.Problems)
	if err != nil {
		return s.refused(r, badFile(err))
	}
	return file(r, "roster-"+strconv.Itoa(s.upload.Version)+"-annotated.xlsx", out)
}

func file(r *desk.Request, name string, data []byte) error {
	h := r.Response().Header()
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "no-store")
	return r.Blob(http.StatusOK, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", data)
}

func template(r *desk.Request) error {
	var out bytes.Buffer
	if err := roster.Template(&out); err != nil {
		return err
	}
	return file(r, "roster.xlsx", out.Bytes())
}

// enter lists the children in the roster's case; all or none. What the register finds
// wrong with a child is shown at the child's row.
func enter(r *desk.Request) error {
	s, err := readRoster(r)
	if err != nil {
		return err
	}
	if s.upload == nil {
		return desk.NotFound()
	}
	if len(s.faults()) > 0 {
		return s.show(r, http.StatusUnprocessableEntity)
	}
	if err := s.ask(r); err != nil {
		return err
	}
	only, n := r.FormValue("others") == "1" && s.others() > 0, len(s.result.Lines)
	if len(s.taken) > 0 && !only {
		return s.show(r, http.StatusConflict)
	}
	if only {
		n = s.others()
	}
	_, err = r.Reg.AddLines(r.Request().Context(), r.Actor, register.LinesRequest{Batch: s.ID, Version: versionOf(r), Key: r.FormValue("key"), Lines: s.factsOf(), Valid: only})
	var bad *register.Invalid
	if errors.As(err, &bad) {
		s.taken = s.atRows(bad)
	}
	if err != nil {
		return s.refused(r, err)
	}
	if err := r.Reg.DropTyping(r.Request().Context(), r.Actor, s.ID); err != nil {
		return err
	}
	return r.Go("/batches/"+s.ID, r.T("已录入 ", "Entered: ")+strconv.Itoa(n)+r.T(" 人", ""))
}

// atRows puts what the register found wrong with a line at its row of the file.
func (u *upload) atRows(bad *register.Invalid) []roster.Problem {
	var out []roster.Problem
	for _, e := range bad.Errors {
		p := roster.Problem{Code: e.Code, Zh: e.Message.Zh, En: e.Message.En}
		if rest, ok := strings.CutPrefix(e.Field, "lines["); ok {
			n, field, _ := strings.Cut(rest, "]")
			if i, err := strconv.Atoi(n); err == nil && i < len(u.result.Lines) {
				l := u.result.Lines[i]
				p.Sheet, p.Row, p.Column = l.Sheet, l.Row, strings.TrimPrefix(field, ".facts.")
			}
		}
		out = append(out, p)
	}
	return out
}

func versionOf(r *desk.Request) int64 {
	n, err := strconv.ParseInt(r.FormValue("version"), 10, 64)
	if err != nil {
		return -1 // a form without one saw no version
	}
	return n
}
