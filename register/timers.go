package register

import (
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// moveTimers cancels what would have fired in the state left and sets what the
// state entered has: each step that the system takes after a limit.
func (a *act) moveTimers(from, to workflow.State) error {
	if len(timed(a.def, from)) > 0 {
		if err := store.Amend[models.CaseTimer](a.tx, map[string]any{"cancelled": true},
			"case_id = ? and state = ? and fired_at is null", a.c.ID, string(from)); err != nil {
			return err
		}
	}
	if a.def.Ended(to) {
		return nil
	}
	for _, s := range timed(a.def, to) {
		day, err := a.timerDay(s)
		if err != nil {
			return err
		}
		if day == "" {
			continue
		}
		if err := a.setTimer(s.On, to, day); err != nil {
			return err
		}
	}
	return nil
}

// timerDay is the day on which the system takes a step: the day after the limit's
// last, which still belongs to the one who is waited for. Majority counts from the
// birth date, a confirmation's age from its own day, a suspension may name its own end.
func (a *act) timerDay(s workflow.Step) (models.Date, error) {
	if s.After == workflow.LimitMajority {
		born, err := a.birthDate()
		if err != nil || born == "" {
			return "", err
		}
		return adultOn(born), nil
	}
	if until := a.in(workflow.InUntil); s.On == workflow.ResumeByDefault && until != "" {
		return models.Date(until).AddDays(1), nil
	}
	from := a.countsFrom()
	if cleared := a.form.Facts.Date(factClearedOn); s.After == workflow.LimitClearance && cleared != "" {
		from = cleared // however often the line leaves and comes back, the answer grows old
	}
	due, _ := a.r.Calendar().Due(from, a.span(s.After))
	return due.AddDays(1), nil
}

// setTimer lets the system take a step on a day, if the case is still in the state.
func (a *act) setTimer(on workflow.Event, in workflow.State, day models.Date) error {
	return store.Insert(a.tx, models.CaseTimer{ID: a.r.newID(), CaseID: a.c.ID, Event: string(on), State: string(in), DueOn: day})
}

// timed lists the steps the system takes by itself from a state.
func timed(d *workflow.Definition, s workflow.State) []workflow.Step {
	var out []workflow.Step
	for i := range d.Steps { // a step is large, and a definition has many
		if step := &d.Steps[i]; step.After != "" && slices.Contains(step.From, s) {
			out = append(out, *step)
		}
	}
	return out
}
