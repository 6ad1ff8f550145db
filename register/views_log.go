package register

import (
	"context"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// View is the case as the officer may see it now. That they looked is written first,
// in the same transaction: who sees personal data leaves a trace (每次查看留痕), and
// the next officer's look ends the time for taking back.
func (r *Registrar) View(ctx context.Context, actor Actor, id string) (*CaseView, error) {
	var out *CaseView
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(id); err != nil {
			return err
		}
		var err error
		if out, err = a.seen(); err != nil {
			return err
		}
		out.Decision, err = a.lastDecision()
		return err
	})
	return out, mapStore(err)
}

// seen is the case as its officer opens it, with the marks that the look leaves.
func (a *act) seen() (*CaseView, error) {
	if err := a.opened(); err != nil {
		return nil, err
	}
	if err := a.logAccess("case"); err != nil {
		return nil, err
	}
	v, err := a.view()
	if err != nil {
		return nil, err
	}
	if a.cache.over || a.narrowed() {
		return v, nil
	}
	if v.Items, err = a.jointItems(); err != nil {
		return nil, err
	}
	if v.Warnings, err = a.warnings(); err == nil && a.state() == workflow.Approved {
		v.Waiting, err = a.waitsForOffice()
	}
	return v, err
}

// mark writes what a look leaves behind, now or once the page is read.
func (a *act) mark(write func(*store.Tx) error) error {
	if a.later != nil {
		*a.later = append(*a.later, write)
		return nil
	}
	return write(a.tx)
}

// opened notes that an officer whose work the case now is has seen this version. The
// look of a colleague whose turn it is not takes nothing from anyone.
func (a *act) opened() error {
	if a.actor.system || a.c.ClosedAt != nil || !ordinaryWork(a.def, a.state(), a.actor.standings(a.seats)) {
		return nil
	}
	row := models.CaseView{CaseID: a.c.ID, OfficerID: a.actor.OfficerID, Version: a.c.Version, At: a.now}
	return a.mark(func(tx *store.Tx) error {
		_, err := store.InsertNew(tx, row)
		return err
	})
}

// ordinaryWork tells whether a standing has work on a case in the state: a step that
// takes it further, or decides it. Shared verbs, and interruptions that are possible
// everywhere, make nobody's turn.
func ordinaryWork(d *workflow.Definition, s workflow.State, mine []workflow.By) bool {
	wide := widely(d)
	for _, step := range d.From(s) {
		if furthers(step, wide) && slices.ContainsFunc(slices.Concat(step.By, step.Propose), func(by workflow.By) bool { return slices.Contains(mine, by) }) {
			return true
		}
	}
	return false
}

// furthers tells whether a step is the work of its state. Asking aside and sending
// back (Push), taking one's own finding back, the short way back to whoever returned it, what may happen in most
// states, and what only ends or stops the case are possible and are nobody's turn.
func furthers(s workflow.Step, wide int) bool {
	if len(s.To) == 0 || s.Push || s.On == workflow.ReportBack || s.On == workflow.RetractHit || len(s.From) >= wide || slices.Contains(sharedEvents, s.On) {
		return false
	}
	return slices.ContainsFunc(s.To, func(to workflow.State) bool {
		return to != workflow.Withdrawn && to != workflow.Terminated && to != workflow.Suspended
	})
}

// widely is from how many states a step is an interruption: more than half of those
// that are no end, and never fewer than four.
func widely(d *workflow.Definition) int { return max(4, (len(d.States())-len(d.Ends))/2+1) }
