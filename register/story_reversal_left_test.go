package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// splitsOff takes the wife of the village's head into a household of her own.
func (w *world) splitsOff() (caseID, household string) {
	w.t.Helper()
	id := w.alters(workflow.HouseholdSplit, "p-li", workflow.Facts{"new_address": "城关镇南街12号", "relations": []string{"p-li=02"},
		"remaining_relations": []string{"p-ma=02", "p-son=20", "p-gran=52", "p-bro=73"}, "head_capable": true, "consents": consentsOfMa})
	w.acceptsSeen(id, workflow.MatSplitCause, workflow.MatHouseholdBook)
	w.byHead(id)
	w.wantState(id, workflow.Effected)
	return id, one[models.Person](w, "id = 'p-li'").HouseholdID
}

// opensReversal drafts the reversal of an event on somebody and hands it in.
func (w *world) opensReversal(person, event string) (string, error) {
	w.t.Helper()
	id := w.open("clerk", OpenRequest{Business: workflow.Reversal, Subjects: []SubjectRequest{{Role: workflow.Affected, Person: person}},
		Facts: workflow.Facts{"register_event_id": event, "reversal_reason": "登记有误", "applicant_relation": "ex_officio"}})
	return id, w.try("clerk", id, workflow.Lodge, "", nil)
}

// Her household was set up by the split: while her child stands in it the split stays, at
// the window, in the head's decision and in the act itself. The birth undone first, the
// split is free.
func TestASplitIsNotUndoneUnderAChildBornIntoTheNewHousehold(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		_, house := w.splitsOff()
		before, err := w.opensReversal("p-li", w.last("p-li").ID)
		w.must(err)
		w.step("clerk", before, workflow.Accept, nil)
		w.step("clerk", before, workflow.AssignCheck, nil)
		w.step("clerk", before, workflow.ReportCheck, workflow.Facts{"findings": "核对档案", "persons_heard": []string{"李春梅"}})
		birth := w.birthOnTheSpot(house, "2026-09-10")
		child := w.wantRegistered(birth, workflow.Child, house)
		w.step("head", before, workflow.PassUp, nil)
		if err := w.try("county_lead", before, workflow.Approve, "", nil); !refusedFor(err, workflow.GNothingAfter) {
			t.Errorf("approved over the child: %s", describe(err))
		}
		w.step("county_lead", before, workflow.Terminate, workflow.Facts{"reason_code": "moot", "reason": "先冲销出生登记", "facts_found": "户内已有新生儿", "evidence": []string{"登记库"}, "law": []string{"Norm 57"}})
		id, err := w.opensReversal("p-li", w.last("p-li").ID)
		w.must(err)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GNothingAfter) {
			t.Errorf("accepted over the child: %s", describe(err))
		}
		if err := w.try("clerk", id, workflow.Accept, "", nil); !mentions(describe(err), child.Name, w.row(birth).Number) {
			t.Errorf("the child and its case are not named: %s", describe(err))
		}
		wantBlocked(t, w.act(workflow.Reversal, workflow.Affected, "p-li", workflow.Facts{"register_event_id": w.last("p-li").ID}, workflow.EffReverse), "later_event")
		w.sound()
		w.undoes(child.ID, w.last(child.ID).ID)
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "另案办理"})
		w.undoes("p-li", w.last("p-li").ID)
		if h := one[models.Household](w, "id = ?", house); h.Status != HouseholdClosed {
			t.Errorf("her household is %s", h.Status)
		}
	})
}

// A household that stood before is no better: a move is not undone while the child who
// came after it would stay without the parent it followed, or alone.
func TestAMoveIsNotUndoneFromUnderTheChildOfWhoMoved(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.alters(workflow.MoveInStation, "p-li", workflow.Facts{"household_id": "h-old", "relations": []string{"p-li=97"}, "move_cause": "relatives",
			"consents": []string{"李春梅", "马文", "丁福"}})
		w.accepts(id, workflow.MatHouseRight, workflow.MatHouseholdBook)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.Effected)
		child := w.wantRegistered(w.birthOnTheSpot("h-old", "2026-09-10"), workflow.Child, "h-old")
		undo := func() error {
			return w.act(workflow.Reversal, workflow.Affected, "p-li", workflow.Facts{"register_event_id": w.last("p-li").ID}, workflow.EffReverse)
		}
		wantBlocked(t, undo(), "later_event")
		w.death("p-old", "2026-09-20")
		wantBlocked(t, undo(), "later_event")
		w.undoes(child.ID, w.last(child.ID).ID)
	})
}

// A household that closed after the move is told of at the window, not after the approval.
func TestNobodyIsPutBackInAHouseholdThatClosedSince(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.seedHome()
		facts := workflow.Facts{"institution": unitID, "household_id": unitHome, "legal_ground": "guardian_dead"}
		w.must(orNil(w.act(workflow.WardMove, workflow.Ward, "p-bs", facts, workflow.EffMove)))
		w.must(orNil(w.act(workflow.WardMove, workflow.Ward, "p-b", facts, workflow.EffMove)))
		id, err := w.opensReversal("p-bs", w.last("p-bs").ID)
		w.must(err)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GBackStands) {
			t.Errorf("accepted for a closed household: %s", describe(err))
		}
	})
}
