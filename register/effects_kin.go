package register

import (
	"strings"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// kinCollectors finds what the guards of parents and guardians read.
func kinCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FParentsDiffer: func(a *act) (any, error) {
			p, ok, err := a.person()
			after := a.withParents(p)
			return ok && (after.FatherID != p.FatherID || after.MotherID != p.MotherID), err
		},
		workflow.FParentReplaced: func(a *act) (any, error) {
			p, ok, err := a.person()
			after := a.withParents(p)
			return ok && (p.FatherID != "" && after.FatherID != p.FatherID || p.MotherID != "" && after.MotherID != p.MotherID), err
		},
		workflow.FParentOut:    func(a *act) (any, error) { return a.fillsExcluded() },
		workflow.FParentOfWard: func(a *act) (any, error) { rows, err := a.bodiesOfFound(); return len(rows) > 0, err },
		workflow.FParentFits:   func(a *act) (any, error) { return a.parentsFit() },
		workflow.FGuardianFits: func(a *act) (any, error) { return a.guardianFits() },
	}
}

// withParents is a person with the parents declared: who is not named stays, who is
// struck out goes.
func (a *act) withParents(p models.Person) models.Person {
	for _, parent := range []struct {
		role  string
		field workflow.Field
		item  *string
	}{{"father", workflow.FactFather, &p.FatherID}, {"mother", workflow.FactMother, &p.MotherID}} {
		switch id := a.fact(parent.field); {
		case id != "":
			*parent.item = id
		case a.fact(workflow.FactParentStruck) == parent.role:
			*parent.item = ""
		}
	}
	return p
}

// parentsFit tells whether the parents declared are two, neither the person nor their spouse
// or child, and a generation older.
func (a *act) parentsFit() (bool, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return false, err
	}
	after := a.withParents(p)
	if after.FatherID != "" && after.FatherID == after.MotherID {
		return false, nil
	}
	for _, id := range []string{a.fact(workflow.FactFather), a.fact(workflow.FactMother)} {
		parent, there, err := a.personByID(id)
		if err != nil || there && (parent.ID == p.ID || parent.ID == p.SpouseID || parent.FatherID == p.ID || parent.MotherID == p.ID ||
			parent.SpouseID == p.ID || spousesAtHome(p, parent) || parent.BirthDate > p.BirthDate.AddMonths(-12*youngestParent)) {
			return false, err
		}
	}
	return true, nil
}

// spousesAtHome tells that one is the head of the household and the other the head's
// spouse, also where the register has no link between them.
func spousesAtHome(p, q models.Person) bool {
	wed := func(head, spouse models.Person) bool { // class 1 of GB/T 4761
		return gb.Relation(head.Relation) == gb.RelationHead && strings.HasPrefix(spouse.Relation, "1")
	}
	return p.HouseholdID != "" && p.HouseholdID == q.HouseholdID && (wed(p, q) || wed(q, p))
}

// changeParents enters the parents declared.
func (a *act) changeParents() error {
	p, err := a.registered()
	if err != nil {
		return err
	}
	after := a.withParents(p)
	if after.FatherID == p.FatherID && after.MotherID == p.MotherID {
		return blocked("nothing_differs", "所填父母与现登记相同，无可变更。", "The parents declared are those of the page; there is nothing to change.")
	}
	held, err := a.holdPeople(after.FatherID, after.MotherID)
	if err != nil {
		return err
	}
	if after.BirthKey, err = a.birthKeyOn(p, after); err != nil {
		return err
	}
	if err := a.enterChange(&after, eventSpec{Kind: EventParents, Reason: a.fact(workflow.FactParentGround)}); err != nil {
		return err
	}
	if err := a.childOfHead(p, after); err != nil {
		return err
	}
	var named []models.Person
	for id, parent := range held {
		if id != p.FatherID && id != p.MotherID {
			named = append(named, parent)
		}
	}
	return a.endedMeanwhile(p.ID, named...)
}

// childOfHead enters what a person is to the head where the head is a parent who was just
// filled in or struck out: the head's child, or as kinship tells by the other parent, else
// other kin (97). Whoever stood as the head's own child and has another parent of the head's
// sex now is what kinship tells, else a stepchild (27, 37).
func (a *act) childOfHead(before, after models.Person) error {
	h, ok, err := a.householdByID(after.HouseholdID)
	if err != nil || !ok || h.Kind != models.FamilyHousehold || h.HeadID == "" || h.HeadID == after.ID {
		return err
	}
	of := func(p models.Person) bool { return p.FatherID == h.HeadID || p.MotherID == h.HeadID }
	head, _, err := a.personByID(h.HeadID)
	if err != nil {
		return err
	}
	another := ownChild(gb.Relation(after.Relation)) && ofAnother(head, after.FatherID, after.MotherID)
	if of(before) == of(after) && !another {
		return nil
	}
	present, err := a.members(h.ID)
	if err != nil {
		return err
	}
	for i := range present {
		if present[i].ID == after.ID {
			present[i].Relation = "" // what stands there says what was thought
		}
	}
	r, known := kinshipOf(present, map[string]string{h.ID: h.HeadID}).relation(h.HeadID, after.ID)
	switch {
	case known:
	case another && !of(before):
		r = stepchild(after)
	default:
		r = gb.RelationOther
	}
	if after.Relation == string(closer(gb.Relation(after.Relation), r)) {
		return nil
	}
	after.Relation = string(r)
	_, err = a.writePerson(&after, eventSpec{Kind: EventRelation, Reason: a.fact(workflow.FactParentGround)})
	return err
}

// fillsExcluded tells whether a parent is filled in on a side that a report excluded in the
// case by which the person was entered.
func (a *act) fillsExcluded() (bool, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return false, err
	}
	first, err := store.One[models.RegisterEvent](a.tx, "subject_id = ? and prev_event = ''", p.ID)
	if err != nil {
		return false, ignoreMissing(err)
	}
	birth := a.r.begin(a.tx, systemActor())
	if err := birth.read(first.CaseID); err != nil {
		return false, ignoreNotFound(err)
	}
	out, after := birth.fact(factParentExcluded), a.withParents(p)
	return after.FatherID != "" && after.FatherID != p.FatherID && isAmong(workflow.Father, out) ||
		after.MotherID != "" && after.MotherID != p.MotherID && isAmong(workflow.Mother, out), nil
}

func (a *act) guardianFits() (bool, error) {
	id := a.fact(workflow.FactGuardian)
	if id == "" {
		return true, nil
	}
	ward, ok, err := a.person()
	if err != nil || !ok || ward.ID == id {
		return false, err
	}
	g, _, err := a.personByID(id)
	return a.mayGuard(g), err
}

// mayGuard tells whether somebody can be entered as a guardian: of age, and in the register.
func (a *act) mayGuard(g models.Person) bool {
	return g.Status == models.StatusActive && a.ofAge(g)
}

// changeGuardians makes the guardian declared the one who stands; whoever stood before
// stands no longer. Where the guardianship is declared ended nobody follows.
func (a *act) changeGuardians() error {
	p, err := a.registered()
	if err != nil {
		return err
	}
	if id := a.fact(workflow.FactGuardian); id != "" {
		held, err := a.holdPeople(id)
		if err != nil {
			return err
		}
		if !a.mayGuard(held[id]) { // died or left at this very instant
			return a.blockedBy(workflow.GGuardianFits)
		}
	}
	after := []models.Guardianship{}
	if a.fact(workflow.FactGuardian) != "" || a.fact(workflow.FactGuardianBody) != "" {
		g := models.Guardianship{ID: a.r.newID(), GuardianID: a.fact(workflow.FactGuardian), Body: a.fact(workflow.FactGuardianBody),
			CarerBody: a.fact(workflow.FactCarerBody), Ground: a.fact(workflow.FactGuardianGround)}
		if doc := a.fact(workflow.FactGuardianshipDoc); doc != "" {
			g.DocumentSealed = a.r.keys.Seal(placeGuardianDocument(g.ID).In(a.c.HandlingOrg), []byte(doc))
		}
		after = append(after, g)
	}
	if err := a.enterChange(&p, eventSpec{Kind: EventGuardian, Reason: a.fact(workflow.FactGuardianGround), Guardians: &after}); err != nil {
		return err
	}
	if err := a.endWardParent(p.ID, EventGuardian); err != nil {
		return err
	}
	return a.wardHeads(p)
}
