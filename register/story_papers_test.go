package register

import (
	"fmt"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// rebooks asks for another booklet of a person's household.
func (w *world) rebooks(person, ground string, more workflow.Facts) string {
	f := workflow.Facts{"booklet_ground": ground}
	for k, v := range more {
		f[k] = v
	}
	return w.alters(workflow.BookletReissue, person, f)
}

func TestAnotherBookletVoidsTheOneBefore(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		people, houses := w.everybody()
		draft := func() string { return w.rebooks("p-li", "lost", nil) }
		papers := []workflow.MaterialKind{workflow.MatIdentity, workflow.MatLossStatement}
		w.otherEnds(draft, func(id string) { w.accepts(id, papers...) })
		id := draft()
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatIdentity)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GMaterials) {
			t.Errorf("lost, and nobody says so: %s", describe(err))
		}
		w.paper(id, workflow.MatLossStatement)
		w.step("clerk", id, workflow.Accept, nil)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.delivers(id)
		p, text := w.given(id)
		if p.Number != stationOrg+"-000101-簿字第2册" || p.Voids != stationOrg+"-000101-簿字第1册" || p.Edition != 2 || !mentions(text, "户主姓名：马文", "城关镇南街12号", "家庭户") {
			t.Errorf("%+v says %s", p, text)
		}
		// A damaged one is taken in; the next follows on the last.
		next := w.rebooks("p-ma", "damaged", nil)
		w.onTheSpot(next, nil, workflow.MatHouseholdBook)
		if p, _ := w.given(next); p.Edition != 3 || p.Voids != stationOrg+"-000101-簿字第2册" {
			t.Errorf("the third booklet: %+v", p)
		}
		w.notTaken(w.rebooks("p-son", "lost", workflow.Facts{"applicant_relation": "parent"}), workflow.GBookAsker)
		w.asBefore(people, houses)
		w.sound()
	})
}

// queries opens a query of the register.
func (w *world) queries(kind, person string, more workflow.Facts) string {
	f := workflow.Facts{"query_kind": kind, "paper_used_for": "民事诉讼", "applicant_name": "钱进"}
	if person != "" {
		f["person_id"] = person
	}
	for k, v := range more {
		f[k] = v
	}
	return w.open("clerk", OpenRequest{Business: workflow.RegisterQuery, Facts: f})
}

func TestOnesOwnHistoryIsToldAndTheUseIsSeen(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.renames("p-li", "李春")
		draft := func() string { return w.queries("own", "p-li", workflow.Facts{"applicant_relation": "self"}) }
		w.otherEnds(draft, func(id string) { w.accepts(id, workflow.MatIdentity) })
		id := draft()
		w.onTheSpot(id, nil)
		p, text := w.given(id)
		if p.Number != "640522010000-2026-查字第000001号" || !mentions(text, "姓名由“李春梅”变为“李春”", "建库录入", "城关镇南街12号") || mentions(text, "民族") || mentions(text, "婚姻") {
			t.Errorf("%s says %s", p.Number, text)
		}
		use, err := w.r.PersonUsage(t.Context(), w.officer("clerk"), "p-li", PersonQuery{Code: PurposeWindow})
		w.must(err)
		found := false
		for _, u := range use.Items {
			found = found || u.What == "query_own" && u.CaseID == id && u.Officer == "民警clerk" && u.Code == PurposeInquiry
		}
		if !found {
			t.Errorf("the person does not see the query among %+v", use.Items)
		}
		w.notTaken(w.queries("own", "p-li", workflow.Facts{"applicant_relation": "relative"}), workflow.GQueryOwnAsker)
		w.notTaken(w.queries("other", "p-li", nil), workflow.GQueryLawful)
		w.tx(func(tx *store.Tx) error {
			return store.Change[models.Person](tx, map[string]any{"protected": true}, "id = 'p-li'")
		})
		w.notTaken(draft(), workflow.GNotWithheld)
	})
}

func TestABodyAsksWithItsPapersAndKinOnlyWithConsent(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		court := workflow.Facts{"query_body": "甲县人民法院 吴法官", "query_letter_no": "（2026）甲民初7号"}
		id := w.queries("authority", "p-ma", court)
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatIdentity)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GMaterials) {
			t.Errorf("without the documents: %s", describe(err))
		}
		w.paper(id, workflow.MatCaseDocument)
		w.paper(id, workflow.MatUnitLetter)
		w.step("clerk", id, workflow.Accept, nil)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.delivers(id)
		if p, text := w.given(id); p.To != "甲县人民法院 吴法官" || !mentions(text, "马文") {
			t.Errorf("to %s: %s", p.To, text)
		}
		w.notTaken(w.queries("seek", "p-ma", nil), workflow.GQueryConsent)
		away := workflow.Facts{"query_kind": "own", "person_number": proper(village())[2].Members[0].Number.Reveal(), "paper_used_for": "公证", "applicant_name": "王大山", "applicant_relation": "self"}
		w.notTaken(w.open("clerk", OpenRequest{Business: workflow.RegisterQuery, Facts: away}), workflow.GQueryHere)
		agreed := w.queries("seek", "p-ma", workflow.Facts{"query_consent": "9月24日电话征得同意，民警clerk", "query_contact": "可以打电话到村委会找他"})
		w.onTheSpot(agreed, nil)
		if _, text := w.given(agreed); !mentions(text, "村委会") || mentions(text, "南街12号") {
			t.Errorf("it says %s", text)
		}
		w.sound()
	})
}

func TestNamesakesAreANumberAndFewAreNotCounted(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		house := LoadedHousehold{ID: "h-many", Number: "000777", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "城关镇北街7号", OpenedOn: "2015-03-01"}
		for i := range 11 {
			relation := "97"
			if i == 0 {
				relation = "02"
			}
			house.Members = append(house.Members, LoadedPerson{ID: fmt.Sprintf("p-many%d", i), Key: fmt.Sprint("many", i), Name: "张安", Sex: "1", BirthDate: models.Date(fmt.Sprintf("198%d-01-0%d", i%10, 1+i%9)), Ethnicity: "01", Relation: relation, Since: "2015-03-01"})
		}
		w.load([]LoadedHousehold{house})
		for name, want := range map[string]string{"张安": "的：11人。", "马文": "不足10人", "从未有": "不足10人"} {
			id := w.queries("namesakes", "", workflow.Facts{"query_name": name})
			w.onTheSpot(id, nil)
			if _, text := w.given(id); !mentions(text, want) || mentions(text, "城关镇") {
				t.Errorf("%s: %s", name, text)
			}
		}
		w.sound()
	})
}
