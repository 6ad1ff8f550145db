package register

import (
	"maps"
	"testing"

	"hukou/workflow"
)

// TestOneCharacterApart tells misread names from others.
func TestOneCharacterApart(t *testing.T) {
	for _, c := range []struct {
		x, y string
		near bool
	}{{"靳大川", "靳大山", true}, {"靳大川", "靳川", true}, {"靳川", "靳大川", true}, {"靳大川", "靳大川", false}, {"靳大川", "靳小山", false}, {"马文", "马文武斌", false}, {"文", "马文", false}, {"马文", "文马", false}} {
		if oneApart(c.x, c.y) != c.near {
			t.Errorf("%s and %s: near is %v", c.x, c.y, !c.near)
		}
	}
}

// TestAnEntryOneCharacterApartUnderAnotherRoofIsRuledOut: a man of the sex and day declared
// stands elsewhere in the county, one character apart. He is shown, and ruled out by a
// person; one of the same sex and day whose name is another is not.
func TestAnEntryOneCharacterApartUnderAnotherRoofIsRuledOut(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.open("clerk", OpenRequest{Business: workflow.Unreg8, Facts: workflow.Facts{"name": "丁禄", "sex": "1", "birth_date": "1945-01-01", "household_id": "h-ma", "relation_to_head": "97", "consents": []string{"马文"}, "applicant_relation": "self", "applicant_name": "丁禄"}})
		w.accepts(id, workflow.MatComparison, workflow.MatVisitRecord)
		w.step("clerk", id, workflow.AssignCheck, nil)
		if err := w.try("community", id, workflow.ReportCheck, "", checkedAndHeard); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Errorf("丁福 of the same day was not looked at: %s", describe(err))
		}
		shown, err := w.r.Candidates(t.Context(), w.officer("clerk"), id)
		w.must(err)
		if len(shown) != 1 || shown[0].PersonID != "p-old" || !shown[0].Alike() {
			t.Errorf("shown: %+v", shown)
		}
		w.must(w.changes("clerk", id, workflow.Facts{"name": "王大禄"}))
		if shown, err := w.r.Candidates(t.Context(), w.officer("clerk"), id); err != nil || len(shown) != 0 {
			t.Errorf("another name: %+v, %v", shown, err)
		}
		w.must(w.changes("clerk", id, workflow.Facts{"name": "丁禄"}))
		w.step("community", id, workflow.ReportCheck, also(maps.Clone(checkedAndHeard), "dismissed_candidates", []string{"p-old=走访核实，系另一人"}))
		w.wantState(id, workflow.StationReview)
	})
}
