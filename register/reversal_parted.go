package register

import (
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
)

// partedSince tells whether somebody's page says since an event that their marriage is over, or that
// another followed, and from which day.
func (a *act) partedSince(person, event string) (models.Date, bool, error) {
	p, ok, err := a.personByID(person)
	if err != nil || !ok || !inForce(p) || linkLasts(p.Marital) {
		return "", false, err
	}
	rows, err := store.Many[models.RegisterEvent](a.tx, "serial", "subject_kind = ? and subject_id = ? and id > ? and reverses = '' and id not in (select reverses from register_events where subject_id = ?)",
		SubjectPerson, person, event, person)
	for _, e := range rows {
		if err != nil {
			return "", false, err
		}
		var items []string
		if items, _, err = a.wrote(e); slices.Contains(items, "marital") {
			return e.EffectiveOn, err == nil, err
		}
	}
	return "", false, err
}

// notAsSpouse takes the relation of a spouse from whoever is put back under a head whose page says
// since that the marriage is over: they are other kin (97) from that day, unless the case declares
// what they are.
func (a *act) notAsSpouse(p *models.Person, all []standing, undone []models.RegisterEvent) ([]standing, error) {
	last := all[len(all)-1]
	if !slices.Contains(spouses, gb.Relation(last.relation)) {
		return all, nil
	}
	if _, told, err := a.declaredOr(*p, func() (gb.Relation, bool, error) { return "", false, nil }); err != nil || told {
		return all, err
	}
	h, ok, err := a.householdByID(p.HouseholdID)
	if err != nil || !ok {
		return all, err
	}
	day, over, err := a.partedSince(h.HeadID, firstOf(undone))
	if err != nil || !over {
		return all, err
	}
	p.Relation = string(gb.RelationOther)
	return append(all, standing{max(last.from, day), p.Relation}), nil
}

// marriageAfter alerts the station of whoever is linked as spouse to somebody that a reversal brings
// back, where their page says since that the marriage is over: what it is, is for both to prove.
func (a *act) marriageAfter(p models.Person, first string) error {
	rows, err := store.Many[models.Person](a.tx, "id", "id in (select ? union select id from people where spouse_id = ? and spouse_id <> '')", p.SpouseID, p.ID)
	for _, s := range rows {
		if err != nil {
			return err
		}
		var over bool
		if _, over, err = a.partedSince(s.ID, first); err == nil && over {
			err = a.alertAbout(s.Org, "marital_status "+s.ID)
		}
	}
	return err
}
