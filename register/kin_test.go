package register

import (
	"context"
	"fmt"
	"testing"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"

	"pgregory.net/rapid"
)

// family is four generations of one family with those who married in.
func family() Graph {
	g := NewGraph()
	couple := func(x, y string, children ...string) {
		g.Spouse(x, y)
		for _, c := range children {
			g.Father(c, x)
			g.Mother(c, y)
		}
	}
	couple("grandfather", "grandmother", "father", "uncle", "aunt")
	couple("great-uncle's father", "great-uncle's mother", "grandfather", "great-uncle")
	couple("father", "mother", "me", "sister")
	couple("uncle", "uncle's wife", "cousin")
	couple("cousin", "cousin's wife", "cousin's child")
	couple("wife's father", "wife's mother", "wife", "wife's brother")
	couple("wife's brother", "wife's brother's wife", "wife's nephew")
	couple("me", "wife", "son")
	couple("son", "daughter-in-law", "grandson")
	couple("in-law father", "in-law mother", "daughter-in-law", "daughter-in-law's sister")
	couple("sister's husband", "sister", "niece")
	g.Father("great-uncle's child", "great-uncle")
	return g
}

func TestKinOfAnOfficer(t *testing.T) {
	g := family()
	for other, want := range map[string]Kinship{
		"wife": KinSpouse, "father": KinDirect, "great-uncle's father": KinDirect, "grandson": KinDirect,
		"sister": KinCollateral, "uncle": KinCollateral, "cousin": KinCollateral, "niece": KinCollateral,
		"wife's father": KinInLaw, "wife's brother": KinInLaw, "wife's nephew": KinInLaw, "wife's brother's wife": KinInLaw,
		"uncle's wife": KinInLaw, "cousin's wife": KinInLaw, "sister's husband": KinInLaw, "daughter-in-law": KinInLaw, "in-law mother": KinInLaw,
	} {
		if got, ok := Related(g, "me", other); !ok || got != want {
			t.Errorf("%s: %q, want %q", other, got, want)
		}
	}
	for _, other := range []string{"me", "", "nobody", "great-uncle", "great-uncle's child", "cousin's child", "daughter-in-law's sister"} {
		if got, ok := Related(g, "me", other); ok {
			t.Errorf("%s counts as %s", other, got)
		}
	}
	if k, ok := Related(g, "uncle's wife", "mother"); !ok || k != KinInLaw {
		t.Errorf("two brothers' wives: %q %v", k, ok)
	}
}

// A household's lines name kin where nobody's parents are known.
func TestKinByTheLinesOfAHousehold(t *testing.T) {
	g := NewGraph()
	g.Household("head", []Member{{"head", "02"}, {"wife", "12"}, {"son", "20"}, {"son's wife", "38"}, {"grandchild", "41"}, {"mother", "52"},
		{"brother", "73"}, {"brother's wife", "74"}, {"nephew", "93"}, {"uncle", "81"}, {"cousin", "91"}, {"wife's mother", "56"},
		{"lodger", "99"}, {"distant", "97"}})
	for pair, want := range map[[2]string]Kinship{
		{"head", "wife"}: KinSpouse, {"head", "grandchild"}: KinDirect, {"son", "mother"}: KinDirect, {"wife", "wife's mother"}: KinDirect,
		{"brother", "head"}: KinCollateral, {"brother", "mother"}: KinDirect, {"nephew", "son"}: KinCollateral, {"uncle", "brother"}: KinCollateral,
		{"cousin", "head"}: KinCollateral, {"head", "son's wife"}: KinInLaw, {"head", "brother's wife"}: KinInLaw, {"brother's wife", "brother"}: KinInLaw,
		{"head", "wife's mother"}: KinInLaw,
	} {
		if got, ok := Related(g, pair[0], pair[1]); !ok || got != want {
			t.Errorf("%v: %q %v, want %q", pair, got, ok, want)
		}
	}
	for _, other := range []string{"lodger", "distant"} {
		if k, ok := Related(g, "head", other); ok {
			t.Errorf("%s counts as %s", other, k)
		}
	}
}

// Every relation of the standard gives a way, but for those that say nothing.
func TestEveryRelationHasItsWay(t *testing.T) {
	silent := []gb.Relation{"01", "02", "80", "97", "99"}
	for n := range 100 {
		r := gb.Relation(fmt.Sprintf("%02d", n))
		says := pathTo(r) != ""
		want := r.Valid()
		for _, s := range silent {
			want = want && r != s
		}
		if says != want {
			t.Errorf("relation %s: way %q", r, pathTo(r))
		}
	}
}

func TestKinshipIsTheSameFromBothSides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := NewGraph()
		who := rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f", "g", "h"})
		for range rapid.IntRange(0, 12).Draw(t, "edges") {
			x, y := who.Draw(t, "x"), who.Draw(t, "y")
			rapid.SampledFrom([]func(string, string){g.Father, g.Mother, g.Parent, g.Spouse, g.Sibling}).Draw(t, "kind")(x, y)
		}
		var members []Member
		for range rapid.IntRange(0, 4).Draw(t, "lines") {
			members = append(members, Member{who.Draw(t, "member"), gb.Relation(fmt.Sprintf("%02d", rapid.IntRange(1, 99).Draw(t, "relation")))})
		}
		g.Household(who.Draw(t, "head"), members)
		x, y := who.Draw(t, "one"), who.Draw(t, "other")
		k1, ok1 := Related(g, x, y)
		k2, ok2 := Related(g, y, x)
		if k1 != k2 || ok1 != ok2 {
			t.Fatalf("%s to %s is %q %v, back it is %q %v", x, y, k1, ok1, k2, ok2)
		}
	})
}

// people puts persons in the register who have nothing but their kin.
func (w *world) kin(rows ...models.Person) {
	w.t.Helper()
	for i := range rows {
		rows[i].Status, rows[i].Version, rows[i].Name = models.StatusActive, 1, "某"+rows[i].ID
	}
	w.tx(func(tx *store.Tx) error { return store.Insert(tx, rows...) })
}

// kinToCase tells whether the officer is kin to a case about the person.
func (w *world) kinToCase(officer string, facts workflow.Facts, subjects ...models.CaseSubject) bool {
	w.t.Helper()
	return w.tells(officer, facts, subjects, func(a *act) (bool, error) { return a.actorIsKin() })
}

// tells asks about an officer and a case of some facts and persons.
func (w *world) tells(officer string, facts workflow.Facts, subjects []models.CaseSubject, asked func(*act) (bool, error)) bool {
	w.t.Helper()
	def, ok := w.r.book.Current(workflow.BirthCert, w.r.Today())
	if !ok {
		w.t.Fatal("the book has no birth")
	}
	var yes bool
	w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
		a := w.r.begin(tx, w.officer(officer))
		a.def, a.form.Facts = def, facts
		a.cache.subjects = subjects
		a.loaded("subjects")
		var err error
		yes, err = asked(a)
		return err
	}))
	return yes
}

func TestOfficerIsKinOfAPersonOfTheCase(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.Household{ID: "h1", Number: "1", Org: stationOrg, Kind: models.FamilyHousehold, HeadID: "p-head-of-house", Status: "open", Version: 1},
				models.Household{ID: "h2", Number: "2", Org: stationOrg, Kind: models.CollectiveHousehold, HeadID: "p-clerk2", Status: "open", Version: 1},
				models.Household{ID: "h3", Number: "3", Org: stationOrg, Kind: models.FamilyHousehold, HeadID: "p-county", Status: "open", Version: 1})
		})
		w.kin(models.Person{ID: "p-clerk", MotherID: "gm", SpouseID: "wife"}, models.Person{ID: "gm"}, models.Person{ID: "wife", FatherID: "wf"}, models.Person{ID: "wf"},
			models.Person{ID: "aunt-child", MotherID: "aunt"}, models.Person{ID: "aunt", MotherID: "ggm"}, models.Person{ID: "wb", FatherID: "wf"}, models.Person{ID: "stranger"},
			models.Person{ID: "p-head-of-house", HouseholdID: "h1", Relation: "02"}, models.Person{ID: "p-head", HouseholdID: "h1", Relation: "73"},
			models.Person{ID: "p-clerk2", HouseholdID: "h2", Relation: "02"}, models.Person{ID: "ward", HouseholdID: "h2", Relation: "20"},
			models.Person{ID: "nephew", FatherID: "p-head-of-house"},
			models.Person{ID: "p-county", HouseholdID: "h3", Relation: "02"}, models.Person{ID: "old-mother", HouseholdID: "h3", Relation: "52"},
			models.Person{ID: "p-city-child", MotherID: "p-city"}, models.Person{ID: "p-city"})
		person := func(id string) models.CaseSubject {
			return models.CaseSubject{Role: string(workflow.Mother), PersonID: id}
		}
		for _, c := range []struct {
			what, officer string
			subject       string
			want          bool
		}{
			{"a stranger", "clerk", "stranger", false},
			{"the clerk's mother", "clerk", "gm", true},
			{"the wife's brother", "clerk", "wb", true},
			{"somebody of whom no link is known", "clerk", "aunt-child", false},
			{"the child of the head's brother in one booklet", "head", "nephew", true},
			{"the mother of an officer who heads the booklet", "county", "old-mother", true},
			{"the child of an officer whose own line names nobody", "city", "p-city-child", true},
			{"a line of a collective household", "clerk2", "ward", false},
			{"an officer whom the register does not have", "community", "stranger", false},
		} {
			if got := w.kinToCase(c.officer, nil, person(c.subject)); got != c.want {
				t.Errorf("%s: %v", c.what, got)
			}
		}
		// A newborn has no line; its parents stand in the form.
		child := models.CaseSubject{Role: string(workflow.Child)}
		if !w.kinToCase("clerk", workflow.Facts{workflow.FactMother: "wife"}, child) {
			t.Error("the clerk's own newborn is no kin")
		}
		if !w.kinToCase("clerk", workflow.Facts{workflow.FactMother: "stranger", workflow.FactFather: "p-clerk"}, child) {
			t.Error("a newborn of which the clerk is named the father is no kin")
		}
		if w.kinToCase("clerk", workflow.Facts{workflow.FactMother: "stranger"}, child) {
			t.Error("a stranger's newborn is kin")
		}
	})
}

func TestAnOfficerWhoLivesInTheFamilyHouseholdIsAParty(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.Household{ID: "h1", Number: "1", Org: stationOrg, Kind: models.FamilyHousehold, Status: "open", Version: 1},
				models.Household{ID: "h2", Number: "2", Org: stationOrg, Kind: models.CollectiveHousehold, HeadID: "p-clerk2", Status: "open", Version: 1})
		})
		// The first household has no head, and the clerk no kin that the register knows.
		w.kin(models.Person{ID: "p-clerk", HouseholdID: "h1", Relation: "02"}, models.Person{ID: "p-clerk2", HouseholdID: "h2", Relation: "02"}, models.Person{ID: "stranger"})
		stranger := []models.CaseSubject{{Role: string(workflow.Mother), PersonID: "stranger"}}
		for _, c := range []struct {
			what, officer, household string
			subjects                 []models.CaseSubject
			want                     bool
		}{
			{"a stranger who is to join the clerk's own household", "clerk", "h1", stranger, true},
			{"a child without a line who is to join it", "clerk", "h1", nil, true},
			{"a stranger of another household", "clerk", "h2", stranger, false},
			{"the collective household where the clerk is registered", "clerk2", "h2", stranger, false},
		} {
			if got := w.tells(c.officer, workflow.Facts{workflow.FactHousehold: c.household}, c.subjects, (*act).actorIsParty); got != c.want {
				t.Errorf("%s: %v", c.what, got)
			}
		}
	})
}

func TestDeclaredRecusalIsJournaledAndLetsTheCaseGo(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert})
		_, err := w.r.Claim(context.Background(), w.officer("clerk"), id)
		w.must(err)
		q := RecusalRequest{CaseID: id, Reason: "当事人是我的同学", Key: "recuse-1"}
		ans, err := w.r.DeclareRecusal(context.Background(), w.officer("clerk"), q)
		w.must(err)
		again, err := w.r.DeclareRecusal(context.Background(), w.officer("clerk"), q)
		w.must(err)
		if !again.Repeated || string(again.Body) != string(ans.Body) {
			t.Error("the repeat got another answer")
		}
		if c := w.row(id); c.HolderID != "" || c.Version != 2 || c.Seq != 1 {
			t.Errorf("holder %q, version %d, journal %d", c.HolderID, c.Version, c.Seq)
		}
		w.must(w.db.Read(context.Background(), func(tx *store.Tx) error {
			a := w.r.begin(tx, w.officer("clerk"))
			if err := a.load(id); err != nil {
				return err
			}
			if err := a.notRecused(); err == nil {
				t.Error("the recused officer may act")
			}
			return nil
		}))
		if _, err := w.r.DeclareRecusal(context.Background(), w.officer("clerk"), RecusalRequest{PersonID: "nobody", Reason: "x"}); err == nil {
			t.Error("a person the register does not have was taken")
		}
	})
}
