package register

import (
	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// restoreCollectors finds what the guards of restorations read.
func restoreCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FDeclaredDead: ofPersonOf(func(_ *act, p models.Person) (bool, error) {
			return p.Status == models.StatusDead && p.StatusReason == causeDeclared, nil
		}),
		workflow.FOffRegister: ofPersonOf(func(_ *act, p models.Person) (bool, error) { return !stays(p), nil }),
		workflow.FServing:     ofPersonOf(func(_ *act, p models.Person) (bool, error) { return p.Military == serving, nil }),
		workflow.FNotThere: ofPersonOf(func(a *act, p models.Person) (bool, error) {
			return !stays(p) || p.HouseholdID != a.fact(workflow.FactHousehold), nil
		}),
		workflow.FNationalityLost: ofPersonOf(func(a *act, p models.Person) (bool, error) {
			why, err := a.whyOff(p)
			return why == "foreign", err
		}),
		workflow.FLandedAway: ofPersonOf((*act).landed),
		workflow.FElsewhere:  ofPersonOf((*act).standsElsewhere),
		workflow.FLookalikes: ofPersonOf((*act).hasLookalike),
		workflow.FHomeStands: ofPersonOf(func(a *act, p models.Person) (bool, error) {
			_, stands, err := a.homeOf(p)
			return stands, err
		}),
	}
}

// ofPersonOf asks something of the line of the case's subject; nobody fulfils nothing.
func ofPersonOf(is func(*act, models.Person) (bool, error)) collector {
	return func(a *act) (any, error) {
		p, ok, err := a.person()
		if err != nil || !ok {
			return false, err
		}
		return is(a, p)
	}
}

// standsElsewhere tells whether another line in force is the same person's: by the birth,
// or as the one that was kept of two in duplicate.
func (a *act) standsElsewhere(p models.Person) (bool, error) {
	twice, err := a.bornTwice(p)
	if err != nil || twice || len(p.NumberIndex) == 0 {
		return twice, err
	}
	n, err := store.Count[models.Person](a.tx, "status in ('active', 'in_transit') and id in (select linked_to from number_ledger where number_index = ? and person_id = ? and linked_to <> '')",
		p.NumberIndex, p.ID)
	return n > 0, err
}

// hasLookalike tells whether somebody else in force has name, sex and day of birth. That
// they are one is for the comparison to find; of whoever is registered it is not asked.
func (a *act) hasLookalike(p models.Person) (bool, error) {
	if stays(p) {
		return false, nil
	}
	n, err := store.Count[models.Person](a.tx, "id <> ? and name = ? and birth_date = ? and sex = ? and status in ('active', 'in_transit')", p.ID, p.Name, p.BirthDate, p.Sex)
	return n > 0, err
}

// homeOf is the household that the case puts the person back in: one that stands, or the
// one that they stood in last, closed with their own leaving or since, while nobody else has
// its address.
func (a *act) homeOf(p models.Person) (models.Household, bool, error) {
	h, ok, err := a.targetHousehold()
	if err != nil || !ok || h.Status == HouseholdOpen || h.Kind != models.FamilyHousehold {
		return h, ok && h.Status == HouseholdOpen, err
	}
	if home, err := a.homeBefore(p); err != nil || home != h.ID {
		return h, false, err
	}
	free, err := a.freeAgain(h)
	return h, free, err
}

// freeAgain tells of a family household that is closed whether no other stands at its
// address, so that it can be opened for who comes home.
func (a *act) freeAgain(h models.Household) (bool, error) {
	taken, err := store.Count[models.Household](a.tx, "org = ? and kind = ? and status = ? and address = ?", h.Org, models.FamilyHousehold, HouseholdOpen, h.Address)
	return taken == 0 && h.Kind == models.FamilyHousehold, err
}

// restorePerson puts the case's subject back in the household of the case: the same line
// with the number of before, from today. Whether they are registered elsewhere is looked
// at here, in the transaction that restores.
func (a *act) restorePerson() error {
	p, ok, err := a.person()
	if err != nil {
		return err
	}
	if !ok || stays(p) {
		return blocked("registered", "当事人已有户口，无须恢复。", "The person is registered; there is nothing to restore.")
	}
	other, err := a.standsElsewhere(p)
	if err != nil {
		return err
	}
	if other {
		return elsewhere()
	}
	if err := a.holdHousehold(a.fact(workflow.FactHousehold)); err != nil {
		return err
	}
	h, stands, err := a.homeOf(p)
	if err != nil {
		return err
	}
	if stands && h.Status != HouseholdOpen {
		h.Status, h.ClosedOn, h.HeadID = HouseholdOpen, "", ""
		if _, err := a.writeHousehold(&h, eventSpec{Kind: EventHouseOpened, Reason: EventRestore}); err != nil {
			return err
		}
	}
	if h, err = a.householdToJoin(); err != nil {
		return err
	}
	return a.standAgain(p, h)
}

// standAgain enters the person in the household, as its head where they were that and
// nobody is, or where they are its one member and of age.
func (a *act) standAgain(p models.Person, h models.Household) error {
	before, rest, relation, _, err := a.placeIn(p, h)
	if err != nil {
		return err
	}
	if err := a.unvoid(p); err != nil {
		return err
	}
	heads := h.Kind == models.FamilyHousehold && h.HeadID == "" && (before.Relation == string(gb.RelationHead) && before.HouseholdID == h.ID || len(rest) == 0 && a.ofAge(p))
	if heads {
		relation = gb.RelationHead
	}
	kept, err := a.guardiansLeft(p)
	if err != nil {
		return err
	}
	p.Status, p.StatusOn, p.StatusReason = models.StatusActive, a.today, ""
	p.HouseholdID, p.Org, p.Since, p.Relation = h.ID, h.Org, a.today, string(relation)
	if err := a.enterChange(&p, eventSpec{Kind: EventRestore, Reason: string(a.def.Business), Guardians: kept}); err != nil {
		return err
	}
	if err := a.parentBack(p.ID); err != nil {
		return err
	}
	if heads {
		h.HeadID = p.ID
		if _, err := a.writeHousehold(&h, eventSpec{Kind: EventHead, Reason: EventRestore}); err != nil {
			return err
		}
		if err := a.closeVacancy(h, EventRestore); err != nil {
			return err
		}
		return a.wardHeadIn(h.ID)
	}
	if h.Kind == models.FamilyHousehold && h.HeadID == "" {
		if err := a.vacancyTask(h); err != nil {
			return err
		}
	}
	if err := a.wardHeadIn(h.ID); err != nil {
		return err
	}
	return a.minorsAlone(h, append(rest, p))
}

// placeIn is how the person stood before they were taken off, who is in the household now,
// and what the person is to its head: as declared, else as the register knows their kin;
// where it does not, as they were to the same head. False where none of these tells.
func (a *act) placeIn(p models.Person, h models.Household) (before models.Person, rest []models.Person, relation gb.Relation, told bool, err error) {
	off, err := store.One[models.RegisterEvent](a.tx, "id = ?", p.EventID)
	if err != nil {
		return before, nil, "", false, err
	}
	image, found, err := a.imageBefore(off)
	if err == nil && found {
		before, _, err = image.Person()
	}
	if err == nil {
		rest, err = a.members(h.ID)
	}
	if err != nil || h.Kind == models.CollectiveHousehold {
		return before, rest, gb.RelationNotRelated, true, err
	}
	if declared := gb.Relation(a.fact(workflow.FactHeadRelation)); declared != "" {
		return before, rest, declared, true, nil
	}
	if r, known := kinIn(h, p, rest); known {
		return before, rest, closer(gb.Relation(before.Relation), r), true, nil
	}
	same, err := store.Count[models.Residence](a.tx, "household_id = ? and person_id = ? and relation = ? and recorded_at <= ? and closed_at is null", h.ID, h.HeadID, string(gb.RelationHead), off.RecordedAt)
	if same > 0 && before.HouseholdID == h.ID {
		return before, rest, gb.Relation(before.Relation), true, err
	}
	return before, rest, gb.RelationOther, false, err
}
