package register

import (
	"fmt"
	"maps"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// foundEarlier is a child entered without any parent, under the key of a home's book.
func (w *world) foundEarlier(id string, n int, mother string) {
	w.t.Helper()
	w.load([]LoadedHousehold{{ID: "h-" + id, Number: fmt.Sprintf("0005%d", n), Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: fmt.Sprintf("城关镇北街%d号", n), OpenedOn: "2026-09-01", Members: []LoadedPerson{
		{ID: id, Number: models.CitizenNumber(numberOf("649901", "2026-09-10", n)), Name: "安小宁", Sex: "2", BirthDate: "2026-09-10", Ethnicity: "01", Relation: "02", Since: "2026-09-20"}}}})
	w.tx(func(tx *store.Tx) error {
		_, err := store.Set[models.Person](tx, map[string]any{"birth_key": w.r.childKey("unit", id), "mother_id": mother, "household_id": "h-old", "relation": "97"}, "id = ?", id)
		return err
	})
}

// A foundling's mother is found and filled in: the entry is a birth of hers from then on,
// and she does not have the same child registered again under another name.
func TestAFoundlingsMotherDoesNotHaveTheBirthEnteredAgain(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.foundEarlier("p-found", 42, "")
		filled := w.alters(workflow.ParentItem, "p-found", workflow.Facts{"mother": "p-li", "parent_ground": "certificate", "applicant_relation": "parent"})
		w.accepts(filled, workflow.MatHouseholdBook, workflow.MatParentProof)
		w.byHead(filled)
		if p := one[models.Person](w, "id = 'p-found'"); p.MotherID != "p-li" || string(p.BirthKey) != string(w.r.birthKey("p-li", "2026-09-10", "1")) {
			t.Errorf("the mother is %q, and the birth goes by another key", p.MotherID)
		}
		if err := w.accepting(birthFacts("p-li", "p-ma", "h-ma")); !refusedFor(err, workflow.GNotRegisteredYet) {
			t.Errorf("one birth was taken in twice: %s", describe(err))
		}
		// A second foundling of that day may be the twin, or the same child once more: whoever
		// decides is told, and the register counts on.
		w.foundEarlier("p-twin", 44, "")
		twin := w.alters(workflow.ParentItem, "p-twin", workflow.Facts{"mother": "p-li", "parent_ground": "certificate", "applicant_relation": "parent"})
		w.accepts(twin, workflow.MatHouseholdBook, workflow.MatParentProof)
		v, err := w.r.View(t.Context(), w.officer("head"), twin)
		w.must(err)
		if len(v.Warnings) != 1 || v.Warnings[0].Code != "birth_same_day" {
			t.Errorf("of the other child of that day the case says %+v", v.Warnings)
		}
		w.byHead(twin)
		if p := one[models.Person](w, "id = 'p-twin'"); string(p.BirthKey) != string(w.r.birthKey("p-li", "2026-09-10", "2")) {
			t.Error("the second child of the birth goes by another key")
		}
	})
}

// Where the register does not know which child of a birth an entry of that mother and day
// is, a person looks at it before the newborn is entered.
func TestAChildOfTheSameMotherAndDayIsLookedAt(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.foundEarlier("p-found", 42, "p-li")
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts("p-li", "p-ma", "h-ma")})
		w.accepts(id, workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage)
		if err := w.try("clerk", id, workflow.SkipCheck, "", nil); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Errorf("one birth was entered twice: %s", describe(err))
		}
		found, err := w.r.Candidates(t.Context(), w.officer("clerk"), id)
		w.must(err)
		if len(found) != 1 || found[0].PersonID != "p-found" || !found[0].Alike() {
			t.Errorf("shown: %+v", found)
		}
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("community", id, workflow.ReportCheck, also(maps.Clone(checkedAndHeard), "dismissed_candidates", []string{"p-found=双胞胎中的另一名，产科记录可查"}))
		w.step("head", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
	})
}
