package workflow

import (
	"fmt"
	"slices"
)

// givingUp are the events by which a case is abandoned from almost anywhere. A
// state from which only these lead on is a dead end all the same.
var givingUp = []Event{Withdraw, Terminate, AlreadyRegistered, CloseMoot}

// reachable lists the states the steps lead to from the initial one. A step with
// Back adds none: it returns only to a state that was left before.
func (d *Definition) reachable(skip func(Step) bool) map[State]bool {
	seen := map[State]bool{d.Initial: true}
	for grown := true; grown; {
		grown = false
		for _, s := range d.Steps {
			if s.Back || skip(s) || !slices.ContainsFunc(s.From, func(x State) bool { return seen[x] }) {
				continue
			}
			for _, to := range s.To {
				grown = grown || !seen[to]
				seen[to] = true
			}
		}
	}
	return seen
}

// finishing lists the states from which an end can be reached without giving up.
func (d *Definition) finishing() map[State]bool {
	seen := map[State]bool{}
	for _, e := range d.Ends {
		seen[e] = true
	}
	for grown := true; grown; {
		grown = false
		for _, s := range d.Steps {
			if slices.Contains(givingUp, s.On) || !slices.ContainsFunc(s.To, func(x State) bool { return seen[x] }) {
				continue
			}
			for _, from := range s.From {
				grown = grown || !seen[from]
				seen[from] = true
			}
		}
	}
	return seen
}

func every(Step) bool { return false }

// graph proves that each state is reached, each leads to an end, no end is left,
// no edge is written twice and no step contradicts itself.
func (c *checker) graph() {
	d := c.d
	reached, finishing := d.reachable(every), d.finishing()
	for _, s := range d.States() {
		if !reached[s] {
			c.add("unreachable", s, "", "")
		}
		if !finishing[s] {
			c.add("dead_end", s, "", "")
		}
	}
	for _, s := range d.Ends {
		if !reached[s] {
			c.add("unreachable", s, "", "")
		}
	}
	edges := map[string]bool{}
	for _, step := range d.Steps {
		for _, from := range step.From {
			c.edges(step, from, edges)
		}
		if !c.b.possible(step.If) {
			c.add("impossible_step", step.at(), step.On, fmt.Sprint(step.If))
		}
	}
}

func (c *checker) edges(step Step, from State, seen map[string]bool) {
	for _, to := range step.Targets(from) {
		if c.d.Ended(from) && to != from {
			c.add("leaves_end", from, step.On, "")
		}
	}
	for _, e := range split(step) {
		for _, to := range e.Targets(from) {
			for _, by := range e.By {
				// A step back and another to the same state are told apart by where the case came from.
				key := fmt.Sprint(from, e.On, to, by, e.Back)
				if seen[key] {
					c.add("duplicate_edge", from, e.On, fmt.Sprint(by.Role, " ", by.Seat))
				}
				seen[key] = true
			}
		}
	}
}

// returns proves that every way back leads to a state that can have been
// remembered, and that what is remembered has a way back.
func (c *checker) returns() {
	reached := c.d.reachable(every)
	for _, s := range c.d.Steps {
		if s.Back && len(s.To) == 0 {
			c.add("back_without_list", s.at(), s.On, "")
			continue
		}
		for _, x := range s.Stood {
			if !slices.Contains(s.To, x) {
				c.add("stood_elsewhere", s.at(), s.On, string(x))
			}
		}
		for _, from := range s.From {
			if s.Back {
				c.back(s, from, reached)
			}
			if s.Push {
				c.push(s, from)
			}
		}
	}
}

func (c *checker) back(s Step, from State, reached map[State]bool) {
	for _, to := range s.To {
		if !reached[to] {
			c.add("unreachable", to, s.On, "")
		}
	}
	fed := slices.ContainsFunc(c.d.Steps, func(p Step) bool {
		return p.Push && slices.Contains(p.To, from) &&
			slices.ContainsFunc(p.From, func(x State) bool { return slices.Contains(s.To, x) })
	})
	if !fed {
		c.add("back_unfed", from, s.On, "")
	}
}

func (c *checker) push(s Step, from State) {
	for _, to := range s.Targets(from) {
		back := slices.ContainsFunc(c.d.From(to), func(b Step) bool { return b.Back && slices.Contains(b.To, from) })
		if !back {
			c.add("push_lost", from, s.On, string(to))
		}
	}
}

// clocks proves that each state has a limit or an officer who can lead the case
// on, and that whatever the system takes by itself has its hour.
func (c *checker) clocks() {
	for _, s := range c.d.States() {
		if c.d.Ended(s) || c.d.Limits[s] != "" {
			continue
		}
		owned := slices.ContainsFunc(c.d.From(s), func(x Step) bool {
			return !x.systemOnly() && len(x.By) > 0 && !slices.Contains(givingUp, x.On) &&
				slices.ContainsFunc(x.Targets(s), func(to State) bool { return to != s })
		})
		if !owned {
			c.add("no_clock_or_owner", s, "", "")
		}
	}
	for _, s := range c.d.Steps {
		if s.After != "" {
			c.lasting(s.After, s.at(), s.On)
			if !s.systemOnly() {
				c.add("timer_not_system", s.at(), s.On, "")
			}
		} else if s.systemOnly() && len(s.If) == 0 {
			c.add("timer_without_limit", s.at(), s.On, "")
		}
	}
}

// stops proves that time which stands still goes on: from each such state an officer's step
// leads, perhaps by another stop, to a state in which it runs, or to an end that is no
// giving up. What the system does at a limit is no result of what was waited for.
func (c *checker) stops() {
	resumes := map[State]bool{}
	for _, s := range c.d.States() {
		_, still := c.d.StandsStill(s)
		resumes[s] = !still
	}
	for grown := true; grown; {
		grown = false
		for _, step := range c.d.Steps {
			if step.systemOnly() || slices.Contains(givingUp, step.On) {
				continue
			}
			for _, from := range step.From {
				if !resumes[from] && slices.ContainsFunc(step.Targets(from), func(to State) bool { return to != from && resumes[to] }) {
					resumes[from], grown = true, true
				}
			}
		}
	}
	for _, s := range c.d.States() {
		if !resumes[s] {
			c.add("stop_without_resume", s, "", "")
		}
	}
}

// roles proves that somebody may take each step, and two persons an act of two.
func (c *checker) roles() {
	for _, s := range c.d.Steps {
		switch {
		case s.TwoPerson() && (len(s.By) == 0 || systemIn(s.By) || systemIn(s.Propose)):
			c.add("two_person_one_side", s.at(), s.On, "")
		case len(s.By) == 0:
			c.add("missing_role", s.at(), s.On, "")
		}
	}
}
