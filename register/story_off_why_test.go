package register

import (
	"maps"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// gone is the village with those whom a register of before took off, each for a reason.
func (w *world) gone() {
	w.t.Helper()
	off := func(id, number, name, sex, born, why string) LoadedPerson {
		number += string(models.CheckDigit(number))
		return LoadedPerson{ID: id, Number: models.CitizenNumber(number), Name: name, Sex: sex, BirthDate: models.Date(born), Ethnicity: "03", Status: models.StatusCancelled, StatusOn: "2015-05-05", StatusReason: why}
	}
	hs := village()
	hs[0].Members = append(hs[0].Members,
		off("p-alien", "64990119700101011", "马洋", "1", "1970-01-01", "foreign"),
		off("p-overseas", "64990119710101011", "马海", "1", "1971-01-01", "abroad"),
		off("p-bride", "64990119720101012", "马兰", "2", "1972-01-01", "marriage"),
		off("p-soldier", "64990119800101011", "马军", "1", "1980-01-01", "enlisted"),
		off("p-unsaid", "64990119730101011", "马默", "1", "1973-01-01", ""))
	w.load(hs)
}

// offered lodges a draft and tries to accept it.
func (w *world) offered(id string, papers ...workflow.MaterialKind) error {
	w.t.Helper()
	w.step("clerk", id, workflow.Lodge, nil)
	for _, k := range papers {
		w.paper(id, k)
	}
	return w.try("clerk", id, workflow.Accept, "", nil)
}

// Why somebody is off the register decides by which road they come back: the ground declared
// is held against it, and a letter for a veteran restores no dead man.
func TestNobodyComesBackOnAGroundThatIsNotWhyTheyWereTakenOff(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.gone()
		w.death("p-old", "2026-09-20")
		for _, c := range []struct {
			person, ground string
			want           workflow.GuardID // empty where the case is accepted
		}{
			{"p-old", "marriage_out", workflow.GRestoreGroundFits},
			{"p-old", "other", workflow.GRestoreGroundFits},
			{"p-old", "mistaken", ""},
			{"p-alien", "unlanded", workflow.GNationalityKept},
			{"p-alien", "mistaken", workflow.GNationalityKept},
			{"p-overseas", "other", workflow.GRestoreGroundFits},
			{"p-overseas", "mistaken", ""},
			{"p-soldier", "marriage_out", workflow.GRestoreGroundFits},
			{"p-bride", "unlanded", workflow.GRestoreGroundFits},
			{"p-bride", "marriage_out", ""},
			{"p-unsaid", "unlanded", ""},
		} {
			id := w.restores(c.person, "h-ma", c.ground, workflow.Facts{"relation_to_head": "97", "consents": []string{"马文"}})
			err := w.offered(id, restorePapers...)
			if c.want == "" && err != nil || c.want != "" && !refusedFor(err, c.want) {
				t.Errorf("%s on %s: %s, want %q", c.person, c.ground, describe(err), c.want)
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "试"})
		}
		for person, want := range map[string]workflow.GuardID{"p-old": workflow.GOffEnlisted, "p-alien": workflow.GNationalityKept, "p-overseas": workflow.GOffEnlisted, "p-bride": workflow.GOffEnlisted} {
			id := w.veteran(person, "h-ma", workflow.Facts{"relation_to_head": "97", "consents": []string{"马文"}})
			if err := w.offered(id, workflow.MatVeteranLetter, workflow.MatComparison); !refusedFor(err, want) {
				t.Errorf("%s as a veteran: %s, want %s", person, describe(err), want)
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "试"})
		}
		// Who was cancelled on enlistment comes home, by the county's word and not on the spot.
		id := w.veteran("p-soldier", "h-ma", workflow.Facts{"relation_to_head": "97", "consents": []string{"马文"}})
		w.must(w.offered(id, workflow.MatVeteranLetter, workflow.MatComparison))
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.StationReview)
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.Approve, nil)
		w.delivers(id)
		if p := one[models.Person](w, "id = 'p-soldier'"); p.Status != models.StatusActive || p.HouseholdID != "h-ma" {
			t.Errorf("the veteran stands as %s in %q", p.Status, p.HouseholdID)
		}
		w.sound()
	})
}

// Whom another province has told to have landed there is registered there: nobody restores
// them here, on whatever ground, and the refusal names the move that brings them back.
func TestWhoLandedInAnotherProvinceIsNotRestoredHere(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		facts := goingAway()
		facts["relations"] = []string{"p-li=01"}
		facts["consents"] = []string{"李春梅"}
		w.step("clerk", w.away("p-li", facts, permitPapers...), workflow.LandNotice, landNote)
		host := workflow.Facts{"relation_to_head": "12", "consents": []string{"马文"}}
		for _, ground := range []string{"unlanded", "mistaken", "other"} {
			id := w.restores("p-li", "h-ma", ground, host)
			err := w.offered(id, restorePapers...)
			if !refusedFor(err, workflow.GNotLandedAway) {
				t.Errorf("restored as %s: %s", ground, describe(err))
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "试"})
		}
		id := w.veteran("p-li", "h-ma", host)
		if err := w.offered(id, workflow.MatVeteranLetter, workflow.MatComparison); !refusedFor(err, workflow.GNotLandedAway) {
			t.Errorf("as a veteran: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "试"})
		id = w.alters(workflow.Unreg6, "p-li", workflow.Facts{"household_id": "h-ma", "relation_to_head": "12", "consents": []string{"马文"}, "readmission_doc_no": "文1号"})
		if err := w.offered(id, workflow.MatMoveRecord); !refusedFor(err, workflow.GOffOrOnTheWay) {
			t.Errorf("as one whose certificate was lost: %s", describe(err))
		}
	})
}

// A move in from another province takes back who moved away and nobody else: a foreigner's
// road is the nationality regained. From the lodging on the entry itself is what is held.
func TestAMoveFromAfarTakesBackOnlyWhoMovedAway(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.gone()
		for person, facts := range map[string]workflow.Facts{
			"p-alien":    {"name": "马洋", "birth_date": "1970-01-01", "sex": "1", "relation_to_head": "97"},
			"p-overseas": {"name": "马海", "birth_date": "1971-01-01", "sex": "1", "relation_to_head": "97"},
			"p-soldier":  {"name": "马军", "birth_date": "1980-01-01", "sex": "1", "relation_to_head": "97"},
		} {
			facts["citizen_number"] = w.cardOf(person)
			id := w.arrives(fromAfar(facts))
			if err := w.offered(id, movePapersKin...); !refusedFor(err, workflow.GNumberTheirs) {
				t.Errorf("%s moved in: %s", person, describe(err))
			}
		}
		away := goingAway()
		away["relations"] = []string{"p-li=01"}
		away["consents"] = []string{"李春梅"}
		w.step("clerk", w.away("p-li", away, permitPapers...), workflow.LandNotice, landNote)
		back := func() string {
			return w.arrives(fromAfar(workflow.Facts{"name": "李春梅", "birth_date": "1991-06-12", "citizen_number": w.cardOf("p-li"), "relation_to_head": "12"}))
		}
		settles := func() error {
			id := w.alters(workflow.ReturnSettle, "p-li", workflow.Facts{"household_id": "h-ma", "relation_to_head": "12", "consents": []string{"马文"}, "settlement_doc_no": "S-1", "applicant_relation": "self"})
			return w.offered(id, workflow.MatSettlement, workflow.MatTravelPaper)
		}
		id := back()
		w.must(w.offered(id, movePapersKin...))
		if s := one[models.CaseSubject](w, "case_id = ? and role = ?", id, string(workflow.Affected)); string(s.Key) != string(w.r.personKey("p-li")) {
			t.Error("the case is not about the entry that the register has")
		}
		if err := settles(); !refusedFor(err, workflow.GNoConflict) {
			t.Errorf("two cases bring one person back: %s", describe(err))
		}
		w.sound()
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "试"})
		w.must(settles())
		if err := w.offered(back(), movePapersKin...); !refusedFor(err, workflow.GNoConflict) {
			t.Errorf("the other way round: %s", describe(err))
		}
		w.sound()
	})
}

// Two numbers do not make one woman two: whoever has name, sex and day is ruled out by a
// person before the permit, and who came meanwhile before the entry.
func TestWhoComesFromAfarIsComparedWithThoseAlike(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		number := "64990219910612002"
		number += string(models.CheckDigit(number))
		id := w.arrives(fromAfar(workflow.Facts{"name": "李春梅", "birth_date": "1991-06-12", "citizen_number": number, "ethnicity_there": "01"}))
		w.accepts(id, movePapersKin...)
		w.step("clerk", id, workflow.AssignCheck, nil)
		if err := w.try("community", id, workflow.ReportCheck, "", checkedAndHeard); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Fatalf("her own entry was passed over: %s", describe(err))
		}
		found, err := w.r.Candidates(t.Context(), w.officer("clerk"), id)
		w.must(err)
		if len(found) != 1 || found[0].PersonID != "p-li" || !found[0].Alike() {
			t.Errorf("beside her stands %+v", found)
		}
		w.step("community", id, workflow.ReportCheck, also(maps.Clone(checkedAndHeard), "dismissed_candidates", []string{"p-li=目视核对，系另一人"}))
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.Approve, nil)
		w.wantState(id, workflow.PermitIssued)
		// Another of the name is entered while the permit runs.
		w.load([]LoadedHousehold{{ID: "h-like", Number: "000301", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "城关镇西街2号", OpenedOn: "2010-01-01", Members: []LoadedPerson{
			{ID: "p-like", Number: "649901199106120042", Name: "李春梅", Sex: "2", BirthDate: "1991-06-12", Ethnicity: "01", Relation: "02", Since: "2010-01-01"}}}})
		if err := w.try("clerk", id, workflow.PresentCert, "", shown(nil)); !refusedFor(err, workflow.GLookAlikesOut) {
			t.Errorf("entered beside another: %s", describe(err))
		}
		w.step("clerk", id, workflow.PresentCert, shown(workflow.Facts{"dismissed_candidates": []string{"p-li=系另一人", "p-like=系另一人"}}))
		w.wantState(id, workflow.Effected)
		w.sound()
	})
}
