package register

import (
	"strings"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// told walks a case that the station opened by itself up to the telling.
func (w *world) told(id string) {
	w.t.Helper()
	w.step("clerk", id, workflow.OpenExOfficio, nil)
	w.step("clerk", id, workflow.AssignCheck, nil)
	w.step("clerk", id, workflow.Tell, workflow.Facts{"persons_heard": []string{"李春梅"}, "document_no": "告知1号", "method": "visit"})
	w.wantState(id, workflow.Told)
}

// noticed goes on to public notice.
func (w *world) noticed(id string) {
	w.t.Helper()
	w.told(id)
	w.step("clerk", id, workflow.PublishNotice, workflow.Facts{"document_no": "公示1号"})
	w.wantState(id, workflow.PublicNotice)
}

var nobodyObjected = workflow.Facts{"findings": "期满无人提出异议，走访属实", "persons_heard": []string{"李春梅"}}

// agedDays lets days pass, with the sweep that comes with them.
func (w *world) agedDays(until string) {
	w.t.Helper()
	w.setClock(until)
	_, err := w.r.Sweep(w.t.Context())
	w.must(err)
}

// otherOwnEnds walks a business that the station opens by itself to each of its ends but
// the delivery.
func (w *world) otherOwnEnds(draft func() string, papers []workflow.MaterialKind, reported func(id string)) {
	w.t.Helper()
	for _, end := range []struct {
		state workflow.State
		walk  func(id string)
	}{
		{workflow.Withdrawn, func(id string) { w.step("aux", id, workflow.Withdraw, workflow.Facts{"reason": "误开"}) }},
		{workflow.Terminated, func(id string) {
			w.told(id)
			w.step("clerk", id, workflow.Object, workflow.Facts{"reason": "本人到所，人还在", "objector": "马有福", "objector_is": "the_person", "objected_to": "finding"})
			if err := w.try("clerk", id, workflow.Withdraw, "", workflow.Facts{"reason": "算了"}); err == nil {
				w.t.Error("what the station opened was withdrawn")
			}
			w.step("head", id, workflow.Terminate, no(workflow.Facts{"reason_code": "objection"}))
		}},
		{workflow.Refused, func(id string) {
			reported(id)
			w.step("head", id, workflow.PassUp, nil)
			w.step("county_lead", id, workflow.Refuse, no(workflow.Facts{"persons_heard": []string{"李春梅"}}))
		}},
	} {
		id := draft()
		for _, k := range papers {
			w.paper(id, k)
		}
		end.walk(id)
		w.wantState(id, end.state)
		w.wantUnchanged(id)
	}
}

var unreportedPapers = []workflow.MaterialKind{workflow.MatDeathProof, workflow.MatVisitRecord}

func (w *world) unreported(person string) string {
	w.t.Helper()
	return w.open("clerk", OpenRequest{Business: workflow.DeathUnreported, Facts: workflow.Facts{"deceased_id": person, "event_date": "2026-02-01", "death_cause": "illness", "death_proof_kind": "medical", "applicant_relation": "ex_officio"}})
}

func TestADeathThatNobodyReportsIsCancelledAfterKinAndNotice(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		people, houses := w.everybody()
		id := w.unreported("p-ma")
		for _, k := range unreportedPapers {
			w.paper(id, k)
		}
		if err := w.try("clerk", id, workflow.Lodge, "", nil); err == nil {
			t.Error("the station's own case was lodged as somebody's")
		}
		w.noticed(id)
		if n := count[models.Outbox](w, "case_id = ? and kind = 'kin_told'", id); n != 1 {
			t.Errorf("%d letters to the kin, want 1", n)
		}
		if err := w.try("community", id, workflow.ReportCheck, "", nobodyObjected); !refusedFor(err, workflow.GNoticeOver) {
			t.Errorf("reported while the notice runs: %s", describe(err))
		}
		// Sixty days later nothing was cancelled by itself.
		w.agedDays("2026-11-24T09:00:00+08:00")
		w.wantState(id, workflow.PublicNotice)
		if p := one[models.Person](w, "id = 'p-ma'"); p.Status != models.StatusActive {
			t.Fatalf("a timer made the person %s", p.Status)
		}
		w.step("community", id, workflow.ReportCheck, nobodyObjected)
		if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GStationLevel) {
			t.Errorf("the station decided its own case: %s", describe(err))
		}
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.Approve, workflow.Facts{"reason": "公示期满无异议", "facts_found": "经核查属实"})
		if d := one[models.Decision](w, "case_id = ? and kind = 'approve'", id); !d.Adverse || d.Remedy == "" || !strings.Contains(d.Number, "依职权字") {
			t.Errorf("a cancellation that nobody asked for is told as %q, with the remedy %q", d.Number, d.Remedy)
		}
		w.delivers(id)
		p := one[models.Person](w, "id = 'p-ma'")
		if p.Status != models.StatusDead || p.StatusReason != "illness" || p.StatusOn != "2026-02-01" || p.CaseID != id {
			t.Errorf("the person stands as %+v", p)
		}
		if n := count[models.CaseTask](w, "kind = 'head_vacancy' and note = 'h-ma' and done_at is null"); n != 1 {
			t.Errorf("%d tasks look for a head, want 1", n)
		}
		w.sound()
		w.undoes("p-ma", w.last("p-ma").ID)
		w.asBefore(people, houses)
	})
}

func TestProofOfLifeStopsTheCancellation(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.otherOwnEnds(func() string { return w.unreported("p-old") }, unreportedPapers, func(id string) {
			w.noticed(id)
			w.agedDays("2026-11-24T09:00:00+08:00")
			w.step("community", id, workflow.ReportCheck, nobodyObjected)
		})
		// An objection during review is looked into; what was found decides.
		id := w.unreported("p-old")
		for _, k := range unreportedPapers {
			w.paper(id, k)
		}
		w.noticed(id)
		w.step("clerk", id, workflow.Object, workflow.Facts{"reason": "儿子称人在外地", "objector": "马大山", "objector_is": "another", "objected_to": "finding"})
		w.wantState(id, workflow.Objection)
		w.agedDays("2027-01-24T09:00:00+08:00")
		w.wantState(id, workflow.Objection)
		w.step("head", id, workflow.AssignCheck, nil)
		if err := w.try("community", id, workflow.ReportCheck, "", nobodyObjected); err == nil {
			t.Error("after an objection the case went to review untold")
		}
		// The kin declare the death themselves: the station's own case has lost its ground.
		w.death("p-old", "2026-02-01")
		w.wantState(id, workflow.Terminated)
		w.sound()
	})
}
