package register

import "hukou/workflow"

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
	return a.guardianGone(p.ID)
}

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
