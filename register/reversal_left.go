package register

import (
	"cmp"
	"errors"
	"slices"

	"hukou/models"
	"hukou/store"
)

// afterUndoing is where the people of an act stand once it is undone, by person: "" is
// nowhere.
func (a *act) afterUndoing(events []models.RegisterEvent) (map[string]string, error) {
	out := map[string]string{}
	for _, e := range events {
		if _, seen := out[e.SubjectID]; seen || e.SubjectKind != SubjectPerson {
			continue
		}
		p, found, err := a.personBack(e.SubjectID, events)
		if err != nil {
			return nil, err
		}
		out[e.SubjectID] = ""
		if found && stays(p) {
			out[e.SubjectID] = p.HouseholdID
		}
	}
	return out, nil
}

// leftBehind are the entries, by event, of those who came into a household after an act
// and would be left behind by its undoing: in a household that the act opened, in one that
// nobody else of before stands in, or without the only parent whom they stand with.
func (a *act) leftBehind(events []models.RegisterEvent) ([]string, error) {
	after, err := a.afterUndoing(events)
	if err != nil {
		return nil, err
	}
	var houses []string
	opened := map[string]bool{}
	for _, e := range events {
		if e.SubjectKind == SubjectHousehold {
			opened[e.SubjectID] = e.Prev == ""
		}
		if house := cmp.Or(e.ToHouse, e.FromHouse); house != "" && !slices.Contains(houses, house) {
			houses = append(houses, house)
		}
	}
	slices.Sort(houses)
	var out []string
	for _, id := range houses {
		entries, err := a.leftIn(id, opened[id], firstOf(events), after)
		if err != nil {
			return nil, err
		}
		out = append(out, entries...)
	}
	return out, nil
}

// firstOf is the first event of an act.
func firstOf(events []models.RegisterEvent) string {
	return slices.MinFunc(events, func(x, y models.RegisterEvent) int { return cmp.Compare(x.ID, y.ID) }).ID
}

// leftIn are the entries of those whom an undoing would leave behind in one household.
func (a *act) leftIn(household string, opened bool, first string, after map[string]string) ([]string, error) {
	h, ok, err := a.householdByID(household)
	if err != nil || !ok || h.Status != HouseholdOpen {
		return nil, err
	}
	members, err := a.members(h.ID)
	if err != nil {
		return nil, err
	}
	gone := func(p models.Person) bool { to, of := after[p.ID]; return of && to != h.ID }
	rest := slices.DeleteFunc(slices.Clone(members), gone)
	entries, late := map[string]string{}, 0
	for _, p := range rest {
		if entries[p.ID], err = a.entryInto(p.ID, h.ID); err != nil {
			return nil, err
		}
		if _, of := after[p.ID]; !of && entries[p.ID] > first {
			late++
		}
	}
	family := h.Kind == models.FamilyHousehold
	var out []string
	for _, p := range rest {
		if _, of := after[p.ID]; of || entries[p.ID] <= first {
			continue
		}
		parent := func(q models.Person) bool { return q.ID != "" && (q.ID == p.FatherID || q.ID == p.MotherID) }
		orphaned := !slices.ContainsFunc(rest, parent) && slices.ContainsFunc(members, parent)
		if opened || len(rest) < len(members) && (orphaned || family && late == len(rest)) {
			out = append(out, entries[p.ID])
		}
	}
	return out, nil
}

// entryInto is the event by which somebody came into the household they stand in; "" for
// an entry that the register never saw. Whom a reversal put back stands there by the entry
// of before: nothing is undone first of what was a mistake already.
func (a *act) entryInto(person, household string) (string, error) {
	rows, err := store.Many[models.RegisterEvent](a.tx, "serial desc limit 1", "subject_kind = ? and subject_id = ? and to_household = ? and from_household <> ? and reverses = ''",
		SubjectPerson, person, household, household)
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0].ID, nil
}

// homeGone tells whether the reversal would put somebody back in a household that
// has closed since, by another act, and is not opened again, or at an address that is
// another's by now: see FHomeGone.
func (a *act) homeGone() (bool, error) {
	named, ok, err := a.namedEvent()
	if err != nil || !ok {
		return false, err
	}
	events, err := a.undone(named)
	if b := (*Blocked)(nil); errors.As(err, &b) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	homes, err := a.closedHomes(events)
	if err != nil || slices.ContainsFunc(homes, func(c closedHome) bool { return c.head == "" }) {
		return err == nil, err
	}
	return a.addressGone(events)
}
