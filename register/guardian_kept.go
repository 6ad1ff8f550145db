package register

import (
	"slices"
	"strings"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// incumbent is a guardian in force whom a change would end: somebody of the register, or a body.
type incumbent struct {
	kept   models.Guardianship
	person models.Person // empty for a body
}

// keptCollectors finds who guards the case's subject now, and whom a change of that concerns.
func keptCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FGuardianBound:   func(a *act) (any, error) { return a.guardianBound() },
		workflow.FGuardiansToHear: func(a *act) (any, error) { return a.guardiansToHear() },
		workflow.FCapacityStands:  func(a *act) (any, error) { return a.capacityStands() },
	}
}

// incumbents are the guardians in force of somebody, but for parents who can be guardians, whose
// place is theirs by law (see FAbleParents), and those whose guardianship ended without a word: by
// death, a want of capacity (民法典 39), or because the ward came of age.
func (a *act) incumbents(p models.Person) ([]incumbent, error) {
	rows, err := a.guardians(p.ID)
	if err != nil {
		return nil, err
	}
	able, err := a.parentsAble(p)
	if err != nil {
		return nil, err
	}
	var out []incumbent
	for _, g := range rows {
		if g.To != "" || a.ofAge(p) && !givenAsAdult(p, g) {
			continue
		}
		if g.Body != "" {
			out = append(out, incumbent{kept: g})
			continue
		}
		k, known, err := a.personByID(g.GuardianID)
		if err != nil {
			return nil, err
		}
		ward, err := a.adultWard(k)
		if err != nil {
			return nil, err
		}
		if known && guards(k) && !ward && !slices.ContainsFunc(able, func(x models.Person) bool { return x.ID == k.ID }) {
			out = append(out, incumbent{kept: g, person: k})
		}
	}
	return out, nil
}

// guardianBound: see workflow.FGuardianBound. Beside parents who can be guardians a guardian by
// agreement is bound by nothing: whoever agreed may end it.
func (a *act) guardianBound() (bool, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return false, err
	}
	rows, err := a.incumbents(p)
	if err != nil || len(rows) == 0 {
		return false, err
	}
	able, err := a.parentsAble(p)
	if err != nil {
		return false, err
	}
	for _, x := range rows {
		ground := workflow.GuardianGround(x.kept.Ground)
		switch {
		case x.person.ID == "" || ground.Appointed():
			return true, nil
		case ground == workflow.GroundAgreement && len(able) > 0 || a.asksItself(x):
			continue
		case !slices.ContainsFunc(a.form.Facts.List(workflow.FactGuardiansYield), func(n string) bool { return gb.Fold(n) == gb.Fold(x.person.Name) }):
			return true, nil
		}
	}
	return false, nil
}

// asksItself tells whether a guardian in force is the applicant, by the name in the register.
func (a *act) asksItself(x incumbent) bool {
	name := gb.Fold(a.fact(workflow.FactApplicantName))
	if x.person.ID == "" {
		return strings.Contains(name, gb.Fold(x.kept.Body))
	}
	return name == gb.Fold(x.person.Name)
}

// guardiansToHear: see workflow.FGuardiansToHear.
func (a *act) guardiansToHear() ([]string, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return nil, err
	}
	rows, err := a.incumbents(p)
	if err != nil {
		return nil, err
	}
	var out []string
	var people []models.Person
	for _, x := range rows {
		switch {
		case a.asksItself(x):
		case x.person.ID == "":
			out = append(out, x.kept.Body)
		default:
			people = append(people, x.person)
		}
	}
	if a.ofAge(p) && a.fact(workflow.FactGuardian)+a.fact(workflow.FactGuardianBody) != "" {
		kin, err := a.nextKin(p)
		if err != nil {
			return nil, err
		}
		people = append(people, kin...)
	}
	hidden, err := a.protectedAmong(people)
	if err != nil {
		return nil, err
	}
	if a.ofAge(p) {
		people, hidden[p.ID] = append([]models.Person{p}, people...), false
	}
	asker := gb.Fold(a.fact(workflow.FactApplicantName))
	for _, k := range people {
		if !hidden[k.ID] && gb.Fold(k.Name) != asker && !slices.Contains(out, k.Name) {
			out = append(out, a.called(k))
		}
	}
	return out, nil
}

// nextKin are the spouse, the parents and the children of age of an adult who stand in the
// register and have no guardian: those who come first as guardians (民法典 28).
func (a *act) nextKin(p models.Person) ([]models.Person, error) {
	rows, err := store.Many[models.Person](a.tx, "id", `id in ? or id in (select id from people where spouse_id = ? union
		select id from people where father_id = ? union select id from people where mother_id = ?)`, append(parentsOf(p), p.SpouseID), p.ID, p.ID, p.ID)
	if err != nil {
		return nil, err
	}
	var out []models.Person
	for _, k := range rows {
		able, err := a.mayHead(k)
		if err != nil {
			return nil, err
		}
		if able && inForce(k) && k.ID != p.ID {
			out = append(out, k)
		}
	}
	return out, nil
}

// capacityStands: see workflow.FCapacityStands.
func (a *act) capacityStands() (bool, error) {
	p, ok, err := a.person()
	if err != nil || !ok || !a.ofAge(p) {
		return false, err
	}
	ward, err := a.adultWard(p)
	return !ward, err
}
