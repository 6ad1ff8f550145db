package register

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

func ignoreNotFound(err error) error {
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}

// reverse undoes the act that the case names by acts that restore what stood before
// it; nothing is deleted. All events of the act are undone together, both stations'
// sides, newest first.
func (a *act) reverse() error {
	named, ok, err := a.namedEvent()
	if err != nil {
		return err
	}
	if !ok || named.Reverses != "" || named.Kind == EventReverse {
		return blocked("no_such_event", "该户籍事件不存在或本身就是冲销。", "There is no such register event, or it is a reversal itself.")
	}
	if named.Kind == EventLoad {
		return blocked("loaded_entry", "建库时录入的登记不能冲销，请按更正或注销办理。", "An entry taken over at the start cannot be reversed; correct or cancel it.")
	}
	events, err := a.heldUndone(named)
	if err != nil {
		return err
	}
	before, err := a.stoodBefore(events)
	if err != nil {
		return err
	}
	if err := a.undo(events, EventReverse); err != nil {
		return err
	}
	if err := errors.Join(a.closeFollowing(events), a.unseal(named.CaseID)); err != nil {
		return err
	}
	for _, e := range events {
		died := slices.ContainsFunc(events, func(x models.RegisterEvent) bool { return x.Kind == EventDeath && x.SubjectID == e.SubjectID })
		if err := errors.Join(a.openAgain(e, died), a.closeKinTasks(e), a.undoItemsOf(e), a.linesAgain(e)); err != nil {
			return err
		}
	}
	if err := errors.Join(a.keepsCard(named.CaseID), a.tellRuling(named)); err != nil {
		return err
	}
	if err := a.afterReversal(before, firstOf(events)); err != nil {
		return err
	}
	return a.papersBack(named.CaseID)
}

// actOf are the events that are undone with one of them, newest first.
func (a *act) actOf(named models.RegisterEvent) ([]models.RegisterEvent, error) {
	if named.Correlation == "" {
		return []models.RegisterEvent{named}, nil
	}
	events, err := store.Many[models.RegisterEvent](a.tx, "id desc", "case_id = ? and correlation = ?", named.CaseID, named.Correlation)
	if err != nil {
		return nil, err
	}
	if events, err = a.ownPart(named, events); err != nil {
		return nil, err
	}
	if events, err = a.untilHome(named, events); err != nil {
		return nil, err
	}
	if events, err = a.handedLater(events); err != nil {
		return nil, err
	}
	slices.SortStableFunc(events, func(x, y models.RegisterEvent) int { return int(y.Serial - x.Serial) })
	return events, nil
}

// undone are the events of the act that one event belongs to, newest first. It
// refuses when one is undone already, or a later event rests on one of them.
func (a *act) undone(named models.RegisterEvent) ([]models.RegisterEvent, error) {
	events, err := a.actOf(named)
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		n, err := store.Count[models.RegisterEvent](a.tx, "reverses = ?", e.ID)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			return nil, blocked("reversed_already", "该户籍事件已被冲销。", "This register event has been reversed.")
		}
	}
	rests, err := a.restsOn(named, events)
	if err != nil || len(rests) == 0 {
		return events, err
	}
	words, err := a.inWords(rests)
	if err != nil {
		return nil, err
	}
	which := strings.Join(words, "；")
	return nil, blocked("later_event", "其后已有以此为基础的登记，须先冲销后发生的："+which+"。", "Later acts rest on this one; reverse those first: "+which+".")
}

// ownPart is what of an act is undone with one of its events. A death entered together with
// the birth is undone alone, so that a child who lives keeps birth and number (Norm 4); what
// was undone before is not undone again.
func (a *act) ownPart(named models.RegisterEvent, act []models.RegisterEvent) ([]models.RegisterEvent, error) {
	born := slices.ContainsFunc(act, func(e models.RegisterEvent) bool {
		return e.SubjectID == named.SubjectID && (e.Kind == EventBirth || e.Kind == EventFirst)
	})
	var out []models.RegisterEvent
	for _, e := range act {
		n, err := store.Count[models.RegisterEvent](a.tx, "reverses = ?", e.ID)
		if err != nil {
			return nil, err
		}
		if e.ID == named.ID || n == 0 && !(named.Kind == EventDeath && born && e.ID < named.ID) {
			out = append(out, e)
		}
	}
	return out, nil
}

// undo writes a compensating event for each event: households first, so that people
// come back to one that stands. Each gives back what its event wrote and no more, so that
// true entries of later stay.
func (a *act) undo(events []models.RegisterEvent, kind string) error {
	others, known, err := a.relatedAnew(events)
	if err != nil {
		return err
	}
	if !known {
		return relationUnknown()
	}
	homes, err := a.closedHomes(events)
	if err != nil {
		return err
	}
	named, err := a.namedAgain(events)
	if err != nil {
		return err
	}
	for _, subject := range []string{SubjectHousehold, SubjectPerson} {
		if subject == SubjectPerson {
			if err := a.openHomes(homes); err != nil {
				return err
			}
		}
		for _, e := range events {
			if e.SubjectKind != subject {
				continue
			}
			var err error
			if subject == SubjectHousehold {
				err = a.undoHousehold(e, kind)
			} else {
				err = a.undoPerson(e, events, kind)
			}
			if err != nil {
				return err
			}
		}
	}
	for _, person := range slices.Sorted(maps.Keys(named)) {
		if err := a.endedMeanwhile(person, named[person]...); err != nil {
			return err
		}
	}
	return a.relateAnew(others)
}

// compensation is what undoes an event: it holds from the day of what it undoes.
func compensation(e models.RegisterEvent, kind string) eventSpec {
	return eventSpec{Kind: kind, Reason: ReasonReversed, Scope: e.Scope, EventOn: e.EventOn, EffectiveOn: e.EffectiveOn, Reverses: e.ID,
		FromOrg: e.ToOrg, ToOrg: e.FromOrg, FromHouse: e.ToHouse, ToHouse: e.FromHouse}
}

func (a *act) undoHousehold(e models.RegisterEvent, kind string) error {
	now, ok, err := a.householdByID(e.SubjectID)
	if err != nil || !ok {
		return err
	}
	before, found, err := a.takenBack(now, []models.RegisterEvent{e})
	if err != nil {
		return err
	}
	if filled, err := a.filledSince(e); err != nil {
		return err
	} else if filled {
		return a.keepHeads(now, before, e, kind)
	}
	h := now
	if !found {
		// It was opened by the act undone: it is closed, and its number stays given.
		h.Status, h.HeadID, h.ClosedOn = HouseholdClosed, "", max(h.OpenedOn, e.EffectiveOn)
	} else if h, err = before.Household(); err != nil {
		return err
	}
	h.Version, h.EventID = now.Version, now.EventID
	if _, err = a.writeHousehold(&h, compensation(e, kind)); err != nil {
		return err
	}
	if h.HeadID == "" && h.Status == HouseholdOpen && h.Kind == models.FamilyHousehold {
		return a.vacancyTask(h)
	}
	return a.closeVacancy(h, ReasonReversed)
}

// closeVacancy ends the tasks to find a head for a household that has one again.
func (a *act) closeVacancy(h models.Household, outcome string) error {
	if h.HeadID == "" {
		return nil
	}
	return a.endVacancy(h.ID, outcome)
}

// endVacancy ends the tasks to find a head for a household.
func (a *act) endVacancy(household, outcome string) error {
	return a.endTasks(workflow.TaskHeadVacancy, household, outcome)
}

func (a *act) undoPerson(e models.RegisterEvent, events []models.RegisterEvent, kind string) error {
	now, ok, err := a.personByID(e.SubjectID)
	if err != nil || !ok {
		return err
	}
	guarded, err := a.guardians(now.ID)
	if err != nil {
		return err
	}
	before, found, err := a.takenBack(imageOf(now, guarded), []models.RegisterEvent{e})
	if err != nil {
		return err
	}
	if !found {
		return a.unregister(now, e, kind)
	}
	p, guardians, err := before.Person()
	if err != nil {
		return err
	}
	if err := a.mayStandAgain(p, now); err != nil {
		return err
	}
	stood := []standing{{relation: p.Relation}}
	if moves, err := a.moves(now.ID, []models.RegisterEvent{e}); err != nil {
		return err
	} else if moves {
		if stood, err = a.placeBack(&p, events, kind); err != nil {
			return err
		}
	}
	if !bytes.Equal(p.NumberIndex, now.NumberIndex) {
		if err := a.voidNumber(now, ""); err != nil {
			return err
		}
	}
	if p.Status != models.StatusCancelled {
		if err := a.unvoid(p); err != nil {
			return err
		}
	}
	p.Version, p.EventID = now.Version, now.EventID
	spec := compensation(e, kind)
	spec.Guardians = &guardians
	// Each relation holds from the day on which its head was head.
	for _, s := range stood {
		p.Relation = s.relation
		spec.EffectiveOn = max(spec.EffectiveOn, s.from)
		if _, err = a.writePerson(&p, spec); err != nil {
			return err
		}
		spec.FromOrg, spec.FromHouse, spec.ToOrg, spec.ToHouse, spec.Guardians = "", "", "", "", nil
	}
	switch {
	case err == nil && e.Kind == EventGuardian:
		return a.wardHeads(p)
	case err == nil && e.Kind == EventParents:
		return a.endWardParent(p.ID, kind)
	}
	return err
}

// placeBack gives somebody who is put back their relations to the heads since then.
func (a *act) placeBack(p *models.Person, events []models.RegisterEvent, kind string) ([]standing, error) {
	was := p.Relation
	if err := a.putBack(p, events, kind); err != nil {
		return nil, err
	}
	all, err := a.standings(was, *p, events)
	if err != nil {
		return nil, err
	}
	return a.notAsSpouse(p, all, events)
}

// unregister undoes a first registration: the entry is cancelled, and its number is
// never given again. The certificate of birth is free for the registration that is
// right; the event undone keeps it.
func (a *act) unregister(p models.Person, e models.RegisterEvent, kind string) error {
	household := p.HouseholdID
	p.Status, p.StatusOn, p.StatusReason = models.StatusCancelled, a.today, ReasonReversed
	p.HouseholdID, p.Relation = "", ""
	p.CertSealed, p.CertIndex, p.BirthKey = nil, nil, nil
	spec := compensation(e, kind)
	spec.Guardians = &[]models.Guardianship{}
	// Who came from another register with a number keeps it.
	if e.Kind != EventMoveIn {
		if err := a.voidNumber(p, ""); err != nil {
			return err
		}
	}
	back, err := a.writePerson(&p, spec)
	if err != nil {
		return err
	}
	return a.leave(household, p.ID, back)
}

// mayStandAgain refuses to bring back who is registered elsewhere by now, or under a birth
// that is another's by now, or to a household that has gone.
func (a *act) mayStandAgain(p, now models.Person) error {
	if !inForce(p) || inForce(now) && bytes.Equal(p.BirthKey, now.BirthKey) {
		return nil
	}
	if twice, err := a.bornTwice(p); err != nil || twice {
		return errors.Join(err, elsewhere())
	}
	if !stays(p) || stays(now) {
		return nil
	}
	h, ok, err := a.householdByID(p.HouseholdID)
	if err != nil {
		return err
	}
	if !ok || h.Status != HouseholdOpen {
		return blocked("household_closed", "原户已销户，不能恢复到该户：请终止本案，按恢复户口填写本所辖区内另一户办理。", "The household of before is closed; nobody can be restored to it: end this case, and restore the person by a case of its own in another household of this station.")
	}
	return nil
}

func elsewhere() error {
	return blocked("registered_elsewhere", "当事人另有户口，不能恢复。", "The person has another registration; this one cannot be restored.")
}

// bornTwice tells whether another line in force has the person's birth or its certificate.
func (a *act) bornTwice(p models.Person) (bool, error) {
	n, err := store.Count[models.Person](a.tx, "id <> ? and birth_key = ? and status in ('active', 'in_transit')", p.ID, p.BirthKey)
	if err == nil && n == 0 {
		n, err = store.Count[models.Person](a.tx, "id <> ? and birth_cert_index = ? and status <> 'cancelled'", p.ID, p.CertIndex)
	}
	return n > 0, err
}

// unvoid gives a number back to the person whose cancellation was undone, also to one who
// is dead. Nobody else ever had it.
func (a *act) unvoid(p models.Person) error {
	if len(p.NumberIndex) == 0 {
		return nil
	}
	_, err := store.Set[models.NumberEntry](a.tx, map[string]any{"state": NumberIssued, "linked_to": ""},
		"number_index = ? and person_id = ? and state = ?", p.NumberIndex, p.ID, NumberVoided)
	return err
}

// imageBefore is the image that an event found; false for the first of a subject.
func (a *act) imageBefore(e models.RegisterEvent) (Folded, bool, error) {
	if e.Prev == "" {
		return Folded{}, false, nil
	}
	prev, err := store.One[models.RegisterEvent](a.tx, "id = ?", e.Prev)
	if err != nil {
		return Folded{}, false, err
	}
	opened, err := a.r.openAll([]models.RegisterEvent{prev})
	if err != nil {
		return Folded{}, false, err
	}
	items, err := itemsOf(opened[0].Plain)
	return Folded{Image: items, Last: prev}, err == nil, err
}
