package desk

import (
	"slices"

	"hukou/models"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// Alike is an entry of the register that agrees with whoever is to be entered, as whoever
// rules it out or decides compares it. Why is the reason by which it was ruled out; empty
// where nobody did.
type Alike struct {
	ID, Title, Note, Why string
	Items                []AlikeItem
}

// AlikeItem is an item of the form beside what the entry has.
type AlikeItem struct {
	Word            workflow.Word
	Declared, Entry string
	Differs         bool
}

// Alikes are the entries that the step has looked at where the case stands; none where it
// looks at none, or the officer may not take it. The look is logged.
func Alikes(r *Request, d *workflow.Definition, c *register.CaseView, on workflow.Event) ([]Alike, error) {
	if d == nil || !register.LooksAtAlikes(d, c.State, on) {
		return nil, nil
	}
	found, err := r.Reg.Candidates(r.Request().Context(), r.Actor, c.ID)
	if err != nil {
		if Shown(r.Fault(err)) {
			return nil, nil
		}
		return nil, err
	}
	bodies, err := r.Reg.Bodies(r.Request().Context())
	if err != nil {
		return nil, err
	}
	var out []Alike
	for _, x := range found {
		if x.Alike() {
			out = append(out, alikeOf(r, d, c, x, bodies))
		}
	}
	return out, nil
}

func alikeOf(r *Request, d *workflow.Definition, c *register.CaseView, x register.Candidate, bodies []register.BodyView) Alike {
	out := Alike{ID: x.PersonID, Title: x.Name + " " + string(x.BirthDate) + " " + ui.Tail(x.Number), Note: x.Station}
	if i := slices.IndexFunc(bodies, func(b register.BodyView) bool { return b.Code == x.Station }); i >= 0 {
		out.Note = BodyName(r.Lang, bodies[i])
	}
	for _, parent := range []string{x.Father, x.Mother} {
		if parent != "" {
			out.Note += " · " + parent
		}
	}
	if st := models.PersonStatus(x.Status); st == models.StatusDead || st == models.StatusCancelled {
		out.Note += " · " + r.T("已注销", "Struck off")
	}
	if c.Search != nil {
		if i := slices.IndexFunc(c.Search.Dismissed, func(y register.DismissedView) bool { return y.Person == x.PersonID }); i >= 0 {
			out.Why = c.Search.Dismissed[i].Reason
		}
	}
	name, sex, born := workflow.FactWardName, workflow.FactWardSex, workflow.FactWardBirth
	if d.Subject == workflow.Child {
		name, sex, born = workflow.FactChildName, workflow.FactChildSex, workflow.FactChildBirthDate
	}
	item := func(f workflow.Field, declared, entry, what string) {
		rule, _ := r.Reg.Book().Field(f)
		out.Items = append(out.Items, AlikeItem{Word: rule.Word, Declared: declared, Entry: entry, Differs: slices.Contains(x.Differs, what)})
	}
	item(name, c.Facts.Text(name), x.Name, "name")
	item(sex, r.Lang.Sex(c.Facts.Text(sex)), r.Lang.Sex(x.Sex), "sex")
	item(born, c.Facts.Text(born), string(x.BirthDate), "birth_date")
	if n := c.Facts.Text(workflow.FactWardNumber); n != "" {
		item(workflow.FactWardNumber, ui.Tail(n), ui.Tail(x.Number), "citizen_number")
	}
	return out
}
