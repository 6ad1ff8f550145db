package register

import (
	"errors"
	"testing"

	"hukou/workflow"
)

// invalidAt tells whether an act was refused for the field.
func invalidAt(err error, field, code string) bool {
	var i *Invalid
	if !errors.As(err, &i) {
		return false
	}
	for _, e := range i.Errors {
		if e.Field == field && (code == "" || e.Code == code) {
			return true
		}
	}
	return false
}

func TestOnePersonIsNotTwoOfTwo(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		ask := workflow.Facts{"officers": []string{"county", "o-county"}, "required": 2, "reason": "情况特殊"}
		if err := w.try("county_lead", id, workflow.AskCountersign, "", ask); !invalidAt(err, "input.officers[1]", "twice") {
			t.Fatalf("one officer was asked twice: %v", err)
		}
	})
}

func TestNobodyIsAskedWhoCouldNeverAnswer(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		for _, x := range []struct{ who, code string }{{"clerk", "cannot_answer"}, {"aux", "no_such_role"}} {
			ask := workflow.Facts{"officers": []string{"county", x.who}, "required": 1, "reason": "情况特殊"}
			if err := w.try("county_lead", id, workflow.AskCountersign, "", ask); !invalidAt(err, "input.officers[1]", x.code) {
				t.Errorf("%s was asked to countersign: %v", x.who, err)
			}
		}
		if err := w.try("county_lead", id, workflow.AskOpinion, "", workflow.Facts{"officer": "aux", "reason": "核对"}); !invalidAt(err, "input.officer", "no_such_role") {
			t.Errorf("an auxiliary was asked for an opinion: %v", err)
		}
		w.step("county_lead", id, workflow.AskOpinion, workflow.Facts{"officer": "clerk", "reason": "说明经过"})
	})
}

func TestAnAskThatHoldsTheCaseUpIsTakenBackOrPutToAnother(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		w.step("county_lead", id, workflow.AskCountersign, workflow.Facts{"officers": []string{"county", "community"}, "required": 2, "reason": "情况特殊"})
		first := w.task(id, workflow.TaskCountersign)
		mine := map[string]string{}
		for _, x := range first {
			mine[x.Officer] = x.ID
		}
		if err := w.try("clerk2", id, workflow.WithdrawAsk, "", workflow.Facts{"ask_id": mine["o-community"], "reason": "x"}); !refusedFor(err, workflow.GAskMine) {
			t.Fatalf("a colleague took the ask back: %v", err)
		}
		instead := workflow.Facts{"ask_id": mine["o-community"], "officer": "county", "reason": "民警调离"}
		if err := w.try("county_lead", id, workflow.WithdrawAsk, "", instead); !invalidAt(err, "input.officer", "twice") {
			t.Fatalf("the other one asked took the place: %v", err)
		}
		instead["officer"] = "clerk2"
		w.step("county_lead", id, workflow.WithdrawAsk, instead)
		w.step("county", id, workflow.Countersign, workflow.Facts{"task_id": mine["o-county"], "agree": false})
		for _, x := range w.task(id, workflow.TaskCountersign) {
			if x.Officer != "o-clerk2" {
				t.Errorf("%s is still asked", x.Officer)
			}
			w.step("clerk2", id, workflow.Countersign, workflow.Facts{"task_id": x.ID, "agree": true})
		}
		if err := w.try("county_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GCountersigned) {
			t.Fatalf("one of two was enough: %v", err)
		}
		w.step("county_lead", id, workflow.WithdrawAsk, workflow.Facts{"ask_id": mine["o-county"], "reason": "改为本级集体研究"})
		w.step("county_lead", id, workflow.Approve, nil)
	})
}
