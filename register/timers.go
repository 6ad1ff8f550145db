package register

import (
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// moveTimers cancels what would have fired in the state left and sets what the
// state entered has: each step that the system takes after a limit.
func (a *act) moveTimers(from, to workflow.State) error {
	if len(timed(a.def, from)) > 0 {
		if _, err := store.Set[models.CaseTimer](a.tx, map[string]any{"cancelled": true},
			"case_id = ? and state = ? and fired_at is null", a.c.ID, string(from)); err != nil {
			return err
		}
	}
	if a.def.Ended(to) {
		return nil
	}
	for _, s := range timed(a.def, to) {
		due, _ := a.r.Calendar().Due(a.today, a.span(s.After))
		if s.On == workflow.ResumeByDefault && a.in(workflow.InUntil) != "" {
			due = models.Date(a.in(workflow.InUntil))
		}
		// The limit's last day still belongs to the one who is waited for.
		if err := a.setTimer(s.On, to, due.AddDays(1)); err != nil {
			return err
		}
	}
	return nil
}

// setTimer lets the system take a step on a day, if the case is still in the state.
func (a *act) setTimer(on workflow.Event, in workflow.State, day models.Date) error {
	return store.Insert(a.tx, models.CaseTimer{ID: a.r.newID(), CaseID: a.c.ID, Event: string(on), State: string(in), DueOn: day})
}

// timed lists the steps the system takes by itself from a state.
func timed(d *workflow.Definition, s workflow.State) []workflow.Step {
	var out []workflow.Step
	for _, step := range d.From(s) {
		if step.After != "" {
			out = append(out, step)
		}
	}
	return out
}
