package register

import (
	"fmt"
	"maps"

	"hukou/workflow"
)

// effect is one named act on the case or the register, inside the transaction.
type effect func(*act) error

// effects says what each effect of the vocabulary does. A test shows that none is
// missing.
func effects() map[workflow.Effect]effect {
	out := coreEffects()
	for _, more := range []map[workflow.Effect]effect{registerEffects(), birthEffects(), wardEffects(), endingEffects()} {
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
// registered in the same transaction. If that cannot be, the case stays approved
// and the answer says why.
func (a *act) followUps() error {
	if err := a.tellParent(); err != nil {
		return err
	}
	if a.state() != workflow.Approved || a.dec.From == workflow.Approved || len(a.def.From(workflow.Approved)) == 0 {
		return nil
	}
	return a.asSystem(a.c.ID, workflow.EffectIt)
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
	}
	if _, err := a.tx.Exec("RELEASE SAVEPOINT follow"); err != nil {
		return err
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
