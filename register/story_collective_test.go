package register

import (
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// founds asks for a body's collective household.
func (w *world) founds(more workflow.Facts) string {
	w.t.Helper()
	f := workflow.Facts{"unit_name": "甲县第一中学", "unit_credit_code": "12649901MB0000099X", "unit_certificate_no": "事证第9号", "unit_certificate_until": "2027-06-30", "collective_kind": "school",
		"new_address": "城关镇学府路1号", "person_id": "p-ma", "head_capable": true, "helper_id": "p-li", "helper_until": "2028-09-01", "applicant_name": "钱进"}
	for k, v := range more {
		f[k] = v
	}
	return w.open("clerk", OpenRequest{Business: workflow.CollectiveCreate, Facts: f})
}

var foundingPapers = []workflow.MaterialKind{workflow.MatUnitPapers, workflow.MatHouseRight, workflow.MatUnitNaming}

func TestABodysCollectiveHouseholdIsTheCountysToApprove(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		draft := func() string { return w.founds(nil) }
		w.otherEnds(draft, func(id string) { w.accepts(id, foundingPapers...) })
		for g, f := range map[workflow.GuardID]workflow.Facts{
			workflow.GUnitPapersGood: {"unit_certificate_until": "2026-09-23"}, workflow.GHelperFit: {"helper_until": "2026-09-24"}, workflow.GCollectiveHead: {"head_capable": false},
		} {
			id := w.founds(f)
			w.step("clerk", id, workflow.Lodge, nil)
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, g) {
				t.Errorf("%v: %s, want %s", f, describe(err), g)
			}
		}
		id := draft()
		w.accepts(id, foundingPapers...)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"钱进"}})
		if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GStationLevel) {
			t.Errorf("the station alone: %s", describe(err))
		}
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.Approve, nil)
		w.delivers(id)
		u := one[models.Institution](w, "credit_code = '12649901MB0000099X'")
		h := one[models.Household](w, "id = ?", u.HouseholdID)
		if h.Kind != models.CollectiveHousehold || h.Collective != "school" || h.HeadID != "p-ma" || h.HelperID != "p-li" || h.HelperUntil != "2028-09-01" || h.InstitutionID != u.ID || u.Status != "open" {
			t.Errorf("%+v of %+v", h, u)
		}
		for kind, day := range map[string]string{"unit_certificate_ends": "2027-06-30", "helper_term_ends": "2028-09-01", "collective_review": "2027-09-24"} {
			if n := count[models.CaseTask](w, "kind = ? and due_on = ? and done_at is null", kind, day); n != 1 {
				t.Errorf("%d tasks %s due on %s, want 1", n, kind, day)
			}
		}
		if p, text := w.given(id); p.Edition != 1 || p.Voids != "" || !mentions(text, "集体户", "学府路1号", "马文") {
			t.Errorf("%+v says %s", p, text)
		}
		again := draft()
		w.step("clerk", again, workflow.Lodge, nil)
		if err := w.try("clerk", again, workflow.Accept, "", nil); !refusedFor(err, workflow.GUnitNotHoused) {
			t.Errorf("a second household of one body: %s", describe(err))
		}
		w.sound()
		w.caresFor(h.ID, u.ID)
	})
}

// cares opens the care of a collective household and takes it to the station's or
// county's yes.
func (w *world) cares(house, what string, more workflow.Facts, papers ...workflow.MaterialKind) string {
	w.t.Helper()
	f := workflow.Facts{"household_id": house, "care_of_household": what, "applicant_name": "钱进"}
	for k, v := range more {
		f[k] = v
	}
	id := w.open("clerk", OpenRequest{Business: workflow.CollectiveAdmin, Facts: f})
	w.accepts(id, papers...)
	w.step("clerk", id, workflow.AssignCheck, nil)
	w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"钱进"}})
	if err := w.try("head", id, workflow.Approve, "", nil); err != nil {
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.Approve, nil)
	}
	w.wantState(id, workflow.Effected)
	return id
}

// notCared tells whether the care is refused at its acceptance.
func (w *world) notCared(house, what string, more workflow.Facts, want workflow.GuardID) {
	w.t.Helper()
	f := workflow.Facts{"household_id": house, "care_of_household": what, "applicant_name": "钱进", "care_findings": "核对"}
	for k, v := range more {
		f[k] = v
	}
	id := w.open("clerk", OpenRequest{Business: workflow.CollectiveAdmin, Facts: f})
	w.step("clerk", id, workflow.Lodge, nil)
	if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, want) {
		w.t.Errorf("%s: %s, want %s", what, describe(err), want)
	}
}

// caresFor walks through all that is done for a household that was set up.
func (w *world) caresFor(house, unit string) {
	t := w.t
	t.Helper()
	draft := func() string {
		return w.open("clerk", OpenRequest{Business: workflow.CollectiveAdmin, Facts: workflow.Facts{"household_id": house, "care_of_household": "review", "care_findings": "名册相符", "applicant_name": "钱进"}})
	}
	w.otherEnds(draft, func(id string) { w.accepts(id) })
	w.notCared(house, "helper", workflow.Facts{"helper_id": "p-old", "helper_until": "2026-09-24"}, workflow.GCareHelper)
	w.notCared(house, "head", workflow.Facts{"person_id": "p-son", "head_capable": true}, workflow.GCareHead)
	w.notCared(house, "papers", workflow.Facts{"unit_certificate_no": "事证第9号", "unit_certificate_until": "2026-09-01"}, workflow.GCarePapers)
	w.notCared(house, "resume", nil, workflow.GCareStands)
	w.notCared("h-ma", "review", nil, workflow.GCollectiveHere)

	w.cares(house, "helper", workflow.Facts{"helper_id": "p-old", "helper_until": "2029-01-01"}, workflow.MatUnitNaming)
	w.cares(house, "head", workflow.Facts{"person_id": "p-li", "head_capable": true}, workflow.MatUnitNaming)
	w.cares(house, "papers", workflow.Facts{"unit_certificate_no": "事证第10号", "unit_certificate_until": "2030-06-30"}, workflow.MatUnitPapers)
	w.cares(house, "review", workflow.Facts{"care_findings": "名册相符"})
	book := w.cares(house, "book", nil)
	if p, _ := w.given(book); p.Edition != 2 || p.Voids == "" {
		t.Errorf("another booklet: %+v", p)
	}
	w.cares(house, "suspend", workflow.Facts{"care_findings": "单位停办整顿"})
	h, u := one[models.Household](w, "id = ?", house), one[models.Institution](w, "id = ?", unit)
	if h.HelperID != "p-old" || h.HelperUntil != "2029-01-01" || h.HeadID != "p-li" || u.CertificateNo != "事证第10号" || u.Status != UnitSuspended {
		t.Errorf("%+v of %+v", h, u)
	}
	into := w.alters(workflow.MoveInStation, "p-son", workflow.Facts{"move_cause": "study", "household_id": house, "relations": []string{"p-son=99"}, "consents": []string{"马文", "李春梅"}, "applicant_relation": "parent",
		"minors_cared_for_by": "丁福", "minors_stay_because": "在校寄宿就读"})
	w.accepts(into, workflow.MatHouseRight, workflow.MatHouseholdBook)
	w.byHead(into)
	w.wantState(into, workflow.Approved) // nobody joins a suspended body's household
	w.cares(house, "resume", workflow.Facts{"care_findings": "整顿完毕"})
	w.step("clerk", into, workflow.EffectIt, nil)
	w.notCared(house, "close", nil, workflow.GCareEmpty)
	w.sound()
	back := w.alters(workflow.MoveInStation, "p-son", workflow.Facts{"move_cause": "home", "household_id": "h-ma", "relations": []string{"p-son=20"}, "consents": []string{"马文", "李春梅"}, "applicant_relation": "parent"})
	w.accepts(back, workflow.MatHouseRight, workflow.MatHouseholdBook)
	w.step("clerk", back, workflow.SkipCheck, nil)
	w.wantState(back, workflow.Effected)
	w.cares(house, "close", workflow.Facts{"care_findings": "单位撤销"})
	if h, u := one[models.Household](w, "id = ?", house), one[models.Institution](w, "id = ?", unit); h.Status != HouseholdClosed || u.Status != HouseholdClosed {
		t.Errorf("closed: %+v of %+v", h, u)
	}
	w.sound()
}

// The helper of a collective household died at another station, and the household's own heard
// nothing of it. It has the task now, once, to have another named; and none where the death was none.
func TestADeadHelpersHouseholdIsToldWhereverTheHelperStood(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.Household{ID: "h-home", Number: "900009", Org: otherOrg, Division: "640422", Kind: models.CollectiveHousehold, HelperID: "p-li", HelperUntil: "2028-01-01", Address: "乙镇九号", Status: "open", Version: 1, EventID: "seed", CaseID: "seed"})
		})
		open := func() int64 { return w.openTasks(workflow.TaskHelperDead, otherOrg, "h-home") }
		w.death("p-ma", "2026-09-20")
		if open() != 0 {
			t.Error("somebody else's death is told")
		}
		w.death("p-li", "2026-09-21")
		if n := open(); n != 1 {
			t.Fatalf("%d tasks at the household's station, want 1", n)
		}
		w.undo("p-li", EventDeath)
		if n := open(); n != 0 {
			t.Errorf("%d tasks after the death was undone", n)
		}
	})
}
