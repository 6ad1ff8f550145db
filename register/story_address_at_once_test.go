package register

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// TestOfTwoFamiliesAtOnceOneStandsAtTheAddress: the address is free when both cases are looked
// at; whichever is entered second is refused, or rests approved with the old address.
func TestOfTwoFamiliesAtOnceOneStandsAtTheAddress(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.suitors()
		for i := range atOnce {
			address := fmt.Sprintf("城关镇竞址%d号", i)
			var cases []string
			for _, who := range []string{"p-x", "p-y"} {
				woman := fmt.Sprintf("%s%d", who, i)
				name := one[models.Person](w, "id = ?", woman).Name
				id, err := w.movesHere(woman, workflow.Facts{"new_address": address, "move_cause": "house", "relations": []string{woman + "=02"}, "consents": []string{name}, "applicant_name": name, "applicant_relation": "self"})
				w.must(err)
				cases = append(cases, id)
			}
			var both sync.WaitGroup
			for _, id := range cases {
				version := w.row(id).Version
				both.Go(func() {
					if _, err := w.r.Take(context.Background(), w.officer("clerk"), StepRequest{CaseID: id, Event: workflow.SkipCheck, Version: version, Key: "at once " + id, Input: workflow.Facts{}}); err != nil && !refusedFor(err, workflow.GAddressFree) {
						t.Errorf("try %d: %s", i, describe(err))
					}
				})
			}
			both.Wait()
			if n := count[models.Household](w, "address = ? and status = 'open'", address); n != 1 {
				t.Errorf("try %d: %d households stand at one address", i, n)
			}
		}
		w.sound()
	})
}
