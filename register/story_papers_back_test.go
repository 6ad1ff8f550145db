package register

import (
	"testing"

	"hukou/workflow"
)

// TestWhatAReversedCaseHandedOutIsTakenBack: the page of a death was handed
// out before it was found to be another woman's. The station is told to take it back, and
// finishes that; of a case that handed out nothing yet nothing is asked.
func TestWhatAReversedCaseHandedOutIsTakenBack(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		for _, delivered := range []bool{false, true} {
			w.death("p-li", "2026-09-20")
			death := w.last("p-li")
			if delivered {
				w.step("clerk", death.CaseID, workflow.Deliver, workflow.Facts{"receiver": "马文", "method": "window"})
			}
			id := w.reversal("p-li", death.ID)
			w.wantState(id, workflow.Effected)
			tasks := w.task(id, workflow.TaskPapersBack)
			if !delivered {
				if len(tasks) > 0 {
					t.Fatalf("nothing was handed out, and is to be taken back: %+v", tasks)
				}
				continue
			}
			if len(tasks) != 1 || tasks[0].Note != w.row(death.CaseID).Number || tasks[0].Org != stationOrg || tasks[0].DueOn == "" {
				t.Fatalf("to be taken back: %+v", tasks)
			}
			w.step("clerk2", id, workflow.FinishTask, workflow.Facts{"task_id": tasks[0].ID, "result": "已收回注销页，换发新页"})
			if left := w.task(id, workflow.TaskPapersBack); len(left) > 0 {
				t.Fatalf("finished, and still there: %+v", left)
			}
			w.sound()
		}
	})
}
