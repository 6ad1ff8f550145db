package register

import (
	"context"
	"slices"
	"testing"

	"hukou/workflow"
)

// TestACaseThatWaitsForHealthIsNeverOverdue: the letter to health went out in September
// and nobody has answered by November. The reminders go out on their days; the
// station, whose time stands still, is not late. Once the answer is there, it may be.
func TestACaseThatWaitsForHealthIsNeverOverdue(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatIdentity)
		w.step("clerk", id, workflow.Accept, nil)
		w.must(w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR1, workflow.Facts{"reason": "补发"}))
		w.step("clerk", id, workflow.ReferHealth, workflow.Facts{"addressee": "县卫生健康局", "document_no": "函1号"})
		w.wantState(id, workflow.HealthReferred)
		if w.row(id).DueOn == "" {
			t.Fatal("the reminder has no day")
		}
		w.setClock("2026-11-10T09:00:00+08:00")
		w.wantOverdue(id, false)
		w.paper(id, workflow.MatHealthRefusal)
		w.step("clerk", id, workflow.CertRefused, workflow.Facts{"reason": "书面答复不予出具"})
		w.setClock("2026-12-10T09:00:00+08:00")
		w.wantOverdue(id, true)
	})
}

// wantOverdue asks the case itself and its periods.
func (w *world) wantOverdue(id string, want bool) {
	w.t.Helper()
	v, err := w.r.View(context.Background(), w.officer("clerk"), id)
	w.must(err)
	if v.Overdue != want {
		w.t.Errorf("in %s the case shows overdue %v, want %v", v.State, v.Overdue, want)
	}
	if got := slices.ContainsFunc(v.Clocks, func(k ClockView) bool { return k.State == v.State && k.Overdue }); got != want {
		w.t.Errorf("in %s its period shows overdue %v, want %v", v.State, got, want)
	}
}
