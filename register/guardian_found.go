package register

import (
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// factGuardianFound is the number of the case in which it was found that a guardian of the
// child lives elsewhere; it goes along into whatever follows, a lead too, until a document
// displaces them (民法典 27, 32; 未成年人保护法 94).
const factGuardianFound workflow.Field = "kept_guardian_found_in"

// guardianFoundIn is the number of the case in which a guardian was found who no document
// has displaced since; "" where there is none. A document counts that was entered for the
// finding; one that was there before it proves nothing against it.
func (a *act) guardianFoundIn() (string, error) {
	kept := a.fact(factGuardianFound)
	if a.def.Subject != workflow.Ward {
		return kept, nil
	}
	rows, err := a.entries()
	if err != nil {
		return "", err
	}
	last, here := models.Entry{}, false
	for _, e := range slices.Backward(rows) {
		if here = ofGuardian(e); here {
			last = e
			break
		}
	}
	switch {
	case here && workflow.Event(last.Event) == workflow.GuardianshipDocument:
		return "", nil
	case kept != "":
		return kept, nil
	case here && last.Officer != systemActor().OfficerID:
		return a.c.Number, nil
	}
	if before, err := a.guardianFoundBefore(); err != nil || before != "" || !here {
		return before, err
	}
	return a.c.Number, nil
}

// ofGuardian tells whether a step found a guardian, or entered the document that displaces
// one who was found.
func ofGuardian(e models.Entry) bool {
	switch workflow.Event(e.Event) {
	case workflow.KinFound, workflow.Match:
		return true
	case workflow.GuardianshipDocument:
		return workflow.State(e.From) == workflow.GuardianElsewhere
	}
	return false
}

// guardianFoundBefore is the number of the last other case about the registered child in
// which a guardian was found, if no document came after it.
func (a *act) guardianFoundBefore() (string, error) {
	s, ok, err := a.subject()
	if err != nil || !ok || s.PersonID == "" {
		return "", err
	}
	rows, err := store.Many[models.Entry](a.tx, "at desc, seq desc limit 1",
		"case_id in (select case_id from case_subjects where person_id = ? and role = ? and case_id <> ?) and (event in (?, ?) or event = ? and from_state = ?)",
		s.PersonID, string(workflow.Ward), a.c.ID, string(workflow.KinFound), string(workflow.Match), string(workflow.GuardianshipDocument), string(workflow.GuardianElsewhere))
	if err != nil || len(rows) == 0 || workflow.Event(rows[0].Event) == workflow.GuardianshipDocument {
		return "", err
	}
	c, err := store.One[models.Case](a.tx, "id = ?", rows[0].CaseID)
	return c.Number, err
}

// guardianLives shows the officers of a ward's case, or of the lead on the child, that a
// guardian was found in an earlier case, and in which.
func (a *act) guardianLives() ([]workflow.Condition, error) {
	found, err := a.guardianFoundIn()
	if err != nil || found == "" || found == a.c.Number {
		return nil, err
	}
	return []workflow.Condition{{Code: "guardian_found_before", Basis: "民法典 27, 32", Detail: []string{found}, Message: workflow.Word{
		Zh: "此前办理的业务中已查到这名儿童另有监护人：没有证明监护资格消灭的文书，不能落户；监护人能够照料的，交还监护人。",
		En: "An earlier case found a guardian of this child elsewhere: without a document that they are none any more no registration with the institution goes on; where they can care for the child, it is returned to them."}}}, nil
}

// matched shows whoever decides on a ward's case that the comparison with missing and abducted
// children has matched, whatever was entered since.
func (a *act) matched() ([]workflow.Condition, error) {
	match, ok, err := a.lastOf(workflow.Match)
	if err != nil || !ok {
		return nil, err
	}
	on := string(models.DateOf(match.At))
	return []workflow.Condition{{Code: "comparison_matched", Basis: "Norm 9; 未成年人保护法 96, 103", Message: workflow.Word{
		Zh: "本案与失踪、被拐儿童信息比对曾于" + on + "比中：决定前请核对比中的是谁、其户口在何处、父母或者其他监护人是否已经告知，避免同一儿童重复登记。",
		En: "In this case the comparison with missing and abducted children matched on " + on + ": before deciding find out who was matched, where they are registered and whether parents or guardians were told, so that no child is entered twice."}}}, nil
}

func (a *act) hasMatched() (any, error) {
	_, matched, err := a.lastOf(workflow.Match)
	return matched, err
}
