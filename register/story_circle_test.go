package register

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// One newborn was lodged twice, and both cases are withdrawn at the same instant, each for the
// other. One ends; the other finds that nobody is left to go on with the child.
func TestTwoCasesOfOneChildDoNotEndForEachOther(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		for i := range 12 {
			f := noCertFacts("p-li", "p-ma", "h-ma")
			maps.Copy(f, workflow.Facts{"child_birth_date": fmt.Sprintf("2026-09-%02d", i+1), "child_name": "马小禾" + string(rune('一'+i))})
			var cases []string
			for range 2 {
				id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: f})
				w.step("clerk", id, workflow.Lodge, nil)
				cases = append(cases, id)
			}
			var both sync.WaitGroup
			errs := make([]error, 2)
			for i, who := range []string{"clerk", "clerk2"} {
				version := w.row(cases[i]).Version
				both.Go(func() {
					_, errs[i] = w.r.Take(context.Background(), w.officer(who), StepRequest{CaseID: cases[i], Event: workflow.Withdraw, Version: version, Key: "at once " + cases[i],
						Input: workflow.Facts{"reason": "重复申报", "successor": "existing"}})
				})
			}
			both.Wait()
			if n := count[models.Case](w, "id in ? and closed_at is null", cases); n != 1 {
				t.Fatalf("%d cases of the child are open: %s; %s", n, describe(errs[0]), describe(errs[1]))
			}
			for _, err := range errs {
				if err != nil && !refusedFor(err, workflow.GNoLooseChild) && !invalidFor(err, "input.successor", "no_other_case") {
					t.Errorf("the other withdrawal is refused for %s", describe(err))
				}
			}
		}
		w.sound()
	})
}

// Should two cases of one child have ended for each other all the same, the check names both.
func TestTheCheckNamesCasesThatEndedForEachOther(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		var cases []string
		for range 2 {
			id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts("p-li", "p-ma", "h-ma")})
			w.step("clerk", id, workflow.Lodge, nil)
			cases = append(cases, id)
		}
		w.step("clerk", cases[0], workflow.Withdraw, workflow.Facts{"reason": "重复申报", "successor": "existing"})
		w.sound()
		w.step("clerk", cases[1], workflow.Withdraw, workflow.Facts{"reason": "改日再办", "successor": "lead"})
		w.sound()
		w.tx(func(tx *store.Tx) error {
			return store.Amend[models.CaseLink](tx, map[string]any{"to_case": cases[0]}, "from_case = ?", cases[1])
		})
		found, err := w.r.Check(context.Background())
		w.must(err)
		for _, id := range cases {
			if !slices.ContainsFunc(found, func(f Finding) bool { return mentions(fmt.Sprint(f), id, "loose_child") }) {
				t.Errorf("nothing is found of %s: %v", id, found)
			}
		}
	})
}
