package register

import (
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// parted are the minors who move without a parent or guardian of theirs: none moves along,
// and none stands in the household joined, a family's or a body's, whose registration makes
// it no guardian. Who lived with neither in a family so far goes along with any adult of it,
// but from the station only as leavesKin says, and not where another is guardian in the place of
// the parents; of a body's ward the body answers. Beside parents a guardian by agreement takes
// the child no further than besideParents says. With the whole household's new address those alone
// are parted in whose parents' place another is guardian. See FMinorsParted.
func (a *act) parted(m movement) ([]models.Person, error) {
	if a.fact(workflow.FactApplicantRelation) == "ex_officio" {
		return nil, nil
	}
	joined, _, err := a.householdByID(a.fact(workflow.FactHousehold))
	if err != nil {
		return nil, err
	}
	var there []models.Person
	if joined.ID != "" {
		if there, err = a.members(joined.ID); err != nil {
			return nil, err
		}
	}
	var out []models.Person
	whole := a.movesWhole()
	goes := func(x models.Person) bool { return whole || m.moves(x.ID) }
	for _, p := range m.members {
		if !goes(p) || a.ofAge(p) {
			continue
		}
		if held, err := a.heldByBody(p); err != nil {
			return nil, err
		} else if held {
			continue
		}
		keepers, err := a.keepers(p)
		if err != nil {
			return nil, err
		}
		lived := slices.ContainsFunc(m.members, func(x models.Person) bool { return slices.Contains(keepers, x.ID) }) // with one of them until now
		if keepers, err = a.ableKeepers(keepers); err != nil {
			return nil, err
		}
		if keepers, err = a.besideParents(p, m, keepers); err != nil {
			return nil, err
		}
		keeps := func(x models.Person) bool { return slices.Contains(keepers, x.ID) }
		far, err := a.leavesKin(p, m.source, keepers)
		if err != nil {
			return nil, err
		}
		_, over, err := a.displaced(p)
		if err != nil {
			return nil, err
		}
		if whole && !over {
			continue
		}
		kin := !lived && !far && !over && m.source.Kind == models.FamilyHousehold
		with := func(x models.Person) bool { return a.ofAge(x) && (keeps(x) || kin) }
		if !slices.ContainsFunc(there, keeps) && !slices.ContainsFunc(m.members, func(x models.Person) bool { return goes(x) && with(x) }) {
			out = append(out, p)
		}
	}
	return out, nil
}

// keepers are the parents and the guardians of somebody, by id; where another is guardian in the
// place of a minor's parents, or of one of them, that parent is none (民法典 27, 36).
func (a *act) keepers(p models.Person) ([]string, error) {
	out, err := a.guardParents(p)
	if err != nil {
		return nil, err
	}
	kept, err := a.guardiansBack(p)
	for _, g := range kept {
		out = append(out, g.GuardianID)
	}
	return slices.DeleteFunc(out, func(id string) bool { return id == "" }), err
}

// partedFrom are those to be asked before minors move without them: the parents and
// guardians who stand in the register, but for a protected one, whom a case about the child
// is not to lead to.
func (a *act) partedFrom(minors []models.Person) ([]models.Person, error) {
	var out []models.Person
	for _, p := range minors {
		keepers, err := a.keepers(p)
		if err != nil {
			return nil, err
		}
		for _, id := range keepers {
			k, ok, err := a.personByID(id)
			if err != nil {
				return nil, err
			}
			hidden, err := a.protected(k)
			if err != nil {
				return nil, err
			}
			if ok && inForce(k) && !hidden && !slices.ContainsFunc(out, func(x models.Person) bool { return x.ID == k.ID }) {
				out = append(out, k)
			}
		}
	}
	return out, nil
}

// partedMinors are those whom the case parts from parents and guardians: who moves, or who
// is entered.
func (a *act) partedMinors() ([]models.Person, error) {
	if a.enters() {
		return a.comerParted()
	}
	m, ok, err := a.movement()
	if err != nil || !ok {
		return nil, err
	}
	return a.parted(m)
}

// comerParted is the minor whom the case enters in a household where none of the
// parents and guardians stands, while the register has one of them somewhere else. Nobody is
// parted who comes back to a household in which they had lived without them, or who is in a
// body's care.
func (a *act) comerParted() ([]models.Person, error) {
	h, ok, err := a.targetHousehold()
	if err != nil || !ok {
		return nil, err
	}
	p, known, err := a.minorEntered()
	if err != nil || !known {
		return nil, err
	}
	if held, err := a.heldByBody(p); err != nil || held {
		return nil, err
	}
	keepers, err := a.keepers(p)
	if err != nil {
		return nil, err
	}
	living := false
	for _, id := range keepers {
		k, _, err := a.personByID(id)
		if err != nil || stays(k) && k.HouseholdID == h.ID {
			return nil, err
		}
		living = living || inForce(k)
	}
	if !living {
		return nil, nil
	}
	if home, err := a.homeBefore(p); err != nil {
		return nil, err
	} else if home == h.ID {
		with, err := store.Count[models.Residence](a.tx, "household_id = ? and person_id in ?", h.ID, keepers)
		if err != nil || with == 0 {
			return nil, err
		}
	}
	return []models.Person{p}, nil
}

// minorEntered is the minor whom the case enters, with the parents on the page, or declared;
// of whoever comes from another province the register knows those of its own entry alone.
func (a *act) minorEntered() (models.Person, bool, error) {
	if a.def.Business != workflow.MoveAcrossRegion {
		p, _, _, err := a.comer()
		return p, p.BirthDate.Valid() && !a.ofAge(p), err
	}
	_, p, _, err := a.incomer()
	if err != nil || p.ID == "" {
		return p, false, err
	}
	back, err := a.comesBack(p)
	return p, back && !a.ofAge(p), err
}

// partedKeepers are those of the parents and guardians to be asked: see partedFrom.
func (a *act) partedKeepers() ([]models.Person, error) {
	minors, err := a.partedMinors()
	if err != nil {
		return nil, err
	}
	return a.partedFrom(minors)
}

func (a *act) partedCount() (int, error) {
	minors, err := a.partedMinors()
	return len(minors), err
}
