package register

import (
	"slices"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

func TestABlankParentIsFilledInAndAnotherReplacedByTheCounty(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		people, houses := w.everybody()
		papers := []workflow.MaterialKind{workflow.MatParentProof, workflow.MatHouseholdBook}
		draft := func() string {
			return w.alters(workflow.ParentItem, "p-bro", workflow.Facts{"mother": "p-gran", "parent_ground": "archive"})
		}
		w.otherEnds(draft, func(id string) { w.accepts(id, papers...) })
		id := draft()
		w.accepts(id, papers...)
		w.byHead(id)
		w.delivers(id)
		p := one[models.Person](w, "id = 'p-bro'")
		if p.MotherID != "p-gran" || p.FatherID != "" || w.last("p-bro").Kind != EventParents {
			t.Errorf("the person stands as %+v", p)
		}
		w.sound()
		w.undoes("p-bro", w.last("p-bro").ID)
		w.asBefore(people, houses)

		// A father who stands is struck out by a judgment: the head passes it up.
		id = w.alters(workflow.ParentItem, "p-son", workflow.Facts{"parent_struck_out": "father", "parent_ground": "judgment", "applicant_relation": "parent"})
		w.accepts(id, papers...)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"李春梅"}})
		if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GStationLevel) {
			t.Errorf("the station head struck a parent out: %s", describe(err))
		}
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.Approve, nil)
		w.delivers(id)
		if p := one[models.Person](w, "id = 'p-son'"); p.FatherID != "" || p.MotherID != "p-li" {
			t.Errorf("the child's parents are %q and %q", p.FatherID, p.MotherID)
		}
		w.sound()
		// Nobody is older than their parents, and what stands is not entered again.
		for facts, want := range map[string]workflow.GuardID{"p-son": workflow.GParentFits, "p-old": workflow.GParentFits, "": workflow.GParentsDiffer} {
			f := workflow.Facts{"parent_ground": "archive"}
			if facts != "" {
				f["father"] = facts
			}
			id := w.alters(workflow.ParentItem, "p-old", f)
			w.step("clerk", id, workflow.Lodge, nil)
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, want) {
				t.Errorf("father %q: %s, want %s", facts, describe(err), want)
			}
		}
	})
}

func TestAnotherGuardianStandsAndTheFormerNoLonger(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		people, houses := w.everybody()
		papers := []workflow.MaterialKind{workflow.MatGuardianship, workflow.MatRuling}
		facts := workflow.Facts{"guardian": "p-gran", "guardian_ground": "appointed", "guardianship_doc_no": "指监1号", "applicant_relation": "relative"}
		draft := func() string { return w.alters(workflow.GuardianChange, "p-son", facts) }
		w.otherEnds(draft, func(id string) { w.accepts(id, papers...) })
		id := draft()
		w.accepts(id, papers...)
		w.byCounty(id)
		w.delivers(id)
		g := one[models.Guardianship](w, "ward_id = 'p-son' and closed_at is null")
		if g.GuardianID != "p-gran" || g.Ground != "appointed" || g.CaseID != id || len(g.DocumentSealed) == 0 {
			t.Errorf("the guardianship: %+v", g)
		}
		w.sound()
		first := w.last("p-son").ID
		// A body takes over: the county decides, and the grandmother stands no longer.
		id = w.alters(workflow.GuardianChange, "p-son", workflow.Facts{"guardian_body": "甲县民政局", "guardian_ground": "long_term", "guardianship_doc_no": "民监2号", "applicant_relation": "committee"})
		w.accepts(id, papers...)
		w.heardByCounty(id)
		w.delivers(id)
		if g := one[models.Guardianship](w, "ward_id = 'p-son' and closed_at is null"); g.Body != "甲县民政局" || g.GuardianID != "" {
			t.Errorf("the guardianship: %+v", g)
		}
		w.sound()
		w.undoes("p-son", w.last("p-son").ID)
		if g := one[models.Guardianship](w, "ward_id = 'p-son' and closed_at is null"); g.GuardianID != "p-gran" {
			t.Errorf("undone, the guardian is %+v", g)
		}
		w.undoes("p-son", first)
		w.asBefore(people, houses)
		for want, f := range map[workflow.GuardID]workflow.Facts{
			workflow.GOneGuardian:  {"guardian": "p-gran", "guardian_body": "甲县民政局"},
			workflow.GGuardianFits: {"guardian": "p-son"},
		} {
			f["guardian_ground"], f["guardianship_doc_no"] = "appointed", "x"
			id := w.alters(workflow.GuardianChange, "p-son", f)
			w.step("clerk", id, workflow.Lodge, nil)
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, want) {
				t.Errorf("%v: %s, want %s", f, describe(err), want)
			}
		}
		id = w.alters(workflow.GuardianChange, "p-ma", workflow.Facts{"guardian": "p-gran", "guardian_ground": "statutory", "guardianship_doc_no": "x"})
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GWardNeedsOne) {
			t.Errorf("a capable adult got a guardian: %s", describe(err))
		}
	})
}

// A mother was filled in for a ward of civil affairs by the station alone, and nobody was told:
// the county decides now, the body is told when the case is accepted, whoever decides sees who
// guards the child, and the guardianship is to be settled once the parent is entered.
func TestAParentOfABodysWardIsTheCountysAndTheBodyIsTold(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[0].Members = append(hs[0].Members, LoadedPerson{ID: "p-kid", Number: "649901201805050025", Name: "马小禾", Sex: "2", BirthDate: "2018-05-05", Ethnicity: "03", Relation: "97", Since: "2020-01-01"})
		w.load(hs)
		guards := func(f workflow.Facts, papers ...workflow.MaterialKind) {
			t.Helper()
			f["guardianship_doc_no"], f["applicant_relation"] = "民监2号", "committee"
			id := w.alters(workflow.GuardianChange, "p-kid", f)
			w.accepts(id, append(papers, workflow.MatGuardianship)...)
			w.step("clerk", id, workflow.AssignCheck, nil)
			w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"李春梅", "甲县民政局（同意交还）"}})
			if err := w.try("head", id, workflow.Approve, "", nil); err != nil {
				w.step("head", id, workflow.PassUp, nil)
				w.step("county_lead", id, workflow.Approve, nil)
			}
			w.wantState(id, workflow.Effected)
		}
		guards(workflow.Facts{"guardian_body": "甲县民政局", "carer_body": "甲县照料机构", "guardian_ground": "long_term"})
		open := func() int64 {
			return count[models.CaseTask](w, "kind = ? and note = 'p-kid' and org = ? and done_at is null", string(workflow.TaskWardParent), stationOrg)
		}
		fill := func() string {
			id := w.alters(workflow.ParentItem, "p-kid", workflow.Facts{"mother": "p-li", "parent_ground": "report", "applicant_relation": "parent"})
			w.accepts(id, workflow.MatParentProof, workflow.MatHouseholdBook)
			return id
		}
		id := fill()
		if n := count[models.Outbox](w, "case_id = ? and kind = 'ward_parent_declared'", id); n != 1 {
			t.Errorf("civil affairs has %d messages", n)
		}
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"李春梅", "甲县民政局"}})
		if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GStationLevel) {
			t.Errorf("the station alone gave a body's ward a mother: %s", describe(err))
		}
		w.step("head", id, workflow.PassUp, nil)
		v, err := w.r.View(t.Context(), w.officer("county_lead"), id)
		w.must(err)
		if !slices.ContainsFunc(v.Warnings, func(c workflow.Condition) bool {
			return c.Code == "guarded_by_body" && slices.Contains(c.Detail, "甲县民政局")
		}) {
			t.Errorf("the county reads %+v", v.Warnings)
		}
		w.step("county_lead", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
		if p := one[models.Person](w, "id = 'p-kid'"); p.MotherID != "p-li" || open() != 1 {
			t.Errorf("the mother is %q, %d tasks to settle the guardianship", p.MotherID, open())
		}
		w.sound()
		// Undone, nothing is to be settled; entered again, the mother as guardian settles it.
		w.undoes("p-kid", w.last("p-kid").ID)
		if n := open(); n != 0 {
			t.Errorf("the mother was undone, and %d tasks stand", n)
		}
		w.byCounty(fill())
		if open() != 1 {
			t.Error("entered again, nothing is to be settled")
		}
		guards(workflow.Facts{"guardian": "p-li", "guardian_ground": "statutory"}, workflow.MatRuling)
		if n := open(); n != 0 {
			t.Errorf("the mother is the guardian, and %d tasks stand", n)
		}
		w.sound()
	})
}

// TestASpouseIsNoParent: the link between them may stand on one side alone, or the
// household alone may tell.
func TestASpouseIsNoParent(t *testing.T) {
	for story, linked := range map[string]string{"linked from the other side": "p-li", "by the household alone": ""} {
		eachWorld(t, func(w *world) {
			w.load(village())
			w.tx(func(tx *store.Tx) error {
				_, err := store.Set[models.Person](tx, map[string]any{"birth_date": "1970-03-07", "spouse_id": linked}, "id = ?", "p-ma")
				if err == nil {
					_, err = store.Set[models.Person](tx, map[string]any{"spouse_id": ""}, "id = ?", "p-li")
				}
				return err
			})
			id := w.alters(workflow.ParentItem, "p-li", workflow.Facts{"father": "p-ma", "parent_ground": "certificate"})
			w.step("clerk", id, workflow.Lodge, nil)
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GParentFits) {
				t.Errorf("%s: the husband became her father: %s", story, describe(err))
			}
		})
	}
}

// TestAParentFilledInIsThatToTheHead: who turns out to be the head's child stands as that,
// and as other kin once the parent is struck out.
func TestAParentFilledInIsThatToTheHead(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[0].Members = append(hs[0].Members, LoadedPerson{ID: "p-kid", Number: "649901201805050025", Name: "马小禾", Sex: "2", BirthDate: "2018-05-05", Ethnicity: "03", Relation: "97", Since: "2020-01-01"})
		w.load(hs)
		people, houses := w.everybody()
		item := func(f workflow.Facts) string {
			f["parent_ground"], f["applicant_relation"] = "judgment", "parent"
			id := w.alters(workflow.ParentItem, "p-kid", f)
			w.accepts(id, workflow.MatParentProof, workflow.MatHouseholdBook)
			return id
		}
		w.byHead(item(workflow.Facts{"father": "p-ma"}))
		filled := w.last("p-kid").ID
		if p := one[models.Person](w, "id = 'p-kid'"); p.FatherID != "p-ma" || p.Relation != "30" {
			t.Errorf("the head's daughter stands as %s", p.Relation)
		}
		w.sound()
		w.byCounty(item(workflow.Facts{"parent_struck_out": "father"}))
		if p := one[models.Person](w, "id = 'p-kid'"); p.FatherID != "" || p.Relation != "97" {
			t.Errorf("struck out, she stands as %s", p.Relation)
		}
		w.sound()
		w.undoes("p-kid", w.last("p-kid").ID)
		w.undoes("p-kid", filled)
		w.asBefore(people, houses)
	})
}
