package register

import (
	"context"
	"slices"
	"testing"

	"hukou/models"
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

// TestHealthsSilenceCountsFromTheFirstLetterToItsSupervisor: a further letter asks nobody to
// wait anew, and the day shown is that of the next reminder, until none is left.
func TestHealthsSilenceCountsFromTheFirstLetterToItsSupervisor(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatIdentity)
		w.step("clerk", id, workflow.Accept, nil)
		w.must(w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR1, workflow.Facts{"reason": "补发"}))
		w.step("clerk", id, workflow.ReferHealth, workflow.Facts{"addressee": "县卫生健康局", "document_no": "函1号"})
		letter := workflow.Facts{"addressee": "市卫生健康委", "document_no": "函2号"}
		for _, at := range []struct{ on, due models.Date }{{"2026-10-10", "2026-10-26"}, {"2026-10-27", "2026-11-23"}, {"2026-11-25", ""}} {
			w.agedDays(string(at.on) + "T09:00:00+08:00")
			if at.on == "2026-10-27" {
				w.step("clerk", id, workflow.RemindSupervisor, letter)
			}
			if got := w.row(id).DueOn; got != at.due {
				t.Errorf("on %s the case shows %q, want the next reminder's %q", at.on, got, at.due)
			}
		}
		w.step("clerk", id, workflow.RemindSupervisor, letter)
		w.wantOverdue(id, false)
		w.step("clerk", id, workflow.CertRefused, workflow.Facts{"reason": "主管部门未答复"})
		w.wantState(id, workflow.RouteR2)
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
