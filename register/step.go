package register

import (
	"context"
	"errors"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// Answer is what an act answers: the stored bytes, the same for every repeat of the
// key, and the version they show.
type Answer struct {
	Status   int
	Body     []byte
	CaseID   string
	Version  int64
	Repeated bool
	// LeftOut are the lines that a batch was opened without.
	LeftOut []LeftOut
}

// Take takes one step of a case for an officer: everything or nothing, once per
// key. The refusals come in the order of the contract: not found, the key's
// replay, never yours, held, stale, not from here, unmet.
func (r *Registrar) Take(ctx context.Context, actor Actor, q StepRequest) (Answer, error) {
	var out Answer
	q, err := r.tried(ctx, actor, q)
	if err != nil {
		return out, err
	}
	err = r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		a.req = q
		ans, done, err := a.loadOnce(q.CaseID, q.Key, hashStep(q))
		if err != nil || done {
			out = ans
			return err
		}
		if err := a.take(); err != nil {
			return err
		}
		out, err = a.answer(q.Key, 200)
		return err
	})
	if err == nil && r.failpoint != nil && !out.Repeated {
		r.failpoint(string(q.Event))
	}
	return out, mapStore(err)
}

// mapStore turns the store's words into this package's.
func mapStore(err error) error {
	switch {
	case errors.Is(err, store.ErrStale):
		return ErrStale
	case errors.Is(err, store.ErrNotFound):
		return ErrNotFound
	}
	return err
}

// take decides the step and carries it out; then what follows by itself.
func (a *act) take() error {
	if err := a.mayTouch(); err != nil {
		return err
	}
	if err := a.decide(); err != nil {
		return err
	}
	if err := a.signOff(); err != nil {
		return err
	}
	if err := a.carryOut(); err != nil {
		return err
	}
	return a.followUps()
}

// mayTouch refuses what no posting allows, a case held by another, an old version.
func (a *act) mayTouch() error {
	if !a.actor.system {
		if ref := a.r.book.Standing(a.def, a.state(), a.req.Event, a.actor.standings(a.seats)); ref != nil && ref.Cause == workflow.NeverYours {
			return &Refused{Refusal: *ref, State: a.state(), Version: a.c.Version}
		}
		if err := a.heldByOther(); err != nil {
			return err
		}
	}
	if a.req.Version != 0 && a.req.Version != a.c.Version {
		return ErrStale
	}
	return nil
}

// sharedEvents are steps that do not need the case in hand: they come from beside
// or from above.
var sharedEvents = []workflow.Event{workflow.Urge, workflow.Supervise, workflow.Designate, workflow.TakeBack, workflow.GiveOpinion,
	workflow.Countersign, workflow.WithdrawAsk, workflow.DelegateDone, workflow.CompleteTask, workflow.SecondLook, workflow.FinishTask, workflow.Suspend}

func (a *act) heldByOther() error {
	if a.c.HolderID == "" || a.c.HolderID == a.actor.OfficerID || slices.Contains(sharedEvents, a.req.Event) {
		return nil
	}
	if !a.ownSeat() && !a.sits(workflow.Accepting) {
		return nil
	}
	holder, err := store.One[models.Officer](a.tx, "id = ?", a.c.HolderID)
	if err != nil {
		return err
	}
	return &HeldError{OfficerID: holder.ID, Name: holder.Name}
}

// decide gathers the facts the step's guards read, and asks the rule book.
func (a *act) decide() error {
	unknown, err := a.nameInputUnit()
	if err != nil {
		return err
	}
	if err := a.confirming(); err != nil {
		return err
	}
	fields := a.r.book.FieldsOf(a.def, a.state(), a.req.Event)
	if err := a.foresee(fields); err != nil {
		return err
	}
	facts, err := a.gather(fields)
	if err != nil {
		return err
	}
	a.foreseen = nil // what follows writes
	a.facts = facts
	dec, ref := a.r.book.Decide(a.def, workflow.Request{State: a.state(), Event: a.req.Event, To: a.req.To,
		Standings: a.actor.standings(a.seats), Facts: facts, Input: a.req.Input})
	if len(unknown) > 0 && onlyUnitLacks(ref) {
		return &Invalid{Errors: unknown}
	}
	if ref != nil {
		wrong, err := a.misshapen(ref)
		if err != nil {
			return err
		}
		said := *ref
		if said.Unmet, err = a.veil(said.Unmet); err != nil {
			return err
		}
		return &Refused{Refusal: said, State: a.state(), Version: a.c.Version, Wrong: wrong}
	}
	a.dec = dec
	return a.checkInput()
}

// misshapen finds, where conditions are not met, what of the input could not stand anyhow,
// so that both are told at once.
func (a *act) misshapen(ref *workflow.Refusal) ([]FieldError, error) {
	if ref.Cause != workflow.Unmet {
		return nil, nil
	}
	var fields []workflow.Field
	for _, s := range a.r.book.Edges(a.def, a.state(), a.req.Event) {
		fields = append(append(fields, s.Needs...), s.May...)
	}
	lines, err := a.checkLinesNamed()
	return append(a.checkFields(fields), lines...), err
}

// carryOut writes the decided step: hand, clocks, effects, journal and the move.
func (a *act) carryOut() error {
	if err := a.withoutGlass(); err != nil {
		return err
	}
	if err := a.recordHand(); err != nil {
		return err
	}
	// From here on the officer's act is decided; what is written may travel together.
	a.tx.Hold()
	from, to := a.dec.From, a.dec.To
	if a.dec.Proposing {
		a.cache.unproposed = false
		if err := a.propose(); err != nil {
			return err
		}
	} else if a.dec.Step.TwoPerson() {
		if err := a.closeProposals(string(a.dec.Step.On)); err != nil {
			return err
		}
	}
	if err := a.moveReturns(from, to); err != nil {
		return err
	}
	if err := a.lodged(from, to); err != nil {
		return err
	}
	if err := a.comparedAnew(); err != nil {
		return err
	}
	a.c.State = string(to)
	if err := a.runEffects(); err != nil {
		return err
	}
	if to != from {
		if err := a.enter(from, to); err != nil {
			return err
		}
	}
	if a.freeing {
		a.freeing = false
		if err := a.releaseLocks(); err != nil {
			return err
		}
	}
	if err := a.openTasks(); err != nil {
		return err
	}
	if err := a.noteReceipt(to); err != nil {
		return err
	}
	if err := a.saveForm(); err != nil {
		return err
	}
	return a.commitMove(a.req.Event, from, to)
}

// enter moves clocks, timers and the hold along with the state.
func (a *act) enter(from, to workflow.State) error {
	if err := a.resumedSince(from); err != nil {
		return err
	}
	if err := a.moveClocks(from, to); err != nil {
		return err
	}
	if err := a.moveTimers(from, to); err != nil {
		return err
	}
	if !a.cache.unproposed && a.hasProposals(from) {
		if err := a.closeProposals(""); err != nil {
			return err
		}
	}
	a.c.EnteredOn = a.today
	if a.def.Ended(to) {
		a.c.ClosedAt = &a.now
		a.c.HolderID, a.c.HeldAt = "", nil
		a.freeing = true
		return nil
	}
	a.c.ClosedAt = nil
	if a.c.HolderID != "" && !a.canWorkOn(to) {
		a.c.HolderID, a.c.HeldAt = "", nil
	}
	return nil
}

// hasProposals tells whether any step from the state takes two persons.
func (a *act) hasProposals(from workflow.State) bool {
	for i := range a.def.Steps {
		if step := &a.def.Steps[i]; len(step.Propose) > 0 && slices.Contains(step.From, from) {
			return true
		}
	}
	return false
}

// canWorkOn tells whether the holder's turn goes on in the state.
func (a *act) canWorkOn(s workflow.State) bool {
	return a.actor.OfficerID == a.c.HolderID && (ordinaryWork(a.def, s, a.actor.standings(a.seats)) || s == a.state() && a.answersReturn())
}

// commitMove writes the journal row and moves the row under the guard of the
// version that was read.
func (a *act) commitMove(event workflow.Event, from, to workflow.State) error {
	entry := a.entry(event, from, to)
	seen, state := a.before.Version, a.before.State
	a.c.Seq, a.c.Head = entry.Seq, entry.Hash
	if event != workflow.TakeOver {
		// Who holds a case is not part of what an officer has seen of it.
		a.c.Version = seen + 1
	}
	if !a.actor.system && event != workflow.DataChanged {
		// An amendment is no step that could be taken back.
		a.c.LastOfficer = a.actor.OfficerID
	}
	if err := a.tx.MoveCase(a.c, seen, state); err != nil {
		return err
	}
	a.send("step", map[string]string{"case": a.c.ID, "event": string(event)})
	a.out[len(a.out)-1].Seq = entry.Seq
	if err := a.tx.Append(entry, a.out); err != nil {
		return err
	}
	a.out, a.detail, a.signed, a.amended = nil, nil, nil, nil
	a.before = a.c
	return nil
}
