package register

import (
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
		w.tx(func(tx *store.Tx) error {
			if err := store.Insert(tx, models.Institution{ID: "u-2", Name: "甲县第二照料机构", CreditCode: "91649901000000002X", CivilAffairs: "甲县民政局", CertificateNo: "C-2", HouseholdID: "h-unit-2", Org: stationOrg, Status: "open"}); err != nil {
				return err
			}
			return store.Insert(tx, models.Household{ID: "h-unit-2", Number: "900002", Org: stationOrg, Division: "640522", Kind: models.CollectiveHousehold, InstitutionID: "u-2", HeadID: "p-unit-head", HelperID: "p-helper", Address: "城关镇十号", Status: "open", Version: 1, EventID: "seed", CaseID: "seed"})
		})
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
		for _, given := range []string{"u-2", " 甲县第二照料机构 ", "91649901000000002x"} {
			if w.row(batch).State != string(workflow.BSuspended) {
				suspend()
			}
			if err := w.try("head", batch, workflow.NameSuccessor, "", taking(given)); err != nil {
				t.Fatalf("%q: %s", given, describe(err))
			}
			w.wantState(batch, workflow.BRunning)
			w.wantFact(batch, workflow.FactInstitution, "u-2")
			w.wantFact(batch, workflow.FactHousehold, "h-unit-2")
		}
	})
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
