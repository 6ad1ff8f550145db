package register

import (
	"slices"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// UnitSuspended is a body whose household nobody joins for now.
const UnitSuspended = "suspended"

// collectiveEffects carries out what happens to collective households.
func collectiveEffects() map[workflow.Effect]effect {
	return map[workflow.Effect]effect{workflow.EffCollective: (*act).openCollective, workflow.EffCollectiveCare: (*act).careForCollective}
}

// collectiveCollectors finds what the guards of collective households read.
func collectiveCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FUnitPapersGood: func(a *act) (any, error) { return a.papersGood(), nil },
		workflow.FUnitHoused:     func(a *act) (any, error) { return a.unitHoused() },
		workflow.FHelperFit:      func(a *act) (any, error) { return a.helperFits() },
		workflow.FHeadRegistered: func(a *act) (any, error) { return a.collectiveHead() },
		workflow.FCollectiveHere: func(a *act) (any, error) {
			h, ok, err := a.householdByID(a.fact(workflow.FactHousehold))
			if err != nil || !ok || h.Kind != models.CollectiveHousehold || h.Status != HouseholdOpen {
				return false, err
			}
			return a.sameStation(h.Org, a.c.RegisterOrg)
		},
		workflow.FCareHelperFit: func(a *act) (any, error) {
			if !a.cares("helper") {
				return true, nil
			}
			return a.helperFits()
		},
		workflow.FCareHeadFit: func(a *act) (any, error) {
			if !a.cares("head") {
				return true, nil
			}
			fits, err := a.collectiveHead()
			return fits && a.form.Facts.Bool(workflow.FactHeadCapable), err
		},
		workflow.FCarePapersFit: func(a *act) (any, error) { return !a.cares("papers") || a.papersGood(), nil },
		workflow.FCareUnitFit: func(a *act) (any, error) {
			_, ok, err := a.unitOfHousehold(a.fact(workflow.FactHousehold))
			return ok || !a.cares("papers", "suspend", "resume"), err
		},
		workflow.FCareStandsFit: func(a *act) (any, error) {
			u, _, err := a.unitOfHousehold(a.fact(workflow.FactHousehold))
			return !a.cares("suspend", "resume") || a.cares("suspend") == (u.Status == HouseholdOpen), err
		},
		workflow.FCareEmptyFit: func(a *act) (any, error) {
			if !a.cares("close") {
				return true, nil
			}
			n, err := store.Count[models.Person](a.tx, "household_id = ? and status in ('active', 'in_transit')", a.fact(workflow.FactHousehold))
			return n == 0, err
		},
	}
}

// cares tells whether the case does one of these for the household.
func (a *act) cares(what ...string) bool {
	return slices.Contains(what, a.fact(workflow.FactCare))
}

// papersGood tells whether the certificate declared has no last day or one to come.
func (a *act) papersGood() bool {
	until := a.form.Facts.Date(workflow.FactUnitCertUntil)
	return until == "" || until >= a.today
}

// helperFits tells whether the helper declared is registered and of age, with a term that
// ends after today.
func (a *act) helperFits() (bool, error) {
	p, ok, err := a.personByID(a.fact(workflow.FactHelper))
	return ok && p.Status == models.StatusActive && a.ofAge(p) && a.form.Facts.Date(workflow.FactHelperUntil) > a.today, err
}

// collectiveHead tells whether the head declared is registered and of age.
func (a *act) collectiveHead() (bool, error) {
	p, ok, err := a.person()
	return ok && p.Status == models.StatusActive && a.ofAge(p), err
}

// unitHoused tells whether a body of the credit code declared has an open household.
func (a *act) unitHoused() (bool, error) {
	code := strings.ToUpper(strings.TrimSpace(a.fact(workflow.FactCreditCode)))
	if code == "" {
		return false, nil
	}
	n, err := store.Count[models.Household](a.tx, "status = 'open' and institution_id <> '' and institution_id in (select id from institutions where upper(credit_code) = ?)", code)
	return n > 0, err
}

// unitOfHousehold is the body whose collective household it is.
func (a *act) unitOfHousehold(household string) (models.Institution, bool, error) {
	if household == "" {
		return models.Institution{}, false, nil
	}
	rows, err := store.Many[models.Institution](a.tx, "id", "household_id = ?", household)
	if err != nil || len(rows) != 1 {
		return models.Institution{}, false, err
	}
	return rows[0], true, nil
}

// openCollective opens the household of a body: its row, the body's, the booklet and the
// days to keep.
func (a *act) openCollective() error {
	housed, err := a.unitHoused()
	if err != nil {
		return err
	}
	if housed {
		return blocked("unit_has_household", "该单位已有集体户。", "The body has a collective household already.")
	}
	org, err := a.org(a.c.RegisterOrg)
	if err != nil {
		return err
	}
	head, err := a.registered()
	if err != nil {
		return err
	}
	held, err := a.holdPeople(head.ID, a.fact(workflow.FactHelper))
	if err == nil {
		err = a.stillHolds(workflow.GCollectiveHead) // died or left at this very instant
	}
	if err == nil {
		err = a.stillHolds(workflow.GHelperFit)
	}
	if err != nil {
		return err
	}
	helper := held[a.fact(workflow.FactHelper)]
	h := models.Household{ID: a.r.newID(), Org: org.Code, Division: org.Division, Kind: models.CollectiveHousehold, Collective: a.fact(workflow.FactCollectiveKind), HeadID: head.ID,
		HelperID: helper.ID, HelperUntil: a.form.Facts.Date(workflow.FactHelperUntil), Address: strings.TrimSpace(a.fact(workflow.FactNewAddress)), Status: HouseholdOpen, OpenedOn: a.today}
	if h.Number, err = a.householdNumber(h.Org); err != nil {
		return err
	}
	u := models.Institution{ID: a.r.newID(), Name: strings.TrimSpace(a.fact(workflow.FactUnitName)), CreditCode: strings.ToUpper(strings.TrimSpace(a.fact(workflow.FactCreditCode))), CivilAffairs: a.fact(workflow.FactUnitOwner),
		CertificateNo: a.fact(workflow.FactUnitCert), CertificateUntil: a.form.Facts.Date(workflow.FactUnitCertUntil), HouseholdID: h.ID, HelperName: helper.Name, Org: h.Org, Status: HouseholdOpen}
	h.InstitutionID = u.ID
	if err := a.openHousehold(&h); err != nil {
		return err
	}
	a.note("household", h.ID)
	if err := store.Insert(a.tx, u); err != nil {
		return err
	}
	if err := a.booklet(h, head.ID, 1, ""); err != nil {
		return err
	}
	for _, t := range []struct {
		kind workflow.Task
		day  models.Date
	}{{workflow.TaskUnitPapers, u.CertificateUntil}, {workflow.TaskHelperTerm, h.HelperUntil}, {workflow.TaskUnitReview, a.today.AddMonths(12)}} {
		if err := a.taskByDay(t.kind, h, t.day); err != nil {
			return err
		}
	}
	return nil
}

// taskByDay leaves work on a household that is due on a day of its own; none where there is
// no day.
func (a *act) taskByDay(kind workflow.Task, h models.Household, day models.Date) error {
	if day == "" {
		return nil
	}
	t := models.CaseTask{ID: a.r.newID(), CaseID: a.c.ID, Kind: string(kind), Role: string(workflow.Clerk), Org: h.Org, Note: h.ID, OpenedAt: a.now, AskedBy: a.actor.OfficerID, DueOn: day}
	a.forget("tasks")
	a.noteTask(t)
	return store.Insert(a.tx, t)
}

// careForCollective does what the case is for.
func (a *act) careForCollective() error {
	id := a.fact(workflow.FactHousehold)
	if err := a.holdHousehold(id); err != nil {
		return err
	}
	if err := a.holdNamed(); err != nil {
		return err
	}
	h, ok, err := a.householdByID(id)
	if err != nil {
		return err
	}
	if !ok || h.Status != HouseholdOpen {
		return blocked("household_closed", "该集体户已撤销。", "The collective household is closed.")
	}
	u, _, err := a.unitOfHousehold(h.ID)
	if err != nil {
		return err
	}
	switch a.fact(workflow.FactCare) {
	case "helper":
		return a.newHelper(h, u)
	case "head":
		p, err := a.registered()
		if err != nil {
			return err
		}
		h.HeadID = p.ID
		if _, err := a.writeHousehold(&h, eventSpec{Kind: EventHead}); err != nil {
			return err
		}
		return a.closeVacancy(h, EventHead)
	case "papers":
		until := a.form.Facts.Date(workflow.FactUnitCertUntil)
		if err := a.unitBecomes(u, map[string]any{"certificate_no": a.fact(workflow.FactUnitCert), "certificate_until": until}); err != nil {
			return err
		}
		return a.taskByDay(workflow.TaskUnitPapers, h, until)
	case "review":
		return a.taskByDay(workflow.TaskUnitReview, h, a.today.AddMonths(12))
	case "book":
		return a.nextBooklet(h, "")
	case "suspend":
		return a.unitBecomes(u, map[string]any{"status": UnitSuspended})
	case "resume":
		return a.unitBecomes(u, map[string]any{"status": HouseholdOpen})
	}
	return a.closeCollective(h, u)
}

// holdNamed keeps the helper or head who is named, and looks at them again: whoever died or left
// at this very instant is neither.
func (a *act) holdNamed() error {
	if !a.cares("helper", "head") {
		return nil
	}
	p, _, err := a.person()
	if err == nil {
		_, err = a.holdPeople(p.ID, a.fact(workflow.FactHelper))
	}
	if err == nil {
		err = a.stillHolds(workflow.GCareHelper)
	}
	if err == nil {
		err = a.stillHolds(workflow.GCareHead)
	}
	return err
}

// newHelper gives the household another helper with a term.
func (a *act) newHelper(h models.Household, u models.Institution) error {
	p, ok, err := a.personByID(a.fact(workflow.FactHelper))
	if err != nil || !ok {
		return err
	}
	h.HelperID, h.HelperUntil = p.ID, a.form.Facts.Date(workflow.FactHelperUntil)
	if _, err := a.writeHousehold(&h, eventSpec{Kind: EventHelper}); err != nil {
		return err
	}
	if u.ID != "" {
		if err := a.unitBecomes(u, map[string]any{"helper_name": p.Name}); err != nil {
			return err
		}
	}
	if err := a.endTasks(workflow.TaskHelperDead, h.ID, EventHelper); err != nil {
		return err
	}
	return a.taskByDay(workflow.TaskHelperTerm, h, h.HelperUntil)
}

// settleHelped tells the station of each collective household whose helper died, wherever the
// helper was registered, once; and no more when the death is undone (Norm 15, 16).
func (a *act) settleHelped(before, p models.Person) error {
	if before.Version == 0 || (before.Status == models.StatusDead) == (p.Status == models.StatusDead) {
		return nil
	}
	houses, err := store.Many[models.Household](a.tx, "id", "helper_id = ? and helper_id <> '' and status = ?", p.ID, HouseholdOpen)
	for _, h := range houses {
		switch {
		case err != nil:
		case p.Status == models.StatusDead:
			err = a.taskOnce(workflow.TaskHelperDead, h.Org, h.ID)
		default:
			err = a.endTasks(workflow.TaskHelperDead, h.ID, EventReverse)
		}
	}
	return err
}

// unitBecomes changes the body's row.
func (a *act) unitBecomes(u models.Institution, to map[string]any) error {
	a.note("institution", u.ID)
	return store.Change[models.Institution](a.tx, to, "id = ?", u.ID)
}

// closeCollective ends a household in which nobody stands, and its body's part here.
func (a *act) closeCollective(h models.Household, u models.Institution) error {
	rest, err := a.members(h.ID)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return blocked("members_left", "户内还有成员，不能撤销。", "Somebody still stands in it; it cannot be closed.")
	}
	if err := a.endTasks(workflow.TaskHelperDead, h.ID, EventHouseClosed); err != nil {
		return err
	}
	h.Status, h.ClosedOn, h.HeadID = HouseholdClosed, a.today, ""
	if _, err := a.writeHousehold(&h, eventSpec{Kind: EventHouseClosed}); err != nil {
		return err
	}
	a.send("book_surrender", map[string]string{"case": a.c.ID, "household": h.ID, "org": h.Org})
	if u.ID == "" {
		return nil
	}
	return a.unitBecomes(u, map[string]any{"status": HouseholdClosed})
}

// unitTakesNobody is the refusal to let anybody join the household of a suspended body.
func (a *act) unitTakesNobody(h models.Household) error {
	if h.InstitutionID == "" {
		return nil
	}
	u, ok, err := a.unitOfHousehold(h.ID)
	if err == nil && ok && u.Status == UnitSuspended {
		return blocked("unit_suspended", "该集体户已暂停迁入，请待恢复后办理，或者改选其他户。", "Nobody joins this collective household for now: wait until it is opened again, or choose another.")
	}
	return err
}
