package register

import (
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// bindFound makes the person found with the step the case's subject, and keeps why an
// entry that differs is the child's.
func (a *act) bindFound() error {
	if why := a.in(workflow.InDifference); why != "" {
		if err := a.keepFact(factDifference, why); err != nil {
			return err
		}
	}
	return a.bind(a.in(workflow.InHitPerson))
}

// recordDismissed keeps which agreeing entries were ruled out, in the place of what an
// earlier search ruled out.
func (a *act) recordDismissed() error {
	if !a.rulesOut() {
		return nil // a check reported again lets what was ruled out before stand
	}
	return a.keepFact(factDismissed, a.req.Input.List(workflow.InDismissed))
}

// bind makes the person found the case's subject: locked, with the version seen,
// and with the station of the register at the seat of origin.
func (a *act) bind(id string) error {
	p, ok, err := a.personByID(id)
	if err != nil {
		return err
	}
	// A dead child's entry is the child's: the case learns of the death, and ends by it.
	if !ok || p.Status != models.StatusActive && p.Status != models.StatusDead {
		return invalid("input.hit_person", "unknown_person", "户籍库中没有此人，或者其登记已撤销、已迁出，请重新比对。", "The register has no such person, or the entry was cancelled or has moved out; compare again.")
	}
	rows, err := a.subjects()
	if err != nil {
		return err
	}
	// The line keeps the name declared; the register's stands beside it.
	name := a.fact(workflow.FactWardName)
	if name == "" {
		name = p.Name
	}
	kept := []models.CaseSubject{{CaseID: a.c.ID, Role: string(workflow.Ward), Number: 1, PersonID: p.ID, Key: a.r.personKey(p.ID), Name: name, Version: p.Version}}
	for _, s := range rows {
		if s.Role != string(workflow.Ward) {
			kept = append(kept, s)
		}
	}
	if err := a.replaceSubjects(kept); err != nil {
		return err
	}
	// The entry that the case was about before is no longer held.
	for _, s := range rows {
		if s.Role != string(workflow.Ward) || s.PersonID == "" || s.PersonID == p.ID {
			continue
		}
		if _, err := store.Set[models.SubjectLock](a.tx, map[string]any{"released_at": a.now}, "case_id = ? and subject_key = ? and released_at is null", a.c.ID, s.Key); err != nil {
			return err
		}
	}
	if err := a.keepFact(factOriginOrg, p.Org); err != nil {
		return err
	}
	return a.lockSubjects()
}

// unbind lets the person found go, where the child is searched for again or counts as
// not registered. Nothing of the wrong entry stays behind but the journal.
func (a *act) unbind() error {
	if a.dec.To != workflow.Matching && a.dec.To != workflow.UnregisteredChild {
		return nil
	}
	rows, err := a.subjects()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(rows, func(s models.CaseSubject) bool { return s.Role == string(workflow.Ward) && s.PersonID != "" })
	child, ok := a.derivedChild()
	if i < 0 || !ok {
		return nil
	}
	wrong := rows[i]
	if _, err := store.Set[models.SubjectLock](a.tx, map[string]any{"released_at": a.now}, "case_id = ? and subject_key = ? and released_at is null", a.c.ID, wrong.Key); err != nil {
		return err
	}
	kept := append(slices.Delete(slices.Clone(rows), i, i+1), child)
	if err := a.replaceSubjects(kept); err != nil {
		return err
	}
	for _, f := range []workflow.Field{factOriginOrg, factAskedOn, factClearedOn, factKinToldOn, factDifference} {
		delete(a.form.Facts, f)
	}
	a.form.changed = true
	if err := a.unaskOrigin(); err != nil {
		return err
	}
	return a.lockSubjects()
}

// unaskOrigin ends the question to the place of origin: its station, and the body above
// both, see the child no more; what was asked about the wrong entry is done with.
func (a *act) unaskOrigin() error {
	if _, err := a.tx.Exec("DELETE FROM case_orgs WHERE case_id = ? AND seat IN (?, ?)", a.c.ID, string(workflow.Origin), string(workflow.Superior)); err != nil {
		return err
	}
	a.forget("tasks")
	_, err := store.Set[models.CaseTask](a.tx, map[string]any{"done_at": a.now, "done_by": a.actor.OfficerID, "outcome": "withdrawn"},
		"case_id = ? and note in (?, ?) and done_at is null", a.c.ID, string(workflow.RequestOrigin), string(workflow.Turn18))
	return err
}
