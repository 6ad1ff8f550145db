package register

import (
	"testing"

	"hukou/workflow"
)

// The head of a household that gets a new address dies before it is accepted. The case goes on for
// the widow, and is not refused for relations that nobody but the program has written: who becomes
// head is for a case of its own.
func TestAHouseholdWhoseHeadDiesGoesOnToItsNewAddress(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.alters(workflow.MoveInStation, "p-li", workflow.Facts{"new_address": "城关镇北街1号", "move_cause": "house",
			"relations": []string{"p-ma=02", "p-li=12", "p-son=20"}, "consents": []string{"马文", "李春梅"}})
		w.step("clerk", id, workflow.Lodge, nil)
		w.death("p-ma", "2026-09-20")
		if err := w.try("clerk", id, workflow.Accept, "", nil); refusedFor(err, workflow.GRelationsRight) || refusedFor(err, workflow.GRelationsApart) {
			t.Errorf("refused for what it wrote itself: %s", describe(err))
		}
		v, err := w.r.View(t.Context(), w.officer("clerk"), id)
		w.must(err)
		if left := v.Facts.List(workflow.FactRelations); len(left) > 0 {
			t.Errorf("the case declares %v", left)
		}
	})
}
