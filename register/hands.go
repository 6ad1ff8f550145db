package register

import (
	"errors"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// recordHand writes what the step makes of the officer. The constraint of the
// database holds make and check apart by person; the guard says so first, in words.
func (a *act) recordHand() error {
	if a.actor.system || a.actor.PersonID == "" {
		return nil
	}
	hand := a.dec.Step.Hand
	if hand == workflow.NoHand || hand == workflow.OnSpot {
		return nil
	}
	accepts := a.dec.Step.On == workflow.Accept
	rows, err := a.hands()
	if err != nil || slices.ContainsFunc(rows, func(h models.CaseHand) bool {
		return h.PersonID == a.actor.PersonID && h.Side == string(hand) && (h.Acceptor || !accepts)
	}) {
		// A hand once in a case stays in it.
		return err
	}
	err = a.tx.Hand(a.c.ID, a.actor.PersonID, string(hand), accepts)
	if !errors.Is(err, store.ErrConstraint) {
		return err
	}
	id := workflow.GNotMaker
	if hand == workflow.Makes {
		id = workflow.GNotChecker
	}
	g, _ := a.r.book.Guard(id)
	return &Refused{State: a.state(), Version: a.c.Version, Refusal: workflow.Refusal{Cause: workflow.Unmet,
		Unmet: []workflow.Condition{{Code: string(id), Message: g.Unmet, Basis: g.Basis}}, Allowed: a.def.Offered(a.state())}}
}
