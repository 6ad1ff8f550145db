package register

import (
	"context"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// Claim takes a case in hand. One officer holds it at a time; the update is guarded,
// so of fifty who try at once one succeeds. The version does not change.
func (r *Registrar) Claim(ctx context.Context, actor Actor, id string) (Answer, error) {
	return r.hold(ctx, actor, id, func(a *act) error {
		if a.c.HolderID == actor.OfficerID {
			return nil
		}
		if !a.mayHold() {
			return ErrForbidden
		}
		if err := a.turnHere(); err != nil {
			return err
		}
		if err := a.notRecused(); err != nil {
			return err
		}
		return a.setHolder("", actor.OfficerID)
	})
}

// Release lets a case go that the officer holds.
func (r *Registrar) Release(ctx context.Context, actor Actor, id string) (Answer, error) {
	return r.hold(ctx, actor, id, func(a *act) error {
		if a.c.HolderID == "" {
			return nil
		}
		if a.c.HolderID != actor.OfficerID {
			return a.heldError()
		}
		return a.setHolder(actor.OfficerID, "")
	})
}

// TakeOver takes a case from its holder, with a reason that the holder is told. A
// head may always; a colleague only when the holder is away from today on.
func (r *Registrar) TakeOver(ctx context.Context, actor Actor, id, reason string) (Answer, error) {
	if reason == "" {
		return Answer{}, invalid("reason", "required", "请填写接管理由，原承办人会看到。", "Give the reason; the present holder will read it.")
	}
	return r.hold(ctx, actor, id, func(a *act) error {
		if a.c.HolderID == actor.OfficerID {
			return nil
		}
		if !a.mayHold() {
			return ErrForbidden
		}
		if a.c.HolderID == "" || !a.ownSeat() { // from nobody it is a claim
			if err := a.turnHere(); err != nil {
				return err
			}
		}
		if err := a.notRecused(); err != nil {
			return err
		}
		if a.c.HolderID != "" && !actor.Has(workflow.Head, workflow.CountyLead, workflow.CityLead) {
			away, err := a.holderAway()
			if err != nil {
				return err
			}
			if !away {
				return a.heldError()
			}
		}
		from := a.c.HolderID
		if err := a.setHolder(from, actor.OfficerID); err != nil {
			return err
		}
		a.send("notice", map[string]string{"case": id, "officer": from, "kind": "taken_over"})
		return a.journalStay(workflow.TakeOver, reason)
	})
}

func (r *Registrar) hold(ctx context.Context, actor Actor, id string, do func(*act) error) (Answer, error) {
	var out Answer
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(id); err != nil {
			return err
		}
		if a.c.ClosedAt != nil {
			return &Refused{State: a.state(), Version: a.c.Version, Refusal: workflow.Refusal{Cause: workflow.NotFromHere, Allowed: a.def.Offered(a.state())}}
		}
		if err := do(a); err != nil {
			return err
		}
		var err error
		out, err = a.answer("", 200)
		return err
	})
	return out, mapStore(err)
}

// mayHold tells whether the officer takes any step of this business at a seat here. Whoever
// only says a word from another seat has no case to hold.
func (a *act) mayHold() bool {
	mine := a.actor.standings(a.seats)
	for _, s := range a.def.Steps {
		for _, by := range append(s.By, s.Propose...) {
			for _, m := range mine {
				if by == m && (m.Seat == workflow.Own || len(s.To) > 0) {
					return true
				}
			}
		}
	}
	return false
}

// turnHere refuses to put a case into the hands of somebody who has nothing to do with
// it as it stands: everybody else would be locked out.
func (a *act) turnHere() error {
	if ordinaryWork(a.def, a.state(), a.actor.standings(a.seats)) || a.answersReturn() {
		return nil
	}
	return &Refused{State: a.state(), Version: a.c.Version, Refusal: workflow.Refusal{Cause: workflow.Unmet, Unmet: []workflow.Condition{{Code: "no_step_here",
		Message: workflow.Word{Zh: "本案现在的环节没有由您办理的步骤，认领会使承办人无法办理；需要您办理时再认领。", En: "No step of the case as it stands is yours to take, and claiming it would lock out those whose it is; claim it when your turn comes."},
		Basis:   "Norm 8"}}}}
}

func (a *act) setHolder(from, to string) error {
	var since *time.Time
	if to != "" {
		since = &a.now
	}
	n, err := store.Set[models.Case](a.tx, map[string]any{"holder_id": to, "held_at": since}, "id = ? and holder_id = ?", a.c.ID, from)
	if err != nil {
		return err
	}
	if n == 0 {
		if err := a.read(a.c.ID); err != nil {
			return err
		}
		return a.heldError()
	}
	a.c.HolderID, a.c.HeldAt = to, since
	a.before.HolderID, a.before.HeldAt = to, since
	return nil
}

func (a *act) heldError() error {
	o, err := store.One[models.Officer](a.tx, "id = ?", a.c.HolderID)
	if err != nil {
		return err
	}
	return &HeldError{OfficerID: o.ID, Name: o.Name}
}

// holderAway tells whether the holder has no posting in force today, or is disabled.
func (a *act) holderAway() (bool, error) {
	o, err := store.One[models.Officer](a.tx, "id = ?", a.c.HolderID)
	if err != nil || o.DisabledAt != nil {
		return o.DisabledAt != nil, err
	}
	rows, err := store.Many[models.Posting](a.tx, "", "officer_id = ?", o.ID)
	for _, p := range rows {
		if p.On(a.today) {
			return false, err
		}
	}
	return true, err
}

// journalStay writes a record event that is no step of the machine. The case moves
// on by a version, as its evidence changed.
func (a *act) journalStay(event workflow.Event, grounds string) error {
	a.req.Event, a.req.Grounds = event, grounds
	if a.req.Input == nil {
		a.req.Input = workflow.Facts{}
	}
	if a.dec.As == (workflow.By{}) {
		if mine := a.actor.standings(a.seats); len(mine) > 0 {
			a.dec.As = mine[0]
		}
	}
	return a.commitMove(event, a.state(), a.state())
}
