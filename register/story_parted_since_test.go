package register

import (
	"testing"

	"hukou/workflow"
)

// A wife was entered as dead, and her husband's page says since that he is widowed, or has married
// again: her death undone she stands as other kin under him, and the head is told to have the marriage
// settled. While his page says nothing of it she is his wife again.
func TestWhoIsPutBackIsNoSpouseOnceThePageSaysTheMarriageIsOver(t *testing.T) {
	for marital, want := range map[string]string{"": "12", "30": "97", "22": "97"} {
		eachWorld(t, func(w *world) {
			w.load(village())
			w.death("p-li", "2026-09-20")
			if marital != "" {
				w.must(orNil(w.act(workflow.ItemMinor, workflow.Affected, "p-ma", workflow.Facts{"person_id": "p-ma", "marital": marital}, workflow.EffItems)))
			}
			w.undo("p-li", EventDeath)
			if got := w.stands("p-li"); got != "p-li:h-ma/"+want {
				t.Errorf("%q: she stands as %s", marital, got)
			}
			told := int64(0)
			if marital != "" {
				told = 1
			}
			if n := w.openTasks(workflow.TaskAlert, stationOrg, "marital_status p-ma"); n != told {
				t.Errorf("%q: %d alerts, want %d", marital, n, told)
			}
			found, err := w.r.Check(t.Context())
			w.must(err)
			for _, f := range found {
				if f.Code == "relation_to_head" {
					t.Errorf("%q: the check found: %s", marital, f)
				}
			}
		})
	}
}
