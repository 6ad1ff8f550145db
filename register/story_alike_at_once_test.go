package register

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"hukou/workflow"
)

// TestOnePersonIsNotEnteredTwiceByTwoApprovalsAtOnce: two cases of one unregistered child,
// whose name two clerks heard alike and wrote each in their own way, come to the same desk,
// and both are approved at the same instant. One enters; the other is told of the entry that
// agrees, as it is when they come one by one.
func TestOnePersonIsNotEnteredTwiceByTwoApprovalsAtOnce(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		for i, names := range [][2]string{{"马同禾", "马童禾"}, {"马志远", "马智远"}, {"马思雨", "马思语"}} {
			born := fmt.Sprintf("%d-05-01", 2012+i)
			var cases []string
			for side, more := range []workflow.Facts{{"follows": "father", "father": "p-ma", "ethnicity_source": "father"}, {"follows": "mother", "mother": "p-li"}} {
				facts := missed(names[side], "1", born, more)
				facts["relation_to_head"] = "20"
				id := w.open("clerk", OpenRequest{Business: workflow.Unreg2, Facts: facts})
				w.accepts(id)
				w.comparedAs(id, workflow.NoMatch)
				w.paper(id, workflow.MatParentageReport)
				w.step("community", id, workflow.ReportCheck, checkedAndHeard)
				w.step("head", id, workflow.PassUp, nil)
				w.step("county_lead", id, workflow.PassUp, nil)
				cases = append(cases, id)
			}
			var both sync.WaitGroup
			errs := make([]error, len(cases))
			for i, id := range cases {
				version := w.row(id).Version
				both.Go(func() {
					_, errs[i] = w.r.Take(context.Background(), w.officer("city_lead"), StepRequest{CaseID: id, Event: workflow.Approve, Version: version, Key: "at once " + id, Input: workflow.Facts{}})
				})
			}
			both.Wait()
			if n := len(column(w, "SELECT id FROM people WHERE birth_date = ?", born)); n != 1 {
				t.Fatalf("the child of %s is entered %d times: %s; %s", born, n, describe(errs[0]), describe(errs[1]))
			}
			for _, err := range errs {
				if err != nil && !refusedFor(err, workflow.GLookAlikesOut) {
					t.Errorf("the other approval is refused for %s", describe(err))
				}
			}
		}
	})
}
