package register

import (
	"context"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// Whoever comes from another station is found by no search here: the number on the card
// on the counter names them, and a number that nobody bears is told at its box.
func TestSomebodyOfAnotherStationIsNamedByTheCard(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		n, err := w.r.number(one[models.Person](w, "id = 'p-b'"))
		w.must(err)
		facts := workflow.Facts{"person_number": n.Reveal(), "applicant_name": "王大山", "applicant_relation": "self"}
		id := w.open("clerk", OpenRequest{Business: workflow.MoveInRegion, Facts: facts})
		if s := one[models.CaseSubject](w, "case_id = ? and role = ?", id, string(workflow.Affected)); s.PersonID != "p-b" {
			t.Errorf("the case is about %+v", s)
		}
		later := w.open("clerk", OpenRequest{Business: workflow.MoveInRegion})
		_, err = w.r.Change(context.Background(), w.officer("clerk"), later, w.row(later).Version, facts)
		w.must(err)
		if s := one[models.CaseSubject](w, "case_id = ? and role = ?", later, string(workflow.Affected)); s.PersonID != "p-b" {
			t.Errorf("the draft is about %+v", s)
		}
		nobody, err := models.NewCitizenNumber("649901", "1980-01-01", 777)
		w.must(err)
		_, err = w.r.Open(context.Background(), w.officer("clerk"), OpenRequest{Business: workflow.MoveInRegion, Facts: workflow.Facts{"person_number": nobody.Reveal()}})
		if !invalidAt(err, "facts.person_number", "unknown_person") {
			t.Errorf("a number of nobody: %v", err)
		}
	})
}

// Papers that were looked at for one are not another's.
func TestACaseThatIsLodgedStaysAboutTheSamePerson(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.open("clerk", OpenRequest{Business: workflow.Death, Facts: workflow.Facts{"deceased_id": "p-old", "event_date": "2026-09-20", "death_cause": "illness",
			"death_proof_kind": "medical", "applicant_name": "马文", "applicant_relation": "relative"}})
		w.step("clerk", id, workflow.Lodge, nil)
		_, err := w.r.Change(context.Background(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"deceased_id": "p-ma"})
		if !invalidAt(err, "facts.deceased_id", "another_person") {
			t.Errorf("another one died: %v", err)
		}
	})
}

// A mother registered at another station is filled in by the number on her card, a guardian
// named by it; a number that nobody bears is told at its box, and of a newborn's parent from
// another province it is none.
func TestAParentOfAnotherStationIsFilledInByTheCard(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		id := w.alters(workflow.ParentItem, "p-bro", workflow.Facts{"mother_number": w.cardOf("p-wife"), "parent_ground": "certificate"})
		w.accepts(id, workflow.MatParentProof, workflow.MatHouseholdBook)
		w.byHead(id)
		w.wantState(id, workflow.Effected)
		if p := one[models.Person](w, "id = 'p-bro'"); p.MotherID != "p-wife" {
			t.Errorf("his mother is %q", p.MotherID)
		}
		w.sound()
		ward := w.alters(workflow.GuardianChange, "p-son", workflow.Facts{"guardian_number": w.cardOf("p-near"), "guardian_ground": "appointed", "guardianship_doc_no": "指监1号", "applicant_relation": "relative"})
		if s := one[models.CaseSubject](w, "case_id = ? and role = ?", ward, string(workflow.Guardian)); s.PersonID != "p-near" {
			t.Errorf("the guardian is %+v", s)
		}
		nobody, err := models.NewCitizenNumber("649901", "1970-01-01", 777)
		w.must(err)
		_, err = w.r.Open(t.Context(), w.officer("clerk"), OpenRequest{Business: workflow.ParentItem, Key: "x", Facts: workflow.Facts{"person_id": "p-son", "father_number": nobody.Reveal()}})
		if !invalidAt(err, "facts.father_number", "unknown_person") {
			t.Errorf("a number of nobody: %v", err)
		}
		f := birthFacts("p-li", "", "h-ma")
		f["father_number"] = nobody.Reveal()
		delete(f, "father")
		w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f})
	})
}
