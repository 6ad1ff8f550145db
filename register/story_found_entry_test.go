package register

import (
	"maps"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// secondFamily is another couple of the town, whose daughter has the name of the Mas' and was
// born on the same day.
func (w *world) secondFamily() {
	w.load([]LoadedHousehold{{ID: "h-he", Number: "000103", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "城关镇南街16号", OpenedOn: "2015-03-01", Members: []LoadedPerson{
		{ID: "p-he", Number: models.CitizenNumber(numberOf("649901", "1990-04-07", 31)), Name: "何平", Sex: "1", BirthDate: "1990-04-07", Ethnicity: "01", Relation: "02", Since: "2015-03-01", Marital: "20"},
		{ID: "p-mai", Number: models.CitizenNumber(numberOf("649901", "1991-07-12", 32)), Name: "买淑芬", Sex: "2", BirthDate: "1991-07-12", Ethnicity: "01", Relation: "12", Since: "2016-05-01", Spouse: numberOf("649901", "1990-04-07", 31)},
	}}})
}

// numberOfChild is the number of the child whom a case entered.
func (w *world) numberOfChild(id string) string {
	w.t.Helper()
	return w.numberOf(one[models.CaseSubject](w, "case_id = ? and role = 'child'", id).PersonID)
}

// Two girls of one name and one day. The case of the second is not ended on the entry of the
// first: her mother, her father and her certificate are others. The head alone ends nothing on
// an entry, by whichever step.
func TestAnotherWomansChildOfTheSameNameAndDayEndsNoCase(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.secondFamily()
		first := w.birthOnTheSpot("h-ma", "2026-09-10")
		w.wantState(first, workflow.Effected)
		ends := no(workflow.Facts{"reason_code": "registered_already", "found_number": w.numberOfChild(first)})
		theirs := birthFacts("p-mai", "p-he", "h-he")
		maps.Copy(theirs, workflow.Facts{"certificate_no": "T640000002", "applicant_name": "买淑芬"})
		without := func(drop ...workflow.Field) workflow.Facts {
			f := maps.Clone(theirs)
			for _, k := range drop {
				delete(f, k)
			}
			return f
		}
		father := without("mother", "certificate_no", "certificate_issued_on", "certificate_name", "parents_evidence")
		maps.Copy(father, workflow.Facts{"follows": "father", "ethnicity_source": "father", "applicant_name": "何平"})
		byNumber := without("father", "certificate_no", "certificate_issued_on", "certificate_name", "parents_evidence")
		maps.Copy(byNumber, workflow.Facts{"father_number": numberOf("649901", "1990-04-07", 31)})
		paper := birthFacts("p-li", "p-ma", "h-ma")
		paper["certificate_no"] = "T640000002"
		for _, x := range []struct {
			story   string
			by      workflow.Business
			f       workflow.Facts
			differs []string
		}{
			{"by all", workflow.BirthCert, theirs, []string{"mother", "father", "certificate_no"}},
			{"by the father alone", workflow.BirthNoCert, father, []string{"father"}},
			{"by the father's number", workflow.BirthNoCert, byNumber, []string{"father"}},
			{"by the certificate alone", workflow.BirthCert, paper, []string{"certificate_no"}},
		} {
			id := w.open("clerk", OpenRequest{Business: x.by, Facts: x.f})
			w.step("clerk", id, workflow.Lodge, nil)
			if err := w.try("clerk", id, workflow.ProposeEvent(workflow.AlreadyRegistered), "", ends); !refusedFor(err, workflow.GEntryFits) || !mentions(describe(err), x.differs...) {
				t.Errorf("told apart %s: %s", x.story, describe(err))
			}
			if err := w.try("head", id, workflow.Terminate, "", ends); err == nil {
				t.Errorf("told apart %s, the head alone: %s", x.story, describe(err))
			}
			w.wantState(id, workflow.Lodged)
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改日再办", "successor": "lead"})
		}
		w.sound()
	})
}

// The case of a child went on as a lead, and the child turns out to be registered. One person
// does not close such a lead on the entry, as one would not have ended the case.
func TestALeadThatFollowsACaseEndsOnAnEntryByTwoPersons(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		facts := workflow.Facts{"name": "王小石", "sex": "1", "birth_date": "2016-03-04", "household_id": "h-ma", "relation_to_head": "99",
			"consents": []string{"马文"}, "applicant_name": "马文", "applicant_relation": "guardian"}
		id := w.open("clerk", OpenRequest{Business: workflow.Unreg8, Facts: facts})
		w.accepts(id)
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "称已有户口", "successor": "lead"})
		lead := w.followedBy(id)
		w.step("community", lead, workflow.LeadContact, workflow.Facts{"contacted_by": "visit", "findings": "称已有户口"})
		found := numberIn(village(), "p-bs")
		if err := w.try("community", lead, workflow.LeadClose, "", workflow.Facts{"close_reason": "registered", "reason": "已有户口", "found_number": found}); !refusedFor(err, workflow.GLeadNoChild) {
			t.Errorf("one person closed it: %s", describe(err))
		}
		two := workflow.Facts{"reason": "户口簿所载即其本人", "found_number": found}
		if err := w.try("head", lead, workflow.LeadCloseHad, "", two); !refusedFor(err, workflow.GProposed) {
			t.Errorf("the head alone closed it: %s", describe(err))
		}
		other := workflow.Facts{"reason": "户口簿所载即其本人", "found_number": numberIn(village(), "p-ma")}
		if err := w.try("community", lead, workflow.ProposeEvent(workflow.LeadCloseHad), "", other); !refusedFor(err, workflow.GLeadFits) {
			t.Errorf("on another boy's entry: %s", describe(err))
		}
		w.step("community", lead, workflow.ProposeEvent(workflow.LeadCloseHad), two)
		w.step("head", lead, workflow.LeadCloseHad, two)
		w.wantState(lead, workflow.LeadClosed)
		w.sound()
	})
}
