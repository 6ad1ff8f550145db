package register

import (
	"context"
	"errors"
	"slices"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

// village is what the tests of people and households begin with: a family of three,
// an old man alone, and a family in the other county, taken over by a load.
func village() []LoadedHousehold {
	return []LoadedHousehold{
		{ID: "h-ma", Number: "000101", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "城关镇南街12号", OpenedOn: "2015-03-01", Members: []LoadedPerson{
			{ID: "p-ma", Number: "64990119900307001X", Name: "马文", Sex: "1", BirthDate: "1990-03-07", Ethnicity: "03", Relation: "02", Since: "2015-03-01", Marital: "20"},
			{ID: "p-li", Number: "649901199106120026", Name: "李春梅", Sex: "2", BirthDate: "1991-06-12", Ethnicity: "01", Relation: "12", Since: "2016-05-01", Spouse: "64990119900307001X"},
			{ID: "p-son", Key: "son", Name: "马小麦", Sex: "1", BirthDate: "2017-02-03", Ethnicity: "03", Relation: "20", Since: "2017-02-20", Father: "64990119900307001X", Mother: "649901199106120026"},
		}},
		{ID: "h-old", Number: "000102", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "城关镇南街14号", OpenedOn: "2001-01-01", Members: []LoadedPerson{
			{ID: "p-old", Number: "649901194501010034", Name: "丁福", Sex: "1", BirthDate: "1945-01-01", Ethnicity: "01", Relation: "02", Since: "2001-01-01"},
		}},
		{ID: "h-b", Number: "000007", Org: otherOrg, Division: "640422", Kind: models.FamilyHousehold, Address: "乙镇七号", OpenedOn: "2010-01-01", Members: []LoadedPerson{
			{ID: "p-b", Number: "64990119800101003X", Name: "王大山", Sex: "1", BirthDate: "1980-01-01", Ethnicity: "01", Relation: "02", Since: "2010-01-01"},
			{ID: "p-bs", Number: "649901201603040019", Name: "王小石", Sex: "1", BirthDate: "2016-03-04", Ethnicity: "01", Relation: "93", Since: "2016-04-01"},
		}},
	}
}

// proper gives the numbers of the village their check digits.
func proper(hs []LoadedHousehold) []LoadedHousehold {
	fixed := map[string]string{}
	fix := func(text string) string {
		if len(text) != 18 {
			return text
		}
		fixed[text] = text[:17] + string(models.CheckDigit(text[:17]))
		return fixed[text]
	}
	for i := range hs {
		for j := range hs[i].Members {
			m := &hs[i].Members[j]
			m.Number = models.CitizenNumber(fix(m.Number.Reveal()))
			m.Father, m.Mother, m.Spouse = fix(m.Father), fix(m.Mother), fix(m.Spouse)
		}
	}
	return hs
}

func (w *world) load(hs []LoadedHousehold) LoadReport {
	w.t.Helper()
	rep, err := w.r.LoadHouseholds(context.Background(), w.officer("region"), "首日建库", proper(hs))
	w.must(err)
	return rep
}

// sound runs the whole check and wants nothing found.
func (w *world) sound() {
	w.t.Helper()
	found, err := w.r.Check(context.Background())
	w.must(err)
	for _, f := range found {
		w.t.Errorf("the check found: %s", f)
	}
}

func one[T any](w *world, where string, args ...any) T {
	w.t.Helper()
	var out T
	w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
		var err error
		out, err = store.One[T](tx, where, args...)
		return err
	}))
	return out
}

func count[T any](w *world, where string, args ...any) int64 {
	w.t.Helper()
	var n int64
	w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
		var err error
		n, err = store.Count[T](tx, where, args...)
		return err
	}))
	return n
}

func TestAStationsFirstDayIsTakenOverOnceAndReconciled(t *testing.T) {
	eachWorld(t, func(w *world) {
		rep := w.load(village())
		want := LoadReport{CaseID: rep.CaseID, CaseNumber: rep.CaseNumber, Households: LoadCount{Given: 3, Added: 3}, People: LoadCount{Given: 6, Added: 6},
			Numbers: LoadCount{Given: 5, Added: 5}, Certified: []string{}, Notes: []LoadProblem{}}
		if diff := cmp.Diff(want, rep); diff != "" {
			t.Errorf("the report (-want +got):\n%s", diff)
		}
		son := one[models.Person](w, "id = 'p-son'")
		if son.FatherID != "p-ma" || son.MotherID != "p-li" || son.CaseID != rep.CaseID {
			t.Errorf("the son's father is %q, mother %q, case %q", son.FatherID, son.MotherID, son.CaseID)
		}
		if got := one[models.Household](w, "id = 'h-ma'").HeadID; got != "p-ma" {
			t.Errorf("the head is %q", got)
		}
		w.sound()

		w.setClock("2026-09-25T09:00:00+08:00")
		again := w.load(village())
		want = LoadReport{Households: LoadCount{Given: 3, Same: 3}, People: LoadCount{Given: 6, Same: 6}, Certified: []string{}, Notes: []LoadProblem{}}
		if diff := cmp.Diff(want, again); diff != "" {
			t.Errorf("the second report (-want +got):\n%s", diff)
		}
		if n := count[models.RegisterEvent](w, ""); n != 9 {
			t.Errorf("%d events after the second load, want 9", n)
		}
		w.sound()
	})
}

// TestEveryFaultOfALoadIsToldAtOnce has one in each part of the work: a relation, a
// relative who is nobody, a number given away, a division that is none.
func TestEveryFaultOfALoadIsToldAtOnce(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := proper(village())
		hs[0].Members[1].Relation = "xx"
		hs[1].Members[0].Spouse = "a key that no line has"
		_, err := w.r.Load(context.Background(), w.officer("region"), LoadRequest{Households: hs, Used: []models.CitizenNumber{"1"}, Certify: []string{"000000"}})
		var bad *LoadError
		if !errors.As(err, &bad) {
			t.Fatalf("the load ends with %v", err)
		}
		var codes []string
		for _, p := range bad.Problems {
			codes = append(codes, p.Code)
			if p.Message.Zh == "" || p.Message.En == "" {
				t.Errorf("%s lacks a language", p.Code)
			}
		}
		if diff := cmp.Diff([]string{"unknown_relation", "bad_number", "unknown_key", "unknown_division"}, codes); diff != "" {
			t.Errorf("the faults (-want +got):\n%s", diff)
		}
	})
}

func TestALoadWithOneBadLineLeavesNothingBehind(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := proper(village())
		hs[0].Members[1].Relation = "02"
		hs[2].Members[1].Number = hs[1].Members[0].Number
		_, err := w.r.LoadHouseholds(context.Background(), w.officer("region"), "首日建库", hs)
		var bad *LoadError
		if !errors.As(err, &bad) {
			t.Fatalf("want the problems, got %v", err)
		}
		var codes []string
		for _, p := range bad.Problems {
			codes = append(codes, p.Code)
		}
		if diff := cmp.Diff([]string{"one_head", "number_twice"}, codes); diff != "" {
			t.Errorf("problems (-want +got):\n%s", diff)
		}
		if n := count[models.Person](w, "") + count[models.Case](w, "") + count[models.NumberEntry](w, ""); n != 0 {
			t.Errorf("%d rows were left behind", n)
		}
	})
}

func TestUsedCodesAreNeverGivenAgainAndCertifyOpensTheLedger(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tx(func(tx *store.Tx) error {
			_, err := store.Set[models.Division](tx, map[string]any{"ledger_certified_on": ""}, "code = '640522'")
			return err
		})
		used, err := models.NewCitizenNumber("649901", "2026-09-10", 4)
		w.must(err)
		rep, err := w.r.Load(context.Background(), w.officer("region"), LoadRequest{Title: "台账", Households: proper(village()), Used: []models.CitizenNumber{used}})
		w.must(err)
		if rep.Numbers.Added != 6 || len(rep.Certified) != 0 {
			t.Errorf("numbers %+v, certified %v", rep.Numbers, rep.Certified)
		}
		id := w.birthOnTheSpot("h-ma", "2026-09-10")
		w.wantState(id, workflow.Approved)

		rep, err = w.r.Load(context.Background(), w.officer("region"), LoadRequest{Title: "核定台账", Certify: []string{"640522"}})
		w.must(err)
		if diff := cmp.Diff([]string{"640522"}, rep.Certified); diff != "" {
			t.Errorf("certified (-want +got):\n%s", diff)
		}
		w.step("clerk", id, workflow.EffectIt, nil)
		p := w.wantRegistered(id, workflow.Child, "h-ma")
		n, err := w.r.number(p)
		w.must(err)
		if n.Sequence() != 6 {
			t.Errorf("the daughter's sequence is %d, want 6: the code after the one used", n.Sequence())
		}
		w.sound()
	})
}

// What no register can hold keeps a load out, each at its household and member.
func TestLoadRefusesImpossibleDaysNamesAndPlaces(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := proper(village())
		hs[0].OpenedOn, hs[0].Division, hs[0].Address = "2009-02-30", "110101", " "
		hs[0].Members[0].Since = "2009-02-30"
		hs[0].Members[1].Since = "2035-01-01"
		hs[0].Members[2].Name = "马\u200b小麦"
		hs[1].OpenedOn = "x"
		hs[1].Members[0] = LoadedPerson{ID: "p-old", Name: "丁福", Sex: "1", BirthDate: "2030-02-11", Relation: "02"}
		_, err := w.r.LoadHouseholds(context.Background(), w.officer("region"), "首日建库", hs)
		var wrong *LoadError
		if !errors.As(err, &wrong) {
			t.Fatalf("got %v, want every fault", err)
		}
		got := map[string]int{}
		for _, p := range wrong.Problems {
			got[p.Code]++
		}
		if diff := cmp.Diff(map[string]int{"bad_day": 5, "other_division": 1, "incomplete": 1, "name_invisible": 1}, got); diff != "" {
			t.Errorf("faults (-want +got):\n%s", diff)
		}
		if n := count[models.Person](w, "id = 'p-ma'"); n != 0 {
			t.Error("half of the load was written")
		}
	})
}

// TestASecondLoadAddsNoSecondHead, nor a household for somebody who lives elsewhere: a
// family household has one head (invariant 4), who lives in it.
func TestASecondLoadAddsNoSecondHead(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		second := village()[:1]
		second[0].Members = []LoadedPerson{{ID: "p-new", Number: "649901197001010017", Name: "新户主", Sex: "1", BirthDate: "1970-01-01", Relation: "02", Since: "2016-01-01"}}
		moved := village()[1:2]
		moved[0].ID, moved[0].Number = "h-new", "000199"
		for code, hs := range map[string][]LoadedHousehold{"head_there": second, "lives_elsewhere": moved} {
			_, err := w.r.Load(context.Background(), Operator(), LoadRequest{Title: "第二次", Households: proper(hs)})
			var faults *LoadError
			if !errors.As(err, &faults) || !slices.ContainsFunc(faults.Problems, func(n LoadProblem) bool { return n.Code == code }) {
				t.Errorf("want %s, got %v", code, err)
			}
		}
		w.sound()
	})
}

// The case of a load holds its events together; nobody works on it, so nobody finds it.
func TestTheCaseOfALoadIsFoundByNobody(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		load := one[models.Case](w, "business = ?", string(BusinessLoad))
		for _, who := range []string{"clerk", "county_lead", "region"} {
			_, err := w.r.View(context.Background(), w.officer(who), load.ID)
			if !errors.Is(err, ErrNotFound) {
				t.Errorf("%s reads the load: %v", who, err)
			}
			if _, err = w.r.Steps(context.Background(), w.officer(who), load.ID); !errors.Is(err, ErrNotFound) {
				t.Errorf("%s is offered steps of the load: %v", who, err)
			}
		}
	})
}
