package register

import (
	"context"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// inReview brings a birth without certificate to the county.
func (w *world) inReview() string {
	w.t.Helper()
	mother, father, house := w.seedFamily()
	id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
	w.step("clerk", id, workflow.Lodge, nil)
	w.paper(id, workflow.MatIdentity)
	w.step("clerk", id, workflow.Accept, nil)
	w.paper(id, workflow.MatHealthRefusal)
	w.paper(id, workflow.MatParentageReport)
	w.must(w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR2, workflow.Facts{"reason": "卫健不予出具"}))
	w.step("clerk", id, workflow.NeedsTest, workflow.Facts{"reason": "登记鉴定结论"})
	w.step("clerk", id, workflow.Supported, reportInput())
	w.step("clerk", id, workflow.ReportCheck, workflow.Facts{"findings": "已走访", "persons_heard": []string{"李春梅"}})
	w.step("head", id, workflow.PassUp, nil)
	w.wantState(id, workflow.CountyReview)
	return id
}

func (w *world) task(id string, kind workflow.Task) []models.CaseTask {
	w.t.Helper()
	var out []models.CaseTask
	w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
		var err error
		out, err = store.Many[models.CaseTask](tx, "opened_at, id", "case_id = ? and kind = ? and done_at is null", id, string(kind))
		return err
	}))
	return out
}

func TestOfficerMayNotApproveOwnCase(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		both := w.officer("county_lead")
		both.PersonID = "p-clerk" // the same person under another account
		_, err := w.r.Take(context.Background(), both, StepRequest{CaseID: id, Event: workflow.Approve, Version: w.row(id).Version, Key: "self", Input: workflow.Facts{}})
		if !refusedFor(err, workflow.GNotMaker) {
			t.Fatalf("who made the case approved it: %v", err)
		}
	})
}

func TestAFurtherOpinionIsAwaitedAndGiven(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		w.step("county_lead", id, workflow.AskOpinion, workflow.Facts{"officer": "county", "reason": "请核对鉴定机构资质"})
		if err := w.try("county_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GOpinionsIn) {
			t.Fatalf("approved with an opinion outstanding: %v", err)
		}
		task := w.task(id, workflow.TaskOpinion)[0].ID
		if err := w.try("county_lead", id, workflow.GiveOpinion, "", workflow.Facts{"task_id": task, "opinion": "x"}); !refusedFor(err, workflow.GTaskMine) {
			t.Fatalf("another gave the opinion: %v", err)
		}
		w.step("county", id, workflow.GiveOpinion, workflow.Facts{"task_id": task, "opinion": "资质有效"})
		w.step("county_lead", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
	})
}

func TestTwoOfThreeMustAgree(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		w.step("county_lead", id, workflow.AskCountersign, workflow.Facts{"officers": []string{"county", "community", "clerk2"}, "required": 2, "reason": "情况特殊"})
		tasks := map[string]string{}
		for _, x := range w.task(id, workflow.TaskCountersign) {
			tasks[x.Officer] = x.ID
		}
		w.step("county", id, workflow.Countersign, workflow.Facts{"task_id": tasks["o-county"], "agree": true})
		w.step("clerk2", id, workflow.Countersign, workflow.Facts{"task_id": tasks["o-clerk2"], "agree": false})
		if err := w.try("county_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GCountersigned) {
			t.Fatalf("one of three was enough: %v", err)
		}
		w.step("community", id, workflow.Countersign, workflow.Facts{"task_id": tasks["o-community"], "agree": true})
		w.step("county_lead", id, workflow.Approve, nil)
	})
}

func TestDelegatedWorkComesBackBeforeTheDecision(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		w.step("county_lead", id, workflow.Delegate, workflow.Facts{"officer": "community", "reason": "补走访一次"})
		if err := w.try("county_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GTasksDone) {
			t.Fatalf("decided before the delegated work was back: %v", err)
		}
		task := w.task(id, workflow.TaskDelegated)[0].ID
		w.step("community", id, workflow.DelegateDone, workflow.Facts{"task_id": task, "result": "已走访"})
		w.step("county_lead", id, workflow.Approve, nil)
	})
}

func TestTakenBackOnlyBeforeTheNextOfficerOpensIt(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		w.step("head", id, workflow.TakeBack, nil)
		w.wantState(id, workflow.StationReview)
		w.step("head", id, workflow.PassUp, nil)
		_, err := w.r.View(context.Background(), w.officer("county_lead"), id)
		w.must(err)
		if err := w.try("head", id, workflow.TakeBack, "", nil); !refusedFor(err, workflow.GUnopened) {
			t.Fatalf("taken back after it was opened: %v", err)
		}
	})
}

func TestHandedOverCaseIsTheOtherOfficers(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		w.step("county_lead", id, workflow.HandOver, workflow.Facts{"officer": "county", "reason": "出差"})
		if got := w.row(id).HolderID; got != "o-county" {
			t.Fatalf("holder %s", got)
		}
		err := w.try("county_lead", id, workflow.Approve, "", nil)
		if _, held := err.(*HeldError); !held {
			t.Fatalf("approved a case another holds: %v", err)
		}
		_, err = w.r.TakeOver(context.Background(), w.officer("county_lead"), id, "承办人请假")
		w.must(err)
		w.step("county_lead", id, workflow.Approve, nil)
	})
}

func TestALevelExtendsOnce(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		before := w.row(id).DueOn
		w.step("county_lead", id, workflow.Extend, workflow.Facts{"reason": "待核实"})
		if after := w.row(id).DueOn; after <= before {
			t.Errorf("due %s, was %s", after, before)
		}
		if err := w.try("county_lead", id, workflow.Extend, "", workflow.Facts{"reason": "再延"}); !refusedFor(err, workflow.GNotExtended) {
			t.Fatalf("extended twice: %v", err)
		}
	})
}

// The head's time is the station's, at the check as in the review: extended once in all.
// The county then has its own.
func TestAStationExtendsOnceInAllItsStates(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		late := workflow.Facts{"reason": "外地档案未到"}
		id := w.alters(workflow.NameChange, "p-li", workflow.Facts{"new_name": "李春媚", "surname_ground": "unchanged", "name_reason": "本人长期使用"})
		w.accepts(id, workflow.MatNameRequest, workflow.MatHouseholdBook, workflow.MatComparison)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("head", id, workflow.Extend, late)
		w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"李春梅"}})
		if err := w.try("head", id, workflow.Extend, "", late); !refusedFor(err, workflow.GNotExtended) {
			w.t.Fatalf("the station extended twice: %s", describe(err))
		}
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.Extend, late)
		if err := w.try("county_lead", id, workflow.Extend, "", late); !refusedFor(err, workflow.GNotExtended) {
			w.t.Fatalf("the county extended twice: %s", describe(err))
		}
	})
}

func TestARefusalTellsReasonAndRemedyAndLeavesNoChildLoose(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		why := workflow.Facts{"reason_code": "proof_false", "reason": "鉴定意见系伪造", "facts_found": "经核实", "evidence": []string{"函复"}, "law": []string{"Norm 20"}, "persons_heard": []string{"李春梅"}, "ground": "evidence_false"}
		err := w.try("county_lead", id, workflow.Refuse, "", why)
		if !refusedFor(err, workflow.GNoLooseChild) {
			t.Fatalf("refused and left the child without a case: %v", describe(err))
		}
		why["successor"] = "lead"
		codes := workflow.Fields()[workflow.InGround].Codes
		why["ground"] = codes[0].Value
		for _, c := range codes {
			why["ground"] = c.Value
			if err = w.try("county_lead", id, workflow.Refuse, "", why); err == nil {
				break
			}
		}
		w.must(err)
		w.wantState(id, workflow.Refused)
		w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
			d, err := store.One[models.Decision](tx, "case_id = ? and adverse", id)
			if err == nil && !strings.Contains(d.Remedy, "六十日") {
				t.Errorf("remedy: %q", d.Remedy)
			}
			next, err2 := store.One[models.Case](tx, "origin_case = ?", id)
			if err2 == nil && (next.Business != string(workflow.Lead) || next.DueOn == "") {
				t.Errorf("successor: %+v", next)
			}
			if err != nil {
				return err
			}
			return err2
		}))
	})
}

func TestSuspensionEndsByItselfOnItsDayAndTheClockGoesOn(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		w.step("county_lead", id, workflow.Suspend, workflow.Facts{"reason_code": "dispute", "reason": "亲子关系诉讼", "facts_found": "已立案", "evidence": []string{"受理通知"},
			"law": []string{"民法典 1073"}, "document_no": "民初1号", "until": "2026-11-30"})
		w.wantState(id, workflow.Suspended)
		w.setClock("2026-11-30T10:00:00+08:00")
		_, err := w.r.Sweep(context.Background())
		w.must(err)
		w.wantState(id, workflow.Suspended)
		w.setClock("2026-12-01T00:10:00+08:00")
		rep, err := w.r.Sweep(context.Background())
		w.must(err)
		if rep.Failed > 0 {
			t.Fatalf("sweep: %+v", rep)
		}
		w.wantState(id, workflow.CountyReview)
		if due := w.row(id).DueOn; due <= "2026-12-01" {
			t.Errorf("due on %s: the days of the suspension were counted", due)
		}
	})
}

func TestNoNoticeWithinFiveDaysMeansAcceptedFromTheDayOfReceipt(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.setClock("2026-10-09T09:00:00+08:00") // the fifth working day
		_, err := w.r.Sweep(context.Background())
		w.must(err)
		w.wantState(id, workflow.Lodged)
		w.setClock("2026-10-10T09:00:00+08:00")
		_, err = w.r.Sweep(context.Background())
		w.must(err)
		w.wantState(id, workflow.Accepted)
		c := w.row(id)
		if c.AcceptedOn != "2026-09-24" || c.LodgedOn != "2026-09-24" {
			t.Errorf("accepted on %s, lodged on %s", c.AcceptedOn, c.LodgedOn)
		}
		if len(w.task(id, workflow.TaskAlert)) != 1 {
			t.Error("the head was not alerted")
		}
	})
}

func TestCorrectionsAreAskedOnceAndAllTogether(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.step("clerk", id, workflow.RequestCorrection, workflow.Facts{"items": []string{"结婚证", "户口簿"}})
		w.paper(id, workflow.MatMarriage)
		w.step("aux", id, workflow.Resubmit, workflow.Facts{"items_brought": []string{"户口簿"}})
		if err := w.try("clerk", id, workflow.RequestCorrection, "", workflow.Facts{"items": []string{"再补"}}); !refusedFor(err, workflow.GFirstCorrection) {
			t.Fatalf("asked twice: %v", err)
		}
	})
}

func TestLateReportSetsAFlagAndBlocksNothing(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		f := noCertFacts(mother, father, house)
		f["child_birth_date"] = "2026-08-01"
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: f})
		w.step("clerk", id, workflow.Lodge, nil)
		if !w.row(id).Late {
			t.Error("the case is not marked late")
		}
	})
}

func TestARecusedOfficerTakesNoCaseInHand(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		mother := w.officer("county")
		mother.PersonID = "p-mother"
		if _, err := w.r.Claim(context.Background(), mother, id); !refusedFor(err, workflow.GNotRecused) {
			t.Fatalf("a party claimed the case: %v", err)
		}
		if _, err := w.r.TakeOver(context.Background(), mother, id, "x"); !refusedFor(err, workflow.GNotRecused) {
			t.Fatalf("a party took the case over: %v", err)
		}
	})
}

// TestASecondLookThatDisagreesAlertsTheHead: it is the one safeguard of a decision on the
// spot, so that a no is heard at once.
func TestASecondLookThatDisagreesAlertsTheHead(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.birthOnTheSpot("h-ma", "2026-09-10")
		look := w.task(id, workflow.TaskSpotCheck)[0].ID
		w.step("clerk2", id, workflow.SecondLook, workflow.Facts{"task_id": look, "agree": false, "findings": "证明编号不符"})
		alert := w.task(id, workflow.TaskAlert)
		if len(alert) != 1 || alert[0].Role != string(workflow.Head) {
			t.Fatalf("the head has %+v", alert)
		}
		w.step("head", id, workflow.FinishTask, workflow.Facts{"task_id": alert[0].ID, "result": "已立冲销"})
		w.sound()
	})
}

// TestNobodyNamesThemselvesOrWhoHasNoStep: a case handed to an auxiliary, or to oneself,
// would lock out those whose turn it is.
func TestNobodyNamesThemselvesOrWhoHasNoStep(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		for who, code := range map[string]string{"county_lead": "oneself", "aux": "no_such_role", "clerk": "no_such_role"} {
			wantCode(t, w.try("county_lead", id, workflow.HandOver, "", workflow.Facts{"officer": who, "reason": "x"}), code)
		}
		wantCode(t, w.try("county_lead", id, workflow.AskOpinion, "", workflow.Facts{"officer": "county_lead", "reason": "x"}), "oneself")
		w.step("county_lead", id, workflow.HandOver, workflow.Facts{"officer": "county", "reason": "x"})
	})
}

// TestWhomTheProtectionExcludesNeitherAppliesNorIsHandedThePapers (未成年人保护法 11):
// whoever is named is a person of this case, and stays out of it.
func TestWhomTheProtectionExcludesNeitherAppliesNorIsHandedThePapers(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		f := birthFacts("p-li", "p-ma", "h-ma")
		f["ethnicity_source"] = "father"
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f})
		w.step("clerk", id, workflow.Lodge, nil)
		wantCode(t, w.try("clerk", id, workflow.Protect, "", workflow.Facts{"excluded_person": "这不是编号"}), "not_of_this_case")
		w.step("clerk", id, workflow.Protect, workflow.Facts{"excluded_person": "马文"})
		_, err := w.r.Change(context.Background(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"applicant_name": "马文"})
		wantCode(t, err, "excluded_person")
		for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
			w.paperBy("clerk", "clerk", id, k) // nobody else of the station has a part in it
		}
		w.step("clerk", id, workflow.Accept, nil)
		w.step("clerk", id, workflow.SkipCheck, nil)
		wantCode(t, w.try("clerk", id, workflow.Deliver, "", workflow.Facts{"receiver": "马文", "method": "window"}), "excluded_person")
		w.step("clerk", id, workflow.Deliver, workflow.Facts{"receiver": "李春梅", "method": "window"})
	})
}
