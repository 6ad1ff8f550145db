package register

import (
	"context"
	"errors"
	"slices"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

// testedAndReported brings a birth without certificate by a parentage report to the
// county.
func (w *world) testedAndReported() string {
	w.t.Helper()
	return w.testedChildOf(w.seedFamily())
}

// testedChildOf is such a birth in a family of the register.
func (w *world) testedChildOf(mother, father, house string) string {
	w.t.Helper()
	id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
	w.step("clerk", id, workflow.Lodge, nil)
	w.paper(id, workflow.MatIdentity)
	w.step("clerk", id, workflow.Accept, nil)
	w.paper(id, workflow.MatHealthRefusal)
	w.must(w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR2, workflow.Facts{"reason": "卫健不予出具"}))
	w.step("clerk", id, workflow.NeedsTest, workflow.Facts{"reason": "无鉴定"})
	w.step("clerk", id, workflow.Supported, reportInput())
	w.step("clerk", id, workflow.ReportCheck, workflow.Facts{"findings": "已走访", "persons_heard": []string{"李春梅"}})
	w.step("head", id, workflow.PassUp, nil)
	w.wantState(id, workflow.CountyReview)
	return id
}

func reportInput() workflow.Facts {
	return workflow.Facts{"report_no": "D-1", "agency": "某鉴定所", "agency_licence_no": "L-1", "agency_licensed": true, "parents_tested": "both"}
}

// targets are the states that the step leads to, as the officer is offered them.
func (w *world) targets(who, id string, on workflow.Event) []workflow.State {
	w.t.Helper()
	steps, err := w.r.Steps(context.Background(), w.officer(who), id)
	w.must(err)
	i := slices.IndexFunc(steps, func(s StepView) bool { return s.Event == on })
	if i < 0 {
		w.t.Fatalf("%s is not offered", on)
	}
	return steps[i].To
}

// TestTheCountyReturnsABirthToAnyStepItHasBeenThrough: the county finds the report
// wanting. It may send the case back to every step of the business that this case
// has been through, and to none that it has not; from there the case comes straight
// back.
func TestTheCountyReturnsABirthToAnyStepItHasBeenThrough(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.testedAndReported()
		want := []workflow.State{workflow.Accepted, workflow.Verifying, workflow.StationReview, workflow.RouteR2, workflow.AwaitingParentage, workflow.ParentageSupported}
		if diff := cmp.Diff(want, w.targets("county_lead", id, workflow.Return)); diff != "" {
			t.Errorf("the county may return it to (-want +got):\n%s", diff)
		}
		why := workflow.Facts{"return_code": "unclear", "items": []string{"鉴定意见"}, "reason": "样本编号不清"}
		if err := w.try("county_lead", id, workflow.Return, workflow.CertVerified, why); !refusedFor(err, "to") {
			t.Fatalf("returned to a step the case never saw: %v", err)
		}
		w.must(w.try("county_lead", id, workflow.Return, workflow.ParentageSupported, why))
		w.wantState(id, workflow.ParentageSupported)
		w.step("clerk", id, workflow.ReportBack, workflow.Facts{"findings": "已核对样本编号"})
		w.wantState(id, workflow.CountyReview)

		w.must(w.try("county_lead", id, workflow.Return, workflow.AwaitingParentage, why))
		w.wantState(id, workflow.AwaitingParentage)
		w.step("clerk", id, workflow.Supported, reportInput())
		w.step("clerk", id, workflow.ReportBack, workflow.Facts{"findings": "已另行鉴定"})
		w.wantState(id, workflow.CountyReview)
		w.step("county_lead", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
	})
}

// TestAReturnSaysWhyByACodeOfTheRuleBook: without one, or with one that the book does
// not have, nothing is sent back; so it is with a refusal.
func TestAReturnSaysWhyByACodeOfTheRuleBook(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		back := func(code string) error {
			why := workflow.Facts{"items": []string{"走访记录"}, "reason": "记录不全"}
			if code != "" {
				why["return_code"] = code
			}
			return w.try("county_lead", id, workflow.Return, workflow.Verifying, why)
		}
		if err := back(""); !refusedFor(err, "input_return_code") {
			t.Errorf("without a code: %v", err)
		}
		var wrong *Invalid
		if err := back("because"); !errors.As(err, &wrong) || wrong.Errors[0].Field != "input.return_code" {
			t.Errorf("with a code of one's own: %v", err)
		}
		no := reasons("because")
		if err := w.try("county_lead", id, workflow.Refuse, "", no); !errors.As(err, &wrong) || wrong.Errors[0].Field != "input.reason_code" {
			t.Errorf("a refusal with a code of one's own: %v", err)
		}
		delete(no, "reason_code")
		if err := w.try("county_lead", id, workflow.Refuse, "", no); !refusedFor(err, "input_reason_code") {
			t.Errorf("a refusal without a code: %v", err)
		}
		w.must(back("lacking"))
		w.wantState(id, workflow.Verifying)
	})
}

func reasons(code string) workflow.Facts {
	return workflow.Facts{"reason_code": code, "reason": "证据不足", "facts_found": "经核实", "evidence": []string{"走访记录"}, "law": []string{"Norm 20"},
		"persons_heard": []string{"李春梅"}, "ground": "proof_insufficient", "successor": "lead"}
}

// TestAReturnDoesNotStopTheLevelsTime: the county's budget runs on while the station
// mends what was returned, and no new one begins there; who waits for a letter meanwhile
// stops it (domain 2.2, 2.3).
func TestAReturnDoesNotStopTheLevelsTime(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.testedAndReported()
		due := w.row(id).DueOn
		clock := func(running bool) {
			t.Helper()
			v, err := w.r.View(context.Background(), w.officer("clerk"), id)
			w.must(err)
			i := slices.IndexFunc(v.Clocks, func(k ClockView) bool { return k.Limit == workflow.LimitCounty })
			if i < 0 || v.Clocks[i].Running != running {
				t.Fatalf("in %s the county's time is %+v, want running %v", v.State, v.Clocks, running)
			}
			others := slices.DeleteFunc(slices.Clone(v.Clocks), func(k ClockView) bool { return k.Limit == workflow.LimitCounty })
			if running && len(others) > 0 {
				t.Errorf("in %s another period runs: %+v", v.State, others)
			}
			if running && v.DueOn != v.Clocks[i].DueOn {
				t.Errorf("in %s the case is due on %s", v.State, v.DueOn)
			}
		}
		clock(true)
		why := workflow.Facts{"return_code": "unclear", "items": []string{"鉴定意见"}, "reason": "样本编号不清"}
		w.setClock("2026-09-25T09:00:00+08:00")
		w.must(w.try("county_lead", id, workflow.Return, workflow.Verifying, why))
		clock(true)
		w.setClock("2026-09-28T09:00:00+08:00")
		w.step("clerk", id, workflow.ReportBack, workflow.Facts{"findings": "已核对"})
		clock(true)
		w.must(w.try("county_lead", id, workflow.Return, workflow.Verifying, why))
		if got := w.row(id).DueOn; got != due {
			t.Errorf("two returns moved the last day from %s to %s", due, got)
		}

		w.step("clerk", id, workflow.AskExternal, workflow.Facts{"stop_reason": "letter", "reason": "请鉴定机构说明", "addressee": "某鉴定所", "document_no": "函1"})
		clock(false)
		w.setClock("2026-09-30T09:00:00+08:00")
		w.step("clerk", id, workflow.ExternalResult, workflow.Facts{"document_no": "复1", "result": "编号无误"})
		clock(true)
		w.step("clerk", id, workflow.ReportBack, workflow.Facts{"findings": "已说明"})
		clock(true)
		if got := w.row(id).DueOn; got <= due {
			t.Errorf("waiting for a letter left the last day at %s", got)
		}
		w.step("county_lead", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
	})
}

// TestWhomTheCountyReturnedItToDoesNotExtendTheCountysTime: the period that runs is the
// county's, whose office alone prolongs it (行政许可法 42).
func TestWhomTheCountyReturnedItToDoesNotExtendTheCountysTime(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.testedAndReported()
		why := workflow.Facts{"return_code": "unclear", "items": []string{"鉴定意见"}, "reason": "样本编号不清"}
		w.must(w.try("county_lead", id, workflow.Return, workflow.StationReview, why))
		due := w.row(id).DueOn
		if err := w.try("head", id, workflow.Extend, "", workflow.Facts{"reason": "x"}); !refusedFor(err, workflow.GNotReturned) {
			t.Errorf("the head extended the county's time: %v", err)
		}
		if got := w.row(id).DueOn; got != due {
			t.Errorf("the case is due on %s, not on %s", got, due)
		}
	})
}

// TestNobodyReportsBackPastTheHead: the county returned the case to the head, and the
// head to the clerk. What the clerk and the community officer report goes to the head,
// and from there only the head reports on.
func TestNobodyReportsBackPastTheHead(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.testedAndReported()
		why := workflow.Facts{"return_code": "unclear", "items": []string{"鉴定意见"}, "reason": "样本编号不清"}
		w.must(w.try("county_lead", id, workflow.Return, workflow.StationReview, why))
		w.must(w.try("head", id, workflow.Return, workflow.Verifying, why))
		if err := w.try("community", id, workflow.ReportBack, workflow.CountyReview, workflow.Facts{"findings": "已核对"}); !refusedFor(err, "to") {
			t.Errorf("reported past the head: %v", err)
		}
		w.step("community", id, workflow.ReportBack, workflow.Facts{"findings": "已核对"})
		w.wantState(id, workflow.StationReview)
		var r *Refused
		if err := w.try("community", id, workflow.ReportBack, "", workflow.Facts{"findings": "已核对"}); !errors.As(err, &r) || r.Cause != workflow.NeverYours {
			t.Errorf("the community officer reported in the head's place: %v", err)
		}
		w.step("head", id, workflow.ReportBack, workflow.Facts{"findings": "已复核"})
		w.wantState(id, workflow.CountyReview)
	})
}

// TestAnEntryChangedMeanwhileIsComparedAndReviewedAgain: between the check and the
// decision another case changed the person's entry. Nobody approves on what is no longer
// so; returned and reported on again, the case goes on.
func TestAnEntryChangedMeanwhileIsComparedAndReviewedAgain(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.alters(workflow.NameChange, "p-li", workflow.Facts{"new_name": "李春𬱖", "surname_ground": "unchanged", "name_reason": "本人长期使用"})
		w.accepts(id, workflow.MatNameRequest, workflow.MatHouseholdBook, workflow.MatComparison)
		w.step("clerk", id, workflow.AssignCheck, nil)
		heard := workflow.Facts{"findings": "属实", "persons_heard": []string{"李春梅"}}
		w.step("community", id, workflow.ReportCheck, heard)
		w.step("head", id, workflow.PassUp, nil)
		now := one[models.Person](w, "id = 'p-li'").Version + 1
		w.tx(func(tx *store.Tx) error {
			return store.Amend[models.Person](tx, map[string]any{"version": now}, "id = ?", "p-li")
		})
		if err := w.try("county_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GSubjectUnchanged) {
			t.Fatalf("approved on an entry that has changed: %s", describe(err))
		}
		w.must(w.try("county_lead", id, workflow.Return, workflow.Verifying, workflow.Facts{"return_code": "unclear", "items": []string{"现登记"}, "reason": "登记已变动"}))
		w.step("community", id, workflow.ReportBack, workflow.Facts{"findings": "已按现登记核对"})
		w.step("county_lead", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
	})
}
