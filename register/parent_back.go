package register

import (
	"errors"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// keptByOthers are the guardianships of somebody's minor children by whoever is no parent of theirs.
// Not one after a court revoked a parent's: that ends by the court alone (民法典 36, 38), whoever lives.
func (a *act) keptByOthers(parent string) (kept []models.Guardianship, minors []models.Person, err error) {
	rows, err := store.Many[models.Person](a.tx, "id", "status in ('active', 'in_transit') and id in (select id from people where father_id = ? union select id from people where mother_id = ?)", parent, parent)
	if err != nil {
		return nil, nil, err
	}
	for _, child := range rows {
		if a.ofAge(child) {
			continue
		}
		minors = append(minors, child)
		guardians, err := a.guardians(child.ID)
		if err != nil {
			return nil, nil, err
		}
		for _, g := range guardians {
			if workflow.GuardianGround(g.Ground) != workflow.GroundRevoked && !slices.Contains(parentsOf(child), g.GuardianID) {
				kept = append(kept, g)
			}
		}
	}
	return kept, minors, nil
}

// parentBack has the guardianships of somebody's children settled at the children's stations, and
// tells the guardians, when a parent stands in the register again who was dead or cancelled in it:
// the parents are guardians (民法典 27), and what others were made guardians for holds no more.
func (a *act) parentBack(parent string) error {
	kept, minors, err := a.keptByOthers(parent)
	if err != nil {
		return err
	}
	for _, child := range minors {
		if err := a.settleWard(child); err != nil {
			return err
		}
	}
	for _, g := range kept {
		a.send("ward_parent_back", map[string]string{"case": a.c.ID, "person": g.WardID, "guardianship": g.ID})
		i := slices.IndexFunc(minors, func(p models.Person) bool { return p.ID == g.WardID })
		if err := a.taskOnce(workflow.TaskWardParent, minors[i].Org, g.WardID); err != nil {
			return err
		}
	}
	return nil
}

// comingBack are those whom the case, once carried out, puts back into the register.
func (a *act) comingBack() ([]string, error) {
	if a.def.Business != workflow.Reversal {
		p, ok, err := a.person()
		if err != nil || !ok || guards(p) {
			return nil, err
		}
		return []string{p.ID}, nil
	}
	named, ok, err := a.namedEvent()
	if err != nil || !ok {
		return nil, err
	}
	events, err := a.undone(named)
	if b := (*Blocked)(nil); errors.As(err, &b) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	before, err := a.stoodBefore(events)
	var out []string
	for _, s := range before {
		if guards(s.person) || err != nil {
			continue
		}
		var p models.Person
		var found bool
		if p, found, err = a.personBack(s.person.ID, events); found && inForce(p) {
			out = append(out, p.ID)
		}
	}
	return out, err
}

// parentReturns shows whoever decides that minors whose parent the case puts back have another
// guardian, with the bodies among them; of persons it names nobody.
func (a *act) parentReturns() ([]workflow.Condition, error) {
	back, err := a.comingBack()
	if err != nil {
		return nil, err
	}
	wards, who := []string{}, []string{}
	for _, id := range back {
		kept, _, err := a.keptByOthers(id)
		if err != nil {
			return nil, err
		}
		for _, g := range kept {
			wards = append(wards, g.WardID)
			for _, body := range []string{g.Body, g.CarerBody} {
				if body != "" && !slices.Contains(who, body) {
					who = append(who, body)
				}
			}
		}
	}
	if len(wards) == 0 {
		return nil, nil
	}
	return []workflow.Condition{{Code: "parent_returns", Basis: "民法典 27, 39; 未成年人保护法 94", Detail: who, Message: workflow.Word{
		Zh: "本案恢复在册的人有未成年子女，现由他人或者所列单位监护：恢复登记不终止监护。登记后子女所在派出所办理厘清监护事项并告知监护人；父母能够监护的，办理监护人变更。",
		En: "Whoever this case puts back has minor children whom others, or the bodies listed, guard: the entry ends no guardianship. The children's station is then asked to settle it and the guardians are told; where the parent can be the guardian, the guardian is changed."}}}, nil
}
