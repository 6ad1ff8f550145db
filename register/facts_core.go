package register

import (
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// coreCollectors finds the facts about the case itself, its papers, its hands and
// the steps taken before.
func coreCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FFactsMissing:     func(a *act) (any, error) { return a.factsMissing() },
		workflow.FMaterialsMissing: (*act).materialsMissing,
		workflow.FActorIsMaker:     func(a *act) (any, error) { return a.handIs("makes") },
		workflow.FActorIsChecker:   func(a *act) (any, error) { return a.handIs("checks") },
		workflow.FActorIsAcceptor:  func(a *act) (any, error) { return a.isAcceptor() },
		workflow.FRequiredLevel:    (*act).requiredLevel,
		workflow.FPolicyLevel:      func(a *act) (any, error) { return a.policyLevel() },
		workflow.FCorrectionAsked:  func(a *act) (any, error) { return len(a.form.Notice) > 0, nil },
		workflow.FNoticeLacking:    func(a *act) (any, error) { return a.noticeLacking(a.req.Input) },
		workflow.FNoticePeriodOver: func(a *act) (any, error) { return a.c.DueOn != "" && a.c.DueOn < a.today, nil },
		workflow.FExtended:         func(a *act) (any, error) { return a.extendedBefore() },
		workflow.FOpenOpinions:     func(a *act) (any, error) { return a.openTasksOf(workflow.TaskOpinion) },
		workflow.FCountersignWaits: func(a *act) (any, error) { return a.countersignWaits() },
		workflow.FCountersignLack:  func(a *act) (any, error) { return a.countersignLack() },
		workflow.FOpenTasks:        func(a *act) (any, error) { return a.requiredTasks() },
		workflow.FProposedByOther:  func(a *act) (any, error) { return a.proposedByOther() },
		workflow.FReturnTo:         func(a *act) (any, error) { return a.returnTo() },
		workflow.FReturnedBy:       func(a *act) (any, error) { return a.returnedBy() },
		workflow.FLastStepMine:     func(a *act) (any, error) { return a.c.LastOfficer == a.actor.OfficerID, nil },
		workflow.FOpenedSince:      func(a *act) (any, error) { return a.openedSince() },
		workflow.FHasSuccessor:     func(a *act) (any, error) { return a.hasSuccessor() },
		workflow.FSuccessorsFit:    func(a *act) (any, error) { return a.successorsFit() },
		workflow.FFollowsCase: func(a *act) (any, error) {
			n, err := store.Count[models.CaseLink](a.tx, "to_case = ? and kind = 'successor'", a.c.ID)
			return n > 0, err
		},
		workflow.FSiteMayEffect: func(a *act) (any, error) { return a.siteMayEffect() },
		workflow.FStageOf:       func(a *act) (any, error) { return a.stageOf() },
		workflow.FAskIsMine:     func(a *act) (any, error) { return a.askIsMine() },
		workflow.FEntryRefused:  func(a *act) (any, error) { return a.entryRefused() },
		workflow.FAnsweredNo:    func(a *act) (any, error) { return a.answeredNo() },
		workflow.FTaskIsMine:    func(a *act) (any, error) { return a.taskIsMine() },
		workflow.FStillHeadless: func(a *act) (any, error) { return a.taskHeadless() },
		workflow.FSuspensionReached: func(a *act) (any, error) {
			return a.suspensionReached()
		},
		workflow.FStatesBefore:  func(a *act) (any, error) { return a.statesBefore() },
		workflow.FPreviousState: func(a *act) (any, error) { return a.previousState() },
		workflow.FOpenLines:     func(a *act) (any, error) { return a.openLines() },
		workflow.FToday:         func(a *act) (any, error) { return string(a.today), nil },
	}
}

// factsMissing lists the required facts of the form that have no value.
func (a *act) factsMissing() ([]string, error) {
	var out []string
	for _, rule := range a.def.Facts {
		if !rule.Required || a.form.Facts.Has(rule.Field) {
			continue
		}
		if ok, err := a.holds(rule.When); err != nil || !ok {
			if err != nil {
				return nil, err
			}
			continue
		}
		out = append(out, string(rule.Field))
	}
	return out, nil
}

func (a *act) hands() ([]models.CaseHand, error) {
	if a.cache.loaded["hands"] {
		return a.cache.hands, nil
	}
	rows, err := store.Many[models.CaseHand](a.tx, "", "case_id = ?", a.c.ID)
	a.cache.hands = rows
	a.loaded("hands")
	return rows, err
}

func (a *act) handIs(side string) (bool, error) {
	rows, err := a.hands()
	return slices.ContainsFunc(rows, func(h models.CaseHand) bool {
		return h.PersonID == a.actor.PersonID && h.Side == side && h.PersonID != ""
	}), err
}

func (a *act) isAcceptor() (bool, error) {
	rows, err := a.hands()
	return slices.ContainsFunc(rows, func(h models.CaseHand) bool { return h.PersonID == a.actor.PersonID && h.Acceptor }), err
}

// extendedBefore tells whether the level that has the case extended a period before, in
// whichever of its states: once in all (行政许可法 42).
func (a *act) extendedBefore() (bool, error) {
	rows, err := store.Many[models.CaseClock](a.tx, "", "case_id = ?", a.c.ID)
	mine := a.extenders(a.c.State)
	return slices.ContainsFunc(rows, func(k models.CaseClock) bool {
		return clockOf(k).Extension.N > 0 && slices.ContainsFunc(a.extenders(k.State), func(by workflow.By) bool { return slices.Contains(mine, by) })
	}), err
}

// extenders are those who extend a period in a state: the level that answers for it.
func (a *act) extenders(state string) []workflow.By {
	for _, s := range a.def.From(workflow.State(state)) {
		if s.On == workflow.Extend {
			return s.By
		}
	}
	return nil
}

func (a *act) proposedByOther() (bool, error) {
	// The event asked for is the confirmation; its proposal is kept under the same name.
	n, err := store.Count[models.CaseProposal](a.tx, "case_id = ? and event = ? and state = ? and closed_at is null and person_id <> ?",
		a.c.ID, string(a.req.Event), a.c.State, a.actor.PersonID)
	return n > 0, err
}

// previousState is the state that the last move came from.
func (a *act) previousState() (string, error) {
	var last []string
	if a.foreseen != nil && a.foreseen.left != nil {
		last = *a.foreseen.left
	} else if err := a.tx.Together(a.readPrevious(&last)); err != nil {
		return "", err
	}
	if len(last) == 0 {
		return "", nil
	}
	return last[0], nil
}

func (a *act) readPrevious(out *[]string) store.Reading {
	return store.IntoRows(out, "select from_state from journal where case_id = ? and from_state <> to_state order by seq desc limit 1", a.c.ID)
}

// statesBefore lists the states in which the case has stood, each once.
func (a *act) statesBefore() ([]string, error) {
	rows, err := store.Rows[string](a.tx, "select to_state from journal where case_id = ? and from_state <> to_state group by to_state order by min(seq)", a.c.ID)
	return append([]string{string(a.def.Initial)}, rows...), err
}

// returnTo is where a step with Back leads: the newest place left.
func (a *act) returnTo() (string, error) {
	top, _ := a.top()
	return string(top.State), nil
}

// returnedBy is the stage of the officer who returned the case, while it is away.
func (a *act) returnedBy() (string, error) {
	if top, ok := a.top(); ok && top.Event == workflow.Return {
		return string(top.State), nil
	}
	return "", nil
}

// openedSince tells whether another officer has looked at the present version.
func (a *act) openedSince() (bool, error) {
	if a.c.HolderID != "" && a.c.HolderID != a.actor.OfficerID {
		return true, nil
	}
	var by []string
	if a.foreseen != nil && a.foreseen.viewers != nil {
		by = *a.foreseen.viewers
	} else if err := a.tx.Together(a.readViewers(&by)); err != nil {
		return false, err
	}
	return len(by) > 0, nil
}

func (a *act) readViewers(out *[]string) store.Reading {
	return store.IntoRows(out, "select officer_id from case_views where case_id = ? and version >= ? and officer_id <> ? limit 1", a.c.ID, a.c.Version, a.actor.OfficerID)
}

// hasSuccessor is true when one is open already, or is named with the step.
func (a *act) hasSuccessor() (bool, error) {
	switch s := a.in(workflow.InSuccessor); s {
	case "":
	case successorExisting:
		_, ok, err := a.otherCase()
		return ok, err
	default:
		return a.takesOn(workflow.Business(s))
	}
	n, err := store.Count[models.CaseLink](a.tx, "from_case = ? and kind = 'successor'", a.c.ID)
	return n > 0, err
}

// takesOn tells whether a case of the business can bring this one's child into the
// register: one made for them, or a lead, which becomes one. A newborn is no ward while
// anybody may be the parent, and is one where the parents declared are dead or none is known
// (未成年人保护法 94); it neither comes back from abroad nor is naturalised, and is registered with a death only when there was one, as a ward is
// (Norm 25): a ward who died follows the institution, and is no newborn where that was a slip. A
// line is listed in its batch.
func (a *act) takesOn(name workflow.Business) (bool, error) {
	def, ok := a.r.book.Current(name, a.today)
	if !ok || def.Business == workflow.Lead {
		return true, nil
	}
	if !def.Unregistered || def.Business == workflow.WardLine {
		return false, nil
	}
	if a.def.Business == workflow.Lead {
		return true, nil // of whom it tells is not known yet
	}
	child, died := a.def.Subject == workflow.Child, a.in(workflow.InDiedOn) != "" || a.fact(workflow.FactChildDiedOn) != ""
	newborn := child && (a.def.Business != workflow.BirthThenDeath || a.fact(workflow.FactFollows) != "institution")
	switch def.Business {
	case workflow.BirthThenDeath:
		return died && (child || a.def.Subject == workflow.Ward), nil
	case workflow.WardFirst, workflow.FoundlingInstitution:
		if !newborn || a.state() == workflow.OriginInquiry { // a child who is neither's goes to civil affairs
			return true, nil
		}
		known, alive, err := a.parentsLeft()
		return !alive && (!known || def.Business == workflow.WardFirst), err
	case workflow.BirthCert, workflow.BirthNoCert, workflow.BirthAbroad:
		return newborn, nil
	case workflow.ReturnSettle, workflow.Naturalised, workflow.Regain:
		return !newborn, nil
	}
	return true, nil
}

// parentsLeft tells whether any parent is declared and not left blank, and whether one of them
// may live: whom this register does not have is not known to be dead.
func (a *act) parentsLeft() (known, alive bool, err error) {
	for role, named := range map[workflow.SubjectRole][]workflow.Field{workflow.Mother: motherNamed, workflow.Father: fatherNamed} {
		if a.blanked(role) || !slices.ContainsFunc(named, func(k workflow.Field) bool { return a.fact(k) != "" }) {
			continue
		}
		p, here, err := a.personByID(a.fact(named[0]))
		if err != nil {
			return true, true, err
		}
		known, alive = true, alive || !here || p.Status != models.StatusDead
	}
	return known, alive, nil
}

// orphaned tells whether every parent declared is dead: see FOrphaned.
func (a *act) orphaned() (bool, error) {
	known, alive, err := a.parentsLeft()
	return known && !alive, err
}

// successorsFit are those that takesOn lets follow, as "CODE term", for whoever has to choose;
// with an open case of the person where there is one.
func (a *act) successorsFit() ([]string, error) {
	out := []string{}
	for _, c := range a.r.book.Ask(workflow.InSuccessor, false).Codes {
		fits, err := false, error(nil)
		if c.Value == successorExisting {
			_, fits, err = a.otherCase()
		} else {
			fits, err = a.takesOn(workflow.Business(c.Value))
		}
		if err != nil {
			return nil, err
		}
		if fits {
			out = append(out, c.Value+" "+c.Zh+" "+c.En)
		}
	}
	return out, nil
}

// suspensionReached looks at the timer itself; the sweep has marked it by then.
func (a *act) suspensionReached() (bool, error) {
	n, err := store.Count[models.CaseTimer](a.tx, "case_id = ? and event = ? and not cancelled and due_on <= ?",
		a.c.ID, string(workflow.ResumeByDefault), string(a.today))
	return n > 0, err
}

func (a *act) openLines() (int, error) {
	n, err := store.Count[models.Case](a.tx, "parent_id = ? and parent_id <> '' and closed_at is null", a.c.ID)
	return int(n), err
}

// policyLevel is the level the pinned policy row sets; nil where it leaves the
// profile alone.
func (a *act) policyLevel() (any, error) {
	p, err := a.policy()
	if err != nil || p.Level == nil {
		return nil, err
	}
	return *p.Level, nil
}
