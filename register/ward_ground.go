package register

import (
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// kinCameSince tells whether the place of origin confirmed that no adult kin stand in the
// child's book, and one stands there now: nobody has told them (行政许可法 36).
func (a *act) kinCameSince() (bool, error) {
	rows, err := store.Many[models.Entry](a.tx, "seq desc limit 1", "case_id = ? and event in (?, ?)", a.c.ID, string(workflow.OriginConfirm), string(workflow.RuleFor))
	if err != nil || len(rows) == 0 || rows[0].Event == string(workflow.RuleFor) {
		return false, err
	}
	said, err := a.r.openRecord(rows[0])
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
