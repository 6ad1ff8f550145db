package register

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// wrongOf are the fields and codes of a refusal for values, in the order told.
func wrongOf(err error) []string {
	var invalid *Invalid
	if !errors.As(err, &invalid) {
		return nil
	}
	var out []string
	for _, e := range invalid.Errors {
		out = append(out, e.Field+" "+e.Code)
	}
	return out
}

func TestABirthThatCannotBeIsNotTakenDown(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.Household{ID: "h-2", Number: "000002", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "城关镇二号", Status: "open", Version: 1, EventID: "seed", CaseID: "seed"})
		})
		tomorrow := string(models.DateOf(w.r.Now()).AddDays(1))
		stories := map[string]struct {
			facts workflow.Facts
			want  []string
		}{
			"born tomorrow": {workflow.Facts{"child_birth_date": tomorrow, "certificate_issued_on": tomorrow},
				[]string{"facts.certificate_issued_on in_the_future", "facts.child_birth_date in_the_future"}},
			"certified before the birth":         {workflow.Facts{"certificate_issued_on": "2026-09-09"}, []string{"facts.certificate_issued_on before_birth"}},
			"no such place":                      {workflow.Facts{"birth_place_code": "999999"}, []string{"facts.birth_place_code unknown_division"}},
			"an order of birth before the first": {workflow.Facts{"birth_order": 0}, []string{"facts.birth_order out_of_range"}},
			"no such hour":                       {workflow.Facts{"birth_time": "24:00"}, []string{"facts.birth_time not_a_time"}},
			"no such household":                  {workflow.Facts{"household_id": "h-none"}, []string{"facts.household_id unknown_household", "facts.household_id not_the_parents_household"}},
			"the neighbours' household":          {workflow.Facts{"household_id": "h-2"}, []string{"facts.household_id not_the_parents_household"}},
			"one person as both parents":         {workflow.Facts{"father": mother}, []string{"facts.father same_person", "facts.father wrong_sex"}},
			"the parents changed about":          {workflow.Facts{"mother": father, "father": mother}, []string{"facts.mother wrong_sex", "facts.father wrong_sex"}},
			"born before the parents":            {workflow.Facts{"child_birth_date": "1990-01-01"}, []string{"facts.mother younger_than_child", "facts.father younger_than_child"}},
			"each fault of a name but once":      {workflow.Facts{"child_name": "ABC"}, []string{"facts.child_name name_character"}},
		}
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts(mother, father, house)})
		n := 0
		for name, story := range stories {
			n++
			facts := birthFacts(mother, father, house)
			maps.Copy(facts, story.facts)
			_, err := w.r.Open(context.Background(), w.officer("clerk"), OpenRequest{Key: fmt.Sprintf("cannot-be-%d", n), Business: workflow.BirthCert, Facts: facts})
			if diff := cmp.Diff(story.want, wrongOf(err)); diff != "" {
				t.Errorf("%s, written at once (-want +got):\n%s", name, diff)
			}
			// What is changed later is judged together with what stands.
			_, err = w.r.Change(context.Background(), w.officer("clerk"), id, w.row(id).Version, story.facts)
			if diff := cmp.Diff(story.want, wrongOf(err)); diff != "" {
				t.Errorf("%s, written into the draft (-want +got):\n%s", name, diff)
			}
		}
		if v := w.row(id).Version; v != 1 {
			t.Errorf("refused changes moved the draft to version %d", v)
		}
	})
}

func TestGrandparentsTakeTheChildIntoAHouseholdOfTheirOwn(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, _ := w.seedFamily()
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.Household{ID: "h-2", Number: "000002", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "城关镇二号", Status: "open", Version: 1, EventID: "seed", CaseID: "seed"})
		})
		facts := birthFacts(mother, father, "h-2")
		facts["follows"] = "grandparents"
		w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: facts})
	})
}

// TestABirthIntoAnotherStationsHouseholdIsNotAccepted: the family lives in the other
// county, and the case names this station as the one of registration. Anybody may
// lodge; the clerk learns at the acceptance what to do, and not after the county has
// approved.
func TestABirthIntoAnotherStationsHouseholdIsNotAccepted(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		w.tx(func(tx *store.Tx) error {
			_, err := tx.Exec("UPDATE households SET org = ? WHERE id = ?", otherOrg, house)
			return err
		})
		lodged := func(b workflow.Business, station string, facts workflow.Facts) string {
			id := w.open("clerk", OpenRequest{Business: b, RegisterStation: station, Facts: facts})
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range []workflow.MaterialKind{workflow.MatIdentity, workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
				w.paper(id, k)
			}
			return id
		}
		for b, facts := range map[workflow.Business]workflow.Facts{workflow.BirthCert: birthFacts(mother, father, house), workflow.BirthNoCert: noCertFacts(mother, father, house)} {
			here := lodged(b, stationOrg, facts)
			if err := w.try("clerk", here, workflow.Accept, "", nil); !refusedFor(err, workflow.GHouseholdHere) {
				t.Errorf("%s was accepted into another station's household: %v", b, err)
			}
			w.wantBarred("clerk", here, workflow.Accept, workflow.GHouseholdHere)
			there := lodged(b, otherOrg, facts)
			w.wantAllowed("clerk", there, workflow.Accept)
		}
	})
}

// TestAHouseholdThatWentToAnotherStationStopsTheDecision holds the same where the areas
// change between acceptance and decision.
func TestAHouseholdThatWentToAnotherStationStopsTheDecision(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		w.tx(func(tx *store.Tx) error {
			_, err := tx.Exec("UPDATE households SET org = ? WHERE id = ?", otherOrg, "h-1")
			return err
		})
		if err := w.try("county_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GHouseholdHere) {
			t.Errorf("approved for another station's household: %v", err)
		}
	})
}

// A year of five digits sorts before every other: it is beyond all the same.
func TestYearOfFiveDigitsIsBeyondTheHorizon(t *testing.T) {
	r := New(Config{Calendar: calendar.China()})
	for day, beyond := range map[models.Date]bool{"2026-11-28": false, r.Horizon(): false, "2099-01-01": true, "10000-01-01": true} {
		if r.Beyond(day) != beyond {
			t.Errorf("%s: beyond is %v", day, r.Beyond(day))
		}
	}
}

// TestAnUnusualBirthIsWarnedOfAndStopsNothing: what to compare again is shown with the
// case, names nobody, and is no condition of any step (domain 3.3).
func TestAnUnusualBirthIsWarnedOfAndStopsNothing(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village()) // the mother was born on 1991-06-12, her son on 2017-02-03
		for born, want := range map[string][]string{"2017-05-01": {"birth_interval"}, "2017-02-03": nil, "2018-01-05": nil, "2003-01-05": {"mother_under_14"}} {
			facts := birthFacts("p-li", "p-ma", "h-ma")
			facts["child_birth_date"], facts["certificate_issued_on"], facts["certificate_no"] = born, born, "T-"+born
			id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: facts})
			v, err := w.r.View(context.Background(), w.officer("clerk"), id)
			w.must(err)
			var got []string
			for _, c := range v.Warnings {
				got = append(got, c.Code)
				if strings.Contains(c.Message.Zh, "马") || strings.Contains(c.Message.Zh, "李") {
					t.Errorf("the warning names somebody: %s", c.Message.Zh)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("a birth on %s is warned of as %v, want %v", born, got, want)
			}
			w.step("clerk", id, workflow.Lodge, nil)
		}
	})
}

// A day that cannot be the person's is told at its box, whoever is named how.
func TestNobodyDiesBeforeBirth(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		early := workflow.Facts{"event_date": "1900-01-01", "death_cause": "illness", "death_proof_kind": "medical", "applicant_name": "马文", "applicant_relation": "relative"}
		named := maps.Clone(early)
		named["deceased_id"] = "p-old"
		for _, q := range []OpenRequest{{Business: workflow.Death, Facts: named}, {Business: workflow.Death, Facts: early, Subjects: []SubjectRequest{{Role: workflow.Deceased, Person: "p-old"}}}} {
			_, err := w.r.Open(context.Background(), w.officer("clerk"), q)
			if !invalidAt(err, "facts.event_date", "before_birth") {
				t.Errorf("a death before birth: %v", err)
			}
		}
		delete(early, "event_date")
		id := w.open("clerk", OpenRequest{Business: workflow.Death, Facts: early, Subjects: []SubjectRequest{{Role: workflow.Deceased, Person: "p-old"}}})
		_, err := w.r.Change(context.Background(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"event_date": "1944-12-31"})
		if !invalidAt(err, "facts.event_date", "before_birth") {
			t.Errorf("a death before birth, added to a draft: %v", err)
		}
	})
}

func TestAHusbandIsNoWife(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.alters(workflow.HeadChange, "p-li", workflow.Facts{"relations": []string{"p-li=02", "p-ma=12", "p-son=20"}})
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatHouseholdBook)
		err := w.try("clerk", id, workflow.Accept, "", workflow.Facts{"relations_confirmed": true})
		if !refusedFor(err, workflow.GRelationsRight) || !strings.Contains(describe(err), "马文：关系与性别不符") {
			t.Errorf("a man as wife: %s", describe(err))
		}
	})
}

func TestNobodyIsAdoptedBeforeBirthOrOfAge(t *testing.T) {
	for day, want := range map[string]string{"2016-01-01": "before_birth", "2035-02-03": "of_age", "2020-01-01": ""} {
		wrong := adoptedWhen(workflow.Facts{workflow.FactAdoptedOn: day}, "2017-02-03")
		if want == "" && len(wrong) > 0 || want != "" && (len(wrong) != 1 || wrong[0].Code != want) {
			t.Errorf("adopted on %s: %v, want %q", day, wrong, want)
		}
	}
}
