package render

import (
	"slices"

	"hukou/workflow"
)

// column puts the states of a graph below each other: the main line, which is the
// longest way from the start to the goal, and beside it every other state under the
// last state of the main line that comes before it. What is reached from anywhere
// stands at the foot.
type column struct {
	order []workflow.State
	main  []workflow.State
}

// arrange finds the order. It works on the graph without its ways back, found by
// walking it in story order, so the same definition always gives the same picture.
func arrange(g graph, start workflow.State, ends []workflow.State) column {
	next := forward(g, start)
	layer := layers(next, start, g.states)
	c := column{main: longest(next, start, goal(ends))}
	last, placed := g.next(anywhere), map[workflow.State]bool{}
	put := func(s workflow.State) {
		if !placed[s] {
			placed[s], c.order = true, append(c.order, s)
		}
	}
	for i, m := range c.main {
		put(m)
		if i+1 == len(c.main) {
			break
		}
		for _, s := range g.states {
			if l, ok := layer[s]; ok && l <= layer[c.main[i+1]] && !slices.Contains(c.main, s) && !slices.Contains(last, s) {
				put(s)
			}
		}
	}
	for _, s := range g.states {
		if _, ok := layer[s]; ok && !slices.Contains(last, s) {
			put(s)
		}
	}
	if slices.Contains(g.states, anywhere) {
		put(anywhere)
	}
	for _, s := range g.states {
		put(s)
	}
	return c
}

// forward is the graph without the arrows that close a circle.
func forward(g graph, start workflow.State) map[workflow.State][]workflow.State {
	out := map[workflow.State][]workflow.State{}
	const open, done = 1, 2
	seen := map[workflow.State]int{}
	var walk func(workflow.State)
	walk = func(s workflow.State) {
		seen[s] = open
		for _, to := range g.next(s) {
			if seen[to] == open {
				continue
			}
			if seen[to] == 0 {
				walk(to)
			}
			out[s] = append(out[s], to)
		}
		seen[s] = done
	}
	walk(start)
	return out
}

// layers is the length of the longest way to each state.
func layers(next map[workflow.State][]workflow.State, start workflow.State, states []workflow.State) map[workflow.State]int {
	layer := map[workflow.State]int{start: 0}
	for range states {
		for _, s := range states {
			l, ok := layer[s]
			if !ok {
				continue
			}
			for _, to := range next[s] {
				layer[to] = max(layer[to], l+1)
			}
		}
	}
	return layer
}

// goal is the end a case is meant to reach: delivered, or else the first end told.
func goal(ends []workflow.State) workflow.State {
	if slices.Contains(ends, workflow.Delivered) || len(ends) == 0 {
		return workflow.Delivered
	}
	return ends[0]
}

// longest is the longest way from a state to the goal; of equal ones the first
// told. Where the goal cannot be reached it is the start alone.
func longest(next map[workflow.State][]workflow.State, start, goal workflow.State) []workflow.State {
	known := map[workflow.State][]workflow.State{}
	var from func(workflow.State) []workflow.State
	from = func(s workflow.State) []workflow.State {
		if way, ok := known[s]; ok {
			return way
		}
		var best []workflow.State
		for _, to := range next[s] {
			if way := from(to); len(way) > len(best) {
				best = way
			}
		}
		if best != nil || s == goal {
			best = append([]workflow.State{s}, best...)
		}
		known[s] = best
		return best
	}
	if way := from(start); way != nil {
		return way
	}
	return []workflow.State{start}
}
