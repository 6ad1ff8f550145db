package register

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"hukou/models"
	"hukou/workflow"
)

// TestAPageOfACaseIsOfOneVersion: while a page is read, between any two of its reads, a
// colleague takes a step. The page shows the case before it, in every part; the next
// page shows it after.
func TestAPageOfACaseIsOfOneVersion(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx, id := context.Background(), w.inReview()
		reads := 0
		var moves []func()
		w.r.clock = func() time.Time {
			if reads++; len(moves) > 0 && reads == 3 {
				move := moves[0]
				moves = nil
				move()
			}
			return *w.now.Load()
		}
		moves = []func(){func() {
			w.step("county_lead", id, workflow.Suspend, workflow.Facts{"reason_code": "dispute", "reason": "亲子关系诉讼", "facts_found": "已立案", "evidence": []string{"受理通知"},
				"law": []string{"行政许可法 45"}, "document_no": "民初1", "until": "2026-12-01"})
		}}
		before := w.row(id)
		reads = 0
		page, err := w.r.CaseSheet(ctx, w.officer("county_lead"), id)
		w.must(err)
		after := w.row(id)
		if after.Version == before.Version || after.State != string(workflow.Suspended) {
			t.Fatalf("nothing was done meanwhile: %+v", after)
		}
		w.wantWhole(page, before)
		page, err = w.r.CaseSheet(ctx, w.officer("county_lead"), id)
		w.must(err)
		w.wantWhole(page, after)
	})
}

// wantWhole demands that each part of a page is of the case as this row has it.
func (w *world) wantWhole(p CaseSheet, c models.Case) {
	w.t.Helper()
	allowed := slices.ContainsFunc(p.Steps, func(s StepView) bool { return s.Event == workflow.Approve })
	if p.View.Version != c.Version || p.View.State != workflow.State(c.State) || p.Around.Item.Version != c.Version || p.Around.Item.State != workflow.State(c.State) ||
		p.Journal[len(p.Journal)-1].Seq != c.Seq || allowed != (c.State == string(workflow.CountyReview)) {
		w.t.Errorf("of version %d in %s the page shows version %d in %s, beside it %d in %s, a journal up to %d of %d, to approve %v", c.Version, c.State, p.View.Version, p.View.State,
			p.Around.Item.Version, p.Around.Item.State, p.Journal[len(p.Journal)-1].Seq, c.Seq, allowed)
	}
}

// TestAPageLeavesTheMarksOfItsLooks: each of its reads is in the access log, the version
// seen is noted, and elsewhere there is no such page and no mark of one.
func TestAPageLeavesTheMarksOfItsLooks(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx, id := context.Background(), w.inReview()
		_, err := w.r.CaseSheet(ctx, w.officer("county_lead"), id)
		w.must(err)
		for _, what := range []string{"case", "journal", "compare", "related"} {
			if n := count[models.AccessLog](w, "what = ? and case_id = ? and officer_id = 'o-county_lead'", what, id); n == 0 {
				t.Errorf("the look at the %s is not in the log", what)
			}
		}
		if n := count[models.CaseView](w, "case_id = ? and officer_id = 'o-county_lead' and version = ?", id, w.row(id).Version); n != 1 {
			t.Errorf("%d marks of the version seen, want one", n)
		}
		if _, err := w.r.CaseSheet(ctx, w.officer("clerk_b"), id); !errors.Is(err, ErrNotFound) {
			t.Errorf("elsewhere the page answers %v", err)
		}
		if n := count[models.AccessLog](w, "case_id = ? and officer_id = 'o-clerk_b'", id); n != 0 {
			t.Errorf("%d marks of a look that saw nothing", n)
		}
	})
}
