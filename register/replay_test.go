package register

import (
	"context"
	"sync"
	"testing"

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
