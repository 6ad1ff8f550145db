package register

import (
	"slices"

	"hukou/models"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// turn is what a state asks for and of whom, told from the rule book alone.
type turn struct {
	// event takes the case on; empty where an officer chooses between findings.
	event workflow.Event
	word  workflow.Word
	by    []workflow.By
	party Party
	// paused tells that the authority's time stands still; ready that only the step
	// itself is left; draft that nobody was asked yet.
	paused, ready, draft bool
	family               StateFamily
}

// place of a case in the rule book, as caseKey writes it.
func keyOf(d *workflow.Definition, s workflow.State) string {
	return string(d.Business) + "/" + string(d.Edition) + "/" + string(s)
}

// turnOf is the turn of a state.
func turnOf(b *workflow.Book, d *workflow.Definition, s workflow.State) turn {
	t := turn{family: familyOf(d, s), draft: s == d.Initial && d.Limits[s] == workflow.LimitDraft}
	if d.Ended(s) {
		return t
	}
	w, known := works()[s]
	steps := workSteps(d, s, w.event)
	if !known && len(steps) > 0 {
		w.event = steps[0].On
	}
	for _, e := range w.instead {
		if len(steps) == 0 {
			w.event, steps = e, workSteps(d, s, e)
		}
	}
	t.event, t.word, t.ready = w.event, w.word, w.ready
	if t.word == (workflow.Word{}) {
		t.word = b.EventWord(t.event)
	}
	for _, step := range steps {
		t.by = append(t.by, slices.DeleteFunc(slices.Concat(step.By, step.Propose), func(by workflow.By) bool { return by.Role == workflow.System })...)
	}
	why, paused := d.StandsStill(s)
	t.paused, t.party = paused, partyOf(s, why, steps)
	return t
}

// workSteps are the steps of an event from a state. For no event they are those that
// take the case on, but for decisions against somebody.
func workSteps(d *workflow.Definition, s workflow.State, on workflow.Event) []workflow.Step {
	wide := widely(d)
	return slices.DeleteFunc(d.From(s), func(step workflow.Step) bool {
		return on != "" && step.On != on || on == "" && (!furthers(step, wide) || step.Adverse)
	})
}

// partyOf is on whom a state waits: while time stands still on somebody outside, else
// on the first role of its work.
func partyOf(s workflow.State, why calendar.StopReason, steps []workflow.Step) Party {
	outside := map[calendar.StopReason]Party{calendar.StopCorrection: PartyApplicant, calendar.StopExpert: PartyExpert, calendar.StopLetter: PartyLetter,
		calendar.StopNotice: PartyNotice, calendar.StopPeer: PartyPeer, calendar.StopExternalRegistry: PartyHealth, calendar.StopDispute: PartyDispute}
	if s == workflow.Duplicated {
		return PartyDuplicate
	}
	if p, ok := outside[why]; ok {
		return p
	}
	for _, step := range steps {
		for _, by := range slices.Concat(step.Propose, step.By) {
			if by.Role != workflow.System {
				return Party(by.Role)
			}
		}
	}
	return PartySystem
}

// familyOf is how a state's chip looks when the case was not sent back.
func familyOf(d *workflow.Definition, s workflow.State) StateFamily {
	switch s {
	case workflow.Approved, workflow.Effected, workflow.Delivered, workflow.InTransit, workflow.BClosed, workflow.LeadConverted:
		return FamilyDone
	case workflow.StationReview, workflow.CountyReview, workflow.CityReview, workflow.InReview:
		return FamilyApproval
	case workflow.Ready, workflow.OriginCleared, workflow.CertVerified:
		return FamilyReady
	}
	why, still := d.StandsStill(s)
	switch {
	case d.Ended(s):
		return FamilyEnded
	case why == calendar.StopCorrection || s == workflow.BCorrecting:
		return FamilyCorrection
	case still:
		return FamilyOutside
	}
	return FamilyWorking
}

// bookKeys are the places of the rule book of which something holds.
func bookKeys(b *workflow.Book, holds func(d *workflow.Definition, s workflow.State) bool) []string {
	out := []string{}
	for _, d := range b.Editions() {
		for _, s := range d.States() {
			if holds(d, s) {
				out = append(out, keyOf(d, s))
			}
		}
	}
	return out
}

func pausedKeys(b *workflow.Book) []string {
	return bookKeys(b, func(d *workflow.Definition, s workflow.State) bool { _, still := d.StandsStill(s); return still })
}

func draftKeys(b *workflow.Book) []string {
	return bookKeys(b, func(d *workflow.Definition, s workflow.State) bool {
		return s == d.Initial && d.Limits[s] == workflow.LimitDraft
	})
}

func readyKeys(b *workflow.Book) []string {
	all := works()
	return bookKeys(b, func(d *workflow.Definition, s workflow.State) bool { return all[s].ready && !d.Ended(s) })
}

func partyKeys(b *workflow.Book, p Party) []string {
	return bookKeys(b, func(d *workflow.Definition, s workflow.State) bool { return !d.Ended(s) && turnOf(b, d, s).party == p })
}

// turnKeys are the places, with the seat before them, where the roles have the turn.
func turnKeys(b *workflow.Book, roles []workflow.Role) []string {
	out := []string{}
	for _, d := range b.Editions() {
		for _, s := range d.States() {
			at := places{}
			at.add([]workflow.State{s}, roles, turnOf(b, d, s).by)
			out = at.keys(out, d)
		}
	}
	return out
}

// standsStill tells whether the authority's time stands still for a case.
func (a *act) standsStill(c models.Case) bool {
	def, ok := a.r.book.Get(workflow.Business(c.Business), c.Edition)
	if !ok {
		return false
	}
	_, still := def.StandsStill(workflow.State(c.State))
	return still
}
