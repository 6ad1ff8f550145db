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
	// by takes it; above too, once a question was escalated to them.
	by, above []workflow.By
	party     Party
	// paused tells that the authority's time stands still; ready that only the step
	// itself is left; draft that nobody was asked yet.
	paused, ready, draft bool
	family               StateFamily
}

// asks tells that the state itself asks the officer from another seat than the handling
// body's, or may yet.
func (t turn) asks(who Actor) bool {
	return slices.ContainsFunc(slices.Concat(t.by, t.above), func(by workflow.By) bool { return by.Seat != workflow.Own && who.Has(by.Role) })
}

// keyOf is a place of the rule book, as caseKey writes it.
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
	if len(steps) == 0 { // the business goes on otherwise from here
		if steps = workSteps(d, s, ""); len(steps) > 0 {
			w.event, w.word, w.ready = steps[0].On, workflow.Word{}, false
		}
	}
	t.event, t.word, t.ready = w.event, w.word, w.ready
	if t.word == (workflow.Word{}) {
		t.word = b.EventWord(t.event)
	}
	for _, step := range steps {
		who := slices.DeleteFunc(slices.Concat(step.By, step.Propose), func(by workflow.By) bool { return by.Role == workflow.System })
		if slices.Contains(step.If, workflow.GEscalated) {
			t.above = append(t.above, who...)
		} else {
			t.by = append(t.by, who...)
		}
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
	switch s {
	case workflow.Duplicated:
		return PartyDuplicate
	case workflow.BRunning:
		return PartyLines
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
	case workflow.Approved, workflow.Effected, workflow.Delivered, workflow.InTransit, workflow.LandedAway, workflow.BClosed, workflow.LeadConverted:
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

// turnBook holds the turn of every state of every business, and the lists of places
// that queries ask for. It never changes.
type turnBook struct {
	all                   map[string]turn
	paused, ready, drafts []string
	parties               map[Party][]string
}

func newTurnBook(b *workflow.Book) *turnBook {
	t := &turnBook{all: map[string]turn{}, paused: []string{}, ready: []string{}, drafts: []string{}, parties: map[Party][]string{}}
	for _, d := range b.Editions() {
		for _, s := range d.States() {
			key := keyOf(d, s)
			t.all[key] = turnOf(b, d, s)
			t.list(key, d.Ended(s))
		}
	}
	return t
}

func (t *turnBook) list(key string, ended bool) {
	at := t.all[key]
	if at.paused {
		t.paused = append(t.paused, key)
	}
	if at.ready {
		t.ready = append(t.ready, key)
	}
	if at.draft {
		t.drafts = append(t.drafts, key)
	}
	if !ended {
		t.parties[at.party] = append(t.parties[at.party], key)
	}
}

// of is the turn of a case's state; ended and unknown ones are nobody's.
func (t *turnBook) of(c models.Case) turn {
	return t.all[c.Business+"/"+string(c.Edition)+"/"+c.State]
}

// waitingOn are the places that wait on a party.
func (t *turnBook) waitingOn(p Party) []string {
	if keys, ok := t.parties[p]; ok {
		return keys
	}
	return []string{}
}

// yours are the places, with the seat before them, where one of the roles has the turn:
// own as seen from the handling body, asked from another seat, and above those where
// the body above an asked one has it once the day to answer has passed.
type yours struct{ own, asked, above []string }

func (t *turnBook) yours(roles []workflow.Role) yours {
	out := yours{own: []string{}, asked: []string{}, above: []string{}}
	for key, at := range t.all {
		for _, by := range at.by {
			if !slices.Contains(roles, by.Role) {
				continue
			}
			if place := string(by.Seat) + "/" + key; by.Seat == workflow.Own {
				out.own = append(out.own, place)
			} else {
				out.asked = append(out.asked, place)
			}
		}
		for _, by := range at.above {
			if slices.Contains(roles, by.Role) {
				out.above = append(out.above, string(by.Seat)+"/"+key)
			}
		}
	}
	return out
}

// standsStill tells whether the authority's time stands still for a case.
func (a *act) standsStill(c models.Case) bool { return a.r.turns().of(c).paused }
