package register

import "hukou/workflow"

// kinCameSince tells whether the place of origin confirmed that no adult kin stand in the
// child's book, and one stands there now: nobody has told them (行政许可法 36).
func (a *act) kinCameSince() (bool, error) {
	last, ok, err := a.lastOf(workflow.RuleFor, workflow.OriginConfirm)
	if err != nil || !ok || last.Event == string(workflow.RuleFor) {
		return false, err
	}
	said, err := a.r.openRecord(last)
	if err != nil || said.Input.Text(workflow.InKinTold) != "none" {
		return false, err
	}
	return a.adultsInBook()
}

// groundContradicted tells whether the case goes by the guardian's death while the register has
// a parent of the child who lives and is guardian by law (民法典 27; 未成年人保护法 94).
func (a *act) groundContradicted() (bool, error) {
	if a.fact(workflow.FactLegalGround) != "guardian_dead" {
		return false, nil
	}
	p, ok, err := a.person()
	if err != nil || !ok {
		return false, err
	}
	if _, over, err := a.displaced(p); err != nil || over {
		return false, err
	}
	able, err := a.parentsAble(p)
	return len(able) > 0, err
}
