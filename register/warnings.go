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
	if s := a.state(); s == workflow.Effected || s == workflow.Delivered {
		return a.entryUndone()
	}
	if a.c.ClosedAt != nil {
		return nil, nil
	}
	if s := a.state(); s == workflow.Approved || s == workflow.OriginCleared && a.def.Subject != workflow.Ward {
		return a.entryStands()
	}
	said, err := a.objections()
	if err != nil {
		return nil, err
	}
	more, err := a.warningsOf()
	return append(more, said...), err
}

// entryUndone tells that nothing stands of what the case entered.
func (a *act) entryUndone() ([]workflow.Condition, error) {
	by, err := a.undoneBy(a.c.ID)
	if err != nil || len(by) == 0 {
		return nil, err
	}
	return []workflow.Condition{{Code: "entry_undone", Basis: "Norm 57", Detail: by, Message: workflow.Word{
		Zh: "本案的登记已被所列业务冲销，不再有效；尚未送达的不再送达，已送达的由冲销一案收回。",
		En: "What this case entered was undone by the case listed and stands no longer: what was not handed out stays here, and what was is taken back by the reversal."}}}, nil
}

// warningsOf are those of a business.
func (a *act) warningsOf() ([]workflow.Condition, error) {
	if a.def.Business == workflow.DupCancel {
		return a.entriesDiffer()
	}
	if a.def.Business == workflow.MoveAcrossRegion {
		return a.warnNamedOtherwise()
	}
	if a.def.Business == workflow.ParentItem {
		out, err := a.bornSameDay()
		if err != nil {
			return nil, err
		}
		more, err := a.guardedByBody()
		return append(out, more...), err
	}
	switch a.def.Business {
	case workflow.Reversal, workflow.DeclaredRevoked, workflow.RestoreOther:
		return a.parentReturns()
	}
	if a.def.Subject == workflow.Ward || a.def.Business == workflow.Lead {
		out, err := a.matched()
		if err != nil {
			return nil, err
		}
		lives, err := a.guardianLives()
		return append(out, lives...), err
	}
	out, err := a.birthUnusual()
	return append(a.reportsDiffer(), out...), err
}

// entriesDiffer warns where the two entries of a duplicate do not agree: one person may
// have been entered under two names, and two persons may have been taken for one. Why the
// check found one person is told with it, and why an earlier case found two.
func (a *act) entriesDiffer() ([]workflow.Condition, error) {
	differs, err := a.entriesContradict()
	if err != nil {
		return nil, err
	}
	before, err := a.ruledOutBefore()
	if err != nil {
		return nil, err
	}
	var out []workflow.Condition
	for _, why := range before {
		out = append(out, workflow.Condition{Code: "ruled_out_before", Basis: "Norm 9", Message: workflow.Word{
			Zh: "登记其中一条时，曾经核对另一条并认定为另一人，当时的理由：" + why + "。认定为同一人的，须说明为什么当时的认定不成立。",
			En: "When one of the two was entered, the other was found to be another person's, for this reason: " + why + ". Whoever finds one person now says why that does not hold."}})
	}
	if len(differs) == 0 {
		return out, nil
	}
	said := workflow.Word{
		Zh: "两条登记不一致，可能是两个人。决定前须目视比对，并听取两条登记所载人员（未成年人的父母或者其他监护人）的意见。",
		En: "The two entries differ and may be two people's: compare by eye and hear those whom they name (for minors, the parents or other guardians) before deciding."}
	if why := a.fact(factDifference); why != "" {
		said.Zh += "核查人认定为同一人的理由：" + why
		said.En += " Why the check found one person: " + why
	}
	return append(out, workflow.Condition{Code: "entries_differ", Basis: "Norm 9", Detail: differs, Message: said}), nil
}

// bornSameDay warns where a mother is filled in who has another child of the person's day:
// a twin, or the same child entered once more.
func (a *act) bornSameDay() ([]workflow.Condition, error) {
	p, ok, err := a.person()
	mother := a.fact(workflow.FactMother)
	if err != nil || !ok || mother == "" || mother == p.MotherID {
		return nil, err
	}
	n, err := store.Count[models.Person](a.tx, "id <> ? and mother_id = ? and birth_date = ? and "+wasRegistered, p.ID, mother, string(p.BirthDate))
	if err != nil || n == 0 {
		return nil, err
	}
	return []workflow.Condition{{Code: "birth_same_day", Basis: "Reg. 6; Norm 9", Message: workflow.Word{
		Zh: "这位母亲名下另有同日出生的子女：决定前请核实是双（多）胞胎还是同一个孩子的两条登记；是同一人的，按重复户口注销办理。",
		En: "The register has another child of this mother born on the same day: find out before deciding whether they are of one birth or one child entered twice; of one child, the second entry is cancelled as a duplicate."}}}, nil
}

// birthUnusual warns of a mother's unusual age, and of another child of hers born too
// near.
func (a *act) birthUnusual() ([]workflow.Condition, error) {
	rules := a.def.FactsOf()
	_, birth := rules[workflow.FactChildBirthDate]
	_, mothered := rules[workflow.FactMother]
	born := a.form.Facts.Date(workflow.FactChildBirthDate)
	if !birth || !mothered || !born.Valid() || a.fact(workflow.FactMother) == "" {
		return nil, nil
	}
	mother, ok, err := a.personByID(a.fact(workflow.FactMother))
	if err != nil || !ok {
		return nil, err
	}
	var out []workflow.Condition
	age := mother.BirthDate.AgeOn(born)
	switch {
	case mother.BirthDate >= born:
	case age < motherAtLeast:
		out = append(out, workflow.Condition{Code: "mother_under_14", Basis: "未成年人保护法 11", Message: workflow.Word{
			Zh: "按登记的出生日期，母亲分娩时未满14周岁：请先核对是否选错人；属实的，用“保护”步骤并依规报告。登记照常办理，不询问受孕情况。",
			En: "By the dates registered the mother was under fourteen: see first whether the right person was chosen; if so, take the step of protection and report as the law asks. Registration goes on, and nothing about conception is asked."}})
	case age > motherAtMost:
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
