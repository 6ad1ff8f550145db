package register

import (
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// bornAway is the form of a child of the Ma family born in another country.
func bornAway(more workflow.Facts) workflow.Facts {
	f := workflow.Facts{"applicant_name": "李春梅", "applicant_relation": "parent", "child_name": "马远航", "child_sex": "1", "child_birth_date": "2026-05-06", "birth_order": 1,
		"follows": "mother", "household_id": "h-ma", "mother": "p-li", "father": "p-ma", "ethnicity_source": "father", "birth_country": "泰国", "birth_place": "清迈府",
		"foreign_paper_no": "TH-77", "authenticated_by": "consular", "travel_document": "travel", "travel_document_no": "L0001"}
	for k, v := range more {
		f[k] = v
	}
	return f
}

var abroadPapers = []workflow.MaterialKind{workflow.MatForeignBirth, workflow.MatTranslation, workflow.MatNoForeign}

func TestAChildBornAbroadIsRegisteredByTheCountyWithAForeignBirthPlace(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		opens := func(f workflow.Facts) string {
			return w.open("clerk", OpenRequest{Business: workflow.BirthAbroad, Facts: f})
		}
		id := opens(bornAway(nil))
		w.accepts(id, append(abroadPapers, workflow.MatTravelPaper)...)
		if err := w.try("clerk", id, workflow.AskNationality, "", workflow.Facts{"addressee": "出入境", "document_no": "1"}); !refusedFor(err, workflow.GNoTravelPaper) {
			t.Errorf("the holder of a travel document was sent to be verified: %s", describe(err))
		}
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"李春梅"}})
		if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GStationLevel) {
			t.Errorf("the station decided for the county: %s", describe(err))
		}
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.Approve, nil)
		w.delivers(id)
		p := w.wantRegistered(id, workflow.Child, "h-ma")
		if p.BirthPlace != "泰国 清迈府" || p.BirthPlaceCode != "" || len(p.CertIndex) != 0 || p.Relation != "20" || p.MotherID != "p-li" || p.Ethnicity != "03" {
			t.Errorf("the child stands as %+v", p)
		}
		if e := w.last(p.ID); e.Kind != EventBirth || e.CaseID != id {
			t.Errorf("the event: %+v", e)
		}
		w.sound()

		// The same child again, declared by the father elsewhere in the year: refused before anybody looks.
		twice := opens(bornAway(workflow.Facts{"child_birth_date": "2026-05-06"}))
		w.step("clerk", twice, workflow.Lodge, nil)
		for _, k := range append(abroadPapers, workflow.MatTravelPaper) {
			w.paper(twice, k)
		}
		if err := w.try("clerk", twice, workflow.Accept, "", nil); !refusedFor(err, workflow.GNotRegisteredYet) {
			t.Errorf("the child was taken in a second time: %s", describe(err))
		}
		home := opens(bornAway(workflow.Facts{"birth_country": "中国", "child_name": "马小田", "birth_order": 2}))
		w.step("clerk", home, workflow.Lodge, nil)
		if err := w.try("clerk", home, workflow.Accept, "", nil); !refusedFor(err, workflow.GBornAway) || !refusedFor(err, workflow.GMaterials) {
			t.Errorf("a birth at home, without papers: %s", describe(err))
		}
	})
}

func TestAChildWithoutChineseTravelDocumentIsVerifiedByTheExitEntryAdministration(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		opens := func(name string) string {
			id := w.open("clerk", OpenRequest{Business: workflow.BirthAbroad, Facts: bornAway(workflow.Facts{"child_name": name, "travel_document": "none", "travel_document_no": ""})})
			w.accepts(id, abroadPapers...)
			return id
		}
		id := opens("马远航")
		w.step("clerk", id, workflow.AssignCheck, nil)
		check := workflow.Facts{"findings": "属实", "persons_heard": []string{"李春梅"}}
		if err := w.try("community", id, workflow.ReportCheck, "", check); !refusedFor(err, workflow.GNationalityKnown) {
			t.Errorf("reported before the nationality was known: %s", describe(err))
		}
		w.step("clerk", id, workflow.AskNationality, workflow.Facts{"addressee": "甲市出入境管理支队", "document_no": "国核1号"})
		w.wantState(id, workflow.NationalityCheck)
		def, _ := w.r.book.Current(workflow.BirthAbroad, "2026-09-24")
		if _, stands := def.StandsStill(workflow.NationalityCheck); !stands {
			t.Error("the authority's clock runs while another body is asked")
		}
		w.step("clerk", id, workflow.NationalityChinese, workflow.Facts{"document_no": "国核复1号", "on_behalf_of": "甲市出入境管理支队"})
		w.step("community", id, workflow.ReportCheck, check)
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.Approve, nil)
		w.delivers(id)
		w.wantRegistered(id, workflow.Child, "h-ma")
		w.sound()

		// A foreign national is refused, with a lead that answers for the child.
		w.setClock("2026-09-25T09:00:00+08:00")
		id = w.open("clerk", OpenRequest{Business: workflow.BirthAbroad, Facts: bornAway(workflow.Facts{"child_name": "马远帆", "child_birth_date": "2024-05-06", "travel_document": "none", "travel_document_no": ""})})
		w.accepts(id, abroadPapers...)
		w.step("clerk", id, workflow.AskNationality, workflow.Facts{"addressee": "甲市出入境管理支队", "document_no": "国核2号"})
		w.step("clerk", id, workflow.NationalityForeign, workflow.Facts{"document_no": "国核复2号", "on_behalf_of": "甲市出入境管理支队", "reason": "出生时具有外国国籍，父母一方定居外国"})
		w.step("community", id, workflow.ReportCheck, check)
		w.step("head", id, workflow.PassUp, nil)
		if err := w.try("county_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GChineseNational) {
			t.Errorf("a foreign national was approved: %s", describe(err))
		}
		denied := no(workflow.Facts{"persons_heard": []string{"李春梅"}, "reason_code": "not_eligible"})
		if err := w.try("county_lead", id, workflow.Refuse, "", denied); !refusedFor(err, workflow.GNoLooseChild) {
			t.Errorf("the child was left to nobody: %s", describe(err))
		}
		denied["successor"] = "lead"
		w.step("county_lead", id, workflow.Refuse, denied)
		w.wantUnchanged(id)
		if c := one[models.Case](w, "origin_case = ?", id); c.Business != string(workflow.Lead) {
			t.Errorf("the child goes on in %s", c.Business)
		}
	})
}

func TestABirthAbroadEndsOtherwise(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		lead := func(f workflow.Facts) workflow.Facts { f["successor"] = "lead"; return f }
		for end, walk := range map[workflow.State]func(id string){
			workflow.Withdrawn: func(id string) {
				if err := w.try("aux", id, workflow.Withdraw, "", workflow.Facts{"reason": "改日再办"}); !refusedFor(err, workflow.GNoLooseChild) {
					t.Errorf("a child's only case was withdrawn: %s", describe(err))
				}
				w.step("aux", id, workflow.Withdraw, lead(workflow.Facts{"reason": "改日再办"}))
			},
			workflow.NotAccepted: func(id string) {
				w.step("clerk", id, workflow.Lodge, nil)
				w.step("clerk", id, "propose_decline", lead(no(workflow.Facts{"competent_body": "乙县城关派出所"})))
				w.step("head", id, workflow.Decline, lead(no(workflow.Facts{"competent_body": "乙县城关派出所"})))
			},
			workflow.Terminated: func(id string) {
				w.accepts(id, append(abroadPapers, workflow.MatTravelPaper)...)
				w.step("head", id, workflow.Terminate, lead(no(workflow.Facts{"reason_code": "moot"})))
			},
		} {
			id := w.open("clerk", OpenRequest{Business: workflow.BirthAbroad, Facts: bornAway(nil)})
			walk(id)
			w.wantState(id, end)
			w.wantUnchanged(id)
		}
		// The side rule holds here too (Norm 21).
		w.tx(func(tx *store.Tx) error {
			_, err := store.Set[models.Household](tx, map[string]any{"kind": models.CollectiveHousehold}, "id = ?", "h-ma")
			return err
		})
		f := bornAway(workflow.Facts{"mother_registered_in": "student", "father_registered_in": "family", "father_name": "马文"})
		delete(f, "father")
		id := w.open("clerk", OpenRequest{Business: workflow.BirthAbroad, Facts: f})
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GSideRule) {
			t.Errorf("the child followed a student's household: %s", describe(err))
		}
	})
}

func TestABirthAbroadHasNoCertificateOfOurs(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		_, err := w.r.Open(t.Context(), w.officer("clerk"), OpenRequest{Business: workflow.BirthAbroad, Key: "x", Facts: bornAway(workflow.Facts{"certificate_no": "T640000009"})})
		if err == nil || !strings.Contains(describe(err), "certificate_no") {
			t.Errorf("a certificate of ours was taken for a birth abroad: %v", err)
		}
	})
}
