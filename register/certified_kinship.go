package register

import (
	"hukou/models"
	"hukou/workflow"
)

// bothKin are the person of the case and the other one named.
func (a *act) bothKin() (p, kin models.Person, ok bool, err error) {
	p, ok, err = a.person()
	if err != nil || !ok {
		return p, kin, false, err
	}
	kin, ok, err = a.personByID(a.fact(workflow.FactKin))
	return p, kin, ok && kin.ID != p.ID, err
}

// kinship is what x is to y by the links of their pages: see workflow.FKinship.
func (a *act) kinship(x, y models.Person) (string, error) {
	switch {
	case x.ID == y.FatherID:
		return "father", nil
	case x.ID == y.MotherID:
		return "mother", nil
	case x.FatherID == y.ID || x.MotherID == y.ID:
		return "child", nil
	case x.SpouseID == y.ID || y.SpouseID == x.ID:
		return "spouse", nil
	case x.FatherID != "" && x.FatherID == y.FatherID || x.MotherID != "" && x.MotherID == y.MotherID:
		return "sibling", nil
	}
	if up, err := a.isGrandparent(x, y); err != nil || up {
		return "grandparent", err
	}
	if down, err := a.isGrandparent(y, x); err != nil || down {
		return "grandchild", err
	}
	return "none", nil
}

func (a *act) isGrandparent(x, y models.Person) (bool, error) {
	for _, id := range []string{y.FatherID, y.MotherID} {
		parent, ok, err := a.personByID(id)
		if err != nil {
			return false, err
		}
		if ok && (parent.FatherID == x.ID || parent.MotherID == x.ID) {
			return true, nil
		}
	}
	return false, nil
}

// bookShows tells whether one booklet names both, and one of them as its head.
func (a *act) bookShows() (bool, error) {
	p, kin, ok, err := a.bothKin()
	if err != nil || !ok || p.HouseholdID == "" || p.HouseholdID != kin.HouseholdID {
		return false, err
	}
	h, ok, err := a.householdByID(p.HouseholdID)
	return ok && h.Kind == models.FamilyHousehold && (h.HeadID == p.ID || h.HeadID == kin.ID), err
}
