package register

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
	"hukou/workflow"
)

// The kinds of numbered papers that cases give out.
const (
	PaperCertificate = "certificate"
	PaperBooklet     = "booklet"
	PaperAnswer      = "answer"
)

// paperSigns are the signs (字) in the papers' numbers.
var paperSigns = map[string]string{PaperCertificate: "证", PaperAnswer: "查"}

// paperBody is what a paper says, as it is sealed.
type paperBody struct {
	Title workflow.Word   `json:"title"`
	To    string          `json:"to"`
	Lines []workflow.Word `json:"lines"`
	Note  workflow.Word   `json:"note"`
	Until models.Date     `json:"until,omitempty"`
}

// say adds a line in both languages.
func (b *paperBody) say(zh, en string) { b.Lines = append(b.Lines, workflow.Word{Zh: zh, En: en}) }

// PaperView is a numbered paper of a case without what it says.
type PaperView struct {
	ID       string        `json:"id"`
	Number   string        `json:"number"`
	Kind     string        `json:"kind"`
	Title    workflow.Word `json:"title"`
	IssuedOn models.Date   `json:"issued_on"`
	Until    models.Date   `json:"valid_until,omitempty"`
	Edition  int64         `json:"edition,omitempty"`
	Voids    string        `json:"voids,omitempty"`
}

// PrintedPaper is a numbered paper with all that stands on it, in the order of its lines.
type PrintedPaper struct {
	PaperView
	Body  workflow.Word   `json:"body"`
	To    string          `json:"to"`
	Lines []workflow.Word `json:"lines"`
	Note  workflow.Word   `json:"note"`
	// Code is that under which anybody may check the paper; empty where none is told of it.
	Code string `json:"code,omitempty"`
}

func placePaper(id string) seal.Place {
	return seal.Place{Table: "issued_papers", Column: "body_sealed", Row: id}
}

// paperSeries keeps a station's papers of a year apart from its cases, which are numbered
// by the year itself.
func paperSeries(year int) int { return -year }

// paperNumber is the next number of a station's papers in the year: certificates and
// answers share one series (640522010000-2026-证字第000012号).
func (a *act) paperNumber(kind string) (string, error) {
	n, err := a.tx.NextCaseNumbers(a.c.HandlingOrg, paperSeries(a.today.Year()), 1)
	return fmt.Sprintf("%s-%d-%s字第%06d号", a.c.HandlingOrg, a.today.Year(), paperSigns[kind], n), err
}

// bookletNumber is that of an edition of a household's booklet: what was issued before
// this program kept papers is the first.
func bookletNumber(h models.Household, edition int64) string {
	return fmt.Sprintf("%s-%s-簿字第%d册", h.Org, h.Number, edition)
}

// givePaper writes a paper under its number, and the first line of its print log, with a
// digest in the journal. Whoever decided last gave it out, where the system enters it.
func (a *act) givePaper(p models.IssuedPaper, body paperBody) error {
	p.ID, p.CaseID, p.Org, p.IssuedOn, p.At = a.r.newID(), a.c.ID, a.c.HandlingOrg, a.today, a.now
	p.IssuedBy = a.actor.OfficerID
	if a.actor.system {
		p.IssuedBy = a.c.LastOfficer
	}
	body.To = cmp.Or(body.To, a.fact(workflow.FactApplicantName))
	plain := []byte(jsonText(body))
	p.Sealed = a.r.keys.Seal(placePaper(p.ID).In(a.c.HandlingOrg), plain)
	a.note("paper", p.ID)
	a.note("paper_number", p.Number)
	a.note("paper_sha256", paperDigest(p, plain))
	if err := store.Insert(a.tx, p); err != nil {
		return err
	}
	return a.logPrint(p, p.IssuedBy)
}

func (a *act) logPrint(p models.IssuedPaper, officer string) error {
	return store.Insert(a.tx, models.PrintEntry{ID: a.r.newID(), At: a.now, OfficerID: officer, Org: p.Org, CaseID: p.CaseID, PaperID: p.ID, Number: p.Number})
}

// paperDigest is the SHA-256 of a paper with what it says, as the journal keeps it.
func paperDigest(p models.IssuedPaper, body []byte) string {
	return digestOf(p.ID, p.Number, p.Kind, p.Org, p.CaseID, p.PersonID, p.HouseholdID, strconv.FormatInt(p.Edition, 10), p.Voids, string(p.IssuedOn), string(body))
}

// issued are the case's numbered papers, oldest first.
func (a *act) issued() ([]models.IssuedPaper, error) {
	return store.Many[models.IssuedPaper](a.tx, "at, id", "case_id = ?", a.c.ID)
}

func (a *act) openPaper(p models.IssuedPaper) (paperBody, error) {
	var body paperBody
	plain, err := a.r.keys.Open(placePaper(p.ID), p.Sealed)
	if err != nil {
		return body, err
	}
	return body, json.Unmarshal(plain, &body)
}

func (a *act) paperView(p models.IssuedPaper) (PaperView, paperBody, error) {
	body, err := a.openPaper(p)
	return PaperView{ID: p.ID, Number: p.Number, Kind: p.Kind, Title: body.Title, IssuedOn: p.IssuedOn, Until: body.Until, Edition: p.Edition, Voids: p.Voids}, body, err
}

// viewPapers adds the numbered papers that the case gave out.
func (a *act) viewPapers(v *CaseView) error {
	if !a.def.GivesPaper() {
		return nil
	}
	rows, err := a.issued()
	for _, p := range rows {
		view, _, wrong := a.paperView(p)
		if wrong != nil {
			return wrong
		}
		v.Papers = append(v.Papers, view)
	}
	return err
}

// PrintPaper is a numbered paper of a case as it is printed: the one of the number, or the
// newest where none is named. The look and the print are written first; a paper that the
// case does not have is not found, and of whoever is sealed or protected by now none is
// printed.
func (r *Registrar) PrintPaper(ctx context.Context, actor Actor, caseID, number string) (PrintedPaper, error) {
	var out PrintedPaper
	err := r.reading(ctx, actor, func(a *act) error {
		if err := a.load(caseID); err != nil {
			return err
		}
		rows, err := a.issued()
		if err != nil {
			return err
		}
		var found models.IssuedPaper
		for _, p := range rows {
			if number == "" || p.Number == number {
				found = p
			}
		}
		if found.ID == "" {
			return ErrNotFound
		}
		if closed, err := a.withheld(); err != nil || closed {
			if err == nil {
				err = blocked("withheld", "该登记有保密或者保护措施，不再打印，请报所领导。", "This entry is sealed or protected and is not printed any more; report to the head.")
			}
			return err
		}
		if err := a.logAccess("paper"); err != nil {
			return err
		}
		printed := found
		printed.Org = actor.orgHere(a.seats)
		if err := a.logPrint(printed, actor.OfficerID); err != nil {
			return err
		}
		view, body, err := a.paperView(found)
		if err != nil {
			return err
		}
		o, err := a.org(found.Org)
		if err != nil {
			return err
		}
		out = PrintedPaper{PaperView: view, Body: workflow.Word{Zh: o.Name, En: o.NameEn}, To: body.To, Lines: body.Lines, Note: body.Note}
		out.Code, err = a.paperCode(found.Number)
		return err
	})
	return out, err
}
