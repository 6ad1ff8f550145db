package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// settles is what each of the three businesses declares and shows.
var settles = []struct {
	business workflow.Business
	papers   []workflow.MaterialKind
}{
	{workflow.ReturnSettle, []workflow.MaterialKind{workflow.MatSettlement, workflow.MatTravelPaper}},
	{workflow.Naturalised, []workflow.MaterialKind{workflow.MatNaturalised}},
	{workflow.Regain, []workflow.MaterialKind{workflow.MatRegained}},
}

func TestWhoeverComesToSettleIsEnteredByTheCounty(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		for i, s := range settles {
			name := []string{"陈归国", "安娜", "郑复"}[i]
			draft := func() string {
				return w.open("clerk", OpenRequest{Business: s.business, Facts: workflow.Facts{"name": name, "sex": "2", "birth_date": "1991-02-03", "birth_country": "马来西亚", "birth_place": "槟城",
					"household_id": "h-old", "relation_to_head": "99", "consents": []string{"丁福"}, "settlement_doc_no": "S-1", "travel_document_no": "E1", "applicant_name": name, "applicant_relation": "self"}})
			}
			w.endsOtherwise(draft, s.papers, workflow.Facts{"successor": "lead"})
			id := draft()
			w.accepts(id, s.papers...)
			w.step("clerk", id, workflow.AssignCheck, nil)
			if err := w.try("community", id, workflow.ReportCheck, "", checkedAndHeard); !refusedFor(err, workflow.GCompared) {
				t.Errorf("%s: reported without a comparison: %s", s.business, describe(err))
			}
			w.comparedAs(id, workflow.NoMatch)
			w.decided(id, "county_lead")
			w.delivers(id)
			p := w.wantRegistered(id, workflow.Affected, "h-old")
			foreign := p.Ethnicity == "98" && p.EthnicityProof == "naturalised"
			if p.Relation != "99" || p.BirthPlace != "马来西亚 槟城" || foreign != (s.business == workflow.Naturalised) {
				t.Errorf("%s: the person stands as %+v", s.business, p)
			}
			if e := w.last(p.ID); e.Kind != EventFirst || e.Reason != string(s.business) {
				t.Errorf("the event: %+v", e)
			}
			if n := count[models.CaseTask](w, "case_id = ? and kind = ?", id, string(workflow.TaskFirstCard)); n != 1 {
				t.Errorf("%d tasks of a first identity card", n)
			}
			w.sound()
		}
	})
}

func TestWhoeverWasHereBeforeStandsOnTheSameLineAgain(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[2].Members = append(hs[2].Members,
			LoadedPerson{ID: "p-away", Number: "64990119700101002X", Name: "王远", Sex: "2", BirthDate: "1970-01-01", Ethnicity: "01", Status: models.StatusCancelled, StatusOn: "2010-05-05", StatusReason: "foreign"},
			LoadedPerson{ID: "p-dead", Number: "649901197101010027", Name: "王故", Sex: "2", BirthDate: "1971-01-01", Ethnicity: "01", Status: models.StatusDead, StatusOn: "2010-05-05", StatusReason: "illness"})
		w.load(hs)
		facts := func(person, number string) workflow.Facts {
			return workflow.Facts{"person_number": number, "household_id": "h-old", "relation_to_head": "99", "consents": []string{"丁福"}, "settlement_doc_no": "复1", "applicant_relation": "self", "person_id": person}
		}
		// Of another station nobody is named without the number.
		_, err := w.r.Open(t.Context(), w.officer("clerk"), OpenRequest{Business: workflow.Regain, Key: "x", Facts: workflow.Facts{"person_id": "p-away", "household_id": "h-old", "settlement_doc_no": "1", "applicant_name": "王远", "applicant_relation": "self"}})
		if got := describe(err); !mentions(got, "facts.person_id") {
			t.Errorf("a stranger was named: %s", got)
		}
		before := one[models.Person](w, "id = 'p-away'")
		id := w.alters(workflow.Regain, "p-away", facts("p-away", "64990119700101002X"))
		w.accepts(id, workflow.MatRegained)
		w.comparedAs(id, workflow.NoMatch)
		w.decided(id, "county_lead")
		w.delivers(id)
		p := one[models.Person](w, "id = 'p-away'")
		if p.Status != models.StatusActive || p.HouseholdID != "h-old" || p.Org != stationOrg || string(p.NumberIndex) != string(before.NumberIndex) || p.Ethnicity != "01" {
			t.Errorf("the person stands as %+v", p)
		}
		if e := w.last("p-away"); e.Kind != EventRestore || e.FromOrg != otherOrg && e.FromOrg != "" || e.ToOrg != stationOrg {
			t.Errorf("the event: %+v", e)
		}
		w.sound()
		// The dead stay dead, and who is here settles nowhere again.
		for person, number := range map[string]string{"p-dead": "649901197101010027", "p-ma": ""} {
			id := w.alters(workflow.Regain, person, facts(person, number))
			w.step("clerk", id, workflow.Lodge, nil)
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GOffAbroad) {
				t.Errorf("%s: %s", person, describe(err))
			}
		}
		w.undoes("p-away", w.last("p-away").ID)
		if p := one[models.Person](w, "id = 'p-away'"); p.Status != models.StatusCancelled || p.HouseholdID != "" {
			t.Errorf("undone, the person stands as %+v", p)
		}
	})
}

func TestSomebodyWhoIsHereIsNotEnteredASecondTimeOnComingToSettle(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.open("clerk", OpenRequest{Business: workflow.ReturnSettle, Facts: workflow.Facts{"name": "李春梅", "sex": "2", "birth_date": "1991-06-12", "household_id": "h-old", "relation_to_head": "99", "consents": []string{"丁福"},
			"settlement_doc_no": "S-1", "applicant_name": "李春梅", "applicant_relation": "self"}})
		w.accepts(id, workflow.MatSettlement, workflow.MatTravelPaper)
		w.comparedAs(id, workflow.NoMatch)
		if err := w.try("community", id, workflow.ReportCheck, "", checkedAndHeard); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Errorf("an agreeing entry was passed over: %s", describe(err))
		}
	})
}
