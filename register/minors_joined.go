package register

import (
	"slices"

	"hukou/models"
	"hukou/workflow"
)

// minorsJoined counts the minors who stand alone in the family household joined and of whom the
// register has nobody to ask: see FMinorsJoined.
func (a *act) minorsJoined() (int, error) {
	home, comes, err := a.joiners()
	if err != nil || comes == nil || a.fact(workflow.FactApplicantRelation) == exOfficio {
		return 0, err
	}
	h, joins, err := a.householdByID(a.fact(workflow.FactHousehold))
	if err != nil || !joins || h.Kind != models.FamilyHousehold || h.ID == home {
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
		if len(asked) == 0 && !slices.ContainsFunc(keepers, comes) {
			n++
		}
	}
	return n, nil
}

// joiners tells of the id of somebody whether the case brings them into a household: those who
// move, or who is entered; with the household they left, or stood in last. Nil where nobody comes.
func (a *act) joiners() (home string, comes func(id string) bool, err error) {
	if !a.enters() {
		m, ok, err := a.movement()
		if err != nil || !ok {
			return "", nil, err
		}
		return m.source.ID, m.moves, nil
	}
	p, err := a.entrant()
	if err != nil {
		return "", nil, err
	}
	home, err = a.homeBefore(p)
	return home, func(id string) bool { return id == p.ID }, err
}

// entrant is the person whom the case enters, as comer has them, also from another province.
func (a *act) entrant() (models.Person, error) {
	if a.def.Business == workflow.MoveAcrossRegion {
		_, p, _, err := a.incomer()
		return p, err
	}
	p, _, _, err := a.comer()
	return p, err
}
