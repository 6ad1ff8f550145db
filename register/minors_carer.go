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
	if !a.leavesStation() {
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

// leavesStation tells whether the case takes people to another station, or to another province.
func (a *act) leavesStation() bool {
	return slices.Contains([]workflow.Business{workflow.MoveInCounty, workflow.MoveInPrefecture, workflow.MoveInRegion, workflow.MoveOutOfRegion}, a.def.Business)
}

// besideParents are those of a minor's keepers with whom the minor may leave. While parents who can
// care stand in the register, a guardian by agreement is none of them where the parents' household
// or the station is left: the parents are guardians still, and asked first (民法典 27, 30, 34;
// 法释〔2022〕6号 8).
func (a *act) besideParents(p models.Person, m movement, keepers []string) ([]string, error) {
	rows, err := a.guardiansBack(p)
	if err != nil {
		return nil, err
	}
	var agreed []string
	for _, g := range rows {
		if workflow.GuardianGround(g.Ground) == workflow.GroundAgreement && !slices.Contains(parentsOf(p), g.GuardianID) {
			agreed = append(agreed, g.GuardianID)
		}
	}
	if len(agreed) == 0 {
		return keepers, nil
	}
	able, err := a.parentsAble(p)
	if err != nil {
		return nil, err
	}
	able = slices.DeleteFunc(able, func(x models.Person) bool { return !inForce(x) || !slices.Contains(keepers, x.ID) })
	left := slices.ContainsFunc(able, func(x models.Person) bool { return x.HouseholdID == m.source.ID })
	if len(able) == 0 || !left && !a.leavesStation() {
		return keepers, nil
	}
	return slices.DeleteFunc(slices.Clone(keepers), func(id string) bool { return slices.Contains(agreed, id) }), nil
}
