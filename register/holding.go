package register

import (
	"hukou/models"
	"hukou/store"
)

// holdPeople reads people whom this act is about to name, as parent, spouse, guardian or kept
// entry, and keeps their rows until it ends; by id. Whoever ends an entry writes its row before
// looking for those who name it, so that of two at one instant the later one sees what the
// earlier one did. Rows are kept in one order, lest two wait for each other: households, then
// who is named, then who names them.
func (a *act) holdPeople(ids ...string) (map[string]models.Person, error) {
	named := make([]string, 0, len(ids))
	for _, id := range ids {
		if id != "" {
			named = append(named, id)
		}
	}
	out := make(map[string]models.Person, len(named))
	if len(named) == 0 {
		return out, nil
	}
	rows, err := store.Held[models.Person](a.tx, named...)
	for _, p := range rows {
		out[p.ID] = p
	}
	return out, err
}

// heldParents are the parents declared, as parents has them, held by this act.
func (a *act) heldParents() (father, mother models.Person, err error) {
	f, m := a.parentsNamed()
	held, err := a.holdPeople(f, m)
	return held[f], held[m], err
}

// holdHouseholdsOf keeps the households in which people stand, before the people are held.
func (a *act) holdHouseholdsOf(people ...string) error {
	homes, err := store.Rows[string](a.tx, "SELECT DISTINCT household_id FROM people WHERE id IN ? AND household_id <> '' ORDER BY household_id", people)
	for _, id := range homes {
		if err == nil {
			err = a.holdHousehold(id)
		}
	}
	return err
}

// endedMeanwhile settles what somebody was just entered with who has ended since it was declared:
// they name the entry kept in the place of a duplicate, as those do who named it before, and the
// station settles a link to a false one (Reg. 6).
func (a *act) endedMeanwhile(person string, named ...models.Person) error {
	for _, q := range named {
		if q.Status != models.StatusCancelled || q.StatusReason != ReasonDuplicate && q.StatusReason != ReasonFalse {
			continue
		}
		if kept, ok, err := a.keptFor(q); err != nil {
			return err
		} else if ok && q.StatusReason == ReasonDuplicate {
			if err := a.handKin(q, kept, ReasonDuplicate); err != nil {
				return err
			}
			if err := a.endedMeanwhile(person, kept); err != nil {
				return err
			}
			continue
		}
		p, _, err := a.personByID(person)
		if err != nil {
			return err
		}
		if err := a.askOfKin(p); err != nil {
			return err
		}
	}
	return nil
}

// keptFor is the entry that was kept when another of the same person was cancelled; none where
// that one had no number to lead there.
func (a *act) keptFor(p models.Person) (models.Person, bool, error) {
	ids, err := store.Rows[string](a.tx, "SELECT linked_to FROM number_ledger WHERE person_id = ? AND number_index = ? AND state = ? AND linked_to <> ''", p.ID, p.NumberIndex, NumberVoided)
	if err != nil || len(ids) == 0 {
		return models.Person{}, false, err
	}
	held, err := a.holdPeople(ids[0])
	kept, ok := held[ids[0]]
	return kept, ok, err
}
