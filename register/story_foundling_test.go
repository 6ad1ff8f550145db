package register

import (
	"fmt"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

func foundFacts(name, birth, intake, how string) workflow.Facts {
	return workflow.Facts{"name": name, "sex": "2", "birth_date": birth, "birth_estimated": true, "intake_no": intake, "intake_on": "2026-01-10", "legal_ground": "parents_not_found", "guardianship_doc_no": "G-" + intake,
		"ethnicity_source": "institution", "institution": unitID, "household_id": unitHome, "applicant_name": "机构经办人", "applicant_relation": "institution", "came_into_care": how}
}

// found lodges and accepts a child in care whose parents cannot be found.
func (w *world) found(f workflow.Facts) string {
	w.t.Helper()
	id := w.open("clerk", OpenRequest{Business: workflow.FoundlingInstitution, Facts: f})
	w.accepts(id, workflow.MatIntakeForm, workflow.MatCivilOpinion)
	return id
}

// searchedInVainFor searches for the child in vain and has it compared with missing children.
func (w *world) searchedInVainFor(id string) {
	w.t.Helper()
	w.step("clerk", id, workflow.Search, nil)
	w.step("clerk", id, workflow.HitNone, workflow.Facts{"searched_by_name_and_number": true, "searched_by_parents": true, "findings": "两次查找未见"})
	w.step("clerk", id, workflow.AskComparison, workflow.Facts{"addressee": "刑侦支队", "document_no": "B-2"})
	w.step("clerk", id, workflow.NoMatch, workflow.Facts{"document_no": "B-3"})
}

// submitted hears the child and brings the case to the county.
func (w *world) submitted(id string) {
	w.t.Helper()
	w.step("community", id, workflow.HearChild, workflow.Facts{"view": "unable", "language": "普通话", "document_no": "H-1", "heard_without_staff": true})
	// The papers on how the child was found are asked for beside the case and hold nothing up.
	task := one[models.CaseTask](w, "case_id = ? and kind = ?", id, string(workflow.TaskOriginPapers))
	if task.Required || task.DoneAt != nil {
		w.t.Errorf("the task: %+v", task)
	}
	w.step("head", id, workflow.Submit, workflow.Facts{"best_interest_no": "BI-1"})
}

func TestWhoeverIsOfAgeIsNoChildInCare(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		id := w.open("clerk", OpenRequest{Business: workflow.FoundlingInstitution, Facts: foundFacts("林若溪", "2001-12-01", "101", "abandoned")})
		if err := w.try("clerk", id, workflow.Lodge, "", nil); !refusedFor(err, workflow.GIsMinor) {
			t.Errorf("a woman of 24 is lodged as a child in care: %s", describe(err))
		}
	})
}

func TestAChildWhoseParentsCannotBeFoundIsEnteredWithoutWaitingForANotice(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		id := w.found(foundFacts("林若溪", "2025-12-01", "101", "abandoned"))
		w.searchedInVainFor(id)
		w.submitted(id)
		w.step("county_lead", id, workflow.Approve, nil)
		w.delivers(id)
		w.wantRegisteredWard(id)
		p, _ := w.child(id, workflow.Ward)
		if !p.BirthEstimated || p.EthnicityProof != "institution" || p.FatherID != "" || len(p.NumberIndex) == 0 || len(p.CertIndex) != 0 {
			t.Errorf("the child stands as %+v", p)
		}
		g := one[models.Guardianship](w, "ward_id = ? and closed_at is null", p.ID)
		if g.Body != "甲县民政局" || g.CarerBody != "甲县照料机构" || g.Ground != "parents_not_found" {
			t.Errorf("the guardianship: %+v", g)
		}
		if e := w.last(p.ID); e.CaseID != id {
			t.Errorf("the event: %+v", e)
		}
		// From six years on the prefecture decides.
		id = w.found(foundFacts("周念慈", "2019-05-06", "102", "rescued"))
		w.searchedInVainFor(id)
		w.submitted(id)
		if err := w.try("county_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GCountyLevel) {
			t.Errorf("the county decided for the prefecture: %s", describe(err))
		}
		w.step("county", id, workflow.PassUp, nil)
		w.step("city_lead", id, workflow.Approve, nil)
		w.wantRegisteredWard(id)
	})
}

func TestAFoundChildsNameMarksNobody(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		accepting := func(f workflow.Facts) error {
			id := w.open("clerk", OpenRequest{Business: workflow.FoundlingInstitution, Facts: f})
			w.step("clerk", id, workflow.Lodge, nil)
			w.paper(id, workflow.MatIntakeForm)
			w.paper(id, workflow.MatCivilOpinion)
			return w.try("clerk", id, workflow.Accept, "", nil)
		}
		for i, name := range []string{"党爱民", "李遗珠", "王福利"} {
			if err := accepting(foundFacts(name, "2025-12-01", fmt.Sprint(110+i), "abandoned")); !refusedFor(err, workflow.GNoMarkerName) {
				t.Errorf("%s was accepted: %s", name, describe(err))
			}
		}
		// Three children entered one after another bear one surname; a fourth would make it a series.
		w.tx(func(tx *store.Tx) error {
			for i, name := range []string{"安一诺", "安可心", "安子墨"} {
				id := fmt.Sprintf("p-an%d", i)
				p := models.Person{ID: id, Name: name, Sex: "2", BirthDate: "2025-01-01", Status: models.StatusActive, HouseholdID: unitHome, Relation: "99", Org: stationOrg, Since: "2026-02-01", Version: 1, EventID: "e-" + id, CaseID: "seed"}
				e := models.RegisterEvent{ID: "e-" + id, Kind: EventFirst, SubjectKind: SubjectPerson, SubjectID: id, Serial: 1, ToHouse: unitHome, EventOn: "2026-02-01", EffectiveOn: "2026-02-01", RecordedAt: w.r.Now(), CaseID: "seed", Image: []byte("x")}
				if err := store.Insert(tx, p); err != nil {
					return err
				}
				if err := store.Insert(tx, e); err != nil {
					return err
				}
			}
			return nil
		})
		if err := accepting(foundFacts("安若素", "2025-12-01", "120", "abandoned")); !refusedFor(err, workflow.GNoMarkerName) {
			t.Errorf("a fourth of one surname was accepted: %s", describe(err))
		}
		if err := accepting(foundFacts("顾若素", "2025-12-01", "121", "abandoned")); err != nil {
			t.Errorf("another surname: %s", describe(err))
		}
	})
}

func TestAFoundChildIsTheInstitutionsToLodgeAndHasItsConditions(t *testing.T) {
	eachWorld(t, func(w *world) {
		known := w.seedUnit()
		late := foundFacts("林若溪", "2025-12-01", "130", "vagrant")
		late["intake_on"] = "2026-08-01"
		id := w.open("clerk", OpenRequest{Business: workflow.FoundlingInstitution, Facts: late})
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GShelteredLong) || !refusedFor(err, workflow.GMaterials) {
			t.Errorf("sheltered for a month, without papers: %s", describe(err))
		}
		for want, change := range map[workflow.GuardID]workflow.Facts{
			workflow.GInstitutionAsks: {"applicant_relation": "neighbour"},
			workflow.GParentsUnknown:  {"legal_ground": "guardian_dead"},
		} {
			f := foundFacts("林若溪", "2025-12-01", string(want), "abandoned")
			for k, v := range change {
				f[k] = v
			}
			id := w.open("clerk", OpenRequest{Business: workflow.FoundlingInstitution, Facts: f})
			if err := w.try("clerk", id, workflow.Lodge, "", nil); !refusedFor(err, want) {
				t.Errorf("%v: %s, want %s", change, describe(err), want)
			}
		}
		// A child that the search finds is moved, not entered a second time; one claimed by a match waits for the police.
		f := foundFacts("王小石", "2016-03-04", "131", "rescued")
		f["sex"] = "1"
		id = w.found(f)
		w.step("clerk", id, workflow.Search, nil)
		none := workflow.Facts{"searched_by_name_and_number": true, "searched_by_parents": true, "findings": "未见"}
		if err := w.try("clerk", id, workflow.HitNone, "", none); !refusedFor(err, workflow.GDismissed) {
			t.Errorf("an agreeing entry was passed over: %s", describe(err))
		}
		w.step("clerk", id, workflow.HitOne, workflow.Facts{"hit_person": known, "compared_by_eye": true, "findings": "逐项一致"})
		w.wantState(id, workflow.OriginPending)
		id = w.found(foundFacts("沈知夏", "2025-11-01", "132", "rescued"))
		w.step("clerk", id, workflow.Search, nil)
		w.step("clerk", id, workflow.HitNone, none)
		w.step("clerk", id, workflow.AskComparison, workflow.Facts{"addressee": "刑侦支队", "document_no": "B-2"})
		w.step("head", id, workflow.Match, workflow.Facts{"document_no": "B-4", "reason": "比中失踪儿童"})
		w.wantState(id, workflow.GuardianElsewhere)
		if err := w.try("clerk", id, workflow.ProposeEvent(workflow.ReturnToGuardian), "", no(workflow.Facts{"document_no": "T-1"})); !refusedFor(err, workflow.GNoLooseChild) {
			t.Errorf("the child was left to nobody: %s", describe(err))
		}
		back := no(workflow.Facts{"document_no": "T-1", "successor": "lead"})
		w.step("clerk", id, workflow.ProposeEvent(workflow.ReturnToGuardian), back)
		w.step("head", id, workflow.ReturnToGuardian, back)
		w.wantState(id, workflow.Excluded)
		w.wantUnchanged(id)
	})
}
