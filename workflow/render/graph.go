package render

import (
	"fmt"
	"slices"
	"strings"

	"hukou/workflow"
)

// anywhere is the stand-in for "any of many states": steps that start from so
// many states that drawing each would hide the picture start from it instead.
const anywhere workflow.State = "anywhere"

// manyStates is from how many states on a step is drawn once, from anywhere.
const manyStates = 8

// arrow is a step as it is drawn: from one state, with everything it may lead to.
type arrow struct {
	from workflow.State
	on   workflow.Event
	to   []workflow.State
	// back marks a return to where the case came from; it is drawn without target.
	back   bool
	system bool
	label  string
	title  string
}

// graph is what of a definition is drawn: states in story order, arrows, and the
// count of matters that change no state.
type graph struct {
	states []workflow.State
	arrows []arrow
	stays  int
}

func (w writer) graph() graph {
	g := graph{}
	merged := map[string]int{}
	stays := map[workflow.Event]bool{}
	for _, s := range w.d.Steps {
		if len(s.To) == 0 {
			stays[s.On] = true
			continue
		}
		for _, from := range w.sources(s) {
			key := fmt.Sprint(from, s.On, s.Back)
			i, ok := merged[key]
			if !ok {
				i, merged[key] = len(g.arrows), len(g.arrows)
				g.arrows = append(g.arrows, arrow{from: from, on: s.On, back: s.Back, system: true, label: w.arrowLabel(s, from)})
			}
			a := &g.arrows[i]
			a.system = a.system && s.After != ""
			for _, to := range s.To {
				if to != from && !slices.Contains(a.to, to) {
					a.to = append(a.to, to)
				}
			}
		}
	}
	g.stays = len(stays)
	for i := range g.arrows {
		g.arrows[i].title = w.arrowTitle(g.arrows[i])
	}
	g.states = w.d.States()
	if slices.ContainsFunc(g.arrows, func(a arrow) bool { return a.from == anywhere }) {
		g.states = append(g.states, anywhere)
	}
	return g
}

// sources are the states a step is drawn from.
func (w writer) sources(s workflow.Step) []workflow.State {
	if len(s.From) >= manyStates {
		return []workflow.State{anywhere}
	}
	return s.From
}

func (w writer) arrowLabel(s workflow.Step, from workflow.State) string {
	text := w.event(s.On)
	switch {
	case from == anywhere:
		text = w.l.bracket(text, w.l.pick(fmt.Sprintf("%d个环节", len(s.From)), workflow.Counted(len(s.From), "%d state", "%d states")))
	case s.TwoPerson():
		text = w.l.bracket(text, w.l.pick("两人", "two persons"))
	case s.After != "" && !strings.Contains(text, w.l.pick("期满", "at the deadline")):
		text = w.l.bracket(text, w.l.pick("期满", "at the deadline"))
	}
	return text
}

func (w writer) arrowTitle(a arrow) string {
	to := w.states(a.to)
	if a.back {
		to = w.l.pick("回到来的环节", "back where it came from")
	}
	return w.name(a.from) + " — " + a.label + " → " + to
}

// name is a state as drawn.
func (w writer) name(s workflow.State) string {
	if s == anywhere {
		return w.l.pick("在办的多个环节", "Many open states")
	}
	return w.state(s)
}

// next lists where the arrows of a state lead, without returns.
func (g graph) next(s workflow.State) []workflow.State {
	var out []workflow.State
	for _, a := range g.arrows {
		if a.from == s && !a.back {
			out = append(out, a.to...)
		}
	}
	return out
}
