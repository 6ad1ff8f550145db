package register

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// factLodgedAs is what a newborn was told by when its case was lodged, as digests: a father
// excluded since is read by nobody. See childMarks.
const factLodgedAs workflow.Field = "kept_lodged_as"

// childMarks are what a newborn is told by: name, day of birth, mother, father and the
// number of the certificate, each a digest of the case's own, or empty where nothing is declared.
func (a *act) childMarks(f workflow.Facts) []string {
	parent := func(fields ...workflow.Field) string {
		for _, k := range fields {
			if v := f.Text(k); v != "" {
				return v
			}
		}
		return ""
	}
	marks := []string{f.Text(workflow.FactChildName), f.Text(workflow.FactChildBirthDate), parent(workflow.FactMother, workflow.FactMotherNumber, workflow.FactMotherName),
		parent(workflow.FactFather, workflow.FactFatherNumber, workflow.FactFatherName), f.Text(workflow.FactCertificate)}
	for i, mark := range marks {
		if mark != "" {
			sum := sha256.Sum256([]byte(a.c.ID + "|" + strconv.Itoa(i) + "|" + mark))
			marks[i] = hex.EncodeToString(sum[:])
		}
	}
	return marks
}

// anotherChild refuses to make a newborn's case or a lead one about another child, in one
// change or in several: of what it was told by when it was lodged, or opened by the case that
// it follows, half stays. The papers were looked at for the first one, who would be lost.
func (a *act) anotherChild(had workflow.Facts) []FieldError {
	if a.def.Subject != workflow.Child && a.def.Business != workflow.Lead {
		return nil
	}
	before, now := a.childMarks(had), a.childMarks(a.form.Facts)
	lodged := had.List(factLodgedAs)
	if len(lodged) != len(before) {
		lodged = before
	}
	a.form.Facts[factLodgedAs] = lodged
	declared, same := 0, 0
	for i, mark := range lodged {
		if mark == "" {
			continue
		}
		declared++
		if mark == now[i] {
			same++
		}
	}
	if slices.Equal(before, now) || 2*same >= declared {
		return nil
	}
	field := workflow.FactChildName
	if now[0] == lodged[0] {
		field = workflow.FactChildBirthDate
	}
	if a.state() == a.def.Initial || a.def.Business == workflow.Lead {
		return []FieldError{fieldError("facts."+string(field), "another_child", "本件是为转来的那个孩子开的；姓名、出生日期、父母大半改过，就是另一个孩子，原来的孩子就无人登记：请为另一个孩子另开一件，本件继续为原来的孩子办理。",
			"Another case opened this one for its child; with most of name, day of birth and parents changed it is about another, and nobody would register the first: open a case for the other child, and go on with this one for the first.")}
	}
	return []FieldError{fieldError("facts."+string(field), "another_child", "本件已申报，材料是按原来的孩子核验的；姓名、出生日期、父母、证明编号大半改过，就是另一个孩子：请撤回本件，为这个孩子另开一件。",
		"This case is lodged and its papers were looked at for the child declared then; with most of name, day of birth, parents and certificate number changed it is about another: withdraw it and open a case for this child.")}
}

// childGiven tells whether another case was on this child before, and this one goes on in its
// place. What a visit noted is hearsay, and the window puts it right.
func (a *act) childGiven() (bool, error) {
	n, err := store.Count[models.CaseLink](a.tx, "to_case = ? and kind = 'successor' and (from_case in (select id from cases where business <> ?) or from_case in (select to_case from case_links where kind = 'successor'))",
		a.c.ID, string(workflow.Lead))
	return n > 0, err
}
