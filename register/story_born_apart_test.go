package register

import (
	"maps"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// dead enters deaths after the birth, without a case.
func (w *world) dead(people ...string) {
	w.t.Helper()
	w.tx(func(tx *store.Tx) error {
		_, err := store.Set[models.Person](tx, map[string]any{"status": models.StatusDead, "status_on": "2026-09-20", "household_id": "", "relation": ""}, "id in ?", people)
		return err
	})
}

var apartPapers = []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage}

// declares opens a birth with certificate, lodges it and brings its papers.
func (w *world) declares(house string, more workflow.Facts, papers ...workflow.MaterialKind) string {
	w.t.Helper()
	f := birthFacts("p-li", "p-ma", house)
	maps.Copy(f, more)
	id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f})
	w.step("clerk", id, workflow.Lodge, nil)
	for _, k := range append(apartPapers, papers...) {
		w.paper(id, k)
	}
	return id
}

func (w *world) accepted(id string) error { return w.try("clerk", id, workflow.Accept, "", nil) }

// withdrawn lets the child go on in another case, so that the next may be declared.
func (w *world) withdrawn(id string) {
	w.t.Helper()
	w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "另行申报", "successor": string(workflow.Lead)})
}

func (w *world) guardianLookedFor(person string) int64 {
	return count[models.CaseTask](w, "kind = ? and note = ? and done_at is null", string(workflow.TaskWardGuardian), person)
}

// Both parents are dead. A neighbour brings the child to an old man who is no kin: refused, and
// so is the old man's word alone. A proof of kinship and his word let the station head decide,
// and a guardian is looked for until one is entered.
func TestAnOrphanedNewbornIsNotEnteredAmongStrangers(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.death("p-li", "2026-09-20")
		w.death("p-ma", "2026-09-20")
		neighbour := workflow.Facts{"applicant_name": "路人庚", "applicant_relation": "relative"}
		id := w.declares("h-old", neighbour)
		if err := w.accepted(id); !refusedFor(err, workflow.GAmongKin) || !refusedFor(err, workflow.GConsentsNoted) || !mentions(describe(err), "丁福", "ward_first") {
			t.Errorf("among strangers: %s", describe(err))
		}
		change := func(f workflow.Facts) {
			_, err := w.r.Change(t.Context(), w.officer("clerk"), id, w.row(id).Version, f)
			w.must(err)
		}
		change(workflow.Facts{"consents": []string{"丁福"}})
		if err := w.accepted(id); !refusedFor(err, workflow.GAmongKin) || refusedFor(err, workflow.GConsentsNoted) {
			t.Errorf("with the word of who is no kin: %s", describe(err))
		}
		change(workflow.Facts{"follows": "grandparents", "consents": nil})
		w.paper(id, workflow.MatKinship)
		if err := w.accepted(id); refusedFor(err, workflow.GAmongKin) || refusedFor(err, workflow.GSideRule) || !refusedFor(err, workflow.GConsentsNoted) {
			t.Errorf("with the proof and behind the head: %s", describe(err))
		}
		change(workflow.Facts{"consents": []string{"丁福"}})
		w.must(w.accepted(id))
		if err := w.try("clerk", id, workflow.SkipCheck, "", nil); !refusedFor(err, workflow.GOnSpotLevel) {
			t.Errorf("at the window: %s", describe(err))
		}
		w.byHead(id)
		child := w.wantRegistered(id, workflow.Child, "h-old")
		if n := w.guardianLookedFor(child.ID); n != 1 {
			t.Errorf("%d tasks to find a guardian", n)
		}
		w.delivers(id)
		named, err := w.follows(child.ID, workflow.Facts{"guardian": "p-old"})
		w.must(err)
		w.step("community", named, workflow.ReportCheck, checkedAndHeard)
		w.step("head", named, workflow.Approve, nil)
		if n := w.guardianLookedFor(child.ID); n != 0 {
			t.Errorf("%d tasks to find a guardian, who is entered", n)
		}
		w.sound()
	})
}

// The register shows the kin: by the dead mother's page, or by what the dead father was to the
// head of the household that he left by death. The head is asked all the same, and the child is
// what kin are to the head. An infant brother alone takes nobody in.
func TestAnOrphanedNewbornJoinsKinThatTheRegisterShows(t *testing.T) {
	for name, c := range map[string]struct {
		kin      func(w *world)
		relation string
	}{
		"by the page": {func(w *world) {
			w.tx(func(tx *store.Tx) error {
				_, err := store.Set[models.Person](tx, map[string]any{"father_id": "p-old"}, "id = 'p-li'")
				return err
			})
		}, "44"},
		"by the line of before": {func(w *world) {
			w.tx(func(tx *store.Tx) error {
				return store.Insert(tx, models.Residence{ID: "z-stay", PersonID: "p-ma", HouseholdID: "h-old", Relation: "20", ValidFrom: "2001-01-01", ValidTo: "2026-09-20", EventID: "e", ClosedBy: "e2", CaseID: "c"})
			})
		}, "42"},
	} {
		t.Run(name, func(t *testing.T) {
			eachWorld(t, func(w *world) {
				w.load(village())
				c.kin(w)
				w.dead("p-li", "p-ma")
				id := w.declares("h-ma", nil)
				if err := w.accepted(id); !refusedFor(err, workflow.GAmongKin) {
					t.Errorf("with the infant brother alone: %s", describe(err))
				}
				w.withdrawn(id)
				id = w.declares("h-old", workflow.Facts{"certificate_no": "T640000002"})
				if err := w.accepted(id); refusedFor(err, workflow.GAmongKin) || !refusedFor(err, workflow.GConsentsNoted) || !mentions(describe(err), "丁福") {
					t.Errorf("behind the grandfather: %s", describe(err))
				}
				_, err := w.r.Change(t.Context(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"consents": []string{"丁福"}})
				w.must(err)
				w.must(w.accepted(id))
				w.byHead(id)
				if p := w.wantRegistered(id, workflow.Child, "h-old"); p.Relation != c.relation {
					t.Errorf("the grandchild stands as %s", p.Relation)
				}
			})
		})
	}
}

// The father is dead and the child is declared after him, away from the living mother: she is
// asked by name, as is the head. With the mother, or after a dead mother with the father, nobody is.
func TestALivingParentIsAskedBeforeTheNewbornStandsElsewhere(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.dead("p-ma")
		id := w.declares("h-old", workflow.Facts{"follows": "father", "ethnicity_source": "father"}, workflow.MatKinship)
		if err := w.accepted(id); !refusedFor(err, workflow.GConsentsNoted) || !mentions(describe(err), "丁福", "李春梅") {
			t.Errorf("behind the mother: %s", describe(err))
		}
		_, err := w.r.Change(t.Context(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"consents": []string{"丁福", "李春梅"}})
		w.must(err)
		w.must(w.accepted(id))
		w.byHead(id)
		child := w.wantRegistered(id, workflow.Child, "h-old")
		if n := w.guardianLookedFor(child.ID); n != 0 {
			t.Errorf("%d tasks to find a guardian beside the mother", n)
		}
	})
	for dead, follows := range map[string][]string{"p-ma": {"mother", "father"}, "p-li": {"mother", "father"}} {
		for _, side := range follows {
			eachWorld(t, func(w *world) {
				w.load(village())
				w.dead(dead)
				id := w.declares("h-ma", workflow.Facts{"follows": side})
				w.must(w.accepted(id))
				w.step("clerk", id, workflow.SkipCheck, nil)
				w.wantRegistered(id, workflow.Child, "h-ma")
			})
		}
	}
}

// The report excludes the man who heads the household, then the mother dies in it: the county
// does not enter the child under him, who was never asked; nor where a parent dies between
// acceptance and decision and nobody of age is left.
func TestAParentWhoDiesBeforeTheDecisionLeavesNoRoomAmongStrangers(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts("p-li", "p-ma", "h-ma")})
		w.accepts(id, workflow.MatIdentity)
		w.paper(id, workflow.MatHealthRefusal)
		w.must(w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR2, workflow.Facts{"reason": "卫健不予出具"}))
		w.step("clerk", id, workflow.NeedsTest, workflow.Facts{"reason": "无鉴定"})
		w.step("clerk", id, workflow.FatherExcluded, reportInput())
		w.step("clerk", id, workflow.ReportCheck, workflow.Facts{"findings": "已走访", "persons_heard": []string{"李春梅"}})
		w.step("head", id, workflow.PassUp, nil)
		w.dead("p-li")
		if err := w.try("county_lead", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GAmongKin) || !refusedFor(err, workflow.GConsentsNoted) || !mentions(describe(err), "马文") {
			t.Errorf("under the man excluded: %s", describe(err))
		}
		// The way out that the refusal names: back to the officer, and on to kin who take the child.
		w.must(w.try("county_lead", id, workflow.Return, workflow.Verifying, workflow.Facts{"return_code": "verify", "items": []string{"落户的户"}, "reason": "母亲已死亡"}))
		w.step("clerk", id, workflow.AskSupplement, workflow.Facts{"items": []string{"落户的户"}, "reason": "母亲已死亡"})
		_, err := w.r.Change(t.Context(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"follows": "grandparents", "household_id": "h-old", "consents": []string{"丁福"}})
		w.must(err)
		w.paper(id, workflow.MatKinship)
		w.step("clerk", id, workflow.Supplied, nil)
		w.step("clerk", id, workflow.ReportBack, workflow.Facts{"findings": "外祖父同意接收"})
		w.step("county_lead", id, workflow.Approve, nil)
		child := w.wantRegistered(id, workflow.Child, "h-old")
		if n := w.guardianLookedFor(child.ID); n != 1 || child.MotherID != "p-li" || child.FatherID != "" {
			t.Errorf("%d tasks to find a guardian of the child of %q and %q", n, child.MotherID, child.FatherID)
		}
	})
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.declares("h-ma", nil)
		w.must(w.accepted(id))
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.step("community", id, workflow.ReportCheck, checkedAndHeard)
		w.dead("p-li", "p-ma")
		if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GAmongKin) {
			t.Errorf("with the infant brother alone: %s", describe(err))
		}
		wantBlocked(t, w.act(workflow.BirthCert, workflow.Child, "", birthFacts("p-li", "p-ma", "h-old"), workflow.EffBirth), string(workflow.GAmongKin))
	})
}

// Both parents are students, and the rule sends the child to the grandfather, whom the register
// shows (Norm 22): his word is noted, the parents are not asked and no proof is, and the window decides.
func TestTheChildOfStudentsGoesToTheGrandfathersAtTheWindow(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.tx(func(tx *store.Tx) error {
			if _, err := store.Set[models.Person](tx, map[string]any{"mother_id": "", "father_id": "p-old"}, "id = 'p-li'"); err != nil {
				return err
			}
			_, err := store.Set[models.Household](tx, map[string]any{"kind": models.CollectiveHousehold, "collective_kind": schoolHousehold}, "id = 'h-ma'")
			return err
		})
		id := w.declares("h-old", workflow.Facts{"follows": "grandparents"})
		if err := w.accepted(id); !refusedFor(err, workflow.GConsentsNoted) || refusedFor(err, workflow.GAmongKin) || !mentions(describe(err), "丁福") || mentions(describe(err), "李春梅") {
			t.Errorf("behind the grandfather: %s", describe(err))
		}
		_, err := w.r.Change(t.Context(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"consents": []string{"丁福"}})
		w.must(err)
		w.must(w.accepted(id))
		w.step("clerk", id, workflow.SkipCheck, nil)
		if p := w.wantRegistered(id, workflow.Child, "h-old"); p.Relation != "44" || w.guardianLookedFor(p.ID) != 0 {
			t.Errorf("the granddaughter stands as %s", p.Relation)
		}
	})
}

// The mother's entry declared was cancelled as the duplicate of one that stands in the household:
// she stands there, and nobody is asked.
func TestAMotherWhoseOtherEntryWasKeptStandsInTheHousehold(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.tx(func(tx *store.Tx) error {
			her := one[models.Person](w, "id = 'p-li'")
			her.ID, her.HouseholdID, her.Relation, her.NumberIndex, her.NumberSealed = "p-her", "h-old", "97", nil, nil
			if err := store.Insert(tx, her); err != nil {
				return err
			}
			if _, err := store.Set[models.NumberEntry](tx, map[string]any{"state": NumberVoided, "linked_to": "p-her"}, "person_id = 'p-li'"); err != nil {
				return err
			}
			_, err := store.Set[models.Person](tx, map[string]any{"status": models.StatusCancelled, "status_reason": ReasonDuplicate, "status_on": "2026-09-20", "household_id": "", "relation": ""}, "id = 'p-li'")
			return err
		})
		w.must(w.accepted(w.declares("h-old", nil)))
	})
}
