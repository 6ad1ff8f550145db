package register

import (
	"encoding/json"
	"maps"
	"slices"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
	"hukou/workflow"
)

// moveReturns keeps the stack of places to go back to. Leaving with Push adds one;
// arriving at a state takes off everything from it on.
func (a *act) moveReturns(from, to workflow.State) error {
	if from == to {
		return nil
	}
	if from == workflow.Suspended && !a.dec.Step.Back && len(a.form.Returns) > 0 {
		// Whoever leaves a suspension by another way has nothing left to go back to there.
		a.form.Returns = slices.Clone(a.form.Returns[:len(a.form.Returns)-1])
		a.form.changed = true
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

// proposed is what another officer proposed for the step, where the event confirms an
// act of two persons; false where nothing stands.
func (a *act) proposed(on workflow.Event) (workflow.Facts, bool, error) {
	if a.cache.unproposed || !slices.ContainsFunc(a.r.book.Edges(a.def, a.state(), on), func(s workflow.Step) bool { return s.TwoPerson() && s.On == on }) {
		return nil, false, nil
	}
	rows, err := store.Many[models.CaseProposal](a.tx, "at desc, id desc limit 1", "case_id = ? and event = ? and state = ? and closed_at is null and person_id <> ?",
		a.c.ID, string(on), a.c.State, a.actor.PersonID)
	if err != nil || len(rows) == 0 || len(rows[0].Sealed) == 0 {
		return nil, false, err
	}
	plain, err := a.r.keys.Open(placeProposal(rows[0].ID).In(a.c.HandlingOrg), rows[0].Sealed)
	if err != nil {
		return nil, false, err
	}
	var said workflow.Facts
	return said, true, json.Unmarshal(plain, &said)
}

// confirming takes over what was proposed. Who would say something else sends the
// matter back instead: what two persons answer for is one and the same.
func (a *act) confirming() error {
	if a.actor.system {
		return nil
	}
	said, ok, err := a.proposed(a.req.Event)
	if err != nil || !ok {
		return err
	}
	var wrong []FieldError
	for _, k := range sortedFields(a.req.Input) {
		if !said.Has(k) && !a.req.Input.Has(k) {
			continue
		}
		if jsonText(a.req.Input[k]) != jsonText(said[k]) {
			wrong = append(wrong, fieldError("input."+string(k), "differs_from_proposal", "与提出的内容不同：确认只能照提出的内容；有不同意见的，请让提出人重新提出。", "It differs from what was proposed: a confirmation takes the proposal as it stands; where you see it otherwise, let it be proposed anew."))
		}
	}
	if err := refused(wrong); err != nil {
		return err
	}
	input := workflow.Facts{}
	maps.Copy(input, said)
	a.req.Input = input
	return nil
}

// closeProposals ends the open proposals of an event, or all for an empty event.
func (a *act) closeProposals(event string) error {
	where, args := "case_id = ? and closed_at is null", []any{a.c.ID}
	if event != "" {
		where, args = where+" and event = ?", append(args, event)
	}
	return store.Amend[models.CaseProposal](a.tx, map[string]any{"closed_at": a.now}, where, args...)
}
