package register

import (
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// minorsLeft counts the minors with whom nobody who can care for them stands once the case is
// entered: see FMinorsLeft.
func (a *act) minorsLeft() (int, error) {
	m, ok, err := a.movement()
	if err != nil || !ok || a.fact(workflow.FactApplicantRelation) == exOfficio {
		return 0, err
	}
	if a.def.Business == workflow.AbroadCancel {
		m.moving = []bond{{person: m.person.ID}}
	}
	if len(m.moving) == 0 {
		return 0, nil // the household moves as it is
	}
	if m.source.Kind != models.FamilyHousehold {
		return a.minorsParted(m)
	}
	stay, going := m.rest(), slices.DeleteFunc(slices.Clone(m.members), func(p models.Person) bool { return !m.moves(p.ID) })
	n, err := a.minorsAmong(stay, going)
	if err != nil {
		return 0, err
	}
	setsUp := a.fact(workflow.FactHousehold) == "" && a.fact(workflow.FactNewAddress) != ""
	if setsUp && slices.ContainsFunc(stay, a.ofAge) {
		alone, err := a.minorsAmong(going, stay)
		return n + alone, err
	}
	return n, nil
}

// minorsParted counts the minors of a collective household whom the case would leave there
// without the parents they stood with, or take from them into a household of their own.
// Who stands there under the guardianship of a body is in its care.
func (a *act) minorsParted(m movement) (int, error) {
	var going []models.Person
	for _, l := range m.moving {
		if p, ok := m.member(l.person); ok {
			going = append(going, p)
		}
	}
	stay := m.rest()
	n, err := a.minorsWithout(stay, going)
	if err != nil || a.fact(workflow.FactHousehold) != "" || a.fact(workflow.FactNewAddress) == "" {
		return n, err
	}
	if able, err := a.someoneAble(going); err != nil || able {
		return n, err
	}
	alone, err := a.minorsWithout(going, stay)
	return n + alone, err
}

// minorsWithout counts the minors among some of a household's people whose parents, or
// guardians, stand with the others alone.
func (a *act) minorsWithout(here, there []models.Person) (int, error) {
	n := 0
	for _, p := range here {
		keepers, err := a.keepers(p)
		if err != nil {
			return 0, err
		}
		parents := func(of []models.Person) (bool, error) {
			return a.someoneAble(slices.DeleteFunc(slices.Clone(of), func(q models.Person) bool { return !slices.Contains(keepers, q.ID) }))
		}
		with, err := parents(here)
		if err != nil {
			return 0, err
		}
		parted, err := parents(there)
		if err != nil {
			return 0, err
		}
		if a.ofAge(p) || with || !parted {
			continue
		}
		held, err := a.heldByBody(p)
		if err != nil {
			return 0, err
		}
		if !held {
			n++
		}
	}
	return n, nil
}

// heldByBody tells whether somebody stands under the guardianship of a body.
func (a *act) heldByBody(p models.Person) (bool, error) {
	held, err := store.Count[models.Guardianship](a.tx, "ward_id = ? and valid_to = '' and closed_at is null and body <> ''", p.ID)
	return held > 0, err
}

// minorsAmong counts the minors among some of a household's people with whom no adult stands
// who can care for them, or whom an adult who can parts from: an adult with a guardian cares for
// nobody (民法典 28, 34), but where nobody who can was with them before the case takes nobody away.
// So it is with a parent in whose place another is guardian (民法典 36).
func (a *act) minorsAmong(here, there []models.Person) (int, error) {
	n := 0
	for _, p := range here {
		if a.ofAge(p) {
			continue
		}
		alone, err := a.leftAlone(p, here, there)
		if err != nil {
			return 0, err
		}
		if alone {
			n++
		}
	}
	return n, nil
}

// leftAlone is minorsAmong for one of them.
func (a *act) leftAlone(p models.Person, here, there []models.Person) (bool, error) {
	out, _, err := a.displaced(p)
	if err != nil {
		return false, err
	}
	able := func(of []models.Person) (bool, error) {
		return a.someoneAble(slices.DeleteFunc(slices.Clone(of), func(q models.Person) bool { return slices.Contains(out, q.ID) }))
	}
	if cared, err := able(here); err != nil || cared {
		return false, err
	}
	if !slices.ContainsFunc(here, a.ofAge) {
		return true, nil
	}
	return able(there)
}

// someoneAble tells whether one of some people is an adult without a guardian.
func (a *act) someoneAble(people []models.Person) (bool, error) {
	for _, p := range people {
		if able, err := a.mayHead(p); err != nil || able {
			return able, err
		}
	}
	return false, nil
}

// minorsMinded looks once more for minors left alone, with the household held: of two
// adults who leave it at once the second sees that the first has gone.
func (a *act) minorsMinded() error {
	if minded, err := a.holds(workflow.GMinorsCared); err != nil || minded {
		return err
	}
	return a.blockedBy(workflow.GMinorsCared)
}
