package register

import (
	"errors"
	"testing"

	"hukou/workflow"
)

// Nothing but papers of registration is asked of a parent: not a birth permit, not a
// fine paid (国办发〔2015〕96号).
func TestNoBirthPermitIsAskedFor(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		for _, item := range []string{"计划生育证明", "准生证", "社会抚养费缴款收据", "birth permit"} {
			noCondition(t, w.try("clerk", id, workflow.RequestCorrection, "", workflow.Facts{"items": []string{"marriage_certificate", item}}), "input.items")
		}
	})
}

func TestNoChildIsRefusedForAFineUnpaid(t *testing.T) {
	eachWorld(t, func(w *world) {
		tested := w.testedAndReported()
		for field, value := range (workflow.Facts{workflow.InReason: "社会抚养费未缴清", workflow.InFactsFound: "该户超生一孩", workflow.InEvidence: []string{"计划生育证明缺失"}}) {
			no := workflow.Facts{"reason_code": "proof_insufficient", "reason": "证据不足", "facts_found": "经核实", "evidence": []string{"走访记录"},
				"law": []string{"Norm 20"}, "persons_heard": []string{"李春梅"}, "ground": "proof_insufficient", "successor": "lead"}
			no[field] = value
			noCondition(t, w.try("county_lead", tested, workflow.Refuse, "", no), "input."+string(field))
		}
	})
}

// A health station keeps the name it has.
func TestAnInstitutionMayBearFamilyPlanningInItsName(t *testing.T) {
	if word := workflow.Precondition("海原县妇幼保健计划生育服务中心出具的出生医学证明"); word != "" {
		t.Errorf("%q is taken for a condition", word)
	}
}

func noCondition(t *testing.T, err error, field string) {
	t.Helper()
	var bad *Invalid
	if !errors.As(err, &bad) || len(bad.Errors) != 1 || bad.Errors[0].Field != field || bad.Errors[0].Code != "no_precondition" {
		t.Fatalf("want no_precondition at %s, got %v", field, err)
	}
}
