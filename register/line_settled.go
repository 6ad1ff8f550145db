package register

import (
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// entriesRuledOn are the two entries between which the ruling waits that this case of a
// ward opened; none where it waits for no ruling.
func (a *act) entriesRuledOn() ([]models.Person, error) {
	waits := a.state() == workflow.Duplicated
	if top, ok := a.top(); ok && a.state() == workflow.Suspended {
		waits = top.State == workflow.Duplicated
	}
	if a.dec.From == workflow.Duplicated { // the step has left it in this very transaction
		waits = true
	}
	if a.def.Subject != workflow.Ward || !waits {
		return nil, nil
	}
	dup, ok, err := a.duplicateCase()
	if err != nil || !ok {
		return nil, err
	}
	return store.Many[models.Person](a.tx, "id", "id in (select person_id from case_subjects where case_id = ? and role = ?)", dup.ID, string(workflow.Duplicate))
}

// endsBesideRuling tells that a case which waits for the ruling on two entries ends by its
// child's death or coming of age: a child with two entries is registered, and the ruling
// goes on without this case.
func (a *act) endsBesideRuling() (bool, error) {
	if a.req.Event != workflow.Die && a.req.Event != workflow.Turn18 {
		return false, nil
	}
	entries, err := a.entriesRuledOn()
	return slices.ContainsFunc(entries, func(p models.Person) bool { return inForce(p) || p.Status == models.StatusDead }), err
}

// deadEntry is the entry under which the register has the case's child as dead.
func (a *act) deadEntry() (models.Person, bool, error) {
	p, ok, err := a.person()
	if err != nil || ok && p.Status == models.StatusDead {
		return p, ok, err
	}
	entries, err := a.entriesRuledOn()
	if i := slices.IndexFunc(entries, func(p models.Person) bool { return p.Status == models.StatusDead }); i >= 0 {
		return entries[i], true, err
	}
	return models.Person{}, false, err
}

func (a *act) deathEntered() (bool, error) {
	_, dead, err := a.deadEntry()
	return dead, err
}

// diesWhereRegistered lets a death be entered where the person is registered (domain 3.2;
// Norm 31): of two entries at the first that is in force. Whichever the ruling keeps, the
// death goes with it.
func (a *act) diesWhereRegistered(q *OpenRequest, parties []models.CaseSubject) ([]models.CaseSubject, error) {
	p, ok, err := a.person()
	if err != nil {
		return nil, err
	}
	if !ok {
		entries, err := a.entriesRuledOn()
		i := slices.IndexFunc(entries, func(p models.Person) bool { return p.Status == models.StatusActive })
		if err != nil || i < 0 {
			return parties, err
		}
		p = entries[i]
		parties = append(parties, models.CaseSubject{Role: string(workflow.Deceased), PersonID: p.ID, Key: a.r.personKey(p.ID), Name: p.Name})
	}
	if p.Status == models.StatusActive {
		q.RegisterStation = p.Org
	}
	return parties, nil
}

// settledThere links the case to the one where its child is settled: the registration of
// the death that the register has already, or the ruling on two entries, which goes on.
// Where an entry was found at eighteen that nobody had matched, the station is told.
func (a *act) settledThere() error {
	if a.in(workflow.InSuccessor) == "" {
		there, err := a.settledIn()
		if err != nil {
			return err
		}
		if there != "" {
			a.forget("links")
			if _, err := store.InsertNew(a.tx, models.CaseLink{FromCase: a.c.ID, ToCase: there, Kind: "successor"}); err != nil {
				return err
			}
		}
	}
	if a.in(workflow.InFoundNumber) != "" {
		a.send("alert", map[string]string{"case": a.c.ID, "code": "registered_at_18", "org": a.c.HandlingOrg})
	}
	return nil
}

// settledIn is the case of that death or ruling; none where the death was taken over when
// the register was loaded.
func (a *act) settledIn() (string, error) {
	p, dead, err := a.deadEntry()
	if err != nil {
		return "", err
	}
	if dead {
		ids, err := store.Rows[string](a.tx, `SELECT e.case_id FROM register_events e JOIN cases c ON c.id = e.case_id WHERE e.subject_kind = ? AND e.subject_id = ? AND e.kind = ?
			AND e.id NOT IN (SELECT reverses FROM register_events WHERE subject_id = ?) ORDER BY e.serial DESC`, SubjectPerson, p.ID, EventDeath, p.ID)
		if err != nil {
			return "", err
		}
		if len(ids) > 0 {
			return ids[0], nil
		}
	}
	if a.dec.From != workflow.Duplicated && a.state() != workflow.Duplicated {
		return "", nil
	}
	dup, _, err := a.duplicateCase()
	return dup.ID, err
}

// deadRuledOut tells whether an entry that agrees, and is a dead person's, was dismissed
// with a reason, here or at the check before.
func (a *act) deadRuledOut() (bool, error) {
	dismissed := dismissals(a.form.Facts.List(factDismissed))
	if a.rulesOut() {
		dismissed = dismissals(a.req.Input.List(workflow.InDismissed))
	}
	if len(dismissed) == 0 {
		return false, nil
	}
	ids := make([]string, 0, len(dismissed))
	for id := range dismissed {
		ids = append(ids, id)
	}
	dead, err := store.Many[models.Person](a.tx, "id", "id in ? and status = ?", ids, string(models.StatusDead))
	return slices.ContainsFunc(dead, a.agrees), err
}

// numberUnmatched tells whether the number declared for somebody who counts as not
// registered stands in the register without being plainly theirs and in force: the entry
// differs, or is a dead person's. A person looks, and nothing ends by itself.
func (a *act) numberUnmatched() (bool, error) {
	n, wrong := models.ParseCitizenNumber(a.fact(workflow.FactWardNumber))
	if wrong != nil {
		return false, nil
	}
	bare, err := a.subjectUnregistered()
	if err != nil || !bare {
		return false, err
	}
	rows, err := store.Many[models.Person](a.tx, "id", "number_index = ? and status <> ?", a.r.numberIndex(n), string(models.StatusCancelled))
	if err != nil || len(rows) == 0 {
		return false, err
	}
	a.req.Input[workflow.InFoundNumber] = a.fact(workflow.FactWardNumber)
	found, err := a.entryFound()
	delete(a.req.Input, workflow.InFoundNumber)
	return !found || !inForce(rows[0]), err
}

// linesAgain opens what follows for a child whose death was undone and whose line, or move,
// had ended by it: the application of somebody who lives goes on at the station of the
// roster, on the day of the line (domain 3.2; 行政许可法 70).
func (a *act) linesAgain(undone models.RegisterEvent) error {
	if undone.Kind != EventDeath {
		return nil
	}
	p, ok, err := a.personByID(undone.SubjectID)
	if err != nil || !ok || !inForce(p) {
		return err
	}
	ended, err := store.Many[models.Case](a.tx, "closed_at desc, id desc", "business in ? and state = ? and id in (select case_id from case_subjects where person_id = ? and role = ?)",
		[]string{string(workflow.WardLine), string(workflow.WardMove)}, string(workflow.Terminated), p.ID, string(workflow.Ward))
	if err != nil {
		return err
	}
	for _, l := range ended {
		if by, err := a.endedBy(l, undone); err != nil {
			return err
		} else if !by {
			continue
		}
		line := a.r.begin(a.tx, a.actor)
		line.now, line.today = a.now, a.today
		if err := line.read(l.ID); err != nil {
			return err
		}
		n, err := line.follow(line, workflow.WardMove, nil)
		if err != nil {
			return err
		}
		if err := store.Insert(a.tx, models.CaseLink{FromCase: l.ID, ToCase: n.ID, Kind: "successor"}); err != nil {
			return err
		}
		a.send("successor", map[string]string{"case": l.ID, "successor": n.ID})
		return nil // one child, one application
	}
	return nil
}

// endedBy tells whether a case about the dead ended by that death: closed by the system as
// it was entered, or by the officer who knew of it.
func (a *act) endedBy(l models.Case, death models.RegisterEvent) (bool, error) {
	line := a.r.begin(a.tx, systemActor())
	if err := line.read(l.ID); err != nil {
		return false, err
	}
	last, ok, err := line.lastOf(workflow.CloseMoot, workflow.Die, workflow.Terminate)
	switch {
	case err != nil || !ok:
		return false, err
	case last.Event == string(workflow.CloseMoot):
		return !last.At.Before(death.RecordedAt), nil
	case last.Event != string(workflow.Die):
		return false, nil
	}
	linked, err := store.Count[models.CaseLink](a.tx, "from_case = ? and to_case = ? and kind = 'successor'", l.ID, death.CaseID)
	return linked > 0, err
}
