package workflow

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// cell is one question of the matrix: this event, from this state, by this
// standing, to this target.
type cell struct {
	from State
	on   Event
	by   By
	to   State
}

// line is one written edge, with the conditions and inputs it asks for, read off
// the table by other code than Decide's.
type line struct {
	ids   []GuardID
	needs []Field
	// back marks a step to where the case came from; of several targets the step
	// must be told which.
	back    bool
	targets int
}

// written reads the table of steps into cells. An act of two persons is written
// twice: as a proposal that stays, with GNotChecker in place of GNotMaker, and as
// the step itself with GProposed.
func written(d *Definition) map[cell][]line {
	out := map[cell][]line{}
	put := func(k cell, by []By, l line) {
		for _, k.by = range by {
			out[k] = append(out[k], l)
		}
	}
	for _, s := range d.Steps {
		for _, from := range s.From {
			ids := s.If
			if len(s.Propose) > 0 {
				var mine []GuardID
				for _, id := range s.If {
					if id != GNotMaker && id != GNotChecker {
						mine = append(mine, id)
					}
				}
				put(cell{from: from, on: "propose_" + s.On, to: from}, s.Propose, line{ids: append(mine, GNotChecker), needs: s.Needs, targets: 1})
				ids = append([]GuardID{GProposed}, s.If...)
			}
			to := s.To
			if len(to) == 0 {
				to = []State{from}
			}
			for _, t := range to {
				put(cell{from: from, on: s.On, to: t}, s.By, line{ids, s.Needs, s.Back, len(to)})
			}
		}
	}
	return out
}

// everyEvent lists the events of a table, proposals included, and everyBy all
// roles at all seats.
func everyEvent(table map[cell][]line) []Event {
	on := map[Event]bool{}
	for k := range table {
		on[k.on] = true
	}
	return sorted(on)
}

func everyBy() []By {
	var out []By
	for _, r := range sorted(RoleWords()) {
		for _, s := range sorted(SeatWords()) {
			out = append(out, By{r, s})
		}
	}
	return out
}

// matrix is one definition with its table, asked cell by cell.
type matrix struct {
	b     *Book
	d     *Definition
	table map[cell][]line
	known map[string]Facts
}

// everyMatrix gives the real book, and the core by itself and the small business.
func everyMatrix(t *testing.T, ask func(t *testing.T, m *matrix)) {
	for _, b := range []*Book{NewBook(), newBook([]*Definition{ordinary(), small()})} {
		for _, d := range b.defs {
			t.Run(fmt.Sprintf("%s@%s", d.Business, d.Edition), func(t *testing.T) {
				ask(t, &matrix{b: b, d: d, table: written(d), known: map[string]Facts{}})
			})
		}
	}
}

// sheets parts facts as the register gives them: what the officer writes goes by
// Input, all else by Facts.
func (m *matrix) sheets(f Facts, needs []Field, want bool) (facts, in Facts) {
	facts, in = Facts{}, Facts{}
	for k, v := range f {
		if m.b.fields[k].Source == FromInput {
			in[k] = v
		} else {
			facts[k] = v
		}
	}
	for _, k := range needs {
		if _, ok := in[k]; !ok && want {
			in[k] = m.b.samples(k)[1]
		}
	}
	return facts, in
}

// facts on which the conditions all hold, or all fail; the same list is asked for
// by many cells, so the answer is kept.
func (m *matrix) facts(ids []GuardID, want bool) (Facts, bool) {
	key := fmt.Sprint(ids, want)
	if f, ok := m.known[key]; ok {
		return f, f != nil
	}
	var guards []Guard
	for _, id := range ids {
		guards = append(guards, m.b.guards[id])
	}
	f, ok := m.b.witness(guards, want)
	m.known[key] = f
	return f, ok
}

// TestExactlyTheWrittenStepsArePossible asks every definition, in every state, for
// every event, by every role at every seat. With facts that satisfy everything
// the written edges are allowed, each under its own standing; whatever is not
// written is refused as nobody's, or as not from here.
func TestExactlyTheWrittenStepsArePossible(t *testing.T) {
	everyMatrix(t, func(t *testing.T, m *matrix) {
		for k, lines := range m.table {
			for _, l := range lines {
				m.allowed(t, k, l)
			}
		}
		m.unwritten(t)
	})
}

func (m *matrix) allowed(t *testing.T, k cell, l line) {
	t.Helper()
	good, ok := m.facts(l.ids, true)
	if !ok {
		t.Errorf("%v: no sample facts satisfy %v", k, l.ids)
		return
	}
	facts, in := m.sheets(good, l.needs, true)
	facts[FStatesBefore] = []string{string(k.to)}
	if l.back {
		facts[FReturnTo] = string(k.to)
	}
	blank := Request{State: k.from, Event: k.on, To: k.to, Standings: []By{k.by}, Facts: facts, Input: Facts{}}
	if _, no := m.b.Could(m.d, blank); no != nil {
		t.Errorf("%v could not be taken whatever were written: %s %v", k, no.Cause, codes(no))
	}
	got, no := m.b.Decide(m.d, Request{State: k.from, Event: k.on, To: k.to, Standings: []By{k.by}, Facts: facts, Input: in})
	if no != nil {
		t.Errorf("%v is written but refused: %s %v", k, no.Cause, codes(no))
	} else if got.To != k.to || got.As != k.by || got.From != k.from {
		t.Errorf("%v: got %s as %v", k, got.To, got.As)
	}
}

// unwritten asks for what the table does not have. Standings of which none may
// take the step here are asked about together: a yes to any would show.
func (m *matrix) unwritten(t *testing.T) {
	t.Helper()
	here, anywhere := map[cell]bool{}, map[cell]bool{}
	for k := range m.table {
		here[cell{from: k.from, on: k.on}] = true
		here[cell{from: k.from, on: k.on, by: k.by}] = true
		anywhere[cell{on: k.on, by: k.by}] = true
	}
	for _, from := range m.d.States() {
		for _, on := range everyEvent(m.table) {
			var strangers []By
			for _, by := range everyBy() {
				switch {
				case here[cell{from: from, on: on, by: by}]:
				case !here[cell{from: from, on: on}] && anywhere[cell{on: on, by: by}]:
					m.denied(t, Request{State: from, Event: on, Standings: []By{by}}, NotFromHere)
				default:
					strangers = append(strangers, by)
				}
			}
			m.denied(t, Request{State: from, Event: on, Standings: strangers}, NeverYours)
		}
	}
}

func (m *matrix) denied(t *testing.T, q Request, want Cause) {
	t.Helper()
	_, no := m.b.Decide(m.d, q)
	if no == nil {
		t.Errorf("%s %s by one of %v is not written but allowed", q.State, q.Event, q.Standings)
	} else if no.Cause != want || len(no.Unmet) > 0 {
		t.Errorf("%s %s by %v: refused as %s %v, want %s alone", q.State, q.Event, q.Standings, no.Cause, codes(no), want)
	}
}

// TestARefusedStepNamesEveryUnmetConditionWithItsBasis asks for every written edge
// with facts that satisfy none of its conditions and no input at all: each
// condition and each lacking input must be named, with words and basis.
func TestARefusedStepNamesEveryUnmetConditionWithItsBasis(t *testing.T) {
	everyMatrix(t, func(t *testing.T, m *matrix) {
		ways := map[cell]int{}
		for k, lines := range m.table {
			ways[cell{from: k.from, on: k.on, by: k.by}] += len(lines)
		}
		for k, lines := range m.table {
			// Where several steps answer, the refusal speaks of the nearest.
			if ways[cell{from: k.from, on: k.on, by: k.by}] == lines[0].targets {
				m.refused(t, k, lines[0])
			}
		}
	})
}

func (m *matrix) refused(t *testing.T, k cell, l line) {
	t.Helper()
	bad, ok := m.facts(l.ids, false)
	if !ok {
		t.Errorf("%v: no sample facts fail all of %v", k, l.ids)
		return
	}
	facts, in := m.sheets(bad, l.needs, false)
	want := []string{}
	for _, id := range l.ids {
		want = append(want, string(id))
	}
	for _, f := range l.needs {
		if !in.Has(f) {
			want = append(want, "input_"+string(f))
		}
	}
	if l.targets > 1 {
		want = append(want, "to")
	}
	_, no := m.b.Decide(m.d, Request{State: k.from, Event: k.on, Standings: []By{k.by}, Facts: facts, Input: in})
	if len(want) == 0 {
		if no != nil {
			t.Errorf("%v asks for nothing but is refused: %v", k, codes(no))
		}
		return
	}
	if no == nil {
		t.Errorf("%v is allowed though nothing is satisfied", k)
		return
	}
	got := codes(no)
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%v (-want +got):\n%s", k, diff)
	}
	for _, c := range no.Unmet {
		if c.Basis == "" || c.Message.Zh == "" || c.Message.En == "" {
			t.Errorf("%v: %s lacks basis or words", k, c.Code)
		}
	}
}
