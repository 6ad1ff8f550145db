package register

import (
	"errors"
	"testing"

	"hukou/models"
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
		back := workflow.Facts{"ask_id": mine["o-county"], "reason": "改为本级集体研究"}
		if err := w.try("county_lead", id, workflow.WithdrawAsk, "", back); !refusedFor(err, workflow.GNoStands) {
			t.Fatalf("whoever asked took the no away: %s", describe(err))
		}
		w.step("city_lead", id, workflow.WithdrawAsk, back)
		w.step("county_lead", id, workflow.Approve, nil)
	})
}

// TestANoStandsUntilOthersHaveSaidYes: whoever was answered no asks others anew, with the
// reason in the journal; only once they agree may the first ask be taken back. The station below
// is not asked then, since its yes would not go round the county's no.
func TestANoStandsUntilOthersHaveSaidYes(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		ask := func(who string) string {
			w.step("county_lead", id, workflow.AskCountersign, workflow.Facts{"officers": []string{who}, "required": 1, "reason": "情况特殊"})
			return w.task(id, workflow.TaskCountersign)[0].ID
		}
		first := ask("county")
		w.step("county", id, workflow.Countersign, workflow.Facts{"task_id": first, "agree": false})
		w.setClock("2026-09-24T15:00:00+08:00")
		if err := w.try("county_lead", id, workflow.AskCountersign, "", workflow.Facts{"officers": []string{"city", "community"}, "required": 1, "reason": "情况特殊"}); !invalidAt(err, "input.officers[1]", "does_not_weigh") {
			t.Errorf("somebody whose yes would not weigh was asked: %s", describe(err))
		}
		second := ask("city")
		back := workflow.Facts{"ask_id": first, "reason": "另行会签已同意"}
		if err := w.try("county_lead", id, workflow.WithdrawAsk, "", back); !refusedFor(err, workflow.GNoStands) {
			t.Fatalf("the no was taken away while nobody had agreed: %s", describe(err))
		}
		w.step("city", id, workflow.Countersign, workflow.Facts{"task_id": second, "agree": true})
		if err := w.try("county_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GCountersigned) {
			t.Fatalf("the no was passed over in silence: %s", describe(err))
		}
		w.step("county_lead", id, workflow.WithdrawAsk, back)
		w.step("county_lead", id, workflow.Approve, nil)
	})
}

// TestThePrefecturesNoIsTheRegionsToLift: a no in the prefecture kept its case for good, as the
// refusal led to a lead above whom nobody was.
func TestThePrefecturesNoIsTheRegionsToLift(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.alters(workflow.BirthdateCorrect, "p-li", workflow.Facts{"new_birth_date": "1991-06-13", "birth_date_ground": "record", "item_reason": "录入时日期看错"})
		w.accepts(id, append(identityPapers, workflow.MatOriginalRecord)...)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"李春梅"}})
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.PassUp, nil)
		w.step("city_lead", id, workflow.AskCountersign, workflow.Facts{"officers": []string{"city"}, "required": 1, "reason": "情况特殊"})
		no := w.task(id, workflow.TaskCountersign)[0].ID
		w.step("city", id, workflow.Countersign, workflow.Facts{"task_id": no, "agree": false})
		back := workflow.Facts{"ask_id": no, "reason": "厅里核查后认为可以继续"}
		if err := w.try("city_lead", id, workflow.WithdrawAsk, "", back); !refusedFor(err, workflow.GNoStands) || !mentions(describe(err), "自治区公安厅") {
			t.Errorf("the prefecture took its own no away: %s", describe(err))
		}
		w.step("region", id, workflow.WithdrawAsk, back)
		w.step("city_lead", id, workflow.Approve, nil)
	})
}

// TestAnAskIsNotLiftedFromBelow: the county asked two to sign with it. Neither the head of
// the station below takes that back, nor a clerk who leads another body; the prefecture
// above the county does.
func TestAnAskIsNotLiftedFromBelow(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		w.step("county_lead", id, workflow.AskCountersign, workflow.Facts{"officers": []string{"county", "community"}, "required": 2, "reason": "情况特殊"})
		asked := w.task(id, workflow.TaskCountersign)
		back := workflow.Facts{"ask_id": asked[0].ID, "reason": "不再需要"}
		if err := w.try("head", id, workflow.WithdrawAsk, "", back); !refusedFor(err, workflow.GAskMine) {
			t.Fatalf("the station lifted what the county asked for: %v", err)
		}
		abroad := w.officer("clerk2")
		abroad.Postings = append(abroad.Postings, models.Posting{ID: "po-lent", OfficerID: "o-clerk2", Org: otherCount, Role: "county_lead", From: "2020-01-01"})
		_, err := w.r.Take(t.Context(), abroad, StepRequest{CaseID: id, Event: workflow.WithdrawAsk, Version: w.row(id).Version, Key: "lent", Input: back})
		if !refusedFor(err, workflow.GAskMine) {
			t.Fatalf("whoever leads another county lifted it: %v", err)
		}
		if err := w.try("county_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GCountersigned) {
			t.Fatalf("nobody had agreed: %v", err)
		}
		w.step("city_lead", id, workflow.WithdrawAsk, back)
		if left := w.task(id, workflow.TaskCountersign); len(left) > 0 {
			t.Fatalf("the prefecture took the ask back, and %d are asked still", len(left))
		}
	})
}

// TestAStationsAskIsTakenBackByItsHead: what a clerk asked, the clerk's head takes back.
func TestAStationsAskIsTakenBackByItsHead(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		w.step("head", id, workflow.TakeBack, nil)
		w.step("clerk", id, workflow.AskOpinion, workflow.Facts{"officer": "clerk2", "reason": "核对"})
		back := workflow.Facts{"ask_id": w.task(id, workflow.TaskOpinion)[0].ID, "reason": "已查明"}
		w.step("head", id, workflow.WithdrawAsk, back)
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.Approve, nil)
	})
}

// TestWhileTheCountyHasTheCaseTheStationAsksNobody: whoever has the stage asks; the refusal
// names the county. Who owes delegated work is named to whoever waits for it.
func TestWhileTheCountyHasTheCaseTheStationAsksNobody(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		county := one[models.Organisation](w, "code = ?", countyOrg).Name
		for _, who := range []string{"clerk", "community", "head"} {
			for _, on := range []workflow.Event{workflow.Delegate, workflow.AskOpinion} {
				if err := w.try(who, id, on, "", workflow.Facts{"officer": "clerk2", "reason": "核对"}); !refusedFor(err, workflow.GStageMine) || !mentions(describe(err), county) {
					t.Errorf("%s: %s held the county up: %s", on, who, describe(err))
				}
			}
		}
		if err := w.try("head", id, workflow.AskCountersign, "", workflow.Facts{"officers": []string{"clerk2"}, "required": 1, "reason": "x"}); !refusedFor(err, workflow.GStageMine) {
			t.Errorf("the head asked for signatures: %s", describe(err))
		}
		w.step("county", id, workflow.Delegate, workflow.Facts{"officer": "community", "reason": "补走访一次"})
		owing := w.task(id, workflow.TaskDelegated)[0]
		name := one[models.Officer](w, "id = ?", owing.Officer).Name
		if err := w.try("county_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GTasksDone) || !mentions(describe(err), "delegated:"+name, "撤回征询") {
			t.Errorf("who owes it is not told: %s", describe(err))
		}
		w.step("county_lead", id, workflow.WithdrawAsk, workflow.Facts{"ask_id": owing.ID, "reason": "已查明"})
		w.step("county_lead", id, workflow.Approve, nil)
	})
}

// TestANoKeepsNobodyFromSayingNo: whoever was answered no may refuse; while somebody's
// answer is outstanding the case waits for it.
func TestANoKeepsNobodyFromSayingNo(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		w.step("county_lead", id, workflow.AskCountersign, workflow.Facts{"officers": []string{"county"}, "required": 1, "reason": "情况特殊"})
		on := no(workflow.Facts{"ground": "proof_insufficient", "persons_heard": []string{"李春梅"}, "successor": "lead"})
		if err := w.try("county_lead", id, workflow.Refuse, "", on); !refusedFor(err, workflow.GCountersignsIn) {
			t.Errorf("refused while an answer is outstanding: %s", describe(err))
		}
		w.step("county", id, workflow.Countersign, workflow.Facts{"task_id": w.task(id, workflow.TaskCountersign)[0].ID, "agree": false})
		if err := w.try("county_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GCountersigned) {
			t.Errorf("approved over a no: %s", describe(err))
		}
		w.step("county_lead", id, workflow.Refuse, on)
		w.wantState(id, workflow.Refused)
	})
}
