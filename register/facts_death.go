package register

import (
	"cmp"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// A child may be born within so many days of its father's death.
const afterFather = 300

// mostLooked is how many later cases of the dead are opened; one is enough to ask.
const mostLooked = "50"

// actsAfterDeath lists what the register knows of somebody after the day on which they are
// said to have died: see FActsAfterDeath.
func (a *act) actsAfterDeath() ([]string, error) {
	out := []string{}
	died := a.form.Facts.Date(workflow.FactEventDate)
	p, ok, err := a.person()
	if err != nil || !ok || a.def.Business != workflow.Death && a.def.Business != workflow.DeathUnreported || !died.Valid() {
		return out, err
	}
	if p.Since > died {
		out = append(out, "entered")
	}
	acts, err := store.Count[models.RegisterEvent](a.tx, "subject_kind = ? and subject_id = ? and event_on > ? and kind in ? and id not in (select reverses from register_events where subject_id = ?)",
		SubjectPerson, p.ID, died, []string{EventBirth, EventFirst, EventMoveIn, EventMoveOut, EventRestore, EventChange, EventName, EventService}, p.ID)
	if err != nil {
		return nil, err
	}
	if acts > 0 {
		out = append(out, "registered")
	}
	children, err := store.Count[models.Person](a.tx, "status <> ? and (mother_id = ? and birth_date > ? or father_id = ? and birth_date > ?)",
		models.StatusCancelled, p.ID, died, p.ID, died.AddDays(afterFather))
	if err != nil {
		return nil, err
	}
	if children > 0 {
		out = append(out, "parent")
	}
	signed, err := a.signedAfter(p.ID, died)
	return append(out, signed...), err
}

// actsUnexplained lists the same until somebody has said why: with this step, or with an
// earlier one that asks for it.
func (a *act) actsUnexplained() ([]string, error) {
	acts, err := a.actsAfterDeath()
	if err != nil || len(acts) == 0 {
		return acts, err
	}
	if a.in(workflow.InReason) != "" {
		return []string{}, nil
	}
	rows, err := a.entries()
	if err != nil {
		return nil, err
	}
	for _, e := range rows {
		if !a.asksWhy(workflow.Event(e.Event)) {
			continue
		}
		rec, err := a.r.openRecord(e)
		if err != nil {
			return nil, err
		}
		if rec.Input.Text(workflow.InReason) != "" {
			return []string{}, nil
		}
	}
	return acts, nil
}

// asksWhy tells whether steps of the event ask why the register knows of later acts.
func (a *act) asksWhy(on workflow.Event) bool {
	return slices.ContainsFunc(a.def.Steps, func(s workflow.Step) bool { return s.On == on && slices.Contains(s.If, workflow.GActsExplained) })
}

// signedAfter looks at the cases lodged after the day for what the dead are to have done in
// them: asked for it themselves, or had a child whom they cannot have.
func (a *act) signedAfter(person string, died models.Date) ([]string, error) {
	rows, err := store.Many[models.CaseSubject](a.tx, "case_id desc limit "+mostLooked,
		"person_id = ? and case_id <> ? and case_id in (select id from cases where lodged_on > ?)", person, a.c.ID, died)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, s := range rows {
		c, err := store.One[models.Case](a.tx, "id = ?", s.CaseID)
		if err != nil {
			return nil, err
		}
		def, known := a.r.book.Get(workflow.Business(c.Business), c.Edition)
		f, err := store.One[models.CaseForm](a.tx, "case_id = ?", s.CaseID)
		if err != nil || !known {
			if err = ignoreMissing(err); err != nil {
				return nil, err
			}
			continue
		}
		other := &act{r: a.r, tx: a.tx}
		if err := other.openForm(f); err != nil {
			return nil, err
		}
		born := models.Date(cmp.Or(other.fact(workflow.FactChildBirthDate), other.fact(workflow.FactWardBirth)))
		switch role := workflow.SubjectRole(s.Role); {
		case role == def.Subject && s.Number == 1 && other.fact(workflow.FactApplicantRelation) == "self": // not those who only come along
			seen["applied"] = true
		case role == workflow.Mother && born.Valid() && born > died, role == workflow.Father && born.Valid() && born > died.AddDays(afterFather):
			seen["declared_parent"] = true
		}
	}
	var out []string
	for _, what := range []string{"applied", "declared_parent"} {
		if seen[what] {
			out = append(out, what)
		}
	}
	return out, nil
}
