package register

import (
	"context"
	"errors"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// deathOf is what is declared of somebody's death.
func deathOf(person string) OpenRequest {
	return OpenRequest{Business: workflow.Death, Subjects: []SubjectRequest{{Role: workflow.Deceased, Person: person}},
		Facts: workflow.Facts{"event_date": "2026-09-20", "death_cause": "illness", "death_proof_kind": "medical", "applicant_name": "马文", "applicant_relation": "relative"}}
}

// Reg. 3, 6: a station changes the entries of its own area alone, and of others it does
// not even learn that they are there.
func TestDeathOfSomebodyElsewhereCannotBeOpened(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		stranger := deathOf("nobody")
		stranger.Key = "stranger"
		_, none := w.r.Open(context.Background(), w.officer("clerk_b"), stranger)
		q := deathOf("p-old")
		q.Key = "elsewhere"
		_, err := w.r.Open(context.Background(), w.officer("clerk_b"), q)
		if err == nil || describe(err) != describe(none) {
			t.Errorf("answered %v for somebody elsewhere and %v for nobody", err, none)
		}
		// Papers may be taken in for the station that has the entry.
		q.RegisterStation, q.Key = stationOrg, "for the other"
		if _, err := w.r.Open(context.Background(), w.officer("clerk_b"), q); err == nil || describe(err) != describe(none) {
			t.Errorf("answered %v for somebody elsewhere without a card", err)
		}
		q.Subjects[0].Number = proper(village())[1].Members[0].Number
		ans, err := w.r.Open(context.Background(), w.officer("clerk_b"), q)
		w.must(err)
		w.step("clerk_b", ans.CaseID, workflow.Lodge, nil)
		w.paperBy("clerk_b", "clerk_b", ans.CaseID, workflow.MatDeathProof)
		w.paperBy("clerk_b", "clerk_b", ans.CaseID, workflow.MatHouseholdBook)
		w.step("clerk_b", ans.CaseID, workflow.Accept, nil)
		for _, event := range []workflow.Event{workflow.SkipCheck, workflow.AssignCheck, workflow.HandOver, workflow.Withdraw} {
			var r *Refused
			if err := w.try("clerk_b", ans.CaseID, event, "", workflow.Facts{"reason": "x", "officer": "clerk_b"}); !errors.As(err, &r) || r.Cause != workflow.NeverYours {
				t.Errorf("%s by the station that took the papers in: %v", event, err)
			}
		}
		w.step("clerk", ans.CaseID, workflow.AssignCheck, nil)
		w.step("clerk", ans.CaseID, workflow.ReportCheck, workflow.Facts{"findings": "已核实", "persons_heard": []string{"马文"}})
		w.step("head", ans.CaseID, workflow.Approve, nil)
		w.wantState(ans.CaseID, workflow.Effected)
		w.step("clerk_b", ans.CaseID, workflow.Deliver, workflow.Facts{"receiver": "马文", "method": "window"})
		w.sound()
	})
}

// A case that is opened in time and place stays where it is when the person moves.
func TestDeathIsNotEnteredWhereThePersonNoLongerIs(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.open("clerk", deathOf("p-old"))
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatDeathProof)
		w.paper(id, workflow.MatHouseholdBook)
		w.tx(func(tx *store.Tx) error {
			return store.Amend[models.Person](tx, map[string]any{"org": otherOrg}, "id = 'p-old'")
		})
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GRegisteredHere) {
			t.Errorf("accepted: %v", err)
		}
	})
}

func TestDesignationStaysInsideTheAreaAndTakesTheCaseAlong(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.Organisation{Code: "640522020000", Name: "甲县河东派出所", NameEn: "East", Kind: models.KindStation, Parent: countyOrg, Division: "640522"})
		})
		id := w.inReview()
		var i *Invalid
		if err := w.try("county_lead", id, workflow.Designate, "", workflow.Facts{"reason": "无人可办", "station": otherOrg}); !errors.As(err, &i) {
			t.Errorf("a station of another county was named: %v", err)
		}
		if err := w.try("county_lead", id, workflow.Designate, "", workflow.Facts{"reason": "无人可办", "station": "640522020000", "officer": "clerk2"}); !errors.As(err, &i) {
			t.Errorf("officer and station were both named: %v", err)
		}
		w.step("county_lead", id, workflow.Designate, workflow.Facts{"reason": "无人可办", "station": "640522020000"})
		if got := w.row(id).HandlingOrg; got != "640522020000" {
			t.Fatalf("the case is handled by %s", got)
		}
		// The station that had it keeps no say.
		var r *Refused
		if err := w.try("clerk", id, workflow.HandOver, "", workflow.Facts{"officer": "clerk2", "reason": "x"}); !errors.As(err, &r) || r.Cause != workflow.NeverYours {
			t.Errorf("handed over by a station that lost the case: %v", err)
		}
		w.step("county_lead", id, workflow.Designate, workflow.Facts{"reason": "退回原所", "station": stationOrg})
		if n := count[models.CaseOrg](w, "case_id = '"+id+"' and seat = 'own' and org = '640522020000'"); n != 0 {
			t.Error("the station passed through keeps its seat")
		}
	})
}

// Nobody locks a case up whose turn it is not.
func TestOnlyWhoHasAStepHereClaimsTheCase(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatIdentity)
		w.step("clerk", id, workflow.Accept, nil)
		for _, who := range []string{"county_lead", "aux"} {
			var r *Refused
			if _, err := w.r.Claim(context.Background(), w.officer(who), id); !errors.As(err, &r) || r.Unmet[0].Code != "no_step_here" {
				t.Errorf("claimed by %s: %v", who, err)
			}
			if _, err := w.r.TakeOver(context.Background(), w.officer(who), id, "换人办理"); !errors.As(err, &r) || r.Unmet[0].Code != "no_step_here" {
				t.Errorf("taken from nobody by %s: %v", who, err)
			}
		}
		_, err := w.r.Claim(context.Background(), w.officer("clerk"), id)
		w.must(err)
	})
}

// Invariant 13: what follows must be able to bring the child into the register.
func TestWhatFollowsMustBeAbleToRegisterTheChild(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		for _, no := range []string{"death", "ward_move", "ward_first", "ward_line", "birth_then_death"} {
			if err := w.try("clerk", id, workflow.Withdraw, "", workflow.Facts{"reason": "x", "successor": no}); !refusedFor(err, workflow.GNoLooseChild) {
				t.Errorf("followed by %s: %v", no, err)
			}
		}
		other := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: also(noCertFacts(mother, father, house), "birth_order", 2)})
		w.step("clerk", other, workflow.Lodge, nil)
		w.step("clerk", other, workflow.Withdraw, workflow.Facts{"reason": "x", "successor": "unreg_8"})
		carried := one[models.Case](w, "origin_case = '"+other+"'")
		if s := one[models.CaseSubject](w, "case_id = '"+carried.ID+"' and role = 'affected'"); s.Name != "马小禾" {
			t.Errorf("the case of another unregistered person is about %+v", s)
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改按有证办理", "successor": "birth_cert"})
		next := one[models.Case](w, "origin_case = '"+id+"'")
		if next.HandlingOrg != stationOrg || next.DueOn == "" {
			t.Errorf("the next case is with %q, due on %q", next.HandlingOrg, next.DueOn)
		}
		for _, role := range []string{"child", "mother", "father"} {
			if n := count[models.CaseSubject](w, "case_id = '"+next.ID+"' and role = '"+role+"'"); n != 1 {
				t.Errorf("the next case names %d as %s", n, role)
			}
		}
	})
}

func TestExcludedParentDoesNotComeAlong(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatIdentity)
		w.step("clerk", id, workflow.Accept, nil)
		w.paper(id, workflow.MatHealthRefusal)
		w.must(w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR2, workflow.Facts{"reason": "卫健不予出具"}))
		w.step("clerk", id, workflow.NeedsTest, workflow.Facts{"reason": "无鉴定意见"})
		w.step("clerk", id, workflow.FatherExcluded, workflow.Facts{"report_no": "鉴1", "agency": "某中心", "agency_licence_no": "1", "agency_licensed": true, "parents_tested": "both"})
		if n := count[models.CaseSubject](w, "case_id = '"+id+"' and role = 'father'"); n != 0 {
			t.Error("the excluded man is still read as the father")
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "x", "successor": "lead"})
		next := one[models.Case](w, "origin_case = '"+id+"'")
		if n := count[models.CaseSubject](w, "case_id = '"+next.ID+"' and role = 'father'"); n != 0 {
			t.Error("the excluded man came along to the next case")
		}
		if n := count[models.CaseSubject](w, "case_id = '"+next.ID+"' and role = 'mother'"); n != 1 {
			t.Errorf("the next case names %d mothers", n)
		}
	})
}

func TestReversedBirthOpensTheChildsCaseAgain(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		birth := w.birthOnTheSpot("h-ma", "2026-09-10")
		p, _ := w.child(birth, workflow.Child)
		w.must(orNil(w.act(workflow.Reversal, workflow.Affected, p.ID, workflow.Facts{"register_event_id": w.last(p.ID).ID}, workflow.EffReverse)))
		next := one[models.Case](w, "origin_case <> '' and business = '"+string(w.row(birth).Business)+"'")
		if next.DueOn == "" || next.ClosedAt != nil {
			t.Errorf("the child's next case is %+v", next)
		}
		if n := count[models.CaseSubject](w, "case_id = '"+next.ID+"' and role = 'child'"); n != 1 {
			t.Errorf("the next case names %d children", n)
		}
	})
}

// Whoever can be named in a draft is not read through it.
func TestDraftOpensNobodysFileOfAnotherArea(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		facts := birthFacts("p-li", "p-ma", "h-ma")
		facts["mother_number"], facts["father_number"] = proper(village())[0].Members[1].Number.Reveal(), proper(village())[0].Members[0].Number.Reveal()
		id := w.open("clerk_b", OpenRequest{Business: workflow.BirthCert, Facts: facts})
		for name, q := range map[string]PersonQuery{"in the draft": {CaseID: id}, "for a purpose": {Purpose: "核对", Code: PurposeCheck}, "both": {CaseID: id, Purpose: "核对", Code: PurposeCheck}} {
			if v, err := w.see("clerk_b", "p-li", q); !errors.Is(err, ErrNotFound) {
				t.Errorf("%s: %v %v, want not found", name, v, err)
			}
		}
	})
}
