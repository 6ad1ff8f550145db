package register

import (
	"context"
	"maps"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// Change replaces facts of a draft, or of a case that was lodged and may still be put
// right; a null takes a fact away. Of a draft nothing is journaled, of a lodged case each
// amendment is a row of its journal.
func (r *Registrar) Change(ctx context.Context, actor Actor, id string, version int64, facts workflow.Facts) (Answer, error) {
	var out Answer
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(id); err != nil {
			return err
		}
		if err := a.change(version, facts); err != nil {
			return err
		}
		var err error
		out, err = a.answer("", 200)
		return err
	})
	return out, mapStore(err)
}

func (a *act) change(version int64, facts workflow.Facts) error {
	had := maps.Clone(a.form.Facts)
	edited, err := a.rewrite(version, facts)
	if err != nil {
		return err
	}
	return a.amend(had, edited)
}

// mayChange refuses in the order of the contract.
func (a *act) mayChange(version int64) error {
	if !a.worksOnPapers() || !a.actor.Has(formWriters...) {
		return ErrForbidden
	}
	if err := a.heldByOther(); err != nil {
		return err
	}
	if version != a.c.Version {
		return ErrStale
	}
	if err := a.notRecused(); err != nil {
		return err
	}
	if !changeable(a.def, a.state()) {
		return &Refused{State: a.state(), Version: a.c.Version, Refusal: workflow.Refusal{Cause: workflow.NotFromHere, Allowed: a.def.Offered(a.state())}}
	}
	return nil
}

// rewrite replaces facts of the form and what follows from them, and names the items that
// the change spoke of; the case itself has yet to move.
func (a *act) rewrite(version int64, facts workflow.Facts) ([]workflow.Field, error) {
	a.req.Event = workflow.DataChanged
	if err := a.mayChange(version); err != nil {
		return nil, err
	}
	set := maps.Clone(facts)
	maps.DeleteFunc(set, func(_ workflow.Field, v any) bool { return v == nil })
	person := a.fact(workflow.FactPerson)
	if v, given := facts[workflow.FactPerson]; given && v == nil {
		person = ""
	}
	byCard, err := a.nameByCard(set, person)
	if err != nil {
		return nil, err
	}
	bonds, err := a.bondsByCard(set)
	if err != nil {
		return nil, err
	}
	byCard = append(byCard, bonds...)
	wrong, err := a.nameUnit(set, a.c.RegisterOrg, false)
	if err != nil {
		return nil, err
	}
	wrong = append(append(append(wrong, byCard...), a.checkFacts(set)...), a.struckUnknown(facts)...)
	settled, err := a.settled(facts)
	if err != nil {
		return nil, err
	}
	wrong = append(wrong, settled...)
	if a.excluded(set.Text(workflow.FactApplicantName)) {
		wrong = append(wrong, fieldError("facts.applicant_name", "excluded_person", "此人不得作为本案申报人，请由母亲、其他监护人或机构申报。", "This person may not apply in this case; the mother, another guardian or a body does."))
	}
	level, err := a.levelNow()
	if err != nil {
		return nil, err
	}
	had, edited, named := maps.Clone(a.form.Facts), a.edited(facts), a.namedByFact(a.def.Subject)
	for k := range facts {
		delete(a.form.Facts, k)
	}
	maps.Copy(a.form.Facts, set)
	together, err := a.checkTogether(a.form.Facts, a.c.RegisterOrg)
	if err != nil {
		return nil, err
	}
	fixed, err := a.fixedOnceLodged(had)
	if err != nil {
		return nil, err
	}
	row, err := a.rowFaults()
	if err != nil {
		return nil, err
	}
	if err := refused(append(append(append(wrong, together...), fixed...), row...)); err != nil {
		return nil, err
	}
	if err := a.proposeRelations(); err != nil {
		return nil, err
	}
	if fell, err := a.consentsFall(had, facts); err != nil {
		return nil, err
	} else if fell {
		edited = append(edited, workflow.FactConsents)
	}
	if err := a.keepLevel(level); err != nil {
		return nil, err
	}
	a.form.changed = true
	if err := a.saveForm(); err != nil {
		return nil, err
	}
	if err := a.rewriteDerived(named); err != nil {
		return nil, err
	}
	switch {
	case a.state() == workflow.Matching: // the child is held under what is declared now, too
		err = a.lockSubjects()
	case a.c.AcceptedOn != "" || a.state() == workflow.Listed: // a row of a roster is held from listing on
		err = a.lockAnew()
	}
	return edited, err
}

// changeable tells where declared facts may still change: before acceptance, while a
// child is searched for (a name or number declared wrong finds nobody, or another), and
// while the applicant or a returned case is waited for.
func changeable(d *workflow.Definition, s workflow.State) bool {
	return s == d.Initial || slices.Contains([]workflow.State{workflow.Draft, workflow.Lodged, workflow.Correcting, workflow.Supplementing, workflow.Verifying, "b_correcting", "b_lodged", "listed", workflow.Matching}, s)
}

// rewriteDerived keeps the persons named by hand and derives the others anew; named tells
// that the form named the case's own person before it changed.
func (a *act) rewriteDerived(named bool) error {
	rows, err := a.subjects()
	if err != nil {
		return err
	}
	derived, err := a.derivedSubjects()
	if err != nil {
		return err
	}
	var kept []models.CaseSubject
	for _, s := range rows {
		if s.Role == string(a.def.Subject) && (named || a.namedByFact(a.def.Subject)) {
			continue // the form names them anew
		}
		if s.Role == string(a.def.Subject) && s.PersonID != "" {
			// A child found in the register stays the person found.
			kept = append(kept, s)
			derived = slices.DeleteFunc(derived, func(d models.CaseSubject) bool { return d.Role == s.Role })
			continue
		}
		if !slices.ContainsFunc(derived, func(d models.CaseSubject) bool { return d.Role == s.Role }) {
			kept = append(kept, s)
		}
	}
	return a.replaceSubjects(append(kept, derived...))
}
