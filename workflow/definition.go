package workflow

import (
	"slices"

	"hukou/models"
	"hukou/workflow/calendar"
)

// By names who may take a step: a role, at a seat of the case. The officer's
// postings are matched against it; a request never states a role.
type By struct {
	Role Role `json:"role"`
	Seat Seat `json:"seat"`
}

// Hand tells what taking a step does to an officer: whoever made a case may not
// check it (domain 2.1a; 公务员法 76).
type Hand string

// The hands. OnSpot is the one named exemption: the clerk who accepted decides
// an on-the-spot matter, and a second officer looks at it afterwards.
const (
	NoHand Hand = ""
	Makes  Hand = "makes"
	Checks Hand = "checks"
	OnSpot Hand = "on_spot"
)

// Step is one line of a rule table. An edge of the machine is (from, event, to);
// a Step with several To leaves the choice to the officer, and one with Back goes
// where the case came from.
type Step struct {
	From []State
	On   Event
	// To is empty for a step that leaves the state as it is.
	To []State
	// Stood lists those of To that are open only to a case which has been there: a
	// case is returned to a step that it has passed, not to one it never saw.
	Stood []State
	By    []By
	// Propose, when set, makes the step an act of two persons: one of these
	// proposes it, another person out of By confirms.
	Propose []By
	Hand    Hand
	// Needs and May name what the officer writes with the step: required and
	// optional. Both are described by JSON Schema at the border.
	Needs []Field
	May   []Field
	If    []GuardID
	Do    []Effect
	// After names the limit, counted from entering the state, after which the
	// system takes this step by itself.
	After Limit
	// Push remembers the state left, for a later step with Back.
	Push bool
	Back bool
	// Adverse marks a decision against the applicant: it needs reason, law and
	// remedy (行政许可法 38), and the system may never take it.
	Adverse bool
	Basis   []Basis
}

// Targets lists the states the step can lead to from the given one.
func (s Step) Targets(from State) []State {
	if len(s.To) == 0 {
		return []State{from}
	}
	return s.To
}

// Open lists the targets that the step can lead to in a case with these facts: all of
// Targets but those in which the case must have stood and has not; the way back has the one
// that it leads to.
func (s Step) Open(from State, f Facts) []State {
	if to := State(f.Text(FReturnTo)); s.Back && slices.Contains(s.To, to) {
		return []State{to}
	}
	if len(s.Stood) == 0 {
		return s.Targets(from)
	}
	been := f.List(FStatesBefore)
	return slices.DeleteFunc(slices.Clone(s.Targets(from)), func(to State) bool {
		return slices.Contains(s.Stood, to) && !slices.Contains(been, string(to))
	})
}

// Decides tells whether whoever takes the step decides or attests what another has made,
// or speaks against somebody: what an officer signs for. A proposal is none; the step
// that confirms it is one.
func (s Step) Decides() bool {
	return s.Hand == Checks || s.Hand == OnSpot || s.Adverse || s.does(EffDecisionSheet) || !s.Back && slices.Contains(s.To, Approved)
}

// TwoPerson tells whether the step must be proposed by one and confirmed by
// another.
func (s Step) TwoPerson() bool { return len(s.Propose) > 0 }

// Escalator lifts the deciding level of a case when its condition holds.
type Escalator struct {
	When  GuardID
	To    Level
	Basis Basis
}

// FactRule says how a fact enters the form of a business.
type FactRule struct {
	Field Field
	// Required from lodging on; a draft may lack it. See Definition.Whole.
	Required bool
	// When names a condition on other facts under which the rule applies.
	When GuardID
}

// MaterialRule says which paper, or shared data in its place, a business needs.
type MaterialRule struct {
	Kind MaterialKind
	// When names the condition under which it is needed; empty means always.
	When GuardID
	// Shared tells that data of another authority may stand for the paper, so it
	// may not be asked of the applicant where the exchange answers (Norm 12, 45).
	Shared bool
	// Optional papers help but are never asked for.
	Optional bool
	Basis    Basis
}

// CitizenClock is the period in which the citizen should come. It only sets a
// flag and blocks nothing.
type CitizenClock struct {
	Event  Field
	Months int
	Basis  Basis
}

// Definition is one business in one edition: a state machine with its papers,
// facts, clocks and law. A released edition is never edited; a new one is added
// beside it, and a case stays with the edition it was accepted under.
type Definition struct {
	Business Business
	Edition  models.Date
	Names    Word
	Initial  State
	Ends     []State
	// Steps in story order; buttons and tables keep that order.
	Steps []Step
	// Limits names the period that runs in each state.
	Limits map[State]Limit
	// Stops are the states, beside the core's, in which the authority's time stands still,
	// each with why.
	Stops map[State]calendar.StopReason
	// Profile is the deciding level before escalators; see Level.
	Profile    Level
	Escalators []Escalator
	Facts      []FactRule
	Materials  []MaterialRule
	// Subject is the role of the person whom the case is about, locked while the
	// case is open.
	Subject SubjectRole
	// Unregistered tells that the subject has no registration yet, so that no
	// case of the business may end without one or a successor (invariant 13).
	Unregistered bool
	// Child tells that the cases of this business are lines of a batch.
	Child Business
	// Local tells that the case changes an entry that is there already, which only the
	// station of that entry may do (Reg. 3, 6): whoever is registered elsewhere cannot
	// even be named.
	Local bool
	// AcrossRegions tells that a station of another region may take the case in for the one of the
	// register (跨省通办).
	AcrossRegions bool
	// Whole tells that all that is required is declared at the opening, since nothing is
	// lodged later (a visit's lead).
	Whole bool
	// NoLock marks the one kind of business that holds nobody (a visit's lead).
	NoLock  bool
	Citizen *CitizenClock
	Tasks   []TaskRule
	Basis   []Basis
}

// TaskRule is work that runs beside the states and never blocks but where a
// guard asks for it.
type TaskRule struct {
	Task Task
	// On names the event after which the task opens.
	On    Event
	By    By
	Limit Limit
	Basis Basis
}

// States lists every state of the definition in story order.
func (d *Definition) States() []State {
	out := []State{d.Initial}
	add := func(s State) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, step := range d.Steps {
		for _, s := range step.From {
			add(s)
		}
		for _, s := range step.To {
			add(s)
		}
	}
	return out
}

// Ended tells whether the state is an end of the machine.
func (d *Definition) Ended(s State) bool { return slices.Contains(d.Ends, s) }

// From lists the steps written for a state, in table order. It is asked several times in
// every step taken: the list is made once, as long as it will be.
func (d *Definition) From(s State) []Step {
	n := 0
	for i := range d.Steps {
		if slices.Contains(d.Steps[i].From, s) {
			n++
		}
	}
	out := make([]Step, 0, n)
	for i := range d.Steps {
		if slices.Contains(d.Steps[i].From, s) {
			out = append(out, d.Steps[i])
		}
	}
	return out
}

// Holds tells whether any step of the business has the condition.
func (d *Definition) Holds(id GuardID) bool {
	return slices.ContainsFunc(d.Steps, func(s Step) bool { return s.has(id) })
}

// FactsOf is the set of form fields a case of this business may carry.
func (d *Definition) FactsOf() map[Field]FactRule {
	out := make(map[Field]FactRule, len(d.Facts))
	for _, f := range d.Facts {
		out[f.Field] = f
	}
	return out
}
