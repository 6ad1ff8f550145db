package register

import (
	"strings"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// A woman's child by another man than the husband who heads the household stood there as his
// daughter, beside the father on the same page.
func TestAChildOfTheWifesByAnotherManIsTheHeadsStepchild(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		for i, c := range []struct {
			father string
			want   string
		}{{"p-old", "37"}, {"p-ma", "30"}} {
			f := birthFacts("p-li", c.father, "h-ma")
			f["parents_evidence"] = "statement"
			f["child_name"], f["certificate_name"] = []string{"丁小禾", "马小穗"}[i], []string{"丁小禾", "马小穗"}[i]
			f["certificate_no"], f["child_birth_date"], f["birth_order"] = []string{"T640000011", "T640000012"}[i], []string{"2025-09-10", "2026-09-10"}[i], 1
			f["certificate_issued_on"] = []string{"2025-09-12", "2026-09-12"}[i]
			id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f})
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatBirthStatement} {
				w.paper(id, k)
			}
			w.step("clerk", id, workflow.Accept, nil)
			w.byHead(id)
			p := one[models.Person](w, "father_id = '"+c.father+"' and birth_date = '"+f.Text("child_birth_date")+"'")
			if p.Relation != c.want || p.MotherID != "p-li" || p.HouseholdID != "h-ma" {
				t.Errorf("the child of %s is %s to the head", c.father, p.Relation)
			}
		}
	})
}

// A mother moves in with her second husband, bringing the child of the first. Nothing that the
// family does makes the child the new husband's own: not the move, not a head changed back, and
// not the split that leaves it with him.
func TestAChildWhosePageNamesAnotherFatherIsNoHeadsOwn(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(append(village(), widowed("64990119900307001X")))
		refused := func(id, told string) {
			t.Helper()
			w.step("clerk", id, workflow.Lodge, nil)
			if err := w.try("clerk", id, workflow.Accept, "", workflow.Facts{"relations_confirmed": true}); !refusedFor(err, workflow.GRelationsAgree) || !mentions(describe(err), told) {
				t.Errorf("want %s: %s", told, describe(err))
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "填错"})
		}
		moves := func(child string) string {
			return w.alters(workflow.MoveInStation, "p-dong", workflow.Facts{"move_cause": "spouse", "household_id": "h-old", "relations": []string{"p-dong=12", "p-su=" + child}, "consents": []string{"董玉岚", "丁福"}})
		}
		for _, code := range []string{"30", "31", "39"} {
			refused(moves(code), "relations: 苏念禾≠"+code)
		}
		id := moves("37")
		w.accepts(id, workflow.MatHouseRight, workflow.MatHouseholdBook)
		w.step("clerk", id, workflow.SkipCheck, nil)
		if got := w.stands("p-dong", "p-su"); got != "p-dong:h-old/12 p-su:h-old/37" {
			t.Fatalf("everybody stands as %s", got)
		}
		w.headsNext("p-dong", "p-dong=02 p-old=11 p-su=30")
		w.headsNext("p-old", "p-dong=12 p-old=02 p-su=37")
		w.headsNext("p-old", "p-dong=12 p-old=02 p-su=37")
		refused(w.alters(workflow.HeadChange, "p-dong", workflow.Facts{"relations": []string{"p-dong=02", "p-old=30", "p-su=30"}, "head_capable": true, "consents": []string{"董玉岚", "丁福"}}), "relations: 丁福")
		refused(w.alters(workflow.HouseholdSplit, "p-old", workflow.Facts{"new_address": "城关镇北街3号", "relations": []string{"p-old=02", "p-su=30"}, "remaining_relations": []string{}, "head_capable": true, "consents": []string{"董玉岚", "丁福"}}), "relations: 苏念禾≠30")
		w.sound()
	})
}

// A child stood as the head's own while no father was known. The father filled in is another
// man: it is the head's stepchild from then on, and the check finds nothing.
func TestAFatherFilledInMakesTheHeadAStepfather(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := append(village(), widowed(""))
		hs[1].Members = append(hs[1].Members, hs[3].Members...)
		hs[1].Members[1].Relation = "12"
		w.load(hs[:3])
		id := w.alters(workflow.ParentItem, "p-su", workflow.Facts{"father": "p-ma", "parent_ground": "archive", "applicant_relation": "parent"})
		w.accepts(id, workflow.MatParentProof, workflow.MatHouseholdBook)
		w.byHead(id)
		w.delivers(id)
		if got := w.stands("p-su"); got != "p-su:h-old/37" || one[models.Person](w, "id = 'p-su'").FatherID != "p-ma" {
			t.Errorf("the child stands as %s", got)
		}
		w.sound()
		w.undoes("p-su", w.last("p-su").ID)
		if got := w.stands("p-su"); got != "p-su:h-old/30" {
			t.Errorf("undone, the child stands as %s", got)
		}
	})
}

// widowed is a household of a mother and her child, whose father is as told.
func widowed(father string) LoadedHousehold {
	return LoadedHousehold{ID: "h-dong", Number: "000111", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "城关镇东街9号", OpenedOn: "2015-01-01", Members: []LoadedPerson{
		{ID: "p-dong", Number: "649901196803040028", Name: "董玉岚", Sex: "2", BirthDate: "1968-03-04", Ethnicity: "01", Relation: "02", Since: "2015-01-01", Marital: "22"},
		{ID: "p-su", Number: "649901202001020025", Name: "苏念禾", Sex: "2", BirthDate: "2010-01-02", Ethnicity: "01", Relation: "30", Since: "2020-02-01", Mother: "649901196803040028", Father: father},
	}}
}

// headsNext makes somebody the head of their household, with the relations that the register
// proposes, which are those wanted.
func (w *world) headsNext(person, want string) {
	w.t.Helper()
	id := w.alters(workflow.HeadChange, person, workflow.Facts{"head_capable": true, "consents": []string{"董玉岚", "丁福"}})
	if got := strings.Join(w.bonds(id), " "); got != want {
		w.t.Errorf("the register proposes %s, want %s", got, want)
	}
	w.acceptsSeen(id, bookPapers...)
	w.step("clerk", id, workflow.SkipCheck, nil)
}
