package register

import (
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/workflow"
)

// displaced are the parents, by id, in whose place another is guardian of a minor, who may be the
// other parent by a ruling: see workflow.GuardianGround. over tells whether anybody guards so, also
// where the page names no parent. Whoever died or was cancelled displaces nobody, but for parents
// whose guardianship a court revoked, who come back by the court alone (民法典 36, 38).
func (a *act) displaced(p models.Person) (out []string, over bool, err error) {
	if a.ofAge(p) {
		return nil, false, nil
	}
	rows, err := a.guardiansBack(p)
	if err != nil {
		return nil, false, err
	}
	out = parentsOf(p)
	for _, g := range rows {
		ground := workflow.GuardianGround(g.Ground)
		isParent := g.GuardianID != "" && slices.Contains(parentsOf(p), g.GuardianID)
		switch {
		case isParent && !ground.ByRuling():
			return nil, false, nil // entered again as by law, and the other with them (民法典 27)
		case g.To != "" || !ground.OverParents(): // ended, or beside them
			continue
		case ground != workflow.GroundRevoked:
			k, known, err := a.personByID(g.GuardianID)
			if err != nil {
				return nil, false, err
			}
			if known && !guards(k) { // neither a body, nor somebody the register does not know
				continue
			}
		}
		over = true
		out = slices.DeleteFunc(out, func(id string) bool { return id == g.GuardianID })
	}
	if !over {
		out = nil
	}
	return out, over, nil
}

// parentsOf are the ids of the parents on the page.
func parentsOf(p models.Person) []string {
	return slices.DeleteFunc([]string{p.FatherID, p.MotherID}, func(id string) bool { return id == "" })
}

// guardParents are the parents of somebody, by id, in whose place nobody is guardian.
func (a *act) guardParents(p models.Person) ([]string, error) {
	out, _, err := a.displaced(p)
	return slices.DeleteFunc(parentsOf(p), func(id string) bool { return slices.Contains(out, id) }), err
}

// subjectOverParents: see workflow.FOverParents.
func (a *act) subjectOverParents() (bool, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return false, err
	}
	_, over, err := a.displaced(p)
	return over, err
}

// displacedAsks tells whether a parent in whose place another is guardian asks: as head of the
// household, by the name given, whatever it is given as, or as a parent by any name but that of
// the parent who is guardian.
func (a *act) displacedAsks() (bool, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return false, err
	}
	out, over, err := a.displaced(p)
	if err != nil || !over {
		return false, err
	}
	home, _, err := a.householdByID(p.HouseholdID)
	if err != nil {
		return false, err
	}
	relation := a.fact(workflow.FactApplicantRelation)
	asks := relation == "parent"
	for _, id := range parentsOf(p) {
		parent, known, err := a.personByID(id)
		if err != nil {
			return false, err
		}
		gone := slices.Contains(out, id)
		named := known && gb.Fold(parent.Name) == gb.Fold(a.fact(workflow.FactApplicantName))
		if gone && (named || relation == "head" && home.HeadID == id) {
			return true, nil
		}
		asks = asks && !named
	}
	return asks, nil
}

// parentsAble are a minor's parents in the register, or landed in another province, who have no
// guardian of their own.
func (a *act) parentsAble(p models.Person) ([]models.Person, error) {
	if a.ofAge(p) {
		return nil, nil
	}
	var out []models.Person
	for _, id := range parentsOf(p) {
		parent, known, err := a.personByID(id)
		if err != nil {
			return nil, err
		}
		ward, err := a.adultWard(parent)
		if err != nil {
			return nil, err
		}
		if known && guards(parent) && !ward {
			out = append(out, parent)
		}
	}
	return out, nil
}

// ableParents counts the parentsAble of the case's subject.
func (a *act) ableParents() (int, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return 0, err
	}
	able, err := a.parentsAble(p)
	return len(able), err
}

// parentsToHear: see workflow.FParentsToHear.
func (a *act) parentsToHear() ([]string, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return nil, err
	}
	gone, over, err := a.displaced(p)
	if err != nil {
		return nil, err
	}
	if is, err := a.newIsParent(); err != nil || is && !over && !workflow.GuardianGround(a.fact(workflow.FactGuardianGround)).ByRuling() {
		return nil, err
	}
	able, err := a.parentsAble(p)
	if err != nil {
		return nil, err
	}
	hidden, err := a.protectedAmong(able)
	var out []string
	for _, parent := range able {
		if !hidden[parent.ID] && !slices.Contains(gone, parent.ID) {
			out = append(out, a.called(parent))
		}
	}
	return out, err
}

// newIsParent tells whether the guardian declared is a parent on the page.
func (a *act) newIsParent() (bool, error) {
	p, ok, err := a.person()
	return ok && slices.Contains(parentsOf(p), a.fact(workflow.FactGuardian)), err
}

// otherParent tells whether the guardian declared is a parent of the minor while the other one can
// still act as a guardian: see workflow.FOtherParent.
func (a *act) otherParent() (bool, error) {
	is, err := a.newIsParent()
	if err != nil || !is {
		return false, err
	}
	p, _, err := a.person()
	if err != nil || a.ofAge(p) {
		return false, err
	}
	for _, id := range parentsOf(p) {
		k, known, err := a.personByID(id)
		if err != nil || id != a.fact(workflow.FactGuardian) && known && guards(k) {
			return err == nil, err
		}
	}
	return false, nil
}
