package register

import (
	"maps"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// youth is a roster's line on somebody registered elsewhere who comes of age on 2 October:
// the roster is closed in part while the origin is asked, and the office takes ten days to
// accept the move that follows.
func (w *world) youth() string {
	w.t.Helper()
	w.seedUnit()
	elder := w.entered(models.Person{ID: "p-elder", Name: "王小石", Sex: "1", BirthDate: "2008-10-02", Relation: "97"}, "")
	batch, lines := w.batch(wardFacts("王小石", "1", "2008-10-02", "001"))
	w.step("clerk", lines[0], workflow.Search, nil)
	w.step("clerk", lines[0], workflow.HitOne, hit(elder))
	w.step("head", batch, workflow.ClosePartial, workflow.Facts{"reason": "机构调整", "successors": []string{lines[0] + "=ward_move"}})
	move := one[models.Case](w, "business = ?", string(workflow.WardMove)).ID
	w.step("clerk", move, workflow.Lodge, nil)
	for _, id := range column(w, "SELECT id FROM materials WHERE case_id = ? AND verdict_at IS NULL", move) {
		_, err := w.r.Verdict(w.t.Context(), w.officer("clerk"), VerdictRequest{CaseID: move, Material: id, Result: VerdictOK, Version: w.row(move).Version, Key: w.r.newID()})
		w.must(err)
	}
	w.setClock("2026-10-12T09:00:00+08:00")
	return move
}

var goesOn = workflow.Facts{"goes_on_at_18": true, "document_no": "18-1"}

// TestWhoWasEligibleOnTheRosterIsSoInTheMoveThatFollows: nobody is too old for the delay of
// the office. Whoever could not be asked before the birthday is asked now, by a person; the
// sweep ends nothing before that.
func TestWhoWasEligibleOnTheRosterIsSoInTheMoveThatFollows(t *testing.T) {
	eachWorld(t, func(w *world) {
		move := w.youth()
		w.step("clerk", move, workflow.Accept, nil)
		for range 2 {
			rep, err := w.r.Sweep(t.Context())
			w.must(err)
			if rep.Failed > 0 {
				t.Fatalf("sweep: %+v", rep)
			}
		}
		w.wantState(move, workflow.Accepted)
		if alerts := w.task(move, workflow.TaskAlert); len(alerts) != 1 || alerts[0].Note != string(workflow.Turn18) {
			t.Fatalf("the head was given %+v", alerts)
		}
		w.step("clerk", move, workflow.ChooseAt18, goesOn)
		_, err := w.r.Sweep(t.Context())
		w.must(err)
		w.step("clerk", move, workflow.Search, nil)
		w.wantState(move, workflow.Matching)
	})
}

// TestTheChoiceMayBeRecordedAtTheWindow: the young person who hands the move in says at once
// how to go on; who chose to stay is told and the case ends.
func TestTheChoiceMayBeRecordedAtTheWindow(t *testing.T) {
	eachWorld(t, func(w *world) {
		move := w.youth()
		w.step("clerk", move, workflow.ChooseAt18, workflow.Facts{"goes_on_at_18": false, "document_no": "18-1"})
		w.step("clerk", move, workflow.Accept, nil)
		_, err := w.r.Sweep(t.Context())
		w.must(err)
		w.wantState(move, workflow.AgedOut)
	})
}

// TestNobodyChoosesAWayThatIsClosed: whoever was of age already when a case of their own was
// accepted cannot go on in it, and is not asked to.
func TestNobodyChoosesAWayThatIsClosed(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		grown := w.entered(models.Person{ID: "p-grown", Name: "王大石", Sex: "1", BirthDate: "2007-10-02", Relation: "97"}, youthNumber)
		card, err := models.ParseCitizenNumber(youthNumber)
		w.must(err)
		facts := also(wardFacts("王大石", "1", "2007-10-02", "009"), "institution", unitID)
		facts["household_id"], facts["applicant_name"], facts["applicant_relation"] = unitHome, "机构经办人", "institution"
		move := w.open("clerk", OpenRequest{Business: workflow.WardMove, Facts: facts, Subjects: []SubjectRequest{{Role: workflow.Ward, Person: grown, Number: card}}})
		w.step("clerk", move, workflow.Lodge, nil)
		if err := w.try("clerk", move, workflow.ChooseAt18, "", goesOn); !refusedFor(err, workflow.GEligible) {
			t.Fatalf("the choice leads nowhere: %s", describe(err))
		}
	})
}

// TestWhoIsOfAgeByTheDecisionGetsNoGuardian: whoever turned eighteen while the office took its
// time is of full capacity, and a guardian entered that day would be read as the lack of it
// for good.
func TestWhoIsOfAgeByTheDecisionGetsNoGuardian(t *testing.T) {
	eachWorld(t, func(w *world) {
		homes := village()
		for _, h := range homes {
			for i := range h.Members {
				if h.Members[i].ID == "p-bs" {
					h.Members[i].BirthDate, h.Members[i].Number, h.Members[i].Key = "2008-10-02", "", "bs"
				}
			}
		}
		w.load(homes)
		w.seedHome()
		w.setClock("2026-10-12T09:00:00+08:00")
		common := workflow.Facts{"institution": unitID, "household_id": unitHome, "legal_ground": "parents_not_found", "guardianship_doc_no": "G-2"}
		w.must(orNil(w.act(workflow.WardMove, workflow.Ward, "p-bs", common, workflow.EffMove, workflow.EffGuardian)))
		first := workflow.Facts{"name": "安晓", "sex": "2", "birth_date": "2008-10-05", "birth_estimated": true, "intake_no": "I-1", "intake_on": "2025-01-10", "ethnicity_source": "institution"}
		maps.Copy(first, common)
		w.must(orNil(w.act(workflow.WardFirst, workflow.Ward, "", first, workflow.EffFirst, workflow.EffNumber, workflow.EffGuardian)))
		for _, id := range []string{"p-bs", one[models.Person](w, "name = '安晓'").ID} {
			if p := one[models.Person](w, "id = ?", id); p.HouseholdID != unitHome {
				t.Errorf("%s does not stand in the home: %+v", p.Name, p)
			}
			if n := count[models.Guardianship](w, "ward_id = ?", id); n != 0 {
				t.Errorf("%s of eighteen has %d guardians", id, n)
			}
		}
	})
}
