package register

import (
	"context"
	"errors"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// TestTheBodyThatTakesOverIsNamedAsAnOfficerKnowsIt: the roster's institution may no
// longer hold the household. The head names the one that takes over by its id, its name
// or its credit code; a name nobody bears is told at the field.
func TestTheBodyThatTakesOverIsNamedAsAnOfficerKnowsIt(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		w.seedSecondUnit()
		batch, _ := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"))
		suspend := func() {
			w.step("head", batch, workflow.Suspend, workflow.Facts{"reason_code": "other", "reason": "证书到期", "facts_found": "已核", "evidence": []string{"证书"}, "law": []string{"Norm 15"}, "until": "2026-12-01", "document_no": "S-1"})
			w.wantState(batch, workflow.BSuspended)
		}
		taking := func(given string) workflow.Facts {
			return workflow.Facts{workflow.InInstitution: given, workflow.InReason: "原单位撤销", workflow.InDocument: "T-1"}
		}
		suspend()
		var bad *Invalid
		if err := w.try("head", batch, workflow.NameSuccessor, "", taking("没有的机构")); !errors.As(err, &bad) || len(bad.Errors) != 1 || bad.Errors[0].Field != "input.institution_named" || bad.Errors[0].Code != "unknown_institution" {
			t.Fatalf("an unknown body is told as %v", err)
		}
		if err := w.try("head", batch, workflow.NameSuccessor, "", taking(unitID)); !refusedFor(err, workflow.GNewUnitReady) {
			t.Fatalf("the body that the roster is suspended for took it over: %v", err)
		}
		for _, c := range []struct{ given, unit, home string }{
			{"u-2", "u-2", "h-unit-2"}, {"甲县照料机构", unitID, unitHome}, {" 甲县第二照料机构 ", "u-2", "h-unit-2"}, {unitID, unitID, unitHome}, {"91649901000000002x", "u-2", "h-unit-2"},
		} {
			if w.row(batch).State != string(workflow.BSuspended) {
				suspend()
			}
			if err := w.try("head", batch, workflow.NameSuccessor, "", taking(c.given)); err != nil {
				t.Fatalf("%q: %s", c.given, describe(err))
			}
			w.wantState(batch, workflow.BRunning)
			w.wantFact(batch, workflow.FactInstitution, c.unit)
			w.wantFact(batch, workflow.FactHousehold, c.home)
		}
	})
}

// seedSecondUnit is a body that can take over from the first.
func (w *world) seedSecondUnit() {
	w.tx(func(tx *store.Tx) error {
		if err := store.Insert(tx, models.Institution{ID: "u-2", Name: "甲县第二照料机构", CreditCode: "91649901000000002X", CivilAffairs: "甲县民政局", CertificateNo: "C-2", HouseholdID: "h-unit-2", Org: stationOrg, Status: "open"}); err != nil {
			return err
		}
		return store.Insert(tx, models.Household{ID: "h-unit-2", Number: "900002", Org: stationOrg, Division: "640522", Kind: models.CollectiveHousehold, InstitutionID: "u-2", HeadID: "p-unit-head", HelperID: "p-helper", Address: "城关镇十号", Status: "open", Version: 1, EventID: "seed", CaseID: "seed"})
	})
}

// TestTheBodyThatTakesOverSpeaksForItself: every line that is not entered yet goes over by
// a step of its own. A child who was heard about the former body is heard anew, and what
// was on its way to a decision comes back for the new body's own statement; who stands in
// the former body's household stays there.
func TestTheBodyThatTakesOverSpeaksForItself(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		w.seedSecondUnit()
		batch, lines := w.batch(wardFacts("石明月", "2", "2022-05-06", "001"), wardFacts("王小河", "1", "2022-07-06", "002"), wardFacts("李小川", "1", "2022-08-06", "003"))
		entered, reviewed, listed := lines[0], lines[1], lines[2]
		hear := func(l string) {
			w.step("community", l, workflow.HearChild, workflow.Facts{"view": "agrees", "language": "普通话", "document_no": "H-1", "heard_without_staff": true})
		}
		submit := func(l string) { w.step("head", l, workflow.Submit, workflow.Facts{"best_interest_no": "BI-1"}) }
		for _, l := range []string{entered, reviewed} {
			w.step("clerk", l, workflow.Search, nil)
			w.step("clerk", l, workflow.HitNone, workflow.Facts{"searched_by_name_and_number": true, "searched_by_parents": true, "findings": "两次查找未见"})
			w.step("clerk", l, workflow.AskComparison, workflow.Facts{"addressee": "刑侦支队", "document_no": "B-2"})
			w.step("clerk", l, workflow.NoMatch, workflow.Facts{"document_no": "B-3"})
			hear(l)
			submit(l)
		}
		w.step("county_lead", entered, workflow.Approve, nil)
		w.wantState(entered, workflow.Effected)
		w.step("head", batch, workflow.Suspend, workflow.Facts{"reason_code": "other", "reason": "证书到期", "facts_found": "已核", "evidence": []string{"证书"}, "law": []string{"Norm 15"}, "until": "2026-12-01", "document_no": "S-1"})
		w.step("head", batch, workflow.NameSuccessor, workflow.Facts{workflow.InInstitution: "u-2", workflow.InReason: "原单位撤销", workflow.InDocument: "T-1"})

		w.wantState(entered, workflow.Effected)
		w.wantFact(entered, workflow.FactHousehold, unitHome)
		w.wantRegisteredWard(entered)
		w.wantState(listed, workflow.Listed)
		w.wantFact(listed, workflow.FactHousehold, "h-unit-2")
		w.wantState(reviewed, workflow.Ready)
		w.wantFact(reviewed, workflow.FactInstitution, "u-2")
		// The number of intake is of the former body's book: nobody else has the child's place in it.
		w.tx(func(tx *store.Tx) error {
			for _, body := range []string{unitID, "u-2"} {
				n, err := store.Count[models.SubjectLock](tx, "subject_key = ? and case_id = ? and released_at is null", w.r.childKey(body, "002"), reviewed)
				if err != nil || n != 1 {
					t.Errorf("the child's place in the book of %s is held %d times, want once (%v)", body, n, err)
				}
			}
			return nil
		})
		w.formsAreJournaled()
		if err := w.try("head", reviewed, workflow.Submit, "", workflow.Facts{"best_interest_no": "BI-2"}); !refusedFor(err, workflow.GChildHeard) {
			t.Fatalf("submitted with what the child said of the former body: %v", err)
		}
		hear(reviewed)
		submit(reviewed)
		w.step("county_lead", reviewed, workflow.Approve, nil)
		if p, ok := w.child(reviewed, workflow.Ward); !ok || p.HouseholdID != "h-unit-2" {
			t.Errorf("the child stands as %+v", p)
		}
		w.formsAreJournaled()
	})
}

// formsAreJournaled wants what each case declares to be what its journal says last.
func (w *world) formsAreJournaled() {
	w.t.Helper()
	found, err := w.r.Check(context.Background())
	w.must(err)
	for _, f := range found {
		if f.Code == "form_differs" || f.Table == "subject_locks" {
			w.t.Errorf("the check found: %s", f)
		}
	}
}

func (w *world) wantFact(id string, f workflow.Field, want string) {
	w.t.Helper()
	w.tx(func(tx *store.Tx) error {
		a := w.r.begin(tx, w.officer("clerk"))
		if err := a.load(id); err != nil {
			return err
		}
		if got := a.fact(f); got != want {
			w.t.Errorf("%s is %q, want %q", f, got, want)
		}
		return nil
	})
}
