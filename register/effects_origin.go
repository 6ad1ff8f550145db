package register

import (
	"fmt"

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
	_ = a.keepFact(factAskedOn, string(a.today))
	a.note("asked", asked)
	a.send("origin_question", map[string]string{"case": a.c.ID, "org": asked})
	_, err = a.openTask(models.CaseTask{Kind: string(workflow.TaskAlert), Org: asked, Role: string(workflow.Clerk), Note: string(workflow.RequestOrigin)}, workflow.LimitOriginAck)
	return err
}

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
		switch workflow.Event(e.Event) {
		case workflow.Escalate:
			told++
		case workflow.RequestOrigin, workflow.NotOurs, workflow.NameOrigin, workflow.StationMerged, workflow.ClearanceExpired:
			told = 1
		}
	}
	if told >= len(bodies) {
		return nil
	}
	a.note("told", bodies[told].Code)
	a.send("origin_escalation", map[string]string{"case": a.c.ID, "org": bodies[told].Code})
	next := map[int]workflow.Limit{1: workflow.LimitOriginCity, 2: workflow.LimitOriginRegion}[told]
	if next == "" {
		return nil
	}
	due, _ := a.r.Calendar().Due(a.form.Facts.Date(factAskedOn), a.span(next))
	return a.setTimer(workflow.Escalate, workflow.OriginPending, due.AddDays(1))
}

// rerouteOrigin asks another station: the one named, the one that took over, the next
// of the declared candidates, and where none is left the region alone.
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
	if next == "" {
		next = a.nextCandidate(before)
	}
	if next == "" {
		return a.askRegion(before)
	}
	if o, err := a.org(next); err != nil || o.Kind != models.KindStation {
		return invalid("input.station", "unknown_station", "没有这个派出所，请核对机构代码。", "There is no such station; check its code.")
	}
	// The station asked before sees the child no more.
	if _, err := a.tx.Exec("DELETE FROM case_orgs WHERE case_id = ? AND seat = ?", a.c.ID, string(workflow.Origin)); err != nil {
		return err
	}
	if err := a.askStation(next); err != nil {
		return err
	}
	return a.askAnew()
}

// nextCandidate is the next declared station after those already asked.
func (a *act) nextCandidate(before string) string {
	list := append([]string{a.fact(workflow.FactOriginStation)}, a.form.Facts.List(workflow.FactCandidates)...)
	asked, err := a.entries()
	if err != nil {
		return ""
	}
	seen := map[string]bool{before: true, "": true}
	for _, e := range asked {
		if rec, err := a.r.openRecord(e); err == nil {
			seen[fmt.Sprint(rec.Detail["asked"])] = true
		}
	}
	for _, s := range list {
		if !seen[s] {
			return s
		}
	}
	return ""
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
	_ = a.keepFact(factAskedOn, string(a.today))
	a.send("origin_question", map[string]string{"case": a.c.ID, "org": top})
	return nil
}
