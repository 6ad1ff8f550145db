package register

import (
	"fmt"
	"maps"
	"slices"

	"hukou/workflow"
)

// effect is one named act on the case or the register, inside the transaction.
type effect func(*act) error

// effects says what each effect of the vocabulary does. A test shows that none is
// missing.
func effects() map[workflow.Effect]effect {
	out := coreEffects()
	for _, more := range []map[workflow.Effect]effect{registerEffects(), birthEffects(), wardEffects(), endingEffects(), duplicateEffects(), peerEffects(), bundleEffects(), changeEffects(), firstEffects(), transitEffects(), incomerEffects(), publicHouseholdEffects(), certificateEffects(), bookletEffects(), queryEffects(), collectiveEffects()} {
		maps.Copy(out, more)
	}
	return out
}

// runEffects carries out the step's effects in the order of the table.
func (a *act) runEffects() error {
	if a.dec.Proposing {
		return nil
	}
	for _, e := range a.dec.Step.Do {
		do, ok := a.r.effects[e]
		if !ok {
			return fmt.Errorf("the effect %s is not written", e)
		}
		if err := do(a); err != nil {
			return err
		}
	}
	return nil
}

// followUps takes by itself what follows a step at once: an approved case is
// registered in the same transaction, the place of origin is asked as soon as it is
// known, a case that waits for this one goes on. What cannot be done now leaves the
// case where it is, and the answer says why.
func (a *act) followUps() error {
	if a.dec.From == a.dec.To {
		return nil
	}
	if err := a.tellParent(); err != nil {
		return err
	}
	if err := a.tellWaiting(); err != nil {
		return err
	}
	if a.dec.From == workflow.Suspended || a.req.Event == workflow.Return {
		// Whoever sent it here means somebody to look at it first.
		return nil
	}
	at := a.state()
	for _, next := range followsAtOnce()[at] {
		if a.state() != at || !slices.Contains(a.def.Events(at), next) {
			continue
		}
		if next == workflow.KinFound {
			if found, err := a.guardianFoundIn(); err != nil {
				return err
			} else if found == "" {
				continue // nobody was found, which is nothing to tell
			}
		}
		if err := a.asSystem(a.c.ID, next); err != nil {
			return err
		}
	}
	if a.state() == at && at != workflow.RegisteredElsewhere && slices.Contains(a.def.Events(at), workflow.EffectIt) {
		// Tried again from tomorrow on: the office's day comes, a new book of numbers.
		return a.setTimer(workflow.EffectIt, at, a.today.AddDays(1))
	}
	return nil
}

// followsAtOnce are the steps that the system tries as soon as a state is entered, in
// this order, until one moves the case.
func followsAtOnce() map[workflow.State][]workflow.Event {
	return map[workflow.State][]workflow.Event{
		workflow.Approved:            {workflow.EffectIt, workflow.MoveOut, workflow.RequestOrigin, workflow.IssuePermit},
		workflow.RegisteredElsewhere: {workflow.KinFound, workflow.RequestOrigin},
		workflow.UnregisteredChild:   {workflow.KinFound},
		workflow.OriginCleared:       {workflow.EffectIt},
		workflow.CertReceived:        {workflow.EffectIt},
	}
}

// tellWaiting lets a line go on that waits for the ruling on entries in duplicate.
func (a *act) tellWaiting() error {
	if a.def.Business != workflow.DupCancel || a.state() != workflow.Effected && !a.def.Ended(a.state()) {
		return nil
	}
	if waiting, err := a.openedForLine(); err != nil || !waiting {
		return err
	}
	notes := a.notes
	err := a.asSystem(a.c.OriginCase, workflow.DupRuled)
	a.notes = notes
	return err
}

// asSystem takes a step by the system behind a savepoint, so that what cannot be
// done leaves what was decided untouched.
func (a *act) asSystem(caseID string, on workflow.Event) error {
	if _, err := a.tx.Exec("SAVEPOINT follow"); err != nil {
		return err
	}
	s := a.r.begin(a.tx, systemActor())
	s.now, s.today = a.now, a.today
	s.req = StepRequest{CaseID: caseID, Event: on, Input: workflow.Facts{}}
	err := s.load(caseID)
	if err == nil {
		err = s.take()
	}
	cond, soft := notDone(err)
	if err != nil && !soft {
		return err
	}
	if soft {
		if _, err := a.tx.Exec("ROLLBACK TO SAVEPOINT follow"); err != nil {
			return err
		}
		a.notes = append(a.notes, cond...)
		if err := a.alertBlocked(err); err != nil {
			return err
		}
	}
	if _, err := a.tx.Exec("RELEASE SAVEPOINT follow"); err != nil {
		return err
	}
	if caseID != a.c.ID {
		return nil
	}
	return a.reread()
}

// notDone are the reasons why a follow-up could not be taken now.
func notDone(err error) ([]workflow.Condition, bool) {
	switch e := err.(type) {
	case *Refused:
		return e.Unmet, true
	case *Blocked:
		return []workflow.Condition{{Code: e.Code, Message: e.Message}}, true
	}
	return nil, false
}

// reread brings the act up to what follow-ups did to the case.
func (a *act) reread() error {
	notes := a.notes
	a.cache = actCache{}
	err := a.read(a.c.ID)
	a.notes = notes
	return err
}
