package register

import (
	"cmp"
	"encoding/json"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// detailCountsFrom is where a journal row has the day from which it counts.
const detailCountsFrom = "counts_from"

// clocks are the periods of the case that have not ended.
func (a *act) clocks() ([]models.CaseClock, error) {
	if a.cache.loaded["clocks"] {
		return a.cache.clocks, nil
	}
	rows, err := store.Many[models.CaseClock](a.tx, "started_on, id", "case_id = ? and ended_on = ''", a.c.ID)
	a.cache.clocks = rows
	a.loaded("clocks")
	return rows, err
}

func (a *act) loaded(what string) {
	if a.cache.loaded == nil {
		a.cache.loaded = map[string]bool{}
	}
	a.cache.loaded[what] = true
}

// forget lets a kind of rows be read anew: something wrote them.
func (a *act) forget(what string) {
	a.loaded(what)
	a.cache.loaded[what] = false
}

// moveClocks ends or stops the period of the state left, and starts or resumes that
// of the state entered. A level's budget stands still while others are waited for and
// goes on after (domain 2.2); a return is no reason to stop it (domain 2.3), so that it
// runs on wherever the case is sent back to, until it comes back or is decided, and
// nothing begins anew there.
func (a *act) moveClocks(from, to workflow.State) error {
	live, err := a.clocks()
	if err != nil {
		return err
	}
	_, stands := a.def.StandsStill(to)
	over := a.def.Ended(to) || a.decides()
	var entered bool
	for _, k := range slices.Clone(live) {
		s := workflow.State(k.State)
		switch {
		case s == to:
			entered = true
			err = a.resumeClock(k)
		case over:
			err = a.endClock(k)
		case a.sameLimit(s, from, to):
			entered, k.State = true, string(to)
			err = a.resumeClock(k)
		case a.runsOn(s, from) && stands:
			err = a.stopClock(k)
		case a.runsOn(s, from):
			err = a.resumeClock(k)
		case s == from:
			err = a.leaveClock(k)
		}
		if err != nil {
			return err
		}
	}
	if entered || a.def.Ended(to) {
		return nil
	}
	if on, ok := a.returnedClock(from); ok && !stands && !over {
		a.c.DueOn, a.c.Provisional = on.DueOn, on.Provisional
		return nil
	}
	return a.startClock(to)
}

// decides tells whether the step decides the case, so that no level waits for it any
// more.
func (a *act) decides() bool {
	return !a.dec.Proposing && !a.dec.Step.Push && slices.Contains(a.dec.Step.Do, workflow.EffDecisionSheet) && !a.def.Ended(a.dec.To)
}

// runsOn tells whether a period goes on although the case is not in its state: the level
// has returned the case, and waits for nobody else.
func (a *act) runsOn(s, from workflow.State) bool {
	if s == from && a.req.Event != workflow.Return {
		return false
	}
	return !slices.ContainsFunc(a.form.Returns, func(e returnEntry) bool { return e.State == s && e.Event != workflow.Return })
}

// returnedClock is the period of the level that returned the case last and still waits.
func (a *act) returnedClock(from workflow.State) (models.CaseClock, bool) {
	for _, k := range slices.Backward(a.cache.clocks) {
		if s := workflow.State(k.State); s != workflow.State(a.c.State) && a.runsOn(s, from) {
			return k, true
		}
	}
	return models.CaseClock{}, false
}

// sameLimit tells whether the step only changes the road, and the period goes along:
// choosing another route of a birth gives no new time.
func (a *act) sameLimit(s, from, to workflow.State) bool {
	return a.req.Event == workflow.ChooseRoute && s == from && a.def.Limits[from] == a.def.Limits[to]
}

func (a *act) leaveClock(k models.CaseClock) error {
	if !a.dec.Step.Push {
		return a.endClock(k)
	}
	return a.stopClock(k)
}

// stopClock lets a period stand still from today on, if it does not already.
func (a *act) stopClock(k models.CaseClock) error {
	stops := stopsOf(k)
	if !still(k) {
		stops = append(stops, calendar.Stop{Reason: a.stopReason(), Document: a.stopDocument(), From: a.today})
	}
	return a.setClock(k, stops, "")
}

// stopDocument is the paper on which a period stands still: what the officer named, else
// the sheet that the step writes.
func (a *act) stopDocument() string {
	if d := a.in(workflow.InDocument); d != "" {
		return d
	}
	sheet, _ := a.detail["sheet"].(string)
	return sheet
}

// still tells whether a period stands still.
func still(k models.CaseClock) bool {
	return slices.ContainsFunc(stopsOf(k), func(s calendar.Stop) bool { return s.To == "" })
}

// stopReason is why the clock stands still: what the officer wrote, or what the
// step says by itself.
func (a *act) stopReason() calendar.StopReason {
	switch a.req.Event {
	case workflow.AskSupplement:
		return calendar.StopCorrection
	case workflow.Suspend, workflow.Dispute:
		return calendar.StopDispute
	}
	if r := a.in(workflow.InStopReason); r != "" {
		return calendar.StopReason(r)
	}
	if r, ok := a.def.StandsStill(a.dec.To); ok {
		return r
	}
	return calendar.StopExternalRegistry
}

func (a *act) resumeClock(k models.CaseClock) error {
	stops := stopsOf(k)
	for i := range stops {
		if stops[i].To == "" {
			stops[i].To = a.countsFrom()
		}
	}
	if err := a.setClock(k, stops, ""); err != nil {
		return err
	}
	a.showClock(k.ID)
	return nil
}

// showClock makes a period's last day that of the case.
func (a *act) showClock(id string) {
	for _, k := range a.cache.clocks {
		if k.ID == id {
			a.c.DueOn, a.c.Provisional = k.DueOn, k.Provisional
		}
	}
}

func (a *act) endClock(k models.CaseClock) error { return a.setClock(k, stopsOf(k), a.countsFrom()) }

// startClock begins the period of a state, if the definition gives it one.
func (a *act) startClock(s workflow.State) error {
	a.c.DueOn, a.c.Provisional = "", false
	limit, ok := a.def.Limits[s]
	if !ok || a.def.Ended(s) {
		return nil
	}
	start := a.countsFrom()
	if a.req.Event == workflow.DeemAccepted && a.c.AcceptedOn != "" {
		start = a.c.AcceptedOn
	}
	if until := a.req.Input.Date(workflow.InUntil); suspended(s) && until.Valid() {
		// A suspension ends on the day that its decision names, a holiday or not.
		return a.suspendUntil(limit, until)
	}
	if a.req.Event == workflow.AnswerObjection {
		var err error
		if start, err = a.heardSince(s, limit); err != nil {
			return err
		}
	}
	return a.beginClock(s, limit, start)
}

// beginClock lets a period of a state run from a day on, and makes its last day the case's.
func (a *act) beginClock(s workflow.State, limit workflow.Limit, start models.Date) error {
	span := a.span(limit)
	due, provisional := a.r.Calendar().Due(start, span)
	a.c.DueOn, a.c.Provisional = due, provisional
	k := models.CaseClock{ID: a.r.newID(), CaseID: a.c.ID, Limit: string(limit), State: string(s), StartedOn: start,
		Span: jsonText(span), Extension: jsonText(calendar.Span{Unit: span.Unit}), Stops: "[]", Promised: due, DueOn: due, Provisional: provisional}
	a.cache.clocks = append(slices.Clone(a.cache.clocks), k)
	return store.Insert(a.tx, k)
}

// countsFrom is the day from which the periods count that the step ends or begins.
func (a *act) countsFrom() models.Date { return cmp.Or(a.since, a.today) }

// resumedSince finds the day after the suspension's last: however late somebody, or the
// sweep, comes to it, the case is resumed from that day on, and the authority's period counts
// on. The journal row, which says when it was recorded, names it.
func (a *act) resumedSince(from workflow.State) error {
	a.since = ""
	if a.req.Event != workflow.Resume && a.req.Event != workflow.ResumeByDefault {
		return nil
	}
	// A case that was suspended before has the later day in its last timer.
	rows, err := store.Many[models.CaseTimer](a.tx, "due_on desc limit 1", "case_id = ? and event = ? and state = ? and not cancelled",
		a.c.ID, string(workflow.ResumeByDefault), string(from))
	if err != nil || len(rows) == 0 || rows[0].DueOn >= a.today {
		return err
	}
	a.since = rows[0].DueOn
	a.note(detailCountsFrom, a.since)
	return nil
}

func suspended(s workflow.State) bool { return s == workflow.Suspended || s == workflow.BSuspended }

// suspendUntil begins the period of a suspension, whose end was decided.
func (a *act) suspendUntil(limit workflow.Limit, until models.Date) error {
	a.c.DueOn = until
	span := calendar.Span{N: max(0, a.today.DaysUntil(until)), Unit: calendar.UnitDay}
	k := models.CaseClock{ID: a.r.newID(), CaseID: a.c.ID, Limit: string(limit), State: string(a.c.State), StartedOn: a.today,
		Span: jsonText(span), Extension: jsonText(calendar.Span{Unit: span.Unit}), Stops: "[]", Promised: until, DueOn: until}
	a.cache.clocks = append(slices.Clone(a.cache.clocks), k)
	return store.Insert(a.tx, k)
}

// setClock writes a period back with its date computed anew.
func (a *act) setClock(k models.CaseClock, stops []calendar.Stop, ended models.Date) error {
	k.Stops, k.EndedOn = jsonText(stops), ended
	st := a.r.Calendar().State(clockOf(k), a.today)
	k.DueOn, k.Provisional = st.DueOn, st.Provisional
	if k.DueOn > k.Promised {
		k.Promised = k.DueOn
	}
	if ended == "" && k.State == a.c.State {
		a.c.DueOn, a.c.Provisional = k.DueOn, k.Provisional
	}
	a.cache.clocks = slices.DeleteFunc(slices.Clone(a.cache.clocks), func(x models.CaseClock) bool { return x.ID == k.ID })
	if ended == "" {
		a.cache.clocks = append(a.cache.clocks, k)
	}
	return store.Change[models.CaseClock](a.tx, map[string]any{"state": k.State, "stops": k.Stops, "extension": k.Extension, "ended_on": k.EndedOn,
		"due_on": k.DueOn, "provisional": k.Provisional, "promised": k.Promised}, "case_id = ? and id = ?", k.CaseID, k.ID)
}

func stopsOf(k models.CaseClock) []calendar.Stop {
	var stops []calendar.Stop
	if err := json.Unmarshal([]byte(k.Stops), &stops); err != nil {
		return nil
	}
	return stops
}

// clockOf is the stored period as the calendar reads it.
func clockOf(k models.CaseClock) calendar.Clock {
	out := calendar.Clock{Name: k.Limit, StartedOn: k.StartedOn, Stops: stopsOf(k), PromisedDue: k.Promised, EndedOn: k.EndedOn}
	_ = json.Unmarshal([]byte(k.Span), &out.Limit)
	_ = json.Unmarshal([]byte(k.Extension), &out.Extension)
	return out
}

// extendClock adds the one extension to the period that runs (行政许可法 42).
func (a *act) extendClock() error {
	rows, err := a.clocks()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(rows, func(k models.CaseClock) bool { return k.State == a.before.State })
	if i < 0 {
		// A level that returned the case still has its time running.
		if on, ok := a.returnedClock(""); ok {
			i = slices.IndexFunc(rows, func(k models.CaseClock) bool { return k.ID == on.ID })
		}
	}
	if i < 0 {
		return nil
	}
	k := rows[i]
	k.Extension = jsonText(a.span(workflow.LimitExtension))
	k.Promised = ""
	if err := a.setClock(k, stopsOf(k), ""); err != nil {
		return err
	}
	a.showClock(k.ID)
	return nil
}
