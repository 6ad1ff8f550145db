package register

import (
	"maps"
	"testing"

	"hukou/workflow"
)

// Their mother is dead and two infants stand alone; the register has nobody to ask. A man who is
// no kin moves in as the head, or under one of them, not on his own word: he names who cares for
// them and why, and the head decides.
func TestNobodyMovesToOrphansOnTheirOwnWord(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tians()
		w.death("p-tian", "2026-09-20")
		moves := func(relations []string, more workflow.Facts) (string, error) {
			f := workflow.Facts{"household_id": "h-tian", "move_cause": "relatives", "relations": relations, "consents": []string{"丁福"}, "head_capable": true, "applicant_name": "丁福", "applicant_relation": "self"}
			for k, v := range more {
				f[k] = v
			}
			id, err := w.movesHere("p-old", f)
			if err != nil {
				w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "先问所领导"})
			}
			return id, err
		}
		if _, err := moves([]string{"p-old=02", "p-one=97", "p-two=97"}, nil); !refusedFor(err, workflow.GMinorsCared) {
			t.Errorf("as their head, on his own word: %s", describe(err))
		}
		w.headedBy("p-one", []string{"p-one=02", "p-two=77"})
		if _, err := moves([]string{"p-old=97"}, workflow.Facts{"consents": []string{"丁福", "田一"}}); !refusedFor(err, workflow.GMinorsCared) {
			t.Errorf("under an infant who is the head: %s", describe(err))
		}
		id, err := moves([]string{"p-old=97"}, cared)
		w.must(err)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.StationReview)
		w.step("head", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
		if got := w.stands("p-old", "p-one"); got != "p-old:h-tian/97 p-one:h-tian/02" {
			t.Errorf("they stand as %s", got)
		}
		w.sound()
	})
}

// Of minors who stand alone, one of them the head, the father elsewhere is asked, and no child.
func TestWhoMovesToMinorsAloneAsksTheParentElsewhere(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs = append(hs, LoadedHousehold{ID: "h-boy", Number: "000104", Org: stationOrg, Division: "640522", Kind: hs[0].Kind, Address: "城关镇北街1号", OpenedOn: "2020-01-01", Members: hs[0].Members[2:]})
		hs[3].Members[0].Relation = "02"
		hs[0].Members = hs[0].Members[:2]
		w.load(hs)
		f := workflow.Facts{"household_id": "h-boy", "move_cause": "relatives", "relations": []string{"p-old=97"}, "consents": []string{"丁福", "马小麦"}, "applicant_name": "丁福", "applicant_relation": "self"}
		id, err := w.movesHere("p-old", f)
		if !refusedFor(err, workflow.GConsentsNoted) || !mentions(describe(err), "马文", "李春梅") {
			w.t.Fatalf("behind the parents: %s", describe(err))
		}
		w.must(w.changes("clerk", id, workflow.Facts{"consents": []string{"丁福", "马文", "李春梅"}}))
		w.step("clerk", id, workflow.Accept, nil)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.Effected)
	})
}

// The parents are dead, and the boy stands with an old man as no near kin of his. Out of the
// station he does not go along as a piece of the household: who cares for him is named, and why.
func TestAChildWithoutKeepersLeavesTheStationWithACarer(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[0].Members[2].Relation = "97"
		hs[1].Members = append(hs[1].Members, hs[0].Members[2])
		hs[0].Members = hs[0].Members[:2]
		w.load(hs)
		w.death("p-ma", "2026-09-20")
		w.death("p-li", "2026-09-21")
		takes := func(more workflow.Facts) error {
			f := goingAway()
			f["relations"], f["consents"] = []string{"p-old=01", "p-son=97"}, []string{"丁福"}
			for k, v := range more {
				f[k] = v
			}
			id := w.alters(workflow.MoveOutOfRegion, "p-old", f)
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range permitPapers {
				w.paper(id, k)
			}
			err := w.try("clerk", id, workflow.Accept, "", nil)
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改日再办"})
			return err
		}
		if err := takes(nil); !refusedFor(err, workflow.GMinorsCared) {
			t.Errorf("with a man who is nobody to him: %s", describe(err))
		}
		w.must(takes(cared))
		w.ward("p-son", "p-old", "")
		w.must(takes(nil))
	})
}

// Two infants stand alone, one of them the head. Nobody comes to them unasked by being restored,
// registered first or from another province either; home one comes.
func TestNobodyComesToOrphansByAnotherRoad(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tians()
		w.death("p-tian", "2026-09-20")
		w.headedBy("p-one", []string{"p-one=02", "p-two=77"})
		w.death("p-old", "2026-09-21")
		roads := map[string]func(more workflow.Facts) string{
			"restored": func(more workflow.Facts) string {
				return w.restores("p-old", "h-tian", "mistaken", more)
			},
			"registered first": func(more workflow.Facts) string {
				f := workflow.Facts{"name": "路长生", "sex": "1", "birth_date": "1970-05-01", "applicant_name": "路长生", "applicant_relation": "self"}
				maps.Copy(f, more)
				return w.open("clerk", OpenRequest{Business: workflow.Unreg8, Facts: f})
			},
			"from another province": func(more workflow.Facts) string {
				return w.arrives(fromAfar(more))
			},
		}
		for road, opens := range roads {
			try := func(more workflow.Facts) error {
				f := workflow.Facts{"household_id": "h-tian", "relation_to_head": "97"}
				maps.Copy(f, more)
				id := opens(f)
				w.step("clerk", id, workflow.Lodge, nil)
				err := w.try("clerk", id, workflow.Accept, "", nil)
				w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改日再办", "successor": "lead"})
				return err
			}
			if err := try(nil); !refusedFor(err, workflow.GMinorsCared) {
				t.Errorf("%s: %s", road, describe(err))
			}
			if err := try(cared); refusedFor(err, workflow.GMinorsCared) {
				t.Errorf("%s, with a carer named: %s", road, describe(err))
			}
		}
		home := w.restores("p-old", "h-old", "mistaken", nil)
		w.step("clerk", home, workflow.Lodge, nil)
		if err := w.try("clerk", home, workflow.Accept, "", nil); refusedFor(err, workflow.GMinorsCared) {
			t.Errorf("home: %s", describe(err))
		}
	})
}
