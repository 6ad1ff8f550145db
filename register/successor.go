package register

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// openSuccessor opens the case named with the step in the same transaction, so that
// nobody falls between two cases (invariant 13). The handling body owns it and its
// date runs from today.
func (a *act) openSuccessor() error {
	name := a.in(workflow.InSuccessor)
	switch name {
	case "":
		return nil
	case successorExisting:
		other, ok, err := a.otherCaseHeld()
		if err != nil {
			return err
		}
		if !ok {
			return invalid("input.successor", "no_other_case", "没有查到此人的其他在办业务：请选一项后续业务，或者留空。", "No other open case of the person is found: name a business that follows, or leave it empty.")
		}
		a.forget("links")
		_, err = store.InsertNew(a.tx, models.CaseLink{FromCase: a.c.ID, ToCase: other, Kind: "successor"})
		return err
	}
	// The day of a death goes along under either name; the next business takes its own.
	known := workflow.Facts{}
	if died := a.in(workflow.InDiedOn); died != "" {
		known[workflow.FactChildDiedOn], known[workflow.FactEventDate] = died, died
		if a.def.Subject == workflow.Ward {
			known[workflow.FactFollows] = "institution"
		}
	}
	_, err := a.openFollowing(workflow.Business(name), "successor", known)
	return err
}

// openAgain opens the case of a first registration anew when that was undone: whoever
// lives and stands nowhere is nobody's case otherwise (invariant 13). What was declared
// then goes along, to be put right. Whose death was undone before follows the living.
func (a *act) openAgain(undone models.RegisterEvent, died bool) error {
	if undone.Kind != EventBirth && undone.Kind != EventFirst {
		return nil
	}
	p, ok, err := a.personByID(undone.SubjectID)
	if err != nil || !ok || p.Status != models.StatusCancelled {
		return err
	}
	first := a.r.begin(a.tx, a.actor)
	if err := first.read(undone.CaseID); err != nil {
		return ignoreNotFound(err)
	}
	again := first.def.Business
	switch {
	case again == workflow.WardLine: // a line is a roster's; one child's own case has a day and a receipt
		again = workflow.WardFirst
	case again != workflow.BirthThenDeath || died:
	case first.fact(workflow.FactFollows) == "institution":
		again = workflow.WardFirst
	case first.fact(workflow.FactCertificate) != "":
		again = workflow.BirthCert
	default:
		again = workflow.BirthNoCert
	}
	n, err := first.follow(a, again, nil)
	if err != nil {
		return err
	}
	return a.linkTo(n, "successor")
}

// successorExisting names no new case: another open one is about the same person.
const successorExisting = "existing"

// otherCase is another open case on this case's subject. Its id is all that is
// known of it here.
func (a *act) otherCase() (string, bool, error) {
	s, ok, err := a.subject()
	if err != nil || !ok || len(s.Key) == 0 {
		return "", false, err
	}
	rows, err := store.Many[models.CaseSubject](a.tx, "case_id", "subject_key = ? and case_id <> ? and case_id in (select id from cases where closed_at is null)", s.Key, a.c.ID)
	if err != nil {
		return "", false, err
	}
	if len(rows) == 0 {
		return a.wardsCase()
	}
	return rows[0].CaseID, true, nil
}

// otherCaseHeld looks for that case once more, alone with the subject until the end of the
// step: of two cases that name each other at one instant, the second finds the first ended.
func (a *act) otherCaseHeld() (string, bool, error) {
	s, ok, err := a.subject()
	if err != nil || !ok || len(s.Key) == 0 {
		return "", false, err
	}
	if err := a.tx.Together(store.Alone("successor", string(s.Key))); err != nil {
		return "", false, err
	}
	return a.otherCase()
}

// openFollowing opens a case that follows from this one, with the facts both know.
// A business that the book does not have yet is opened as a lead that names it.
func (a *act) openFollowing(business workflow.Business, kind string, facts workflow.Facts) (models.Case, error) {
	n, err := a.follow(a, business, facts)
	if err != nil {
		return models.Case{}, err
	}
	return n, a.linkTo(n, kind)
}

func (a *act) linkTo(n models.Case, kind string) error {
	a.forget("links")
	if err := store.Insert(a.tx, models.CaseLink{FromCase: a.c.ID, ToCase: n.ID, Kind: kind}); err != nil {
		return err
	}
	a.note(kind, n.ID)
	a.send("successor", map[string]string{"case": a.c.ID, "successor": n.ID})
	return nil
}

// follow writes the draft of a case with what this one knows, out of the case whose
// step opens it.
func (a *act) follow(out *act, business workflow.Business, facts workflow.Facts) (models.Case, error) {
	def, ok := a.r.book.Current(business, a.today)
	carried := workflow.Facts{}
	if !ok {
		carried["wanted_business"] = string(business)
		if def, ok = a.r.book.Current("lead", a.today); !ok {
			return models.Case{}, fmt.Errorf("the rule book has neither %s nor a lead", business)
		}
	}
	rules := def.FactsOf()
	known := maps.Clone(a.form.Facts)
	maps.Copy(known, facts)
	for child, ward := range childAsWard {
		for from, to := range map[workflow.Field]workflow.Field{child: ward, ward: child} {
			if _, takes := rules[to]; takes && !known.Has(to) && known.Has(from) {
				known[to] = known[from]
			}
		}
	}
	if err := a.applicantOfBatch(known); err != nil {
		return models.Case{}, err
	}
	for k, v := range known {
		if _, takes := rules[k]; takes {
			carried[k] = v
		}
	}
	for _, k := range a.struckOut() { // who stood in a blank item does not come along
		delete(carried, k)
	}
	if def.Business == workflow.Lead {
		// The lead must know that somebody is left without registration: it does not end
		// before that is mended (invariant 13).
		loose, err := a.subjectUnregistered()
		if err != nil {
			return models.Case{}, err
		}
		if age, err := a.age(); err != nil {
			return models.Case{}, err
		} else if loose && age < 18 {
			carried[workflow.FactUnregistered] = true
		}
	}
	for _, k := range []workflow.Field{factRestricted, factExcluded} { // what was kept from others is kept from them on
		if a.form.Facts.Has(k) {
			carried[k] = a.form.Facts[k]
		}
	}
	if a.req.Event != workflow.HandOver { // that the item is blank does, so that the same person is not entered anew
		for _, k := range []workflow.Field{factParentBlank, factParentExcluded} {
			if v := a.fact(k); v != "" {
				carried[k] = v
			}
		}
	}
	found, err := a.guardianFoundIn()
	if err != nil {
		return models.Case{}, err
	}
	if found != "" { // a parent who lives is one in whatever follows (民法典 27)
		carried[factGuardianFound] = found
	}
	if a.state() == workflow.OriginInquiry || a.dec.From == workflow.OriginInquiry {
		// Whoever brought the child is not its parent: the child's own case begins without them.
		for _, k := range presenters {
			delete(carried, k)
		}
	}
	if def.Business == workflow.WardMove || def.Business == workflow.WardFirst {
		a.keepLineDay(carried)
	}
	station, err := a.wardsHome(def, carried)
	if err != nil {
		return models.Case{}, err
	}
	n := a.r.begin(a.tx, out.actor)
	n.now, n.today, n.def = out.now, out.today, def
	n.form = form{Facts: carried}
	q := OpenRequest{Business: def.Business, RegisterStation: station, Origin: out.c.ID}
	parties, err := a.carriedSubjects(def)
	if err != nil {
		return models.Case{}, err
	}
	if def.Business == workflow.Death {
		if parties, err = a.diesWhereRegistered(&q, parties); err != nil {
			return models.Case{}, err
		}
	}
	if err := n.writeDraft(q, a.c.HandlingOrg, parties); err != nil {
		return models.Case{}, err
	}
	return n.c, n.carryPapers(a)
}

// keepLineDay hands a ward's next case the day on which the first one was accepted, and
// what the young person chose (domain 3.2: eligibility is fixed on that day).
func (a *act) keepLineDay(carried workflow.Facts) {
	day := models.Date(cmp.Or(a.fact(factLineDay), string(a.c.AcceptedOn)))
	if a.def.Subject != workflow.Ward || !day.Valid() {
		return
	}
	carried[factLineDay] = string(day)
	if a.form.Facts.Has(factGoesOn) {
		carried[factGoesOn] = a.form.Facts[factGoesOn]
	}
}

// presenters are the facts that name those who brought a child and are excluded.
var presenters = []workflow.Field{workflow.FactMother, workflow.FactMotherName, workflow.FactMotherNumber, workflow.FactFather, workflow.FactFatherName, workflow.FactFatherNumber,
	workflow.FactApplicantName, workflow.FactApplicantRelation}

// childAsWard is under what name the cases of other unregistered persons know what the
// case of a birth declares of the child.
var childAsWard = map[workflow.Field]workflow.Field{
	workflow.FactChildName: workflow.FactWardName, workflow.FactChildSex: workflow.FactWardSex, workflow.FactChildBirthDate: workflow.FactWardBirth,
}

// applicantOfBatch adds who applies: for a line it is who handed in the roster.
func (a *act) applicantOfBatch(known workflow.Facts) error {
	if a.c.ParentID == "" || known.Has(workflow.FactApplicantRelation) {
		return nil
	}
	f, err := store.One[models.CaseForm](a.tx, "case_id = ?", a.c.ParentID)
	if err != nil {
		return ignoreMissing(err)
	}
	batch := &act{r: a.r, tx: a.tx}
	if err := batch.openForm(f); err != nil {
		return err
	}
	for _, k := range []workflow.Field{workflow.FactApplicantName, workflow.FactApplicantRelation} {
		if v := batch.fact(k); v != "" {
			known[k] = v
		}
	}
	if !known.Has(workflow.FactApplicantRelation) {
		known[workflow.FactApplicantRelation] = "institution"
	}
	return nil
}

// carriedSubjects are the registered persons that the following case is about too.
func (a *act) carriedSubjects(def *workflow.Definition) ([]models.CaseSubject, error) {
	rows, err := a.subjects()
	var out []models.CaseSubject
	for _, s := range rows {
		// Whom the declared facts name comes along with those.
		if s.PersonID == "" || slices.ContainsFunc(partyFields, func(f partyField) bool { return s.Role == string(f.role) && a.fact(f.field) == s.PersonID }) {
			continue
		}
		if p, ok, err := a.personByID(s.PersonID); err != nil {
			return nil, err
		} else if ok && p.Status == models.StatusCancelled && s.Role == string(a.def.Subject) && def.Unregistered {
			continue // whose entry was undone is to be registered anew, as declared
		}
		if s.Role == string(a.def.Subject) && def.Subject != "" {
			// Whom this case is about, the next one is about.
			s.Role = string(def.Subject)
		}
		s.Version = 0
		out = append(out, s)
	}
	return out, err
}

// tellParent lets a batch close when its last line has ended. The batch's row is
// touched first, so that of two last lines the second sees the first.
func (a *act) tellParent() error {
	if a.batch != nil || a.c.ParentID == "" || !a.def.Ended(a.state()) || a.dec.From == a.dec.To {
		return nil
	}
	if _, err := a.tx.Exec("UPDATE cases SET seq = seq WHERE id = ?", a.c.ParentID); err != nil {
		return err
	}
	open, err := store.Count[models.Case](a.tx, "parent_id = ? and parent_id <> '' and closed_at is null", a.c.ParentID)
	if err != nil || open > 0 {
		return err
	}
	notes := a.notes
	err = a.asSystem(a.c.ParentID, "close")
	// That a batch is not yet running or already closed is not this line's concern.
	a.notes = notes
	return err
}
