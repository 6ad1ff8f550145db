package register

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hukou/workflow"
)

// around is what stands around a case for an officer.
func (w *world) around(who, id string) CaseAround {
	w.t.Helper()
	out, err := w.r.CaseAround(context.Background(), w.officer(who), id)
	w.must(err)
	return out
}

// TestACaseSaysWhatIsNextAndWhereItGoes: with health, the shortest way is the
// certificate; decided by the county, the way leads through the county.
func TestACaseSaysWhatIsNextAndWhereItGoes(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatIdentity)
		w.step("clerk", id, workflow.Accept, nil)
		w.must(w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR1, workflow.Facts{"reason": "证明遗失"}))
		w.step("clerk", id, workflow.ReferHealth, workflow.Facts{"addressee": "某医院", "document_no": "函1"})

		got := w.around("clerk", id)
		if got.Step != workflow.CertIssued || !got.Mine || !got.Own {
			t.Errorf("with health the next step is %q, mine %v, own %v", got.Step, got.Mine, got.Own)
		}
		if diff := cmp.Diff([]workflow.State{workflow.CertVerified, workflow.Approved, workflow.Effected, workflow.Delivered}, got.Ahead); diff != "" {
			t.Errorf("the way ahead (-want +got):\n%s", diff)
		}
		if !slices.Contains(got.Findings, workflow.NeedsTest) || !slices.Contains(got.Findings, workflow.CertRefused) {
			t.Errorf("the findings are %v", got.Findings)
		}
		if w.around("county_lead", id).Mine {
			t.Error("the county is told that the clerk's work is its own")
		}
	})
}

// After the report the work is what leads on along the route chosen: on R1 the report
// goes to health, which issues the certificate; on R2 the findings go to review.
func TestTheNextStepLeadsOnAlongTheRouteChosen(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatIdentity)
		w.step("clerk", id, workflow.Accept, nil)
		w.must(w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR1, workflow.Facts{"reason": "证明遗失"}))
		w.step("clerk", id, workflow.ReferHealth, workflow.Facts{"addressee": "某医院", "document_no": "函1"})
		w.step("clerk", id, workflow.NeedsTest, workflow.Facts{"reason": "卫健要求鉴定"})
		w.paper(id, workflow.MatParentageReport)
		w.step("clerk", id, workflow.Supported, reportInput())

		got := w.around("clerk", id)
		if got.Step != workflow.ReportToHealth || got.Item.NextEvent != got.Step {
			t.Errorf("on route R1 the report is followed by %q, in the list by %q", got.Step, got.Item.NextEvent)
		}
		if diff := cmp.Diff([]workflow.State{workflow.HealthReferred, workflow.CertVerified, workflow.Approved, workflow.Effected, workflow.Delivered}, got.Ahead); diff != "" {
			t.Errorf("the way ahead (-want +got):\n%s", diff)
		}
	})
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatIdentity)
		w.step("clerk", id, workflow.Accept, nil)
		w.paper(id, workflow.MatHealthRefusal)
		w.must(w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR2, workflow.Facts{"reason": "卫健不予出具"}))
		got := w.around("clerk", id)
		if got.Step != workflow.NeedsTest || !slices.Contains(got.Ahead, workflow.AwaitingParentage) || !slices.Contains(got.Ahead, workflow.CountyReview) {
			t.Errorf("on route R2 the next step is %q and the way %v", got.Step, got.Ahead)
		}
		w.step("clerk", id, workflow.NeedsTest, workflow.Facts{"reason": "登记鉴定结论"})
		w.paper(id, workflow.MatParentageReport)
		w.step("clerk", id, workflow.Supported, reportInput())
		if got := w.around("clerk", id); got.Step != workflow.ReportCheck || slices.Contains(got.Ahead, workflow.HealthReferred) {
			t.Errorf("on route R2 the report is followed by %q and %v", got.Step, got.Ahead)
		}
	})
}

func TestTheCountyDecidesOnTheWayAhead(t *testing.T) {
	eachWorld(t, func(w *world) {
		got := w.around("county_lead", w.testedAndReported())
		if diff := cmp.Diff([]workflow.State{workflow.Approved, workflow.Effected, workflow.Delivered}, got.Ahead); diff != "" || got.Step != workflow.Approve {
			t.Errorf("the next step is %q and the way ahead (-want +got):\n%s", got.Step, diff)
		}
	})
}

// TestDecisionsAndColleaguesAreForTheCase: nothing of them is there elsewhere, a sheet
// carries nothing restricted, and nobody names themselves.
func TestDecisionsAndColleaguesAreForTheCase(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx, id := context.Background(), w.testedAndReported()
		w.step("county_lead", id, workflow.Refuse, workflow.Facts{"reason_code": "proof_insufficient", "reason": "证据不足", "facts_found": "经核实", "evidence": []string{"走访记录"},
			"law": []string{"Norm 20"}, "persons_heard": []string{"李春梅"}, "ground": "proof_insufficient", "successor": "lead"})
		all, err := w.r.Decisions(ctx, w.officer("clerk"), id)
		w.must(err)
		if len(all) != 1 || !all[0].Adverse || all[0].Remedy == "" || all[0].Body.Zh != "甲县公安局" || all[0].Input.Text(workflow.InReason) != "证据不足" {
			t.Errorf("the decisions are %+v", all)
		}
		for f := range all[0].Input {
			if rule, _ := w.r.Book().Field(f); rule.Class == "D" {
				t.Errorf("the sheet carries %s", f)
			}
		}
		named, err := w.r.Colleagues(ctx, w.officer("clerk"), id)
		w.must(err)
		if !slices.ContainsFunc(named, func(c Colleague) bool { return c.OfficerID == "o-clerk2" }) || slices.ContainsFunc(named, func(c Colleague) bool { return c.OfficerID == "o-clerk" || c.OfficerID == "o-clerk_b" }) {
			t.Errorf("a clerk may name %+v", named)
		}
		for _, ask := range []func() error{
			func() error { _, err := w.r.Decisions(ctx, w.officer("clerk_b"), id); return err },
			func() error { _, err := w.r.Colleagues(ctx, w.officer("clerk_b"), id); return err },
			func() error { _, err := w.r.CaseAround(ctx, w.officer("clerk_b"), id); return err },
			func() error { _, err := w.r.Remedy(ctx, w.officer("clerk_b"), id); return err },
		} {
			if err := ask(); !errors.Is(err, ErrNotFound) {
				t.Errorf("elsewhere the answer is %v, want that there is none", err)
			}
		}
	})
}
