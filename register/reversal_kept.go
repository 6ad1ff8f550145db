package register

import (
	"slices"

	"hukou/models"
	"hukou/store"
)

// term is a change of a household's head, "" for the place left empty, and its day.
type term struct {
	head string
	from models.Date
}

// termsSince are the changes of a household's head after an event of its own, oldest first;
// those that are undone are left out.
func (a *act) termsSince(e models.RegisterEvent) ([]term, error) {
	rows, err := store.Many[models.RegisterEvent](a.tx, "serial", "subject_kind = ? and subject_id = ? and serial > ? and reverses = '' and id not in (select reverses from register_events where subject_id = ?)",
		SubjectHousehold, e.SubjectID, e.Serial, e.SubjectID)
	if err != nil {
		return nil, err
	}
	var out []term
	for _, l := range rows {
		items, _, err := a.wrote(l)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(items, "head_id") {
			continue
		}
		opened, err := a.r.openAll([]models.RegisterEvent{l})
		if err != nil {
			return nil, err
		}
		image, err := itemsOf(opened[0].Plain)
		if err != nil {
			return nil, err
		}
		h, err := Folded{Image: image}.Household()
		if err != nil {
			return nil, err
		}
		out = append(out, term{h.HeadID, l.EffectiveOn})
	}
	return out, nil
}

// filledSince tells whether an event left the place of a household's head empty, and
// somebody was made head since, truly and by an act of its own: that is not undone with
// the leaving of the one before (登记条例 5; see 冲销 of our own rules).
func (a *act) filledSince(e models.RegisterEvent) (bool, error) {
	if e.SubjectKind != SubjectHousehold || e.Kind != EventHeadVacant {
		return false, nil
	}
	terms, err := a.termsSince(e)
	return slices.ContainsFunc(terms, func(t term) bool { return t.head != "" }), err
}

// keepHeads undoes that a head left, and keeps the heads since: until the first of them
// the household was led by the one who never left, and from then on as it was entered.
func (a *act) keepHeads(now models.Household, before Folded, e models.RegisterEvent, kind string) error {
	terms, err := a.termsSince(e)
	if err != nil {
		return err
	}
	then, err := before.Household()
	if err != nil {
		return err
	}
	h := now
	h.HeadID = then.HeadID
	if _, err := a.writeHousehold(&h, compensation(e, kind)); err != nil {
		return err
	}
	for _, t := range terms {
		h.HeadID = t.head
		if _, err := a.writeHousehold(&h, eventSpec{Kind: kind, Reason: ReasonReversed, EffectiveOn: t.from}); err != nil {
			return err
		}
	}
	return nil
}

// goesBack tells whether the undoing of an act gives a household the head of then.
func (a *act) goesBack(household string, undone []models.RegisterEvent) (bool, error) {
	for _, e := range undone {
		if e.SubjectKind != SubjectHousehold || e.SubjectID != household {
			continue
		}
		if filled, err := a.filledSince(e); err != nil || !filled {
			return err == nil, err
		}
	}
	return false, nil
}
