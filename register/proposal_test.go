package register

import (
	"context"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// What one proposed to do with a case falls when another step takes the case on.
func TestAProposalFallsWhenTheCaseGoesOn(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.must(w.db.InTx(context.Background(), func(tx *store.Tx) error {
			return store.Insert(tx, models.CaseProposal{ID: "p1", CaseID: id, Event: "decline", PersonID: "p-clerk2", State: "lodged", At: w.r.Now()})
		}))
		w.paper(id, workflow.MatIdentity)
		w.step("clerk", id, workflow.Accept, nil)
		w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
			p, err := store.One[models.CaseProposal](tx, "id = ?", "p1")
			if err == nil && p.ClosedAt == nil {
				t.Error("the proposal still stands")
			}
			return err
		}))
	})
}
