package register

import (
	"context"
	"slices"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// Whoever leaves office, by a shut account or the last day of a posting, leaves nothing in
// a hand that does nothing more: the case is in the pool again, and of what was asked of
// them the station's head is told.
func TestNothingStaysInTheHandOfAnOfficerWhoLeft(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		id := w.inReview()
		w.step("county_lead", id, workflow.AskOpinion, workflow.Facts{"officer": "clerk", "reason": "说明经过"})
		held := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts("p-mother", "p-father", "h-1")})
		w.step("clerk", held, workflow.Lodge, nil)
		_, err := w.r.Claim(ctx, w.officer("clerk"), held)
		w.must(err)
		if got := w.queueOf("clerk2", QueueStation); slices.Contains(got, held) {
			t.Fatalf("a case in hand is in the pool")
		}
		w.must(w.r.DisableOfficer(ctx, Operator(), "clerk", realNow))
		if c := w.row(held); c.HolderID != "" || !slices.Contains(w.queueOf("clerk2", QueueStation), held) {
			t.Errorf("the case is in the hand of %q, and not in the pool", c.HolderID)
		}
		if n := count[models.Entry](w, "case_id = ? and event = ? and officer_id = 'system'", held, string(workflow.HolderLeft)); n != 1 {
			t.Errorf("the journal tells of it %d times", n)
		}
		told := func() int64 {
			return count[models.CaseTask](w, "case_id = ? and kind = 'alert' and role = 'head' and note like 'officer_left %' and done_at is null", id)
		}
		if told() != 1 {
			t.Errorf("%d alerts tell the head that nobody answers", told())
		}
		// A posting that runs out frees what is held the next day, and once.
		_, err = w.r.Claim(ctx, w.officer("clerk2"), held)
		w.must(err)
		w.tx(func(tx *store.Tx) error {
			return store.Amend[models.Posting](tx, map[string]any{"valid_to": "2026-09-24"}, "officer_id = 'o-clerk2'")
		})
		w.agedDays("2026-09-25T09:00:00+08:00")
		if c := w.row(held); c.HolderID != "" {
			t.Errorf("after the last day the case is in the hand of %q", c.HolderID)
		}
		if !slices.Contains(w.queueOf("head", QueueStation), held) {
			t.Error("no clerk is left, and the head does not see the case in the pool")
		}
		w.agedDays("2026-09-26T09:00:00+08:00")
		if told() != 1 {
			t.Errorf("told again: %d", told())
		}
	})
}

// A demonstration's days are those of its clock: a command beside it goes by the newest
// sweep or step, and in any other register by the machine's.
func TestACommandGoesByTheClockOfTheDemonstration(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		w.agedDays("2026-12-01T09:00:00+08:00")
		if _, is, err := w.r.DemonstrationNow(ctx); err != nil || is {
			t.Errorf("a register of its own goes by a demonstration's clock: %v", err)
		}
		w.must(w.r.MarkDemonstration(ctx))
		w.setClock("2027-03-01T09:00:00+08:00")
		if now, is, err := w.r.DemonstrationNow(ctx); err != nil || !is || models.DateOf(now) != "2026-12-01" {
			t.Errorf("the demonstration stands at %s, %v, %v", now, is, err)
		}
	})
}
