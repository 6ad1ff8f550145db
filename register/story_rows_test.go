package register

import (
	"errors"
	"testing"

	"hukou/workflow"
)

// A roster comes back to be corrected. What is put right in a row is held to what the row was
// held to when it was listed: nobody becomes of age, or the child of another row, unnoticed; and
// who has turned eighteen by then is named before the roster goes in again.
func TestACorrectedRowIsHeldToWhatARowIsHeldTo(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		rows := []workflow.Facts{wardFacts("王小石", "1", "2016-03-04", "001"), wardFacts("石明月", "2", "2008-09-26", "002")}
		batch := func(lines ...workflow.Facts) (Answer, error) {
			return w.r.OpenBatch(t.Context(), w.officer("clerk"), BatchRequest{OpenRequest: OpenRequest{Business: workflow.WardBatch,
				Facts: workflow.Facts{"institution": unitID, "household_id": unitHome, "impact_assessment_no": "IA-1"}}, Lines: lines})
		}
		if _, err := batch(rows[0], wardFacts("王小石", "1", "2016-03-04", "003")); !invalidFor(err, "lines[1].facts.name", "same_as_row") {
			t.Errorf("one child in two rows: %s", describe(err))
		}
		ans, err := batch(rows...)
		w.must(err)
		id := ans.CaseID
		w.paper(id, workflow.MatUnitPapers)
		w.step("clerk", id, workflow.Lodge, nil)
		w.step("clerk", id, workflow.RequestCorrection, workflow.Facts{"items": []string{"出生日期"}})
		lines, err := w.r.Lines(t.Context(), w.officer("clerk"), id)
		w.must(err)
		first, second := lines[0].ID, lines[1].ID
		corrects := func(facts workflow.Facts) error {
			_, err := w.r.Change(t.Context(), w.officer("clerk"), first, w.row(first).Version, facts)
			return err
		}
		for _, c := range []struct {
			facts       workflow.Facts
			field, code string
		}{
			{workflow.Facts{"birth_date": "2001-02-02"}, "facts.birth_date", "already_18"},
			{workflow.Facts{"name": "石明月", "sex": "2", "birth_date": "2008-09-26"}, "facts.name", "same_as_row"},
			{workflow.Facts{"intake_no": "002"}, "facts.intake_no", "same_as_row"},
		} {
			if err := corrects(c.facts); !invalidFor(err, c.field, c.code) || c.code == "same_as_row" && !mentions(describe(err), w.row(second).Number) {
				t.Errorf("corrected to %v: %s", c.facts, describe(err))
			}
		}
		w.must(corrects(workflow.Facts{"birth_date": "2016-03-05"}))
		w.setClock("2026-09-26T09:00:00+08:00")
		if err := w.try("clerk", id, workflow.Resubmit, "", nil); !refusedFor(err, workflow.GRosterSound) || !mentions(describe(err), w.row(second).Number+":facts.birth_date:already_18") {
			t.Errorf("handed in again with a row of age: %s", describe(err))
		}
		off := no(workflow.Facts{"reason_code": "moot", "lines": []string{second}, "successor": "unreg_8"})
		w.step("clerk", id, workflow.ProposeEvent(workflow.RemoveLine), off)
		w.step("head", id, workflow.RemoveLine, off)
		w.step("clerk", id, workflow.Resubmit, workflow.Facts{"items_brought": []string{"出生日期"}})
		w.step("clerk", id, workflow.Accept, nil)
		w.wantState(id, workflow.BRunning)
	})
}

// invalidFor tells whether a request was refused for what stands in a field.
func invalidFor(err error, field, code string) bool {
	var bad *Invalid
	if !errors.As(err, &bad) {
		return false
	}
	for _, e := range bad.Errors {
		if e.Field == field && e.Code == code {
			return true
		}
	}
	return false
}
