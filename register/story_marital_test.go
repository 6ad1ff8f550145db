package register

import (
	"context"
	"slices"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// triesMarital lodges a change of somebody's marital status with the papers and hands back what the
// acceptance says; a case that is refused is taken back.
func (w *world) triesMarital(person, code string, papers ...workflow.MaterialKind) (string, error) {
	w.t.Helper()
	id := w.alters(workflow.ItemMinor, person, workflow.Facts{"marital": code, "applicant_relation": "head"})
	w.step("clerk", id, workflow.Lodge, nil)
	for _, k := range append(papers, workflow.MatHouseholdBook) {
		w.paper(id, k)
	}
	err := w.try("clerk", id, workflow.Accept, "", nil)
	if err != nil {
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "材料不符"})
	}
	return id, err
}

// A child of nine was entered as married, on the word of whoever came: nobody is married,
// widowed or divorced before twenty-two (a man) or twenty (a woman).
func TestNobodyIsMarriedBeforeTheAge(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[0].Members = append(hs[0].Members,
			LoadedPerson{ID: "p-girl", Key: "girl", Name: "马小雨", Sex: "2", BirthDate: "2006-10-15", Ethnicity: "03", Relation: "20", Since: "2007-02-20"},
			LoadedPerson{ID: "p-boy", Key: "boy", Name: "马小雷", Sex: "1", BirthDate: "2006-01-15", Ethnicity: "03", Relation: "20", Since: "2007-02-20"})
		hs[0].Members[3].Relation = "30"
		w.load(hs)
		for _, c := range []struct {
			person, code string
			paper        workflow.MaterialKind
		}{{"p-son", "20", workflow.MatMarriage}, {"p-son", "30", workflow.MatSpouseDeath}, {"p-boy", "21", workflow.MatMarriage}, {"p-boy", "40", workflow.MatDivorce}, {"p-girl", "20", workflow.MatMarriage}} {
			if _, err := w.triesMarital(c.person, c.code, c.paper); !refusedFor(err, workflow.GItemsPossible) || !mentions(describe(err), "marital") {
				t.Errorf("%s as %s: %s", c.person, c.code, describe(err))
			}
		}
		for _, c := range []struct{ person, code string }{{"p-boy", "10"}, {"p-son", "90"}} {
			id, err := w.triesMarital(c.person, c.code, workflow.MatItemProof)
			w.must(err)
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改日再办"})
		}
		w.setClock("2026-11-03T09:00:00+08:00") // the young woman is twenty by now
		id, err := w.triesMarital("p-girl", "20", workflow.MatMarriage)
		w.must(err)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.Effected)
		w.sound()
	})
}

// Each status rests on the paper of its own kind, a statement is none of them, and of a spouse
// whom the register has as dead it asks nothing.
func TestAMaritalStatusRestsOnItsPaper(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		for _, c := range []struct {
			person, code string
			paper        workflow.MaterialKind
		}{{"p-old", "20", workflow.MatMarriage}, {"p-ma", "40", workflow.MatDivorce}, {"p-old", "30", workflow.MatSpouseDeath}} {
			if _, err := w.triesMarital(c.person, c.code, workflow.MatItemProof); !refusedFor(err, workflow.GMaterials) || !mentions(describe(err), string(c.paper)) {
				t.Errorf("%s as %s on a statement: %s", c.person, c.code, describe(err))
			}
			id, err := w.triesMarital(c.person, c.code, c.paper)
			if err != nil {
				t.Errorf("%s as %s on its paper: %s", c.person, c.code, describe(err))
				continue
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改日再办"})
		}
		w.death("p-li", "2026-09-20")
		id, err := w.triesMarital("p-ma", "30")
		w.must(err)
		w.step("clerk", id, workflow.SkipCheck, nil)
		if p := one[models.Person](w, "id = 'p-ma'"); p.Marital != "30" {
			t.Errorf("the widower stands as %s", p.Marital)
		}
		w.sound()
	})
}

// A man entered as divorced became never married at one window while his wife stood as his
// wife. Whoever was wed never was only by a judgment or the registry's word, and the head
// decides; an entry of it that was undone counts for nothing.
func TestWhoeverWasWedIsNotNeverMarriedByAWord(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		void := func(person string) {
			t.Helper()
			if _, err := w.triesMarital(person, "10", workflow.MatItemProof); !refusedFor(err, workflow.GMaterials) || !mentions(describe(err), string(workflow.MatMarriageVoid)) {
				t.Errorf("%s as never married on a statement: %s", person, describe(err))
			}
		}
		void("p-ma") // 20 on the page
		void("p-li") // nothing on the page, and a husband who lives
		id, err := w.triesMarital("p-old", "40", workflow.MatDivorce)
		w.must(err)
		w.step("clerk", id, workflow.SkipCheck, nil)
		wrong := w.last("p-old")
		void("p-old")
		undo := w.reversal("p-old", wrong.ID)
		w.wantState(undo, workflow.Effected)
		id, err = w.triesMarital("p-old", "10", workflow.MatItemProof)
		w.must(err)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.Effected)

		id, err = w.triesMarital("p-ma", "10", workflow.MatMarriageVoid)
		w.must(err)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.StationReview) // the clerk alone lets no marriage never have been
		w.step("head", id, workflow.Approve, nil)
		if p := one[models.Person](w, "id = 'p-ma'"); p.Marital != "10" {
			t.Errorf("he stands as %s", p.Marital)
		}
		w.sound()
	})
}

// Two divorce, she leaves with the child, marries again, and the second husband
// moves in as hers: her page still names the first. Entered as "married" the second marriage would have woken the first: the refusal names
// 22. Honest people are no finding of the check.
func TestWhoMarriesAgainIsNoFinding(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.withShaGuiqin()
		for _, p := range []string{"p-ma", "p-li"} {
			id, err := w.triesMarital(p, "40", workflow.MatDivorce)
			w.must(err)
			w.step("clerk", id, workflow.SkipCheck, nil)
		}
		split := w.alters(workflow.HouseholdSplit, "p-li", workflow.Facts{"new_address": "城关镇北街1号", "relations": []string{"p-li=02", "p-son=20"}, "remaining_relations": []string{"p-ma=02"}, "head_capable": true, "consents": []string{"马文", "李春梅"}, "applicant_relation": "self"})
		w.step("clerk", split, workflow.Lodge, nil)
		for _, k := range []workflow.MaterialKind{workflow.MatHouseholdBook, workflow.MatHouseRight, workflow.MatSplitCause} {
			w.paper(split, k)
		}
		w.must(w.try("clerk", split, workflow.Accept, "", workflow.Facts{"relations_confirmed": true}))
		w.byHead(split)
		for _, first := range []string{"20", "21"} {
			if _, err := w.triesMarital("p-li", first, workflow.MatMarriage); !refusedFor(err, workflow.GItemsPossible) || !mentions(describe(err), "22") {
				t.Errorf("a second marriage as %s: %s", first, describe(err))
			}
		}
		id, err := w.triesMarital("p-li", "22", workflow.MatMarriage)
		w.must(err)
		w.step("clerk", id, workflow.SkipCheck, nil)
		home := one[models.Person](w, "id = 'p-li'").HouseholdID
		id, err = w.joins("p-jin", home, []string{"p-jin=11"}, "李春梅", "靳大川")
		w.must(err)
		w.byHead(id)
		if got := w.stands("p-li", "p-jin"); got != "p-li:"+home+"/02 p-jin:"+home+"/11" {
			t.Errorf("they stand as %s", got)
		}
		w.sound()
	})
}

// A wife was entered as widowed on a paper at the window, and as remarried after it, while her
// husband stood active and married to her. His death is entered first; then she is widowed with no
// paper more, and what a slip of old left in the register the check names.
func TestNobodyIsWidowedOfWhoeverStandsAsLiving(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		for _, p := range []string{"p-li", "p-ma"} { // her page names him; his names nobody
			if _, err := w.triesMarital(p, "30", workflow.MatSpouseDeath); !refusedFor(err, workflow.GSpouseGone) || !mentions(describe(err), "死亡登记") {
				t.Errorf("%s as widowed: %s", p, describe(err))
			}
		}
		w.death("p-ma", "2026-09-20")
		id, err := w.triesMarital("p-li", "30")
		w.must(err)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.Effected)
		w.sound()
		w.tx(func(tx *store.Tx) error {
			_, err := store.Set[models.Person](tx, map[string]any{"status": string(models.StatusActive)}, "id = ?", "p-ma")
			return err
		})
		found, err := w.r.Check(context.Background())
		w.must(err)
		if !slices.ContainsFunc(found, func(f Finding) bool { return f.Code == "widowed_of_the_living" && f.Row == "p-li" }) {
			t.Errorf("the check is silent: %v", found)
		}
	})
}

// Whoever was divorced, or divorced on the other's page alone, is widowed of a later spouse whom
// the register does not know.
func TestAFormerSpouseKeepsNobodyFromBeingWidowed(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id, err := w.triesMarital("p-ma", "40", workflow.MatDivorce)
		w.must(err)
		w.step("clerk", id, workflow.SkipCheck, nil)
		for _, p := range []string{"p-li", "p-ma"} {
			id, err := w.triesMarital(p, "30", workflow.MatSpouseDeath)
			w.must(err)
			w.step("clerk", id, workflow.SkipCheck, nil)
			w.wantState(id, workflow.Effected)
		}
		w.sound()
	})
}
