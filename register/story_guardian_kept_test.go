package register

import (
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// orphan adds a child without parents to the village, guarded by somebody or by a body.
func (w *world) orphan(g models.Guardianship) {
	w.t.Helper()
	hs := village()
	hs[1].Members = append(hs[1].Members, LoadedPerson{ID: "p-kid", Number: "649901201805050025", Name: "丁小禾", Sex: "2", BirthDate: "2018-05-05", Ethnicity: "01", Relation: "97", Since: "2020-01-01"})
	w.load(hs)
	g.ID, g.WardID, g.From, g.EventID = "g-1", "p-kid", "2026-01-01", w.last("p-kid").ID
	w.tx(func(tx *store.Tx) error { return store.Insert(tx, g) })
}

// follows asks for another guardian, as far as the check: it tells what the acceptance answers.
func (w *world) follows(ward string, f workflow.Facts, papers ...workflow.MaterialKind) (string, error) {
	w.t.Helper()
	facts := workflow.Facts{"guardian": "p-ma", "guardian_ground": "statutory", "guardianship_doc_no": "证9", "applicant_name": "路人丙", "applicant_relation": "relative"}
	for k, v := range f {
		facts[k] = v
	}
	id := w.alters(workflow.GuardianChange, ward, facts)
	w.step("clerk", id, workflow.Lodge, nil)
	for _, k := range append(papers, workflow.MatGuardianship) {
		w.paper(id, k)
	}
	err := w.try("clerk", id, workflow.Accept, "", nil)
	if err != nil {
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "先取文书"})
		return id, err
	}
	w.step("clerk", id, workflow.AssignCheck, nil)
	return id, nil
}

// byCountyAlone takes a case reported on to the county's yes, which the station cannot say.
func (w *world) byCountyAlone(id string) {
	w.t.Helper()
	if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GStationLevel) {
		w.t.Errorf("the station alone decided: %s", describe(err))
	}
	w.step("head", id, workflow.PassUp, nil)
	w.step("county_lead", id, workflow.Approve, nil)
	w.wantState(id, workflow.Effected)
}

// A passer-by had a healthy man entered as without capacity, by the station head alone, with his
// wife unheard. Only a court finds that: its judgment is asked for, he and she are heard, and the
// county decides.
func TestAnAdultIsWithoutCapacityByTheCourtAlone(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		people, houses := w.everybody()
		f := workflow.Facts{"guardian": "p-old", "ward_without_capacity": true}
		for _, ground := range []string{"statutory", "appointed", "agreement"} {
			f["guardian_ground"] = ground
			if _, err := w.follows("p-ma", f); !refusedFor(err, workflow.GMaterials) || !mentions(describe(err), string(workflow.MatJudgment)) {
				t.Errorf("%s, without a judgment: %s", ground, describe(err))
			}
		}
		f["guardian_ground"] = "statutory"
		id, err := w.follows("p-ma", f, workflow.MatJudgment)
		w.must(err)
		for who, missing := range map[string]string{"李春梅": "马文", "马文（因病不能表达）": "李春梅", "路人丙": "李春梅"} {
			if err := w.checked(id, who); !refusedFor(err, workflow.GGuardiansHeard) || !mentions(describe(err), missing) || mentions(describe(err), "马小麦") {
				t.Errorf("only %s was heard: %s", who, describe(err))
			}
		}
		w.must(w.checked(id, "马文（因病不能表达）", "李春梅"))
		w.byCountyAlone(id)
		w.sound()
		w.undoes("p-ma", w.last("p-ma").ID)
		w.asBefore(people, houses)
	})
}

// The wife asks for herself and is not listed; under protection she is not named.
func TestWhoAsksIsHeardByThatAndAProtectedOneIsNotNamed(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		f := workflow.Facts{"guardian": "p-li", "ward_without_capacity": true, "applicant_name": "李春梅"}
		id, err := w.follows("p-ma", f, workflow.MatJudgment)
		w.must(err)
		w.must(w.checked(id, "马文"))
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改日再办"})
		w.protects("p-li")
		f["guardian"], f["applicant_name"] = "p-old", "路人丙"
		id, err = w.follows("p-ma", f, workflow.MatJudgment)
		w.must(err)
		if err := w.checked(id, "路人丙"); !refusedFor(err, workflow.GGuardiansHeard) || mentions(describe(err), "李春梅") {
			t.Errorf("a protected wife: %s", describe(err))
		}
		w.must(w.checked(id, "马文"))
	})
}

// A youth came of age between the acceptance and the decision: full capacity, and no guardian
// without a court.
func TestWhoComesOfAgeMeanwhileGetsNoGuardian(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[1].Members = append(hs[1].Members, LoadedPerson{ID: "p-kid", Number: "649901200809300021", Name: "丁小禾", Sex: "2", BirthDate: "2008-09-30", Ethnicity: "01", Relation: "97", Since: "2020-01-01"})
		w.load(hs)
		id, err := w.follows("p-kid", nil)
		w.must(err)
		w.must(w.checked(id, "丁福"))
		w.setClock("2026-09-30T10:00:00+08:00")
		if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GWardNeedsOne) {
			t.Errorf("entered at eighteen: %s", describe(err))
		}
	})
}

// Civil affairs' ward was given to a stranger on a passer-by's word; so was an orphan whose
// guardian a court had appointed. A document of the court or civil affairs is asked for, those who
// guard are heard, and the county decides.
func TestABodyOrAnAppointedGuardianIsChangedOnADocument(t *testing.T) {
	for story, c := range map[string]struct {
		g   models.Guardianship
		who string
	}{
		"a body":    {models.Guardianship{Body: "甲县民政局", CarerBody: "甲县照料机构", Ground: "parents_not_found"}, "甲县民政局"},
		"appointed": {models.Guardianship{GuardianID: "p-old", Ground: "appointed"}, "丁福"},
		"last":      {models.Guardianship{GuardianID: "p-old", Ground: "last"}, "丁福"},
	} {
		eachWorld(t, func(w *world) {
			w.orphan(c.g)
			for _, f := range []workflow.Facts{{}, {"present_guardians_agree": []string{c.who}}, {"applicant_name": c.who, "applicant_relation": "guardian"}} {
				if _, err := w.follows("p-kid", f); !refusedFor(err, workflow.GMaterials) || !mentions(describe(err), string(workflow.MatRuling)) {
					t.Errorf("%s, without a document, %v: %s", story, f, describe(err))
				}
			}
			id, err := w.follows("p-kid", nil, workflow.MatRuling)
			w.must(err)
			if err := w.checked(id, "路人丙"); !refusedFor(err, workflow.GGuardiansHeard) || !mentions(describe(err), c.who) {
				t.Errorf("%s: unheard: %s", story, describe(err))
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "由监护人申报"})
			// Kin were found; whoever guards asks.
			id, err = w.follows("p-kid", workflow.Facts{"applicant_name": c.who, "applicant_relation": "guardian"}, workflow.MatRuling)
			w.must(err)
			w.must(w.checked(id, "丁小禾"))
			w.byCountyAlone(id)
			if g := one[models.Guardianship](w, "ward_id = 'p-kid' and closed_at is null"); g.GuardianID != "p-ma" {
				t.Errorf("%s: the guardian is %+v", story, g)
			}
			w.sound()
		})
	}
}

// Kin who are guardian by the order of the law agree, or ask themselves; where they do not, a
// document is needed. Of a dead guardian nobody asks for more paper than before.
func TestKinWhoGuardAgreeOrACourtDecides(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.orphan(models.Guardianship{GuardianID: "p-old", Ground: "statutory"})
		if _, err := w.follows("p-kid", nil); !refusedFor(err, workflow.GMaterials) || !mentions(describe(err), string(workflow.MatRuling)) {
			t.Errorf("he does not agree: %s", describe(err))
		}
		id, err := w.follows("p-kid", nil, workflow.MatRuling)
		w.must(err)
		w.must(w.checked(id, "丁福（不同意）"))
		if err := w.try("head", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GStationLevel) {
			t.Errorf("against his will by the station alone: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "再协商"})

		id, err = w.follows("p-kid", workflow.Facts{"present_guardians_agree": []string{"丁福"}})
		w.must(err)
		if err := w.checked(id, "路人丙"); !refusedFor(err, workflow.GGuardiansHeard) || !mentions(describe(err), "丁福") {
			t.Errorf("his agreement was noted, and he was not heard: %s", describe(err))
		}
		w.must(w.checked(id, "丁福（同意）"))
		w.step("head", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
		w.undoes("p-kid", w.last("p-kid").ID)

		id, err = w.follows("p-kid", workflow.Facts{"applicant_name": "丁福", "applicant_relation": "guardian"})
		w.must(err)
		w.must(w.checked(id, "丁小禾"))
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改日再办"})

		w.death("p-old", "2026-09-24")
		id, err = w.follows("p-kid", nil)
		w.must(err)
		w.must(w.checked(id, "丁小禾"))
		w.step("head", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
		w.sound()
	})
}

// The parents landed in another province: they live, and nobody stands in their place by the order
// of the law.
func TestParentsInAnotherProvinceAreGuardiansStill(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.tx(func(tx *store.Tx) error {
			_, err := store.Set[models.Person](tx, map[string]any{"status": models.StatusCancelled, "status_reason": ReasonMovedAway}, "id in ?", []string{"p-ma", "p-li"})
			return err
		})
		if _, err := w.follows("p-son", workflow.Facts{"guardian": "p-old"}); !refusedFor(err, workflow.GParentsFirst) {
			t.Errorf("by the order of the law: %s", describe(err))
		}
	})
}
