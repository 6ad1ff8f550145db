package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

var falsePapers = []workflow.MaterialKind{workflow.MatInquiry, workflow.MatComparison, workflow.MatVisitRecord}

func (w *world) falseEntry(person, kind string) string {
	w.t.Helper()
	return w.open("clerk", OpenRequest{Business: workflow.FalseCancel, Facts: workflow.Facts{"person_id": person, "false_entry_kind": kind, "false_entry_detail": "出生证明系伪造", "applicant_relation": "ex_officio"}})
}

// struckOff walks a false entry to its delivery; the notice is over on the day.
func (w *world) struckOff(id, over string) {
	w.t.Helper()
	for _, k := range falsePapers {
		w.paper(id, k)
	}
	w.noticed(id)
	if err := w.try("community", id, workflow.ReportCheck, "", nobodyObjected); !refusedFor(err, workflow.GNoticeOver) {
		w.t.Errorf("reported while the notice runs: %s", describe(err))
	}
	w.agedDays(over)
	w.wantState(id, workflow.PublicNotice)
	w.step("community", id, workflow.ReportCheck, nobodyObjected)
	w.step("head", id, workflow.PassUp, nil)
	w.step("county_lead", id, workflow.Approve, workflow.Facts{"reason": "公示期满无异议", "facts_found": "经核查属实"})
	w.delivers(id)
}

func TestAFalseEntryIsCancelledAfterNoticeAndARealPersonIsRegisteredAnew(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		people, houses := w.everybody()
		w.otherOwnEnds(func() string { return w.falseEntry("p-bro", "nobody") }, falsePapers, func(id string) {
			w.noticed(id)
			w.agedDays("2026-10-30T09:00:00+08:00")
			w.step("community", id, workflow.ReportCheck, nobodyObjected)
		})
		// Of a real person with no other entry: the right registration opens in the same act.
		id := w.falseEntry("p-ma", "only")
		w.struckOff(id, "2026-12-10T09:00:00+08:00")
		p := one[models.Person](w, "id = 'p-ma'")
		if p.Status != models.StatusCancelled || p.StatusReason != ReasonFalse || p.CaseID != id || p.HouseholdID != "" {
			t.Errorf("the person stands as %+v", p)
		}
		if n := count[models.NumberEntry](w, "person_id = 'p-ma' and state = 'voided'"); n != 1 {
			t.Error("the number of the false entry is not voided")
		}
		if n := count[models.CaseTask](w, "kind = 'head_vacancy' and note = 'h-ma' and done_at is null"); n != 1 {
			t.Errorf("%d tasks look for a head, want 1", n)
		}
		link := one[models.CaseLink](w, "from_case = ?", id)
		next := w.row(link.ToCase)
		if link.Kind != "successor" || next.Business != string(workflow.Unreg8) || next.ClosedAt != nil || next.DueOn == "" || next.RegisterOrg != stationOrg {
			t.Errorf("after it %s %+v", link.Kind, next)
		}
		if s := one[models.CaseSubject](w, "case_id = ?", next.ID); s.Name != "马文" || s.PersonID != "" {
			t.Errorf("the case that follows is about %+v", s)
		}
		w.sound()
		w.undoes("p-ma", w.last("p-ma").ID)
		w.asBefore(people, houses)
	})
}

func TestAFalseEntryOfNobodyEndsAlone(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.falseEntry("p-old", "nobody")
		w.struckOff(id, "2026-11-10T09:00:00+08:00")
		if n := count[models.CaseLink](w, "from_case = ?", id); n != 0 {
			t.Errorf("%d cases follow from an entry of nobody", n)
		}
		if h := one[models.Household](w, "id = 'h-old'"); h.Status != HouseholdClosed {
			t.Errorf("the household is %s", h.Status)
		}
		w.sound()
		// Who has a true entry elsewhere: the case says where.
		id = w.falseEntry("p-li", "elsewhere")
		if err := w.try("clerk", id, workflow.OpenExOfficio, "", nil); !refusedFor(err, workflow.GFactsComplete) {
			t.Errorf("opened without the true entry: %s", describe(err))
		}
	})
}
