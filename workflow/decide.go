package workflow

import (
	"context"
	"errors"
	"slices"

	"github.com/looplab/fsm"
)

// Request asks whether a step may be taken. Standings are the roles and seats the
// officer's postings give in this case; To is empty where the officer leaves the
// choice of target to the rules.
type Request struct {
	State     State
	Event     Event
	To        State
	Standings []By
	Facts     Facts
	// Input names the fields the officer wrote with the step.
	Input Facts
}

// Decision is the answer that the step may be taken.
type Decision struct {
	From, To State
	Step     Step
	// As is the standing the officer acts under.
	As By
	// Proposing tells that this is the first half of an act of two persons: it is
	// recorded, and the state stays.
	Proposing bool
}

// Cause sorts refusals for the border, in the order of the contract.
type Cause string

// The causes of a refusal.
const (
	// NeverYours: no posting of the officer can ever take this step here.
	NeverYours Cause = "never_yours"
	// NotFromHere: the step does not exist in the present state.
	NotFromHere Cause = "not_from_here"
	// Conflicting: another case or registration holds the person.
	Conflicting Cause = "conflicting"
	// Unmet: conditions are not met; all of them are listed.
	Unmet Cause = "unmet"
)

// Condition is one unmet condition with its legal basis.
type Condition struct {
	Code    string `json:"code"`
	Message Word   `json:"message"`
	Basis   Basis  `json:"basis"`
	// Detail lists what exactly is lacking, as codes of the vocabulary.
	Detail []string `json:"detail,omitempty"`
}

// Refusal is the reasoned no: every unmet condition at once, and what is possible
// instead. By is who takes a step that is never the officer's: nobody where the business
// has no step of the name.
type Refusal struct {
	Cause   Cause
	Unmet   []Condition
	Allowed []Event
	By      []By
}

// Error names the cause.
func (r *Refusal) Error() string { return "refused: " + string(r.Cause) }

// Decide answers one request by the definition: a decision, or a refusal that
// lists every unmet condition. It is pure; the same question has one answer. Where
// several steps of the event are open and lead apart, the officer names which.
func (b *Book) Decide(d *Definition, q Request) (Decision, *Refusal) {
	dec, ref := b.judge(d, q, b.unmet)
	if ref != nil || q.To != "" {
		return dec, ref
	}
	if ways := b.ways(d, q); len(ways) > 1 {
		return Decision{}, &Refusal{Cause: Unmet, Unmet: []Condition{chooseTarget(first(dec.Step.Basis), ways)}, Allowed: d.Offered(q.State)}
	}
	return dec, nil
}

// ways lists where the event leads by the steps that are open to the officer, each
// state once. Conditions that exclude each other leave one.
func (b *Book) ways(d *Definition, q Request) []State {
	var out []State
	for _, s := range d.expanded(q.State, q.Event) {
		if _, ok := match(s.By, q.Standings); !ok || len(b.unmet(s, q)) > 0 {
			continue
		}
		if to, lacks := target(s, q); lacks == nil && !slices.Contains(out, to) {
			out = append(out, to)
		}
	}
	return out
}

// judge takes the first step of the event whose role and conditions hold; which of
// these do not, lacking says.
func (b *Book) judge(d *Definition, q Request, lacking func(edge, Request) []Condition) (Decision, *Refusal) {
	steps := d.expanded(q.State, q.Event)
	if r := d.standing(q, steps); r != nil {
		return Decision{}, r
	}
	var best *Refusal
	for _, s := range toward(steps, q) {
		as, ok := match(s.By, q.Standings)
		if !ok {
			continue
		}
		unmet := lacking(s, q)
		to, cond := target(s, q)
		if cond != nil {
			unmet = append(unmet, *cond)
		}
		if len(unmet) == 0 {
			if !arbitrate(q.State, q.Event, to) {
				continue
			}
			return Decision{From: q.State, To: to, Step: s.Step, As: as, Proposing: s.proposing}, nil
		}
		if best == nil || len(unmet) < len(best.Unmet) {
			best = &Refusal{Cause: b.cause(unmet), Unmet: unmet}
		}
	}
	if best == nil {
		best = &Refusal{Cause: NotFromHere}
	}
	best.Allowed = d.Offered(q.State)
	return Decision{}, best
}

// toward keeps the edges by which the officer may go where he wants, so that a
// refusal speaks of that road and of no other; where there is none, all stay.
func toward(steps []edge, q Request) []edge {
	var out []edge
	for _, s := range steps {
		if _, ok := match(s.By, q.Standings); ok && slices.Contains(s.Targets(q.State), q.To) {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return steps
	}
	return out
}

// Standing answers ahead of the facts whether a posting can take the step at all,
// and whether the step starts from here; nil when both hold.
func (b *Book) Standing(d *Definition, from State, on Event, standings []By) *Refusal {
	return d.standing(Request{State: from, Event: on, Standings: standings}, d.expanded(from, on))
}

// standing refuses what no posting of the officer can take, and what does not
// start from here, before any condition is looked at.
func (d *Definition) standing(q Request, steps []edge) *Refusal {
	if len(steps) > 0 {
		for _, s := range steps {
			if _, ok := match(s.By, q.Standings); ok {
				return nil
			}
		}
		return &Refusal{Cause: NeverYours, Allowed: d.Offered(q.State), By: takers(steps)}
	}
	elsewhere := d.everywhere(q.Event)
	for _, s := range elsewhere {
		if _, ok := match(s.By, q.Standings); ok {
			return &Refusal{Cause: NotFromHere, Allowed: d.Offered(q.State)}
		}
	}
	return &Refusal{Cause: NeverYours, Allowed: d.Offered(q.State), By: takers(elsewhere)}
}

func (b *Book) cause(unmet []Condition) Cause {
	for _, c := range unmet {
		if b.guards[GuardID(c.Code)].Conflict {
			return Conflicting
		}
	}
	return Unmet
}

// unmet lists the guards and inputs of a step that do not hold.
func (b *Book) unmet(s edge, q Request) []Condition {
	var out []Condition
	for _, id := range s.If {
		g := b.guards[id]
		seen := q.Facts.only(g.Reads)
		for _, f := range g.Reads {
			if v, ok := q.Input[f]; ok && b.fields[f].Source == FromInput {
				seen[f] = v
			}
		}
		if g.Met != nil && g.Met(seen) {
			continue
		}
		out = append(out, Condition{Code: string(id), Message: g.Unmet, Basis: g.Basis, Detail: detail(g, q.Facts)}) // not what was typed
	}
	for _, f := range s.Needs {
		if !q.Input.Has(f) {
			w := b.fields[f].Word
			out = append(out, Condition{Code: "input_" + string(f), Basis: first(s.Basis),
				Message: Word{Zh: "请填写“" + w.Zh + "”。", En: "Fill in “" + w.En + "”."}})
		}
	}
	return out
}

func first(b []Basis) Basis {
	if len(b) == 0 {
		return ""
	}
	return b[0]
}

func detail(g Guard, f Facts) []string {
	var out []string
	for _, k := range g.Reads {
		out = append(out, f.List(k)...)
	}
	return out
}

func match(by []By, standings []By) (By, bool) {
	for _, b := range by {
		if slices.Contains(standings, b) {
			return b, true
		}
	}
	return By{}, false
}

// target finds where the step leads: back where the case came from, to the only
// target, or to the one the officer named among those listed.
func target(s edge, q Request) (State, *Condition) {
	if s.proposing {
		return q.State, nil
	}
	targets := s.Open(q.State, q.Facts)
	choice := q.To
	if s.Back {
		choice = State(q.Facts.Text(FReturnTo))
		if q.To != "" && q.To != choice {
			choice, targets = "", []State{choice}
		}
	}
	if choice == "" && len(targets) == 1 && len(s.Targets(q.State)) == 1 {
		return targets[0], nil
	}
	if slices.Contains(targets, choice) {
		return choice, nil
	}
	c := chooseTarget(first(s.Basis), targets)
	return "", &c
}

// chooseTarget is what is lacking where the officer has not said where it goes.
func chooseTarget(law Basis, targets []State) Condition {
	return Condition{Code: "to", Basis: law, Detail: texts(targets),
		Message: Word{Zh: "请选择去向：列出的环节之一。", En: "Choose where it goes: one of the stages listed."}}
}

func texts(states []State) []string {
	out := make([]string, len(states))
	for i, s := range states {
		out[i] = string(s)
	}
	return out
}

// arbitrate lets looplab/fsm judge the one edge: built for this decision and
// thrown away, without callbacks, so that nothing of it outlives an error. A stay
// in the same state is its NoTransitionError and counts as success.
func arbitrate(from State, on Event, to State) bool {
	m := fsm.NewFSM(string(from), fsm.Events{{Name: string(on), Src: []string{string(from)}, Dst: string(to)}}, nil)
	err := m.Event(context.Background(), string(on))
	var stay fsm.NoTransitionError
	if err != nil && !errors.As(err, &stay) {
		return false
	}
	return m.Current() == string(to)
}

// edge is a step as it is offered from one state: an act of two persons gives two.
type edge struct {
	Step
	proposing bool
}

// expanded lists the edges of one event from one state.
func (d *Definition) expanded(from State, on Event) []edge {
	var out []edge
	for i := range d.Steps { // a step is large, and a definition has many
		s := &d.Steps[i]
		if !slices.Contains(s.From, from) || s.On != on && !(s.TwoPerson() && ProposeEvent(s.On) == on) {
			continue
		}
		for _, e := range split(*s) {
			if e.On == on {
				out = append(out, e)
			}
		}
	}
	return out
}

// everywhere lists the edges of one event from any state.
func (d *Definition) everywhere(on Event) []edge {
	var out []edge
	for _, s := range d.Steps {
		for _, e := range split(s) {
			if e.On == on {
				out = append(out, e)
			}
		}
	}
	return out
}

// split turns an act of two persons into its two edges: the proposal carries the
// inputs and makes, so whoever checked may not propose; the confirmation checks
// that another person proposed.
func split(s Step) []edge {
	if !s.TwoPerson() {
		return []edge{{Step: s}}
	}
	p, c := s, s
	p.On, p.By, p.Do, p.Adverse, p.Push, p.Hand = ProposeEvent(s.On), s.Propose, nil, false, false, Makes
	p.To = nil
	p.If = append(without(s.If, GNotMaker, GNotChecker), GNotChecker)
	c.If = append([]GuardID{GProposed}, s.If...)
	return []edge{{Step: p, proposing: true}, {Step: c}}
}

func without(ids []GuardID, drop ...GuardID) []GuardID {
	var out []GuardID
	for _, id := range ids {
		if !slices.Contains(drop, id) {
			out = append(out, id)
		}
	}
	return out
}

// Events lists what may happen from a state, each event once, in table order.
func (d *Definition) Events(from State) []Event {
	var out []Event
	for _, s := range d.From(from) {
		for _, e := range split(s) {
			if !slices.Contains(out, e.On) {
				out = append(out, e.On)
			}
		}
	}
	return out
}

// Offered lists the events that officers may take from a state, each once, in table
// order: what the system takes by itself is left out.
func (d *Definition) Offered(from State) []Event {
	return slices.DeleteFunc(d.Events(from), func(on Event) bool {
		for _, e := range d.expanded(from, on) {
			if slices.ContainsFunc(e.By, func(b By) bool { return b.Role != System }) {
				return false
			}
		}
		return true
	})
}

// Edges lists the steps of one event from a state as they are offered, the two
// halves of a two-person act apart.
func (b *Book) Edges(d *Definition, from State, on Event) []Step {
	var out []Step
	for _, e := range d.expanded(from, on) {
		out = append(out, e.Step)
	}
	return out
}

// ChoosesItself tells that the officer need not name the target: it is the only one
// of a step, or the way back.
func (b *Book) ChoosesItself(d *Definition, from State, on Event) bool {
	for _, e := range d.expanded(from, on) {
		if !e.Back && !e.proposing && len(e.Targets(from)) > 1 {
			return false
		}
	}
	return true
}
