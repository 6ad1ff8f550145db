package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// cancelledWrongly is the village whose father was taken for another man's second entry,
// and his own cancelled; his son names the other one since.
func (w *world) cancelledWrongly() {
	w.t.Helper()
	w.registeredTwice("马文", "1990-03-07")
	id := w.open("clerk", OpenRequest{Business: workflow.DupCancel, Facts: workflow.Facts{"first_entry": "p-ma", "second_entry_number": w.cardOf("p-there"), "applicant_relation": "ex_officio"}})
	w.ruledOn(id)
	w.saysOn(id, "head_b", true)
	w.step("community", id, workflow.ReportCheck, nobodyObjected)
	w.step("head", id, workflow.PassUp, nil)
	w.step("county_lead", id, workflow.PassUp, nil)
	w.step("city_lead", id, workflow.Approve, workflow.Facts{"keep": "p-there", "reason": "乙县登记在先"})
	w.wantState(id, workflow.Effected)
}

// The son's height, true and entered since, is nobody's ground to keep the father out: he
// comes back, the son is his again, and the height stays.
func TestWhoWasWronglyCancelledComesBackOverTrueEntriesOfTheirKin(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.cancelledWrongly()
		item := w.alters(workflow.ItemMinor, "p-son", workflow.Facts{"height_cm": 120, "applicant_relation": "parent"})
		w.accepts(item, itemPapers...)
		w.step("clerk", item, workflow.SkipCheck, nil)
		w.wantState(item, workflow.Effected)
		w.undoes("p-ma", w.last("p-ma").ID)
		father, son := one[models.Person](w, "id = 'p-ma'"), one[models.Person](w, "id = 'p-son'")
		if father.Status != models.StatusActive || father.HouseholdID != "h-ma" || father.Relation != "02" {
			t.Errorf("the father stands as %s in %q (%s)", father.Status, father.HouseholdID, father.Relation)
		}
		if son.FatherID != "p-ma" || son.HeightCM != 120 || son.HouseholdID != "h-ma" {
			t.Errorf("the son is %s's, %d cm, in %q", son.FatherID, son.HeightCM, son.HouseholdID)
		}
		if h := one[models.Household](w, "id = 'h-ma'"); h.HeadID != "p-ma" {
			t.Errorf("the household is led by %q", h.HeadID)
		}
	})
}

// Where the very link that the ruling wrote was changed since, that comes first, and the
// refusal says whose, which item and by which case.
func TestAnEntryOfTheSameItemIsNamedAndUndoneFirst(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.cancelledWrongly()
		struck := w.alters(workflow.ParentItem, "p-son", workflow.Facts{"parent_struck_out": "father", "parent_ground": "judgment", "applicant_relation": "parent"})
		w.accepts(struck, workflow.MatParentProof, workflow.MatHouseholdBook)
		w.byCounty(struck)
		w.wantState(struck, workflow.Effected)
		id, err := w.opensReversal("p-ma", w.last("p-ma").ID)
		w.must(err)
		err = w.try("clerk", id, workflow.Accept, "", nil)
		if !refusedFor(err, workflow.GNothingAfter) || !mentions(describe(err), "马小麦", "父亲 Father", w.row(struck).Number) {
			t.Errorf("accepted over the son's struck father, or without a word which: %s", describe(err))
		}
		wantBlocked(t, w.act(workflow.Reversal, workflow.Affected, "p-ma", workflow.Facts{"register_event_id": w.last("p-ma").ID}, workflow.EffReverse), "later_event")
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "先冲销其后的登记"})
		w.undoes("p-son", w.last("p-son").ID)
		w.undoes("p-ma", w.last("p-ma").ID)
		if son := one[models.Person](w, "id = 'p-son'"); son.FatherID != "p-ma" {
			t.Errorf("the son is %q's", son.FatherID)
		}
	})
}
