package register

import (
	"fmt"

	"hukou/models"
	"hukou/store"
)

// stays tells whether an image of a person stands in a household.
func stays(p models.Person) bool {
	return p.Status == models.StatusActive && p.HouseholdID != ""
}

// moveResidence keeps the stays in households in step with the event: the open stay
// ends and a new one begins when household or relation change. A stay has the id of
// the event that opened it.
func (a *act) moveResidence(before, after models.Person, e models.RegisterEvent) error {
	was, is := stays(before), stays(after)
	if was && is && before.HouseholdID == after.HouseholdID && before.Relation == after.Relation {
		return nil
	}
	if was {
		if err := a.endResidence(after.ID, e); err != nil {
			return err
		}
	}
	if !is {
		return nil
	}
	return store.Insert(a.tx, residenceOf(after, e))
}

// residenceOf is the stay that an event opens.
func residenceOf(p models.Person, e models.RegisterEvent) models.Residence {
	return models.Residence{ID: e.ID, PersonID: p.ID, HouseholdID: p.HouseholdID, Relation: p.Relation, ValidFrom: e.EffectiveOn,
		RecordedAt: e.RecordedAt, EventID: e.ID, CaseID: e.CaseID}
}

// endResidence closes the one open stay of the person. A stay cannot end before it
// began: one undone on its first day, or ended by a death entered late, has no days.
func (a *act) endResidence(person string, e models.RegisterEvent) error {
	n, err := a.tx.Exec("UPDATE residences SET valid_to = CASE WHEN valid_from > ? THEN valid_from ELSE ? END, closed_at = ?, closed_by_event = ? "+
		"WHERE person_id = ? AND valid_to = '' AND closed_at IS NULL", e.EffectiveOn, e.EffectiveOn, e.RecordedAt, e.ID, person)
	if err == nil && n != 1 {
		return fmt.Errorf("register event %s ends one stay of a person who has %d: run hukou check", e.ID, n)
	}
	return err
}
