package register

import (
	"errors"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// wardEffects carries out what rosters and lines do; the whole of each stands beside
// its word in the rule book.
func wardEffects() map[workflow.Effect]effect {
	return map[workflow.Effect]effect{
		workflow.EffAddLines:           (*act).addRows,
		workflow.EffDropLines:          (*act).dropLines,
		workflow.EffTakeLinesOff:       (*act).takeLinesOff,
		workflow.EffRemovalSheet:       (*act).removalSheet,
		workflow.EffStartLines:         (*act).startLines,
		workflow.EffRenewClearances:    (*act).renewClearances,
		workflow.EffReplaceInstitution: (*act).replaceInstitution,
		workflow.EffTakeOverLine:       (*act).takeOver,
		workflow.EffHandOnLines:        (*act).handOnLines,
		workflow.EffBindPerson:         (*act).bindFound,
		workflow.EffUnbindPerson:       (*act).unbind,
		workflow.EffDismissed:          (*act).recordDismissed,
		workflow.EffDuplicateCase:      (*act).openDuplicate,
		workflow.EffTakeKeeper:         (*act).takeKeeper,
		workflow.EffRecordGuardianship: (*act).recordGuardianship,
		workflow.EffReferMatch:         func(a *act) error { return a.letter("police_referral") },
		workflow.EffAskOrigin:          (*act).askOrigin,
		workflow.EffEscalateOrigin:     (*act).escalateOrigin,
		workflow.EffRerouteOrigin:      (*act).rerouteOrigin,
		workflow.EffClearance:          (*act).recordClearance,
		workflow.EffHeard:              (*act).recordHeard,
		workflow.EffChoice:             func(a *act) error { return a.keepFact(factGoesOn, a.req.Input.Bool(workflow.InGoesOn)) },
		workflow.EffEnterWard:          (*act).enterWard,
		workflow.EffMoveOut:            (*act).moveOut,
		workflow.EffLand:               (*act).land,
		workflow.EffRestore:            (*act).restoreAtOrigin,
		workflow.EffSettledThere:       (*act).settledThere,
		workflow.EffTellChoices:        func(a *act) error { return a.letter("choices_at_18") },
	}
}

// run carries out another effect as a part of this one.
func (a *act) run(e workflow.Effect) error { return a.r.effects[e](a) }

func (a *act) addRows() error {
	rows, err := a.rows()
	if err != nil {
		return err
	}
	wrong, err := a.addLines(rows, nil)
	if err != nil {
		return err
	}
	return wrong.invalid()
}

// lineNamed is a line of this batch by its id or number.
func (a *act) lineNamed(name string) (models.Case, error) {
	rows, err := store.Many[models.Case](a.tx, "", "(id = ? or number = ?) and parent_id = ?", name, name, a.c.ID)
	if err != nil {
		return models.Case{}, err
	}
	if len(rows) != 1 {
		return models.Case{}, invalid("input.lines", "no_such_line", "名册中没有这一行，请从列表中选择。", "The roster has no such line; choose one of the list.")
	}
	return rows[0], nil
}

// dropLines takes lines off a draft. Nothing was asked and nothing journaled, so the
// line goes as any draft does: it is closed where it stands and its lock is freed.
func (a *act) dropLines() error {
	for _, name := range a.req.Input.List(workflow.InLines) {
		l, err := a.lineNamed(name)
		if err != nil {
			return err
		}
		if err := a.dropLine(l); err != nil {
			return err
		}
	}
	return nil
}

func (a *act) dropLine(l models.Case) error {
	for _, sql := range []string{"UPDATE subject_locks SET released_at = ? WHERE case_id = ? AND released_at IS NULL",
		"UPDATE cases SET closed_at = ?, parent_id = '' WHERE id = ?"} {
		if _, err := a.tx.Exec(sql, a.now, l.ID); err != nil {
			return err
		}
	}
	_, err := a.tx.Exec("UPDATE case_timers SET cancelled = ? WHERE case_id = ? AND fired_at IS NULL", true, l.ID)
	return err
}

// takeLinesOff ends each named line, with the successor of the input. One line's
// failure fails all, since the head confirmed all.
func (a *act) takeLinesOff() error {
	for _, name := range a.req.Input.List(workflow.InLines) {
		l, err := a.lineNamed(name)
		if err != nil {
			return err
		}
		if err := a.endLine(l, workflow.Business(a.in(workflow.InSuccessor))); err != nil {
			return err
		}
	}
	return nil
}

// endLine takes TakenOff on a line within this transaction.
func (a *act) endLine(l models.Case, successor workflow.Business) error {
	in := workflow.Facts{}
	if successor != "" {
		in[workflow.InSuccessor] = string(successor)
	}
	n := a.lineStep(l, workflow.TakenOff, in)
	if err := n.load(l.ID); err != nil {
		return err
	}
	return n.take()
}

// lineStep begins a step of the system on a line, at the instant and for the reason of the
// batch's own step. The batch moves with that one; its lines must not move it too.
func (a *act) lineStep(l models.Case, on workflow.Event, in workflow.Facts) *act {
	n := a.r.begin(a.tx, systemActor())
	n.now, n.today, n.batch = a.now, a.today, a
	n.req = StepRequest{CaseID: l.ID, Event: on, Grounds: a.in(workflow.InReason), Input: in}
	return n
}

// startLines lets each line count from the day the roster was accepted, or received
// where it is deemed accepted: that day fixes who is eligible.
func (a *act) startLines() error {
	lines, err := a.openLineCases()
	if err != nil {
		return err
	}
	accepted, err := a.acceptanceDay()
	if err != nil {
		return err
	}
	due, provisional := a.r.Calendar().Due(a.today, a.span(workflow.LimitSearch))
	for _, l := range lines {
		if err := store.Amend[models.Case](a.tx, map[string]any{"accepted_on": accepted, "lodged_on": a.c.LodgedOn, "due_on": due, "provisional": provisional}, "id = ?", l.ID); err != nil {
			return err
		}
		p, err := a.findPolicy(l.Business, l.RegisterOrg)
		if err != nil {
			return err
		}
		if err := store.Amend[models.CaseForm](a.tx, map[string]any{"policy": jsonText(p)}, "case_id = ?", l.ID); err != nil {
			return err
		}
	}
	return nil
}

// renewClearances asks again wherever a clearance is no longer good.
func (a *act) renewClearances() error {
	lines, err := a.openLineCases()
	if err != nil {
		return err
	}
	for _, l := range lines {
		if l.State == string(workflow.OriginCleared) {
			if err := a.asSystem(l.ID, workflow.ClearanceExpired); err != nil {
				return err
			}
		}
	}
	a.notes = nil
	return nil
}

// replaceInstitution puts the body that takes over in the facts of the batch and of its
// lines: all that are not entered or on the way yet, each by a step of its own.
func (a *act) replaceInstitution() error {
	if err := a.takeOver(); err != nil {
		return err
	}
	lines, err := a.openLineCases()
	if err != nil {
		return err
	}
	for _, l := range lines {
		n := a.lineStep(l, workflow.BodyReplaced, workflow.Facts{workflow.InInstitution: a.in(workflow.InInstitution)})
		if err := n.load(l.ID); err != nil {
			return err
		}
		if len(a.r.book.Edges(n.def, n.state(), workflow.BodyReplaced)) == 0 {
			continue
		}
		if err := n.take(); err != nil {
			return err
		}
	}
	return nil
}

// factFirstBody is the body that listed a child whom another has taken over: the number of
// intake is of its book, where nobody else has the child's place.
const factFirstBody workflow.Field = "kept_first_institution"

// takeOver puts the institution of the input, with its household, in the facts of a batch
// or line; what the child said of the body before is forgotten.
func (a *act) takeOver() error {
	u, err := store.One[models.Institution](a.tx, "id = ?", a.in(workflow.InInstitution))
	if err != nil {
		return err
	}
	for _, said := range []workflow.Field{factView, factLanguage, factHeardNo} {
		delete(a.form.Facts, said)
	}
	if a.fact(factFirstBody) == "" && a.fact(workflow.FactInstitution) != u.ID {
		_ = a.keepFact(factFirstBody, a.fact(workflow.FactInstitution))
	}
	_ = a.keepFact(workflow.FactInstitution, u.ID)
	_ = a.keepFact(workflow.FactHousehold, u.HouseholdID)
	if a.def.Subject == "" {
		return nil // the roster itself holds nobody
	}
	return a.knownAnew() // a child is known by its place in a body's book
}

// handOnLines ends every open line: those of a draft are dropped, the others go on
// in the successor that the input names or that is open already.
func (a *act) handOnLines() error {
	lines, err := a.openLineCases()
	if err != nil {
		return err
	}
	named := a.namedSuccessors()
	for _, l := range lines {
		if a.dec.From == workflow.BDraft {
			if err := a.dropLine(l); err != nil {
				return err
			}
			continue
		}
		next, ok := named[l.ID]
		if !ok {
			next = named[l.Number]
		}
		if err := a.endLine(l, next); err != nil {
			return lineRefused(l, err)
		}
	}
	return nil
}

// lineRefused names the line that cannot end so, and why.
func lineRefused(l models.Case, err error) error {
	var r *Refused
	if !errors.As(err, &r) || len(r.Unmet) == 0 {
		return err
	}
	why := r.Unmet[0].Message
	return invalid("input."+string(workflow.InSuccessors), "line_refused", "业务编号"+l.Number+"不能这样办结："+why.Zh, "Line "+l.Number+" cannot end so: "+why.En)
}

// openDuplicate opens the case on the entries found, ex officio; this line waits for
// its ruling.
func (a *act) openDuplicate() error {
	found := a.req.Input.List(workflow.InHitPersons)
	if len(found) < 2 {
		return invalid("input.hit_persons", "too_few", "须列出两条以上登记。", "List two entries or more.")
	}
	_, err := a.openFollowing(workflow.DupCancel, "duplicate", workflow.Facts{
		workflow.FactFirstEntry: found[0], workflow.FactSecondEntry: found[1], workflow.FactApplicantRelation: exOfficio})
	return err
}

// takeKeeper binds the person whom the duplicate's case kept.
func (a *act) takeKeeper() error {
	dup, ok, err := a.duplicateCase()
	if err != nil || !ok {
		return err
	}
	n := a.r.begin(a.tx, systemActor())
	if err := n.read(dup.ID); err != nil {
		return err
	}
	keep, err := n.keptEntry()
	if err != nil {
		return err
	}
	var wrong *Invalid
	if err := a.bind(keep); errors.As(err, &wrong) { // the ruling stands all the same, and nobody typed this entry
		return blocked("keeper_gone", "裁定保留的登记现不在册，不能接续。", "The entry kept is not in the register now, so the case cannot go on with it.")
	} else {
		return err
	}
}

func (a *act) recordGuardianship() error {
	_ = a.keepFact(workflow.FactGuardianshipDoc, a.in(workflow.InDocument))
	a.note("on_behalf_of", a.in(workflow.InOnBehalf))
	return a.keepFact(workflow.FactLegalGround, a.in(workflow.InLegalGround))
}

func (a *act) recordClearance() error {
	_ = a.keepFact(factClearedOn, string(a.today))
	if told := a.in(workflow.InKinToldOn); told != "" {
		return a.keepFact(factKinToldOn, told)
	}
	return nil
}

func (a *act) recordHeard() error {
	_ = a.keepFact(factView, a.in(workflow.InView))
	_ = a.keepFact(factLanguage, a.in(workflow.InLanguage))
	return a.keepFact(factHeardNo, a.in(workflow.InDocument))
}
