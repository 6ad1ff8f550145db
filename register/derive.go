package register

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"

	"hukou/gb"
	"hukou/models"
	"hukou/seal"
	"hukou/store"
	"hukou/workflow"
)

// partyFields are the declared facts that name a person of the register, and what
// that person is to the case.
var partyFields = []partyField{
	{workflow.FactMother, workflow.Mother}, {workflow.FactFather, workflow.Father},
	{workflow.FactPerson, workflow.Affected}, {workflow.FactDeceased, workflow.Deceased}, {workflow.FactGuardian, workflow.Guardian},
	{workflow.FactKin, workflow.KinOf}, {workflow.FactHelper, workflow.HelperOf},
	{workflow.FactFirstEntry, workflow.Duplicate}, {workflow.FactSecondEntry, workflow.Duplicate},
}

type partyField struct {
	field workflow.Field
	role  workflow.SubjectRole
}

// namedByFact tells whether persons of the role are named in the form, which is then
// the only place that names them. The person a case is about may be named beside the
// form where it does not ask for them, or not yet.
func (a *act) namedByFact(role workflow.SubjectRole) bool {
	rules := a.def.FactsOf()
	return slices.ContainsFunc(partyFields, func(f partyField) bool {
		rule, asked := rules[f.field]
		return asked && f.role == role && (role != a.def.Subject || rule.Required || a.fact(f.field) != "")
	})
}

// derivedSubjects are the persons that the declared facts name, and the child who
// has no line in the register yet, known by a keyed hash.
func (a *act) derivedSubjects() ([]models.CaseSubject, error) {
	var out []models.CaseSubject
	rules := a.def.FactsOf()
	for _, pf := range partyFields {
		if _, ok := rules[pf.field]; !ok || a.fact(pf.field) == "" || a.blanked(pf.role) {
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
		if a.def.Business == workflow.MoveAcrossRegion {
			if child.Key, err = a.incomerKey(child.Key); err != nil {
				return nil, err
			}
		}
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
		return models.CaseSubject{Role: string(workflow.Child), Name: a.fact(workflow.FactChildName),
			Key: a.r.birthKey(a.parentKey(), models.Date(born), a.birthOrder())}, true
	case workflow.Ward, workflow.Affected:
		if a.fact(workflow.FactWardName) == "" || a.namedByFact(a.def.Subject) && a.fact(workflow.FactPerson) != "" {
			return models.CaseSubject{}, false
		}
		s := models.CaseSubject{Role: string(a.def.Subject), Name: a.fact(workflow.FactWardName)}
		if n := a.fact(workflow.FactWardNumber); n != "" {
			s.Key = a.r.declaredNumberKey(n)
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

// birthKeys are the keys of a newborn by each parent declared but the one it goes by, so
// that father and mother, each at a station of their own, do not have one child
// registered twice; and by each parent with the name alone, so that one child declared
// with two dates or orders of birth is not taken for two.
func (a *act) birthKeys(goesBy []byte) [][]byte {
	born := a.form.Facts.Date(workflow.FactChildBirthDate)
	if a.def.Subject != workflow.Child || !born.Valid() {
		return nil
	}
	name := gb.Fold(a.fact(workflow.FactChildName))
	var out [][]byte
	for _, parent := range []string{cmp.Or(a.fact(workflow.FactMother), a.fact(workflow.FactMotherNumber)), cmp.Or(a.fact(workflow.FactFather), a.fact(workflow.FactFatherNumber))} {
		if parent == "" {
			continue
		}
		if key := a.r.birthKey(parent, born, a.birthOrder()); !bytes.Equal(key, goesBy) {
			out = append(out, key)
		}
		if name != "" {
			out = append(out, a.r.namedKey(parent, name))
		}
	}
	return out
}

func (a *act) birthOrder() string {
	if n := a.form.Facts.Int(workflow.FactBirthOrder); n > 0 {
		return strconv.Itoa(n)
	}
	return ""
}

// otherHolds are the holds that a case may have beside its subject's own: a newborn by
// each parent, the number of its certificate, a ward's number and place in the home's book.
func (a *act) otherHolds() [][]byte {
	out := a.birthKeys(nil)
	if no := a.fact(workflow.FactCertificate); no != "" {
		out = append(out, a.r.certificateKey(no))
	}
	if no := a.fact(workflow.FactWardNumber); no != "" {
		out = append(out, a.r.declaredNumberKey(no))
	}
	if first := a.fact(factFirstBody); first != "" {
		out = append(out, a.r.childKey(first, a.fact(workflow.FactIntakeNo)))
	}
	return append(out, a.r.childKey(a.fact(workflow.FactInstitution), a.fact(workflow.FactIntakeNo)))
}

// longestBetween is the time within which one mother bears no two children but those of
// one birth.
const longestBetween = 240

// wasRegistered finds whoever was born and registered: in force, dead, or gone to another
// register. A line that was undone, doubled or false is nobody's registration.
const wasRegistered = "(status <> 'cancelled' or status_reason not in ('" + ReasonReversed + "', '" + ReasonDuplicate + "', '" + ReasonFalse + "'))"

// enteredBefore tells whether the newborn stands in the register already, perhaps declared
// by the other parent, dead, or moved away since: a child of a parent declared who bears
// the name and was born within those days, or who was the same one of the same birth.
// Children of one birth differ in name and order.
func (a *act) enteredBefore() (bool, error) {
	newborn := a.def.Subject == workflow.Child
	born := bornOn(a.form.Facts)
	mother, father := a.fact(workflow.FactMother), a.fact(workflow.FactFather)
	if !newborn && !a.seeksEntry() || !born.Valid() || mother == "" && father == "" {
		return false, nil
	}
	counts := "status in ('active', 'in_transit')"
	if newborn {
		counts = wasRegistered // who comes back from elsewhere is readmitted by a business of its own
	}
	children, err := store.Many[models.Person](a.tx, "id", "((mother_id = ? and mother_id <> '') or (father_id = ? and father_id <> '')) and birth_date between ? and ? and "+counts,
		mother, father, string(born.AddDays(-longestBetween)), string(born.AddDays(longestBetween)))
	if err != nil {
		return false, err
	}
	name := gb.Fold(cmp.Or(a.fact(workflow.FactChildName), a.fact(workflow.FactWardName)))
	return slices.ContainsFunc(children, func(p models.Person) bool {
		same := func(parent string) bool {
			return parent != "" && bytes.Equal(p.BirthKey, a.r.birthKey(parent, born, a.birthOrder()))
		}
		return gb.Fold(p.Name) == name || newborn && p.BirthDate == born && len(p.BirthKey) > 0 && (same(p.MotherID) || same(p.FatherID))
	}), nil
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
