package register

import (
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// headless tells whether a household is an open family household that nobody heads for the
// time being. Whoever moves into one names with the move who becomes its head, one of those
// who move or who stand there, and what all others are to that one (Norm 15, 16); or the head
// is chosen first, by a change of the head.
func headless(h models.Household) bool {
	return h.Kind == models.FamilyHousehold && h.Status == HouseholdOpen && h.HeadID == ""
}

// underNobody adds to a movement those who stand in the household joined while it has no
// head, and parts their lines from those of who moves.
func (a *act) underNobody(m *movement) error {
	h, ok, err := a.householdByID(a.fact(workflow.FactHousehold))
	if _, gathers := a.gathers(); err != nil || !ok || !gathers || !headless(h) || h.ID == m.source.ID {
		return err
	}
	if m.there, err = a.members(h.ID); err != nil {
		return err
	}
	m.headless = true
	var moving []bond
	for _, l := range m.moving {
		if p, _ := m.member(l.person); p.HouseholdID == h.ID {
			m.anew = append(m.anew, l)
		} else {
			moving = append(moving, l)
		}
	}
	m.moving = moving
	return nil
}

// askedOf are those of a household who are asked before anybody comes into it: its head;
// where a family household has none, those of age who stand there, and where minors stand there
// alone, their parents and guardians in the register.
func (a *act) askedOf(h models.Household) ([]models.Person, error) {
	if head, ok, err := a.personByID(h.HeadID); err != nil || ok {
		return []models.Person{head}, err
	}
	if !headless(h) {
		return nil, nil
	}
	there, err := a.members(h.ID)
	if err != nil {
		return nil, err
	}
	var grown []models.Person
	for _, p := range there {
		if a.ofAge(p) {
			grown = append(grown, p)
		}
	}
	if len(grown) > 0 {
		return grown, nil
	}
	return a.partedFrom(there)
}

// placedUnderNobody tells whether somebody may be entered in a household without a head, to
// whom no relation can be declared: whoever comes back to where they stood last, a child of a
// parent who stands there, and whoever stands there alone.
func (a *act) placedUnderNobody(h models.Household) (bool, error) {
	p, father, mother, err := a.comer()
	if err != nil {
		return false, err
	}
	for _, parent := range []models.Person{father, mother} {
		if stays(parent) && parent.HouseholdID == h.ID {
			return true, nil
		}
	}
	if home, err := a.homeBefore(p); err != nil || home == h.ID {
		return err == nil, err
	}
	n, err := store.Count[models.Person](a.tx, "household_id = ? and status = 'active' and id <> ?", h.ID, p.ID)
	return n == 0, err
}
