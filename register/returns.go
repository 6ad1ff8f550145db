package register

import (
	"slices"

	"hukou/store"

	"hukou/models"
	"hukou/seal"
	"hukou/workflow"
)

// moveReturns keeps the stack of places to go back to. Leaving with Push adds one;
// arriving at a state takes off everything from it on.
func (a *act) moveReturns(from, to workflow.State) error {
	if from == to {
		return nil
	}
	for i, e := range a.form.Returns {
		if e.State == to {
			a.form.Returns = slices.Clone(a.form.Returns[:i])
			a.form.changed = true
			break
		}
	}
	if a.dec.Step.Push {
		a.form.Returns = append(slices.Clone(a.form.Returns), returnEntry{State: from, Event: a.req.Event, Officer: a.actor.OfficerID})
		a.form.changed = true
	}
	return nil
}

// top is the newest place to go back to.
func (a *act) top() (returnEntry, bool) {
	if n := len(a.form.Returns); n > 0 {
		return a.form.Returns[n-1], true
	}
	return returnEntry{}, false
}

// propose keeps the first half of an act of two persons.
func (a *act) propose() error {
	p := models.CaseProposal{ID: a.r.newID(), CaseID: a.c.ID, Event: string(a.dec.Step.On), PersonID: a.actor.PersonID, State: a.c.State, At: a.now}
	// The edge's event is propose_X; the proposal is kept under X.
	p.Event = p.Event[len("propose_"):]
	p.Sealed = a.r.keys.Seal(placeProposal(p.ID).In(a.c.HandlingOrg), []byte(jsonText(a.req.Input)))
	if err := a.closeProposals(p.Event); err != nil {
		return err
	}
	return store.Insert(a.tx, p)
}

func placeProposal(id string) seal.Place {
	return seal.Place{Table: "case_proposals", Column: "input_sealed", Row: id}
}

// closeProposals ends the open proposals of an event, or all for an empty event.
func (a *act) closeProposals(event string) error {
	where, args := "case_id = ? and closed_at is null", []any{a.c.ID}
	if event != "" {
		where, args = where+" and event = ?", append(args, event)
	}
	return store.Amend[models.CaseProposal](a.tx, map[string]any{"closed_at": a.now}, where, args...)
}
