package workflow

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// place is where a step starts, and by which event.
type place struct {
	from State
	on   Event
}

// way is one step as it may be taken, with facts and inputs that satisfy it.
type way struct {
	edge
	facts Facts
	input Facts
	known []Field
	reads []Field
}

// ground is a definition with what a walk through it asks again and again.
type ground struct {
	b *Book
	d *Definition
	// table is the table of steps, as other code than Decide's reads it.
	table  map[cell][]line
	ways   map[place][]way
	events []Event
	// able are the events that each may take in a state; onward those of them that bring
	// the case further.
	able, onward map[State]map[By][]Event
	people       []By
	out          map[string]bool
}

// String names the ground in the story of a failure.
func (g *ground) String() string { return fmt.Sprintf("%s@%s", g.d.Business, g.d.Edition) }

// groundsOf are all businesses in all editions.
func groundsOf(t *testing.T) []*ground {
	t.Helper()
	b := NewBook()
	var out []*ground
	known := map[string]Facts{}
	for _, d := range b.Editions() {
		m := &matrix{b: b, d: d, table: written(d), known: known}
		g := &ground{b: b, d: d, table: m.table, ways: map[place][]way{}, events: everyEvent(m.table), able: map[State]map[By][]Event{}, onward: map[State]map[By][]Event{}, out: map[string]bool{}}
		for _, from := range d.States() {
			g.able[from], g.onward[from] = map[By][]Event{}, map[By][]Event{}
			for _, on := range g.events {
				g.add(t, m, place{from, on})
			}
		}
		for k := range g.table {
			if k.by.Role != System && !slices.Contains(g.people, k.by) {
				g.people = append(g.people, k.by)
			}
		}
		slices.SortFunc(g.people, func(x, y By) int {
			return slices.Compare([]string{string(x.Role), string(x.Seat)}, []string{string(y.Role), string(y.Seat)})
		})
		out = append(out, g)
	}
	return out
}

// add finds facts for each step that starts at the place.
func (g *ground) add(t *testing.T, m *matrix, at place) {
	t.Helper()
	for _, e := range g.d.expanded(at.from, at.on) {
		good, ok := m.facts(e.If, true)
		if !ok {
			t.Fatalf("%s: no facts for %v", g, at)
		}
		y := way{edge: e}
		y.facts, y.input = m.sheets(good, e.Needs, true)
		y.known = sorted(y.facts)
		for _, id := range e.If {
			y.reads = append(y.reads, g.b.guards[id].Reads...)
		}
		g.ways[at] = append(g.ways[at], y)
	}
	for _, y := range g.ways[at] {
		for _, by := range y.By {
			g.able[at.from][by] = append(g.able[at.from][by], at.on)
			if y.leadsOn(at.from) {
				g.onward[at.from][by] = append(g.onward[at.from][by], at.on)
			}
		}
	}
}

// leadsOn tells whether the step brings a case further, and neither interrupts it nor ends
// it against somebody.
func (y way) leadsOn(from State) bool {
	return !slices.Contains(givingUp, y.On) && !y.Adverse && !y.Push && !slices.Equal(y.Targets(from), []State{from})
}

// fail tells what broke a rule, and the case's way to it.
func (w *wander) fail(t *rapid.T, d deed, format string, args ...any) {
	t.Helper()
	for _, x := range append(slices.Clone(w.deeds), d) {
		t.Logf("%s by %s as %v: %s to %s, hand %q, proposing %v", x.on, x.person, x.as, x.from, x.to, x.step.Hand, x.proposing)
	}
	t.Fatalf("%s: %s", w, fmt.Sprintf(format, args...))
}

// written holds a step against the table: it stands there for this officer, who is posted
// so at this moment; and whatever has ended stays as it is.
func (w *wander) written(t *rapid.T, d deed, dec Decision, who account) {
	if dec.From != d.from || len(w.table[cell{from: d.from, on: d.on, by: dec.As, to: d.to}]) == 0 {
		w.fail(t, d, "%s from %s to %s as %v stands in no table", d.on, d.from, d.to, dec.As)
	}
	if !slices.Contains(who.posts, dec.As) {
		w.fail(t, d, "%s as %v by one who is posted as %v", d.on, dec.As, who.posts)
	}
	if slices.Contains(w.d.Ends, d.from) && d.to != d.from {
		w.fail(t, d, "%s leads from the end %s to %s", d.on, d.from, d.to)
	}
	if d.step.Back && (len(w.returns) == 0 || w.returns[len(w.returns)-1].state != d.to) {
		w.fail(t, d, "%s leads to %s, from where the case did not come: %v", d.on, d.to, w.returns)
	}
	if slices.Contains(d.step.Stood, d.to) && !slices.Contains(w.been, d.to) {
		w.fail(t, d, "%s leads to %s, where the case never was", d.on, d.to)
	}
}

// making are the steps of the core that make a case, whatever hand the table gives them:
// to hand it in, to take it in, to ask for what it lacks, to report what was found.
func making() []Event {
	return []Event{Lodge, Resubmit, RequestCorrection, Accept, ReportCheck, DelegateDone, CompleteTask}
}

func (d deed) makes() bool {
	return d.proposing || d.step.Hand == Makes || slices.Contains(making(), d.on)
}

// decides tells whether whoever took the step decided: for the applicant, against them, or
// as one who checks what another made.
func (w *wander) decides(d deed) bool {
	if d.proposing {
		return false
	}
	return d.to == Approved && !d.step.Back && d.from != d.to || d.step.Adverse && slices.Contains(w.d.Ends, d.to) || d.step.Hand == Checks || d.step.TwoPerson()
}

// onTheSpot is the one exemption: the clerk who accepted decides, and another looks at it
// afterwards.
func (w *wander) onTheSpot(d deed) bool {
	return d.to == Approved && !d.step.Adverse && d.step.does(EffSpotCheck) &&
		slices.ContainsFunc(w.deeds, func(x deed) bool { return x.on == Accept && x.person == d.person })
}

// fourEyes holds a step against the duty of two persons (公务员法 76): nobody decides what
// they made, nobody makes what they decided, and what is approved was made by somebody.
func (w *wander) fourEyes(t *rapid.T, d deed) {
	if d.makes() && d.person != "" {
		for _, x := range w.deeds {
			if x.person == d.person && w.decides(x) && !w.onTheSpot(x) {
				w.fail(t, d, "%s made with %s what they had decided with %s", d.person, d.on, x.on)
			}
		}
	}
	if !w.decides(d) || w.onTheSpot(d) {
		return
	}
	if d.person == "" {
		w.fail(t, d, "the system decided with %s", d.on)
	}
	others := 0
	for _, x := range w.deeds {
		switch {
		case !x.makes():
		case x.person == d.person:
			w.fail(t, d, "%s decided with %s what they had made with %s", d.person, d.on, x.on)
		case x.person != "":
			others++
		}
	}
	if d.to == Approved && others == 0 {
		w.fail(t, d, "%s approved with %s what nobody made", d.person, d.on)
	}
	if d.step.TwoPerson() && !slices.ContainsFunc(w.deeds, func(x deed) bool {
		return x.on == ProposeEvent(d.on) && x.from == d.from && x.person != d.person
	}) {
		w.fail(t, d, "%s confirmed with %s what nobody else proposed", d.person, d.on)
	}
}

// leadsOut holds the place where the case now stands against the promise that every case
// can be brought to an end, without being given up, by officers who had no hand in it.
func (w *wander) leadsOut(t *rapid.T) {
	if !w.ends(w.state, w.returns, map[string]bool{}) {
		t.Fatalf("%s: no way to an end from %s, to go back to %v", w, w.state, w.returns)
	}
}

func (w *wander) ends(from State, returns []left, tried map[string]bool) bool {
	key := fmt.Sprint(from, returns)
	if w.out[key] || slices.Contains(w.d.Ends, from) {
		return true
	}
	if tried[key] || len(returns) > 2*len(w.been) {
		return false
	}
	if len(tried) == 0 {
		w.seen.outs++
	}
	tried[key] = true
	for _, on := range w.d.Events(from) {
		if slices.Contains(givingUp, on) {
			continue
		}
		for _, y := range w.ways[place{from, on}] {
			for _, to := range y.Targets(from) {
				if to == from || !w.could(y, from, to, returns) {
					continue
				}
				if w.ends(to, returned(returns, y.Step, from, to, on), tried) {
					w.out[key] = true
					return true
				}
			}
		}
	}
	return false
}

// could tells whether officers new to the case can take the step: two of them, where it
// takes two.
func (w *wander) could(y way, from, to State, returns []left) bool {
	ask := func(on Event, y way, to State) bool {
		f := y.facts.only(y.known)
		for _, k := range []Field{FActorIsMaker, FActorIsChecker, FActorIsAcceptor, FLastStepMine} {
			f[k] = false
		}
		f[FProposedByOther] = true
		w.whence(f, returns)
		dec, no := w.b.Decide(w.d, Request{State: from, Event: on, To: to, Standings: y.By, Facts: f, Input: y.input})
		return no == nil && dec.To == to
	}
	if y.TwoPerson() && !y.proposing {
		first := w.ways[place{from, ProposeEvent(y.On)}]
		if !slices.ContainsFunc(first, func(p way) bool { return ask(p.On, p, from) }) {
			return false
		}
	}
	return ask(y.On, y, to)
}
