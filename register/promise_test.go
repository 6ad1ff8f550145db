package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow/calendar"
)

// The day promised with the receipt stays what it was when later periods have begun, as
// that of handing over.
func TestTheDayPromisedAtAcceptanceStays(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.birthOnTheSpot("h-ma", "2026-09-10")
		row := w.row(id)
		want, _ := w.r.Calendar().Due(row.AcceptedOn, calendar.Span{N: 1, Unit: calendar.UnitWorkday})
		first := one[models.CaseClock](w, "case_id = '"+id+"' order by started_on, id limit 1")
		if first.EndedOn == "" {
			t.Fatal("the first period still runs: the story tells nothing")
		}
		p, err := w.r.Promise(w.t.Context(), w.officer("clerk"), id)
		w.must(err)
		if p.DueOn != first.DueOn || p.DueOn < want || p.ExtendedTo != "" {
			t.Errorf("promised is %+v; the first period ended on %s", p, first.DueOn)
		}
	})
}
