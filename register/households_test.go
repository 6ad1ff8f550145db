package register

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"hukou/gb"
	"hukou/models"
	"hukou/workflow"
)

// couples are households of an old couple each.
func couples(n int) []LoadedHousehold {
	var out []LoadedHousehold
	for i := range n {
		out = append(out, LoadedHousehold{ID: fmt.Sprintf("h-c%d", i), Number: fmt.Sprintf("0002%02d", i), Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "城关镇北街", OpenedOn: "1990-01-01",
			Members: []LoadedPerson{{ID: fmt.Sprintf("p-he%d", i), Name: "丁甲", Sex: "1", BirthDate: "1940-01-01", Relation: "02", Since: "1990-01-01"},
				{ID: fmt.Sprintf("p-she%d", i), Name: "王乙", Sex: "2", BirthDate: "1941-01-01", Relation: "12", Since: "1990-01-01"}}})
	}
	return out
}

func TestTwoDeathsAtOnceCloseTheHousehold(t *testing.T) {
	eachWorld(t, func(w *world) {
		const n = 6
		w.load(couples(n))
		var cases []string
		for i := range n {
			for _, who := range []string{"p-he", "p-she"} {
				cases = append(cases, w.deathAccepted(fmt.Sprintf("%s%d", who, i), "2026-09-20"))
			}
		}
		var wg sync.WaitGroup
		for _, id := range cases {
			version := w.row(id).Version
			wg.Go(func() {
				_, err := w.r.Take(context.Background(), w.officer("clerk"), StepRequest{CaseID: id, Event: workflow.SkipCheck, Version: version, Key: "at once " + id, Input: workflow.Facts{}})
				if err != nil {
					t.Errorf("a death failed: %s", describe(err))
				}
			})
		}
		wg.Wait()
		if closed := count[models.Household](w, "status = 'closed'"); closed != n {
			t.Errorf("%d households are closed, want %d", closed, n)
		}
		w.sound()
	})
}

func TestBirthAndDeathTogetherAreTwoActsOfOneCase(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		f := birthFacts("p-li", "p-ma", "h-ma")
		f["child_died_on"] = "2026-09-11"
		w.must(orNil(w.act(workflow.BirthThenDeath, workflow.Child, "", f, workflow.EffBirth, workflow.EffNumber, workflow.EffDeath)))
		p := one[models.Person](w, "name = '马小禾'")
		if p.Status != models.StatusDead || p.StatusOn != "2026-09-11" || len(p.NumberIndex) == 0 || p.HouseholdID != "" || p.Version != 2 {
			t.Errorf("the child: %+v", p)
		}
		birth, death := one[models.RegisterEvent](w, "subject_id = ? and serial = 1", p.ID), one[models.RegisterEvent](w, "subject_id = ? and serial = 2", p.ID)
		if birth.Kind != EventBirth || death.Kind != EventDeath || birth.CaseID != death.CaseID || birth.Correlation != death.Correlation || death.EventOn != "2026-09-11" {
			t.Errorf("birth %+v\ndeath %+v", birth, death)
		}
	})
}

func TestNobodyIsEnteredInAHouseholdElsewhereOrClosed(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		wantBlocked(t, w.act(workflow.BirthCert, workflow.Child, "", birthFacts("p-li", "p-ma", "h-b"), workflow.EffBirth), "household_elsewhere")
		w.death("p-old", "2026-09-20")
		wantBlocked(t, w.act(workflow.BirthCert, workflow.Child, "", birthFacts("p-li", "p-ma", "h-old"), workflow.EffBirth), "household_closed")
	})
}

func TestAChildsRelationFollowsItsParents(t *testing.T) {
	family, collective := models.Household{Kind: models.FamilyHousehold, HeadID: "head"}, models.Household{Kind: models.CollectiveHousehold}
	head := models.Person{ID: "head", BirthDate: "1970-01-01"}
	for parent, want := range map[gb.Relation][2]gb.Relation{
		"02": {"20", "30"}, "12": {"20", "30"}, "22": {"41", "42"}, "38": {"41", "42"}, "31": {"43", "44"}, "28": {"43", "44"}, "41": {"47", "48"},
		"51": {"73", "77"}, "71": {"93", "94"}, "72": {"93", "94"}, "77": {"95", "96"}, "99": {"99", "99"}, "81": {"97", "97"}, "": {"97", "97"},
	} {
		for i, sex := range []string{"1", "2"} {
			child := models.Person{Sex: sex, BirthDate: "2026-09-10"}
			if got := relationOfChild(family, head, models.Person{Relation: string(parent)}, child); got != want[i] {
				t.Errorf("parent %s, sex %s: %s, want %s", parent, sex, got, want[i])
			}
			if got := relationOfChild(collective, head, models.Person{Relation: string(parent)}, child); got != gb.RelationNotRelated {
				t.Errorf("in a collective household: %s", got)
			}
			if !gb.Relation(want[i]).Valid() {
				t.Errorf("%s is no code", want[i])
			}
		}
	}
	elder := models.Person{Sex: "1", BirthDate: "1960-01-01"}
	if got := relationOfChild(family, head, models.Person{Relation: "52"}, elder); got != "71" {
		t.Errorf("an elder son of the head's mother is %s", got)
	}
	son, daughter := models.Person{ID: "s", FatherID: "head"}, models.Person{ID: "d", MotherID: "head"}
	girl := models.Person{Sex: "2"}
	if got := relationOfGrandchild("head", son, models.Person{}, girl); got != "42" {
		t.Errorf("a son's daughter is %s", got)
	}
	if got := relationOfGrandchild("head", models.Person{}, daughter, girl); got != "44" {
		t.Errorf("a daughter's daughter is %s", got)
	}
	if got := relationOfGrandchild("head", models.Person{}, models.Person{}, girl); got != "40" {
		t.Errorf("a grandchild whose side is unknown is %s", got)
	}
}
