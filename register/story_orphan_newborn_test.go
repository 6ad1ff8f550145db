package register

import (
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// Both parents of a newborn die before the entry. Civil affairs has the child, who goes on as a
// ward and is nobody who was naturalised; no finder is asked for, since the parents are known.
func TestAnOrphanedNewbornGoesOnAsAWard(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts("p-li", "p-ma", "h-ma")})
		w.step("clerk", id, workflow.Lodge, nil)
		leaves := func(next workflow.Business) error {
			return w.try("clerk", id, workflow.Withdraw, "", workflow.Facts{"reason": "由民政部门监护", "successor": string(next)})
		}
		dies := func(person string) {
			w.tx(func(tx *store.Tx) error {
				return store.Amend[models.Person](tx, map[string]any{"status": models.StatusDead}, "id = ?", person)
			})
		}
		wantNo := func(story string, businesses ...workflow.Business) {
			for _, next := range businesses {
				if err := leaves(next); !refusedFor(err, workflow.GNoLooseChild) {
					t.Errorf("%s, followed by %s: %s", story, next, describe(err))
				}
			}
		}
		abroad := []workflow.Business{workflow.ReturnSettle, workflow.Naturalised, workflow.Regain}
		wantNo("both live", append(abroad, workflow.WardFirst, workflow.FoundlingInstitution)...)
		dies("p-li")
		wantNo("the father lives", append(abroad, workflow.WardFirst, workflow.FoundlingInstitution)...)
		dies("p-ma")
		wantNo("both are dead", append(abroad, workflow.FoundlingInstitution)...)
		if err := leaves(workflow.Naturalised); !mentions(describe(err), "ward_first") || mentions(describe(err), "naturalised ") {
			t.Errorf("what may follow: %s", describe(err))
		}
		w.must(leaves(workflow.WardFirst))
		if c := w.row(w.followedBy(id)); c.Business != string(workflow.WardFirst) {
			t.Errorf("it goes on as %s", c.Business)
		}
	})
}
