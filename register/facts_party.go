package register

import (
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// partyCollectors finds the facts about the persons of the case and the officer's
// kinship with them.
func partyCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FConflictingCase:   func(a *act) (any, error) { return a.conflicting() },
		workflow.FHolders:           func(a *act) (any, error) { return a.holders() },
		workflow.FActorIsSubject:    func(a *act) (any, error) { return a.actorIsParty() },
		workflow.FActorIsKin:        func(a *act) (any, error) { return a.actorIsKin() },
		workflow.FActorRecused:      func(a *act) (any, error) { return a.actorRecused() },
		workflow.FSubjectVersions:   func(a *act) (any, error) { return a.versionsUnchanged() },
		workflow.FSubjectDead:       func(a *act) (any, error) { return a.subjectGone() },
		workflow.FRegisteredAlready: func(a *act) (any, error) { return a.subjectRegistered() },
		workflow.FUnregistered:      func(a *act) (any, error) { return a.subjectUnregistered() },
		workflow.FHouseholdOpen:     func(a *act) (any, error) { return a.householdOpen() },
		workflow.FHouseholdHere:     func(a *act) (any, error) { return a.householdHere() },
		workflow.FRegisteredHere:    func(a *act) (any, error) { return a.registeredHere() },
		workflow.FAge:               func(a *act) (any, error) { return a.age() },
		workflow.FAdult:             func(a *act) (any, error) { n, err := a.age(); return n >= 18, err },
		workflow.FSubjectWard:       func(a *act) (any, error) { return a.subjectWard() },
		workflow.FGuardianGone:      func(a *act) (any, error) { return a.subjectUnguarded() },
		workflow.FHeadWard:          func(a *act) (any, error) { return a.headWard() },
		workflow.FOverParents:       func(a *act) (any, error) { return a.subjectOverParents() },
		workflow.FAbleParents:       func(a *act) (any, error) { return a.ableParents() },
		workflow.FParentsToHear:     func(a *act) (any, error) { return a.parentsToHear() },
		workflow.FNewIsParent:       func(a *act) (any, error) { return a.newIsParent() },
		workflow.FOtherParent:       func(a *act) (any, error) { return a.otherParent() },
		workflow.FDisplacedAsks:     func(a *act) (any, error) { return a.displacedAsks() },
		workflow.FLateYears:         func(a *act) (any, error) { return a.yearsLate() },
		workflow.FStanding:          func(a *act) (any, error) { return a.applicantStanding(), nil },
		workflow.FJurisdiction:      func(a *act) (any, error) { return true, nil },
		workflow.FDivisionLedger:    func(a *act) (any, error) { return a.ledgerCertified() },
	}
}

// allies are the cases whose holds are not in this one's way: itself, the one it is a part
// of, and the one that waits for its ruling on two entries.
func (a *act) allies() ([]string, error) {
	out := []string{a.c.ID, a.c.ParentID}
	if a.def.Business != workflow.DupCancel {
		return out, nil
	}
	forLine, err := a.openedForLine()
	if err != nil || !forLine {
		return out, err
	}
	n, err := store.Count[models.Case](a.tx, "id = ? and state = ?", a.c.OriginCase, string(workflow.Duplicated))
	if n > 0 {
		out = append(out, a.c.OriginCase)
	}
	return out, err
}

func (a *act) actorIsParty() (bool, error) {
	rows, err := a.subjects()
	for _, s := range rows {
		if s.PersonID != "" && s.PersonID == a.actor.PersonID {
			return true, err
		}
	}
	if err != nil || a.actor.PersonID == "" {
		return false, err
	}
	return a.actorLivesThere()
}

// actorLivesThere tells that somebody is to join the officer's own household: who lives in
// it is a party as much as who comes (公务员法 76). A collective one is nobody's own.
func (a *act) actorLivesThere() (bool, error) {
	id := a.fact(workflow.FactHousehold)
	if id == "" {
		return false, nil
	}
	k, err := a.kin()
	return err == nil && k.home == id, err
}

// adultsInBook tells whether another person of age stands in the family household of the
// child's entry, other than as unrelated to its head. Cost: two statements.
func (a *act) adultsInBook() (bool, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return false, err
	}
	if h, ok, err := a.householdByID(p.HouseholdID); err != nil || !ok || h.Kind != models.FamilyHousehold {
		return false, err
	}
	rows, err := store.Many[models.Person](a.tx, "", "household_id = ? and id <> ? and status = ?", p.HouseholdID, p.ID, string(models.StatusActive))
	return slices.ContainsFunc(rows, func(q models.Person) bool {
		return gb.Relation(q.Relation) != gb.RelationNotRelated && adultOn(q.BirthDate) <= a.today
	}), err
}

// recusals are the officer's declarations.
func (a *act) recusals() ([]models.RecusalDeclaration, error) {
	if a.cache.loaded["recusals"] {
		return a.cache.recusals, nil
	}
	rows, err := store.Many[models.RecusalDeclaration](a.tx, "", "officer_id = ?", a.actor.OfficerID)
	a.cache.recusals = rows
	a.loaded("recusals")
	return rows, err
}

func (a *act) actorRecused() (bool, error) {
	if a.actor.system {
		return false, nil
	}
	rows, err := a.recusals()
	if err != nil || len(rows) == 0 {
		return false, err
	}
	subjects, err := a.subjects()
	for _, d := range rows {
		if d.CaseID != "" && d.CaseID == a.c.ID {
			return true, err
		}
		for _, s := range subjects {
			if d.PersonID != "" && d.PersonID == s.PersonID {
				return true, err
			}
		}
	}
	return false, err
}

// versionsUnchanged tells whether each registered person stands as at acceptance.
func (a *act) versionsUnchanged() (bool, error) {
	rows, err := a.subjects()
	if err != nil {
		return false, err
	}
	for _, s := range rows {
		if s.Role != string(a.def.Subject) || s.Version == 0 || s.PersonID == "" {
			continue
		}
		p, ok, err := a.personByID(s.PersonID)
		if err != nil || !ok || p.Version != s.Version {
			return false, err
		}
	}
	return true, nil
}

func (a *act) subjectGone() (bool, error) {
	p, ok, err := a.person()
	return ok && (p.Status == models.StatusDead || p.Status == models.StatusCancelled), err
}

func (a *act) subjectRegistered() (bool, error) {
	p, ok, err := a.person()
	if err == nil && !ok {
		if before, err := a.enteredBefore(); err != nil || before {
			return before, err
		}
		return a.followsUndone()
	}
	return ok && inForce(p), err
}

// subjectUnregistered is invariant 13's question: would this case's end leave a
// person without any registration?
func (a *act) subjectUnregistered() (bool, error) {
	if a.def.Subject == "" || a.def.NoLock {
		return false, nil
	}
	// A newborn who has the name, or the place in the birth, of an entered child may be that
	// child or a sibling: two persons name the entry, and nobody else ends the case on it.
	p, bound, err := a.person()
	if err != nil || bound && inForce(p) {
		return false, err
	}
	if twice, err := a.endsBesideRuling(); err != nil || twice {
		return false, err
	}
	if undone, err := a.followsUndone(); !bound && (err != nil || undone) {
		return false, err
	}
	if gone, err := a.subjectGone(); err != nil || gone || !a.def.Unregistered {
		return false, err
	}
	named, err := a.entryFound()
	return !named, err
}

func (a *act) householdOpen() (bool, error) {
	id := a.fact(workflow.FactHousehold)
	n, err := store.Count[models.Household](a.tx, "id = ? and status = 'open'", id)
	return n == 1, err
}

func (a *act) householdHere() (bool, error) {
	h, ok, err := a.targetHousehold()
	if err != nil || !ok {
		return err == nil, err
	}
	return a.sameStation(h.Org, a.c.RegisterOrg)
}

// registeredHere tells whether the case's register station keeps the entry that the
// case changes: of two entries in duplicate one, of an act to be undone either side. A
// ruling that the system opened for a line is where the line is; one that a lead became
// is like any other.
func (a *act) registeredHere() (bool, error) {
	if a.def.Business == workflow.DupCancel {
		if forLine, err := a.openedForLine(); err != nil || forLine {
			return forLine, err
		}
	}
	rows, err := a.subjects()
	if err != nil {
		return false, err
	}
	var orgs []string
	if a.def.Business == workflow.Reversal {
		e, ok, err := a.namedEvent()
		if err != nil || !ok {
			return false, err
		}
		orgs = append(orgs, e.ToOrg, e.FromOrg)
	}
	for _, s := range rows {
		if s.Role != string(a.def.Subject) {
			continue
		}
		p, ok, err := a.personByID(s.PersonID)
		if err != nil {
			return false, err
		}
		if ok {
			orgs = append(orgs, p.Org)
		}
	}
	for _, org := range orgs {
		if org == "" {
			continue
		}
		if same, err := a.sameStation(org, a.c.RegisterOrg); err != nil || same {
			return same, err
		}
	}
	return false, nil
}

// openedForLine tells whether a line of a roster waits for the ruling on these entries.
func (a *act) openedForLine() (bool, error) {
	if a.c.OriginCase == "" {
		return false, nil
	}
	n, err := store.Count[models.CaseLink](a.tx, "to_case = ? and kind = 'duplicate'", a.c.ID)
	return n > 0, err
}

// birthDate is the subject's: of the register where there is a line, else declared.
func (a *act) birthDate() (models.Date, error) {
	p, ok, err := a.person()
	if err != nil || ok {
		return p.BirthDate, err
	}
	for _, f := range []workflow.Field{workflow.FactChildBirthDate, workflow.FactWardBirth} {
		if d := a.form.Facts.Date(f); d.Valid() {
			return d, nil
		}
	}
	return "", nil
}

// age is the subject's on the day the case was accepted, so that official delay
// harms nobody; before that, today's. A case that follows a line of a roster has the
// line's day.
func (a *act) age() (int, error) {
	b, err := a.birthDate()
	if err != nil || b == "" {
		return 0, err
	}
	day := a.today
	if a.c.AcceptedOn != "" {
		day = a.c.AcceptedOn
	}
	if d := a.form.Facts.Date(factLineDay); d.Valid() {
		day = d
	}
	return b.AgeOn(day), nil
}

// subjectWard tells whether the person, where the register has them, is an adult with a guardian,
// or was it when they left: of whoever comes from another province the entry they come back to tells.
func (a *act) subjectWard() (bool, error) {
	p, ok, err := a.person()
	if a.def.Business == workflow.MoveAcrossRegion && err == nil {
		if _, p, _, err = a.incomer(); err == nil {
			ok, err = a.comesBack(p)
		}
	}
	if err != nil || !ok {
		return false, err
	}
	return a.adultWard(p)
}

func (a *act) yearsLate() (int, error) {
	b, err := a.birthDate()
	if err != nil || b == "" || a.c.LodgedOn == "" {
		return 0, err
	}
	return b.AgeOn(a.c.LodgedOn), nil
}

// applicantStanding checks the declared relation against those the rule names; the
// form's list of relations is the rule's.
func (a *act) applicantStanding() bool {
	rule, asked := a.def.FactsOf()[workflow.FactApplicantRelation]
	// One that is left empty and needed is an item that is missing, not a wrong person.
	return !asked || rule.Required || a.fact(workflow.FactApplicantRelation) != ""
}
