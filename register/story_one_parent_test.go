package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// oneGuards enters one parent of the boy as guardian, by the county, on the court's document.
func (w *world) oneGuards(parent, ground string, heard ...string) {
	w.t.Helper()
	id, err := w.rules(workflow.Facts{"guardian": parent, "guardian_ground": ground}, workflow.MatRuling)
	w.must(err)
	w.step("clerk", id, workflow.AssignCheck, nil)
	w.must(w.checked(id, heard...))
	w.step("head", id, workflow.PassUp, nil)
	w.step("county_lead", id, workflow.Approve, nil)
	w.wantState(id, workflow.Effected)
}

// goes has the boy move, with or to whoever, and tells what the acceptance answers.
func (w *world) goes(f workflow.Facts) (string, error) {
	w.t.Helper()
	id, err := w.movesHere("p-son", f)
	if err != nil {
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "问监护人"})
	}
	return id, err
}

// settles has a parent move to the old man's house.
func (w *world) settles(parent string, f workflow.Facts) {
	w.t.Helper()
	all := workflow.Facts{"household_id": "h-old", "applicant_relation": "self", "applicant_name": "本人"}
	for k, v := range f {
		all[k] = v
	}
	id, err := w.movesHere(parent, all)
	w.must(err)
	w.step("clerk", id, workflow.SkipCheck, nil)
	w.wantState(id, workflow.Effected)
}

// A court revoked the father's guardianship, and the mother was entered as the guardian, by the
// station alone and with him unheard; then he fetched the boy on the spot. It takes the court's
// document, both heard and the county now, and she alone asks and keeps; the boy moves with her.
func TestOfTwoParentsTheRevokedOneKeepsNoChild(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		one := workflow.Facts{"guardian": "p-li", "guardian_ground": "revoked", "applicant_name": "李春梅", "applicant_relation": "parent"}
		if _, err := w.rules(one); !refusedFor(err, workflow.GMaterials) || !mentions(describe(err), string(workflow.MatRuling)) {
			t.Errorf("without the court's document: %s", describe(err))
		}
		id, err := w.rules(one, workflow.MatRuling)
		w.must(err)
		w.step("clerk", id, workflow.AssignCheck, nil)
		if err := w.checked(id, "李春梅"); !refusedFor(err, workflow.GParentsHeard) || !mentions(describe(err), "马文") {
			t.Errorf("the father was not heard: %s", describe(err))
		}
		w.must(w.checked(id, "李春梅", "马文（未到场）"))
		if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GStationLevel) {
			t.Errorf("the station alone decided: %s", describe(err))
		}
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)

		// The boy goes with her, and his father stays behind unasked.
		w.settles("p-li", workflow.Facts{"relations": []string{"p-li=97", "p-son=97"}, "consents": []string{"李春梅", "丁福"}})
		if got := w.stands("p-son"); got != "p-son:h-old/97" {
			t.Errorf("with her he stands as %s", got)
		}
		home := workflow.Facts{"household_id": "h-ma", "relations": []string{"p-son=20"}, "consents": []string{"马文"}, "applicant_name": "马文", "applicant_relation": "parent"}
		for _, relation := range []string{"parent", "guardian", "relative"} {
			home["applicant_relation"] = relation
			id := w.alters(workflow.MoveInStation, "p-son", workflow.Facts{"move_cause": "other", "household_id": "h-ma", "relations": []string{"p-son=20"}, "applicant_name": "马文", "applicant_relation": relation})
			if err := w.try("clerk", id, workflow.Lodge, "", nil); !refusedFor(err, workflow.GGuardianAsks) {
				t.Errorf("the father asks as %s: %s", relation, describe(err))
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "换人申报"})
		}
		home["applicant_name"], home["applicant_relation"] = "李春梅", "parent"
		if _, err := w.goes(home); !refusedFor(err, workflow.GConsentsNoted) || !refusedFor(err, workflow.GMinorsCared) || !mentions(describe(err), "李春梅") {
			t.Errorf("to the father without her word: %s", describe(err))
		}

		// Dead, she leaves him no guardian by law: another is looked for.
		w.death("p-li", "2026-09-24")
		if n := count[models.CaseTask](w, "kind = ? and note = 'p-son' and done_at is null", string(workflow.TaskWardGuardian)); n != 1 {
			t.Errorf("%d tasks look for a guardian", n)
		}
		w.sound()
	})
}

// The mother was made the guardian, and then the court gave it to the father again: by name he
// keeps the boy alone, by the order of the law both do.
func TestTheOtherParentComesBackByTheCourt(t *testing.T) {
	for ground, alone := range map[string]bool{"appointed": true, "statutory": false} {
		eachWorld(t, func(w *world) {
			w.load(village())
			w.oneGuards("p-li", "revoked", "马文", "李春梅")
			w.settles("p-li", workflow.Facts{"relations": []string{"p-li=97", "p-son=97"}, "consents": []string{"李春梅", "丁福"}})
			back := workflow.Facts{"household_id": "h-ma", "relations": []string{"p-son=20"}, "applicant_name": "马文", "applicant_relation": "parent", "consents": []string{"马文"}}
			if err := w.lodges(back); !refusedFor(err, workflow.GGuardianAsks) {
				t.Errorf("before the court gave it back: %s", describe(err))
			}
			if _, err := w.rules(workflow.Facts{"guardian": "p-ma", "guardian_ground": ground}); !refusedFor(err, workflow.GMaterials) {
				t.Errorf("back on his own paper: %s", describe(err))
			}
			w.oneGuards("p-ma", ground, "李春梅", "马文")
			if err := w.lodges(workflow.Facts{"household_id": "h-ma", "relations": []string{"p-son=20"}, "applicant_name": "李春梅", "applicant_relation": "parent"}); refusedFor(err, workflow.GGuardianAsks) != alone || !alone && err != nil {
				t.Errorf("%s: the mother asks: %s", ground, describe(err))
			}
			_, err := w.goes(back)
			w.must(err)
			w.sound()
		})
	}
}

// lodges drafts a move of the boy, lodges it and takes it back.
func (w *world) lodges(f workflow.Facts) error {
	w.t.Helper()
	all := workflow.Facts{"move_cause": "other"}
	for k, v := range f {
		all[k] = v
	}
	id := w.alters(workflow.MoveInStation, "p-son", all)
	err := w.try("clerk", id, workflow.Lodge, "", nil)
	w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改日再办"})
	return err
}

// Custody after a divorce displaces nobody: the mother entered by the order of the law or by
// agreement takes no ruling, and the father keeps and asks as before. A name is then agreed to by
// both, and by her alone once a court revoked his part.
func TestADivorceAloneDisplacesNoParent(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		for _, ground := range []string{"statutory", "agreement"} {
			id, err := w.rules(workflow.Facts{"guardian": "p-li", "guardian_ground": ground, "applicant_name": "李春梅", "applicant_relation": "parent"})
			w.must(err)
			w.step("clerk", id, workflow.AssignCheck, nil)
			w.must(w.checked(id, "李春梅"))
			w.step("head", id, workflow.Approve, nil)
			w.wantState(id, workflow.Effected)
			w.must(w.lodges(workflow.Facts{"household_id": "h-old", "relations": []string{"p-son=97"}, "applicant_name": "马文", "applicant_relation": "parent"}))
		}
		named := func() error {
			id := w.alters(workflow.NameChange, "p-son", workflow.Facts{"new_name": "马小禾", "surname_ground": "unchanged", "name_reason": "重名", "name_mother_agrees": "agrees", "name_child_says": "agrees", "applicant_name": "李春梅", "applicant_relation": "parent"})
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range []workflow.MaterialKind{workflow.MatNameRequest, workflow.MatHouseholdBook, workflow.MatComparison, workflow.MatParentsAgree} {
				w.paper(id, k)
			}
			err := w.try("clerk", id, workflow.Accept, "", nil)
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改日再办"})
			return err
		}
		if err := named(); !refusedFor(err, workflow.GParentsAgree) {
			t.Errorf("renamed on the mother's word while both are guardians: %s", describe(err))
		}
		w.oneGuards("p-li", "revoked", "马文", "李春梅")
		if err := named(); refusedFor(err, workflow.GParentsAgree) {
			t.Errorf("renamed on the sole guardian's word: %s", describe(err))
		}
		w.sound()
	})
}
