package register

import (
	"cmp"
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// transitEffects carries out what moves between provinces do.
func transitEffects() map[workflow.Effect]effect {
	return map[workflow.Effect]effect{
		workflow.EffDepart:  (*act).depart,
		workflow.EffReissue: (*act).issueCertificate,
		workflow.EffGone:    func(a *act) error { return a.eachTraveller((*act).landedAway) },
		workflow.EffHome:    func(a *act) error { return a.eachTraveller((*act).comeHome) },
	}
}

// transitCollectors finds what their guards read.
func transitCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FPermitGood: func(a *act) (any, error) { return a.permitGood(), nil },
		workflow.FStillTravelling: func(a *act) (any, error) {
			all, err := a.travellers()
			if named := a.named(); len(named) > 0 {
				all = slices.DeleteFunc(all, func(id string) bool { return slices.Contains(named, id) })
				return all, err
			}
			return []string{}, err
		},
		workflow.FOnTheWay: func(a *act) (any, error) { return a.travellers() },
		workflow.FTravellersUnfit: func(a *act) (any, error) {
			all, err := a.travellers()
			return slices.DeleteFunc(a.named(), func(id string) bool { return slices.Contains(all, id) }), err
		},
	}
}

// Facts that a move between provinces keeps with its case.
const (
	factMoveCert   workflow.Field = "kept_certificate_number"
	factMoveCertTo workflow.Field = "kept_certificate_valid_until"
	factMoveCerts  workflow.Field = "kept_certificates_written"
)

// The signs (字) of permits and certificates, counted in their case as sheets are.
const (
	SignPermit   = "准迁"
	SignMoveCert = "迁移"
)

// permitGood tells whether the other province's permit is there and still good.
func (a *act) permitGood() bool {
	on := a.form.Facts.Date(workflow.FactPermitOn)
	if a.fact(workflow.FactPermitNo) == "" || a.fact(workflow.FactPermitBy) == "" || !on.Valid() || on > a.today {
		return false
	}
	last, _ := a.r.Calendar().Due(on, a.span(workflow.LimitPermit))
	return a.today <= cmp.Or(a.form.Facts.Date(workflow.FactPermitUntil), last)
}

// named are the ids of those named with the step, by name or by id; whoever is not of
// this case stays as written, and two of one name are told apart by id alone.
func (a *act) named() []string {
	out := slices.Clone(a.req.Input.List(workflow.InTravellers))
	rows, err := a.subjects()
	if err != nil {
		return out
	}
	for i, text := range out {
		same := slices.DeleteFunc(slices.Clone(rows), func(s models.CaseSubject) bool {
			return s.Role != string(workflow.Affected) || gb.Fold(s.Name) != gb.Fold(text)
		})
		if len(same) == 1 {
			out[i] = same[0].PersonID
		}
	}
	return out
}

// travellers are the ids of those who are in transit by this case.
func (a *act) travellers() ([]string, error) {
	rows, err := a.subjects()
	if err != nil {
		return nil, err
	}
	out := []string{}
	for _, s := range rows {
		if s.Role != string(workflow.Affected) {
			continue
		}
		p, ok, err := a.personByID(s.PersonID)
		if err != nil {
			return nil, err
		}
		if ok && p.Status == models.StatusTransit && p.CaseID == a.c.ID {
			out = append(out, p.ID)
		}
	}
	return out, nil
}

// eachTraveller does something to those named, or to all in transit.
func (a *act) eachTraveller(do func(*act, models.Person) error) error {
	ids := a.named()
	if len(ids) == 0 {
		var err error
		if ids, err = a.travellers(); err != nil {
			return err
		}
	}
	for _, id := range ids {
		p, ok, err := a.personByID(id)
		if err != nil {
			return err
		}
		if !ok || p.Status != models.StatusTransit {
			return blocked("not_in_transit", "当事人不在迁移途中。", "The person is not in transit.")
		}
		if err := do(a, p); err != nil {
			return err
		}
	}
	return nil
}

// depart takes everybody declared out, and writes their certificate.
func (a *act) depart() error {
	m, err := a.ready()
	if err != nil {
		return err
	}
	for _, l := range m.headLast() {
		p, ok, err := a.personByID(l.person)
		if err != nil {
			return err
		}
		if !ok || p.Status != models.StatusActive {
			return noLongerRegistered()
		}
		if err := a.departure(&p, "", "", "nation"); err != nil {
			return err
		}
	}
	return a.issueCertificate()
}

// issueCertificate writes the next certificate of the case, and voids the one before.
func (a *act) issueCertificate() error {
	until, err := a.issue("move_certificate", SignMoveCert, workflow.LimitMoveCert, factMoveCert, factMoveCerts)
	if err != nil {
		return err
	}
	return a.keepFact(factMoveCertTo, string(until))
}

// landedAway ends the registration of a person who landed in another province. The
// number stays the person's, and is never given to anybody.
func (a *act) landedAway(p models.Person) error {
	p.Status, p.StatusOn, p.StatusReason = models.StatusCancelled, a.today, ReasonMovedAway
	e, err := a.writePerson(&p, eventSpec{Kind: EventLandedAway, Reason: a.moveReason(), Scope: "nation", Guardians: &[]models.Guardianship{}})
	if err == nil {
		a.note("event", e.ID)
	}
	return err
}

// comeHome puts a person in transit back where they were, as they were there, from the
// day they left. A household that closed because all left it is opened again; where it
// stands no more they join the one named with the step.
func (a *act) comeHome(p models.Person) error {
	out, err := a.lastOut(p.ID)
	if err != nil {
		return err
	}
	before, found, err := a.imageBefore(out)
	if err != nil {
		return err
	}
	if !found {
		return blocked("not_in_transit", "当事人不在迁移途中。", "The person is not in transit.")
	}
	was, guardians, err := before.Person()
	if err != nil {
		return err
	}
	spec := eventSpec{Kind: EventRestore, Reason: ReasonReversed, Scope: out.Scope, EventOn: out.EventOn, EffectiveOn: out.EffectiveOn, Reverses: out.ID, Guardians: &guardians}
	h, own, err := a.homeLeft(out)
	if err != nil {
		return err
	}
	if !own {
		spec.Reverses, spec.EventOn, spec.EffectiveOn = "", "", ""
		was.Since = a.today
	}
	version, event := p.Version, p.EventID
	p, p.Version, p.EventID = was, version, event
	p.HouseholdID, p.Org = h.ID, h.Org
	if err := a.placeAt(&p, h, own); err != nil {
		return err
	}
	if _, err = a.writePerson(&p, spec); err != nil {
		return err
	}
	return a.wardHeadIn(h.ID)
}

// homeLeft is the household to return to: the one left, held for this act, where it stands
// or closed with this very move, whatever was written of it since (a head may die on the
// way), as long as nobody else has its address; else the one that the officer named.
func (a *act) homeLeft(out models.RegisterEvent) (h models.Household, own bool, err error) {
	if err = a.holdHousehold(out.FromHouse); err != nil {
		return h, false, err
	}
	h, ok, err := a.householdByID(out.FromHouse)
	if err != nil {
		return h, false, err
	}
	if ok && (h.Status == HouseholdOpen || h.CaseID == out.CaseID) {
		return h, true, nil
	}
	if ok {
		closed, err := store.Count[models.RegisterEvent](a.tx, "subject_kind = ? and subject_id = ? and kind = ? and case_id = ?", SubjectHousehold, h.ID, EventHouseClosed, out.CaseID)
		if err != nil {
			return h, false, err
		}
		if free, err := a.freeAgain(h); err != nil || closed > 0 && free {
			return h, true, err
		}
	}
	h, ok, err = a.householdByID(a.in(workflow.InHomeAt))
	if err == nil && ok {
		ok, err = a.sameStation(h.Org, a.c.RegisterOrg)
	}
	if err == nil && (!ok || h.Status != HouseholdOpen) {
		err = blocked("household_closed", "原户已不存在：请填写本所辖区内恢复到的户（原址的户，或者社区集体户）。", "Their household stands no more: name one of this station to return to, at the same address or the community's collective one.")
	}
	return h, false, err
}

// placeAt gives a returning person the relation to the head, and the household what it
// lacks: it is opened again, and has its head again or a task to find one.
func (a *act) placeAt(p *models.Person, h models.Household, own bool) error {
	head := p.Relation == string(gb.RelationHead)
	switch {
	case h.Kind == models.CollectiveHousehold:
		p.Relation = string(gb.RelationNotRelated)
	case !own || head && h.HeadID != "":
		p.Relation = string(gb.RelationOther)
	}
	if h.Kind == models.CollectiveHousehold || !own {
		return nil
	}
	opened := h.Status != HouseholdOpen
	heads := head && h.HeadID == ""
	if heads {
		h.HeadID = p.ID
	}
	if opened || heads {
		h.Status, h.ClosedOn = HouseholdOpen, ""
		if _, err := a.writeHousehold(&h, eventSpec{Kind: EventRestore, Reason: ReasonReversed}); err != nil {
			return err
		}
	}
	if h.HeadID == "" {
		return a.vacancyTask(h)
	}
	return a.closeVacancy(h, EventRestore)
}

// leftForAnotherProvince tells whether a person in transit left for another province.
func (a *act) leftForAnotherProvince(p models.Person) (bool, error) {
	c, err := store.Many[models.Case](a.tx, "", "id = ? and business = ?", p.CaseID, string(workflow.MoveOutOfRegion))
	return len(c) == 1, err
}
