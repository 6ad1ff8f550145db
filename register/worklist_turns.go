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
	all map[string]turn
	// back are the turns of the states in which a returned case waits to be corrected.
	back                  map[string]turn
	paused, ready, drafts []string
	returned              []string
	parties               map[Party][]string
}

func newTurnBook(b *workflow.Book) *turnBook {
	t := &turnBook{all: map[string]turn{}, back: map[string]turn{}, paused: []string{}, ready: []string{}, drafts: []string{}, returned: []string{}, parties: map[Party][]string{}}
	for _, d := range b.Editions() {
		for _, s := range d.States() {
			key := keyOf(d, s)
			t.all[key] = turnOf(b, d, s)
			t.list(key, d.Ended(s))
			if back, ok := backOf(b, d, s, t.all[key]); ok {
				t.back[key], t.returned = back, append(t.returned, key)
			}
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

// backOf is the turn of a state in a case that a review returned to it, false where none
// comes back from there: what was asked for is put right and the case goes straight back, by
// whoever works in the state; the head does where nobody below has a hand in it. Where the
// state's own work leads to no review, or an officer chooses between findings, that is
// still to be done first.
func backOf(b *workflow.Book, d *workflow.Definition, s workflow.State, t turn) (turn, bool) {
	steps := workSteps(d, s, workflow.ReportBack)
	if len(steps) == 0 {
		return turn{}, false
	}
	reviews := steps[0].To
	ahead := slices.ContainsFunc(workSteps(d, s, t.event), func(step workflow.Step) bool {
		return slices.ContainsFunc(step.To, func(to workflow.State) bool { return slices.Contains(reviews, to) })
	})
	t.ready, t.family = false, FamilyReturned
	if t.event == "" || s != workflow.Accepted && !slices.Contains(reviews, s) && !ahead {
		return t, true
	}
	t.event, t.word, t.by, t.paused = workflow.ReportBack, b.EventWord(workflow.ReportBack), nil, false
	for _, step := range steps {
		t.by = append(t.by, step.By...)
	}
	below := slices.DeleteFunc(slices.Clone(t.by), func(by workflow.By) bool { return by.Role == workflow.Head })
	if len(below) > 0 {
		t.by = below
	}
	t.party = Party(t.by[0].Role)
	return t, true
}

// turn is the turn of the case as it stands: of its state, or of what a return asks for.
func (a *act) turn() turn {
	if t, ok := a.r.turns().back[a.c.Business+"/"+string(a.c.Edition)+"/"+a.c.State]; ok && a.isReturned() {
		return t
	}
	return a.r.turns().of(a.c)
}

// isReturned tells that a review sent the case back and it did not come back since.
func (a *act) isReturned() bool {
	top, away := a.top()
	return away && top.Event == workflow.Return && !a.def.Ended(a.state())
}

// answersReturn tells that the case was returned and that it is the officer's to answer.
func (a *act) answersReturn() bool { return a.isReturned() && a.turnIsMine(a.turn()) }

// yours are the places, with the seat before them, where one of the roles has the turn:
// own as seen from the handling body, asked from another seat, and above those where
// the body above an asked one has it once the day to answer has passed; back those where
// it is theirs to answer a return.
type yours struct{ own, asked, above, back []string }

func (t *turnBook) yours(roles []workflow.Role) yours {
	out := yours{own: []string{}, asked: []string{}, above: []string{}, back: []string{}}
	for key, at := range t.back {
		for _, by := range at.by {
			if slices.Contains(roles, by.Role) && by.Seat == workflow.Own {
				out.back = append(out.back, string(by.Seat)+"/"+key)
			}
		}
	}
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
