package register

import (
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// TestAWardWhoDiesUnregisteredIsEnteredAndCancelledTogether: no child in care is left in an
// open case, or entered as living, because it died before its registration (Norm 25).
func TestAWardWhoDiesUnregisteredIsEnteredAndCancelledTogether(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		id := w.found(foundFacts("林若溪", "2025-12-01", "101", "abandoned"))
		w.searchedInVainFor(id)
		died := workflow.Facts{"died_on": "2026-09-20", "document_no": "医证-1", "successor": "death"}
		if err := w.try("clerk", id, workflow.Die, "", died); !refusedFor(err, workflow.GDeathCase) {
			t.Errorf("a death without an entry: %s", describe(err))
		}
		died["successor"] = "birth_then_death"
		w.step("clerk", id, workflow.Die, died)
		w.wantState(id, workflow.Terminated)
		next := one[models.CaseLink](w, "from_case = ? and kind = 'successor'", id).ToCase
		view, err := w.r.View(t.Context(), w.officer("clerk"), next)
		w.must(err)
		if got := view.Facts; got.Text("child_name") != "林若溪" || got.Text("child_died_on") != "2026-09-20" || got.Text("follows") != "institution" || got.Text("household_id") != unitHome {
			t.Errorf("the case goes on with %v", got)
		}
		_, err = w.r.Change(t.Context(), w.officer("clerk"), next, w.row(next).Version, workflow.Facts{"birth_order": 1, "birth_place_code": "640522", "born_where": "elsewhere"})
		w.must(err)
		w.accepts(next, workflow.MatBirthAccount, workflow.MatDeathProof)
		w.byHead(next)
		w.delivers(next)
		var p models.Person
		w.tx(func(tx *store.Tx) error {
			p, err = store.One[models.Person](tx, "name = ?", "林若溪")
			return err
		})
		if n := count[models.RegisterEvent](w, "subject_id = ? and case_id = ?", p.ID, next); n != 2 {
			t.Errorf("%d events, want the entry and the death", n)
		}
		if p.Status != models.StatusDead || p.StatusOn != "2026-09-20" || p.Org != stationOrg || p.FatherID+p.MotherID != "" || len(p.NumberIndex) == 0 || p.EthnicityProof != "institution" {
			t.Errorf("the child stands as %+v", p)
		}
	})
}
