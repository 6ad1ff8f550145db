package register

import (
	"context"
	"errors"
	"testing"

	"hukou/workflow"
)

// askedRoster is a roster of two children: of the first the other county is asked, the
// second has no registration yet.
func (w *world) askedRoster() (batch, asked, other string) {
	w.t.Helper()
	child := w.seedUnit()
	batch, lines := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"), wardFacts("石明月", "2", "2022-05-06", "002"))
	w.step("clerk", lines[0], workflow.Search, nil)
	w.step("clerk", lines[0], workflow.HitOne, workflow.Facts{"hit_person": child, "compared_by_eye": true, "findings": "逐项一致"})
	w.wantState(lines[0], workflow.OriginPending)
	return batch, lines[0], lines[1]
}

// TestARosterIsListedWithAllLinesAtHomeAndWithTheAskedOnesElsewhere: the station that is
// asked about one child learns of that line alone, and not whose roster it is.
func TestARosterIsListedWithAllLinesAtHomeAndWithTheAskedOnesElsewhere(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		batch, _, other := w.askedRoster()
		w.exec("update cases set closed_at = opened_at where id = '" + other + "'")
		home, err := w.r.Batches(ctx, w.officer("clerk"))
		w.must(err)
		if len(home) != 1 || home[0].ID != batch || !home[0].Own || home[0].Total != 2 || home[0].Ended != 1 || home[0].Body != "甲县照料机构" || home[0].Station.Zh != "甲县城关派出所" {
			t.Errorf("at home the rosters are %+v", home)
		}
		away, err := w.r.Batches(ctx, w.officer("head_b"))
		w.must(err)
		if len(away) != 1 || away[0].ID != batch || away[0].Own || away[0].Total != 1 || away[0].Ended != 0 || away[0].Body != "" || away[0].Number != w.row(batch).Number {
			t.Errorf("the asked station's rosters are %+v", away)
		}
		nobody := w.officer("clerk")
		nobody.Postings[0].Org = "640522090000"
		if none, err := w.r.Batches(ctx, nobody); err != nil || len(none) != 0 {
			t.Errorf("a station that takes no part lists %+v, %v", none, err)
		}
		w.exec("update cases set closed_at = opened_at where id = '" + batch + "'")
		if none, err := w.r.Batches(ctx, w.officer("clerk")); err != nil || len(none) != 0 {
			t.Errorf("a closed roster is listed: %+v, %v", none, err)
		}
	})
}

// TestTheLinesOfARosterSayWhereEachChildIsRegistered: with the station, its county and
// its city, since when, and when somebody last urged; whose turn it is and how late,
// each reader sees from the own seat.
func TestTheLinesOfARosterSayWhereEachChildIsRegistered(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		batch, asked, other := w.askedRoster()
		w.setClock("2026-10-20T09:00:00+08:00")
		w.step("head", asked, workflow.Urge, workflow.Facts{"reason": "请尽快答复"})
		lines, err := w.r.BatchLines(ctx, w.officer("clerk"), batch)
		w.must(err)
		if len(lines) != 2 || lines[0].ID != asked || lines[1].ID != other {
			t.Fatalf("the lines are %+v", lines)
		}
		l := lines[0]
		if l.OriginCode != otherOrg || l.Origin.Zh != "乙县城关派出所" || l.County.Zh != "乙县公安局" || l.City.Zh != "乙市公安局" {
			t.Errorf("the first child is registered at %s %+v, %+v, %+v", l.OriginCode, l.Origin, l.County, l.City)
		}
		if l.IntakeNo != "001" || l.WaitedDays != 26 || l.UrgedAt == nil || !l.UrgedAt.Equal(w.r.Now()) || l.Yours || l.Deadline != DeadlinePaused || l.Undocumented || l.Closed {
			t.Errorf("the first line reads %+v", l)
		}
		if l := lines[1]; l.OriginCode != "" || l.Origin.Zh != "" || l.UrgedAt != nil || l.IntakeNo != "002" {
			t.Errorf("the second line reads %+v", l)
		}
		number, mine, err := w.r.AskedLines(ctx, w.officer("clerk_b"), batch)
		w.must(err)
		if number != w.row(batch).Number || len(mine) != 1 || mine[0].ID != asked || mine[0].IntakeNo != "" || !mine[0].Yours || mine[0].Deadline != DeadlineOverdue || !mine[0].Overdue {
			t.Errorf("the asked station reads %s %+v", number, mine)
		}
	})
}

// TestARosterElsewhereIsNone: not its lines, not its institution, nor the number to one
// who is asked about nobody.
func TestARosterElsewhereIsNone(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		batch, _, _ := w.askedRoster()
		if name, err := w.r.BatchBody(ctx, w.officer("clerk"), batch); err != nil || name != "甲县照料机构" {
			t.Errorf("the roster is of %q, %v", name, err)
		}
		stranger := w.officer("clerk")
		stranger.Postings[0].Org = "640522090000"
		for who, ask := range map[string]func() error{
			"its lines for the asked":       func() error { _, err := w.r.BatchLines(ctx, w.officer("clerk_b"), batch); return err },
			"its institution for the asked": func() error { _, err := w.r.BatchBody(ctx, w.officer("clerk_b"), batch); return err },
			"its number for a stranger":     func() error { _, _, err := w.r.AskedLines(ctx, stranger, batch); return err },
			"its lines for a stranger":      func() error { _, err := w.r.BatchLines(ctx, stranger, batch); return err },
		} {
			if err := ask(); !errors.Is(err, ErrNotFound) {
				t.Errorf("%s: %v, want that there is none", who, err)
			}
		}
	})
}
