package register

import (
	"context"
	"errors"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

func TestTwoDaysOfAPersonAndAHouseholdSideBySide(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		ctx := context.Background()
		w.setClock("2026-10-20T09:00:00+08:00")
		id := w.death("p-ma", "2026-10-02")
		before, after := PersonQuery{AsOf: "2026-10-01", Purpose: "核对"}, PersonQuery{AsOf: "2026-10-20"}
		rows, err := w.r.PersonDiff(ctx, w.officer("clerk"), "p-ma", before, after)
		w.must(err)
		changed := map[string]DiffRow{}
		for _, row := range rows {
			if row.Changed {
				changed[row.Item] = row
			}
		}
		s, ok := changed["status"]
		if !ok || s.A.Text.Zh != "正常" || s.B.Text.Zh != "死亡注销" || s.B.CaseID != id || s.B.CaseNumber == "" || s.B.Since != "2026-10-02" {
			t.Errorf("the status: %+v", s)
		}
		if _, ok := changed["name"]; ok || len(rows) <= len(changed) {
			t.Errorf("equal items are missing or told as changed: %+v", changed)
		}
		if _, ok := changed["father_id"]; ok {
			t.Error("a restricted item is shown outside a case")
		}
		days, err := w.r.PersonDays(ctx, w.officer("clerk"), "p-ma", PersonQuery{Purpose: "核对"})
		w.must(err)
		if diff := cmp.Diff([]models.Date{"2015-03-01", "2026-10-02"}, days); diff != "" {
			t.Errorf("days of the person (-want +got):\n%s", diff)
		}
		known, err := w.r.PersonDays(ctx, w.officer("clerk"), "p-ma", PersonQuery{Purpose: "核对", KnownAt: at("2026-10-10T12:00:00+08:00")})
		w.must(err)
		if diff := cmp.Diff([]models.Date{"2015-03-01"}, known); diff != "" {
			t.Errorf("days as known before the entry (-want +got):\n%s", diff)
		}

		house, err := w.r.HouseholdDiff(ctx, w.officer("clerk"), "h-ma", PersonQuery{AsOf: "2016-12-31", Purpose: "核对"}, after)
		w.must(err)
		got := map[string][2]bool{}
		for _, row := range house {
			if row.Changed {
				got[row.Item+row.PersonID] = [2]bool{row.A != nil, row.B != nil}
			}
		}
		if diff := cmp.Diff(map[string][2]bool{"memberp-ma": {true, false}, "memberp-son": {false, true}, "head_id": {true, false}}, got); diff != "" {
			t.Errorf("the household's changes (-want +got):\n%s", diff)
		}
		dates, err := w.r.HouseholdDays(ctx, w.officer("clerk"), "h-ma", PersonQuery{Purpose: "核对"})
		w.must(err)
		if diff := cmp.Diff([]models.Date{"2015-03-01", "2016-05-01", "2017-02-20", "2026-10-02"}, dates); diff != "" {
			t.Errorf("days of the household (-want +got):\n%s", diff)
		}
		if n := count[models.AccessLog](w, "what = 'household_diff' and purpose = '核对'"); n != 2 {
			t.Errorf("%d rows of the log, want one for each of two grown members: the child is withheld", n)
		}
		for who, want := range map[string]error{"clerk_b": ErrNotFound} {
			if _, err := w.r.PersonDiff(ctx, w.officer(who), "p-ma", before, after); !errors.Is(err, want) {
				t.Errorf("%s compares: %v", who, err)
			}
			if _, err := w.r.HouseholdDiff(ctx, w.officer(who), "h-ma", before, after); !errors.Is(err, want) {
				t.Errorf("%s compares households: %v", who, err)
			}
		}
		var needs *PurposeRequired
		if _, err := w.r.HouseholdDays(ctx, w.officer("clerk"), "h-ma", PersonQuery{}); !errors.As(err, &needs) {
			t.Errorf("without a purpose: %v", err)
		}
		early := PersonQuery{AsOf: "2001-01-01", Purpose: "核对"}
		if _, err := w.r.PersonDiff(ctx, w.officer("clerk"), "p-ma", early, early); !errors.Is(err, ErrNotFound) {
			t.Errorf("two days before the register had him: %v", err)
		}
	})
}

func TestAWardsGuardianIsComparedInsideTheCaseAlone(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.seedHome()
		w.act(workflow.WardMove, workflow.Ward, "p-bs", workflow.Facts{"institution": unitID, "household_id": unitHome, "legal_ground": "guardian_dead", "guardianship_doc_no": "G-1"}, workflow.EffMove, workflow.EffGuardian)
		c := one[models.CaseSubject](w, "person_id = 'p-bs'")
		for _, look := range []struct {
			q    PersonQuery
			want bool
		}{{PersonQuery{AsOf: "2026-09-23", CaseID: c.CaseID}, true}, {PersonQuery{AsOf: "2026-09-23", Purpose: "核对"}, false}} {
			rows, err := w.r.PersonDiff(context.Background(), w.officer("clerk"), "p-bs", look.q, PersonQuery{})
			w.must(err)
			found := false
			for _, row := range rows {
				found = found || row.Item == "guardians" && row.Changed && row.B != nil
			}
			if found != look.want {
				t.Errorf("%+v shows the guardian: %v", look.q, found)
			}
		}
	})
}

func TestAProtectedPersonsPageDoesNotTellOutsidersWhereTheyLive(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		ctx := context.Background()
		w.act(workflow.WardMove, workflow.Ward, "p-bs", workflow.Facts{"institution": unitID, "household_id": unitHome, "legal_ground": "guardian_dead", "guardianship_doc_no": "G-1"}, workflow.EffGuardian)
		protect := func(person string) {
			w.tx(func(tx *store.Tx) error {
				a := w.r.begin(tx, w.officer("clerk_b"))
				a.c = one[models.Case](w, "business = ?", string(workflow.WardMove))
				p, _, err := a.personByID(person)
				if err != nil {
					return err
				}
				p.Protected = true
				_, err = a.writePerson(&p, eventSpec{Kind: EventGuardian})
				return err
			})
		}
		protect("p-bs")
		c := one[models.CaseSubject](w, "person_id = 'p-bs'")
		q := PersonQuery{CaseID: c.CaseID}
		v, err := w.r.Person(ctx, w.officer("clerk"), "p-bs", q)
		w.must(err)
		if v.HouseholdID != "" || v.Address != "" || v.Station != "" || v.Name != "王小石" {
			t.Errorf("an outsider sees %+v", v)
		}
		for _, i := range v.Items {
			if i.Item == "household_id" || i.Item == "org" || i.Item == "relation" {
				t.Errorf("an outsider sees the item %s", i.Item)
			}
		}
		w.approved("clerk_b", "head_b", "p-bs")
		own, err := w.r.Person(ctx, w.officer("clerk_b"), "p-bs", PersonQuery{Purpose: "核对"})
		w.must(err)
		if own.HouseholdID != "h-b" || own.Address == "" || own.Station != otherOrg {
			t.Errorf("the own station sees %+v", own)
		}
	})
}

// TestASealedHeadIsNamedByNoComparison: two days of a household side by side say no more
// of whose file is closed than its page does.
func TestASealedHeadIsNamedByNoComparison(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		day := PersonQuery{AsOf: "2026-09-20", Purpose: "核对"}
		heads := func() int {
			rows, err := w.r.HouseholdDiff(t.Context(), w.officer("clerk"), "h-ma", day, day)
			w.must(err)
			n := 0
			for _, row := range rows {
				if row.Item == "head_id" || row.PersonID == "p-ma" {
					n++
				}
			}
			return n
		}
		if n := heads(); n != 2 {
			t.Fatalf("%d rows of the head, want an item and a member", n)
		}
		w.sealedOff("p-ma")
		if n := heads(); n != 0 {
			t.Errorf("%d rows name the sealed head", n)
		}
	})
}
