package register

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// TestAReportConcludesOnce: the report that excluded both parents does not support them once
// the head has struck it; another one does, and whoever decides reads of both.
func TestAReportConcludesOnce(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.tested(workflow.BothExcluded)
		w.step("head", id, workflow.SecondTest, workflow.Facts{"reason": "由另一机构再次鉴定"})
		again := reportInput()
		again["report_no"] = " 鉴　１ "
		if err := w.try("clerk", id, workflow.Supported, "", again); !refusedFor(err, workflow.GReportOnce) {
			t.Fatalf("the report that excluded both supports them: %s", describe(err))
		}
		if err := w.try("clerk", id, workflow.Inconclusive, "", workflow.Facts{"report_no": "鉴1", "agency": "某鉴定所", "agency_licence_no": "L-1", "agency_licensed": true, "parents_tested": "both", "reason": "x"}); !refusedFor(err, workflow.GReportOnce) {
			t.Errorf("it is inconclusive: %s", describe(err))
		}
		other := maps.Clone(again)
		other["report_no"] = "D-2"
		w.step("clerk", id, workflow.Supported, other)
		v, err := w.r.View(t.Context(), w.officer("head"), id)
		w.must(err)
		i := slices.IndexFunc(v.Warnings, func(c workflow.Condition) bool { return c.Code == "reports_differ" })
		if i < 0 || !strings.Contains(v.Warnings[i].Message.Zh, "鉴1：鉴定排除双方；D-2") {
			t.Errorf("whoever decides reads %+v", v.Warnings)
		}
	})
}

// TestAReportEnteredWronglyIsPutRightWithTheReason: a slip in copying the conclusion is not
// for ever, and the reason stands in the journal.
func TestAReportEnteredWronglyIsPutRightWithTheReason(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.tested(workflow.FatherExcluded)
		w.step("head", id, workflow.SecondTest, workflow.Facts{"reason": "结论录错"})
		right := reportInput()
		right["report_misread"] = "意见书原文为支持，录入时点错"
		w.step("clerk", id, workflow.Supported, right)
		w.wantState(id, workflow.ParentageSupported)
	})
}

// TestWhatFollowsACaseStaysOnItsChild: a child given up by one case is not exchanged in the
// lead or the draft that goes on with it, and nobody is lost; a name put right is taken.
func TestWhatFollowsACaseStaysOnItsChild(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		another := workflow.Facts{"child_name": "牛小一", "child_birth_date": "2026-09-02", "child_sex": "2", "mother": nil, "mother_name": "田小娥", "father": nil, "father_name": "牛国柱"}
		for _, successor := range []string{"lead", string(workflow.BirthNoCert)} {
			id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
			w.step("clerk", id, workflow.Lodge, nil)
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "家长暂缓", "successor": successor})
			next := one[models.CaseLink](w, "from_case = ? and kind = 'successor'", id).ToCase
			if err := w.changes("clerk", next, another); !refusedAs(err, "another_child", workflow.Facts{"child_name": nil}) {
				t.Errorf("the %s becomes another child's: %s", successor, describe(err))
			}
			for _, name := range []string{"马小改", noCertFacts(mother, father, house).Text("child_name")} {
				w.must(w.changes("clerk", next, workflow.Facts{"child_name": name}))
			}
			w.must(w.changes("clerk", next, workflow.Facts{"mother": nil, "mother_name": "田小娥", "father": nil, "father_name": "牛国柱"}))
			if err := w.changes("clerk", next, workflow.Facts{"child_name": "牛小一", "child_birth_date": "2026-09-02"}); !refusedAs(err, "another_child", workflow.Facts{"child_name": nil}) {
				t.Errorf("the %s becomes another child's in two changes: %s", successor, describe(err))
			}
			if successor == "lead" {
				w.step("clerk", next, workflow.LeadContact, workflow.Facts{"contacted_by": "visit", "findings": "在家"})
				none := workflow.Facts{"reason": "误记", "findings": "走访四邻，均称无此儿童", "persons_heard": []string{"李春梅"}}
				if err := w.try("clerk", next, workflow.ProposeEvent(workflow.LeadCloseNone), "", none); !refusedFor(err, workflow.GLeadHearsay) {
					t.Errorf("the child of a case is said not to be there: %s", describe(err))
				}
			}
		}
	})
}

// TestAChildOfHearsayIsClosedByTwo: a visit noted a child who is not there; two persons say
// so. What the window learns of a child who is there, it puts right.
func TestAChildOfHearsayIsClosedByTwo(t *testing.T) {
	eachWorld(t, func(w *world) {
		noted := func() string {
			id := w.open("community", OpenRequest{Business: workflow.Lead, Facts: workflow.Facts{"lead_source": "visit", "lead_matter": "birth", "lead_place": "镇东三组", "child_unregistered": true, "child_name": "小宝", "child_birth_date": "2026-03-01"}})
			w.step("community", id, workflow.LeadContact, workflow.Facts{"contacted_by": "visit", "findings": "邻居听说有一名婴儿"})
			return id
		}
		id := noted()
		none := workflow.Facts{"reason": "误记", "findings": "走访四邻和村医，均称无此儿童", "persons_heard": []string{"村医李春梅"}}
		if err := w.try("head", id, workflow.LeadCloseNone, "", none); !refusedFor(err, workflow.GProposed) {
			t.Fatalf("one person alone closed it: %s", describe(err))
		}
		w.step("community", id, workflow.ProposeEvent(workflow.LeadCloseNone), none)
		w.step("head", id, workflow.LeadCloseNone, none)
		w.wantState(id, workflow.LeadClosed)
		w.sound()

		id = noted()
		w.step("clerk", id, workflow.LeadConvert, workflow.Facts{"successor": "birth_no_cert", "registration_wanted": true})
		draft := one[models.CaseLink](w, "from_case = ? and kind = 'successor'", id).ToCase
		w.must(w.changes("clerk", draft, workflow.Facts{"child_name": "马小麦", "child_birth_date": "2026-02-11"}))
	})
}

// TestACaseGoesOnWithoutWhatCannotBeHad: the notice went out in time and was answered, so the
// clerk accepts with what there is, from that day; where nobody does, time does it from the
// day of the answer. The paper stays listed as lacking.
func TestACaseGoesOnWithoutWhatCannotBeHad(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		answered := func() string {
			w.setClock("2026-09-24T09:00:00+08:00")
			id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
			w.step("clerk", id, workflow.Lodge, nil)
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GMaterials) {
				t.Fatalf("accepted without a paper and without a word: %s", describe(err))
			}
			w.step("clerk", id, workflow.RequestCorrection, workflow.Facts{"items": []string{"identity_card"}})
			w.setClock("2026-10-10T09:00:00+08:00")
			w.step("clerk", id, workflow.Resubmit, workflow.Facts{"items_not_had": []string{"identity_card"}, "reason": "遗失，正在补办"})
			return id
		}
		id := answered()
		w.step("clerk", id, workflow.Accept, nil)
		if c := w.row(id); c.AcceptedOn != "2026-10-10" {
			t.Errorf("accepted on %s", c.AcceptedOn)
		}
		if v, err := w.r.View(t.Context(), w.officer("clerk"), id); err != nil || !slices.ContainsFunc(v.Missing, func(m MissingView) bool { return m.Kind == workflow.MatIdentity }) {
			t.Errorf("the paper lacks no more: %v, %v", v, err)
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "家长暂缓", "successor": "lead"})

		id = answered()
		w.agedDays("2026-10-19T09:00:00+08:00")
		w.wantState(id, workflow.Accepted)
		if c := w.row(id); c.AcceptedOn != "2026-10-10" || c.DueOn <= "2026-10-10" {
			t.Errorf("deemed accepted on %s, due %s", c.AcceptedOn, c.DueOn)
		}
	})
}

// TestALineIsNotDecidedWhileTheRosterLacksItsPaper: a roster that time has accepted lacks the
// body's certificate; its lines are worked on, and not submitted before it is there.
func TestALineIsNotDecidedWhileTheRosterLacksItsPaper(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		ans, err := w.r.OpenBatch(t.Context(), w.officer("clerk"), BatchRequest{OpenRequest: OpenRequest{Business: workflow.WardBatch, Key: "batch",
			Facts: workflow.Facts{"institution": unitID, "household_id": unitHome, "impact_assessment_no": "IA-1"}}, Lines: []workflow.Facts{wardFacts("石明月", "2", "2022-05-06", "002")}})
		w.must(err)
		w.step("clerk", ans.CaseID, workflow.Lodge, nil)
		w.agedDays("2026-10-12T09:00:00+08:00")
		w.wantState(ans.CaseID, workflow.BRunning)
		line := one[models.Case](w, "parent_id = ?", ans.CaseID).ID
		w.paper(line, workflow.MatIntakeForm)
		w.paper(line, workflow.MatCivilOpinion)
		w.step("clerk", line, workflow.Search, nil)
		w.step("clerk", line, workflow.HitNone, workflow.Facts{"searched_by_name_and_number": true, "searched_by_parents": true, "findings": "两次检索均无"})
		w.step("clerk", line, workflow.AskComparison, workflow.Facts{"addressee": "打拐办", "document_no": "B-1"})
		w.step("clerk", line, workflow.NoMatch, workflow.Facts{"document_no": "B-2"})
		submit := workflow.Facts{"best_interest_no": "BI-1"}
		if err := w.try("head", line, workflow.Submit, "", submit); !refusedFor(err, workflow.GRosterPapers) {
			t.Errorf("submitted without the body's certificate: %s", describe(err))
		}
		w.paper(ans.CaseID, workflow.MatUnitPapers)
		if err := w.try("head", line, workflow.Submit, "", submit); refusedFor(err, workflow.GRosterPapers) {
			t.Errorf("the certificate is there: %s", describe(err))
		}
	})
}
