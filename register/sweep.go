package register

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// SweepReport says what a sweep did. Failed cases are tried again next time.
type SweepReport struct {
	Taken     int `json:"taken"`
	Skipped   int `json:"skipped"`
	Failed    int `json:"failed"`
	Reminders int `json:"reminders"`
	Recounted int `json:"recounted"`
	// Failures names each case that failed and why, for the log.
	Failures []SweepFailure `json:"failures,omitempty"`
}

// count adds what became of one case: a step that is refused, or not possible now, waits
// for the next sweep.
func (rep *SweepReport) count(caseID string, on workflow.Event, err error) {
	var refused *Refused
	switch {
	case err == nil:
		rep.Taken++
	case errors.Is(err, errNotNow) || errors.As(err, &refused):
		rep.Skipped++
	default:
		rep.Failed++
		rep.Failures = append(rep.Failures, SweepFailure{CaseID: caseID, Event: on, Err: err.Error()})
	}
}

// SweepFailure is a case that a sweep could not move; it is tried again next time.
type SweepFailure struct {
	CaseID string         `json:"case"`
	Event  workflow.Event `json:"event"`
	Err    string         `json:"error"`
}

// sweepBatch is how many timers one look takes.
const sweepBatch = 500

// Sweep takes every step whose day has come, reminds, escalates and counts
// provisional dates anew. Each case has a transaction of its own: one that fails
// is noted and the sweep goes on. Running it twice changes nothing more.
func (r *Registrar) Sweep(ctx context.Context) (SweepReport, error) {
	var rep SweepReport
	tried := map[string]bool{}
	for {
		due, err := r.dueTimers(ctx, tried)
		if err != nil {
			return rep, err
		}
		if len(due) == 0 {
			break
		}
		for _, t := range due {
			tried[t.ID] = true
			rep.count(t.CaseID, workflow.Event(t.Event), r.fire(ctx, t))
		}
	}
	if err := r.reroute(ctx, &rep); err != nil {
		return rep, err
	}
	if err := r.freeHands(ctx, &rep); err != nil {
		return rep, err
	}
	if err := r.remind(ctx, &rep); err != nil {
		return rep, err
	}
	if err := r.recount(ctx, &rep); err != nil {
		return rep, err
	}
	return rep, r.db.InTx(ctx, func(tx *store.Tx) error {
		return store.Insert(tx, models.Sweep{ID: r.newID(), At: r.Now(), Taken: rep.Taken, Failed: rep.Failed})
	})
}

// errNotNow says that a timer's step is not possible in the case's present state.
var errNotNow = errors.New("the step is not possible now")

func (r *Registrar) dueTimers(ctx context.Context, tried map[string]bool) ([]models.CaseTimer, error) {
	var due []models.CaseTimer
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		rows, err := store.Many[models.CaseTimer](tx, "due_on, id", "fired_at is null and not cancelled and due_on <= ?", string(r.Today()))
		for _, t := range rows {
			if !tried[t.ID] && len(due) < sweepBatch {
				due = append(due, t)
			}
		}
		return err
	})
	return due, err
}

// fire takes one timer's step by the system, and marks the timer in the same
// transaction. What the rules do not allow now is left for the next sweep, or
// cancelled where the case has ended. A panic over one case fails that case alone.
func (r *Registrar) fire(ctx context.Context, t models.CaseTimer) error {
	var refused *Refused
	var blocked *Blocked
	err := r.db.InTx(ctx, func(tx *store.Tx) (err error) {
		defer func() {
			if cause := recover(); cause != nil {
				err = fmt.Errorf("the step broke the program: %v", cause)
			}
		}()
		a := r.begin(tx, systemActor())
		a.req = StepRequest{CaseID: t.CaseID, Event: workflow.Event(t.Event), Input: workflow.Facts{}}
		if err := a.load(t.CaseID); err != nil {
			return err
		}
		n, err := store.Set[models.CaseTimer](tx, map[string]any{"fired_at": a.now}, "id = ? and fired_at is null and not cancelled", t.ID)
		if err != nil || n == 0 {
			return err
		}
		if !slices.Contains(a.def.Events(a.state()), a.req.Event) {
			if a.c.ClosedAt != nil || t.State != "" {
				_, err = store.Set[models.CaseTimer](tx, map[string]any{"cancelled": true}, "id = ?", t.ID)
				return err
			}
			return errNotNow
		}
		if asked, err := a.majorityAsked(); err != nil || asked {
			return err
		}
		if held, err := a.heldPastItsDay(t); err != nil || held {
			return err
		}
		if err := a.majority(); err != nil {
			return err
		}
		return a.take()
	})
	if errors.As(err, &refused) || errors.As(err, &blocked) {
		return errNotNow
	}
	if err != nil && !errors.Is(err, errNotNow) {
		// A case that fails is counted, so that the self-check can name it.
		_ = r.db.InTx(ctx, func(tx *store.Tx) error {
			_, err := tx.Exec("UPDATE case_timers SET failures = failures + 1 WHERE id = ?", t.ID)
			return err
		})
	}
	return err
}

// reroute lets each case whose asked station was merged go on to the station that took
// over its work.
func (r *Registrar) reroute(ctx context.Context, rep *SweepReport) error {
	var asked []models.CaseOrg
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		var err error
		asked, err = store.Many[models.CaseOrg](tx, "case_id limit 500", `seat = 'origin' and org in (select code from organisations where merged_into <> '' and kind = 'station')
			and case_id in (select id from cases where closed_at is null)`)
		return err
	})
	if err != nil {
		return err
	}
	for _, o := range asked {
		err := r.db.InTx(ctx, func(tx *store.Tx) error {
			a := r.begin(tx, systemActor())
			a.req = StepRequest{CaseID: o.CaseID, Event: workflow.StationMerged, Input: workflow.Facts{}}
			if err := a.load(o.CaseID); err != nil {
				return err
			}
			return a.take()
		})
		rep.count(o.CaseID, workflow.StationMerged, err)
	}
	return nil
}

// majorityAsked gives the birthday to a person where the declared birth date and the
// register's disagree on it, where it passed before the case that follows a line was
// accepted, so that nobody could be asked yet, or where the declared number's entry is not
// plainly this person's: a task for the head, once, and the case
// stays as it is until somebody has asked the young person.
func (a *act) majorityAsked() (bool, error) {
	if a.req.Event != workflow.Turn18 {
		return false, nil
	}
	disputed, err := a.majorityDisputed()
	if err == nil && !disputed {
		disputed, err = a.neverAsked()
	}
	if err == nil && !disputed {
		disputed, err = a.numberUnmatched()
	}
	if err != nil || !disputed {
		return false, err
	}
	rows, err := a.tasks()
	if err != nil || slices.ContainsFunc(rows, func(t models.CaseTask) bool { return t.Note == string(workflow.Turn18) && t.DoneAt == nil }) {
		return true, err
	}
	if _, err := a.openTask(models.CaseTask{Kind: string(workflow.TaskAlert), Role: string(workflow.Head), Note: string(workflow.Turn18)}, workflow.LimitTask); err != nil {
		return true, err
	}
	return true, a.journalStay(workflow.TaskOpened, "")
}

// neverAsked tells whether a case that follows a line was accepted too late to ask somebody
// who is registered how to go on: they are told first, and may choose to.
func (a *act) neverAsked() (bool, error) {
	if !a.form.Facts.Has(factLineDay) || a.form.Facts.Has(factGoesOn) || a.c.AcceptedOn == "" {
		return false, nil
	}
	bare, err := a.subjectUnregistered()
	if err != nil || bare {
		return false, err
	}
	b, err := a.birthDate()
	return b != "" && b.AgeOn(a.c.AcceptedOn) >= 18, err
}

// majority names the case in which a young person without registration goes on, when
// the birthday ends the present one (invariant 13). Whose declared number and entry the
// register has is registered, though nobody has entered the match: no second registration
// follows, and the step names the entry.
func (a *act) majority() error {
	if a.req.Event != workflow.Turn18 {
		return nil
	}
	bare, err := a.subjectUnregistered()
	if err != nil || !bare {
		return err
	}
	a.req.Input[workflow.InFoundNumber] = a.fact(workflow.FactWardNumber)
	if found, err := a.entryFound(); err != nil || found {
		return err
	}
	delete(a.req.Input, workflow.InFoundNumber)
	a.req.Input[workflow.InSuccessor] = string(workflow.Unreg8)
	return nil
}

// ladder is who hears of an overdue case, after how many working days.
var ladder = []struct {
	days int
	role workflow.Role
}{{0, ""}, {1, workflow.Head}, {3, workflow.CountyLead}, {5, workflow.CityLead}}

// remind leaves one message for each rung of the ladder a case has reached. The
// message's id is made of case, date and rung, so that none is sent twice; what was
// sent is not read again.
func (r *Registrar) remind(ctx context.Context, rep *SweepReport) error {
	for _, rung := range ladder {
		last := r.rungDate(rung.days)
		err := r.db.InTx(ctx, func(tx *store.Tx) error {
			late, err := store.Many[models.Case](tx, "due_on, id limit 500", `closed_at is null and due_on <> '' and due_on <= ? and not exists
				(select 1 from outbox o where o.id = 'remind/' || cases.id || '/' || cases.due_on || '/' || ?)`, string(last), string(rung.role))
			if err != nil || len(late) == 0 {
				return err
			}
			rows := make([]models.Outbox, 0, len(late))
			for _, c := range late {
				body := jsonText(map[string]string{"case": c.ID, "officer": c.HolderID, "org": c.HandlingOrg, "role": string(rung.role)})
				rows = append(rows, models.Outbox{ID: "remind/" + c.ID + "/" + string(c.DueOn) + "/" + string(rung.role), CaseID: c.ID, Kind: "reminder", Body: body, At: r.Now()})
			}
			rep.Reminders += len(rows)
			return store.Insert(tx, rows...)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// rungDate is the latest due date that is at least so many working days past today.
func (r *Registrar) rungDate(days int) models.Date {
	day := r.Today()
	for days > 0 {
		if work, _ := r.Calendar().IsWorkday(day); work {
			days--
		}
		day = day.AddDays(-1)
	}
	return day
}

// recount computes provisional dates anew, now that a year's table may be loaded. A
// date told to a citizen is never shortened.
func (r *Registrar) recount(ctx context.Context, rep *SweepReport) error {
	return r.db.InTx(ctx, func(tx *store.Tx) error {
		rows, err := store.Many[models.CaseClock](tx, "id", "provisional and ended_on = ''")
		if err != nil {
			return err
		}
		for _, k := range rows {
			st := r.Calendar().State(clockOf(k), r.Today())
			if st.DueOn == k.DueOn && st.Provisional == k.Provisional {
				continue
			}
			rep.Recounted++
			if _, err := store.Set[models.CaseClock](tx, map[string]any{"due_on": st.DueOn, "provisional": st.Provisional}, "case_id = ? and id = ?", k.CaseID, k.ID); err != nil {
				return err
			}
			if _, err := store.Set[models.Case](tx, map[string]any{"due_on": st.DueOn, "provisional": st.Provisional}, "id = ? and (state = ? or due_on = ?)", k.CaseID, k.State, k.DueOn); err != nil {
				return err
			}
		}
		return nil
	})
}

// LastSweep is when a sweep last ran to its end; zero when none ever did. The
// self-check reports when it is too long ago.
func (r *Registrar) LastSweep(ctx context.Context) (time.Time, error) {
	var at time.Time
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		rows, err := store.Many[models.Sweep](tx, "at desc limit 1", "")
		if len(rows) > 0 {
			at = rows[0].At
		}
		return err
	})
	return at, err
}
