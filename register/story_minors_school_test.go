package register

import (
	"maps"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// withSchool is the village with a school's collective household, in which a young man
// without kin stands.
func (w *world) withSchool() {
	w.t.Helper()
	w.load(append(village(), LoadedHousehold{ID: "h-school", Number: "900003", Org: stationOrg, Division: "640522", Kind: models.CollectiveHousehold, Collective: "school",
		HelperID: "p-clerk", HelperUntil: "2028-01-01", Address: "城关镇学堂路1号", OpenedOn: "2012-01-01", Members: []LoadedPerson{
			{ID: "p-mate", Number: "649901200001010037", Name: "米志远", Sex: "1", BirthDate: "2000-01-01", Ethnicity: "01", Relation: "99", Since: "2020-09-01"},
		}}))
}

// moves drafts a move within the station's area and tells what stands against taking it in.
func (w *world) movesHere(person string, facts workflow.Facts) (string, error) {
	w.t.Helper()
	all := workflow.Facts{"move_cause": "study", "applicant_name": "路人乙", "applicant_relation": "guardian"}
	maps.Copy(all, facts)
	id := w.alters(workflow.MoveInStation, person, all)
	w.step("clerk", id, workflow.Lodge, nil)
	for _, k := range []workflow.MaterialKind{workflow.MatHouseRight, workflow.MatHouseholdBook} {
		w.paper(id, k)
	}
	return id, w.try("clerk", id, workflow.Accept, "", nil)
}

// A boy of nine is to go to the school's household, on the word of somebody who calls himself
// his guardian: the parents at home are asked, and the head decides. With their word he goes,
// and no fellow student takes him on to a family of strangers without it; home he comes.
func TestAMinorGoesToASchoolWithTheParentsWord(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.withSchool()
		school := workflow.Facts{"household_id": "h-school", "relations": []string{"p-son=99"}}
		id, err := w.movesHere("p-son", school)
		if !refusedFor(err, workflow.GMinorsCared) || !refusedFor(err, workflow.GConsentsNoted) || !mentions(describe(err), "马文", "李春梅") {
			w.t.Fatalf("a boy went to school behind his parents: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "试"})

		school["minors_cared_for_by"], school["minors_stay_because"] = "丁福", "在校寄宿就读"
		school["consents"] = []string{"马文", "李春梅"}
		id, err = w.movesHere("p-son", school)
		w.must(err)
		if err := w.try("clerk", id, workflow.SkipCheck, workflow.Approved, nil); !refusedFor(err, workflow.GOnSpotLevel) {
			t.Errorf("decided at the window: %s", describe(err))
		}
		w.byHead(id)
		if got := w.stands("p-son"); got != "p-son:h-school/99" {
			t.Errorf("with the parents' word he stands as %s", got)
		}
		w.sound()

		on := workflow.Facts{"move_cause": "relatives", "household_id": "h-old", "relations": []string{"p-mate=97", "p-son=97"}, "consents": []string{"米志远", "丁福"}, "applicant_relation": "self"}
		if id, err = w.movesHere("p-mate", on); !refusedFor(err, workflow.GMinorsCared) || !mentions(describe(err), "马文", "李春梅") {
			t.Errorf("a fellow student took him to strangers: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "试"})
		id, err = w.movesHere("p-son", workflow.Facts{"move_cause": "relatives", "household_id": "h-ma", "relations": []string{"p-son=20"}, "consents": []string{"马文", "李春梅"}})
		w.must(err)
		w.step("clerk", id, workflow.SkipCheck, nil)
		if got := w.stands("p-son"); got != "p-son:h-ma/20" {
			t.Errorf("home he stands as %s", got)
		}
		w.sound()
	})
}

// Nor does a restoration put him there behind his parents; a body's ward it puts there.
func TestAMinorIsNotRestoredToASchoolBehindTheParents(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.withSchool()
		w.death("p-son", "2026-09-20")
		id, err := w.boyRestored("h-school", workflow.Facts{"relation_to_head": "99"})
		if !refusedFor(err, workflow.GMinorsCared) || !mentions(describe(err), "马文", "李春梅") {
			w.t.Fatalf("a boy was put into a school: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "试"})
		w.ward("p-son", "", "甲县民政局")
		_, err = w.boyRestored("h-school", workflow.Facts{"relation_to_head": "99"})
		w.must(err)
	})
}
