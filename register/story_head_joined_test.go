package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// The old man joins the Ma family as the wife's father. While his case is on the head's
// desk she becomes head herself: what he was to her husband is entered by nobody. Sent
// back, the relation is declared to her and confirmed, and the case goes on.
func TestWhoJoinsAHouseholdStandsToTheHeadWhoIsThereAtTheDecision(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		papers := []workflow.MaterialKind{workflow.MatHouseholdBook, workflow.MatKinship}
		id := w.alters(workflow.HouseholdMerge, "p-old", workflow.Facts{"household_id": "h-ma", "relations": []string{"p-old=55"}, "consents": []string{"马文", "丁福"}})
		w.acceptsSeen(id, papers...)
		w.step("clerk", id, workflow.AssignCheck, nil)
		report := workflow.Facts{"findings": "属实", "persons_heard": []string{"丁福"}}
		w.step("community", id, workflow.ReportCheck, report)
		w.headedBy("p-li", nil, "马文", "李春梅")
		if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GHeadJoinedSame) {
			t.Fatalf("approved to the head of before: %s", describe(err))
		}
		w.must(orNil(w.try("head", id, workflow.Return, workflow.Verifying, workflow.Facts{"return_code": "verify", "items": []string{"与户主关系"}, "reason": "户主已变更"})))
		if err := w.try("community", id, workflow.ReportCheck, "", report); !refusedFor(err, workflow.GHeadJoinedSeen) {
			t.Errorf("reported again as it was: %s", describe(err))
		}
		_, err := w.r.Change(t.Context(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"relations": []string{"p-old=51"}, "consents": []string{"李春梅", "丁福"}})
		w.must(err)
		report["relations_confirmed"] = true
		w.step("community", id, workflow.ReportCheck, report)
		w.step("head", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
		if got := w.stands("p-old", "p-li"); got != "p-old:h-ma/51 p-li:h-ma/02" {
			t.Errorf("everybody stands as %s", got)
		}
		w.sound()
	})
}

// At the window it is the same, and nothing is entered behind the conditions: a death that
// leaves the household without a head changes it as much.
func TestNobodyIsBroughtInUnderAnotherHead(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.alters(workflow.MoveInStation, "p-old", workflow.Facts{"move_cause": "relatives", "household_id": "h-ma", "relations": []string{"p-old=55"}, "consents": []string{"马文", "丁福"}})
		w.accepts(id, workflow.MatHouseRight, workflow.MatHouseholdBook)
		w.death("p-ma", "2026-09-20")
		if err := w.try("clerk", id, workflow.SkipCheck, workflow.Approved, nil); !refusedFor(err, workflow.GHeadJoinedSame) {
			t.Errorf("moved in under nobody: %s", describe(err))
		}
		wantBlocked(t, w.act(workflow.MoveInStation, workflow.Affected, "p-old", workflow.Facts{"person_id": "p-old", "household_id": "h-ma", "relations": []string{"p-old=55"},
			factHeadJoined: "h-ma/p-ma"}, workflow.EffJoin), string(workflow.GHeadJoinedSame))
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "待户主变更后重新申报"})
		if p := one[models.Person](w, "id = 'p-old'"); p.HouseholdID != "h-old" {
			t.Errorf("he stands in %s", p.HouseholdID)
		}
		w.sound()
	})
}
