package register

import (
	"cmp"

	"hukou/models"
	"hukou/workflow"
)

// checkDays finds days declared that cannot be of the person the case is about: before
// they were born, or a judgment that brings them back before what took them off.
func (a *act) checkDays(f workflow.Facts, p models.Person) []FieldError {
	var wrong []FieldError
	rules := a.def.FactsOf()
	for _, k := range []workflow.Field{workflow.FactEventDate, workflow.FactJudgmentOn} {
		day := f.Date(k)
		if _, asked := rules[k]; !asked || !day.Valid() {
			continue
		}
		switch {
		case p.BirthDate.Valid() && day < p.BirthDate:
			wrong = append(wrong, fieldError("facts."+string(k), "before_birth", "早于当事人的出生日期（"+string(p.BirthDate)+"），请核对是否选错人、填错日期。",
				"It is before the person's birth ("+string(p.BirthDate)+"): check the person and the day."))
		case k == workflow.FactJudgmentOn && p.Status == models.StatusDead && p.StatusOn.Valid() && day < p.StatusOn:
			wrong = append(wrong, fieldError("facts."+string(k), "before_the_end", "早于登记的宣告死亡日期（"+string(p.StatusOn)+"），撤销判决不能在宣告之前，请核对。",
				"It is before the day of the death declared ("+string(p.StatusOn)+"), which it cannot revoke; check it."))
		}
	}
	return append(wrong, adoptedWhen(f, p.BirthDate)...)
}

// adoptedWhen finds a day of adoption that is before the birth, or on which whoever was
// adopted was of age (民法典 1093).
func adoptedWhen(f workflow.Facts, born models.Date) []FieldError {
	on, field := f.Date(workflow.FactAdoptedOn), "facts."+string(workflow.FactAdoptedOn)
	switch {
	case !on.Valid() || !born.Valid():
		return nil
	case on < born:
		return []FieldError{fieldError(field, "before_birth", "收养日期早于被收养人的出生日期，请核对。", "The adoption is before the birth; compare both.")}
	case born.AgeOn(on) >= ageOfMajority:
		return []FieldError{fieldError(field, "of_age", "收养之日被收养人已满十八周岁，依法不能被收养（民法典1093）：请核对出生日期和收养日期。", "Whoever is of age cannot be adopted (Civil Code, art. 1093): check both days.")}
	}
	return nil
}

// checkKnownDays is checkDays for the person whom the case names already beside its form.
func (a *act) checkKnownDays(f workflow.Facts) ([]FieldError, error) {
	if a.c.ID == "" {
		return nil, nil
	}
	p, ok, err := a.person()
	if err != nil || !ok {
		return nil, err
	}
	return a.checkDays(f, p), nil
}

// bornOn is the day of birth declared of whoever is to be entered: a newborn, or somebody
// found or missed.
func bornOn(f workflow.Facts) models.Date {
	return cmp.Or(f.Date(workflow.FactChildBirthDate), f.Date(workflow.FactWardBirth))
}

// longestAfter are the days after a father's death within which his child may be born.
const longestAfter = 310

// deadThen tells that a parent declared was dead before the child could be born, or an
// adopter before the adoption.
func deadThen(f workflow.Facts, p models.Person, as workflow.Field) bool {
	if p.Status != models.StatusDead || !p.StatusOn.Valid() {
		return false
	}
	if on := f.Date(workflow.FactAdoptedOn); on.Valid() {
		return p.StatusOn < on
	}
	born := bornOn(f)
	if as == workflow.FactFather {
		return born.Valid() && p.StatusOn.AddDays(longestAfter) < born
	}
	return born.Valid() && p.StatusOn < born
}
