package register

import (
	"slices"

	"hukou/models"
	"hukou/store"
)

// handedLater adds to the undoing of a duplicate's cancellation what later cases wrote because of
// it: whoever was entered on the cancelled entry after it ended was handed to the entry kept by the
// case that entered them (see endedMeanwhile), and names the entry that stands again.
func (a *act) handedLater(act []models.RegisterEvent) ([]models.RegisterEvent, error) {
	out := act
	for _, e := range act {
		if e.Kind != EventCancel || e.Reason != ReasonDuplicate || e.SubjectKind != SubjectPerson {
			continue
		}
		p, ok, err := a.personByID(e.SubjectID)
		if err != nil || !ok {
			return nil, err
		}
		kin, err := a.kinOfKept(p)
		if err != nil {
			return nil, err
		}
		for _, q := range kin {
			handed, err := a.handedFrom(q.ID, p.ID, e.ID)
			if err != nil {
				return nil, err
			}
			for _, h := range handed {
				if !slices.ContainsFunc(out, func(x models.RegisterEvent) bool { return x.ID == h.ID }) {
					out = append(slices.Clone(out), h)
				}
			}
		}
	}
	return out, nil
}

// kinOfKept are those who name the entry that was kept of a cancelled one, or the one kept of that.
func (a *act) kinOfKept(p models.Person) ([]models.Person, error) {
	var out []models.Person
	seen := []string{p.ID}
	for {
		ids, err := store.Rows[string](a.tx, "SELECT linked_to FROM number_ledger WHERE person_id = ? AND state = ? AND linked_to <> '' ORDER BY linked_to LIMIT 1", seen[len(seen)-1], NumberVoided)
		if err != nil || len(ids) == 0 || slices.Contains(seen, ids[0]) {
			return out, err
		}
		kin, err := a.kinOf(ids[0])
		if err != nil {
			return nil, err
		}
		out, seen = append(out, kin...), append(seen, ids[0])
	}
}

// handedFrom are the events after another, still in force, by which somebody was handed from one
// entry to the one kept, and on from there; none where the first of them says another entry.
func (a *act) handedFrom(person, entry, after string) ([]models.RegisterEvent, error) {
	rows, err := store.Many[models.RegisterEvent](a.tx, "serial", "subject_kind = ? and subject_id = ? and id > ? and reason = ? and kind in ? and id not in (select reverses from register_events where subject_id = ?)",
		SubjectPerson, person, after, ReasonDuplicate, []string{EventParents, EventChange, EventGuardian}, person)
	if err != nil {
		return nil, err
	}
	for i, e := range rows {
		before, found, err := a.imageBefore(e)
		if err != nil || !found {
			return nil, err
		}
		q, guardians, err := before.Person()
		if err != nil {
			return nil, err
		}
		if slices.Contains([]string{q.FatherID, q.MotherID, q.SpouseID}, entry) || slices.ContainsFunc(guardians, func(g models.Guardianship) bool { return g.GuardianID == entry }) {
			return rows[i:], nil
		}
	}
	return nil, nil
}
