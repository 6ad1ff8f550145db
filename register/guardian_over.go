package register

import (
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/workflow"
)

// overParents tells whether another than a parent is a minor's guardian in the place of the
// parents: see workflow.GuardianGround. Whoever died or was cancelled displaces nobody, but for
// parents whose guardianship a court revoked, who come back by the court alone (民法典 36, 38).
func (a *act) overParents(p models.Person) (bool, error) {
	if a.ofAge(p) {
		return false, nil
	}
	rows, err := a.guardiansBack(p)
	over := false
	for _, g := range rows {
		ground := workflow.GuardianGround(g.Ground)
		switch {
		case err != nil:
		case g.GuardianID != "" && slices.Contains(parentsOf(p), g.GuardianID):
			return false, nil // entered again as the guardian
		case g.To != "" || !ground.OverParents(): // ended, or beside them
		case ground == workflow.GroundRevoked:
			over = true
		default:
			var k models.Person
			var known bool
			k, known, err = a.personByID(g.GuardianID)
			over = over || !known || guards(k) // a body, or somebody the register does not know
		}
	}
	return over, err
}

// parentsOf are the ids of the parents on the page.
func parentsOf(p models.Person) []string {
	return slices.DeleteFunc([]string{p.FatherID, p.MotherID}, func(id string) bool { return id == "" })
}

// displaced are the parents, by id, in whose place another is guardian of a minor.
func (a *act) displaced(p models.Person) ([]string, error) {
	over, err := a.overParents(p)
	if err != nil || !over {
		return nil, err
	}
	return parentsOf(p), nil
}

// subjectOverParents is overParents of the case's subject.
func (a *act) subjectOverParents() (bool, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return false, err
	}
	return a.overParents(p)
}

// displacedAsks tells whether a parent in whose place another is guardian asks: as the parent,
// as the head of the household, or by the name given, whatever it is given as.
func (a *act) displacedAsks() (bool, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return false, err
	}
	over, err := a.overParents(p)
	if err != nil || !over {
		return false, err
	}
	relation := a.fact(workflow.FactApplicantRelation)
	if relation == "parent" {
		return true, nil
	}
	home, _, err := a.householdByID(p.HouseholdID)
	if err != nil {
		return false, err
	}
	for _, id := range parentsOf(p) {
		parent, known, err := a.personByID(id)
		if err != nil {
			return false, err
		}
		if relation == "head" && home.HeadID == id || known && gb.Fold(parent.Name) == gb.Fold(a.fact(workflow.FactApplicantName)) {
			return true, nil
		}
	}
	return false, nil
}

// parentsAble are a minor's parents in the register who have no guardian of their own.
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
		if known && inForce(parent) && !ward {
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
	if over, err := a.overParents(p); err != nil || over {
		return nil, err
	}
	able, err := a.parentsAble(p)
	if err != nil {
		return nil, err
	}
	hidden, err := a.protectedAmong(able)
	var out []string
	for _, parent := range able {
		if !hidden[parent.ID] {
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
