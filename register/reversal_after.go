package register

import (
	"errors"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// undoneOf is how somebody of an act stood before it was undone.
type undoneOf struct {
	person   models.Person
	guardian []string // the ids of the guardianships in force
}

// stoodBefore is that of each person of an act, by their first event in it.
func (a *act) stoodBefore(events []models.RegisterEvent) ([]undoneOf, error) {
	var out []undoneOf
	for _, e := range events {
		if e.SubjectKind != SubjectPerson || slices.ContainsFunc(out, func(s undoneOf) bool { return s.person.ID == e.SubjectID }) {
			continue
		}
		p, ok, err := a.personByID(e.SubjectID)
		if err != nil || !ok {
			return nil, err
		}
		rows, err := a.guardians(p.ID)
		if err != nil {
			return nil, err
		}
		s := undoneOf{person: p}
		for _, g := range rows {
			s.guardian = append(s.guardian, g.ID)
		}
		out = append(out, s)
	}
	return out, nil
}

// afterReversal does for whoever a reversal put back what every other entry does for whom it
// enters: who names an entry that ended since is settled, a guardian who cannot act is told of, and
// so are children who stand alone, a parent who lives again, and stations that have somebody back.
func (a *act) afterReversal(all []undoneOf, first string) error {
	for _, s := range all {
		if err := a.endedSince(s); err != nil {
			return err
		}
	}
	for _, s := range all {
		if guards(s.person) {
			continue
		}
		if p, ok, err := a.personByID(s.person.ID); err != nil {
			return err
		} else if ok && inForce(p) {
			if err := errors.Join(a.parentBack(p.ID), a.marriageAfter(p, first)); err != nil {
				return err
			}
		}
	}
	return a.homesAfter(all)
}

// endedSince settles whom a person put back names: the entry kept in the place of a duplicate, a
// task where it was a false one, and word of a guardian who died or left since (民法典 39). That
// somebody has to be found where nobody is left who can act is for settleWard, with the entry.
func (a *act) endedSince(s undoneOf) error {
	p, ok, err := a.personByID(s.person.ID)
	if err != nil || !ok || !inForce(p) {
		return err
	}
	rows, err := a.guardians(p.ID)
	if err != nil {
		return err
	}
	names := []string{p.FatherID, p.MotherID, p.SpouseID}
	for _, g := range rows {
		names = append(names, g.GuardianID)
	}
	held, err := a.holdPeople(names...)
	if err != nil {
		return err
	}
	for i, id := range names {
		if q, known := held[id]; known && !slices.Contains(names[:i], id) {
			if err := a.endedMeanwhile(p.ID, q); err != nil {
				return err
			}
		}
	}
	if rows, err = a.guardians(p.ID); err != nil { // as they were handed on
		return err
	}
	for _, g := range rows {
		k, known, err := a.personByID(g.GuardianID)
		if err != nil {
			return err
		}
		if known && !guards(k) && !slices.Contains(s.guardian, g.ID) {
			if err := a.wardOfGone(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// homesAfter looks at each household that somebody came back to or left by the reversal.
func (a *act) homesAfter(all []undoneOf) error {
	var left, joined []string
	add := func(to *[]string, house string) {
		if house != "" && !slices.Contains(*to, house) {
			*to = append(*to, house)
		}
	}
	for _, s := range all {
		p, ok, err := a.personByID(s.person.ID)
		if err != nil {
			return err
		}
		if ok && p.HouseholdID != s.person.HouseholdID {
			add(&left, s.person.HouseholdID)
			add(&joined, p.HouseholdID)
		}
	}
	for _, id := range joined {
		if err := a.backAt(id); err != nil {
			return err
		}
		add(&left, id)
	}
	for _, id := range left {
		if err := a.aloneIn(id); err != nil {
			return err
		}
	}
	return nil
}

// backAt tells the head of another station than the case's that people of theirs are back, once
// for a household.
func (a *act) backAt(household string) error {
	h, ok, err := a.householdByID(household)
	if err != nil || !ok {
		return err
	}
	if here, err := a.sameStation(h.Org, a.c.HandlingOrg); err != nil || here {
		return err
	}
	a.send("person_back", map[string]string{"case": a.c.ID, "household": h.ID, "org": h.Org})
	return a.alertAbout(h.Org, "person_back "+h.ID)
}

// aloneIn alerts the head of a household's station to minors whom the reversal left there with
// nobody of age, and has a guardian looked for, for each whom nobody guards.
func (a *act) aloneIn(household string) error {
	h, ok, err := a.householdByID(household)
	if err != nil || !ok || h.Kind != models.FamilyHousehold || h.Status != HouseholdOpen {
		return err
	}
	rest, err := a.members(h.ID)
	if err != nil || slices.ContainsFunc(rest, a.ofAge) {
		return err
	}
	told, err := store.Count[models.CaseTask](a.tx, "case_id = ? and note = ?", a.c.ID, "minors_alone "+h.ID)
	if err == nil && told == 0 { // a first registration undone tells it by itself
		err = a.minorsAlone(h, rest)
	}
	for _, p := range rest {
		if err != nil {
			return err
		}
		var without bool
		if without, err = a.guardedByNobody(p); err == nil && without {
			err = a.taskOnce(workflow.TaskWardGuardian, p.Org, p.ID)
		}
	}
	return err
}

// guardedByNobody tells whether nobody is left to guard a minor: unguarded, also of one who never
// was given a guardian and has no parent who lives.
func (a *act) guardedByNobody(p models.Person) (bool, error) {
	rows, err := a.guardians(p.ID)
	if err != nil {
		return false, err
	}
	if len(rows) > 0 {
		return a.unguarded(p)
	}
	for _, id := range parentsOf(p) {
		parent, known, err := a.personByID(id)
		if err != nil || known && guards(parent) {
			return false, err
		}
	}
	return true, nil
}

// alertAbout leaves a station's head an alert.
func (a *act) alertAbout(org, note string) error {
	_, err := a.openTask(models.CaseTask{Kind: string(workflow.TaskAlert), Role: string(workflow.Head), Org: org, Note: note}, workflow.LimitTask)
	return err
}
