package register

import (
	"cmp"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// askOrigin seats the station of the person's present household at the origin and
// sends it the question. Above both parties the common body gets the superior's
// seat, for a dispute.
func (a *act) askOrigin() error {
	p, ok, err := a.person()
	if err != nil {
		return err
	}
	if !ok || p.Org == "" {
		return &Blocked{Code: "no_origin", Message: workflow.Word{Zh: "当事人没有有效的户口登记，无法商请迁出地。", En: "The person has no active registration to ask about."}}
	}
	return a.askStation(p.Org)
}

// askStation sends the question to one station, following it to the body that took
// over its work.
func (a *act) askStation(station string) error {
	bodies, err := chain(a.tx, station)
	if err != nil {
		return err
	}
	if len(bodies) == 0 {
		return &Blocked{Code: "no_origin", Message: workflow.Word{Zh: "找不到迁出地派出所，请由自治区户政指定。", En: "The station of origin cannot be found; the region names one."}}
	}
	asked := bodies[0].Code
	if err := a.seat(asked, workflow.Origin); err != nil {
		return err
	}
	if over, err := common(a.tx, a.c.HandlingOrg, asked); err == nil {
		if _, err := store.InsertNew(a.tx, models.CaseOrg{CaseID: a.c.ID, Org: over.Code, Seat: string(workflow.Superior)}); err != nil {
			return err
		}
	}
	_ = a.keepFact(factOriginOrg, asked)
	a.askedToday()
	a.note("asked", asked)
	a.send("origin_question", map[string]string{"case": a.c.ID, "org": asked})
	_, err = a.openTask(models.CaseTask{Kind: string(workflow.TaskAlert), Org: asked, Role: string(workflow.Clerk), Note: string(workflow.RequestOrigin)}, workflow.LimitOriginAck)
	return err
}

// askedToday notes the day of the question. A station that is not concerned only hands it
// on: the days of those above are counted from the first question all the same.
func (a *act) askedToday() {
	if a.req.Event != workflow.NotOurs {
		_ = a.keepFact(factQuestionOn, string(a.today))
	} else if !a.form.Facts.Has(factQuestionOn) {
		_ = a.keepFact(factQuestionOn, a.fact(factAskedOn))
	}
	_ = a.keepFact(factAskedOn, string(a.today))
}

// questionOn is the day of the present question; of one asked before that day was kept
// apart, the day on which a station was asked.
func (a *act) questionOn() models.Date {
	return cmp.Or(a.form.Facts.Date(factQuestionOn), a.form.Facts.Date(factAskedOn))
}

// questions are the events that put a new question to the origin's side; one that is only
// handed on by a station stays the same question.
var questions = []workflow.Event{workflow.RequestOrigin, workflow.NameOrigin, workflow.StationMerged, workflow.ClearanceExpired}

// escalateOrigin tells the next body above the asked station and sets the timer for
// the one after it. Silence is never consent: nothing else follows from it.
func (a *act) escalateOrigin() error {
	bodies, err := chain(a.tx, a.fact(factOriginOrg))
	if err != nil {
		return err
	}
	rows, err := a.entries()
	if err != nil {
		return err
	}
	told := 1
	for _, e := range rows {
		switch {
		case workflow.Event(e.Event) == workflow.Escalate:
			told++
		case slices.Contains(questions, workflow.Event(e.Event)):
			told = 1
		}
	}
	if told >= len(bodies) {
		return nil
	}
	a.note("told", bodies[told].Code)
	first := told
	if a.questionOn() != a.form.Facts.Date(factAskedOn) {
		first = 1 // handed on, it has come below bodies whom nobody has told yet
	}
	for _, b := range bodies[first : told+1] {
		a.send("origin_escalation", map[string]string{"case": a.c.ID, "org": b.Code})
	}
	next := map[int]workflow.Limit{1: workflow.LimitOriginCity, 2: workflow.LimitOriginRegion}[told]
	if next == "" {
		return nil
	}
	due, _ := a.r.Calendar().Due(a.questionOn(), a.span(next))
	return a.setTimer(workflow.Escalate, workflow.OriginPending, due.AddDays(1))
}

// rerouteOrigin asks another station: the one named, the one that took over, the next of
// those where the register shows the person, and where none is left the region alone.
func (a *act) rerouteOrigin() error {
	before := a.fact(factOriginOrg)
	next := a.in(workflow.InStation)
	if next == "" && a.req.Event == workflow.StationMerged {
		if p, ok, err := a.person(); err != nil {
			return err
		} else if ok && p.Org != "" && p.Org != before {
			next = p.Org
		} else {
			next = before
		}
	}
	if a.in(workflow.InStation) != "" {
		if err := a.mayBeAsked(next); err != nil {
			return err
		}
	}
	if next == "" {
		var err error
		if next, err = a.nextCandidate(); err != nil {
			return err
		}
	}
	handedOn, err := a.after(workflow.NotOurs, questions...)
	if err != nil {
		return err
	}
	if next == "" {
		return a.askRegion(before)
	}
	// The station asked before sees the child no more.
	if _, err := a.tx.Exec("DELETE FROM case_orgs WHERE case_id = ? AND seat = ?", a.c.ID, string(workflow.Origin)); err != nil {
		return err
	}
	if err := a.askStation(next); err != nil {
		return err
	}
	if handedOn && a.req.Event == workflow.NotOurs {
		return nil // once a station gets days of its own; then the time of the first runs on
	}
	return a.askAnew()
}

// askRegion leaves the question with the region, which names a station.
func (a *act) askRegion(station string) error {
	bodies, err := chain(a.tx, station)
	if err != nil || len(bodies) == 0 {
		return err
	}
	top := bodies[len(bodies)-1].Code
	if _, err := a.tx.Exec("DELETE FROM case_orgs WHERE case_id = ? AND seat = ?", a.c.ID, string(workflow.Origin)); err != nil {
		return err
	}
	if _, err := store.InsertNew(a.tx, models.CaseOrg{CaseID: a.c.ID, Org: top, Seat: string(workflow.Origin)}); err != nil {
		return err
	}
	a.askedToday()
	a.send("origin_question", map[string]string{"case": a.c.ID, "org": top})
	return nil
}
