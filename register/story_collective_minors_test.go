package register

import (
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// bornAmongStrangers takes the wife of the village's head into a household that is a body's
// then, where a child of hers is born: the child's id.
func (w *world) bornAmongStrangers() string {
	w.t.Helper()
	w.load(village())
	id := w.alters(workflow.MoveInStation, "p-li", workflow.Facts{"household_id": "h-old", "relations": []string{"p-li=97"}, "move_cause": "relatives", "consents": []string{"李春梅", "马文", "丁福"}})
	w.accepts(id, workflow.MatHouseRight, workflow.MatHouseholdBook)
	w.step("clerk", id, workflow.SkipCheck, nil)
	child := w.wantRegistered(w.birthOnTheSpot("h-old", "2026-09-10"), workflow.Child, "h-old")
	w.tx(func(tx *store.Tx) error {
		_, err := store.Set[models.Household](tx, map[string]any{"kind": models.CollectiveHousehold, "collective_kind": "unit"}, "id = 'h-old'")
		return err
	})
	return child.ID
}

// The mother's move into a body's household is not undone while her child, born to her
// there, would stay in it among strangers.
func TestAMoveIntoABodysHouseholdIsNotUndoneFromUnderTheChild(t *testing.T) {
	eachWorld(t, func(w *world) {
		child := w.bornAmongStrangers()
		undo := func(person string) error {
			return w.act(workflow.Reversal, workflow.Affected, person, workflow.Facts{"register_event_id": w.last(person).ID}, workflow.EffReverse)
		}
		wantBlocked(t, undo("p-li"), "later_event")
		w.must(orNil(undo(child)))
		w.must(orNil(undo("p-li")))
	})
}

// Nor does she leave a body's household without the child, unless somebody is named who
// cares for it, and the head decides; with the child she goes. A ward of the body is in its
// care, and stays.
func TestAMotherDoesNotLeaveHerInfantInABodysHousehold(t *testing.T) {
	eachWorld(t, func(w *world) {
		child := w.bornAmongStrangers()
		leaves := func(more ...string) string {
			id := w.alters(workflow.MoveInStation, "p-li", workflow.Facts{"household_id": "h-ma", "relations": append([]string{"p-li=12"}, more...), "move_cause": "spouse", "consents": []string{"李春梅", "马文", "丁福"}})
			w.step("clerk", id, workflow.Lodge, nil)
			w.paper(id, workflow.MatHouseRight)
			w.paper(id, workflow.MatHouseholdBook)
			return id
		}
		id := leaves()
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GMinorsCared) {
			t.Fatalf("an infant left among strangers: %s", describe(err))
		}
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.Guardianship{ID: "g-1", WardID: child, Body: "甲县民政局", From: "2026-09-20", RecordedAt: w.r.Now(), EventID: "seed", CaseID: "seed"})
		})
		w.step("clerk", id, workflow.Accept, nil)
		w.tx(func(tx *store.Tx) error {
			_, err := store.Set[models.Guardianship](tx, map[string]any{"valid_to": "2026-09-21"}, "id = 'g-1'")
			return err
		})
		if err := w.try("clerk", id, workflow.SkipCheck, workflow.Approved, nil); !refusedFor(err, workflow.GMinorsCared) {
			t.Errorf("decided on the spot without the infant: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "带孩子一同迁回"})
		id = leaves(child + "=30")
		w.step("clerk", id, workflow.Accept, nil)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.Effected)
		if got := w.stands(child); got != child+":h-ma/30" {
			t.Errorf("the infant stands as %s", got)
		}
	})
}
