package register

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// An impatient hand sends one request many times at once: one step is taken, and all
// get its answer.
func TestOneKeyManyTimesAtOnceTakesOneStep(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
		q := StepRequest{CaseID: id, Event: workflow.Lodge, Version: 1, Key: "impatient", Input: workflow.Facts{}}
		var all sync.WaitGroup
		answers := make([]Answer, 12)
		for i := range answers {
			all.Go(func() {
				var err error
				if answers[i], err = w.r.Take(context.Background(), w.officer("clerk"), q); err != nil {
					t.Errorf("a repeat is told: %v", err)
				}
			})
		}
		all.Wait()
		first := 0
		for _, ans := range answers {
			if !ans.Repeated {
				first++
			}
			if string(ans.Body) != string(answers[0].Body) || ans.Version != 2 || ans.Status != 200 {
				t.Errorf("answers differ: %d, version %d", ans.Status, ans.Version)
			}
		}
		if first != 1 {
			t.Errorf("%d steps were taken, want one", first)
		}
	})
}

// Two officers take in papers for one child and accept at the same instant: neither saw
// the other's case when it asked. One case has the child, the other is told of a
// conflict, and nobody of a fault of ours.
func TestOneChildAcceptedTwiceAtOnceIsHeldByOneCase(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		for round := range 12 {
			accepted := func(who string) string {
				facts := noCertFacts("p-li", "p-ma", "h-ma")
				facts["child_name"] = "马小" + string([]rune("禾苗叶花草木林森竹石水云")[round])
				facts["birth_order"], facts["child_birth_date"] = round%6+1, string(models.Date("2026-09-10").AddDays(-round/6))
				id := w.open(who, OpenRequest{Business: workflow.BirthNoCert, Facts: facts})
				w.step(who, id, workflow.Lodge, nil)
				w.paper(id, workflow.MatIdentity)
				return id
			}
			officers := []string{"clerk", "clerk2"}
			cases := []string{accepted("clerk"), accepted("clerk2")}
			versions := []int64{w.row(cases[0]).Version, w.row(cases[1]).Version}
			errs := make([]error, 2)
			var all sync.WaitGroup
			for i := range cases {
				all.Go(func() {
					_, errs[i] = w.r.Take(context.Background(), w.officer(officers[i]), StepRequest{CaseID: cases[i], Event: workflow.Accept, Version: versions[i], Input: workflow.Facts{}})
				})
			}
			all.Wait()
			var held *Refused
			if (errs[0] == nil) == (errs[1] == nil) || !errors.As(cmp.Or(errs[0], errs[1]), &held) || held.Cause != workflow.Conflicting {
				t.Fatalf("round %d: one is accepted, the other in conflict; got %v and %v: %+v", round, errs[0], errs[1], held.Refusal)
			}
		}
	})
}
