package register

import (
	"slices"
	"strings"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// movers are those whom a case is about, in its order.
func (w *world) movers(id string) string {
	w.t.Helper()
	return strings.Join(column(w, "SELECT person_id FROM case_subjects WHERE case_id = ? AND role = 'affected' ORDER BY n", id), " ")
}

// The grandmother is named first and dies: the uncle, who moves with her, goes on under
// the same case, and the head is told. When nobody is left to move, the case ends.
func TestAMoveGoesOnForTheOthersWhenTheFirstNamedDies(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		moves := func(who ...string) string {
			var relations []string
			for _, p := range who {
				relations = append(relations, p+"=97")
			}
			id := w.alters(workflow.MoveInStation, who[0], workflow.Facts{"move_cause": "relatives", "household_id": "h-old", "relations": relations,
				"applicant_name": "马秀英", "consents": []string{"马秀英", "马武", "李春梅", "丁福"}})
			w.accepts(id, workflow.MatHouseRight, workflow.MatHouseholdBook)
			return id
		}
		id := moves("p-gran", "p-bro")
		death := w.death("p-gran", "2026-09-24")
		w.wantState(death, workflow.Effected)
		w.wantState(id, workflow.Accepted)
		if got := w.movers(id); got != "p-bro" || !slices.Equal(w.bonds(id), []string{"p-bro=97"}) {
			t.Fatalf("the case is about %q, moving %v", got, w.bonds(id))
		}
		w.wantFact(id, workflow.FactPerson, "p-bro")
		w.wantFact(id, workflow.FactApplicantName, "马武")
		if n := count[models.CaseTask](w, "case_id = ? and kind = 'alert' and role = 'head' and note = 'death_noted' and done_at is null", id); n != 1 {
			t.Errorf("%d alerts tell the head, want 1", n)
		}
		if n := count[models.Entry](w, "case_id = ? and event = ? and officer_id = 'system'", id, string(workflow.DeathNoted)); n != 1 {
			t.Errorf("the journal tells of the death %d times", n)
		}
		if n := count[models.SubjectLock](w, "case_id = ? and released_at is null and subject_key = ?", id, w.r.personKey("p-gran")); n != 0 {
			t.Error("the dead are still held")
		}
		w.sound()
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.Effected)
		if got := w.stands("p-bro"); got != "p-bro:h-old/97" {
			t.Errorf("he stands as %s", got)
		}
		w.sound()
		last := moves("p-li")
		w.death("p-li", "2026-09-24")
		w.wantState(last, workflow.Terminated)
		w.sound()
	})
}

// The head to be of a new household dies: his mother, who goes along, is head in his place,
// with the uncle's relations told anew, once her capacity is declared.
func TestAnotherMoverIsHeadInThePlaceOfTheDead(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		id := w.alters(workflow.HouseholdCreate, "p-ma", workflow.Facts{"new_address": "城关镇北街1号", "relations": []string{"p-ma=02", "p-gran=52", "p-bro=73"}, "head_capable": true, "consents": consentsOfMa})
		w.acceptsSeen(id, workflow.MatHouseRight, workflow.MatHouseholdBook)
		w.death("p-ma", "2026-09-24")
		w.wantState(id, workflow.Accepted)
		if got := w.bonds(id); !slices.Equal(got, []string{"p-bro=20", "p-gran=02"}) {
			t.Fatalf("who moves is declared as %v", got)
		}
		w.step("clerk", id, workflow.AssignCheck, nil)
		told := workflow.Facts{"findings": "属实", "persons_heard": []string{"马秀英"}}
		if err := w.try("community", id, workflow.ReportCheck, "", told); !refusedFor(err, workflow.GRelationsAgain) {
			t.Errorf("relations told anew were gone through with nobody: %s", describe(err))
		}
		told["relations_confirmed"] = true
		w.step("community", id, workflow.ReportCheck, told)
		if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GHeadFit) {
			t.Fatalf("her capacity was taken for granted: %s", describe(err))
		}
		w.must(orNil(w.try("head", id, workflow.Return, workflow.Verifying, workflow.Facts{"return_code": "unclear", "items": []string{"户主行为能力"}, "reason": "原拟任户主死亡"})))
		_, err := w.r.Change(t.Context(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"head_capable": true})
		w.must(err)
		w.step("community", id, workflow.ReportBack, workflow.Facts{"findings": "有完全行为能力"})
		w.step("head", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
		h := one[models.Household](w, "case_id = ? and head_id = 'p-gran'", id)
		if got := w.stands("p-gran", "p-bro"); got != "p-gran:"+h.ID+"/02 p-bro:"+h.ID+"/20" {
			t.Errorf("they stand as %s", got)
		}
		w.sound()
	})
}
