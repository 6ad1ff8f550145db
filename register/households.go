package register

import (
	"errors"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// Whether a household stands.
const (
	HouseholdOpen   = "open"
	HouseholdClosed = "closed"
)

// blocked is an effect's no: the case stays approved, and the officer reads why.
func blocked(code, zh, en string) *Blocked {
	return &Blocked{Code: code, Message: workflow.Word{Zh: zh, En: en}}
}

// writeHousehold appends the event of a change of a household that stands and brings
// its row up to it, under the same guard as writePerson.
func (a *act) writeHousehold(h *models.Household, ev eventSpec) (models.RegisterEvent, error) {
	if ev.FromOrg == "" {
		ev.FromOrg = h.Org
	}
	if ev.ToOrg == "" {
		ev.ToOrg = h.Org
	}
	ev.ToHouse = h.ID
	e := a.newEvent(SubjectHousehold, h.ID, h.Version+1, h.EventID, ev)
	seen := h.Version
	*h = findable(*h)
	h.Version, h.EventID, h.CaseID = e.Serial, e.ID, a.c.ID
	if err := a.r.sealImage(&e, *h); err != nil {
		return e, err
	}
	n, err := store.Set[models.Household](a.tx, householdColumns(*h), "id = ? and version = ?", h.ID, seen)
	if err != nil {
		return e, err
	}
	if n == 0 {
		return e, ErrStale
	}
	return e, store.Insert(a.tx, e)
}

// findable is the household with what its address is found by. The events hold the address
// alone, so that each row is given it anew with each write.
func findable(h models.Household) models.Household {
	h.AddressPinyin, h.AddressInitials = searchKeys(h.Address)
	return h
}

// householdColumns are all columns of a household but the id. A test compares them
// with the model.
func householdColumns(h models.Household) map[string]any {
	return map[string]any{
		"number": h.Number, "org": h.Org, "division": h.Division, "kind": h.Kind, "collective_kind": h.Collective, "institution_id": h.InstitutionID,
		"head_id": h.HeadID, "helper_id": h.HelperID, "helper_until": h.HelperUntil, "address": h.Address,
		"address_pinyin": h.AddressPinyin, "address_initials": h.AddressInitials, "status": h.Status,
		"opened_on": h.OpenedOn, "closed_on": h.ClosedOn, "version": h.Version, "event_id": h.EventID, "case_id": h.CaseID,
	}
}

func (a *act) householdByID(id string) (models.Household, bool, error) {
	if id == "" {
		return models.Household{}, false, nil
	}
	if a.foreseen != nil && a.foreseen.house != nil && a.foreseen.houseID == id {
		if len(*a.foreseen.house) == 0 {
			return models.Household{}, false, nil
		}
		return (*a.foreseen.house)[0], true, nil
	}
	h, err := store.One[models.Household](a.tx, "id = ?", id)
	if errors.Is(err, store.ErrNotFound) {
		return h, false, nil
	}
	return h, err == nil, err
}

// holdHousehold keeps a household for this act until it ends, so that of two who join
// or leave it at once the second sees what the first did.
func (a *act) holdHousehold(id string) error {
	if id == "" {
		return nil
	}
	_, err := a.tx.Exec("UPDATE households SET version = version WHERE id = ?", id)
	return err
}

// targetHousehold is the household that the case enters its subject in: the one
// declared, else that of the institution declared. False when neither is known.
func (a *act) targetHousehold() (models.Household, bool, error) {
	if id := a.fact(workflow.FactHousehold); id != "" {
		return a.householdByID(id)
	}
	inst, ok, err := a.institution()
	if err != nil || !ok {
		return models.Household{}, false, err
	}
	return a.householdByID(inst.HouseholdID)
}

// householdToJoin is the target household, which must stand and lie in the area that
// the case is registered in.
func (a *act) householdToJoin() (models.Household, error) {
	h, ok, err := a.targetHousehold()
	if err == nil && ok {
		if err = a.holdHousehold(h.ID); err == nil {
			h, ok, err = a.householdByID(h.ID)
		}
	}
	if err != nil {
		return h, err
	}
	if !ok || h.Status != HouseholdOpen {
		return h, blocked("household_closed", "落户的户不存在或已销户，请改选。", "The household to join does not stand; choose another.")
	}
	if err := a.unitTakesNobody(h); err != nil {
		return h, err
	}
	here, err := a.sameStation(h.Org, a.c.RegisterOrg)
	if err != nil {
		return h, err
	}
	if err := a.stillAdmitted(); err != nil {
		return h, err
	}
	if !here {
		return h, blocked("household_elsewhere", "落户的户不在本案落户地派出所辖区，请核对。", "The household to join lies in another station's area; check it.")
	}
	return h, nil
}

// sameStation tells whether two codes are one station today, mergers followed.
func (a *act) sameStation(x, y string) (bool, error) {
	if x == y {
		return true, nil
	}
	xs, err1 := a.above(x)
	ys, err2 := a.above(y)
	return len(xs) > 0 && len(ys) > 0 && xs[0] == ys[0], errors.Join(err1, err2)
}

// institution is the body named by the case, by id, credit code or name.
func (a *act) institution() (models.Institution, bool, error) {
	name := a.fact(workflow.FactInstitution)
	if name == "" {
		return models.Institution{}, false, nil
	}
	found, err := store.Many[models.Institution](a.tx, "id", "id = ? or credit_code = ? or name = ?", name, name, name)
	if err != nil || len(found) != 1 {
		return models.Institution{}, false, err
	}
	return found[0], true, nil
}

// members are the people who stand in a household now.
func (a *act) members(household string) ([]models.Person, error) {
	return store.Many[models.Person](a.tx, "relation, birth_date, id", "household_id = ? and status = 'active'", household)
}

// leave settles what is left behind when a person has left a household by an event:
// a family household without members is closed, one without its head needs another,
// and children who now live alone are told of at once.
func (a *act) leave(household, person string, e models.RegisterEvent) error {
	if household == "" {
		return nil
	}
	if err := a.holdHousehold(household); err != nil {
		return err
	}
	h, ok, err := a.householdByID(household)
	if err != nil || !ok || h.Status != HouseholdOpen {
		return err
	}
	rest, err := a.members(h.ID)
	if err != nil {
		return err
	}
	if len(rest) == 0 && h.Kind == models.FamilyHousehold {
		return a.closeHousehold(&h, e)
	}
	if h.HeadID == person {
		h.HeadID = ""
		if _, err := a.writeHousehold(&h, eventSpec{Kind: EventHeadVacant, Reason: e.Kind, EventOn: e.EventOn, EffectiveOn: e.EffectiveOn}); err != nil {
			return err
		}
		if err := a.vacancyTask(h); err != nil {
			return err
		}
	}
	return a.minorsAlone(h, rest)
}

// closeHousehold ends a household whose last member has gone; its book is to be
// surrendered (Norm 34).
func (a *act) closeHousehold(h *models.Household, e models.RegisterEvent) error {
	h.Status, h.ClosedOn, h.HeadID = HouseholdClosed, e.EffectiveOn, ""
	if h.ClosedOn < h.OpenedOn {
		h.ClosedOn = h.OpenedOn
	}
	_, err := a.writeHousehold(h, eventSpec{Kind: EventHouseClosed, Reason: e.Kind, EventOn: e.EventOn, EffectiveOn: e.EffectiveOn})
	a.send("book_surrender", map[string]string{"case": a.c.ID, "household": h.ID, "org": h.Org})
	if err != nil {
		return err
	}
	return a.endVacancy(h.ID, EventHouseClosed) // nobody is to be found for it any more
}

// vacancyTask asks the household's station to have a new head chosen; once for a
// household, whichever case left it so.
func (a *act) vacancyTask(h models.Household) error {
	return a.taskOnce(workflow.TaskHeadVacancy, h.Org, h.ID)
}

// taskOnce opens a task of a station's clerks about a person or household of the register,
// by whose id it is known, unless one is open, by whatever case.
func (a *act) taskOnce(kind workflow.Task, org, about string) error {
	open, err := store.Count[models.CaseTask](a.tx, openAbout, string(kind), about)
	if err != nil || open > 0 {
		return err
	}
	_, err = a.openTask(models.CaseTask{Kind: string(kind), Role: string(workflow.Clerk), Org: org, Note: about}, workflow.LimitTask)
	return err
}

// endTasks ends the tasks of a kind about a person or household, if any is open.
func (a *act) endTasks(kind workflow.Task, about, outcome string) error {
	_, err := store.Set[models.CaseTask](a.tx, map[string]any{"done_at": a.now, "done_by": a.actor.OfficerID, "outcome": outcome}, openAbout, string(kind), about)
	a.forget("tasks")
	return err
}

const openAbout = "kind = ? and note = ? and done_at is null"

// minorsAlone alerts the head of the household's station when nobody of age is left
// in a family household.
func (a *act) minorsAlone(h models.Household, rest []models.Person) error {
	if h.Kind != models.FamilyHousehold || len(rest) == 0 {
		return nil
	}
	for _, p := range rest {
		if p.BirthDate.AgeOn(a.today) >= ageOfMajority {
			return nil
		}
	}
	a.note("minors_alone", h.ID)
	a.send("minors_alone", map[string]string{"case": a.c.ID, "household": h.ID, "org": h.Org})
	return a.alertAbout(h.Org, "minors_alone "+h.ID)
}

// ageOfMajority is eighteen (民法典 17).
const ageOfMajority = 18
