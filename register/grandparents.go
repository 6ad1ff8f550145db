package register

import (
	"slices"

	"hukou/workflow"
)

// checkSide finds a side that the register contradicts: a parent declared to be registered
// otherwise than here, both declared to be in one prefecture or not, and grandparents who
// live elsewhere than in the household declared (Norm 21 to 23). Whom the register does not
// know it cannot contradict; then the head decides.
func (a *act) checkSide(f workflow.Facts, rules map[workflow.Field]workflow.FactRule) ([]FieldError, error) {
	var wrong []FieldError
	for _, of := range []struct{ who, at workflow.Field }{{workflow.FactMother, workflow.FactMotherAt}, {workflow.FactFather, workflow.FactFatherAt}} {
		if _, asked := rules[of.at]; !asked || f.Text(of.at) == "" {
			continue
		}
		side, err := a.registeredSide(f.Text(of.who), f.Text(of.at))
		if err != nil {
			return nil, err
		}
		if side != "" && side != f.Text(of.at) {
			wrong = append(wrong, fieldError("facts."+string(of.at), "registered_otherwise", "与此人现在的户口登记不符，请按户口簿填写；户口登记有误的，先办理迁移或更正。",
				"This is not how this person is registered: declare it as the booklet has it; a registration that is wrong is moved or corrected first."))
		}
	}
	if _, asked := rules[workflow.FactSamePrefecture]; asked && f.Has(workflow.FactSamePrefecture) {
		same, known, err := a.registeredTogether(f)
		if err != nil {
			return nil, err
		}
		if known && same != f.Bool(workflow.FactSamePrefecture) {
			wrong = append(wrong, fieldError("facts."+string(workflow.FactSamePrefecture), "registered_otherwise", "与父母双方现在的户口登记不符：双方都在本库的，由系统按登记判断，此项不必填写。",
				"This is not how the parents are registered: where the register has both, it tells by itself and nothing is declared here."))
		}
	}
	known, there, err := a.grandparents(f)
	if err == nil && known && !there && f.Text(workflow.FactHousehold) != "" {
		wrong = append(wrong, fieldError("facts.household_id", "not_the_grandparents_household", "拟落户的户中没有孩子的祖父母、外祖父母，请改选其所在的户。", "None of the child's grandparents stands in this household; choose theirs."))
	}
	return wrong, err
}

// grandparents tells, where the child follows them, whether the register knows one who
// still stands, and whether one stands in the household declared.
func (a *act) grandparents(f workflow.Facts) (known, there bool, err error) {
	if f.Text(workflow.FactFollows) != "grandparents" {
		return false, false, nil
	}
	var ids []string
	for _, who := range []workflow.Field{workflow.FactMother, workflow.FactFather} {
		p, ok, err := a.personByID(f.Text(who))
		if err != nil {
			return false, false, err
		}
		if ok {
			ids = append(ids, p.FatherID, p.MotherID)
		}
	}
	for _, id := range slices.DeleteFunc(ids, func(id string) bool { return id == "" }) {
		g, ok, err := a.personByID(id)
		if err != nil {
			return false, false, err
		}
		if ok && stays(g) {
			known, there = true, there || g.HouseholdID == f.Text(workflow.FactHousehold)
		}
	}
	return known, there, nil
}
