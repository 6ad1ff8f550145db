package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// twoLines is a village in which one woman stands in two households, and the case that the
// station opened about it, in public notice.
func (w *world) twoLines() string {
	w.t.Helper()
	hs := village()
	hs[1].Members = append(hs[1].Members, LoadedPerson{ID: "p-twice", Number: "649901199106120042", Name: "李春梅", Sex: "2", BirthDate: "1991-06-12", Ethnicity: "01", Relation: "97", Since: "2010-01-01"})
	w.load(hs)
	id := w.open("clerk", OpenRequest{Business: workflow.DupCancel, Facts: workflow.Facts{"first_entry": "p-li", "second_entry": "p-twice", "applicant_relation": "ex_officio"}})
	for _, k := range []workflow.MaterialKind{workflow.MatRegisterExtracts, workflow.MatComparison, workflow.MatVisitRecord} {
		w.paper(id, k)
	}
	w.noticed(id)
	return id
}

// ruled walks the case from its public notice to a ruling that keeps one entry.
func (w *world) ruled(id, keep string) {
	w.t.Helper()
	w.agedDays("2026-11-24T09:00:00+08:00")
	w.step("community", id, workflow.ReportCheck, nobodyObjected)
	w.step("head", id, workflow.PassUp, nil)
	w.step("county_lead", id, workflow.Approve, workflow.Facts{"keep": keep, "reason": "先登记"})
	w.wantState(id, workflow.Effected)
}

// The death of one of two entries leaves the other to be ended: the case goes on to its
// ruling, its head is told, and no entry of the dead stays in force, whichever is kept.
func TestADeathLeavesTheRulingOnTheOtherEntry(t *testing.T) {
	for _, keep := range []string{"p-twice", "p-li"} {
		t.Run(keep, func(t *testing.T) {
			eachWorld(t, func(w *world) {
				id := w.twoLines()
				w.death("p-twice", "2026-09-20")
				w.wantState(id, workflow.PublicNotice)
				if n := count[models.CaseTask](w, "case_id = ? and kind = 'alert' and role = 'head' and note = 'death_noted' and done_at is null", id); n != 1 {
					t.Errorf("%d alerts tell the head of the death, want 1", n)
				}
				w.ruled(id, keep)
				drop := map[string]string{"p-twice": "p-li", "p-li": "p-twice"}[keep]
				kept, gone := one[models.Person](w, "id = ?", keep), one[models.Person](w, "id = ?", drop)
				if kept.Status != models.StatusDead || kept.StatusOn != "2026-09-20" || kept.StatusReason != "illness" || kept.HouseholdID != "" {
					t.Errorf("the entry kept stands as %s on %s (%s) in %q", kept.Status, kept.StatusOn, kept.StatusReason, kept.HouseholdID)
				}
				if gone.Status != models.StatusCancelled || gone.StatusReason != ReasonDuplicate {
					t.Errorf("the other entry is %s (%s)", gone.Status, gone.StatusReason)
				}
				if e := one[models.NumberEntry](w, "person_id = ?", drop); e.State != NumberVoided || e.LinkedTo != keep {
					t.Errorf("the other number is %s, linked to %q", e.State, e.LinkedTo)
				}
				w.sound()

				// Undone, both entries are what they were before the ruling.
				w.undoes(drop, w.last(drop).ID)
				if got := one[models.Person](w, "id = 'p-twice'"); got.Status != models.StatusDead {
					t.Errorf("after the reversal the dead entry is %s", got.Status)
				}
				if got := w.stands("p-li"); got != "p-li:h-ma/12" {
					t.Errorf("after the reversal the living one stands as %s", got)
				}
				if e := one[models.NumberEntry](w, "person_id = ?", drop); e.State != NumberIssued || e.LinkedTo != "" {
					t.Errorf("after the reversal the number is %s, linked to %q", e.State, e.LinkedTo)
				}
			})
		})
	}
}

// An entry that a death ended before anybody saw the second one is one of two all the same.
func TestADeadEntryIsOneOfTwo(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[1].Members = append(hs[1].Members, LoadedPerson{ID: "p-twice", Number: "649901199106120042", Name: "李春梅", Sex: "2", BirthDate: "1991-06-12", Ethnicity: "01", Relation: "97", Since: "2010-01-01"})
		w.load(hs)
		w.death("p-twice", "2026-09-20")
		id := w.open("clerk", OpenRequest{Business: workflow.DupCancel, Facts: workflow.Facts{"first_entry": "p-li", "second_entry": "p-twice", "applicant_relation": "ex_officio"}})
		for _, k := range []workflow.MaterialKind{workflow.MatRegisterExtracts, workflow.MatComparison, workflow.MatVisitRecord} {
			w.paper(id, k)
		}
		w.noticed(id)
		w.ruled(id, "p-twice")
		if p := one[models.Person](w, "id = 'p-li'"); p.Status != models.StatusCancelled {
			t.Errorf("the other entry is %s", p.Status)
		}
		w.sound()
	})
}
