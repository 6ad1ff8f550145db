package register

import (
	"context"
	"slices"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// returnedAndMoved is a birth without certificate that the county has returned because the
// family, which declares its new household now, has left for it.
func (w *world) returnedAndMoved(id, household string) {
	w.t.Helper()
	if err := w.try("county_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GWithFollowed) {
		w.t.Fatalf("approved for the household that the family has left: %s", describe(err))
	}
	w.must(w.try("county_lead", id, workflow.Return, workflow.ParentageSupported, workflow.Facts{"return_code": "unclear", "items": []string{"落户的户"}, "reason": "父母已迁走"}))
	w.step("clerk", id, workflow.AskSupplement, workflow.Facts{"items": []string{"现在的户"}, "reason": "父母已迁走"})
	w.must(w.changes("clerk", id, workflow.Facts{"household_id": household}))
}

// soundCases runs the whole check and wants nothing found of cases and their journals.
func (w *world) soundCases() {
	w.t.Helper()
	found, err := w.r.Check(context.Background())
	w.must(err)
	for _, f := range found {
		if slices.Contains([]string{"cases", "case_tasks", "case_forms", "case_hands", "journal", "decisions", "subject_locks"}, f.Table) {
			w.t.Errorf("the check found: %s", f)
		}
	}
}

// TestABirthGoesAlongWithTheFamilyThatMovesWithinTheCounty: the parents move to another
// station of the county while the county reviews. With the further declaration the case is
// that station's: its clerk reports straight back to the county, whose time ran on, and the
// child is entered there. The station of before keeps no say, and is no dead end.
func TestABirthGoesAlongWithTheFamilyThatMovesWithinTheCounty(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		w.posts("clerk_n", "head_n")
		id := w.testedChildOf("p-li", "p-ma", "h-ma")
		due := w.row(id).DueOn
		move := w.open("clerk_n", OpenRequest{Business: workflow.MoveInCounty, Facts: workflow.Facts{"person_id": "p-ma", "person_number": w.cardOf("p-ma"), "applicant_name": "马文", "applicant_relation": "self",
			"move_cause": "house", "new_address": "河东镇八号", "relations": []string{"p-ma=02", "p-li=12", "p-son=20"}, "head_capable": true, "consents": []string{"马文", "李春梅"}}})
		w.step("clerk_n", move, workflow.Lodge, nil)
		for _, k := range movePapersHome {
			w.paperBy("clerk_n", "clerk_n", move, k)
		}
		w.step("clerk_n", move, workflow.Accept, workflow.Facts{"relations_confirmed": true})
		w.step("clerk_n", move, workflow.SkipCheck, nil)
		home := one[models.Person](w, "id = 'p-li'").HouseholdID

		w.returnedAndMoved(id, home)
		w.setClock("2026-09-25T09:00:00+08:00")
		w.step("clerk", id, workflow.Supplied, workflow.Facts{"items_brought": []string{"现在的户"}})
		c := w.row(id)
		if c.State != string(workflow.ParentageSupported) || c.RegisterOrg != nearOrg || c.HandlingOrg != nearOrg || c.AcceptanceOrg != stationOrg || c.HolderID != "" {
			t.Fatalf("with the new household the case is %+v", c)
		}
		if c.DueOn < due || c.DueOn > "2026-12-31" {
			t.Errorf("the county's last day was %s and is %s", due, c.DueOn)
		}
		if n := count[models.CaseOrg](w, "case_id = ? and org = ? and seat = 'own'", id, countyOrg); n != 1 {
			t.Error("the county has lost its seat")
		}
		told := one[models.Outbox](w, "case_id = ? and kind = 'notice' and body like '%follow_household%'", id)
		if !mentions(told.Body, nearOrg) {
			t.Errorf("told: %s", told.Body)
		}
		if n := count[models.CaseTask](w, "case_id = ? and done_at is null and officer = '' and org <> ?", id, nearOrg); n != 0 {
			t.Errorf("%d open tasks stay with the station of before", n)
		}
		if err := w.try("clerk", id, workflow.ReportBack, "", workflow.Facts{"findings": "x"}); err == nil {
			t.Error("the station of before reports on")
		}
		w.step("clerk_n", id, workflow.ReportBack, workflow.Facts{"findings": "已核对新户"})
		w.wantState(id, workflow.CountyReview)
		w.step("county_lead", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
		child, _ := w.child(id, workflow.Child)
		if child.Org != nearOrg || child.HouseholdID != home {
			t.Errorf("entered at %s in %s", child.Org, child.HouseholdID)
		}
		w.sound()
	})
}

// TestABirthThatGoesToAnotherCountyTakesItsOrdinaryRoad: nobody there has returned it, so
// nothing goes past the station's head, and the county of before has no say.
func TestABirthThatGoesToAnotherCountyTakesItsOrdinaryRoad(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.widened()
		id := w.testedChildOf("p-li", "p-ma", "h-ma")
		w.tx(func(tx *store.Tx) error {
			return store.Amend[models.Person](tx, map[string]any{"household_id": "h-far", "org": farOrg}, "id in ('p-li', 'p-ma')")
		})
		w.returnedAndMoved(id, "h-far")
		w.step("clerk", id, workflow.Supplied, workflow.Facts{"items_brought": []string{"现在的户"}})
		if c := w.row(id); c.RegisterOrg != farOrg || c.HandlingOrg != farOrg {
			t.Fatalf("the case is with %s for %s", c.HandlingOrg, c.RegisterOrg)
		}
		if n := count[models.CaseOrg](w, "case_id = ? and org = ?", id, countyOrg); n != 0 {
			t.Error("the county of before keeps a seat")
		}
		if err := w.try("clerk_c", id, workflow.ReportBack, "", workflow.Facts{"findings": "x"}); !refusedFor(err, workflow.GHasReturnee) {
			t.Errorf("past the head of the new station: %s", describe(err))
		}
		w.step("clerk_c", id, workflow.ReportCheck, workflow.Facts{"findings": "已走访", "persons_heard": []string{"李春梅"}})
		w.step("head_c", id, workflow.PassUp, nil)
		w.wantState(id, workflow.CountyReview)
		w.soundCases()
	})
}

// TestNobodyReportsForAHouseholdOfAnotherStation: the area of the household went to another
// station. The report is refused and says what to do; the further declaration takes the case
// there, but for the work on it where the county has designated a station.
func TestNobodyReportsForAHouseholdOfAnotherStation(t *testing.T) {
	for _, designated := range []bool{false, true} {
		eachWorld(t, func(w *world) {
			w.grown()
			w.posts("clerk_n")
			w.tx(func(tx *store.Tx) error {
				return store.Insert(tx, models.Organisation{Code: "640522030000", Name: "甲县河西派出所", NameEn: "West", Kind: models.KindStation, Parent: countyOrg, Division: "640522"})
			})
			id, clerk, handles := w.testedChildOf("p-li", "p-ma", "h-ma"), "clerk", "640522030000"
			if designated {
				w.step("county_lead", id, workflow.Designate, workflow.Facts{"reason": "无人可办", "station": nearOrg})
				clerk, handles = "clerk_n", nearOrg
			}
			w.must(w.try("county_lead", id, workflow.Return, workflow.ParentageSupported, workflow.Facts{"return_code": "unclear", "items": []string{"落户的户"}, "reason": "须核对"}))
			w.tx(func(tx *store.Tx) error {
				return store.Amend[models.Household](tx, map[string]any{"org": "640522030000"}, "id = 'h-ma'")
			})
			if err := w.try(clerk, id, workflow.ReportBack, "", workflow.Facts{"findings": "x"}); !refusedFor(err, workflow.GHouseholdHere) {
				t.Errorf("reported for another station's household: %s", describe(err))
			}
			w.step(clerk, id, workflow.AskSupplement, workflow.Facts{"items": []string{"现在的户"}, "reason": "辖区已变"})
			w.step(clerk, id, workflow.Supplied, workflow.Facts{"items_brought": []string{"现在的户"}})
			if c := w.row(id); c.RegisterOrg != "640522030000" || c.HandlingOrg != handles {
				t.Errorf("designated %v: handled by %s for %s", designated, c.HandlingOrg, c.RegisterOrg)
			}
			w.soundCases()
		})
	}
}
