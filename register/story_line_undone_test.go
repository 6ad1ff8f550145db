package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// A child entered by a line of a roster that has closed was entered wrongly. What follows is no line
// without a roster, which nobody ever accepts, but a case of its own (ward_first), with the
// institution and the day of the line, that is handed in and accepted as any.
func TestAfterALineIsUndoneTheChildHasACaseOfItsOwn(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		batch, lines := w.batch(wardFacts("石明月", "2", "2022-05-06", "002"))
		line := lines[0]
		w.step("clerk", line, workflow.Search, nil)
		w.step("clerk", line, workflow.HitNone, workflow.Facts{"searched_by_name_and_number": true, "searched_by_parents": true, "findings": "两次查找未见"})
		w.step("clerk", line, workflow.AskComparison, workflow.Facts{"addressee": "刑侦支队", "document_no": "B-2"})
		w.step("clerk", line, workflow.NoMatch, workflow.Facts{"document_no": "B-3"})
		w.step("community", line, workflow.HearChild, workflow.Facts{"view": "agrees", "language": "普通话", "document_no": "H-1", "heard_without_staff": true})
		w.step("head", line, workflow.Submit, workflow.Facts{"best_interest_no": "BI-1", "land_notice_no": "LN-1"})
		w.step("county_lead", line, workflow.Approve, nil)
		w.step("clerk", line, workflow.Deliver, workflow.Facts{"receiver": "机构经办人", "method": "window"})
		w.wantState(batch, workflow.BClosed)
		child, _ := w.child(line, workflow.Ward)
		w.undo(child.ID, EventFirst)
		next := one[models.Case](w, "id in (select to_case from case_links where kind = 'successor' and from_case in (select id from cases where business = 'reversal'))")
		if next.Business != string(workflow.WardFirst) || next.ParentID != "" {
			t.Fatalf("what follows is %s of the roster %q", next.Business, next.ParentID)
		}
		w.wantFact(next.ID, "institution", unitID)
		w.wantFact(next.ID, "household_id", unitHome)
		w.step("clerk", next.ID, workflow.Lodge, nil)
		w.paper(next.ID, workflow.MatIntakeForm)
		w.paper(next.ID, workflow.MatCivilOpinion)
		w.step("clerk", next.ID, workflow.Accept, nil)
		if c := w.row(next.ID); c.AcceptedOn == "" {
			t.Error("it was accepted on no day")
		}
	})
}
