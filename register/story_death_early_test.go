package register

import (
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// A day of death before what the register knows of the person asks for a reason and for a
// second hand; nobody is turned away for it.
func TestADeathBeforeThePersonsOwnActsIsExplainedAndReviewed(t *testing.T) {
	for name, c := range map[string]struct {
		person, day string
		before      func(w *world)
		asks        bool
	}{
		"entered later":          {"p-old", "2000-05-01", nil, true},
		"father of a late child": {"p-ma", "2016-03-01", nil, true},
		"father within the days": {"p-ma", "2016-07-01", nil, false},
		"asked for something later": {"p-old", "2026-09-10", func(w *world) {
			w.step("clerk", w.alters(workflow.ItemMinor, "p-old", workflow.Facts{"occupation": "务农"}), workflow.Lodge, nil)
		}, true},
		"after all acts": {"p-old", "2026-09-20", nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			eachWorld(t, func(w *world) {
				w.load(village())
				if c.before != nil {
					c.before(w)
				}
				id := w.open("clerk", OpenRequest{Business: workflow.Death, Subjects: []SubjectRequest{{Role: workflow.Deceased, Person: c.person}},
					Facts: workflow.Facts{"event_date": c.day, "death_cause": "illness", "death_proof_kind": "medical", "applicant_name": "李春梅", "applicant_relation": "relative"}})
				w.step("clerk", id, workflow.Lodge, nil)
				w.paper(id, workflow.MatDeathProof)
				w.paper(id, workflow.MatHouseholdBook)
				err := w.try("clerk", id, workflow.Accept, "", nil)
				if !c.asks {
					w.must(err)
					w.step("clerk", id, workflow.SkipCheck, nil)
					w.wantState(id, workflow.Effected)
					return
				}
				if !refusedFor(err, workflow.GActsExplained) {
					w.t.Fatalf("nobody asked why: %s", describe(err))
				}
				w.step("clerk", id, workflow.Accept, workflow.Facts{"reason": "补报，原登记时未知死亡"})
				if err := w.try("clerk", id, workflow.SkipCheck, workflow.Approved, nil); !refusedFor(err, workflow.GOnSpotLevel) {
					w.t.Errorf("one hand entered it: %s", describe(err))
				}
				w.byHead(id)
				w.wantState(id, workflow.Effected)
			})
		})
	}
}

// A case about a child is told of the death of a parent whom it names, and goes on.
func TestAChildsCaseIsToldOfAParentsDeath(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		birth := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts("p-li", "p-ma", "h-ma")})
		w.step("clerk", birth, workflow.Lodge, nil)
		w.death("p-ma", "2026-09-20")
		w.wantState(birth, workflow.Lodged)
		if n := count[models.CaseTask](w, "case_id = ? and kind = 'alert' and role = 'head' and note = 'death_noted' and done_at is null", birth); n != 1 {
			t.Errorf("%d alerts tell of the father's death, want 1", n)
		}
		w.sound()
	})
}

// Where nobody accepted the case in time nobody was asked: the report of the check asks why,
// and of a case that stands in review already the approval does.
func TestADeathDeemedAcceptedIsExplainedWithTheReport(t *testing.T) {
	why := workflow.Facts{"reason": "补报，原登记时未知死亡"}
	report := workflow.Facts{"findings": "属实", "persons_heard": []string{"李春梅"}}
	deemed := func(w *world) string {
		w.load(village())
		id := w.open("clerk", OpenRequest{Business: workflow.Death, Subjects: []SubjectRequest{{Role: workflow.Deceased, Person: "p-old"}},
			Facts: workflow.Facts{"event_date": "2000-05-01", "death_cause": "illness", "death_proof_kind": "medical", "applicant_name": "李春梅", "applicant_relation": "relative"}})
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatDeathProof)
		w.paper(id, workflow.MatHouseholdBook)
		w.setClock("2026-10-20T01:00:00Z")
		_, err := w.r.Sweep(t.Context())
		w.must(err)
		w.wantState(id, workflow.Accepted)
		return id
	}
	eachWorld(t, func(w *world) {
		id := deemed(w)
		if err := w.try("clerk", id, workflow.SkipCheck, workflow.StationReview, nil); !refusedFor(err, workflow.GActsExplained) {
			t.Errorf("it went to the head without a word: %s", describe(err))
		}
		w.step("clerk", id, workflow.AssignCheck, nil)
		if err := w.try("community", id, workflow.ReportCheck, "", report); !refusedFor(err, workflow.GActsExplained) {
			t.Errorf("nobody asked why with the report: %s", describe(err))
		}
		w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"李春梅"}, "reason": why["reason"]})
		w.step("head", id, workflow.Approve, nil) // it was said, and is not asked for again
		w.wantState(id, workflow.Effected)
	})
	eachWorld(t, func(w *world) {
		id := deemed(w)
		w.must(w.db.InTx(t.Context(), func(tx *store.Tx) error { // reported before anybody asked
			_, err := tx.Exec("UPDATE cases SET state = ? WHERE id = ?", workflow.StationReview, id)
			return err
		}))
		if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GActsExplained) {
			t.Errorf("nobody asked why with the approval: %s", describe(err))
		}
		w.step("head", id, workflow.Approve, why)
		w.wantState(id, workflow.Effected)
	})
}
