package register

import (
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// bodiesOfFound are the guardianships of a body over the minor for whom the case fills in a
// parent who stands in the register; none where it fills in nobody, or no body guards.
func (a *act) bodiesOfFound() ([]models.Guardianship, error) {
	p, ok, err := a.person()
	if err != nil || !ok || a.ofAge(p) {
		return nil, err
	}
	after, found := a.withParents(p), false
	for _, side := range [][2]string{{p.FatherID, after.FatherID}, {p.MotherID, after.MotherID}} {
		if side[0] == side[1] || found {
			continue
		}
		if found, err = a.stillThere(side[1]); err != nil {
			return nil, err
		}
	}
	if !found {
		return nil, nil
	}
	return store.Many[models.Guardianship](a.tx, "id", "ward_id = ? and closed_at is null and body <> ''", p.ID)
}

// tellGuardBody leaves a message for each body whose ward is to get a parent, so that it can be
// heard before anybody decides.
func (a *act) tellGuardBody() error {
	rows, err := a.bodiesOfFound()
	for _, g := range rows {
		a.send("ward_parent_declared", map[string]string{"case": a.c.ID, "person": g.WardID, "guardianship": g.ID})
	}
	return err
}

// wardParentTask asks the child's station to have the guardianship settled, once for a child;
// it is asked before the parent is entered, while the pages still differ.
func (a *act) wardParentTask() error {
	rows, err := a.bodiesOfFound()
	if err != nil || len(rows) == 0 {
		return err
	}
	for _, g := range rows {
		a.send("ward_parent_entered", map[string]string{"case": a.c.ID, "person": g.WardID, "guardianship": g.ID})
	}
	return a.taskOnce(workflow.TaskWardParent, a.c.RegisterOrg, rows[0].WardID)
}

// guardsAgain has the child's station settle who guards, and tells the guardian, where a
// guardianship over the parents stands again and a parent lives who can be the guardian (民法典
// 27). Not one after a court revoked a parent's, which ends by the court alone (民法典 36, 38).
func (a *act) guardsAgain(ward string, again []models.Guardianship) error {
	again = slices.DeleteFunc(again, func(g models.Guardianship) bool {
		ground := workflow.GuardianGround(g.Ground)
		return !ground.OverParents() || ground == workflow.GroundRevoked
	})
	if len(again) == 0 {
		return nil
	}
	p, ok, err := a.personByID(ward)
	if err != nil || !ok || !inForce(p) {
		return err
	}
	able, err := a.parentsAble(p)
	if err != nil || len(able) == 0 {
		return err
	}
	kept := slices.DeleteFunc(again, func(g models.Guardianship) bool {
		return g.GuardianID != "" && slices.Contains(parentsOf(p), g.GuardianID)
	})
	for _, g := range kept {
		a.send("ward_parent_back", map[string]string{"case": a.c.ID, "person": g.WardID, "guardianship": g.ID})
	}
	if len(kept) == 0 {
		return nil
	}
	return a.taskOnce(workflow.TaskWardParent, p.Org, p.ID)
}

// endWardParent ends the tasks to settle who guards a child.
func (a *act) endWardParent(ward, outcome string) error {
	return a.endTasks(workflow.TaskWardParent, ward, outcome)
}

// guardedByBody shows whoever works on the case that a body guards the child who gets a
// parent, and what follows.
func (a *act) guardedByBody() ([]workflow.Condition, error) {
	rows, err := a.bodiesOfFound()
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	var who []string
	for _, g := range rows {
		who = append(who, g.Body)
		if g.CarerBody != "" {
			who = append(who, g.CarerBody)
		}
	}
	return []workflow.Condition{{Code: "guarded_by_body", Basis: "民法典 27, 32; 未成年人保护法 94", Detail: who, Message: workflow.Word{
		Zh: "这名未成年人由所列单位监护、照料，受理时已发出告知：决定前请听取其意见。登记父母不终止监护；父母能够监护的，登记后办理监护人变更。",
		En: "The bodies listed guard and care for this minor and were sent word at the acceptance: hear them before deciding. Entering a parent ends no guardianship; where the parent can be the guardian, the guardian is changed afterwards."}}}, nil
}
