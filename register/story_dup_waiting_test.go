package register

import (
	"context"
	"errors"
	"slices"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// A child of a closed roster is known already when the move that follows finds a second
// entry. The move waits for the ruling and is not in its way; of three entries two are
// ruled on first, and none is forgotten.
func TestAMoveThatWaitsForTheRulingIsNotInItsWay(t *testing.T) {
	for _, keep := range []string{"p-ward", "p-again"} {
		t.Run(keep, func(t *testing.T) {
			eachWorld(t, func(w *world) {
				child := w.seedUnit()
				w.entered(models.Person{ID: "p-again", Name: "王小石", Sex: "1", BirthDate: "2016-03-04", Relation: "97"}, "")
				w.tx(func(tx *store.Tx) error {
					return store.Insert(tx, models.Residence{ID: "r-again", PersonID: "p-again", HouseholdID: "h-origin", Relation: "97", ValidFrom: "2016-03-04", RecordedAt: w.r.Now(), EventID: "seed", CaseID: "seed"})
				})
				w.entered(models.Person{ID: "p-third", Name: "王小石", Sex: "1", BirthDate: "2016-03-04", Relation: "97"}, "")
				batch, lines := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"))
				w.step("clerk", lines[0], workflow.Search, nil)
				w.step("clerk", lines[0], workflow.HitOne, hit(child))
				w.step("head", batch, workflow.ClosePartial, workflow.Facts{"reason": "机构调整", "successors": []string{lines[0] + "=ward_move"}})
				move := one[models.Case](w, "business = ?", string(workflow.WardMove)).ID
				w.step("clerk", move, workflow.Lodge, nil)
				for _, id := range column(w, "SELECT id FROM materials WHERE case_id = ? AND verdict_at IS NULL", move) {
					_, err := w.r.Verdict(context.Background(), w.officer("clerk"), VerdictRequest{CaseID: move, Material: id, Result: VerdictOK, Version: w.row(move).Version, Key: w.r.newID()})
					w.must(err)
				}
				w.step("clerk", move, workflow.Accept, nil)
				w.step("clerk", move, workflow.Search, nil)
				three := workflow.Facts{"hit_persons": []string{child, "p-again", "p-third"}, "findings": "三条"}
				if err := w.try("clerk", move, workflow.HitMany, "", three); !refusedFor(err, workflow.GHitsListed) {
					t.Fatalf("of three entries one was dropped: %s", describe(err))
				}
				w.step("clerk", move, workflow.HitMany, workflow.Facts{"hit_persons": []string{child, "p-again"}, "findings": "两条"})
				w.wantState(move, workflow.Duplicated)
				dup := one[models.Case](w, "business = ?", string(workflow.DupCancel)).ID
				if n := count[models.CaseSubject](w, "case_id = ? and role = ?", dup, string(workflow.Duplicate)); n != 2 {
					t.Errorf("two entries stand in %d rows", n)
				}
				w.ruledOn(dup)
				w.saysOn(dup, "clerk_b", true)
				w.step("community", dup, workflow.ReportCheck, nobodyObjected)
				w.step("head", dup, workflow.PassUp, nil)
				w.step("county_lead", dup, workflow.PassUp, nil)
				w.step("city_lead", dup, workflow.Approve, workflow.Facts{"keep": keep, "reason": "先登记"})
				w.wantState(dup, workflow.Effected)
				w.wantState(move, workflow.OriginPending)
				held := one[models.SubjectLock](w, "released_at is null and subject_key in ?", [][]byte{w.r.personKey("p-ward"), w.r.personKey("p-again")})
				if held.CaseID != move || string(held.Key) != string(w.r.personKey(keep)) {
					t.Errorf("the move goes on about another than the entry kept: %+v", held)
				}
			})
		})
	}
}

// The officer who stands in two books goes on under the entry kept: on the person's own
// case there they stand aside as before, and undone, the account names the first entry again.
func TestAnOfficerRegisteredTwiceStandsAsideUnderTheEntryKept(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.registeredTwice("马文", "1990-03-07")
		w.tx(func(tx *store.Tx) error {
			_, err := store.Set[models.Officer](tx, map[string]any{"person_id": "p-ma"}, "username = 'clerk2'")
			return err
		})
		w.must(orNil(w.act(workflow.DupCancel, workflow.Duplicate, "", workflow.Facts{"first_entry": "p-ma", "second_entry": "p-there", factKeep: "p-there"}, workflow.EffCancelPerson, workflow.EffVoidNumber)))
		account := func() string { return one[models.Officer](w, "username = 'clerk2'").PersonID }
		if account() != "p-there" || count[models.AdminAct](w, "act = ? and object_id = 'o-clerk2' and officer_id = 'system'", ActAccountPerson) != 1 {
			t.Fatalf("the account is %s's", account())
		}
		w.tx(func(tx *store.Tx) error {
			a := w.r.begin(tx, Actor{OfficerID: "o-clerk2", PersonID: account()})
			a.def, _ = w.r.book.Current(workflow.Death, a.today)
			a.form = form{Facts: workflow.Facts{}}
			a.cache.subjects = []models.CaseSubject{{Role: string(workflow.Deceased), PersonID: "p-li"}}
			a.loaded("subjects")
			kin, err := a.actorIsKin()
			if !kin {
				t.Error("the officer decides on his wife")
			}
			return err
		})
		w.must(orNil(w.act(workflow.Reversal, workflow.Affected, "p-ma", workflow.Facts{"register_event_id": w.last("p-ma").ID}, workflow.EffReverse)))
		if account() != "p-ma" {
			t.Errorf("undone, the account is %s's", account())
		}
	})
}

// A birth that waited until it counts as accepted, while the child was entered under another
// name, is not approved, on the spot or by the head: what cannot be entered is not granted.
// The refusal says with what, and what may be done from there.
func TestABirthDeemedAcceptedIsNotApprovedBesideTheEntryOfTheSameBirth(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.entered(models.Person{ID: "p-born", Name: "马大苗", Sex: "2", BirthDate: "2026-09-10", BirthKey: w.r.birthKey(mother, "2026-09-10", "1")}, "")
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GNoConflict) {
			t.Fatalf("accepted beside the entry: %s", describe(err))
		}
		w.agedDays("2026-10-14T09:00:00+08:00")
		w.wantState(id, workflow.Accepted)
		refused := func(who string, on workflow.Event, at workflow.State) {
			t.Helper()
			err := w.try(who, id, on, "", nil)
			var no *Refused
			if !refusedFor(err, workflow.GNoConflict) || !errors.As(err, &no) || no.State != at || !slices.Contains(no.Allowed, on) {
				t.Errorf("%s: %s", on, describe(err))
			}
		}
		refused("clerk", workflow.SkipCheck, workflow.Accepted)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("community", id, workflow.ReportCheck, nobodyObjected)
		refused("head", workflow.Approve, workflow.StationReview)
		w.tx(func(tx *store.Tx) error {
			a := w.r.begin(tx, w.officer("head"))
			if err := a.read(id); err != nil {
				return err
			}
			a.c.State = string(workflow.Effected) // the entry under way
			var no *Refused
			if !errors.As(a.conflict(), &no) || no.State != workflow.StationReview || slices.Contains(no.Allowed, workflow.Deliver) {
				t.Errorf("a conflict at the entry allows %v", no.Allowed)
			}
			return nil
		})
	})
}

// column is one column of what a query finds.
func column(w *world, query string, args ...any) []string {
	w.t.Helper()
	var out []string
	w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
		var err error
		out, err = store.Rows[string](tx, query, args...)
		return err
	}))
	return out
}
