package register

import (
	"errors"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// cared names who answers for the minors who stay behind, and why they stay.
var cared = workflow.Facts{"minors_cared_for_by": "马秀英", "minors_stay_because": "就近上学，由祖母照料"}

// The parents go to the old man's: with their boy they go on the spot. Without him nobody
// takes the request in until somebody is named who cares for him, and then the head decides.
func TestParentsLeaveAChildBehindOnlyInSomebodysCareAndByTheHead(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		papers := []workflow.MaterialKind{workflow.MatHouseRight, workflow.MatHouseholdBook}
		facts := workflow.Facts{"move_cause": "relatives", "household_id": "h-old", "relations": []string{"p-ma=99", "p-li=99"}, "consents": []string{"马文", "李春梅", "丁福"}}
		id := w.alters(workflow.MoveInStation, "p-ma", facts)
		w.step("clerk", id, workflow.Lodge, nil)
		for _, k := range papers {
			w.paper(id, k)
		}
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GMinorsCared) {
			t.Fatalf("a boy of nine left alone: %s", describe(err))
		}
		_, err := w.r.Change(t.Context(), w.officer("clerk"), id, w.row(id).Version, cared)
		w.must(err)
		w.step("clerk", id, workflow.Accept, nil)
		if err := w.try("clerk", id, workflow.SkipCheck, workflow.Approved, nil); !refusedFor(err, workflow.GOnSpotLevel) {
			t.Errorf("decided at the window: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改为全家迁移"})

		facts["relations"] = []string{"p-ma=99", "p-li=99", "p-son=99"}
		id = w.alters(workflow.MoveInStation, "p-ma", facts)
		w.accepts(id, papers...)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.Effected)
		if got := w.stands("p-son"); got != "p-son:h-old/99" {
			t.Errorf("taken along the boy stands as %s", got)
		}
		w.sound()
	})
}

// The parents set up a home of their own and make the boy head of what they leave; the boy
// alone sets one up: each takes a carer's name, also in the head's hands.
func TestNoChildHeadsAHouseholdThatParentsLeftWithoutACarer(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		papers := []workflow.MaterialKind{workflow.MatSplitCause, workflow.MatHouseholdBook}
		split := workflow.Facts{"new_address": "城关镇北街1号", "relations": []string{"p-ma=02", "p-li=12"}, "remaining_relations": []string{"p-son=02"}, "head_capable": true, "consents": []string{"马文", "李春梅"}}
		alone := workflow.Facts{"new_address": "城关镇北街1号", "relations": []string{"p-son=02"}, "head_capable": true, "consents": []string{"马文", "李春梅"}, "applicant_relation": "parent"}
		for person, facts := range map[string]workflow.Facts{"p-ma": split, "p-son": alone} {
			id := w.alters(workflow.HouseholdSplit, person, facts)
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range papers {
				w.paper(id, k)
			}
			if err := w.try("clerk", id, workflow.Accept, "", workflow.Facts{"relations_confirmed": true}); !refusedFor(err, workflow.GMinorsCared) {
				t.Errorf("%s splits off: %s", person, describe(err))
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "x"})
		}
		for k, v := range cared {
			split[k] = v
		}
		id := w.alters(workflow.HouseholdSplit, "p-ma", split)
		w.acceptsSeen(id, papers...)
		w.byHead(id)
		w.wantState(id, workflow.Effected)
		if h := one[models.Household](w, "id = 'h-ma'"); h.HeadID != "p-son" {
			t.Errorf("the household left has the head %q", h.HeadID)
		}
		w.sound()
	})
}

// Each parent leaves alone. The father's request was taken in while the mother was there;
// she goes first, and then his is decided by nobody, and entered by nothing, as it stands.
func TestTheLastAdultToLeaveIsHeldBack(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		papers := []workflow.MaterialKind{workflow.MatHouseRight, workflow.MatHouseholdBook}
		leaves := func(person string, consents ...string) string {
			id := w.alters(workflow.MoveInStation, person, workflow.Facts{"move_cause": "relatives", "household_id": "h-old", "relations": []string{person + "=99"}, "consents": consents})
			w.accepts(id, papers...)
			return id
		}
		father := leaves("p-ma", "马文", "丁福")
		mother := w.leftForGood("p-li", nil)
		w.accepts(mother, leftPapers...)
		w.step("clerk", mother, workflow.SkipCheck, nil)
		w.wantState(mother, workflow.Effected)
		if err := w.try("clerk", father, workflow.SkipCheck, workflow.Approved, nil); !refusedFor(err, workflow.GMinorsCared) {
			t.Errorf("the last adult left on the spot: %s", describe(err))
		}
		var b *Blocked
		if err := w.act(workflow.MoveInStation, workflow.Affected, "p-ma", workflow.Facts{"person_id": "p-ma", "move_cause": "relatives", "household_id": "h-old", "relations": []string{"p-ma=99"}}, workflow.EffJoin); !errors.As(err, &b) || b.Code != string(workflow.GMinorsCared) {
			t.Errorf("entered behind the conditions: %s", describe(err))
		}
		if err := w.act(workflow.AbroadCancel, workflow.Affected, "p-ma", workflow.Facts{"person_id": "p-ma", "applicant_relation": "self"}, workflow.EffCancelAbroad); !errors.As(err, &b) || b.Code != string(workflow.GMinorsCared) {
			t.Errorf("cancelled behind the conditions: %s", describe(err))
		}
		w.sound()
		// What the office does by itself waits for nobody's word, and the head is alerted.
		w.must(orNil(w.act(workflow.AbroadCancel, workflow.Affected, "p-ma", workflow.Facts{"person_id": "p-ma", "applicant_relation": "ex_officio", "abroad_ground": "foreign"}, workflow.EffCancelAbroad)))
	})
}
