package register

import (
	"regexp"
	"slices"
	"strings"

	"hukou/models"
	"hukou/workflow"
)

// sentBackEvents are the steps that send a case back, to an earlier desk or to the
// applicant. The index journal_sent_back holds these and no others.
const sentBackEvents = "j.event IN ('return', 'request_correction', 'ask_supplement')"

// codeOther stands for what officers wrote in words of their own, and for items that
// no board counts by.
const codeOther = "other"

// sentBack are the journal rows of the period by which cases of the scope were sent
// back.
func (s scope) sentBack(p period) arm {
	arms := make([]arm, len(s))
	for i, x := range s {
		arms[i] = arm{"select j.case_id, j.seq from journal j join cases c on c.id = j.case_id join case_orgs o on o.case_id = c.id and o.org = ? and o.seat = 'own' where " +
			sentBackEvents + " and j.at >= ? and j.at < ? and c.handling_org in ? and c.lodged_on <> ''", []any{x.org, p.from, p.until, x.below}}
	}
	text, args := joinArms(arms)
	return arm{"with s as (" + text + ") select j.* from s join journal j on j.case_id = s.case_id and j.seq = s.seq", args}
}

// reason is why a case was sent back.
type reason struct {
	event workflow.Event
	code  string
}

// reasons reads why each case was sent back. The rows are sealed, so that they are
// opened here; there are few.
func (a *act) reasons(rows []models.Entry) (map[reason][]string, error) {
	out := map[reason][]string{}
	for _, e := range rows {
		rec, err := a.r.openRecord(e)
		if err != nil {
			return nil, err
		}
		for _, code := range a.codes(rec.Input) {
			at := reason{rec.Event, code}
			if !slices.Contains(out[at], e.CaseID) {
				out[at] = append(out[at], e.CaseID)
			}
		}
	}
	return out, nil
}

var reasonCode = regexp.MustCompile(`^[a-z][a-z0-9_.-]{0,40}$`)

// codes are the coded reasons in what the officer wrote: why a case went back, papers
// and items of the form by name. All that is free text is one code where no reason was
// coded, and so are papers and items that would make a board of parentage or ethnicity.
func (a *act) codes(input workflow.Facts) []string {
	var out []string
	add := func(code string) {
		if !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	code := input.Text(workflow.InReturnCode)
	if reasonCode.MatchString(code) {
		add("reason:" + code)
	}
	for _, item := range input.List(workflow.InItems) {
		paper, isPaper := a.r.book.Material(workflow.MaterialKind(item))
		field, isField := a.r.book.Field(workflow.Field(item))
		switch {
		case isPaper && paper.Class != "D" && workflow.MaterialKind(item) != workflow.MatEthnicityStatement:
			add("material:" + item)
		case isField && field.Class != "D" && !a.r.book.Forbidden(workflow.Field(item)) && workflow.Field(item) != workflow.FactEthnicityBy:
			add("field:" + item)
		case code == "":
			add(codeOther)
		}
	}
	if len(out) == 0 {
		add(codeOther)
	}
	return out
}

// codeWord names a coded reason.
func (a *act) codeWord(code string) workflow.Word {
	kind, name, _ := strings.Cut(code, ":")
	switch kind {
	case "material":
		return a.quietPaper(workflow.MaterialKind(name))
	case "field":
		f, _ := a.r.book.Field(workflow.Field(name))
		return workflow.Word{Zh: f.Zh, En: f.En}
	case "reason":
		rule, _ := a.r.book.Field(workflow.InReturnCode)
		for _, c := range rule.Codes {
			if c.Value == name {
				return c.Word
			}
		}
		return workflow.Word{Zh: name, En: name}
	}
	return workflow.Word{Zh: "其他", En: "Other"}
}

func (t *tableau) sentBack(rows []models.Entry) error {
	all, err := t.a.reasons(rows)
	for why, ids := range all {
		f := t.base
		f.Measure, f.Event, f.Code, f.From, f.To = MeasureSentBack, why.event, why.code, t.from, t.to
		t.b.SentBack = append(t.b.SentBack, SentBackRow{Event: why.event, EventName: t.a.r.book.EventWord(why.event), Code: why.code, Name: t.a.codeWord(why.code),
			Cases: Cell{N: int64(len(ids)), Filter: f}})
	}
	slices.SortFunc(t.b.SentBack, func(x, y SentBackRow) int {
		if x.Cases.N != y.Cases.N {
			return int(y.Cases.N - x.Cases.N)
		}
		return cmpText(string(x.Event)+x.Code, string(y.Event)+y.Code)
	})
	return err
}
