package register

import (
	"context"
	"strings"
	"testing"

	"hukou/store"
	"hukou/workflow"
)

// rewrite changes what a case declares, as its clerk.
func (w *world) rewrite(id string, facts workflow.Facts) error {
	_, err := w.r.Change(context.Background(), w.officer("clerk"), id, w.row(id).Version, facts)
	return err
}

// tears takes an item out of a form behind everybody's back, and puts one in its place.
func (w *world) tears(id string, k workflow.Field, v any) {
	w.t.Helper()
	w.must(w.db.InTx(context.Background(), func(tx *store.Tx) error {
		a := w.r.begin(tx, w.officer("clerk"))
		if err := a.load(id); err != nil {
			return err
		}
		a.form.Facts[k], a.form.changed = v, true
		return a.saveForm()
	}))
}

// newbornIn is a birth with its papers, handed in.
func (w *world) newbornIn() string {
	w.t.Helper()
	w.load(village())
	id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts("p-li", "p-ma", "h-ma")})
	w.step("clerk", id, workflow.Lodge, nil)
	for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
		w.paper(id, k)
	}
	return id
}

// What the clerk once wrote may be wrong, and is written right; it is not taken away, one
// item or all of them, so that nobody without a name, a sex or a day of birth is entered.
func TestWhatTheFormRequiresIsNotStruckOutOnceTheCaseIsLodged(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.newbornIn()
		all := workflow.Facts{}
		for _, k := range []workflow.Field{workflow.FactChildName, workflow.FactChildSex, workflow.FactChildBirthDate, workflow.FactMother, workflow.FactCertificate, workflow.FactCertificateName, workflow.FactApplicantName} {
			all[k] = nil
			for _, empty := range []any{nil, ""} {
				if err := w.rewrite(id, workflow.Facts{k: empty}); !invalidAt(err, "facts."+string(k), "struck_out") {
					t.Errorf("%s struck out as %v: %s", k, empty, describe(err))
				}
			}
		}
		if got := wrongOf(w.rewrite(id, all)); len(got) < len(all) {
			t.Errorf("of %d items struck out are told %v", len(all), got)
		}
		// What the child follows no longer asks for the mother; nobody else asked for goes either.
		w.must(w.rewrite(id, workflow.Facts{"birth_place": nil, "child_birth_date": "2026-09-11"}))
		w.must(w.rewrite(id, workflow.Facts{"follows": "father", "mother": nil}))
		if err := w.rewrite(id, workflow.Facts{factExcluded: nil}); !invalidAt(err, "facts."+string(factExcluded), "unknown_field") {
			t.Errorf("what was found is taken away: %s", describe(err))
		}
	})
}

// However the form came to lack something, nobody takes the case on: not the clerk who
// accepts, nor whoever decides on the spot, in review or at last enters it.
func TestACaseWithoutAllThatIsRequiredGoesNoFurther(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.newbornIn()
		lacking := func(on workflow.Event, who string, input workflow.Facts) {
			t.Helper()
			w.tears(id, workflow.FactChildSex, "")
			if err := w.try(who, id, on, "", input); !refusedFor(err, workflow.GFactsComplete) {
				t.Fatalf("%s by %s without the sex: %s", on, who, describe(err))
			}
			w.tears(id, workflow.FactChildSex, "2")
		}
		lacking(workflow.Accept, "clerk", nil)
		w.step("clerk", id, workflow.Accept, nil)
		lacking(workflow.SkipCheck, "clerk", nil)
		w.tears(id, workflow.FactDoubt, true)
		w.step("clerk", id, workflow.AssignCheck, nil)
		found := workflow.Facts{"findings": "属实", "persons_heard": []string{"李春梅"}}
		lacking(workflow.ReportCheck, "community", found)
		w.step("community", id, workflow.ReportCheck, found)
		lacking(workflow.Approve, "head", nil)
		// A day of birth that nobody wrote is told as such, not as a fault of the program.
		w.tears(id, workflow.FactChildBirthDate, "")
		if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GFactsComplete) {
			t.Fatalf("approved without a day of birth: %s", describe(err))
		}
		w.tears(id, workflow.FactChildBirthDate, "2026-09-10")
		w.step("head", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
		w.sound()
	})
}

// Two changes do not do what one may not.
func TestWhoACaseIsAboutIsNotTakenOutToNameAnother(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		death := w.open("clerk", OpenRequest{Business: workflow.Death, Facts: workflow.Facts{"deceased_id": "p-old", "event_date": "2026-09-20", "death_cause": "illness",
			"death_proof_kind": "medical", "applicant_name": "马文", "applicant_relation": "relative"}})
		item := w.alters(workflow.ItemMinor, "p-ma", workflow.Facts{"occupation": "教师"})
		for id, who := range map[string]workflow.Field{death: workflow.FactDeceased, item: workflow.FactPerson} {
			w.must(w.rewrite(id, workflow.Facts{who: "p-li"}))
			w.must(w.rewrite(id, workflow.Facts{who: map[string]string{death: "p-old", item: "p-ma"}[id]}))
			w.step("clerk", id, workflow.Lodge, nil)
			for _, nobody := range []any{nil, ""} {
				if err := w.rewrite(id, workflow.Facts{who: nobody}); !invalidAt(err, "facts."+string(who), "another_person") {
					t.Errorf("%s taken out as %v: %s", who, nobody, describe(err))
				}
			}
			if err := w.rewrite(id, workflow.Facts{who: "p-li"}); !invalidAt(err, "facts."+string(who), "another_person") {
				t.Errorf("%s is another: %s", who, describe(err))
			}
		}
	})
}

// The station's own case is told and made public, whatever is written into it later; a
// doubt that was noted is before whoever decides.
func TestTheRoadOfACaseIsNotChangedByItsForm(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.registeredTwice("马文", "1990-03-07")
		id := w.open("clerk", OpenRequest{Business: workflow.DupCancel, Facts: workflow.Facts{"first_entry": "p-ma", "second_entry_number": w.cardOf("p-there"), "applicant_relation": "ex_officio"}})
		w.step("clerk", id, workflow.OpenExOfficio, nil)
		w.step("clerk", id, workflow.AssignCheck, nil)
		if err := w.rewrite(id, workflow.Facts{"applicant_relation": "self", "applicant_name": "马文"}); !invalidAt(err, "facts.applicant_relation", "road_fixed") {
			t.Errorf("the person's own wish after all: %s", describe(err))
		}
		death := w.open("clerk", OpenRequest{Business: workflow.Death, Facts: workflow.Facts{"deceased_id": "p-old", "event_date": "2026-09-20", "death_cause": "illness",
			"death_proof_kind": "medical", "applicant_name": "马文", "applicant_relation": "relative", "doubt": true}})
		w.step("clerk", death, workflow.Lodge, nil)
		for _, gone := range []any{nil, false} {
			if err := w.rewrite(death, workflow.Facts{"doubt": gone}); !invalidAt(err, "facts.doubt", "doubt_stays") {
				t.Errorf("the doubt goes as %v: %s", gone, describe(err))
			}
		}
	})
}

// A date of birth that was wrong is put right; the prefecture that had to decide still does.
func TestACorrectedFormLowersNoLevel(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		facts := birthFacts("p-li", "p-ma", "h-ma")
		facts["child_birth_date"], facts["certificate_issued_on"], facts["late_reason"] = "2019-09-10", "2019-09-12", "在外务工"
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: facts})
		w.step("clerk", id, workflow.Lodge, nil)
		for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
			w.paper(id, k)
		}
		w.step("clerk", id, workflow.Accept, nil)
		w.step("clerk", id, workflow.AssignCheck, nil)
		right := workflow.Facts{"child_birth_date": "2026-09-10", "certificate_issued_on": "2026-09-12"}
		ans, err := w.r.Change(context.Background(), w.officer("clerk"), id, w.row(id).Version, right)
		w.must(err)
		if !strings.Contains(string(ans.Body), `"level_kept"`) {
			t.Errorf("nothing is said of the level: %s", ans.Body)
		}
		w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "属实", "persons_heard": []string{"李春梅"}})
		if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GStationLevel) {
			t.Errorf("the head decides what was the prefecture's: %s", describe(err))
		}
	})
}

// What everybody is to the new head was gone through with them at the acceptance. Whoever
// writes it otherwise later asks them again, about the relations and whether they agree,
// and nobody decides before.
func TestRelationsChangedAfterTheMembersConfirmedThemAreConfirmedAgain(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		agree := []string{"马文", "李春梅"}
		id := w.alters(workflow.HeadChange, "p-li", workflow.Facts{"head_capable": true, "consents": agree})
		w.acceptsSeen(id, bookPapers...)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.must(w.rewrite(id, workflow.Facts{"relations": []string{"p-li=02", "p-ma=51", "p-son=20"}}))
		found := func(seen bool) workflow.Facts {
			out := workflow.Facts{"findings": "属实", "persons_heard": agree}
			if seen {
				out["relations_confirmed"] = true
			}
			return out
		}
		if err := w.try("clerk", id, workflow.ReportCheck, "", found(false)); !refusedFor(err, workflow.GRelationsAgain) {
			t.Errorf("reported on relations that nobody confirmed: %s", describe(err))
		}
		if err := w.try("clerk", id, workflow.ReportCheck, "", found(true)); !refusedFor(err, workflow.GConsentsAgain) || !mentions(describe(err), "马文", "李春梅") {
			t.Errorf("the consents were to other relations: %s", describe(err))
		}
		w.must(w.rewrite(id, workflow.Facts{"consents": agree}))
		w.step("clerk", id, workflow.ReportCheck, found(true))
		// What is put right while the head waits for it is confirmed as well.
		w.step("head", id, workflow.AskSupplement, workflow.Facts{"items": []string{"与户主关系"}, "reason": "丈夫填成了父亲"})
		ans, err := w.r.Change(context.Background(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"relations": []string{"p-li=02", "p-ma=11", "p-son=20"}})
		w.must(err)
		if !mentions(string(ans.Body), `"consents_fell"`, "马文") {
			t.Errorf("nothing is said of the consents: %s", ans.Body)
		}
		if err := w.try("clerk", id, workflow.Supplied, "", nil); !refusedFor(err, workflow.GConsentsAgain) {
			t.Errorf("sent back to the head without the consents: %s", describe(err))
		}
		w.must(w.rewrite(id, workflow.Facts{"consents": agree}))
		w.step("clerk", id, workflow.Supplied, workflow.Facts{"items_brought": []string{"与户主关系"}})
		if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GRelationsStand) || refusedFor(err, workflow.GConsentsNoted) {
			t.Errorf("decided on relations that nobody confirmed: %s", describe(err))
		}
		if err := w.try("head", id, workflow.Return, workflow.Verifying, workflow.Facts{"return_code": "differs", "items": []string{"与户主关系"}, "reason": "请与成员核对"}); err != nil {
			t.Fatal(describe(err))
		}
		if err := w.try("clerk", id, workflow.ReportBack, "", workflow.Facts{"findings": "属实"}); !refusedFor(err, workflow.GRelationsAgain) {
			t.Errorf("reported back unconfirmed: %s", describe(err))
		}
		w.step("clerk", id, workflow.ReportBack, workflow.Facts{"findings": "属实", "relations_confirmed": true})
		w.step("head", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
		if got := w.stands("p-li", "p-ma", "p-son"); got != "p-li:h-ma/02 p-ma:h-ma/11 p-son:h-ma/20" {
			t.Errorf("everybody stands as %s", got)
		}
		w.sound()
	})
}
