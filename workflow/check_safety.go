package workflow

import "slices"

// adverseEnds are the ends of the core that go against the applicant. Two kinds
// of step may lead there without being a decision: CloseMoot, whose ground has
// fallen away, and one that cannot be taken without a successor, in which the
// matter goes on.
var adverseEnds = []State{NotAccepted, Refused, Terminated}

// registerEffects change the register itself, so a decision must come before.
var registerEffects = []Effect{EffBirth, EffDeath, EffNumber, EffMove, EffFirst, EffCancelPerson, EffGuardian, EffReverse,
	EffEnterWard, EffMoveOut, EffLand, EffLandFirst, EffRestore, EffVoidNumber, EffCloseHousehold, EffItems, EffHead, EffSetUp, EffJoin, EffAddress, EffName, EffNameMended, EffParents, EffGuardians,
	EffSex, EffSexMended, EffBirthMended, EffRenumber, EffOrigin,
	EffDeclaredDeath, EffRestorePerson, EffCancelAbroad, EffServiceMark, EffVeteranHome, EffCancelFalse, EffReadmit, EffEnterOrReadmit, EffAdopted,
	EffDepart, EffGone, EffHome, EffEnterIncomer, EffCertificate, EffBooklet, EffAnswer, EffCollective, EffCollectiveCare}

// into tells whether the step leads to one of the states.
func (s Step) into(states []State) bool {
	return slices.ContainsFunc(s.To, func(x State) bool { return slices.Contains(states, x) })
}

// at is the state under which a fault of the step is reported.
func (s Step) at() State {
	if len(s.From) == 0 {
		return ""
	}
	return s.From[0]
}

// adverse proves that a return says why, by code and in words, and that a decision
// against someone does, names the remedy and is never the system's (行政许可法 38; domain 2.1a).
func (c *checker) adverse() {
	for _, s := range c.d.Steps {
		if s.On == Return && !(slices.Contains(s.Needs, InReturnCode) && slices.Contains(s.Needs, InReason)) {
			c.add("return_without_reason", s.at(), s.On, "")
		}
		if !s.Adverse {
			if s.into(adverseEnds) && s.On != CloseMoot && !slices.Contains(s.Needs, InSuccessor) && !slices.Contains(s.If, GDeathCase) { // which asks for it, or for the death entered
				c.add("adverse_unmarked", s.at(), s.On, "")
			}
			continue
		}
		for _, f := range reasoned {
			if !slices.Contains(s.Needs, f) {
				c.add("adverse_without_reasons", s.at(), s.On, string(f))
			}
		}
		if !s.does(EffDecisionSheet) {
			c.add("adverse_without_sheet", s.at(), s.On, "")
		}
		if systemIn(s.By) || systemIn(s.Propose) || s.After != "" {
			c.add("system_takes_adverse", s.at(), s.On, "")
		}
	}
}

// decides tells whether the step decides the case: for the applicant, or against
// at an end.
func (c *checker) decides(s Step) bool {
	return !s.Back && slices.Contains(s.To, Approved) || s.Adverse && s.into(c.d.Ends)
}

// watched tells whether the step is the named exemption, done as the rule says:
// the clerk who accepted decides on the spot, a second officer looks afterwards.
func watched(s Step) bool {
	return s.Hand == OnSpot && !s.Adverse && s.has(GAcceptor) && s.has(GOnSpotLevel) && s.does(EffSpotCheck)
}

// fourEyes proves that on no path one person both makes and decides (公务员法 76;
// domain 2.1a). Three simple rules carry the proof. Whatever decides has the hand
// Checks with GNotMaker, or is the watched exemption. Whatever has the hand Makes
// carries GNotChecker, unless no check can have come before it. And nothing that
// changes the register can be reached without a deciding step.
func (c *checker) fourEyes() {
	d := c.d
	after := c.afterCheck()
	for _, s := range d.Steps {
		if c.decides(s) && systemIn(s.By) && !s.Adverse {
			c.add("system_decides", s.at(), s.On, "")
		}
		if (c.decides(s) || s.Hand == Checks || s.Hand == OnSpot) && !(s.Hand == Checks && s.has(GNotMaker)) && !watched(s) {
			c.add("maker_may_check", s.at(), s.On, "")
		}
		for _, e := range split(s) {
			for _, from := range e.From {
				if e.Hand == Makes && after[from] && !e.has(GNotChecker) {
					c.add("checker_may_make", from, e.On, "")
				}
			}
		}
	}
	undecided := d.reachable(c.decides)
	for _, s := range d.Steps {
		changes := slices.ContainsFunc(s.Do, func(e Effect) bool { return slices.Contains(registerEffects, e) })
		if changes && !c.decides(s) && slices.ContainsFunc(s.From, func(x State) bool { return undecided[x] }) {
			c.add("effect_undecided", s.at(), s.On, "")
		}
	}
}

// aloof proves that whoever must stand aside from a case does nothing with it
// (公务员法 74, 76). The system is nobody's kin; naming another officer is what the
// recused leave to be done.
func (c *checker) aloof() {
	for _, s := range c.d.Steps {
		if s.asides() && !s.has(GNotRecused) {
			c.add("recused_may_act", s.at(), s.On, "")
		}
	}
}

// ranks is the highest level at which each role may decide (domain 0.2).
var ranks = map[Role]Level{Clerk: P0, Head: P1, County: P2, CountyLead: P2, City: P3, CityLead: P3, Region: P3}

// LeadsOver tells whether a role leads at the level of the other or above it: a station's
// head over the station, a county's lead over county and stations, a prefecture's over all.
func (r Role) LeadsOver(other Role) bool {
	return slices.Contains([]Role{Head, CountyLead, CityLead}, r) && ranks[r] >= ranks[other]
}

// LeadsAbove tells whether a role leads at a level above the other's. The region decides no case
// itself, and stands above every prefecture.
func (r Role) LeadsAbove(other Role) bool {
	if r == Region {
		return other != Region
	}
	return r.LeadsOver(other) && ranks[r] > ranks[other]
}

// Below tells whether a role stands at a lower level than the other: a station below its
// county, and whoever decides nothing below the station's head.
func (r Role) Below(other Role) bool { return ranks[r] < ranks[other] }

// levels proves that a case of every level the definition can reach has somebody
// who may approve it, and that nobody approves or refuses above their own level.
func (c *checker) levels() {
	reached := []Level{c.d.Profile}
	for _, e := range c.d.Escalators {
		reached = append(reached, e.To)
	}
	approves := func(s Step) bool { return !s.Back && slices.Contains(s.To, Approved) }
	for _, l := range reached {
		found := !slices.ContainsFunc(c.d.Steps, approves)
		for _, s := range c.d.Steps {
			found = found || approves(s) && c.openAt(s, l)
		}
		if !found {
			c.add("no_decider", "", "", l.Word().Zh)
		}
	}
	for _, s := range c.d.Steps {
		if !approves(s) && s.On != Refuse {
			continue
		}
		for _, by := range s.By {
			for l := ranks[by.Role] + 1; l <= P3 && by.Role != System; l++ {
				if c.openAt(s, l) {
					c.add("decided_too_low", s.at(), s.On, string(by.Role)+" "+l.Word().Zh)
				}
			}
		}
	}
}

// openAt tells whether the conditions on the level alone let the step be taken in
// a case of the level.
func (c *checker) openAt(s Step, l Level) bool {
	return !slices.ContainsFunc(s.If, func(id GuardID) bool {
		g := c.b.guards[id]
		return slices.Equal(g.Reads, []Field{FRequiredLevel}) && !g.Met(Facts{FRequiredLevel: l})
	})
}

// afterCheck lists the states in which somebody may already have checked.
func (c *checker) afterCheck() map[State]bool {
	seen := map[State]bool{}
	for grown := true; grown; {
		grown = false
		for _, s := range c.d.Steps {
			for _, from := range s.From {
				if s.Hand != Checks && !seen[from] {
					continue
				}
				for _, to := range s.Targets(from) {
					grown = grown || !seen[to]
					seen[to] = true
				}
			}
		}
	}
	return seen
}

// looseChild proves invariant 13 (domain 2.4): where the subject has no
// registration, every end but the registered one needs a successor in the same
// act, and the officer is asked for it.
func (c *checker) looseChild() {
	if !c.d.Unregistered {
		return
	}
	done := []State{Effected, Delivered}
	for _, s := range c.d.Steps {
		settled := !slices.ContainsFunc(s.From, func(x State) bool { return !slices.Contains(done, x) })
		if settled || !slices.ContainsFunc(s.To, func(x State) bool { return c.d.Ended(x) && !slices.Contains(done, x) }) {
			continue
		}
		kept := slices.ContainsFunc(s.If, func(id GuardID) bool {
			return slices.Contains(c.b.guards[id].Reads, FHasSuccessor)
		})
		offered := s.systemOnly() || s.asks(InSuccessor) && s.does(EffSuccessor)
		if !kept || !offered {
			c.add("loose_child", s.at(), s.On, "")
		}
	}
}

// asked proves that what a condition reads can be there: an input that the step
// takes, a fact that the form holds.
func (c *checker) asked() {
	facts := c.d.FactsOf()
	read := func(id GuardID, s Step) {
		for _, f := range c.b.guards[id].Reads {
			switch c.b.fields[f].Source {
			case FromInput:
				if !s.asks(f) {
					c.add("input_not_asked", s.at(), s.On, string(id)+" "+string(f))
				}
			case FromForm:
				if _, ok := facts[f]; !ok {
					c.add("fact_not_asked", s.at(), s.On, string(id)+" "+string(f))
				}
			}
		}
	}
	for _, s := range c.d.Steps {
		for _, id := range s.If {
			read(id, s)
		}
	}
	for _, e := range c.d.Escalators {
		read(e.When, Step{})
	}
	for _, m := range c.d.Materials {
		read(m.When, Step{})
	}
	for _, f := range c.d.Facts {
		read(f.When, Step{})
	}
}
