package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

var leftPapers = []workflow.MaterialKind{workflow.MatAbroadProof, workflow.MatExitCheck}

func (w *world) leftForGood(person string, more workflow.Facts) string {
	w.t.Helper()
	f := workflow.Facts{"abroad_ground": "abroad", "abroad_place": "加拿大", "event_date": "2026-06-01"}
	for k, v := range more {
		f[k] = v
	}
	return w.alters(workflow.AbroadCancel, person, f)
}

func TestWhoSettledAbroadIsCancelledOnTheSpotAndKeepsTheNumber(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		people, houses := w.everybody()
		draft := func() string { return w.leftForGood("p-ma", nil) }
		w.otherEnds(draft, func(id string) { w.accepts(id, leftPapers...) })
		id := draft()
		w.accepts(id, leftPapers...)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.delivers(id)
		p, e := one[models.Person](w, "id = 'p-ma'"), w.last("p-ma")
		if p.Status != models.StatusCancelled || p.StatusReason != "abroad" || p.HouseholdID != "" || p.CaseID != id {
			t.Errorf("the person stands as %+v", p)
		}
		if e.Kind != EventCancel || e.Scope != "abroad" || e.EventOn != "2026-06-01" || e.EffectiveOn != "2026-09-24" {
			t.Errorf("the event: %+v", e)
		}
		if n := count[models.NumberEntry](w, "person_id = 'p-ma' and state = 'issued'"); n != 1 {
			t.Error("the number was taken from the person")
		}
		for kind, want := range map[string]int64{"head_vacancy": 1, "id_card_surrender": 1} {
			if n := count[models.CaseTask](w, "case_id = ? and kind = ? and done_at is null", id, kind); n != want {
				t.Errorf("%d tasks of %s, want %d", n, kind, want)
			}
		}
		w.sound()
		w.undoes("p-ma", e.ID)
		w.asBefore(people, houses)
		// Parents who leave leave no child unseen.
		for _, person := range []string{"p-gran", "p-bro", "p-li"} {
			id = w.leftForGood(person, workflow.Facts{"abroad_ground": "foreign"})
			w.accepts(id, leftPapers...)
			w.step("clerk", id, workflow.SkipCheck, nil)
			w.wantState(id, workflow.Effected)
		}
		id = w.leftForGood("p-ma", cared)
		w.accepts(id, leftPapers...)
		w.byHead(id)
		w.wantState(id, workflow.Effected)
		if n := count[models.CaseTask](w, "case_id = ? and kind = 'alert' and note = 'minors_alone h-ma'", id); n != 1 {
			t.Errorf("%d alerts on a child left alone, want 1", n)
		}
		id = w.leftForGood("p-son", workflow.Facts{"applicant_relation": "parent"})
		w.accepts(id, leftPapers...)
		w.step("clerk", id, workflow.SkipCheck, nil)
		if h := one[models.Household](w, "id = 'h-ma'"); h.Status != HouseholdClosed {
			t.Errorf("the last one gone, the household is %s", h.Status)
		}
		w.sound()
	})
}

func TestWhoDeclaresNothingIsToldBeforeTheCountyCancels(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		papers := []workflow.MaterialKind{workflow.MatExitCheck, workflow.MatVisitRecord}
		draft := func() string {
			return w.open("clerk", OpenRequest{Business: workflow.AbroadCancel, Facts: workflow.Facts{"person_id": "p-old", "abroad_ground": "foreign", "event_date": "2026-01-05", "applicant_relation": "ex_officio"}})
		}
		w.otherOwnEnds(draft, papers, func(id string) {
			w.told(id)
			w.agedDays("2026-10-28T09:00:00+08:00")
			w.step("community", id, workflow.ReportCheck, nobodyObjected)
		})
		id := draft()
		for _, k := range papers {
			w.paper(id, k)
		}
		if err := w.try("clerk", id, workflow.Lodge, "", nil); !refusedFor(err, workflow.GAbroadDeclarant) {
			t.Errorf("lodged as the person's own: %s", describe(err))
		}
		w.told(id)
		if n := count[models.Outbox](w, "case_id = ? and kind = 'cancellation_told'", id); n != 1 {
			t.Errorf("%d letters, want 1", n)
		}
		if err := w.try("community", id, workflow.ReportCheck, "", nobodyObjected); !refusedFor(err, workflow.GTellingOver) {
			t.Errorf("reported before the person could answer: %s", describe(err))
		}
		w.agedDays("2026-11-30T09:00:00+08:00")
		w.wantState(id, workflow.Told)
		w.step("community", id, workflow.ReportCheck, nobodyObjected)
		if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GStationLevel) {
			t.Errorf("the station decided its own case: %s", describe(err))
		}
		w.step("head", id, workflow.PassUp, nil)
		if err := w.try("county_lead", id, workflow.Approve, "", nil); !mentions(describe(err), "input_reason", "input_facts_found") {
			t.Errorf("cancelled without saying why: %s", describe(err))
		}
		w.step("county_lead", id, workflow.Approve, workflow.Facts{"reason": "告知期满本人未提出异议", "facts_found": "经出入境核查属实"})
		w.delivers(id)
		if p := one[models.Person](w, "id = 'p-old'"); p.Status != models.StatusCancelled || p.StatusReason != "foreign" {
			t.Errorf("the person stands as %+v", p)
		}
		if h := one[models.Household](w, "id = 'h-old'"); h.Status != HouseholdClosed {
			t.Errorf("the household is %s", h.Status)
		}
		w.sound()
		// Whoever asked goes the ordinary way.
		id = w.leftForGood("p-ma", nil)
		if err := w.try("clerk", id, workflow.OpenExOfficio, "", nil); !refusedFor(err, workflow.GExOfficio) {
			t.Errorf("opened ex officio: %s", describe(err))
		}
	})
}
