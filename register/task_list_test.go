package register

import (
	"errors"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// A head moves to another station and his wife stays without one. Her own station is to have a
// head chosen; it finds that in its list, ends it, and is shown nothing of where he went.
func TestWhatAnEntryLeavesToAnotherStationIsInItsList(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		facts := workflow.Facts{"person_number": w.cardOf("p-near"), "move_cause": "house", "new_address": "城关镇东街3号", "relations": []string{"p-near=02"}, "head_capable": true, "consents": []string{"李国", "王兰"}}
		id := w.alters(workflow.MoveInCounty, "p-near", facts)
		w.acceptsSeen(id, workflow.MatHouseRight, workflow.MatHouseholdBook)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.Effected)

		tasks := func(who string) []TaskItem {
			items, err := w.r.Tasks(t.Context(), w.officer(who))
			w.must(err)
			n, err := w.r.TaskCount(t.Context(), w.officer(who))
			w.must(err)
			if int(n.Total) != len(items) {
				t.Errorf("%s counts %d tasks of %d", who, n.Total, len(items))
			}
			return items
		}
		mine := tasks("clerk_n")
		if len(mine) != 1 || mine[0].Kind != workflow.TaskHeadVacancy || mine[0].About == nil || mine[0].About.ID != "h-near" || mine[0].About.Label != "河东镇三号" || mine[0].DueOn == "" {
			t.Fatalf("the station that was left has %+v", mine)
		}
		if mine[0].CaseID != "" || mine[0].CaseNumber != "" {
			t.Errorf("it is told the case: %+v", mine[0])
		}
		if _, err := w.r.View(t.Context(), w.officer("clerk_n"), id); !errors.Is(err, ErrNotFound) {
			t.Errorf("it may open the case: %v", err)
		}
		for _, who := range []string{"clerk", "clerk_b", "head_n"} {
			if _, err := w.r.Task(t.Context(), w.officer(who), mine[0].ID); !errors.Is(err, ErrNotFound) {
				t.Errorf("%s may look at it: %v", who, err)
			}
			if _, err := w.r.EndTask(t.Context(), w.officer(who), TaskEnd{ID: mine[0].ID, Key: "no", Result: "已办"}); !errors.Is(err, ErrNotFound) {
				t.Errorf("%s may end it: %v", who, err)
			}
		}
		var invalid *Invalid
		if _, err := w.r.EndTask(t.Context(), w.officer("clerk_n"), TaskEnd{ID: mine[0].ID, Key: "empty"}); err == nil || errors.As(err, &invalid) && len(invalid.Errors) == 0 {
			t.Errorf("it ends without a word: %v", err)
		}
		end := TaskEnd{ID: mine[0].ID, Key: "end", Result: "已通知王兰办理户主变更"}
		if _, err := w.r.EndTask(t.Context(), w.officer("clerk_n"), end); err == nil {
			t.Error("the task is ended while the household has no head")
		}
		w.tx(func(tx *store.Tx) error {
			return store.Amend[models.Household](tx, map[string]any{"head_id": "p-wife"}, "id = 'h-near'")
		})
		first, err := w.r.EndTask(t.Context(), w.officer("clerk_n"), end)
		w.must(err)
		again, err := w.r.EndTask(t.Context(), w.officer("clerk_n"), end)
		w.must(err)
		if string(first.Body) != string(again.Body) || !again.Repeated {
			t.Errorf("once %s, again %s", first.Body, again.Body)
		}
		if left := tasks("clerk_n"); len(left) != 0 {
			t.Errorf("still in the list: %+v", left)
		}
		e := one[models.Entry](w, "case_id = ? and event = ?", id, string(workflow.FinishTask))
		if e.Officer != "o-clerk_n" {
			t.Errorf("the journal says that %s ended it", e.Officer)
		}
		if _, err := w.r.Take(t.Context(), w.officer("clerk_n"), StepRequest{CaseID: id, Event: workflow.FinishTask, Version: w.row(id).Version, Key: "end", Input: workflow.Facts{"task_id": end.ID, "result": end.Result}}); !errors.Is(err, ErrNotFound) {
			t.Errorf("by the case itself: %v", err)
		}
	})
}

// The orphan's own station looks for a guardian, though the last parent died at another one; of
// a sealed child the list says no name.
func TestATaskOnASealedChildNamesNobody(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		id := w.death("p-ma", "2026-09-20")
		w.tx(func(tx *store.Tx) error {
			return store.Amend[models.CaseTask](tx, map[string]any{"note": "p-son", "kind": string(workflow.TaskWardGuardian)}, "case_id = ? and kind = ?", id, string(workflow.TaskHeadVacancy))
		})
		named := func() string {
			items, err := w.r.Tasks(t.Context(), w.officer("clerk"))
			w.must(err)
			for _, x := range items {
				if x.Kind == workflow.TaskWardGuardian {
					if x.CaseID != id || x.CaseNumber == "" {
						t.Errorf("the officers of the case are not led to it: %+v", x)
					}
					return x.About.Label
				}
			}
			return ""
		}
		if got := named(); got != "马小明" && got == "" {
			t.Errorf("the list names %q", got)
		}
		w.sealedOff("p-son")
		if got := named(); got != SealedWord().Zh {
			t.Errorf("the list names a sealed child: %q", got)
		}
	})
}

// A protected head moves alone: whoever stays reads on the household's page that the head went,
// and no number of the case, which begins with the station to which they went (domain 2.5).
func TestTheHouseholdLeftDoesNotNameTheCaseOfAProtectedMover(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		facts := workflow.Facts{"person_number": w.cardOf("p-near"), "move_cause": "house", "new_address": "城关镇东街3号", "relations": []string{"p-near=02"}, "head_capable": true, "consents": []string{"李国", "王兰"}}
		id := w.alters(workflow.MoveInCounty, "p-near", facts)
		w.acceptsSeen(id, workflow.MatHouseRight, workflow.MatHouseholdBook)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.Effected)
		number := w.row(id).Number
		names := func() bool {
			v, err := w.r.Household(t.Context(), w.officer("clerk_n"), "h-near", PersonQuery{Code: PurposeCheck})
			w.must(err)
			return strings.Contains(jsonText(v), number)
		}
		if !names() {
			t.Error("the household's page does not name the case of an ordinary move")
		}
		w.tx(func(tx *store.Tx) error {
			return store.Amend[models.Person](tx, map[string]any{"protected": true}, "id = 'p-near'")
		})
		if names() {
			t.Error("the household's page names the case of a protected mover")
		}
	})
}
