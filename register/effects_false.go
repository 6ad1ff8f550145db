package register

import (
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// ReasonFalse is why a false entry ends.
const ReasonFalse = "false_entry"

// cancelFalse takes the case's subject off the register as entered by false papers; the
// number was never anybody's by right and is voided.
func (a *act) cancelFalse() error {
	p, err := a.registered()
	if err != nil {
		return err
	}
	if err := a.cancel(&p, ReasonFalse, ""); err != nil {
		return err
	}
	if err := a.guardianGone(p.ID); err != nil {
		return err
	}
	kin, err := a.kinOf(p.ID)
	if err != nil {
		return err
	}
	for _, q := range kin {
		if err := a.askOfKin(q); err != nil {
			return err
		}
	}
	return nil
}

// kinOfFalse lets those who name a false entry as parent, spouse or guardian name the one
// that follows it in the chain of cases, of the same person, now that it is entered.
func (a *act) kinOfFalse(p models.Person) error {
	origin := a.c.OriginCase
	for range longestChain {
		if origin == "" {
			return nil
		}
		ended, err := store.Many[models.RegisterEvent](a.tx, "id", "case_id = ? and subject_kind = ? and kind = ? and reason = ?", origin, SubjectPerson, EventCancel, ReasonFalse)
		if err != nil {
			return err
		}
		for _, e := range ended {
			before, found, err := a.personByID(e.SubjectID)
			if err != nil {
				return err
			}
			if found && before.Status == models.StatusCancelled && before.StatusReason == ReasonFalse {
				return a.handKin(before, p, ReasonFalse)
			}
		}
		c, err := store.One[models.Case](a.tx, "id = ?", origin)
		if err != nil {
			return ignoreMissing(err)
		}
		origin = c.OriginCase
	}
	return nil
}

// longestChain is how many cases back the false entry is looked for that a first
// registration puts right.
const longestChain = 8

// registerAnew opens the registration of a real person whose only entry was false, with
// what that said of them, to be put right (invariant 13).
func (a *act) registerAnew() error {
	if a.fact(workflow.FactFalseKind) != "only" {
		return nil
	}
	p, ok, err := a.person()
	if err != nil || !ok {
		return err
	}
	_, err = a.openFollowing(workflow.Unreg8, "successor", workflow.Facts{workflow.FactWardName: p.Name, workflow.FactWardSex: p.Sex, workflow.FactWardBirth: string(p.BirthDate)})
	return err
}
