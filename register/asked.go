package register

import (
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// isAsked tells that one of the officer's bodies was asked from another seat and has the
// turn: its limit to answer runs, and it is late behind the last day, while the time of
// the asking body stands still.
func (a *act) isAsked() bool { return a.askedIn(a.c, a.seats) }

func (a *act) askedIn(c models.Case, seats []models.CaseOrg) bool {
	if a.actor.system {
		return false
	}
	t := a.r.turns().of(c)
	return slices.ContainsFunc(slices.Concat(t.by, t.above), func(by workflow.By) bool {
		return by.Seat != workflow.Own && slices.ContainsFunc(seats, func(s models.CaseOrg) bool { return s.Seat == string(by.Seat) })
	})
}

// stillFor is why the time of a state stands still for the officer's seat; empty where
// it runs.
func (a *act) stillFor(s workflow.State) calendar.StopReason {
	if s == a.state() && a.isAsked() {
		return ""
	}
	why, _ := a.def.StandsStill(s)
	return why
}

// acknowledging is the period in which the asked station says that the question came
// in, from the day of the question until it did; the second result tells whether there
// is one now.
func (a *act) acknowledging() (ClockView, bool, error) {
	from := a.form.Facts.Date(factAskedOn)
	if a.state() != workflow.OriginPending || from == "" || !a.isAsked() {
		return ClockView{}, false, nil
	}
	last, ok, err := a.lastOf(workflow.Acknowledge, workflow.RequestOrigin, workflow.NotOurs, workflow.NameOrigin, workflow.StationMerged, workflow.ClearanceExpired)
	if err != nil || !ok || workflow.Event(last.Event) == workflow.Acknowledge {
		return ClockView{}, false, err
	}
	cal := a.r.Calendar()
	rule, _ := a.r.book.Limit(workflow.LimitOriginAck)
	due, provisional := cal.Due(from, a.span(workflow.LimitOriginAck))
	gone, _ := cal.WorkdaysBetween(from, a.today)
	return ClockView{Limit: workflow.LimitOriginAck, Name: rule.Word, State: a.state(), StartedOn: from, DueOn: due, Provisional: provisional, Running: true,
		Elapsed: gone, Overdue: due < a.today, Stops: []calendar.Stop{}}, true, nil
}

// askAnew gives the station that is asked now the whole time to answer: what ran was
// that of the station asked before. Where a station only handed the question on, those
// above are told by the time of the first question still.
func (a *act) askAnew() error {
	if a.state() != workflow.OriginPending {
		return nil
	}
	rows, err := a.clocks()
	if err != nil {
		return err
	}
	for _, k := range slices.Clone(rows) {
		if k.State == a.c.State {
			if err := a.endClock(k); err != nil {
				return err
			}
		}
	}
	if err := a.startClock(a.state()); err != nil {
		return err
	}
	if a.req.Event == workflow.NotOurs {
		return nil
	}
	if err := store.Amend[models.CaseTimer](a.tx, map[string]any{"cancelled": true}, "case_id = ? and event = ? and fired_at is null", a.c.ID, string(workflow.Escalate)); err != nil {
		return err
	}
	for _, s := range timed(a.def, a.state()) {
		if s.On != workflow.Escalate {
			continue
		}
		day, err := a.timerDay(s)
		if err != nil {
			return err
		}
		if err := a.setTimer(s.On, a.state(), day); err != nil {
			return err
		}
	}
	return nil
}

// seatsOf are the seats of the officer's bodies in some cases, by case.
func (a *act) seatsOf(ids []string) (map[string][]models.CaseOrg, error) {
	rows, err := store.Many[models.CaseOrg](a.tx, "", "case_id in ? and org in ?", ids, a.actor.readerOrgs())
	out := map[string][]models.CaseOrg{}
	for _, s := range rows {
		out[s.CaseID] = append(out[s.CaseID], s)
	}
	return out, err
}

// firstAsked is the day on which the origin was first asked about the person found; empty
// while nobody was.
func (a *act) firstAsked() (string, error) {
	e, ok, err := a.lastOf(workflow.RequestOrigin)
	if err != nil || !ok {
		return "", err
	}
	return string(models.DateOf(e.At)), nil
}
