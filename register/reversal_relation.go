package register

import (
	"errors"
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// relationBack is what somebody put back by the undoing of an act is to the head whom their
// household has now: what it was, while that head is the same; else as the case declares
// it, or as the register knows it (GB/T 4761). False where neither says, and where it says
// the spouse of a head who has another.
func (a *act) relationBack(p models.Person, undone []models.RegisterEvent) (gb.Relation, bool, error) {
	r, known, err := a.relationToHead(p, undone)
	if err != nil || !known {
		return r, known, err
	}
	taken, err := a.placeTaken(p, r, undone)
	if err != nil || !taken {
		return r, !taken, err
	}
	r, known, err = a.declaredOr(p, func() (gb.Relation, bool, error) { return r, false, nil })
	return r, known && !slices.Contains(spouses, r), err
}

// relationToHead is relationBack, whether or not the head has another spouse.
func (a *act) relationToHead(p models.Person, undone []models.RegisterEvent) (gb.Relation, bool, error) {
	was := gb.Relation(p.Relation)
	h, ok, err := a.householdByID(p.HouseholdID)
	if err != nil || !ok || !stays(p) || h.Kind != models.FamilyHousehold {
		return was, true, err
	}
	if h.HeadID == p.ID {
		return gb.RelationHead, true, nil
	}
	if h, err = a.reopened(h, undone); err != nil || h.HeadID == p.ID {
		return gb.RelationHead, true, err
	}
	if back, err := a.goesBack(h.ID, undone); err != nil || back {
		return was, true, err // to the head of then
	}
	first := firstOf(undone)
	then, err := a.headBefore(h.ID, first)
	if err != nil {
		return was, false, err
	}
	now, err := a.lastHead(h)
	if err != nil || now == then || now == "" || now == p.ID {
		return was, true, err
	}
	return a.declaredOr(p, func() (gb.Relation, bool, error) { return a.sinceThen(h, p, then, now, first) })
}

// declaredOr is the relation that the case declares of its subject, else what the register
// finds.
func (a *act) declaredOr(p models.Person, found func() (gb.Relation, bool, error)) (gb.Relation, bool, error) {
	if declared := gb.Relation(a.fact(workflow.FactHeadRelation)); declared != "" && a.isSubject(p.ID) {
		return declared, declared.Valid() && declared > gb.RelationHead && declared.Fits(p.Sex), nil
	}
	return found()
}

// sinceThen is what somebody is to the head of now, by the kinship of then and now.
func (a *act) sinceThen(h models.Household, p models.Person, then, now, first string) (gb.Relation, bool, error) {
	was := gb.Relation(p.Relation)
	k, err := a.kinshipSince(h, then, now, first)
	if err != nil {
		return was, false, err
	}
	r, known := k.relation(now, p.ID)
	if !known {
		return was, was == gb.RelationNotRelated, nil
	}
	return closer(was, r), true, nil
}

func (a *act) isSubject(person string) bool {
	s, ok, err := a.subject()
	return err == nil && ok && s.PersonID == person
}

// headBefore is the head that a household had before an event, else the last one until then.
func (a *act) headBefore(household, event string) (string, error) {
	rows, err := store.Many[models.RegisterEvent](a.tx, "serial desc", "subject_kind = ? and subject_id = ? and id < ?", SubjectHousehold, household, event)
	if err != nil {
		return "", err
	}
	opened, err := a.r.openAll(rows)
	if err != nil {
		return "", err
	}
	for _, e := range opened {
		items, err := itemsOf(e.Plain)
		if err != nil {
			return "", err
		}
		h, err := Folded{Image: items}.Household()
		if err != nil || h.HeadID != "" {
			return h.HeadID, err
		}
	}
	return "", nil
}

// kinshipSince is the kinship in a household as its members' relations told it to the head
// before an event, and as they tell it to the head of now.
func (a *act) kinshipSince(h models.Household, then, now, event string) (kinship, error) {
	stays, err := store.Many[models.Residence](a.tx, "id", "household_id = ? and id < ? and (closed_by_event = '' or closed_by_event >= ?)", h.ID, event, event)
	if err != nil {
		return kinship{}, err
	}
	present, err := a.members(h.ID)
	if err != nil {
		return kinship{}, err
	}
	const before = "before"
	var people, stood []models.Person
	for _, s := range stays {
		p, ok, err := a.personByID(s.PersonID)
		if err != nil {
			return kinship{}, err
		}
		if ok {
			p.HouseholdID, p.Relation = before, s.Relation
			people, stood = append(people, p), append(stood, p)
		}
	}
	for _, p := range present {
		if !slices.ContainsFunc(stood, func(q models.Person) bool { return q.ID == p.ID }) {
			people = append(people, p)
		}
	}
	k := kinshipOf(people, map[string]string{before: then})
	k.byRelations(present, map[string]string{h.ID: now})
	return k, nil
}

// putBack gives somebody who is put back their relation to the present head. A move that
// comes to nothing leaves nobody without a household for want of a word.
func (a *act) putBack(p *models.Person, undone []models.RegisterEvent, kind string) error {
	r, known, err := a.relationBack(*p, undone)
	if err != nil {
		return err
	}
	switch {
	case !known && kind == EventRestore:
		r = gb.RelationOther
	case !known:
		return relationUnknown()
	}
	p.Relation = string(r)
	return nil
}

func relationUnknown() error {
	return blocked("relation_unknown", "该户的户主已经变更，登记库推不出当事人与现户主的关系，或者户主现在另有配偶：请填写“与户主关系”。", "The household has another head now, and the register does not know what the person is to them, or the head has another spouse by now: declare the relation to the head.")
}

// relationsBackKnown tells whether everybody whom the reversal puts back has a relation to
// the head of now: see FRelationBack. What else speaks against it is told by itself.
func (a *act) relationsBackKnown() (bool, error) {
	named, ok, err := a.namedEvent()
	if err != nil || !ok {
		return true, err
	}
	events, err := a.undone(named)
	if b := (*Blocked)(nil); errors.As(err, &b) {
		return true, nil
	} else if err != nil {
		return false, err
	}
	if _, known, err := a.relatedAnew(events); err != nil || !known {
		return false, err
	}
	for _, e := range events {
		if e.SubjectKind != SubjectPerson {
			continue
		}
		p, found, err := a.personBack(e.SubjectID, events)
		if err != nil {
			return false, err
		}
		if moves, err := a.moves(e.SubjectID, events); err != nil || !moves || !found {
			if err != nil {
				return false, err
			}
			continue
		}
		if _, known, err := a.relationBack(p, events); err != nil || !known {
			return false, err
		}
	}
	return true, nil
}
