package register

import (
	"context"
	"maps"
	"slices"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// another is a household of the other county with somebody who has the name, the sex and
// the day of birth of the boy there.
func another(id, number string) []LoadedHousehold {
	return []LoadedHousehold{{ID: "h-" + id, Number: "0003" + id[len(id)-2:], Org: otherOrg, Division: "640422", Kind: models.FamilyHousehold, Address: "乙镇" + id, OpenedOn: "2010-01-01", Members: []LoadedPerson{
		{ID: id, Number: models.CitizenNumber(number), Name: "王小石", Sex: "1", BirthDate: "2016-03-04", Ethnicity: "01", Relation: "02", Since: "2016-04-01"}}}}
}

// certified sets or takes away the station's own ledger of numbers.
func (w *world) certified(on string) {
	w.t.Helper()
	w.tx(func(tx *store.Tx) error {
		_, err := tx.Exec("UPDATE divisions SET ledger_certified_on = ? WHERE code = '640522'", on)
		return err
	})
}

// wantUnentered sees that the case has not touched the register.
func (w *world) wantUnentered(id string) {
	w.t.Helper()
	if n := count[models.RegisterEvent](w, "case_id = ?", id); n != 0 {
		w.t.Errorf("case %s left %d events in the register", id, n)
	}
}

// The boy stands at another county's station; here he is said to have no registration.
func TestWhoeverTheRegisterHasIsNotEnteredAsAnotherUnregisteredPerson(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		facts := workflow.Facts{"name": "王小石", "sex": "1", "birth_date": "2016-03-04", "household_id": "h-ma", "relation_to_head": "99", "consents": []string{"马文"}, "applicant_name": "马文", "applicant_relation": "guardian"}
		numbered := maps.Clone(facts)
		numbered["citizen_number"] = numberOf("649901", "2016-03-04", 77)
		id := w.open("clerk", OpenRequest{Business: workflow.Unreg8, Facts: numbered})
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GNumberFree) {
			t.Errorf("somebody with a number counts as never entered: %s", describe(err))
		}
		id = w.open("clerk", OpenRequest{Business: workflow.Unreg8, Facts: facts})
		w.accepts(id)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.paper(id, workflow.MatComparison)
		w.paper(id, workflow.MatVisitRecord)
		found, err := w.r.Candidates(context.Background(), w.officer("clerk"), id)
		w.must(err)
		if len(found) != 1 || found[0].PersonID != "p-bs" || len(found[0].Differs) > 0 {
			t.Fatalf("the register finds %+v", found)
		}
		report := func(dismissed ...string) error {
			in := maps.Clone(checkedAndHeard)
			if len(dismissed) > 0 {
				in["dismissed_candidates"] = dismissed
			}
			return w.try("community", id, workflow.ReportCheck, "", in)
		}
		if err := report(); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Errorf("an agreeing entry was passed over: %s", describe(err))
		}
		if err := report("p-bs="); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Errorf("dismissed without a reason: %s", describe(err))
		}
		w.must(report("p-bs=同名同日，DNA比对不符"))
		// Another one comes into the register before it is decided, and one before it is entered.
		w.load(another("p-bs11", "649901201603040051"))
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.PassUp, nil)
		if err := w.try("city_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Errorf("approved beside an entry nobody looked at: %s", describe(err))
		}
		w.must(w.try("city_lead", id, workflow.Return, workflow.Verifying, workflow.Facts{"return_code": "unclear", "reason": "另有相同登记", "items": []string{"核查另一条"}}))
		w.must(report("p-bs=同名同日，DNA比对不符", "p-bs11=双亲不同，已见本人"))
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.PassUp, nil)
		w.certified("")
		w.step("city_lead", id, workflow.Approve, nil)
		w.wantState(id, workflow.Approved)
		w.certified("2020-01-01")
		w.load(another("p-bs12", "649901201603040078"))
		if err := w.try("clerk", id, workflow.EffectIt, "", nil); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Errorf("entered beside an entry nobody looked at: %s", describe(err))
		}
		w.wantUnentered(id)
		// It was his: the case ends with that.
		w.step("head", id, workflow.Terminate, no(workflow.Facts{"reason_code": "registered_already", "successor": "lead"}))
		w.sound()
	})
}

// A child who was entered without parents is not entered again because the mother comes
// after years with the certificate.
func TestABirthDeclaredAfterYearsIsHeldAgainstThoseEnteredSince(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		facts := birthFacts("p-li", "p-ma", "h-ma")
		maps.Copy(facts, workflow.Facts{"child_name": "王小石", "certificate_name": "王小石", "child_sex": "1", "child_birth_date": "2016-03-04", "certificate_issued_on": "2016-03-06", "certificate_no": "T640000077", "ethnicity_source": "father"})
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: facts})
		w.accepts(id, workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage)
		if err := w.try("clerk", id, workflow.SkipCheck, "", nil); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Errorf("sent on beside an agreeing entry: %s", describe(err))
		}
		w.step("clerk", id, workflow.AssignCheck, nil)
		found, err := w.r.Candidates(context.Background(), w.officer("clerk"), id)
		w.must(err)
		if len(found) != 1 || found[0].PersonID != "p-bs" {
			t.Fatalf("the register finds %+v", found)
		}
		if err := w.try("community", id, workflow.ReportCheck, "", checkedAndHeard); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Errorf("an agreeing entry was passed over: %s", describe(err))
		}
		with := maps.Clone(checkedAndHeard)
		with["dismissed_candidates"] = []string{"p-bs=同名同日，母亲另有其人"}
		w.step("community", id, workflow.ReportCheck, with)
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.PassUp, nil)
		w.step("city_lead", id, workflow.Approve, nil)
		w.wantRegistered(id, workflow.Child, "h-ma")
		w.sound()
	})
}

// A name that sounds the same on the same day is a look-alike as much as the very name;
// one that sounds otherwise, or another day, is none.
func TestANameOfTheSameSoundIsRuledOutToo(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		for name, want := range map[string]bool{"王小时": true, "赵小明": false} {
			id := w.open("clerk", OpenRequest{Business: workflow.Unreg8, Facts: workflow.Facts{"name": name, "sex": "1", "birth_date": "2016-03-04", "household_id": "h-ma", "relation_to_head": "97", "consents": []string{"马文"}, "applicant_name": "马文", "applicant_relation": "guardian"}})
			w.accepts(id)
			w.step("clerk", id, workflow.AssignCheck, nil)
			w.paper(id, workflow.MatComparison)
			w.paper(id, workflow.MatVisitRecord)
			found, err := w.r.Candidates(context.Background(), w.officer("clerk"), id)
			w.must(err)
			if shown := slices.ContainsFunc(found, func(c Candidate) bool { return c.PersonID == "p-bs" && c.Alike() }); shown != want {
				t.Errorf("%s beside 王小石: shown as alike %v, want %v", name, shown, want)
			}
			if err := w.try("community", id, workflow.ReportCheck, "", checkedAndHeard); refusedFor(err, workflow.GLookAlikesOut) != want {
				t.Errorf("%s reported without a word on 王小石: %s", name, describe(err))
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "x", "successor": "lead"})
		}
	})
}
