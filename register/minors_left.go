package register

import (
	"slices"

	"hukou/models"
	"hukou/workflow"
)

// minorsLeft counts the minors with whom nobody of age stands once the case is entered:
// see FMinorsLeft.
func (a *act) minorsLeft() (int, error) {
	m, ok, err := a.movement()
	if err != nil || !ok || m.source.Kind != models.FamilyHousehold || a.fact(workflow.FactApplicantRelation) == "ex_officio" {
		return 0, err
	}
	if a.def.Business == workflow.AbroadCancel {
		m.moving = []bond{{person: m.person.ID}}
	}
	if len(m.moving) == 0 {
		return 0, nil // the household moves as it is
	}
	stay := m.rest()
	n := a.minorsAmong(stay)
	setsUp := a.fact(workflow.FactHousehold) == "" && a.fact(workflow.FactNewAddress) != ""
	if setsUp && slices.ContainsFunc(stay, a.ofAge) {
		n += a.minorsAmong(slices.DeleteFunc(slices.Clone(m.members), func(p models.Person) bool { return !m.moves(p.ID) }))
	}
	return n, nil
}

// minorsAmong counts people among whom nobody is of age.
func (a *act) minorsAmong(people []models.Person) int {
	if slices.ContainsFunc(people, a.ofAge) {
		return 0
	}
	return len(people)
}

// minorsMinded looks once more for minors left alone, with the household held: of two
// adults who leave it at once the second sees that the first has gone.
func (a *act) minorsMinded() error {
	if minded, err := a.holds(workflow.GMinorsCared); err != nil || minded {
		return err
	}
	g, _ := a.r.book.Guard(workflow.GMinorsCared)
	return &Blocked{Code: string(workflow.GMinorsCared), Message: g.Unmet}
}
