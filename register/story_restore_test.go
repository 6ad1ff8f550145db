package register

import (
	"errors"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

var restorePapers = []workflow.MaterialKind{workflow.MatRestoreProof, workflow.MatComparison, workflow.MatVisitRecord}

func (w *world) restores(person, house, ground string, more workflow.Facts) string {
	w.t.Helper()
	f := workflow.Facts{"household_id": house, "restore_ground": ground}
	for k, v := range more {
		f[k] = v
	}
	return w.alters(workflow.RestoreOther, person, f)
}

func TestWhoLostTheRegistrationIsRestoredWithTheNumberOfBefore(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		before := one[models.Person](w, "id = 'p-li'")
		w.death("p-li", "2026-09-20")
		draft := func() string { return w.restores("p-li", "h-ma", "mistaken", nil) }
		w.otherEnds(draft, func(id string) { w.accepts(id, restorePapers...) })
		id := draft()
		w.accepts(id, restorePapers...)
		w.byCounty(id)
		w.delivers(id)
		// The register knows the kin: the head's wife.
		p := one[models.Person](w, "id = 'p-li'")
		if w.stands("p-li") != "p-li:h-ma/12" || string(p.NumberIndex) != string(before.NumberIndex) || count[models.NumberEntry](w, "person_id = 'p-li'") != 1 {
			t.Errorf("restored, the person stands as %s", w.stands("p-li"))
		}
		w.sound()
		w.undoes("p-li", w.last("p-li").ID)
	})
}

func TestWhoMovedOutAndNeverLandedReturns(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		w.must(orNil(w.act(workflow.WardMove, workflow.Ward, "p-bro", workflow.Facts{"household_id": "h-b"}, workflow.EffMoveOut)))
		if p := one[models.Person](w, "id = 'p-bro'"); p.Status != models.StatusTransit {
			t.Fatalf("the person is %s", p.Status)
		}
		id := w.restores("p-bro", "h-ma", "unlanded", nil)
		w.accepts(id, restorePapers...)
		w.byCounty(id)
		w.delivers(id)
		// Nothing tells of the kin but what he was to the same head.
		if w.stands("p-bro") != "p-bro:h-ma/73" {
			t.Errorf("restored, the person stands as %s", w.stands("p-bro"))
		}
	})
}

func TestNobodyIsRestoredWhoIsRegisteredElsewhere(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.declaredDead("p-ma")
		w.death("p-old", "2026-09-20")
		id := w.restores("p-old", "h-old", "mistaken", nil)
		w.accepts(id, restorePapers...)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("community", id, workflow.ReportCheck, nobodyObjected)
		w.step("head", id, workflow.PassUp, nil)
		// Between acceptance and decision it comes out that another line was kept as this person's.
		w.tx(func(tx *store.Tx) error {
			_, err := tx.Exec("UPDATE number_ledger SET linked_to = 'p-b' WHERE person_id = 'p-old'")
			return err
		})
		if err := w.try("county_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GNotElsewhere) {
			t.Errorf("approved for whoever is registered elsewhere: %s", describe(err))
		}
		// The act on the register looks for itself, whatever was decided.
		var stopped *Blocked
		if err := w.act(workflow.RestoreOther, workflow.Affected, "p-old", workflow.Facts{"person_id": "p-old", "household_id": "h-old"}, workflow.EffRestorePerson); !errors.As(err, &stopped) || stopped.Code != "registered_elsewhere" {
			t.Errorf("entered twice: %v", err)
		}
		if p := one[models.Person](w, "id = 'p-old'"); p.Status != models.StatusDead {
			t.Errorf("the person is %s", p.Status)
		}
		w.tx(func(tx *store.Tx) error {
			_, err := tx.Exec("UPDATE number_ledger SET linked_to = '' WHERE person_id = 'p-old'")
			return err
		})
		w.sound()
		// A namesake of the same day is looked at first; whom a court declared dead has a road of their own.
		w.load([]LoadedHousehold{{ID: "h-like", Number: "000301", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "城关镇西街2号", OpenedOn: "2010-01-01", Members: []LoadedPerson{
			{ID: "p-like", Number: "649901194501010075", Name: "丁福", Sex: "1", BirthDate: "1945-01-01", Ethnicity: "01", Relation: "02", Since: "2010-01-01"}}}})
		for _, c := range []struct {
			person string
			facts  workflow.Facts
			want   workflow.GuardID
		}{
			{"p-old", nil, workflow.GLookalikesCleared},
			{"p-ma", nil, workflow.GNotByJudgment},
			{"p-li", nil, workflow.GOffRegister},
		} {
			if c.person == "p-old" {
				w.step("head", id, workflow.Terminate, no(workflow.Facts{"reason_code": "moot"}))
			}
			n := w.restores(c.person, "h-ma", "mistaken", c.facts)
			w.step("clerk", n, workflow.Lodge, nil)
			if err := w.try("clerk", n, workflow.Accept, "", nil); !refusedFor(err, c.want) {
				t.Errorf("%s: %s, want %s", c.person, describe(err), c.want)
			}
			w.step("clerk", n, workflow.Withdraw, workflow.Facts{"reason": "试"})
		}
		id = w.restores("p-old", "h-old", "mistaken", workflow.Facts{"lookalike_document": "比对7号"})
		w.accepts(id, restorePapers...)
		w.byCounty(id)
		w.delivers(id)
		w.sound()
	})
}
