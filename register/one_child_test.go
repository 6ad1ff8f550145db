package register

import (
	"context"
	"errors"
	"maps"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// fatherOnly is what the father alone declares of the same daughter.
func fatherOnly(born, name string) workflow.Facts {
	f := birthFacts("", "p-ma", "h-ma")
	for _, k := range []workflow.Field{workflow.FactMother, workflow.FactMotherName} {
		delete(f, k)
	}
	maps.Copy(f, workflow.Facts{"child_birth_date": born, "child_name": name, "certificate_name": name, "certificate_no": "T649999999", "follows": "father", "ethnicity_source": "father", "applicant_name": "马文"})
	return f
}

// accepting lodges a birth with its papers and tells what accepting it answers.
func (w *world) accepting(f workflow.Facts) error {
	w.t.Helper()
	id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f})
	w.step("clerk", id, workflow.Lodge, nil)
	for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
		w.paper(id, k)
	}
	return w.try("clerk", id, workflow.Accept, "", nil)
}

// A child whom mother and father declared is not registered again because the father
// comes alone, with another certificate, or gives another day.
func TestAChildIsNotRegisteredAgainByTheOtherParent(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.wantState(w.birthOnTheSpot("h-ma", "2026-09-10"), workflow.Effected)
		for story, f := range map[string]workflow.Facts{
			"the father alone":          fatherOnly("2026-09-10", "马小禾"),
			"the father, one day later": fatherOnly("2026-09-11", "马小禾"),
			"the father, a new name":    fatherOnly("2026-09-10", "马小苗"),
		} {
			if err := w.accepting(f); !refusedFor(err, workflow.GNotRegisteredYet) {
				t.Errorf("%s: %v", story, err)
			}
		}
		twin := fatherOnly("2026-09-10", "马小苗")
		twin[workflow.FactBirthOrder] = 2
		w.must(w.accepting(twin))
		w.sound()
	})
}

func TestMotherAndFatherDoNotHaveTwoOpenCasesOnOneChild(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.must(w.accepting(birthFacts("p-li", "p-ma", "h-ma")))
		var no *Refused
		if err := w.accepting(fatherOnly("2026-09-10", "马小禾")); !errors.As(err, &no) || no.Cause != workflow.Conflicting {
			t.Errorf("the father's own case: %v", err)
		}
		w.sound()
	})
}

// A case on a child without registration that is given up for a lead leaves a lead that
// knows of the child and does not end before the child is registered.
func TestALeadThatFollowsAChildsCaseIsNotJustClosed(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts("p-li", "p-ma", "h-ma")})
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatIdentity)
		w.step("clerk", id, workflow.Accept, nil)
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "家长暂缓", "successor": "lead"})
		v, err := w.r.View(context.Background(), w.officer("clerk"), id)
		w.must(err)
		lead := v.Successors[0]
		w.step("community", lead, workflow.LeadContact, workflow.Facts{"contacted_by": "visit", "findings": "家长不愿办理"})
		for _, why := range []string{"not_wanted", "moved_away", "nothing_needed", "duplicate", "registered"} {
			if err := w.try("community", lead, workflow.LeadClose, "", workflow.Facts{"close_reason": why, "reason": "家长不愿办理"}); !refusedFor(err, workflow.GLeadNoChild) {
				t.Errorf("closed as %s: %v", why, err)
			}
		}
	})
}

// Whoever is excluded does not go on as the applicant: the protection names who applies.
func TestAnExcludedApplicantIsReplacedInTheSameAct(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		f := birthFacts("p-li", "p-ma", "h-ma")
		f[workflow.FactApplicantName] = "马文"
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f})
		w.step("clerk", id, workflow.Lodge, nil)
		var bad *Invalid
		err := w.try("clerk", id, workflow.Protect, "", workflow.Facts{"excluded_person": "马文"})
		if !errors.As(err, &bad) || len(bad.Errors) != 2 || bad.Errors[0].Field != "input.new_applicant" {
			t.Fatalf("excluded without another applicant: %v", err)
		}
		w.step("clerk", id, workflow.Protect, workflow.Facts{"excluded_person": "马文", "new_applicant": "李春梅", "new_applicant_relation": "parent"})
		v, err := w.r.View(context.Background(), w.officer("head"), id)
		w.must(err)
		if v.Facts[workflow.FactApplicantName] != "李春梅" {
			t.Errorf("the applicant is %v", v.Facts[workflow.FactApplicantName])
		}
	})
}

// What is restricted shows to those who handle and decide the case, and to nobody else of
// the station; that a case is protected shows to them alone.
func TestRestrictedItemsShowToThoseWhoHandleTheCase(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		f := birthFacts("p-li", "p-ma", "h-ma")
		f[workflow.FactProtectMother] = true
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f})
		w.step("clerk", id, workflow.Lodge, nil)
		for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
			w.paper(id, k)
		}
		w.step("clerk", id, workflow.Accept, nil)
		_, err := w.r.Claim(context.Background(), w.officer("clerk"), id)
		w.must(err)
		w.step("clerk", id, workflow.Protect, nil)
		for who, sees := range map[string]bool{"clerk": true, "head": true, "county_lead": true, "clerk2": false, "aux": false, "community": false} {
			v, err := w.r.View(context.Background(), w.officer(who), id)
			if who == "clerk2" || who == "community" { // no part in it: the case is not there
				if !errors.Is(err, ErrNotFound) {
					t.Errorf("%s, who has no part in it, is answered %v", who, err)
				}
				continue
			}
			w.must(err)
			if _, shown := v.Facts[workflow.FactProtectMother]; shown != sees {
				t.Errorf("the restricted item shows to %s: %v", who, shown)
			}
			rows, err := w.r.Journal(context.Background(), w.officer(who), id)
			w.must(err)
			told := false
			for _, r := range rows {
				told = told || r.Event == workflow.Protect
			}
			if told != sees {
				t.Errorf("the journal tells %s of the protection: %v", who, told)
			}
		}
	})
}

// A value that could not stand anyhow is told at its field beside the conditions that lack.
func TestAWrongValueIsToldBesideWhatLacks(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		var no *Refused
		err := w.try("county_lead", id, workflow.Suspend, "", workflow.Facts{"reason_code": "bogus", "until": "2020-13-01", "foo": 1})
		if !errors.As(err, &no) || len(no.Unmet) == 0 || len(no.Wrong) != 3 {
			t.Fatalf("want what lacks and three wrong values, got %v", err)
		}
		for i, want := range []string{"input.foo", "input.reason_code", "input.until"} {
			if no.Wrong[i].Field != want {
				t.Errorf("error %d is at %s, want %s", i, no.Wrong[i].Field, want)
			}
		}
	})
}

// TestALeadOnAChildEndsOnTheChildsOwnEntry: "registered" is no word but an entry of the
// register, with the child's number and as noted. Of another region's register two persons
// take the answer, one of them the head.
func TestALeadOnAChildEndsOnTheChildsOwnEntry(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		w.entered(models.Person{ID: "p-found", Name: "米小一", Sex: "1", BirthDate: "2024-02-29", Relation: "97"}, "649901202402290011")
		noted := func() string {
			id := w.open("community", OpenRequest{Business: workflow.Lead, Facts: workflow.Facts{"lead_source": "visit", "lead_matter": "birth", "lead_place": "镇东三组", "child_unregistered": true, "child_name": "米小一", "child_sex": "1"}})
			w.step("community", id, workflow.LeadContact, workflow.Facts{"contacted_by": "visit", "findings": "称已有户口"})
			return id
		}
		closing := func(number string) workflow.Facts {
			return workflow.Facts{"close_reason": "registered", "reason": "已有户口", "document_no": "随便", "found_number": number}
		}
		id := noted()
		if err := w.try("community", id, workflow.LeadClose, "", workflow.Facts{"close_reason": "registered", "reason": "已有户口", "document_no": "随便"}); !refusedFor(err, workflow.GLeadNoChild) {
			t.Fatalf("closed on a word: %s", describe(err))
		}
		if err := w.try("community", id, workflow.LeadClose, "", closing("64990120240229002X")); !refusedFor(err, workflow.GLeadFits) {
			t.Fatalf("closed on a number that nobody has: %s", describe(err))
		}
		w.step("community", id, workflow.LeadClose, closing("649901202402290011"))
		w.wantState(id, workflow.LeadClosed)

		w.entered(models.Person{ID: "p-else", Name: "米小二", Sex: "2", BirthDate: "2024-02-29", Relation: "97"}, "64990120240229002X")
		id = noted()
		if err := w.try("community", id, workflow.LeadClose, "", closing("64990120240229002X")); !refusedFor(err, workflow.GLeadFits) {
			t.Fatalf("closed on another child's entry: %s", describe(err))
		}
		far := workflow.Facts{"reason": "陕西已登记", "document_no": "西安函 2026-3"}
		if err := w.try("head", id, workflow.LeadCloseFar, "", far); !refusedFor(err, workflow.GProposed) {
			t.Fatalf("one person alone closed it: %s", describe(err))
		}
		w.step("community", id, workflow.ProposeEvent(workflow.LeadCloseFar), far)
		w.step("head", id, workflow.LeadCloseFar, far)
		w.wantState(id, workflow.LeadClosed)
	})
}

// The child whom a lead is on was registered and has died: the register itself says both, and
// no paper is asked for. Somebody else's death ends no lead, and no case of a living person.
func TestALeadOnADeadChildEndsOnTheEntry(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		w.entered(models.Person{ID: "p-found", Name: "米小一", Sex: "1", BirthDate: "2024-02-29", Relation: "97"}, "649901202402290011")
		w.entered(models.Person{ID: "p-else", Name: "米小二", Sex: "2", BirthDate: "2024-02-29", Relation: "97"}, "64990120240229002X")
		w.tx(func(tx *store.Tx) error {
			return store.Amend[models.Person](tx, map[string]any{"status": models.StatusDead, "status_on": "2026-09-20"}, "id in ('p-found', 'p-else')")
		})
		id := w.open("community", OpenRequest{Business: workflow.Lead, Facts: workflow.Facts{"lead_source": "visit", "lead_matter": "birth", "lead_place": "镇东三组", "child_unregistered": true, "child_name": "米小一", "child_sex": "1"}})
		w.step("community", id, workflow.LeadContact, workflow.Facts{"contacted_by": "visit", "findings": "称孩子已去世"})
		closing := func(number string) workflow.Facts {
			return workflow.Facts{"close_reason": "registered", "reason": "曾有户口，已死亡注销", "found_number": number}
		}
		if err := w.try("community", id, workflow.LeadClose, "", closing("64990120240229002X")); !refusedFor(err, workflow.GLeadFits) {
			t.Errorf("closed on another child's death: %s", describe(err))
		}
		w.step("community", id, workflow.LeadClose, closing("649901202402290011"))
		w.wantState(id, workflow.LeadClosed)
	})
}
