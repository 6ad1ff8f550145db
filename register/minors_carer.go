package register

import (
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/workflow"
)

// ableKeepers are those of a minor's parents and guardians who can care for them: an adult with
// a guardian of their own cannot (民法典 28, 34), and counts only where the register has nobody
// else of them.
func (a *act) ableKeepers(keepers []string) ([]string, error) {
	var wards []string
	others := false
	for _, id := range keepers {
		k, _, err := a.personByID(id)
		if err != nil {
			return nil, err
		}
		ward, err := a.adultWard(k)
		if err != nil {
			return nil, err
		}
		if ward {
			wards = append(wards, id)
		}
		others = others || !ward && inForce(k)
	}
	if !others {
		return keepers, nil
	}
	return slices.DeleteFunc(slices.Clone(keepers), func(id string) bool { return slices.Contains(wards, id) }), nil
}

// leavesKin tells whether the case takes a minor out of the station with people who are no kin
// by the code of the relation, or other kin (99, 97 of GB/T 4761), while the register has a
// parent or guardian: those stay guardians and are asked first (民法典 27, 34). Grandparents and
// others named as near kin take the child along.
func (a *act) leavesKin(p models.Person, from models.Household, keepers []string) (bool, error) {
	switch a.def.Business {
	case workflow.MoveInCounty, workflow.MoveInPrefecture, workflow.MoveInRegion, workflow.MoveOutOfRegion:
	default:
		return false, nil
	}
	if from.Kind != models.FamilyHousehold || p.Relation != string(gb.RelationOther) && p.Relation != string(gb.RelationNotRelated) {
		return false, nil
	}
	for _, id := range keepers {
		if k, _, err := a.personByID(id); err != nil || inForce(k) {
			return err == nil, err
		}
	}
	return false, nil
}
