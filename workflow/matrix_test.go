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

// everyEvent lists the events of a definition, proposals included, and everyBy
// all roles at all seats.
func everyEvent(d *Definition) []Event {
	var out []Event
	for k := range written(d) {
		if !slices.Contains(out, k.on) {
			out = append(out, k.on)
		}
	}
	slices.Sort(out)
	return out
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

// sheets parts facts as the register gives them: what the officer writes goes by
// Input, all else by Facts.
func (b *Book) sheets(f Facts, needs []Field, want bool) (facts, in Facts) {
	facts, in = Facts{}, Facts{}
	for k, v := range f {
		if b.fields[k].Source == FromInput {
			in[k] = v
		} else {
			facts[k] = v
		}
	}
	for _, k := range needs {
		if _, ok := in[k]; !ok && want {
			in[k] = b.samples(k)[1]
		}
	}
	return facts, in
}

func guardsOf(b *Book, ids []GuardID) []Guard {
	var out []Guard
	for _, id := range ids {
		out = append(out, b.guards[id])
	}
	return out
}

// TestExactlyTheWrittenStepsArePossible asks every definition, in every state, for
// every event, by every role at every seat. With facts that satisfy everything
// the written edges are allowed, each under its own standing; whatever is not
// written is refused as nobody's, or as not from here.
func TestExactlyTheWrittenStepsArePossible(t *testing.T) {
	for _, b := range books() {
		for _, d := range b.defs {
			t.Run(fmt.Sprintf("%s@%s", d.Business, d.Edition), func(t *testing.T) {
				table := written(d)
				for k, lines := range table {
					for _, l := range lines {
						allowed(t, b, d, k, l)
					}
				}
				unwritten(t, b, d, table)
			})
		}
	}
}

// books are the real one and the core by itself, so that the matrix has something
// to show before any business is written.
func books() []*Book {
	return []*Book{NewBook(), newBook([]*Definition{ordinary(), small()})}
}

func allowed(t *testing.T, b *Book, d *Definition, k cell, l line) {
	t.Helper()
	good, ok := b.witness(guardsOf(b, l.ids), true)
	if !ok {
		t.Errorf("%v: no sample facts satisfy %v", k, l.ids)
		return
	}
	facts, in := b.sheets(good, l.needs, true)
	if l.back {
		facts[FReturnTo] = string(k.to)
	}
	got, no := b.Decide(d, Request{State: k.from, Event: k.on, To: k.to, Standings: []By{k.by}, Facts: facts, Input: in})
	if no != nil {
		t.Errorf("%v is written but refused: %s %v", k, no.Cause, codes(no))
	} else if got.To != k.to || got.As != k.by || got.From != k.from {
		t.Errorf("%v: got %s as %v", k, got.To, got.As)
	}
}

func unwritten(t *testing.T, b *Book, d *Definition, table map[cell][]line) {
	t.Helper()
	here, anywhere := map[cell]bool{}, map[cell]bool{}
	for k := range table {
		here[cell{from: k.from, on: k.on}] = true
		here[cell{from: k.from, on: k.on, by: k.by}] = true
		anywhere[cell{on: k.on, by: k.by}] = true
	}
	events, bys := everyEvent(d), everyBy()
	for _, from := range d.States() {
		for _, on := range events {
			for _, by := range bys {
				if here[cell{from: from, on: on, by: by}] {
					continue
				}
				want := NeverYours
				if !here[cell{from: from, on: on}] && anywhere[cell{on: on, by: by}] {
					want = NotFromHere
				}
				_, no := b.Decide(d, Request{State: from, Event: on, Standings: []By{by}})
				if no == nil {
					t.Errorf("%s %s by %v is not written but allowed", from, on, by)
				} else if no.Cause != want || len(no.Unmet) > 0 {
					t.Errorf("%s %s by %v: refused as %s %v, want %s alone", from, on, by, no.Cause, codes(no), want)
				}
			}
		}
	}
}

// TestARefusedStepNamesEveryUnmetConditionWithItsBasis asks for every written edge
// with facts that satisfy none of its conditions and no input at all: each
// condition and each lacking input must be named, with words and basis.
func TestARefusedStepNamesEveryUnmetConditionWithItsBasis(t *testing.T) {
	for _, b := range books() {
		for _, d := range b.defs {
			t.Run(fmt.Sprintf("%s@%s", d.Business, d.Edition), func(t *testing.T) {
				table := written(d)
				ways := map[cell]int{}
				for k, lines := range table {
					ways[cell{from: k.from, on: k.on, by: k.by}] += len(lines)
				}
				for k, lines := range table {
					// Where several steps answer, the refusal speaks of the nearest.
					if ways[cell{from: k.from, on: k.on, by: k.by}] == lines[0].targets {
						refused(t, b, d, k, lines[0])
					}
				}
			})
		}
	}
}

func refused(t *testing.T, b *Book, d *Definition, k cell, l line) {
	t.Helper()
	bad, ok := b.witness(guardsOf(b, l.ids), false)
	if !ok {
		t.Errorf("%v: no sample facts fail all of %v", k, l.ids)
		return
	}
	facts, in := b.sheets(bad, l.needs, false)
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
	_, no := b.Decide(d, Request{State: k.from, Event: k.on, Standings: []By{k.by}, Facts: facts, Input: in})
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
