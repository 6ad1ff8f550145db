package register

import (
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// revoked makes somebody the guardian of a child by a court, in the parents' place.
func (w *world) revoked(ward, guardian string) {
	w.t.Helper()
	w.tx(func(tx *store.Tx) error {
		return store.Insert(tx, models.Guardianship{ID: "g-" + ward, WardID: ward, GuardianID: guardian, Ground: "revoked", From: "2026-09-20", RecordedAt: w.r.Now(), EventID: "seed", CaseID: "seed"})
	})
}

// A court gave the boy another guardian, two doors away, and he lives at home still. His mother
// becomes the head in his father's place: nobody moves, and the guardian has no say in it.
func TestAChangeOfHeadPartsNoChildFromItsGuardian(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.revoked("p-son", "p-old")
		w.headedBy("p-li", nil, "马文", "李春梅")
		if got := w.stands("p-ma", "p-li", "p-son"); got != "p-ma:h-ma/11 p-li:h-ma/02 p-son:h-ma/20" {
			t.Errorf("they stand as %s", got)
		}
	})
}

// The mother of two is dead and they stand alone: one of them is the head for the time being.
func TestOneOfOrphansAloneIsTheHeadForTheTimeBeing(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tians()
		w.death("p-tian", "2026-09-20")
		w.headedBy("p-one", []string{"p-one=02", "p-two=77"})
		if got, n := w.stands("p-one", "p-two"), w.vacancies(); got != "p-one:h-tian/02 p-two:h-tian/77" || n != 0 {
			t.Errorf("they stand as %s, %d tasks look for a head", got, n)
		}
		w.sound()
	})
}

// Where two households become one, such a child moves: its guardian is asked and a carer named
// when the case is accepted, not when it is decided and can only be withdrawn.
func TestAMergeAsksTheGuardianBeforeItIsDecided(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tians()
		w.revoked("p-son", "p-old")
		merges := func(more workflow.Facts) string {
			f := workflow.Facts{"household_id": "h-tian", "relations": []string{"p-ma=97", "p-li=97", "p-son=97"}, "consents": []string{"马文", "李春梅", "田小娥"}}
			for k, v := range more {
				f[k] = v
			}
			id := w.alters(workflow.HouseholdMerge, "p-ma", f)
			w.step("clerk", id, workflow.Lodge, nil)
			w.paper(id, workflow.MatHouseholdBook)
			w.paper(id, workflow.MatKinship)
			return id
		}
		seen := workflow.Facts{"relations_confirmed": true}
		id := merges(nil)
		if err := w.try("clerk", id, workflow.Accept, "", seen); !refusedFor(err, workflow.GMinorsCared) || !refusedFor(err, workflow.GConsentsNoted) || !mentions(describe(err), "丁福") {
			t.Errorf("accepted without the guardian: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "问监护人"})
		id = merges(workflow.Facts{"consents": []string{"马文", "李春梅", "田小娥", "丁福"}, "minors_cared_for_by": "丁福", "minors_stay_because": "随家人生活"})
		w.step("clerk", id, workflow.Accept, seen)
		w.byHead(id)
		w.wantState(id, workflow.Effected)
		if got := w.stands("p-son"); got != "p-son:h-tian/97" {
			t.Errorf("the boy stands as %s", got)
		}
	})
}
