package register

import (
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// agreedOn has the parents of the boy agree on the old man as guardian beside them.
func (w *world) agreedOn() {
	w.t.Helper()
	id, err := w.rules(workflow.Facts{"guardian_ground": "agreement", "applicant_name": "马文", "applicant_relation": "parent"})
	w.must(err)
	w.step("clerk", id, workflow.AssignCheck, nil)
	w.must(w.checked(id, "李春梅", "马文"))
	w.step("head", id, workflow.PassUp, nil)
	w.step("county_lead", id, workflow.Approve, nil)
	w.wantState(id, workflow.Effected)
}

// A guardian on whom the parents had agreed took their boy home on the spot, and on to another
// province; they are guardians still, and nobody asked them. They are asked now when he leaves
// their household, and when he leaves the station; with the guardian he moves within it.
func TestAnAgreedGuardianTakesNoChildAwayBehindTheParents(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tians()
		w.agreedOn()
		home := workflow.Facts{"household_id": "h-old", "relations": []string{"p-son=97"}, "applicant_name": "丁福", "consents": []string{"丁福"}}
		_, err := w.goes(home)
		if !refusedFor(err, workflow.GMinorsCared) || !refusedFor(err, workflow.GConsentsNoted) || !mentions(describe(err), "马文", "李春梅") {
			t.Errorf("taken home without a word of the parents: %s", describe(err))
		}
		home["consents"], home["minors_cared_for_by"], home["minors_stay_because"] = []string{"丁福", "马文", "李春梅"}, "丁福", "就近上学"
		id, err := w.goes(home)
		w.must(err)
		w.byHead(id)
		w.wantState(id, workflow.Effected)
		w.sound()

		// With the guardian he goes to another family of the town.
		id, err = w.movesHere("p-old", workflow.Facts{"household_id": "h-tian", "relations": []string{"p-old=97", "p-son=97"}, "consents": []string{"丁福", "田小娥"}, "applicant_name": "丁福", "applicant_relation": "self"})
		w.must(err)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.Effected)
		if got := w.stands("p-son"); got != "p-son:h-tian/97" {
			t.Errorf("with his guardian he stands as %s", got)
		}

		away := func(more workflow.Facts) error {
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
		if err := away(cared); !refusedFor(err, workflow.GConsentsNoted) || !mentions(describe(err), "马文", "李春梅") {
			t.Errorf("to another province behind the parents: %s", describe(err))
		}
		w.must(away(workflow.Facts{"consents": []string{"丁福", "马文", "李春梅"}, "minors_cared_for_by": "丁福", "minors_stay_because": "随监护人生活"}))

		// Without the parents the guardian takes him along; a protected one is not named.
		w.protects("p-li")
		if err := away(cared); mentions(describe(err), "李春梅") {
			t.Errorf("a protected mother is asked: %s", describe(err))
		}
		w.death("p-ma", "2026-09-24")
		w.death("p-li", "2026-09-24")
		w.must(away(nil))
	})
}

// A father takes the boy along; the guardian by agreement is not asked for what a parent does.
func TestBesideAnAgreedGuardianAParentTakesTheChildAlong(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.agreedOn()
		w.settles("p-ma", workflow.Facts{"relations": []string{"p-ma=97", "p-son=97"}, "consents": []string{"马文", "丁福"}})
		if got := w.stands("p-son"); got != "p-son:h-old/97" {
			t.Errorf("with his father he stands as %s", got)
		}
		w.sound()
	})
}

// A mother whose guardianship a court had revoked moved her whole household, her child in it, to
// another address of the town: the guardian is asked, as for every other move, and the head decides.
func TestARevokedMotherMovesHerHouseholdWithTheGuardiansWord(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tians()
		w.minorGuarded("p-one", "p-old", "revoked")
		f := workflow.Facts{"move_cause": "moved_home", "new_address": "城关镇西街9号", "consents": []string{"田小娥"}, "applicant_name": "田小娥", "applicant_relation": "self"}
		id, err := w.movesHere("p-tian", f)
		if !refusedFor(err, workflow.GConsentsNoted) || !refusedFor(err, workflow.GMinorsCared) || !mentions(describe(err), "丁福") {
			t.Errorf("the guardian was not asked: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "问监护人"})
		f["consents"], f["minors_cared_for_by"], f["minors_stay_because"] = []string{"田小娥", "丁福"}, "丁福", "监护人同意随户迁移"
		id, err = w.movesHere("p-tian", f)
		w.must(err)
		w.byHead(id)
		w.wantState(id, workflow.Effected)
		if h := one[models.Household](w, "id = 'h-tian'"); h.Address != "城关镇西街9号" {
			t.Errorf("the household stands at %s", h.Address)
		}
		w.sound()
	})
}

// A youth who heads a household alone, with the mother elsewhere in the town, and a child at home
// with the guardian move with their households as before.
func TestAWholeHouseholdOfNobodysWardMovesAsBefore(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := append(village(), LoadedHousehold{ID: "h-kid", Number: "000104", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "城关镇西街4号", OpenedOn: "2020-01-01", Members: []LoadedPerson{
			{ID: "p-kid", Number: "649901201002030017", Name: "马大麦", Sex: "1", BirthDate: "2010-02-03", Ethnicity: "03", Relation: "02", Since: "2020-01-01", Mother: "649901199106120026"}}})
		w.load(hs)
		w.tx(func(tx *store.Tx) error {
			if err := store.Insert(tx, models.Guardianship{ID: "g-1", WardID: "p-son", GuardianID: "p-old", Ground: "revoked", From: "2026-01-01", EventID: w.last("p-son").ID}); err != nil {
				return err
			}
			_, err := store.Set[models.Person](tx, map[string]any{"household_id": "h-old", "relation": "97"}, "id = 'p-son'")
			return err
		})
		for person, name := range map[string]string{"p-kid": "马大麦", "p-old": "丁福"} {
			if _, err := w.movesHere(person, workflow.Facts{"move_cause": "moved_home", "new_address": "城关镇北街" + name, "consents": []string{name}, "applicant_name": name, "applicant_relation": "self"}); err != nil {
				t.Errorf("%s moves with the household: %s", name, describe(err))
			}
		}
	})
}
