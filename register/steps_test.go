package register

import (
	"context"
	"slices"
	"testing"

	"hukou/workflow"
)

// stepOf is one step as the officer is shown it.
func (w *world) stepOf(who, id string, on workflow.Event) StepView {
	w.t.Helper()
	steps, err := w.r.Steps(context.Background(), w.officer(who), id)
	w.must(err)
	i := slices.IndexFunc(steps, func(s StepView) bool { return s.Event == on })
	if i < 0 {
		w.t.Fatalf("%s is not among the steps from %s", on, w.row(id).State)
	}
	return steps[i]
}

func (w *world) wantAllowed(who, id string, on workflow.Event) {
	w.t.Helper()
	if s := w.stepOf(who, id, on); !s.Allowed || len(s.Unmet) > 0 {
		w.t.Errorf("%s is shown to %s as allowed %v, lacking %+v", on, who, s.Allowed, s.Unmet)
	}
}

func (w *world) wantBarred(who, id string, on workflow.Event, by workflow.GuardID) {
	w.t.Helper()
	s := w.stepOf(who, id, on)
	if s.Allowed || !slices.ContainsFunc(s.Unmet, func(c workflow.Condition) bool { return c.Code == string(by) }) {
		w.t.Errorf("%s is shown to %s as allowed %v, lacking %+v; want %s lacking", on, who, s.Allowed, s.Unmet, by)
	}
}

// TestAStepThatOnlyWaitsForWhatTheOfficerWritesIsShownAsPossible: the clerk who has
// compared the entries ticks so with the step itself. Until then nothing stands in the
// way; without the tick the step is refused all the same.
func TestAStepThatOnlyWaitsForWhatTheOfficerWritesIsShownAsPossible(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		_, lines := w.batch(wardFacts("石明月", "2", "2022-05-06", "002"))
		id := lines[0]
		w.step("clerk", id, workflow.Search, nil)
		for _, on := range []workflow.Event{workflow.HitOne, workflow.HitNone, workflow.HitMany, workflow.Die} {
			w.wantAllowed("clerk", id, on)
		}
		for on, lacks := range map[workflow.Event]workflow.GuardID{workflow.HitOne: workflow.GByEye, workflow.HitNone: workflow.GTwoSearches} {
			if err := w.try("clerk", id, on, "", workflow.Facts{"findings": "x", "hit_person": "p-ward"}); !refusedFor(err, lacks) {
				t.Errorf("%s without the tick: %v", on, err)
			}
		}
		w.wantBarred("aux", id, workflow.HitOne, "role")
	})
}

// TestATaskIsOfferedToWhoHasOne: completing a task is possible for the officer whom a
// task awaits, who chooses it with the step, and for nobody else.
func TestATaskIsOfferedToWhoHasOne(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		w.wantAllowed("community", id, workflow.CompleteTask)
		w.wantBarred("head", id, workflow.CompleteTask, workflow.GTaskMine)
		if err := w.try("community", id, workflow.CompleteTask, "", workflow.Facts{"result": "已走访"}); !refusedFor(err, workflow.GTaskMine) {
			t.Errorf("a task was completed without naming it: %v", err)
		}
		w.step("county_lead", id, workflow.Delegate, workflow.Facts{"officer": "head", "reason": "补走访"})
		w.wantAllowed("head", id, workflow.DelegateDone)
	})
}

// TestAnEndThatNeedsASuccessorIsShownAsPossible: the successor is named with the step.
// Conditions that no input can meet still stand in the way.
func TestAnEndThatNeedsASuccessorIsShownAsPossible(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		w.wantAllowed("county_lead", id, workflow.Refuse)
		w.wantAllowed("county_lead", id, workflow.Return)
		w.wantBarred("county_lead", id, workflow.PassUp, workflow.GAboveCounty)
		if err := w.try("county_lead", id, workflow.Refuse, "", workflow.Facts{"reason": "x"}); !refusedFor(err, workflow.GNoLooseChild) {
			t.Errorf("refused without a successor: %v", err)
		}
		w.wantAllowed("clerk", id, workflow.ChildDies)
		why, err := w.r.Explain(context.Background(), id, workflow.Refuse, "county_lead")
		w.must(err)
		for _, c := range why.Roads[0].Conditions {
			if !c.Met {
				t.Errorf("explained as unmet: %s", c.Guard)
			}
		}
	})
}
