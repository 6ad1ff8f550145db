package register

import (
	"maps"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// reversing lodges a reversal and tells what accepting it answers.
func (w *world) reversing(person, event string) error {
	w.t.Helper()
	id := w.open("clerk", OpenRequest{Business: workflow.Reversal, Subjects: []SubjectRequest{{Role: workflow.Affected, Person: person}},
		Facts: workflow.Facts{"register_event_id": event, "reversal_reason": "登记有误", "applicant_relation": "ex_officio"}})
	w.step("clerk", id, workflow.Lodge, nil)
	return w.try("clerk", id, workflow.Accept, "", nil)
}

// bornHere walks a birth that the mother declares to its end on the spot.
func (w *world) bornHere(f workflow.Facts) models.CaseSubject {
	w.t.Helper()
	id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f})
	w.step("clerk", id, workflow.Lodge, nil)
	for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
		w.paper(id, k)
	}
	w.step("clerk", id, workflow.Accept, nil)
	w.step("clerk", id, workflow.SkipCheck, nil)
	return one[models.CaseSubject](w, "case_id = ? and role = 'child'", id)
}

// TestACancellationUndoneLeavesNobodyStandingTwice undoes the cancellation of a false
// entry: while the registration that followed is open it ends; once it has entered the
// person, under whatever name, the false entry comes back no more.
func TestACancellationUndoneLeavesNobodyStandingTwice(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.grown()
		id := w.falseEntry("p-ma", "only")
		w.struckOff(id, "2026-12-10T09:00:00+08:00")
		next := one[models.CaseLink](w, "from_case = ?", id).ToCase
		_, err := w.r.Change(w.t.Context(), w.officer("clerk"), next, w.row(next).Version, workflow.Facts{"household_id": "h-ma", "applicant_relation": "self", "applicant_name": "马文"})
		w.must(err)
		w.step("clerk", next, workflow.Lodge, nil)
		w.undoes("p-ma", w.last("p-ma").ID)
		w.wantState(next, workflow.Terminated)

		id = w.falseEntry("p-ma", "only")
		w.struckOff(id, "2027-03-10T09:00:00+08:00")
		cancelled := w.last("p-ma")
		w.becomesHead("p-li", "李春梅", "马秀英", "马武")
		next = one[models.CaseLink](w, "from_case = ?", id).ToCase
		w.unregisteredEnters(next, workflow.Facts{"name": "马温", "birth_date": "1990-03-08", "household_id": "h-ma", "consents": []string{"李春梅"}, "relation_to_head": "97", "applicant_relation": "self", "applicant_name": "马温"})
		if err := w.reversing("p-ma", cancelled.ID); !refusedFor(err, workflow.GStandsOnce) {
			t.Errorf("the man was to stand twice: %s", describe(err))
		}
		w.sound()
	})
}

// TestACorrectionIsNotUndoneIntoAnothersBirth: the day that was wrong for one child is
// another's by now.
func TestACorrectionIsNotUndoneIntoAnothersBirth(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		child := w.bornHere(birthFacts("p-li", "p-ma", "h-ma"))
		id := w.alters(workflow.BirthdateCorrect, child.PersonID, workflow.Facts{"new_birth_date": "2026-09-12", "birth_date_ground": "certificate", "item_reason": "录入时日期看错", "applicant_relation": "parent"})
		w.accepts(id, append(identityPapers, workflow.MatOriginalRecord)...)
		w.byCity(id)
		corrected := w.last(child.PersonID)
		other := birthFacts("p-li", "p-ma", "h-ma")
		maps.Copy(other, workflow.Facts{"child_name": "马小苗", "certificate_name": "马小苗", "certificate_no": "T640000002"})
		w.bornHere(other)
		if err := w.reversing(child.PersonID, corrected.ID); !refusedFor(err, workflow.GStandsOnce) {
			t.Errorf("one birth was to stand twice: %s", describe(err))
		}
		w.sound()
	})
}

// TestANoticeOfLandingUndoneBringsEverybodyHome: nobody is left on the way on a case that
// has ended.
func TestANoticeOfLandingUndoneBringsEverybodyHome(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		people, houses := w.everybody()
		id := w.away("p-ma", goingAway(), permitPapers...)
		w.step("clerk", id, workflow.LandNotice, landNote)
		w.wantState(id, workflow.LandedAway)
		w.undoes("p-ma", w.last("p-ma").ID)
		w.asBefore(people, houses)
	})
}

// TestAChildWhoDiedOrMovedAwayIsNotRegisteredAgain: the entry that was is the child's.
func TestAChildWhoDiedOrMovedAwayIsNotRegisteredAgain(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		child := w.bornHere(birthFacts("p-li", "p-ma", "h-ma"))
		w.death(child.PersonID, w.r.Today())
		for _, name := range []string{"马小禾", "马小苗"} {
			if err := w.accepting(fatherOnly("2026-09-10", name)); !refusedFor(err, workflow.GNotRegisteredYet) {
				t.Errorf("the dead child was registered again as %s: %s", name, describe(err))
			}
		}
		w.sound()
	})
}

// TestAMotherFilledInIsWhomTheBirthGoesBy: a child entered with the father alone is known
// as the mother's once she is filled in.
func TestAMotherFilledInIsWhomTheBirthGoesBy(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		f := fatherOnly("2026-09-10", "马小禾")
		f["parents_evidence"] = "statement"
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f})
		w.accepts(id, workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatBirthStatement, workflow.MatParentageReport)
		w.byHead(id)
		child := one[models.CaseSubject](w, "case_id = ? and role = 'child'", id)
		filled := w.alters(workflow.ParentItem, child.PersonID, workflow.Facts{"mother": "p-li", "parent_ground": "certificate", "applicant_relation": "parent"})
		w.accepts(filled, workflow.MatHouseholdBook, workflow.MatParentProof)
		w.byHead(filled)
		if p := one[models.Person](w, "id = ?", child.PersonID); p.MotherID != "p-li" || string(p.BirthKey) != string(w.r.birthKey("p-li", "2026-09-10", "1")) {
			t.Errorf("the mother is %q, and the birth goes by another key", p.MotherID)
		}
		again := birthFacts("p-li", "", "h-ma")
		maps.Copy(again, workflow.Facts{"child_name": "马小苗", "certificate_name": "马小苗"})
		delete(again, "father")
		if err := w.accepting(again); !refusedFor(err, workflow.GNotRegisteredYet) {
			t.Errorf("the mother declared the birth again: %s", describe(err))
		}
		w.sound()
	})
}

// TestNobodyFollowsIntoAHouseholdThatIsNotTheirs: a parent on the way to another province
// has no household to follow into, grandparents whom the register knows live where they
// live, and kinship that it does not know is for the head to judge.
func TestNobodyFollowsIntoAHouseholdThatIsNotTheirs(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		ctx := w.t.Context()
		f := birthFacts("p-li", "p-ma", "h-old")
		maps.Copy(f, workflow.Facts{"follows": "grandparents", "mother_registered_in": "student", "father_registered_in": "overseas"})
		if _, err := w.r.Open(ctx, w.officer("clerk"), OpenRequest{Business: workflow.BirthCert, Facts: f}); !invalidAt(err, "facts.mother_registered_in", "registered_otherwise") || !invalidAt(err, "facts.father_registered_in", "registered_otherwise") {
			t.Errorf("parents in a family household were taken for students: %v", err)
		}
		delete(f, "mother")
		delete(f, "father")
		maps.Copy(f, workflow.Facts{"mother_name": "李春梅", "father_name": "马文", "mother_registered_in": "student", "father_registered_in": "student", "consents": []string{"丁福"}})
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f})
		w.step("clerk", id, workflow.Lodge, nil)
		for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage, workflow.MatKinship} {
			w.paper(id, k)
		}
		w.step("clerk", id, workflow.Accept, nil)
		if err := w.try("clerk", id, workflow.SkipCheck, "", nil); !refusedFor(err, workflow.GOnSpotLevel) {
			t.Errorf("kin whom the register does not know were taken on a clerk's word: %s", describe(err))
		}
		w.death("p-old", w.r.Today())
		f = birthFacts("", "p-old", "h-ma")
		maps.Copy(f, workflow.Facts{"follows": "father", "applicant_relation": "relative", "ethnicity_source": "father", "parents_evidence": "certificate", "child_name": "丁小福", "certificate_name": "丁小福", "certificate_no": "T640000009", "child_birth_date": "2026-09-11", "consents": []string{"马文"}})
		delete(f, "mother")
		orphan := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f})
		w.accepts(orphan, workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage, workflow.MatParentageReport, workflow.MatKinship)
		if err := w.try("clerk", orphan, workflow.SkipCheck, "", nil); !refusedFor(err, workflow.GOnSpotLevel) {
			t.Errorf("a dead father's child was put among strangers on a clerk's word: %s", describe(err))
		}
		alone := goingAway()
		maps.Copy(alone, workflow.Facts{"relations": []string{"p-li=01"}, "consents": []string{"李春梅"}})
		w.away("p-li", alone, permitPapers...)
		if _, err := w.r.Open(ctx, w.officer("clerk"), OpenRequest{Business: workflow.BirthCert, Facts: birthFacts("p-li", "p-ma", "h-ma")}); !invalidAt(err, "facts.follows", "parent_in_transit") {
			t.Errorf("a child follows a mother who is on the way: %v", err)
		}
	})
}

// unregisteredEnters takes the draft of a first registration, put right, to its entry.
func (w *world) unregisteredEnters(id string, f workflow.Facts) {
	w.t.Helper()
	_, err := w.r.Change(w.t.Context(), w.officer("clerk"), id, w.row(id).Version, f)
	w.must(err)
	w.accepts(id, workflow.MatComparison, workflow.MatVisitRecord)
	w.step("clerk", id, workflow.AssignCheck, nil)
	w.step("community", id, workflow.ReportCheck, checkedAndHeard)
	w.step("head", id, workflow.PassUp, nil)
	w.step("county_lead", id, workflow.PassUp, nil)
	w.step("city_lead", id, workflow.Approve, nil)
	w.wantState(id, workflow.Effected)
}

// TestABabyAdoptedMeanwhileIsNotEnteredAsNewborn: an entry of the very name, sex and day is
// shown to whoever decides, and ruled out with a reason or the case ends.
func TestABabyAdoptedMeanwhileIsNotEnteredAsNewborn(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		f := birthFacts("p-li", "p-ma", "h-ma")
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f})
		w.accepts(id, workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage)
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.Person{ID: "p-adopted", Name: "马小禾", Pinyin: "maxiaohe", Sex: "2", BirthDate: "2026-09-10", Status: models.StatusActive, HouseholdID: "h-b", Relation: "37", Org: otherOrg, Since: "2026-09-20", EventID: "e", CaseID: "c", Version: 1})
		})
		if err := w.try("clerk", id, workflow.SkipCheck, "", nil); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Errorf("the same baby was entered beside its entry: %s", describe(err))
		}
		w.step("clerk", id, workflow.AssignCheck, nil)
		if err := w.try("community", id, workflow.ReportCheck, "", checkedAndHeard); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Errorf("the report passed over the entry that the head has to look at: %s", describe(err))
		}
		w.step("community", id, workflow.ReportCheck, also(maps.Clone(checkedAndHeard), "dismissed_candidates", []string{"p-adopted=走访核实，系另一名婴儿"}))
		// Another one comes into the register: the head reads who it is and sends the case back,
		// and the natural way back rules it out.
		w.tx(func(tx *store.Tx) error {
			return store.Insert(tx, models.Person{ID: "p-late", Name: "马小禾", Pinyin: "maxiaohe", Sex: "2", BirthDate: "2026-09-10", Status: models.StatusActive, HouseholdID: "h-b", Relation: "37", Org: otherOrg, Since: "2026-09-23", EventID: "e", CaseID: "c", Version: 1})
		})
		if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Errorf("approved past an entry nobody looked at: %s", describe(err))
		}
		if found, err := w.r.Candidates(t.Context(), w.officer("head"), id); err != nil || len(found) != 2 {
			t.Errorf("the head, who is to look at each, is shown %+v: %v", found, err)
		}
		w.must(w.try("head", id, workflow.Return, workflow.Verifying, workflow.Facts{"return_code": "verify", "items": []string{"相同登记"}, "reason": "另有同名同日登记"}))
		if err := w.try("community", id, workflow.ReportBack, "", workflow.Facts{"findings": "已核"}); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Errorf("reported back into the same wall: %s", describe(err))
		}
		w.step("community", id, workflow.ReportBack, workflow.Facts{"findings": "已核", "dismissed_candidates": []string{"p-adopted=走访核实，系另一名婴儿", "p-late=电话核实，系另一名婴儿"}})
		w.step("head", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
	})
}

// TestABirthIsNotMadeAnotherChildsByChanges: whoever was lodged stays the case's child, in
// one change or in several; what was written wrong is put right.
func TestABirthIsNotMadeAnotherChildsByChanges(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts("p-li", "p-ma", "h-ma")})
		w.step("clerk", id, workflow.Lodge, nil)
		change := func(f workflow.Facts) error {
			_, err := w.r.Change(w.t.Context(), w.officer("clerk"), id, w.row(id).Version, f)
			return err
		}
		w.must(change(workflow.Facts{"child_name": "马小荷", "certificate_name": "马小荷"}))
		w.must(change(workflow.Facts{"certificate_no": "T640000003"}))
		if err := change(workflow.Facts{"child_birth_date": "2026-09-08"}); !invalidAt(err, "facts.child_name", "another_child") {
			t.Errorf("step by step the case became another child's: %v", err)
		}
		w.must(change(workflow.Facts{"child_name": "马小禾", "certificate_name": "马小禾"}))
		w.must(change(workflow.Facts{"child_birth_date": "2026-09-08"}))
	})
}

// TestOneCharacterApartInOneHouseholdIsLookedAt: somebody of the same sex and day stands in
// the very household that is to be joined, under a name one character apart.
func TestOneCharacterApartInOneHouseholdIsLookedAt(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.open("clerk", OpenRequest{Business: workflow.Unreg8, Facts: workflow.Facts{"name": "丁禄", "sex": "1", "birth_date": "1945-01-01", "household_id": "h-old", "relation_to_head": "73", "consents": []string{"丁福"}, "applicant_name": "丁禄", "applicant_relation": "self"}})
		w.accepts(id, workflow.MatComparison, workflow.MatVisitRecord)
		w.step("clerk", id, workflow.AssignCheck, nil)
		if err := w.try("community", id, workflow.ReportCheck, "", checkedAndHeard); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Errorf("one man is entered twice in his household: %s", describe(err))
		}
		w.step("community", id, workflow.ReportCheck, also(maps.Clone(checkedAndHeard), "dismissed_candidates", []string{"p-old=双胞胎兄弟，走访核实"}))
	})
}

// TestAFamilyIsNotMovedForOneMember: a change of the household's address takes everybody
// along, so that everybody is declared or nobody.
func TestAFamilyIsNotMovedForOneMember(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.alters(workflow.MoveInStation, "p-li", workflow.Facts{"new_address": "城关镇新街31号", "relations": []string{"p-li=02"}, "consents": []string{"马文", "李春梅"}, "move_cause": "house"})
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GRelationsRight) {
			t.Errorf("the whole family moves for one: %s", describe(err))
		}
	})
}
