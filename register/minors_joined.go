package register

import (
	"slices"

	"hukou/models"
	"hukou/workflow"
)

// minorsJoined counts the minors who stand alone in the family household joined and of whom the
// register has nobody to ask: see FMinorsJoined.
func (a *act) minorsJoined() (int, error) {
	m, moves, err := a.movement()
	if err != nil || !moves || a.fact(workflow.FactApplicantRelation) == exOfficio {
		return 0, err
	}
	h, joins, err := a.householdByID(a.fact(workflow.FactHousehold))
	if err != nil || !joins || h.Kind != models.FamilyHousehold || h.ID == m.source.ID {
		return 0, err
	}
	there, err := a.members(h.ID)
	if err != nil || slices.ContainsFunc(there, a.ofAge) {
		return 0, err
	}
	n := 0
	for _, p := range there {
		asked, err := a.partedFrom([]models.Person{p})
		if err != nil {
			return 0, err
		}
		keepers, err := a.keepers(p)
		if err != nil {
			return 0, err
		}
		// A protected mother is asked nothing, and comes home to her own children.
		if len(asked) == 0 && !slices.ContainsFunc(keepers, m.moves) {
			n++
		}
	}
	return n, nil
}
