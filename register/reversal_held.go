package register

import (
	"slices"

	"hukou/gb"
	"hukou/models"
)

// heldUndone is undone with the act's households kept, those left and those come back to, so
// that what rests on the act, and who stands there by now, is looked at as it will be undone.
func (a *act) heldUndone(named models.RegisterEvent) ([]models.RegisterEvent, error) {
	events, err := a.actOf(named)
	if err != nil {
		return nil, err
	}
	var homes []string
	for _, e := range events {
		homes = append(homes, e.FromHouse, e.ToHouse)
		if e.SubjectKind == SubjectHousehold {
			homes = append(homes, e.SubjectID)
		}
	}
	slices.Sort(homes)
	for _, id := range slices.Compact(homes) {
		if err := a.holdHousehold(id); err != nil {
			return nil, err
		}
	}
	return a.undone(named)
}

// namedAgain keeps, and gives by person, those whom the undoing of an act lets them name once
// more, as parent, spouse or guardian, before anybody's row is written: see holdPeople.
func (a *act) namedAgain(events []models.RegisterEvent) (map[string][]models.Person, error) {
	ids, out := map[string][]string{}, map[string][]models.Person{}
	var all []string
	for _, e := range events {
		if _, seen := ids[e.SubjectID]; seen || e.SubjectKind != SubjectPerson {
			continue
		}
		now, ok, err := a.personByID(e.SubjectID)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		guarded, err := a.guardians(now.ID)
		if err != nil {
			return nil, err
		}
		own := slices.DeleteFunc(slices.Clone(events), func(x models.RegisterEvent) bool { return x.SubjectID != now.ID })
		back, stood, err := a.takenBack(imageOf(now, guarded), own)
		if err != nil {
			return nil, err
		}
		if !stood {
			continue
		}
		p, guardians, err := back.Person()
		if err != nil {
			return nil, err
		}
		named := slices.DeleteFunc(namesOf(p, guardians), func(id string) bool { return slices.Contains(namesOf(now, guarded), id) })
		ids[now.ID], all = named, append(all, named...)
	}
	held, err := a.holdPeople(all...)
	for person, named := range ids {
		for _, id := range named {
			if q, ok := held[id]; ok {
				out[person] = append(out[person], q)
			}
		}
	}
	return out, err
}

// namesOf are the people whom somebody's page names.
func namesOf(p models.Person, guardians []models.Guardianship) []string {
	out := []string{p.FatherID, p.MotherID, p.SpouseID}
	for _, g := range guardians {
		out = append(out, g.GuardianID)
	}
	return out
}

// placeTaken tells whether somebody would come back as the spouse of a head who has another
// by now (民法典 1041, 1042); those whom the same undoing changes are left out.
func (a *act) placeTaken(p models.Person, r gb.Relation, undone []models.RegisterEvent) (bool, error) {
	if !slices.Contains(spouses, r) {
		return false, nil
	}
	if back, err := a.goesBack(p.HouseholdID, undone); err != nil || back {
		return false, err // the others' relations change with the head: see relatedAnew
	}
	there, err := a.members(p.HouseholdID)
	return slices.ContainsFunc(there, func(x models.Person) bool {
		return x.ID != p.ID && slices.Contains(spouses, gb.Relation(x.Relation)) &&
			!slices.ContainsFunc(undone, func(e models.RegisterEvent) bool { return e.SubjectID == x.ID })
	}), err
}
