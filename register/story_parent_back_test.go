package register

import (
	"slices"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// orphaned has the mother die, and the father by another business; the boy gets another guardian.
func (w *world) orphaned(father func(), guardian func()) {
	w.t.Helper()
	w.load(village())
	w.seedHome()
	w.death("p-li", "2026-09-20")
	father()
	guardian()
}

// byNeighbour makes the old neighbour the boy's guardian, by the order of the law.
func (w *world) byNeighbour() { w.must(orNil(w.namedGuardian(func() {}, "p-son", "p-old"))) }

// byCivilAffairs takes the boy to an institution, as one whose guardians are dead.
func (w *world) byCivilAffairs() {
	w.must(orNil(w.act(workflow.WardMove, workflow.Ward, "p-son", toUnit, workflow.EffMove, workflow.EffGuardian)))
}

// foretold tells whether a case warns of minors whose parent it puts back, and of which bodies.
func (w *world) foretold(id string) (bool, []string) {
	w.t.Helper()
	v, err := w.r.View(w.t.Context(), w.officer("clerk"), id)
	w.must(err)
	i := slices.IndexFunc(v.Warnings, func(c workflow.Condition) bool { return c.Code == "parent_returns" })
	if i < 0 {
		return false, nil
	}
	return true, v.Warnings[i].Detail
}

// settled wants one open task at the boy's station, and one message for the guardian.
func (w *world) settled(how string, want int64) {
	w.t.Helper()
	if n := w.openTasks(workflow.TaskWardParent, stationOrg, "p-son"); n != want {
		w.t.Errorf("%s: %d tasks to settle who guards the boy, want %d", how, n, want)
	}
	if n := count[models.Outbox](w, "kind = 'ward_parent_back' and body like '%p-son%'"); n != want {
		w.t.Errorf("%s: %d messages to the guardian, want %d", how, n, want)
	}
}

// A father wrongly entered as dead came back, and his boy stayed the ward of others who were made
// guardians because he was dead: nobody was told. Whoever decides is warned, the boy's station has
// the task, the guardian a message.
func TestAFatherWhoseDeathWasNoneFindsHisBoyKeptByOthers(t *testing.T) {
	for how, c := range map[string]struct {
		guardian func(*world)
		bodies   []string
	}{"a neighbour": {(*world).byNeighbour, nil}, "civil affairs": {(*world).byCivilAffairs, []string{"甲县民政局", "甲县照料机构"}}} {
		eachWorld(t, func(w *world) {
			w.orphaned(func() { w.death("p-ma", "2026-09-21") }, func() { c.guardian(w) })
			death := one[models.RegisterEvent](w, "subject_id = 'p-ma' and kind = 'death'").ID
			id, err := w.opensReversal("p-ma", death)
			w.must(err)
			if warned, bodies := w.foretold(id); !warned || !slices.Equal(bodies, c.bodies) {
				t.Errorf("%s: warned %v of %v", how, warned, bodies)
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改日再办"})
			w.settled(how, 0)
			w.wantState(w.reversal("p-ma", death), workflow.Effected)
			w.settled(how, 1)
		})
	}
}

// A court revoked the declaration of his death: the same, by the road of the restorations.
func TestAFatherWhoComesBackFindsHisBoyKeptByOthers(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.orphaned(func() { w.declaredDead("p-ma") }, w.byNeighbour)
		id := w.comesBack("p-ma", "h-ma")
		w.accepts(id, revokedPapers...)
		if warned, _ := w.foretold(id); !warned {
			t.Error("nobody is warned")
		}
		w.byCounty(id)
		w.settled("declared dead", 1)
	})
}

// A mother who was cancelled by mistake is restored: the same.
func TestAMotherWhoIsRestoredFindsHerBoyKeptByOthers(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.orphaned(func() { w.death("p-ma", "2026-09-21") }, w.byNeighbour)
		id := w.restores("p-li", "h-ma", "mistaken", workflow.Facts{"relation_to_head": "97"})
		w.accepts(id, restorePapers...)
		if warned, _ := w.foretold(id); !warned {
			t.Error("nobody is warned")
		}
		w.byCounty(id)
		w.settled("restored", 1)
	})
}

// Whose guardianship a court revoked gets it back by the court alone, dead in between or not.
func TestARevokedFatherWhoComesBackSettlesNothing(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.orphaned(func() { w.death("p-ma", "2026-09-21") }, func() {
			w.tx(func(tx *store.Tx) error {
				return store.Insert(tx, models.Guardianship{ID: "g-1", WardID: "p-son", GuardianID: "p-old", Ground: "revoked", From: "2026-01-01", EventID: w.last("p-son").ID})
			})
		})
		w.reversal("p-ma", one[models.RegisterEvent](w, "subject_id = 'p-ma' and kind = 'death'").ID)
		w.settled("revoked", 0)
	})
}

// The father who came back was entered as his boy's guardian, and that entry is undone: the
// neighbour guards again over a living father, and the boy's station has the task once more.
func TestAGuardianshipPutBackOverALivingFatherIsToBeSettled(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.orphaned(func() { w.death("p-ma", "2026-09-21") }, w.byNeighbour)
		w.wantState(w.reversal("p-ma", one[models.RegisterEvent](w, "subject_id = 'p-ma' and kind = 'death'").ID), workflow.Effected)
		w.must(orNil(w.namedGuardian(func() {}, "p-son", "p-ma")))
		w.exec("update case_tasks set done_at = opened_at where kind = 'parent_of_ward'")
		w.undo("p-son", EventGuardian)
		if n := count[models.Guardianship](w, "ward_id = 'p-son' and guardian_id = 'p-old' and closed_at is null"); n != 1 {
			t.Fatalf("the neighbour guards %d times, want once", n)
		}
		if n := w.openTasks(workflow.TaskWardParent, stationOrg, "p-son"); n != 1 {
			t.Errorf("%d tasks to settle who guards the boy, want 1", n)
		}
	})
}
