package register

import (
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// What a warning on a birth measures: children of one birth come within two days, the
// next birth of the same mother seven months later at the earliest; a mother is
// fourteen to fifty-five years old.
const (
	oneBirthDays   = 2
	nextBirthDays  = 210
	motherAtLeast  = 14
	motherAtMost   = 55
	ruleProofBirth = workflow.Basis("Norm 20")
)

// warnings are what an officer should look at again before deciding. They block
// nothing, ask for no paper and are no ground of a refusal; they name no other person.
func (a *act) warnings() ([]workflow.Condition, error) {
	rules := a.def.FactsOf()
	_, birth := rules[workflow.FactChildBirthDate]
	_, mothered := rules[workflow.FactMother]
	born := a.form.Facts.Date(workflow.FactChildBirthDate)
	if !birth || !mothered || !born.Valid() || a.fact(workflow.FactMother) == "" || a.c.ClosedAt != nil {
		return nil, nil
	}
	mother, ok, err := a.personByID(a.fact(workflow.FactMother))
	if err != nil || !ok {
		return nil, err
	}
	var out []workflow.Condition
	if age := mother.BirthDate.AgeOn(born); mother.BirthDate < born && (age < motherAtLeast || age > motherAtMost) {
		out = append(out, workflow.Condition{Code: "mother_age", Basis: ruleProofBirth, Message: workflow.Word{
			Zh: "按登记的出生日期，母亲分娩时的年龄不合常理：请核对是否选错人、日期是否有误。仅供核对，不影响受理和登记。",
			En: "By the dates registered the mother's age at this birth is unusual: see whether the right person was chosen and the dates are right. This is for comparison only and stops nothing."}})
	}
	near, err := a.siblingTooNear(mother.ID, born)
	if err != nil {
		return nil, err
	}
	if near {
		out = append(out, workflow.Condition{Code: "birth_interval", Basis: ruleProofBirth, Message: workflow.Word{
			Zh: "这位母亲名下另有子女，两次出生日期相隔过近：请核对日期和亲子关系。仅供核对，不影响受理和登记。",
			En: "The register has another child of this mother born too near to this day: compare the dates and the parentage. This is for comparison only and stops nothing."}})
	}
	return out, nil
}

// siblingTooNear tells whether the register has another child of the mother whose birth
// lies neither on these days nor far enough from them. The case's own child is not
// another one.
func (a *act) siblingTooNear(mother string, born models.Date) (bool, error) {
	siblings, err := store.Many[models.Person](a.tx, "id", "mother_id = ? and status <> ? and case_id <> ?", mother, models.StatusCancelled, a.c.ID)
	for _, p := range siblings {
		days := p.BirthDate.DaysUntil(born)
		if days = max(days, -days); p.BirthDate.Valid() && days > oneBirthDays && days < nextBirthDays {
			return true, err
		}
	}
	return false, err
}
