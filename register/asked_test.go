package register

import (
	"context"
	"slices"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// limitOf is a period of the case as an officer sees it.
func (w *world) limitOf(who, id string, limit workflow.Limit) (*CaseView, ClockView, bool) {
	w.t.Helper()
	v, err := w.r.View(context.Background(), w.officer(who), id)
	w.must(err)
	i := slices.IndexFunc(v.Clocks, func(k ClockView) bool { return k.Limit == limit })
	if i < 0 {
		return v, ClockView{}, false
	}
	return v, v.Clocks[i], true
}

// asking brings a line to the question at the origin.
func (w *world) asking(facts workflow.Facts) string {
	w.t.Helper()
	child := w.seedUnit()
	_, lines := w.batch(facts)
	w.step("clerk", lines[0], workflow.Search, nil)
	w.step("clerk", lines[0], workflow.HitOne, workflow.Facts{"hit_person": child, "compared_by_eye": true, "findings": "逐项一致"})
	w.wantState(lines[0], workflow.OriginPending)
	return lines[0]
}

// TestTheAskedStationIsLateAndTheAskingOneIsNot: the question goes out on 24 September;
// the answer is due on the 30th, behind the holiday of mid-autumn. The asking station's
// time stands still, for it nothing is late on any day.
func TestTheAskedStationIsLateAndTheAskingOneIsNot(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.asking(wardFacts("王小石", "1", "2016-03-04", "001"))
		due := w.row(id).DueOn
		see := func(on string, late, ackLate bool) {
			w.t.Helper()
			w.setClock(on + "T09:00:00+08:00")
			for _, who := range []string{"clerk_b", "head_b"} {
				v, k, ok := w.limitOf(who, id, workflow.LimitOriginAnswer)
				if v.Overdue != late || !ok || k.Overdue != late || k.StandsStill != "" || k.DueOn != due {
					t.Errorf("on %s %s sees overdue %v and the answer %+v", on, who, v.Overdue, k)
				}
				if _, k, ok := w.limitOf(who, id, workflow.LimitOriginAck); !ok || k.Overdue != ackLate {
					t.Errorf("on %s %s sees the acknowledgement %+v", on, who, k)
				}
				if around := w.around(who, id); (around.Item.Deadline == DeadlineOverdue) != late || around.Item.Overdue != late {
					t.Errorf("on %s %s's page says %s", on, who, around.Item.Deadline)
				}
			}
			for _, who := range []string{"clerk", "head", "county_lead"} {
				v, k, ok := w.limitOf(who, id, workflow.LimitOriginAnswer)
				if v.Overdue || !ok || k.Overdue || k.StandsStill == "" {
					t.Errorf("on %s %s of the asking side sees overdue %v and %+v", on, who, v.Overdue, k)
				}
				if _, k, ok := w.limitOf(who, id, workflow.LimitOriginAck); ok {
					t.Errorf("on %s %s of the asking side sees %+v", on, who, k)
				}
				if around := w.around(who, id); around.Item.Deadline != DeadlinePaused || around.Item.Overdue {
					t.Errorf("on %s %s's page says %s", on, who, around.Item.Deadline)
				}
			}
		}
		see("2026-09-24", false, false)
		see(string(due), false, true)
		see(string(due.AddDays(1)), true, true)
		page, err := w.r.Queue(context.Background(), w.officer("clerk_b"), QueueOverdue, "", 0)
		w.must(err)
		if len(page.Items) != 1 || !page.Items[0].Overdue {
			t.Errorf("the asked station's queue of what is late: %+v", page.Items)
		}
		w.step("clerk_b", id, workflow.Acknowledge, nil)
		if _, k, ok := w.limitOf("clerk_b", id, workflow.LimitOriginAck); ok {
			t.Errorf("acknowledged, it is still asked for: %+v", k)
		}
	})
}

// TestAnotherStationHasItsOwnDaysToAnswer: sent on by the first, the question gives the
// second its whole time, and its bodies above are told by that time alone.
func TestAnotherStationHasItsOwnDaysToAnswer(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.asking(wardFacts("王小石", "1", "2016-03-04", "001"))
		first := w.row(id).DueOn
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.Organisation{Code: "640422020000", Name: "乙县新派出所", NameEn: "B New", Kind: models.KindStation, Parent: otherCount, Division: "640422"})
		})
		w.setClock("2026-09-30T09:00:00+08:00")
		w.step("head_b", id, workflow.NotOurs, workflow.Facts{"reason": "户口已并入", "station": "640422020000"})
		if got := w.row(id).DueOn; got <= first {
			t.Errorf("the second station has until %s, the first had until %s", got, first)
		}
		w.setClock(string(first.AddDays(1)) + "T09:00:00+08:00")
		if _, err := w.r.Sweep(context.Background()); err != nil {
			t.Fatal(err)
		}
		rows, err := w.r.Journal(context.Background(), w.officer("clerk"), id)
		w.must(err)
		if last := rows[len(rows)-1].Event; last != workflow.NotOurs {
			t.Errorf("after the first station's day the journal ends in %s", last)
		}
	})
}
