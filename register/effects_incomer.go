package register

import (
	"cmp"
	"errors"
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// incomerEffects carries out what a move in from another province does.
func incomerEffects() map[workflow.Effect]effect {
	return map[workflow.Effect]effect{
		workflow.EffPermit:       (*act).issuePermit,
		workflow.EffTakeCert:     (*act).takeCertificate,
		workflow.EffReturnCert:   func(a *act) error { return a.letter("certificate_returned") },
		workflow.EffTellRefused:  func(a *act) error { return a.letter("origin_refused") },
		workflow.EffEnterIncomer: (*act).enterIncomer,
	}
}

// incomerCollectors finds what its guards read.
func incomerCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FNumberFaults:   func(a *act) (any, error) { return a.numberFaults() },
		workflow.FNamedOtherwise: func(a *act) (any, error) { _, other, err := a.namedOtherwise(); return other, err },
		workflow.FPlaceFaults:    func(a *act) (any, error) { return a.placeFaults() },
		workflow.FMoveCertGood:   func(a *act) (any, error) { return a.certificateGood(), nil },
	}
}

// factPermit is the number of the newest permit of the case, factPermits how many were
// written.
const (
	factPermit  workflow.Field = "kept_permit_number"
	factPermits workflow.Field = "kept_permits_written"
)

// issuePermit writes the next permit of the case, and voids the one before.
func (a *act) issuePermit() error {
	_, err := a.issue("move_permit", SignPermit, workflow.LimitPermit, factPermit, factPermits)
	return err
}

// issue writes the next paper of a sign for its period, voids the one before, and sends
// it: number is the fact that keeps the newest one's, written how many there were.
func (a *act) issue(message, sign string, limit workflow.Limit, number, written workflow.Field) (until models.Date, err error) {
	if old := a.fact(number); old != "" {
		a.note("voided", old)
	}
	n := a.form.Facts.Int(written) + 1
	until, _ = a.r.Calendar().Due(a.today, a.span(limit))
	sheet := SheetNumber(a.c.Number, sign, int64(n))
	a.note("sheet", sheet)
	a.note(detailUntil, until)
	a.send(message, map[string]string{"case": a.c.ID, "number": sheet, "until": string(until)})
	return until, errors.Join(a.keepFact(written, n), a.keepFact(number, sheet))
}

// takeCertificate keeps what the certificate presented says.
func (a *act) takeCertificate() error {
	for from, to := range map[workflow.Field]workflow.Field{workflow.InMoveCertNo: workflow.FactMoveCertNo, workflow.InMoveCertBy: workflow.FactMoveCertBy,
		workflow.InMoveCertOn: workflow.FactMoveCertOn, workflow.InMoveCertUntil: workflow.FactMoveCertUntil} {
		_ = a.keepFact(to, a.in(from))
	}
	return nil
}

// certificateGood tells whether a certificate is presented within its days.
func (a *act) certificateGood() bool {
	number, by := a.in(workflow.InMoveCertNo), a.in(workflow.InMoveCertBy)
	on, until, shown := a.req.Input.Date(workflow.InMoveCertOn), a.req.Input.Date(workflow.InMoveCertUntil), a.today
	if number == "" {
		f := a.form.Facts
		number, by, on, until = a.fact(workflow.FactMoveCertNo), a.fact(workflow.FactMoveCertBy), f.Date(workflow.FactMoveCertOn), f.Date(workflow.FactMoveCertUntil)
		shown = cmp.Or(a.c.LodgedOn, a.today)
	}
	if number == "" || by == "" || !on.Valid() || on > shown {
		return false
	}
	last, _ := a.r.Calendar().Due(on, a.span(workflow.LimitMoveCert))
	return shown <= cmp.Or(until, last)
}

// incomer is the entry that the register has under the declared number, if any, and the
// number's line of the ledger.
func (a *act) incomer() (n models.CitizenNumber, p models.Person, line models.NumberEntry, err error) {
	if n, err = models.ParseCitizenNumber(a.fact(workflow.FactWardNumber)); err != nil {
		return "", p, line, nil
	}
	people, err := store.Many[models.Person](a.tx, "id", "number_index = ?", a.r.numberIndex(n))
	if err != nil {
		return n, p, line, err
	}
	if len(people) > 0 {
		p = people[0]
	}
	lines, err := store.Many[models.NumberEntry](a.tx, "", "number_index = ?", a.r.numberIndex(n))
	if len(lines) > 0 {
		line = lines[0]
	}
	return n, p, line, err
}

// incomerKey is what an incomer is held by: the entry that they come back to, as every case
// about it, else the key given.
func (a *act) incomerKey(other []byte) ([]byte, error) {
	_, p, _, err := a.incomer()
	if err != nil {
		return nil, err
	}
	back, err := a.comesBack(p)
	if back {
		return a.r.personKey(p.ID), err
	}
	return other, err
}

// comesBack tells whether an entry is of the sex and birth date declared, and ended because
// that person moved away, on marriage too, or because an earlier entry of the move here was
// undone. The name may have been changed in the other province.
func (a *act) comesBack(p models.Person) (bool, error) {
	if p.Status != models.StatusCancelled || p.Sex != a.fact(workflow.FactWardSex) || p.BirthDate != a.form.Facts.Date(workflow.FactWardBirth) {
		return false, nil
	}
	why, err := a.whyOff(p)
	return slices.Contains([]string{"landed", "moved", "marriage", ReasonReversed}, why), err
}

// namedOtherwise tells whether the entry that the person comes back to has another name than
// the one declared, with that entry.
func (a *act) namedOtherwise() (models.Person, bool, error) {
	_, p, _, err := a.incomer()
	if err != nil || gb.Fold(p.Name) == gb.Fold(a.fact(workflow.FactWardName)) {
		return p, false, err
	}
	back, err := a.comesBack(p)
	return p, back, err
}

// warnNamedOtherwise warns of such an entry. Its name is told to those who decide: a clerk's
// slip in the number would show somebody else's.
func (a *act) warnNamedOtherwise() ([]workflow.Condition, error) {
	p, other, err := a.namedOtherwise()
	if err != nil || !other {
		return nil, err
	}
	said := workflow.Word{
		Zh: "本库中此公民身份号码的原登记（已迁出）姓名与申报不同：须凭姓名变更证明认定是同一人在外省改了姓名，还是号码填错、另有其人；准予的，按申报的姓名登记，原姓名记为曾用名。",
		En: "The entry here of this number, which ended by moving away, has another name than the one declared: find out by the proof of the change whether the person changed the name in the other province, or the number is wrong and somebody else's; where it is granted, the name declared is entered and the one of before kept as a former name."}
	if slices.ContainsFunc(a.actor.standings(a.seats), func(by workflow.By) bool {
		return by.Seat == workflow.Own && (by.Role == workflow.County || by.Role == workflow.CountyLead)
	}) {
		name, err := a.nameBeside(p)
		if err != nil {
			return nil, err
		}
		said.Zh += "原登记姓名：" + name + "。"
		said.En += " The name of the entry: " + name + "."
	}
	return []workflow.Condition{{Code: "named_otherwise", Basis: "Norm 4; Reg. 18", Message: said}}, nil
}

// ownEntry tells whether an entry is the one that an incomer comes back to, by its number:
// that one is nobody's look-alike.
func (a *act) ownEntry(p models.Person) (bool, error) {
	if a.def.Business != workflow.MoveAcrossRegion {
		return false, nil
	}
	_, own, _, err := a.incomer()
	if err != nil || own.ID != p.ID {
		return false, err
	}
	return a.comesBack(p)
}

// numberFaults lists why the declared number cannot be entered: see FNumberFaults. Whoever
// was taken off for anything but moving away comes back by the business for that.
func (a *act) numberFaults() ([]string, error) {
	n, p, line, err := a.incomer()
	if err != nil {
		return nil, err
	}
	if n == "" {
		return []string{"number_wrong"}, nil
	}
	var out []string
	add := func(wrong bool, fault string) {
		if wrong {
			out = append(out, fault)
		}
	}
	add(n.BirthDate() != a.form.Facts.Date(workflow.FactWardBirth), "birth_differs")
	add(string(n.Sex()) != a.fact(workflow.FactWardSex), "sex_differs")
	left, err := a.comesBack(p)
	if err != nil {
		return nil, err
	}
	add(line.State == NumberVoided || line.PersonID != "" && !left, "taken")
	return out, nil
}

// placeFaults lists what is wrong with the place in the household: see FPlaceFaults.
func (a *act) placeFaults() ([]string, error) {
	var out []string
	if id := a.fact(workflow.FactHousehold); id != "" {
		h, _, err := a.householdByID(id)
		if err != nil {
			return nil, err
		}
		if headless(h) {
			out = append(out, "no_head")
		}
		if r := gb.Relation(a.fact(workflow.FactHeadRelation)); !r.Valid() || r == gb.RelationHead || r == "01" || !r.Fits(a.fact(workflow.FactWardSex)) {
			out = append(out, "relation")
		}
		return out, nil
	}
	if born := a.form.Facts.Date(workflow.FactWardBirth); born.Valid() && born.AgeOn(a.today) < ageOfMajority {
		out = append(out, "head_minor")
	}
	if !a.form.Facts.Bool(workflow.FactHeadCapable) {
		out = append(out, "head_capacity")
	}
	return out, nil
}

// enterIncomer enters the person with their number, and tells the place of origin.
func (a *act) enterIncomer() error {
	faults, err := a.numberFaults()
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return blocked("number_taken", "该公民身份号码不能登记，请核对号码并查清本库登记。", "This number cannot be entered; compare it and look at the register's own entry.")
	}
	n, p, line, err := a.incomer()
	if err != nil {
		return err
	}
	if p.ID == "" {
		p = models.Person{ID: a.r.newID(), Name: a.fact(workflow.FactWardName), Sex: a.fact(workflow.FactWardSex), BirthDate: a.form.Facts.Date(workflow.FactWardBirth), NumberIndex: a.r.numberIndex(n)}
		p.NumberSealed = a.r.keys.Seal(placeNumber(p.ID).In(a.c.HandlingOrg), []byte(n.Reveal()))
		if err := a.bearNumber(n, line, p.ID); err != nil {
			return err
		}
	}
	if declared := a.fact(workflow.FactWardName); gb.Fold(p.Name) != gb.Fold(declared) {
		p.FormerNames, p.Name = withFormer(p.FormerNames, p.Name), declared
	}
	p.Ethnicity = cmp.Or(a.fact(workflow.FactEthnicityThere), p.Ethnicity)
	h, err := a.placeFor(p.ID)
	if err != nil {
		return err
	}
	switch {
	case h.HeadID == p.ID:
		p.Relation = string(gb.RelationHead)
	case h.Kind == models.CollectiveHousehold:
		p.Relation = string(gb.RelationNotRelated)
	default:
		p.Relation = a.fact(workflow.FactHeadRelation)
	}
	kept, err := a.guardiansLeft(p)
	if err != nil {
		return err
	}
	p.Status, p.StatusOn, p.StatusReason = models.StatusActive, a.today, ""
	p.HouseholdID, p.Org, p.Since = h.ID, h.Org, a.today
	e, err := a.writePerson(&p, eventSpec{Kind: EventMoveIn, Reason: a.moveReason(), Scope: "nation", Guardians: kept})
	if err != nil {
		return err
	}
	a.note("person", p.ID)
	a.note("event", e.ID)
	a.send("landing_receipt", map[string]string{"case": a.c.ID, "certificate": a.fact(workflow.FactMoveCertNo)})
	if err := a.wardHeadIn(h.ID); err != nil {
		return err
	}
	return a.bindSubject(p)
}

// bearNumber writes the ledger's line of a number given elsewhere; one that was taken
// over without its bearer has one now.
func (a *act) bearNumber(n models.CitizenNumber, line models.NumberEntry, person string) error {
	if len(line.Index) > 0 {
		_, err := store.Set[models.NumberEntry](a.tx, map[string]any{"person_id": person}, "number_index = ? and person_id = ''", line.Index)
		return err
	}
	row := a.r.ledgerRow(n, NumberIssued)
	row.PersonID, row.CaseID, row.At = person, a.c.ID, a.now
	fresh, err := store.InsertNew(a.tx, row)
	if err == nil && !fresh {
		err = a.conflict()
	}
	return err
}

// placeFor is the household to join, or a new one under the person as its head.
func (a *act) placeFor(head string) (models.Household, error) {
	if a.fact(workflow.FactHousehold) != "" {
		return a.householdToJoin()
	}
	return a.newHousehold(head)
}
