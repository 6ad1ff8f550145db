package register

import (
	"slices"
	"strconv"

	"hukou/gb"
	"hukou/models"
	"hukou/seal"
	"hukou/workflow"
)

// partyFields are the declared facts that name a person of the register, and what
// that person is to the case.
var partyFields = []partyField{
	{workflow.FactMother, workflow.Mother}, {workflow.FactFather, workflow.Father},
	{workflow.FactPerson, workflow.Affected}, {workflow.FactGuardian, workflow.Guardian},
	{workflow.FactFirstEntry, workflow.Duplicate}, {workflow.FactSecondEntry, workflow.Duplicate},
}

type partyField struct {
	field workflow.Field
	role  workflow.SubjectRole
}

// namedByFact tells whether persons of the role are named in the form, which is then
// the only place that names them.
func (a *act) namedByFact(role workflow.SubjectRole) bool {
	rules := a.def.FactsOf()
	return slices.ContainsFunc(partyFields, func(f partyField) bool { _, asked := rules[f.field]; return asked && f.role == role })
}

// derivedSubjects are the persons that the declared facts name, and the child who
// has no line in the register yet, known by a keyed hash.
func (a *act) derivedSubjects() ([]models.CaseSubject, error) {
	var out []models.CaseSubject
	rules := a.def.FactsOf()
	for _, pf := range partyFields {
		if _, ok := rules[pf.field]; !ok || a.fact(pf.field) == "" || a.fact(factParentBlank) == string(pf.role) {
			continue
		}
		p, ok, err := a.personByID(a.fact(pf.field))
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, invalid("facts."+string(pf.field), "unknown_person", "户籍库中没有此人，请重新检索选择。", "The register has no such person; search again and choose.")
		}
		out = append(out, models.CaseSubject{Role: string(pf.role), PersonID: p.ID, Key: a.r.personKey(p.ID), Name: p.Name})
	}
	bound, err := a.boundSubjects()
	if err != nil {
		return nil, err
	}
	out = append(out, bound...)
	if child, ok := a.derivedChild(); ok {
		out = append(out, child)
	}
	return out, nil
}

// derivedChild is the case's subject who is not in the register: a newborn by its
// mother, birth date and order; a child in care by the intake number.
func (a *act) derivedChild() (models.CaseSubject, bool) {
	switch a.def.Subject {
	case workflow.Child:
		born := a.fact(workflow.FactChildBirthDate)
		if born == "" {
			return models.CaseSubject{}, false
		}
		order := ""
		if n := a.form.Facts.Int(workflow.FactBirthOrder); n > 0 {
			order = strconv.Itoa(n)
		}
		return models.CaseSubject{Role: string(workflow.Child), Name: a.fact(workflow.FactChildName),
			Key: a.r.birthKey(a.parentKey(), models.Date(born), order)}, true
	case workflow.Ward, workflow.Affected:
		if a.fact(workflow.FactWardName) == "" {
			return models.CaseSubject{}, false
		}
		s := models.CaseSubject{Role: string(a.def.Subject), Name: a.fact(workflow.FactWardName)}
		if n := a.fact(workflow.FactWardNumber); n != "" {
			s.Key = a.r.keys.BlindIndex(seal.DomainSubject, "number|"+n)
		} else if a.fact(workflow.FactIntakeNo) == "" {
			// No home's book lists them: name and birth date in one household are one person.
			s.Key = a.r.keys.BlindIndex(seal.DomainSubject, "unlisted|"+a.fact(workflow.FactHousehold)+"|"+gb.Fold(s.Name)+"|"+a.fact(workflow.FactWardBirth))
		} else {
			s.Key = a.r.childKey(a.fact(workflow.FactInstitution), a.fact(workflow.FactIntakeNo))
		}
		return s, true
	}
	return a.foundOnVisit()
}

// foundOnVisit is whom a lead is about, as far as anybody knows: the child, a parent,
// or the place where they were found. It holds nobody and matches nobody.
func (a *act) foundOnVisit() (models.CaseSubject, bool) {
	if a.def.Subject != workflow.Found {
		return models.CaseSubject{}, false
	}
	for _, f := range []workflow.Field{workflow.FactChildName, workflow.FactMotherName, workflow.FactFatherName, workflow.FactLeadPlace} {
		if name := a.fact(f); name != "" {
			return models.CaseSubject{Role: string(workflow.Found), Name: name, Key: a.r.keys.BlindIndex(seal.DomainSubject, "lead|"+a.c.ID)}, true
		}
	}
	return models.CaseSubject{}, false
}

// parentKey names the parent that a newborn is told apart by: the mother, or the
// father where no mother is known; by the register's id, else by number or name.
func (a *act) parentKey() string {
	for _, f := range []workflow.Field{workflow.FactMother, workflow.FactMotherNumber, workflow.FactMotherName, workflow.FactFather, workflow.FactFatherNumber, workflow.FactFatherName} {
		if v := a.fact(f); v != "" {
			return v
		}
	}
	return "case|" + a.c.ID
}
