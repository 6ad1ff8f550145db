package register

import (
	"cmp"
	"encoding/binary"
	"errors"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
	"hukou/workflow"
)

func coreEffects() map[workflow.Effect]effect {
	return map[workflow.Effect]effect{
		workflow.EffAcceptance:       (*act).acceptance,
		workflow.EffCorrectionNotice: (*act).correctionNotice,
		workflow.EffSupplement:       (*act).supplementNotice,
		workflow.EffDecisionSheet:    (*act).decisionSheet,
		workflow.EffExtend:           (*act).extendClock,
		workflow.EffUnlock:           func(a *act) error { a.freeing = true; return nil },
		workflow.EffSuccessor:        (*act).openSuccessor,
		workflow.EffSpotCheck:        (*act).spotCheck,
		workflow.EffHandOver:         (*act).handOver,
		workflow.EffDelegate:         func(a *act) error { return a.ask(workflow.TaskDelegated) },
		workflow.EffOpinion:          func(a *act) error { return a.ask(workflow.TaskOpinion) },
		workflow.EffWithdrawAsk:      (*act).withdrawAsk,
		workflow.EffCountersign:      (*act).askCountersign,
		workflow.EffCompleteTask:     (*act).completeTask,
		workflow.EffCountersigned:    (*act).completeTask,
		workflow.EffNotifyHolder:     (*act).notifyHolder,
		workflow.EffDesignate:        (*act).designate,
		workflow.EffAlertHead:        (*act).alertHead,
		workflow.EffFollowHousehold:  (*act).followHousehold,
		workflow.EffSuspensionEnd:    func(*act) error { return nil },
	}
}

// acceptance pins the policy, fixes the day and takes the subject's lock. A case
// deemed accepted counts from an earlier day; see acceptanceDay.
func (a *act) acceptance() error {
	var err error
	if a.c.AcceptedOn, err = a.acceptanceDay(); err != nil {
		return err
	}
	if a.c.AcceptedOn < a.today {
		a.note(detailCountsFrom, a.c.AcceptedOn)
	}
	a.form.Policy = nil
	if _, err := a.policy(); err != nil {
		return err
	}
	a.form.changed = true
	if err := a.endHeld(); err != nil {
		return err
	}
	if err := a.lockSubjects(); err != nil {
		return err
	}
	return a.pin()
}

// acceptanceDay is the day from which the step that accepts the case counts: after five
// working days without a word, that of the receipt, or where a correction was asked in time,
// that of its answer (行政许可法 32).
func (a *act) acceptanceDay() (models.Date, error) {
	if a.req.Event != workflow.DeemAccepted {
		return a.today, nil
	}
	answer, answered, err := a.lastOf(workflow.Resubmit)
	if err != nil || !answered {
		return a.c.LodgedOn, err
	}
	return models.DateOf(answer.At), nil
}

// correctionNotice keeps the items of the one-time notice; no other may be asked.
func (a *act) correctionNotice() error {
	items := a.req.Input.List(workflow.InItems)
	if len(items) == 0 {
		return invalid("input.items", "empty", "请列出全部需补正的事项。", "List every item to be corrected.")
	}
	a.form.Notice, a.form.changed = items, true
	a.note("sheet", SheetNumber(a.c.Number, SignNotice, 1))
	a.send("correction_notice", map[string]string{"case": a.c.ID})
	return nil
}

// decisionSheet writes the reasoned decision of the deciding body. The remedy is
// computed from that body; an adverse one without it cannot be stored.
func (a *act) decisionSheet() error {
	return a.writeDecision(a.actor.posting(a.dec.As, a.seats).Org, a.dec.Step.Adverse || a.unasked(), a.req.Input, a.req.Grounds)
}

// unasked tells that the act grants what nobody asked for: a case of the office's own, whose
// decision is one against the person and carries the remedy (行政许可法 7).
func (a *act) unasked() bool {
	return a.req.Event == workflow.Approve && a.fact(workflow.FactApplicantRelation) == exOfficio
}

// removalSheet writes, for a child whose roster goes no further, the decision of the
// body that ended the roster or took the child off it.
func (a *act) removalSheet() error {
	b := a.batch
	if b == nil {
		return errors.New("register: a line is taken off by its roster alone")
	}
	input := workflow.Facts{}
	for _, k := range []workflow.Field{workflow.InReasonCode, workflow.InReason, workflow.InFactsFound, workflow.InEvidence, workflow.InLaw} {
		if v, is := b.req.Input[k]; is {
			input[k] = v
		}
	}
	if next := a.in(workflow.InSuccessor); next != "" {
		input[workflow.InSuccessor] = next
	}
	// Who ends a whole roster gives one reason for all; facts and law are the roster's.
	if !input.Has(workflow.InFactsFound) {
		input[workflow.InFactsFound] = "名册 " + b.c.Number + "：" + a.r.book.EventWord(b.req.Event).Zh
	}
	if !input.Has(workflow.InLaw) {
		var law []string
		for _, basis := range a.dec.Step.Basis {
			law = append(law, string(basis))
		}
		input[workflow.InLaw] = law
	}
	return a.writeDecision(b.actor.posting(b.dec.As, b.seats).Org, true, input, b.req.Grounds)
}

func (a *act) writeDecision(body string, adverse bool, input workflow.Facts, grounds string) error {
	org, err := a.org(body)
	if err != nil {
		return err
	}
	number, err := a.sheetNumber()
	if err != nil {
		return err
	}
	d := models.Decision{ID: a.r.newID(), CaseID: a.c.ID, Seq: a.c.Seq + 1, Kind: string(a.req.Event), Level: int(decidedAt(org.Kind, a.dec.Step.Hand)), Org: org.Code,
		Number: number, Adverse: adverse, At: a.now}
	if adverse {
		if d.Remedy, err = a.remedy(org); err != nil {
			return err
		}
	}
	plain := []byte(jsonText(map[string]any{"input": input, "grounds": grounds, "remedy": d.Remedy}))
	d.Sealed = a.r.keys.Seal(placeDecision(d.ID).In(a.c.HandlingOrg), plain)
	a.issuer = org
	a.note("decision", d.ID)
	a.note("decision_sha256", decisionDigest(d, plain))
	return store.Insert(a.tx, d)
}

// decidedAt is the level of the body that decides: on the spot by the officer at the
// window, else by the head, the county, the city; the region rules for several cities.
func decidedAt(kind models.OrgKind, hand workflow.Hand) workflow.Level {
	switch {
	case hand == workflow.OnSpot:
		return workflow.P0
	case kind == models.KindStation:
		return workflow.P1
	case kind == models.KindCounty:
		return workflow.P2
	}
	return workflow.P3
}

func placeDecision(id string) seal.Place {
	return seal.Place{Table: "decisions", Column: "body_sealed", Row: id}
}

// remedy is what the applicant may do against a decision of the body, and where
// (行政复议法 20, 24; 行政诉讼法 46): the government of the body's own division
// reconsiders, that of a station's county too.
func (a *act) remedy(o models.Organisation) (string, error) {
	zh, en := o.Name+"的本级人民政府", "the people's government of the same level as "+o.NameEn
	d, ok, err := a.divisionOn(o.Division, a.today)
	if err != nil {
		return "", err
	}
	if ok {
		zh, en = d.Name+"人民政府", "the People's Government of "+cmp.Or(d.NameEn, d.Name)
	}
	return "如不服本决定，可自知道本决定之日起六十日内向" + zh + "申请行政复议（行政复议法第二十条、第二十四条），或自知道之日起六个月内依法向人民法院提起行政诉讼（行政诉讼法第四十六条）。" +
		" Within 60 days of knowing of this decision you may ask " + en +
		" to reconsider it (Administrative Reconsideration Law, arts. 20, 24); within 6 months you may bring an action before the people's court (Administrative Litigation Law, art. 46).", nil
}

// colleague is an officer with a posting at a body that takes part in the case,
// named by id or user name. Anyone else is unknown here, and whoever must stand aside
// from the case is refused at once.
func (a *act) colleague(field, name string) (models.Officer, error) {
	unknown := invalid(field, "unknown_officer", "参与本案的机关中没有这名民警，请从名单中选择。", "No body taking part in this case has such an officer; choose one of the list.")
	if a.req.Event == workflow.Designate {
		unknown = invalid(field, "unknown_officer", "参与本案的机关中没有这名民警：请从名单中选择；要由其他派出所的民警办理的，改填其所在的派出所（指定派出所），由该所分派。", "No body taking part in this case has such an officer: choose one of the list, or name the officer's station instead, which then gives the case out.")
	}
	found, err := store.Many[models.Officer](a.tx, "", "(id = ? or username = ?) and disabled_at is null", name, name)
	if err != nil {
		return models.Officer{}, err
	}
	if len(found) != 1 {
		return models.Officer{}, unknown
	}
	if o := found[0]; o.ID == a.actor.OfficerID || o.PersonID != "" && o.PersonID == a.actor.PersonID {
		return models.Officer{}, invalid(field, "oneself", "不能指定自己，请选另一名民警。", "Nobody names themselves here; choose another officer.")
	}
	postings, err := store.Many[models.Posting](a.tx, "", "officer_id = ?", found[0].ID)
	if err != nil {
		return models.Officer{}, err
	}
	all, err := store.Many[models.CaseOrg](a.tx, "", "case_id = ?", a.c.ID)
	if err != nil {
		return models.Officer{}, err
	}
	for _, p := range postings {
		for _, s := range all {
			if p.Org == s.Org && p.On(a.today) {
				return found[0], a.mayBeNamed(found[0])
			}
		}
	}
	return models.Officer{}, unknown
}

// handOver changes who holds the case.
func (a *act) handOver() error {
	o, err := a.colleague("input.officer", a.in(workflow.InOfficer))
	if err != nil {
		return err
	}
	who, err := actorNamed(a.tx, o.ID, a.today)
	if err != nil {
		return err
	}
	seats, err := store.Many[models.CaseOrg](a.tx, "", "case_id = ?", a.c.ID)
	if err != nil {
		return err
	}
	if n := a.r.begin(a.tx, who); !ordinaryWork(a.def, a.state(), who.standings(n.mine(seats))) {
		return invalid("input.officer", "no_such_role", "所选民警的岗位在本环节没有可办的步骤，交给他会使承办人无法办理，请另选。", "This officer's post has no step of the case as it stands, and holding it would lock out those who have; choose another.")
	}
	a.c.HolderID, a.c.HeldAt = o.ID, &a.now
	a.send("notice", map[string]string{"case": a.c.ID, "officer": o.ID, "kind": "handed_over"})
	return nil
}

// notifyHolder sends the urging to whoever holds the case, or to the body.
func (a *act) notifyHolder() error {
	a.send("notice", map[string]string{"case": a.c.ID, "officer": a.c.HolderID, "org": a.c.HandlingOrg, "kind": string(a.req.Event)})
	return nil
}

// alertHead opens an alert for the station's head.
func (a *act) alertHead() error {
	_, err := a.openTask(models.CaseTask{Kind: string(workflow.TaskAlert), Role: string(workflow.Head), Note: string(a.req.Event)}, workflow.LimitTask)
	return err
}

// designate names another officer or another station for the case.
func (a *act) designate() error {
	code, name := a.in(workflow.InStation), a.in(workflow.InOfficer)
	if name != "" && code != "" {
		return invalid("input.station", "one_of_two", "指定民警或者指定派出所，只填一项。", "Name an officer or a station, not both.")
	}
	if name != "" {
		return a.handOver()
	}
	o, err := a.org(code)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	below := false
	if err == nil && o.Kind == models.KindStation {
		if below, err = a.within(code, a.actor.orgs()); err != nil {
			return err
		}
	}
	if !below {
		return invalid("input.station", "unknown_station", "请选择本级辖区内的一个派出所，或指定一名民警；辖区以外的由共同上级指定。", "Choose a station of your own area, or name an officer; a station beyond it is for the body above both to name.")
	}
	return a.moveTo(code)
}

// moveTo makes another station the handling one. The bodies that lose the case keep no
// say in it; the station that had it may still hand the papers out.
func (a *act) moveTo(code string) error {
	before := a.c.HandlingOrg
	if _, err := a.tx.Exec("DELETE FROM case_orgs WHERE case_id = ? AND seat in (?, ?)", a.c.ID, string(workflow.Own), string(workflow.Accepting)); err != nil {
		return err
	}
	a.c.HandlingOrg, a.c.HolderID, a.c.HeldAt = code, "", nil
	if err := a.seat(code, workflow.Own); err != nil {
		return err
	}
	if err := a.roleTasksAlong(before); err != nil {
		return err
	}
	for _, taken := range []string{before, a.c.AcceptanceOrg} {
		same, err := a.sameStation(taken, code)
		if err != nil {
			return err
		}
		if same {
			continue
		}
		if _, err := store.InsertNew(a.tx, models.CaseOrg{CaseID: a.c.ID, Org: taken, Seat: string(workflow.Accepting)}); err != nil {
			return err
		}
	}
	return nil
}

// spotCheck opens the second officer's look: always where a number is created, else
// for one case in ten, so that nobody chooses which (domain 2.1a).
func (a *act) spotCheck() error {
	if !a.def.Unregistered && !a.r.sampled(a.c.ID) {
		return nil
	}
	_, err := a.openTask(models.CaseTask{Kind: string(workflow.TaskSpotCheck)}, workflow.LimitSpotCheck)
	return err
}

// sampled picks one case in ten by a keyed hash of its id: whoever has no key cannot
// tell beforehand which.
func (r *Registrar) sampled(caseID string) bool {
	return binary.BigEndian.Uint64(r.keys.BlindIndex(seal.DomainSample, caseID))%10 == 0
}
