package register

import (
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
)

// standing is what somebody was in a household to its head, from a day on.
type standing struct {
	from     models.Date
	relation string
}

// changesOfHead are the events after an act by which a household got another head, with
// that head, oldest first; those that are undone are left out.
func (a *act) changesOfHead(household, after string) (heads []string, from []models.Date, err error) {
	rows, err := store.Many[models.RegisterEvent](a.tx, "serial", "subject_kind = ? and subject_id = ? and id > ? and reverses = '' and id not in (select reverses from register_events where subject_id = ?)",
		SubjectHousehold, household, after, household)
	if err != nil {
		return nil, nil, err
	}
	opened, err := a.r.openAll(rows)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range opened {
		items, err := itemsOf(e.Plain)
		if err != nil {
			return nil, nil, err
		}
		h, err := Folded{Image: items}.Household()
		if err != nil {
			return nil, nil, err
		}
		if n := len(heads); h.HeadID != "" && (n == 0 || heads[n-1] != h.HeadID) {
			heads, from = append(heads, h.HeadID), append(from, e.EffectiveOn)
		}
	}
	return heads, from, nil
}

// standings are what somebody put back was to each head of the household since then: what
// they had been to the head of the act, then what they are to whoever became head after.
// The last of them is the relation to the present head, which is known already.
func (a *act) standings(was string, p models.Person, undone []models.RegisterEvent) ([]standing, error) {
	first := firstOf(undone)
	out := []standing{{relation: was}}
	if was == p.Relation && was != string(gb.RelationHead) || p.HouseholdID == "" {
		return out, nil
	}
	h, ok, err := a.householdByID(p.HouseholdID)
	if err != nil || !ok {
		return out, err
	}
	then, err := a.headBefore(h.ID, first)
	if err != nil {
		return nil, err
	}
	heads, from, err := a.changesOfHead(h.ID, first)
	if err != nil {
		return nil, err
	}
	if len(heads) == 0 {
		return []standing{{relation: p.Relation}}, nil // the same head, who has another spouse by now
	}
	for i, head := range heads {
		relation := p.Relation
		switch {
		case head == then && i < len(heads)-1:
			relation = was
		case i < len(heads)-1:
			k, err := a.kinshipSince(h, then, head, first)
			if err != nil {
				return nil, err
			}
			r, known := k.relation(head, p.ID)
			if !known {
				r = gb.RelationOther
			}
			relation = string(r)
		}
		out = append(out, standing{from[i], relation})
	}
	return slices.CompactFunc(out, func(x, y standing) bool { return x.relation == y.relation }), nil
}

// headAtEnd is the head whom a household had when a stay in it ended, before the act that
// ended it.
func (a *act) headAtEnd(s models.Residence) (string, error) {
	end, err := store.One[models.RegisterEvent](a.tx, "id = ?", s.ClosedBy)
	if err != nil {
		return "", err
	}
	rows, err := store.Many[models.RegisterEvent](a.tx, "id limit 1", "case_id = ? and correlation = ?", end.CaseID, end.Correlation)
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return a.headBefore(s.HouseholdID, rows[0].ID)
}

// backUnder is what somebody who stands in a household is to the head whom an undoing
// gives it back: what they were to that head before, else as kinship tells. False where
// neither says. A stay that has gone on since before the act, which came first with the
// event named, says what they were to both.
func (a *act) backUnder(h models.Household, p models.Person, head, first string) (gb.Relation, bool, error) {
	whole, err := store.Count[models.Residence](a.tx, "household_id = ? and person_id = ? and closed_by_event = '' and valid_to = '' and event_id < ?", h.ID, p.ID, first)
	if err != nil || whole > 0 {
		return gb.Relation(p.Relation), err == nil, err
	}
	was, err := store.Many[models.Residence](a.tx, "id desc", "household_id = ? and person_id = ? and closed_by_event <> ''", h.ID, p.ID)
	if err != nil {
		return "", false, err
	}
	for _, s := range was {
		then, err := a.headAtEnd(s)
		if err != nil {
			return "", false, err
		}
		if then == head {
			return gb.Relation(s.Relation), true, nil
		}
	}
	now, err := a.lastHead(h)
	if err != nil {
		return "", false, err
	}
	present, err := a.members(h.ID)
	if err != nil {
		return "", false, err
	}
	r, known := kinshipOf(present, map[string]string{h.ID: now}).relation(head, p.ID)
	if !known {
		return gb.Relation(p.Relation), p.Relation == string(gb.RelationNotRelated), nil
	}
	return closer(gb.Relation(p.Relation), r), true, nil
}

// related is somebody whom an undoing does not touch, with the relation to the head whom
// it brings back, and the event of the household that it undoes.
type related struct {
	person   models.Person
	relation gb.Relation
	undoes   models.RegisterEvent
}

// relatedAnew are the members whom an undoing does not touch but whose head changes by it:
// those put back, born or moved in between. False where somebody's relation is not known.
func (a *act) relatedAnew(events []models.RegisterEvent) ([]related, bool, error) {
	var out []related
	for _, e := range events {
		if e.SubjectKind != SubjectHousehold {
			continue
		}
		if items, _, err := a.wrote(e); err != nil {
			return nil, false, err
		} else if !slices.Contains(items, "head_id") {
			continue
		}
		if filled, err := a.filledSince(e); err != nil {
			return nil, false, err
		} else if filled {
			continue
		}
		h, ok, err := a.householdByID(e.SubjectID)
		if err != nil || !ok || h.Kind != models.FamilyHousehold || h.Status != HouseholdOpen {
			return out, true, err
		}
		head, err := a.headBefore(h.ID, firstOf(events))
		if err != nil {
			return nil, false, err
		}
		now, err := a.lastHead(h)
		if err != nil || head == "" || now == head {
			return out, true, err
		}
		present, err := a.members(h.ID)
		if err != nil {
			return nil, false, err
		}
		for _, p := range present {
			if slices.ContainsFunc(events, func(x models.RegisterEvent) bool { return x.SubjectID == p.ID }) || p.ID == head ||
				slices.ContainsFunc(out, func(x related) bool { return x.person.ID == p.ID }) {
				continue
			}
			r, known, err := a.declaredOr(p, func() (gb.Relation, bool, error) { return a.backUnder(h, p, head, firstOf(events)) })
			if err != nil || !known {
				return nil, false, err
			}
			out = append(out, related{p, r, e})
		}
	}
	return out, true, nil
}

// relateAnew enters them, from the day of what is undone, or from their own later entry.
// No event of their own is undone by it, and nothing of theirs rests on it.
func (a *act) relateAnew(all []related) error {
	for _, x := range all {
		p, ok, err := a.personByID(x.person.ID)
		if err != nil || !ok {
			return err
		}
		if p.Relation == string(x.relation) {
			continue
		}
		spec := eventSpec{Kind: EventReverse, Reason: ReasonReversed, EffectiveOn: max(x.undoes.EffectiveOn, p.Since)}
		p.Relation = string(x.relation)
		if _, err := a.writePerson(&p, spec); err != nil {
			return err
		}
	}
	return nil
}
