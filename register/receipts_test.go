package register

import (
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
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
		first := one[models.CaseClock](w, "case_id = '"+id+"' and state = 'accepted' limit 1")
		if first.EndedOn == "" {
			t.Fatal("the first period still runs: the story tells nothing")
		}
		p, kept, err := w.r.Receipt(w.t.Context(), w.officer("clerk"), id, workflow.Accept)
		w.must(err)
		if !kept || p.DueOn != first.DueOn || p.DueOn < want {
			t.Errorf("promised is %+v; the first period ended on %s", p, first.DueOn)
		}
	})
}

// Before acceptance the receipt promises the answer alone; after it the decision, with
// the time of every level that has to decide: the station's own stage is no promise.
func TestAReceiptPromisesTheDecisionAndNotOneStage(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		row := w.row(id)
		lodged, kept, err := w.r.Receipt(w.t.Context(), w.officer("clerk"), id, workflow.Lodge)
		w.must(err)
		if want, _ := w.r.Calendar().AddWorkdays(row.LodgedOn, 5); !kept || lodged.DueOn != want || len(lodged.Papers) != 0 {
			t.Errorf("the receipt of the papers says %+v, want the answer by %s", lodged, want)
		}
		p, _, err := w.r.Receipt(w.t.Context(), w.officer("clerk"), id, workflow.Accept)
		w.must(err)
		if least, _ := w.r.Calendar().AddWorkdays(row.AcceptedOn, 5+10); p.DueOn < least || len(p.Papers) != 1 {
			t.Errorf("the receipt says %+v; the station's stage and the county's end on %s", p, least)
		}
	})
}

// A receipt printed again has the name that was declared, not the one of now.
func TestAReceiptKeepsTheNameThatWasDeclared(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		before, _, err := w.r.Receipt(w.t.Context(), w.officer("clerk"), id, workflow.Accept)
		w.must(err)
		w.tx(func(tx *store.Tx) error {
			_, err := tx.Exec("UPDATE case_subjects SET name = '李改名' WHERE case_id = ?", id)
			return err
		})
		after, _, err := w.r.Receipt(w.t.Context(), w.officer("clerk"), id, workflow.Accept)
		w.must(err)
		if before.Subject == "" || after.Subject != before.Subject || after.Applicant == "" {
			t.Errorf("the receipt named %q and now names %+v", before.Subject, after)
		}
	})
}
