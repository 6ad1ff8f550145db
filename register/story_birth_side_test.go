package register

import (
	"maps"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// The mother stands in a collective household, the father in the family's of the same
// station. Nobody said so in the form, and the register knows it: the child follows the
// father (Norm 21). Where he stands in another prefecture the side is free, unless her
// household is a school's (Norm 22); what contradicts the register is told at its item.
func TestTheRegisterSaysWhichSideAChildFollows(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.alters(workflow.MoveInStation, "p-li", workflow.Facts{"household_id": "h-old", "relations": []string{"p-li=97"}, "move_cause": "relatives", "consents": []string{"李春梅", "马文", "丁福"}})
		w.accepts(id, workflow.MatHouseRight, workflow.MatHouseholdBook)
		w.step("clerk", id, workflow.SkipCheck, nil)
		stands := func(kind string, fathers string) {
			w.tx(func(tx *store.Tx) error {
				if _, err := store.Set[models.Person](tx, map[string]any{"org": fathers}, "id = 'p-ma'"); err != nil {
					return err
				}
				_, err := store.Set[models.Household](tx, map[string]any{"kind": models.CollectiveHousehold, "collective_kind": kind}, "id = 'h-old'")
				return err
			})
		}
		follows := func(parent, house, certificate string) (string, error) {
			f := birthFacts("p-li", "p-ma", house)
			maps.Copy(f, workflow.Facts{"follows": parent, "ethnicity_source": "father", "certificate_no": certificate})
			id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f})
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
				w.paper(id, k)
			}
			return id, w.try("clerk", id, workflow.Accept, "", nil)
		}
		taken := func(id string, err error) string {
			w.must(err)
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "另案办理", "successor": "birth_cert"})
			w.step("clerk", w.followedBy(id), workflow.Withdraw, workflow.Facts{"reason": "另案办理", "successor": "lead"})
			return id
		}
		stands("unit", stationOrg)
		id, err := follows("mother", "h-old", "T640000001")
		if !refusedFor(err, workflow.GSideRule) {
			t.Errorf("into the unit's household beside the father's family: %s", describe(err))
		}
		stands("unit", otherOrg)
		taken(id, w.try("clerk", id, workflow.Accept, "", nil))
		stands("school", otherOrg)
		id, err = follows("mother", "h-old", "T640000002")
		if !refusedFor(err, workflow.GSideRule) {
			t.Errorf("into a school's household: %s", describe(err))
		}
		for field, f := range map[workflow.Field]workflow.Facts{
			"mother_registered_in":    {"mother_registered_in": "family"},
			"father_registered_in":    {"father_registered_in": "student"},
			"parents_same_prefecture": {"parents_same_prefecture": true},
		} {
			if _, err := w.r.Change(t.Context(), w.officer("clerk"), id, w.row(id).Version, f); !invalidAt(err, "facts."+string(field), "registered_otherwise") {
				t.Errorf("%s was declared against the register: %v", field, err)
			}
		}
		// She teaches there: that the register does not know, and takes her word.
		staff := w.try("clerk", id, workflow.Accept, "", nil)
		if !refusedFor(staff, workflow.GSideRule) {
			t.Errorf("a student's child: %s", describe(staff))
		}
		w.must(w.changes("clerk", id, workflow.Facts{"mother_registered_in": "collective"}))
		taken(id, w.try("clerk", id, workflow.Accept, "", nil))
		stands("school", otherOrg)
		id, err = follows("mother", "h-old", "T640000003")
		if !refusedFor(err, workflow.GSideRule) {
			t.Errorf("into a school's household: %s", describe(err))
		}
		stands("school", stationOrg)
		_, err = w.r.Change(t.Context(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"follows": "father", "household_id": "h-ma", "mother_registered_in": "student", "parents_same_prefecture": true})
		w.must(err)
		w.step("clerk", id, workflow.Accept, nil)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantRegistered(id, workflow.Child, "h-ma")
	})
}
