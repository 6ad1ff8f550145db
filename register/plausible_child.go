package register

import (
	"fmt"
	"strings"

	"hukou/gb"
	"hukou/workflow"
)

// ethnicityByInstitution refuses the institution's choice of ethnicity for a newborn of
// whom a parent is known: the ethnicity is that parent's (民族成份登记办法 5, 6).
func ethnicityByInstitution(f workflow.Facts, rules map[workflow.Field]workflow.FactRule) []FieldError {
	if _, birth := rules[workflow.FactChildName]; !birth || f.Text(workflow.FactEthnicityBy) != "institution" {
		return nil
	}
	for _, k := range []workflow.Field{workflow.FactMother, workflow.FactMotherName, workflow.FactMotherNumber, workflow.FactFather, workflow.FactFatherName, workflow.FactFatherNumber} {
		if f.Has(k) {
			return []FieldError{fieldError("facts."+string(workflow.FactEthnicityBy), "parents_known", "“机构确定”只用于父母不明的儿童；已知父亲或母亲的，请选随父、随母或父母共同声明。", "The institution chooses only where the parents are unknown; with a parent known, take the father's, the mother's or the joint statement.")}
		}
	}
	return nil
}

// deathBeforeBirth refuses a day of death, written with the step, that lies before the
// birth. A day after today is refused with the value itself.
func (a *act) deathBeforeBirth() []FieldError {
	born := bornOn(a.form.Facts)
	died := a.req.Input.Date(workflow.InDiedOn)
	if !born.Valid() || !died.Valid() || died >= born {
		return nil
	}
	return []FieldError{fieldError("input."+string(workflow.InDiedOn), "before_birth", "死亡日期早于出生日期，请核对。", "The death is before the birth; compare both.")}
}

// rareName holds the name declared for somebody who is to be registered for the first
// time against the table of given names (Norm 49): a newborn's, and that of a child in
// care where no registration is known; and of a change of name the characters that are
// new to the person. Names that stand in the register stay, and a clerk's slip is put right
// as the paper has it. A draft may hold any name, so that nothing typed is lost: acceptance
// looks.
func (a *act) rareName() ([]FieldError, error) {
	if a.def.Business == workflow.NameChange {
		p, _, err := a.person()
		return outsideTable("facts."+string(workflow.FactNewName), a.fact(workflow.FactNewName), p.Name), err
	}
	return a.rareFirstName(), nil
}

// rareFirstName is rareName for a first registration.
func (a *act) rareFirstName() []FieldError {
	if a.def.Subject == workflow.Child {
		return outsideTable("facts."+string(workflow.FactChildName), a.fact(workflow.FactChildName), "")
	}
	if a.def.Unregistered && a.seeksEntry() && a.def.Business != workflow.Unreg8 && !a.form.Facts.Has(workflow.FactWardNumber) {
		return outsideTable("facts."+string(workflow.FactWardName), a.fact(workflow.FactWardName), "")
	}
	return nil
}

// rareNameNow holds the name against the table where a step settles that the person has
// no registration, and where a certificate's name takes the declared one's place.
func (a *act) rareNameNow() ([]FieldError, error) {
	switch {
	case a.req.Event == workflow.Accept:
		return a.rareName()
	case a.req.Event == workflow.HitNone:
		return outsideTable("facts."+string(workflow.FactWardName), a.fact(workflow.FactWardName), ""), nil
	}
	return outsideTable("input."+string(workflow.InCertName), a.in(workflow.InCertName), ""), nil
}

// outsideTable says which character of a given name the table does not have, but for those
// that the name which stands has already.
func outsideTable(field, name, stands string) []FieldError {
	var wrong []FieldError
	for _, r := range gb.RareGiven(name) {
		if strings.ContainsRune(stands, r) {
			continue
		}
		wrong = append(wrong, fieldError(field, "rare_character",
			fmt.Sprintf("“%c”（%U）不在《通用规范汉字表》内，新登记的名不能使用；姓氏不受此限。请父母或监护人另选一字。", r, r),
			fmt.Sprintf("“%c” (%U) is not in the Table of General Standard Chinese Characters, from which a new given name is chosen; the surname is exempt. The parents or guardians choose another character.", r, r)))
	}
	return wrong
}
