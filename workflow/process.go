package workflow

import "slices"

// Without leaves out every step of the events.
func (p Process) Without(on ...Event) Process {
	return slices.DeleteFunc(slices.Clone(p), func(s Step) bool { return slices.Contains(on, s.On) })
}

// WithoutFrom leaves out the edges of one event from one state.
func (p Process) WithoutFrom(from State, on Event) Process {
	var out Process
	for _, s := range p {
		if s.On == on && slices.Contains(s.From, from) {
			s.From = slices.DeleteFunc(slices.Clone(s.From), func(x State) bool { return x == from })
			if len(s.From) == 0 {
				continue
			}
		}
		out = append(out, s)
	}
	return out
}

// WithoutTo leaves out the steps that lead to a state.
func (p Process) WithoutTo(to State) Process {
	return slices.DeleteFunc(slices.Clone(p), func(s Step) bool { return slices.Contains(s.To, to) })
}

// Plus adds steps at the end; tables show them after the core's.
func (p Process) Plus(steps ...Step) Process { return append(slices.Clone(p), steps...) }

// Doing adds effects before those a step of the core already has.
func (p Process) Doing(on Event, effects ...Effect) Process {
	return p.change(on, func(s *Step) { s.Do = append(slices.Clone(effects), s.Do...) })
}

// Requiring adds guards to every step of the event.
func (p Process) Requiring(on Event, guards ...GuardID) Process {
	return p.change(on, func(s *Step) { s.If = append(slices.Clone(s.If), guards...) })
}

// Holding lays guards on every step from acceptance to the entry: what must be so when
// a case is taken in must still be so when it is decided and when it is entered.
func (p Process) Holding(guards ...GuardID) Process {
	for _, on := range []Event{Accept, SkipCheck, Approve, EffectIt} {
		p = p.Requiring(on, guards...)
	}
	return p
}

// Also lets every step of the events start, or with Back end, in further states:
// where a business adds states, the core's verbs hold there too. What is done with a draft
// is no verb: an auxiliary, who may throw one away, withdraws nothing that was handed in.
func (p Process) Also(states []State, on ...Event) Process {
	out := slices.Clone(p)
	for i, s := range out {
		if !slices.Contains(on, s.On) || slices.Contains(s.From, Draft) {
			continue
		}
		if s.Back {
			out[i].To = append(slices.Clone(s.To), states...)
		} else {
			out[i].From = append(slices.Clone(s.From), states...)
		}
	}
	return out
}

// arranging are the steps by which the body above, or the head, names who goes on
// with a case. They are all that a recused officer may still do with it.
var arranging = []Event{Designate}

// asides tells whether whoever must stand aside from the case may not take the step:
// so it is with every step of an officer but those that name another one.
func (s Step) asides() bool { return !s.systemOnly() && !slices.Contains(arranging, s.On) }

// standingAside lays GNotRecused on every step that it must bar (公务员法 76). A party
// of the case, kin of one or an officer who declared recusal does nothing with it.
func (p Process) standingAside() Process {
	out := slices.Clone(p)
	for i, s := range out {
		if s.asides() && !s.has(GNotRecused) {
			out[i].If = append(slices.Clone(s.If), GNotRecused)
		}
	}
	return out
}

// wholeForm lists the steps that take a case in, review it, decide for what it asks or
// enter it: each rests on all that the form requires. A law that accepts by lapse of time
// waits for nothing, and a no is possible whatever is lacking.
func (s Step) wholeForm() bool {
	if slices.Contains([]Event{Lodge, OpenExOfficio, Resubmit, Accept, Supplied, ReportCheck, ReportBack, Submit, PassUp, EffectIt, MoveOut}, s.On) {
		return true
	}
	return !s.Back && !s.Adverse && slices.Contains(s.To, Approved)
}

// formWhole lays GFactsComplete on every such step: what was declared at the lodging may
// have changed since.
func (p Process) formWhole() Process {
	out := slices.Clone(p)
	for i, s := range out {
		if s.wholeForm() && !s.has(GFactsComplete) {
			out[i].If = append(slices.Clone(s.If), GFactsComplete)
		}
	}
	return out
}

// agreedAgain has consents that fell noted before the case is reported or comes back with what
// was asked for, wherever consents are a condition of the approval.
func (p Process) agreedAgain() Process {
	if !p.first(Approve).has(GConsentsNoted) {
		return p
	}
	for _, on := range []Event{Supplied, ReportCheck, ReportBack} {
		p = p.change(on, func(s *Step) {
			if on != ReportBack || s.Hand == Makes { // a review forwards
				s.If = with(s.If, GConsentsAgain)
			}
		})
	}
	return p
}

// returning lets a case that has been in one of the states be returned there from any
// review, and come straight back from it to whoever returned it.
func (p Process) returning(states ...State) Process {
	return p.change(Return, func(s *Step) {
		s.To, s.Stood = append(slices.Clone(s.To), states...), append(slices.Clone(s.Stood), states...)
	}).change(ReportBack, func(s *Step) {
		if slices.Contains(s.From, Accepted) { // the stages below a review are worked on at one desk
			s.From = append(slices.Clone(s.From), states...)
		}
	})
}

// decidedAnew lets the level that approved take back to the work on it a case whose entry a
// condition of its own refuses (domain 2.3): to a stage in which the case has stood, on the
// same clock, to be decided once more; also where the place of origin has answered since. A
// roster's lines have ways of their own.
func (p Process) decidedAnew() Process {
	if p.first(Return).On == "" || !slices.ContainsFunc(p, func(s Step) bool { return s.On == PassUp && slices.Contains(s.From, StationReview) }) {
		return p
	}
	var enters, work []State
	for _, s := range p {
		for _, from := range []State{Approved, OriginCleared} {
			if (s.On == EffectIt || s.On == MoveOut) && slices.Contains(s.From, from) && !slices.Contains(enters, from) {
				enters = append(enters, from)
			}
		}
	}
	if len(enters) == 0 {
		return p
	}
	for _, s := range p {
		for _, to := range s.To {
			if s.On == Return && to != StationReview && to != CountyReview && to != CityReview && !slices.Contains(work, to) {
				work = append(work, to)
			}
		}
	}
	back := func(by By, level ...GuardID) Step {
		return Step{From: enters, On: Return, To: work, Stood: work, By: []By{by}, Needs: []Field{InReturnCode, InItems, InReason}, If: append(level, GEntryRefused), Basis: []Basis{"Norm 9", ruleReturn}}
	}
	return p.Plus(back(ownHead, GStationLevel), back(ownCountyLead, GCountysCase), back(ownCityLead, GAboveCounty))
}

// entryNamed lets whoever ends the case of a person without registration name the entry by
// which they turned out to be registered: no successor is needed then (see FUnregistered).
func (p Process) entryNamed() Process {
	for _, on := range []Event{Terminate, AlreadyRegistered} {
		p = p.change(on, func(s *Step) { s.May, s.If = append(slices.Clone(s.May), InFoundNumber), with(s.If, GEntryFits) })
	}
	return p
}

func (p Process) change(on Event, f func(*Step)) Process {
	out := slices.Clone(p)
	for i := range out {
		if out[i].On == on {
			f(&out[i])
		}
	}
	return out
}

// verbEvents are the events that Also usually carries over to a business's own
// running states.
var verbEvents = []Event{HandOver, Delegate, DelegateDone, AskOpinion, GiveOpinion, AskCountersign, Countersign, WithdrawAsk, Urge, Supervise, Designate, CompleteTask,
	Suspend, Resume, ResumeByDefault, Withdraw, Terminate, CloseMoot, DeathNoted}

// reachedFrom leaves out what no step leads to from the state, so that a business that
// begins elsewhere than the core keeps nothing of what it passes by.
func (p Process) reachedFrom(initial State) Process {
	reached, more := map[State]bool{initial: true}, true
	for more {
		more = false
		for _, s := range p {
			if !slices.ContainsFunc(s.From, func(x State) bool { return reached[x] }) || s.Back {
				continue
			}
			for _, to := range s.To {
				if !reached[to] {
					reached[to], more = true, true
				}
			}
		}
	}
	passed := func(x State) bool { return !reached[x] }
	var out Process
	for _, s := range p {
		stays := len(s.To) == 0
		s.From, s.To = slices.DeleteFunc(slices.Clone(s.From), passed), slices.DeleteFunc(slices.Clone(s.To), passed)
		if len(s.From) > 0 && (stays || len(s.To) > 0) {
			out = append(out, s)
		}
	}
	return out
}

// replaced is a list of effects with one in the place of another.
func replaced(effects []Effect, old, new Effect) []Effect {
	out := slices.Clone(effects)
	if i := slices.Index(out, old); i >= 0 {
		out[i] = new
	}
	return out
}
