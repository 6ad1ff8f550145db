package register

import (
	"context"
	"errors"
	"sync"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// seedFamily puts a mother and a father in an open household of the station and
// gives their ids and the household's.
func (w *world) seedFamily() (mother, father, house string) {
	w.tx(func(tx *store.Tx) error {
		mother, father, house = "p-mother", "p-father", "h-1"
		if err := store.Insert(tx, models.Household{ID: house, Number: "000001", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, HeadID: father, Address: "城关镇一号", Status: "open", Version: 1, EventID: "seed", CaseID: "seed"}); err != nil {
			return err
		}
		person := func(id, name, sex, relation string) models.Person {
			return models.Person{ID: id, Name: name, Sex: sex, BirthDate: "1995-05-05", Ethnicity: "01", Status: models.StatusActive, HouseholdID: house, Relation: relation, Org: stationOrg, Since: "2015-01-01", Version: 1, EventID: "seed", CaseID: "seed"}
		}
		return store.Insert(tx, person(mother, "李春梅", "2", "12"), person(father, "马文", "1", "02"))
	})
	return mother, father, house
}

func birthFacts(mother, father, house string) workflow.Facts {
	return workflow.Facts{"applicant_name": "李春梅", "applicant_relation": "parent", "child_name": "马小禾", "child_sex": "2", "child_birth_date": "2026-09-10",
		"birth_order": 1, "birth_place_code": "640522", "born_where": "institution", "birth_institution": "甲县医院", "follows": "mother", "household_id": house,
		"mother": mother, "father": father, "ethnicity_source": "mother", "certificate_no": "T640000001", "certificate_issued_on": "2026-09-12", "certificate_name": "马小禾", "parents_evidence": "certificate"}
}

func TestClerkTakesABirthFromDraftToAcceptance(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GMaterials) {
			t.Fatalf("accepting without papers: %v", err)
		}
		for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
			w.paper(id, k)
		}
		w.step("clerk", id, workflow.Accept, nil)
		w.wantState(id, workflow.Accepted)
		if got := w.row(id).DueOn; got != "2026-09-30" {
			t.Errorf("due on %s, want three working days on: 2026-09-30", got)
		}
	})
}

func refusedFor(err error, want workflow.GuardID) bool {
	var r *Refused
	if !errors.As(err, &r) {
		return false
	}
	for _, c := range r.Unmet {
		if c.Code == string(want) {
			return true
		}
	}
	return false
}

func TestASecondCaseOnTheSameChildIsAConflictThatTellsNothing(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		facts := noCertFacts("p-li", "p-ma", "h-ma")
		first := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: facts})
		w.step("clerk", first, workflow.Lodge, nil)
		w.paper(first, workflow.MatIdentity)
		w.step("clerk", first, workflow.Accept, nil)

		// The other station has the parents' cards before it.
		family := proper(village())[0].Members
		facts["mother_number"], facts["father_number"] = family[1].Number.Reveal(), family[0].Number.Reveal()
		second := w.open("clerk_b", OpenRequest{Business: workflow.BirthNoCert, Facts: facts})
		w.step("clerk_b", second, workflow.Lodge, nil)
		w.paper(second, workflow.MatIdentity)
		err := w.try("clerk_b", second, workflow.Accept, "", nil)
		var r *Refused
		if !errors.As(err, &r) || r.Cause != workflow.Conflicting {
			t.Fatalf("want a conflict, got %v", err)
		}
	})
}

func noCertFacts(mother, father, house string) workflow.Facts {
	f := birthFacts(mother, father, house)
	for _, k := range []workflow.Field{"certificate_no", "certificate_issued_on", "certificate_name", "parents_evidence"} {
		delete(f, k)
	}
	return f
}

func TestFiftyClerksClaimOneCaseAndOneHoldsIt(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		var wg sync.WaitGroup
		var mu sync.Mutex
		got := map[string]int{}
		for i := range 50 {
			wg.Go(func() {
				a := w.officer("clerk")
				a.OfficerID = []string{"o-clerk", "o-clerk2", "o-aux", "o-head", "o-community"}[i%5]
				_, err := w.r.Claim(context.Background(), a, id)
				var held *HeldError
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					got[a.OfficerID]++
				case !errors.As(err, &held):
					t.Errorf("claim: %v", err)
				}
			})
		}
		wg.Wait()
		if len(got) != 1 {
			t.Errorf("holders: %v, want one", got)
		}
	})
}

func TestTheSameKeyTakesAStepOnceAndAnswersTheSame(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
		q := StepRequest{CaseID: id, Event: workflow.Lodge, Version: 1, Key: "once", Input: workflow.Facts{}}
		first, err := w.r.Take(context.Background(), w.officer("clerk"), q)
		w.must(err)
		w.paper(id, workflow.MatIdentity)
		w.step("clerk", id, workflow.Accept, nil)
		again, err := w.r.Take(context.Background(), w.officer("clerk"), q)
		w.must(err)
		if string(first.Body) != string(again.Body) || !again.Repeated {
			t.Errorf("the repeat answers %s, first %s", again.Body, first.Body)
		}
		q.Grounds = "another body"
		if _, err := w.r.Take(context.Background(), w.officer("clerk"), q); !errors.Is(err, ErrKeyReused) {
			t.Errorf("the key with another body: %v", err)
		}
	})
}
