package register

import (
	"context"
	"testing"

	"hukou/models"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// A case accepted in December is due on a day of a year without a table. The notice, once it
// is loaded, may move that day later, never earlier: the applicant was told (domain 2.2).
func TestANewYearsNoticeMovesNoDueDateEarlier(t *testing.T) {
	off := calendar.Day{Date: "2027-01-01", Name: "元旦", NameEn: "New Year's Day"}
	worked := func(d models.Date) calendar.Day {
		return calendar.Day{Date: d, Work: true, Name: "元旦", NameEn: "New Year's Day"}
	}
	for _, c := range []struct {
		story string
		days  []calendar.Day
		later int // days off on which the case may be late by the notice
	}{
		{"a holiday", []calendar.Day{off, {Date: "2027-01-04", Name: "元旦", NameEn: "New Year's Day"}}, 1},
		{"more days worked than off", []calendar.Day{worked("2027-01-02"), worked("2027-01-03")}, 0},
	} {
		eachWorld(t, func(w *world) {
			w.setClock("2026-12-29T09:00:00+08:00")
			mother, father, house := w.seedFamily()
			id := w.open("aux", OpenRequest{Business: workflow.BirthNoCert, Facts: declaring(noCertFacts(mother, father, house), workflow.Facts{"child_birth_date": "2026-12-10"})})
			w.step("aux", id, workflow.Lodge, nil)
			told := w.row(id)
			if !told.Provisional || told.DueOn <= "2026-12-31" {
				w.t.Fatalf("%s: the case is due on %s, provisional %v", c.story, told.DueOn, told.Provisional)
			}
			w.r.cal.store(calendar.New(append(calendar.ChinaYears(), calendar.Year{Year: 2027, Notice: "an invented notice", Days: c.days})))
			rep, err := w.r.Sweep(context.Background())
			w.must(err)
			now := w.row(id)
			if rep.Recounted == 0 || now.Provisional || now.DueOn < told.DueOn || (now.DueOn > told.DueOn) != (c.later > 0) {
				w.t.Errorf("%s: told %s, now %s, provisional %v, %d counted anew", c.story, told.DueOn, now.DueOn, now.Provisional, rep.Recounted)
			}
		})
	}
}
