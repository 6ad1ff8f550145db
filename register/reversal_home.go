package register

import (
	"cmp"
	"maps"
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
)

// closedHome is a household to which an undoing brings somebody back, though another act
// closed it since, with the head under whom it is opened again; "" where nobody can be.
type closedHome struct {
	house string
	head  string
	from  models.Date
}

// closedHomes are those of an act. A family household that was left empty is opened again
// from that day on, under whoever of age comes back, while nobody else has its address:
// a true death after a wrong one keeps nobody out.
func (a *act) closedHomes(events []models.RegisterEvent) ([]closedHome, error) {
	after, err := a.afterUndoing(events)
	if err != nil {
		return nil, err
	}
	back := map[string][]string{}
	for _, person := range slices.Sorted(maps.Keys(after)) {
		if house := after[person]; house != "" {
			back[house] = append(back[house], person)
		}
	}
	var out []closedHome
	for _, house := range slices.Sorted(maps.Keys(back)) {
		opens, err := a.opensAgain(house, events)
		if err != nil {
			return nil, err
		}
		h, found, err := a.householdByID(house)
		if err != nil {
			return nil, err
		}
		if opens || found && h.Status == HouseholdOpen {
			continue
		}
		one := closedHome{house: house}
		if found {
			if one.head, one.from, err = a.headAgain(h, back[house], events); err != nil {
				return nil, err
			}
		}
		out = append(out, one)
	}
	return out, nil
}

// opensAgain tells whether the act itself closed the household.
func (a *act) opensAgain(house string, events []models.RegisterEvent) (bool, error) {
	for _, e := range events {
		if e.SubjectID != house || e.Prev == "" {
			continue
		}
		items, _, err := a.wrote(e)
		if err != nil || slices.Contains(items, "status") {
			return err == nil, err
		}
	}
	return false, nil
}

// addressGone tells whether an undoing would bring a family household back to an address
// that another has by now: one that the act closed, or moved elsewhere.
func (a *act) addressGone(events []models.RegisterEvent) (bool, error) {
	for _, e := range events {
		if e.SubjectKind != SubjectHousehold {
			continue
		}
		now, ok, err := a.householdByID(e.SubjectID)
		if err != nil {
			return false, err
		}
		if !ok || now.Kind != models.FamilyHousehold {
			continue
		}
		own := slices.DeleteFunc(slices.Clone(events), func(x models.RegisterEvent) bool { return x.SubjectID != now.ID })
		before, stood, err := a.takenBack(now, own)
		if err != nil {
			return false, err
		}
		if !stood {
			continue // the act opened it, and its undoing closes it
		}
		h, err := before.Household()
		if err != nil {
			return false, err
		}
		if h.Status != HouseholdOpen || now.Status == HouseholdOpen && now.Address == h.Address {
			continue
		}
		if free, err := a.freeAgain(h); err != nil || !free {
			return err == nil, err
		}
	}
	return false, nil
}

// headAgain is who of those who come back heads the household: who did before, else the
// eldest of age; and from which day.
func (a *act) headAgain(h models.Household, back []string, events []models.RegisterEvent) (string, models.Date, error) {
	last, err := store.One[models.RegisterEvent](a.tx, "id = ?", h.EventID)
	if err != nil || h.Kind != models.FamilyHousehold || last.Kind != EventHouseClosed {
		return "", "", ignoreMissing(err)
	}
	if free, err := a.freeAgain(h); err != nil || !free {
		return "", "", err
	}
	var able []models.Person
	for _, id := range back {
		p, found, err := a.personBack(id, events)
		if err != nil {
			return "", "", err
		}
		if found && a.ofAge(p) {
			able = append(able, p)
		}
	}
	if len(able) == 0 {
		return "", "", nil
	}
	first := func(p models.Person) int {
		if p.Relation == string(gb.RelationHead) {
			return 0
		}
		return 1
	}
	head := slices.MinFunc(able, func(x, y models.Person) int {
		return cmp.Or(cmp.Compare(first(x), first(y)), cmp.Compare(x.BirthDate, y.BirthDate), cmp.Compare(x.ID, y.ID))
	})
	return head.ID, last.EffectiveOn, nil
}

// reopened is a household as openHomes leaves it.
func (a *act) reopened(h models.Household, events []models.RegisterEvent) (models.Household, error) {
	if h.Status == HouseholdOpen {
		return h, nil
	}
	homes, err := a.closedHomes(events)
	if i := slices.IndexFunc(homes, func(c closedHome) bool { return c.house == h.ID }); err == nil && i >= 0 {
		h.HeadID = homes[i].head
	}
	return h, err
}

// openHomes opens them.
func (a *act) openHomes(homes []closedHome) error {
	for _, c := range homes {
		if c.head == "" {
			continue // told when somebody is put back
		}
		h, _, err := a.householdByID(c.house)
		if err != nil {
			return err
		}
		h.Status, h.ClosedOn, h.HeadID = HouseholdOpen, "", c.head
		if _, err := a.writeHousehold(&h, eventSpec{Kind: EventReverse, Reason: ReasonReversed, EffectiveOn: c.from}); err != nil {
			return err
		}
		if err := a.closeVacancy(h, ReasonReversed); err != nil {
			return err
		}
	}
	return nil
}
