package register

import (
	"cmp"
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// householdsOfCase are the households of which the case has an event of the kind.
func (a *act) householdsOfCase(kind string) ([]models.Household, error) {
	return store.Many[models.Household](a.tx, "id", "id in (select subject_id from register_events where case_id = ? and subject_kind = ? and kind = ?)",
		a.c.ID, SubjectHousehold, kind)
}

// move takes the case's subject out of one household and into another in one
// transaction: two events under one correlation id, the number unchanged, and the
// household left behind looked after.
func (a *act) move() error {
	p, err := a.registered()
	if err != nil {
		return err
	}
	h, err := a.householdToJoin()
	if err != nil {
		return err
	}
	if p.HouseholdID == h.ID {
		return blocked("already_there", "当事人已在该户内。", "The person is in this household already.")
	}
	scope, err := a.scope(p.Org, h.Org)
	if err != nil {
		return err
	}
	if p.Status == models.StatusActive {
		if err := a.departure(&p, h.Org, h.ID, scope); err != nil {
			return err
		}
	}
	return a.arrival(&p, h, scope)
}

// departure takes a person out of the household they stand in: in transit, and the
// place of origin answers for them until they land (invariant 7).
func (a *act) departure(p *models.Person, toOrg, toHouse string, scope gb.ChangeScope) error {
	from := p.HouseholdID
	p.Status, p.StatusOn, p.StatusReason = models.StatusTransit, a.today, a.moveReason()
	p.HouseholdID, p.Relation = "", ""
	e, err := a.writePerson(p, eventSpec{Kind: EventMoveOut, Reason: a.moveReason(), Scope: string(scope), ToOrg: toOrg, ToHouse: toHouse})
	if err != nil {
		return err
	}
	a.note("event_out", e.ID)
	return a.leave(from, p.ID, e)
}

// arrival puts a person in transit in a household, as one not nearer known to its head.
func (a *act) arrival(p *models.Person, h models.Household, scope gb.ChangeScope) error {
	relation := gb.RelationOther
	if h.Kind == models.CollectiveHousehold {
		relation = gb.RelationNotRelated
	}
	return a.arrivalAs(p, h, scope, relation)
}

func (a *act) arrivalAs(p *models.Person, h models.Household, scope gb.ChangeScope, relation gb.Relation) error {
	out, err := a.lastOut(p.ID)
	if err != nil {
		return err
	}
	p.Status, p.StatusOn, p.StatusReason = models.StatusActive, a.today, ""
	p.HouseholdID, p.Org, p.Since = h.ID, h.Org, a.today
	p.Relation = string(relation)
	e, err := a.writePerson(p, eventSpec{Kind: EventMoveIn, Reason: a.moveReason(), Scope: string(scope), FromOrg: out.FromOrg, FromHouse: out.FromHouse})
	if err == nil {
		a.note("event", e.ID)
	}
	return err
}

// lastOut is the newest move out of a person; none for one who came from elsewhere.
func (a *act) lastOut(person string) (models.RegisterEvent, error) {
	rows, err := store.Many[models.RegisterEvent](a.tx, "serial desc limit 1", "subject_id = ? and kind = ?", person, EventMoveOut)
	if err != nil || len(rows) == 0 {
		return models.RegisterEvent{}, err
	}
	return rows[0], nil
}

// moveReason is why a person moves: as declared, or for what the business is; a child in
// care by a change of guardianship.
func (a *act) moveReason() string {
	switch a.def.Business {
	case workflow.HouseholdCreate, workflow.HouseholdSplit, workflow.HouseholdMerge, workflow.VeteranRestore:
		return string(a.def.Business)
	case workflow.AdoptionMove:
		return ReasonAdoption
	case workflow.PublicHousehold:
		return "house_sold"
	}
	return cmp.Or(a.fact(workflow.FactMoveCause), ReasonGuardianship)
}

// moveOut enters the move out alone, to a register elsewhere.
func (a *act) moveOut() error {
	p, err := a.registered()
	if err != nil {
		return err
	}
	if p.Status == models.StatusTransit {
		return nil
	}
	return a.departure(&p, a.c.RegisterOrg, a.fact(workflow.FactHousehold), "nation")
}

// land enters the move in of a person in transit, with the guardian of the case.
func (a *act) land() error {
	p, err := a.registered()
	if err != nil {
		return err
	}
	if p.Status != models.StatusTransit {
		return blocked("not_in_transit", "当事人不在迁移途中。", "The person is not in transit.")
	}
	h, err := a.householdToJoin()
	if err != nil {
		return err
	}
	if err := a.arrival(&p, h, "nation"); err != nil {
		return err
	}
	return a.recordGuardian()
}

// restoreAtOrigin undoes a move out: the person stands in the household they left,
// as they did, and as its head again when nobody has taken the place.
func (a *act) restoreAtOrigin() error {
	p, err := a.registered()
	if err != nil {
		return err
	}
	out, err := a.lastOut(p.ID)
	if err != nil {
		return err
	}
	if p.Status != models.StatusTransit || out.ID == "" {
		return blocked("not_in_transit", "当事人不在迁移途中。", "The person is not in transit.")
	}
	events, err := a.heldUndone(out)
	if err != nil {
		return err
	}
	return a.undo(events, EventRestore)
}

// scope is how far a move reaches, by the lowest body above both stations.
func (a *act) scope(from, to string) (gb.ChangeScope, error) {
	same, err := a.sameStation(from, to)
	if err != nil || same {
		return "station", err
	}
	over, err := common(a.tx, from, to)
	if err != nil {
		return "nation", ignoreNotFound(err)
	}
	switch over.Kind {
	case models.KindCounty:
		return "county", nil
	case models.KindCity:
		return "city", nil
	}
	return "region", nil
}

// cancel takes an entry out of the register; it stays to be read, and its number is
// never given again.
func (a *act) cancel(p *models.Person, reason, keeper string) error {
	if err := a.strikeOff(p, eventSpec{Reason: reason}); err != nil {
		return err
	}
	return a.voidNumber(*p, keeper)
}

// strikeOff ends an entry otherwise than by death; it stays to be read.
func (a *act) strikeOff(p *models.Person, ev eventSpec) error {
	household := p.HouseholdID
	if err := a.holdHousehold(household); err != nil { // before the person: see holdPeople
		return err
	}
	p.Status, p.StatusOn, p.StatusReason = models.StatusCancelled, a.today, ev.Reason
	p.HouseholdID, p.Relation = "", ""
	ev.Kind, ev.Guardians = EventCancel, &[]models.Guardianship{}
	e, err := a.writePerson(p, ev)
	if err != nil {
		return err
	}
	a.note("event", e.ID)
	return a.leave(household, p.ID, e)
}

// eventsOfCase are the case's events of a kind about persons.
func (a *act) eventsOfCase(kind string) ([]models.RegisterEvent, error) {
	return store.Many[models.RegisterEvent](a.tx, "id", "case_id = ? and subject_kind = ? and kind = ?", a.c.ID, SubjectPerson, kind)
}

// closeEmptied closes each family household that an end of this case left without a
// member; leaving has done so already unless the household changed in between.
func (a *act) closeEmptied() error {
	deaths, err := a.eventsOfCase(EventDeath)
	if err != nil {
		return err
	}
	gone, err := a.eventsOfCase(EventCancel)
	if err != nil {
		return err
	}
	for _, e := range append(deaths, gone...) {
		h, ok, err := a.householdByID(e.FromHouse)
		if err != nil {
			return err
		}
		if !ok || h.Status != HouseholdOpen || h.Kind != models.FamilyHousehold {
			continue
		}
		rest, err := a.members(h.ID)
		if err != nil {
			return err
		}
		if len(rest) > 0 {
			continue
		}
		if err := a.closeHousehold(&h, e); err != nil {
			return err
		}
	}
	return nil
}

// voidCancelled voids the numbers of the entries that this case cancelled, linked to
// the entry kept; cancelling has done so already.
func (a *act) voidCancelled() error {
	gone, err := a.eventsOfCase(EventCancel)
	if err != nil || len(gone) == 0 {
		return err
	}
	keep, err := a.keptEntry()
	if err != nil {
		return err
	}
	for _, e := range gone {
		p, ok, err := a.personByID(e.SubjectID)
		if err != nil {
			return err
		}
		if ok {
			if err := a.voidNumber(p, keep); err != nil {
				return err
			}
		}
	}
	return nil
}

// closeMootCases ends the open cases about the person just taken off the register.
func (a *act) closeMootCases() error {
	p, ok, err := a.person()
	if err != nil || !ok {
		return err
	}
	return a.closeMootAbout(p.ID)
}

// closeMootAbout ends the open cases about somebody who was taken off the register. A case
// that cannot end so stays open, and the answer says why. One that a death leaves to be
// decided all the same goes on, and its head is told: of a dead person's two entries one
// is still to be ended, and who moves with others is struck from among them.
func (a *act) closeMootAbout(person string) error {
	p, ok, err := a.personByID(person)
	if err != nil || !ok {
		return err
	}
	open, err := store.Many[models.Case](a.tx, "opened_at, id",
		"closed_at is null and id <> ? and id in (select case_id from case_subjects where person_id = ?)", a.c.ID, p.ID)
	if err != nil {
		return err
	}
	for _, c := range open {
		def, known := a.r.book.Get(workflow.Business(c.Business), c.Edition)
		if !known {
			continue
		}
		if goesOn, err := a.goesOnWithout(c, def, p); err != nil {
			return err
		} else if goesOn {
			if err := a.aside(c.ID, workflow.DeathNoted); err != nil {
				return err
			}
			continue
		}
		// Those who only come along with somebody do not end the other's case.
		about, err := store.Count[models.CaseSubject](a.tx, "case_id = ? and role = ? and person_id = ? and (n = 1 or ?)", c.ID, string(def.Subject), p.ID, def.Subject != workflow.Affected)
		if err != nil {
			return err
		}
		on := workflow.CloseMoot
		_, moves := gatherings[def.Business] // of which nobody is left
		switch noted := !moves && slices.ContainsFunc(def.Steps, func(s workflow.Step) bool { return s.On == workflow.DeathNoted }); {
		case noted && p.Status == models.StatusDead && c.State != string(def.Initial):
			on = workflow.DeathNoted
		case about == 0 || noted && p.Status == models.StatusDead:
			continue // a draft is looked at when it is handed in
		}
		if err := a.aside(c.ID, on); err != nil {
			return err
		}
	}
	return nil
}

// aside lets the system take a step of another case in the middle of this one; what
// is in hand here stays as it is.
func (a *act) aside(caseID string, on workflow.Event) error {
	mine := *a
	err := a.asSystem(caseID, on)
	notes := a.notes
	*a = mine
	a.notes, a.cache = notes, actCache{}
	return err
}
