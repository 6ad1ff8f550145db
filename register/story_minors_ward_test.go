package register

import (
	"testing"

	"hukou/workflow"
)

// The mother has her husband for a guardian. He would go and make her the head over their boy,
// settle abroad, or send the boy with her to the old man: each takes a carer's name first, and
// the station head decides.
func TestAnAdultWithAGuardianIsNoCarer(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.judged("p-li", "p-ma", "appointed")
		accept := func(id string, papers ...workflow.MaterialKind) error {
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range papers {
				w.paper(id, k)
			}
			return w.try("clerk", id, workflow.Accept, "", workflow.Facts{"relations_confirmed": true})
		}
		splits := workflow.Facts{"new_address": "城关镇北街1号", "relations": []string{"p-ma=02"}, "remaining_relations": []string{"p-li=02", "p-son=20"}, "head_capable": true, "consents": []string{"马文"}}
		split := w.alters(workflow.HouseholdSplit, "p-ma", splits)
		sent := w.alters(workflow.MoveInStation, "p-son", workflow.Facts{"move_cause": "relatives", "household_id": "h-old", "relations": []string{"p-li=99", "p-son=99"}, "consents": []string{"马文", "丁福"}, "applicant_relation": "parent"})
		for id, papers := range map[string][]workflow.MaterialKind{
			split: {workflow.MatSplitCause, workflow.MatHouseholdBook}, sent: {workflow.MatHouseRight, workflow.MatHouseholdBook}, w.leftForGood("p-ma", nil): leftPapers,
		} {
			if err := accept(id, papers...); !refusedFor(err, workflow.GMinorsCared) {
				t.Errorf("the boy was left to a mother without capacity by %s: %s", w.row(id).Business, describe(err))
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "先定照料人"})
		}
		for k, v := range cared {
			splits[k] = v
		}
		id := w.alters(workflow.HouseholdSplit, "p-ma", splits)
		w.must(accept(id, workflow.MatSplitCause, workflow.MatHouseholdBook))
		w.byHead(id)
		w.wantState(id, workflow.Effected)
		w.sound()
	})
}
