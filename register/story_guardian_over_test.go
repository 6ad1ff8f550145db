package register

import (
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// minorGuarded enters a guardian of a minor on a ruling, by the county.
func (w *world) minorGuarded(ward, guardian, ground string) {
	w.t.Helper()
	id := w.alters(workflow.GuardianChange, ward, workflow.Facts{"guardian": guardian, "guardian_ground": ground, "guardianship_doc_no": "民特1号", "applicant_name": "西街村委会", "applicant_relation": "committee"})
	w.accepts(id, workflow.MatGuardianship, workflow.MatRuling)
	w.step("clerk", id, workflow.AssignCheck, nil)
	w.step("community", id, workflow.ReportCheck, workflow.Facts{"findings": "文书属实", "persons_heard": []string{"田小娥", "丁福"}})
	w.step("head", id, workflow.PassUp, nil)
	w.step("county_lead", id, workflow.Approve, nil)
	w.wantState(id, workflow.Effected)
}

// forOne lodges a case of the child as somebody, and takes it back; it tells what was answered.
func (w *world) forOne(business workflow.Business, name, relation string, more workflow.Facts) error {
	w.t.Helper()
	f := workflow.Facts{"applicant_name": name, "applicant_relation": relation}
	for k, v := range more {
		f[k] = v
	}
	id := w.alters(business, "p-one", f)
	err := w.try("clerk", id, workflow.Lodge, "", nil)
	w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "换人申报"})
	return err
}

// fetches has the child move to the mother's household, as far as the acceptance.
func (w *world) fetches(more workflow.Facts) (string, error) {
	w.t.Helper()
	f := workflow.Facts{"move_cause": "other", "household_id": "h-tian", "relations": []string{"p-one=30"}, "applicant_name": "丁福", "applicant_relation": "guardian", "consents": []string{"田小娥"}}
	for k, v := range more {
		f[k] = v
	}
	id := w.alters(workflow.MoveInStation, "p-one", f)
	if err := w.try("clerk", id, workflow.Lodge, "", nil); err != nil {
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "换人申报"})
		return id, err
	}
	w.paper(id, workflow.MatHouseRight)
	w.paper(id, workflow.MatHouseholdBook)
	err := w.try("clerk", id, workflow.Accept, "", nil)
	if err != nil {
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "问监护人"})
	}
	return id, err
}

// keptByDing has a court revoke a mother's guardianship, and the child live with the old man who
// is the guardian since.
func (w *world) keptByDing() {
	w.t.Helper()
	w.tians()
	w.minorGuarded("p-one", "p-old", "revoked")
	id := w.alters(workflow.MoveInStation, "p-one", workflow.Facts{"move_cause": "other", "household_id": "h-old", "relations": []string{"p-one=97"}, "applicant_name": "丁福", "applicant_relation": "guardian", "consents": []string{"丁福"}})
	w.accepts(id, workflow.MatHouseRight, workflow.MatHouseholdBook)
	w.step("clerk", id, workflow.SkipCheck, nil)
	w.wantState(id, workflow.Effected)
}

// A mother whose guardianship a court had revoked took the child home on the spot, and could have
// sent it abroad or renamed it; the guardian was asked nothing. Only the guardian asks and agrees
// now, until the court gives it back to her.
func TestARevokedMotherNeitherAsksNorKeeps(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.keptByDing()
		renamed := workflow.Facts{"new_name": "田小一", "surname_ground": "unchanged", "name_reason": "重名", "name_mother_agrees": "agrees"}
		for business, facts := range map[workflow.Business]workflow.Facts{
			workflow.MoveInStation: {"move_cause": "other", "household_id": "h-tian", "relations": []string{"p-one=30"}, "consents": []string{"田小娥"}},
			workflow.ItemMinor:     {"height_cm": 90},
			workflow.NameChange:    renamed,
			workflow.AbroadCancel:  {"abroad_ground": "abroad", "abroad_place": "土耳其", "event_date": "2026-09-01"},
		} {
			if err := w.forOne(business, "田小娥", "parent", facts); !refusedFor(err, workflow.GGuardianAsks) {
				t.Errorf("%s, asked by the mother: %s", business, describe(err))
			}
			if err := w.forOne(business, "田小娥", "guardian", facts); !refusedFor(err, workflow.GGuardianAsks) {
				t.Errorf("%s, asked by the mother as guardian: %s", business, describe(err))
			}
			if err := w.forOne(business, "丁福", "guardian", facts); err != nil {
				t.Errorf("%s, asked by the guardian: %s", business, describe(err))
			}
		}
		_, err := w.fetches(nil)
		if !refusedFor(err, workflow.GMinorsCared) || !refusedFor(err, workflow.GConsentsNoted) || !mentions(describe(err), "丁福") {
			t.Errorf("fetched without the guardian's word: %s", describe(err))
		}
		id, err := w.fetches(workflow.Facts{"consents": []string{"田小娥", "丁福"}, "minors_cared_for_by": "田小娥", "minors_stay_because": "监护人同意暂住"})
		w.must(err)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.StationReview)
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改日再办"})

		// The name is the guardian's to agree to.
		named := func(more workflow.Facts) error {
			f := workflow.Facts{"applicant_name": "丁福", "applicant_relation": "guardian"}
			for _, from := range []workflow.Facts{renamed, more} {
				for k, v := range from {
					f[k] = v
				}
			}
			id := w.alters(workflow.NameChange, "p-one", f)
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range []workflow.MaterialKind{workflow.MatNameRequest, workflow.MatHouseholdBook, workflow.MatComparison, workflow.MatParentsAgree} {
				w.paper(id, k)
			}
			err := w.try("clerk", id, workflow.Accept, "", nil)
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改日再办"})
			return err
		}
		if err := named(nil); !refusedFor(err, workflow.GParentsAgree) {
			t.Errorf("renamed on the mother's word: %s", describe(err))
		}
		w.must(named(workflow.Facts{"name_guardian_agrees": "agrees"}))

		// The court gave it back.
		w.minorGuarded("p-one", "p-tian", "statutory")
		id, err = w.fetches(workflow.Facts{"applicant_name": "田小娥", "applicant_relation": "parent"})
		w.must(err)
		w.step("clerk", id, workflow.SkipCheck, nil)
		if got := w.stands("p-one"); got != "p-one:h-tian/30" {
			t.Errorf("the child stands as %s", got)
		}
		w.sound()
	})
}

// The guardian settles abroad and would leave the child with the mother, who is guardian no more;
// and once he is dead she is none again, somebody else is looked for.
func TestARevokedMotherIsNoCarer(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.keptByDing()
		id := w.alters(workflow.MoveInStation, "p-tian", workflow.Facts{"move_cause": "other", "household_id": "h-old", "relations": []string{"p-tian=97", "p-two=97"}, "consents": []string{"丁福", "田小娥"}})
		w.accepts(id, workflow.MatHouseRight, workflow.MatHouseholdBook)
		w.step("clerk", id, workflow.SkipCheck, nil)
		w.wantState(id, workflow.Effected)
		id = w.leftForGood("p-old", nil)
		w.step("clerk", id, workflow.Lodge, nil)
		for _, k := range leftPapers {
			w.paper(id, k)
		}
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GMinorsCared) {
			t.Errorf("the child was left to her: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "先定照料人"})

		w.death("p-old", "2026-09-24")
		if n := count[models.CaseTask](w, "kind = ? and note = 'p-one' and done_at is null", string(workflow.TaskWardGuardian)); n != 1 {
			t.Errorf("%d tasks look for a guardian of the child", n)
		}
		if err := w.forOne(workflow.ItemMinor, "田小娥", "parent", workflow.Facts{"height_cm": 90}); !refusedFor(err, workflow.GGuardianAsks) {
			t.Errorf("the guardian is dead, and she asks: %s", describe(err))
		}
		w.sound()
	})
}

// A guardian by agreement stands beside the parents; an orphan's grandfather, and a dead
// guardian by appointment, displace nobody who lives.
func TestWhomAGuardianDoesNotDisplace(t *testing.T) {
	for story, ground := range map[string]string{"by agreement": "agreement", "appointed, and dead": "appointed"} {
		eachWorld(t, func(w *world) {
			w.tians()
			w.tx(func(tx *store.Tx) error {
				return store.Insert(tx, models.Guardianship{ID: "g-1", WardID: "p-one", GuardianID: "p-old", Ground: ground, From: "2026-01-01", EventID: w.last("p-one").ID})
			})
			if ground == "appointed" {
				if err := w.forOne(workflow.ItemMinor, "田小娥", "parent", workflow.Facts{"height_cm": 90}); !refusedFor(err, workflow.GGuardianAsks) {
					t.Errorf("%s: while he lived: %s", story, describe(err))
				}
				w.death("p-old", "2026-09-20")
			}
			for who, relation := range map[string]string{"田小娥": "parent", "马文": "head"} {
				if err := w.forOne(workflow.ItemMinor, who, relation, workflow.Facts{"height_cm": 90}); err != nil {
					t.Errorf("%s: asked as %s: %s", story, relation, describe(err))
				}
			}
		})
	}
}
