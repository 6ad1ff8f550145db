package register

import (
	"maps"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// adopted is what both businesses of adoption declare.
func adopted(more workflow.Facts) workflow.Facts {
	f := workflow.Facts{"household_id": "h-ma", "father": "p-ma", "mother": "p-li", "adoption_proof": "registered", "adoption_no": "收登1", "adopted_on": "2026-08-01", "applicant_name": "李春梅", "applicant_relation": "parent"}
	maps.Copy(f, more)
	return f
}

var adoptionPapers = []workflow.MaterialKind{workflow.MatAdoption, workflow.MatHouseholdBook}

// cared is the village with a child in the care of the other county's civil affairs.
func (w *world) cared() {
	w.t.Helper()
	hs := village()
	hs[2].Members[1].Number = "649901201603040014"
	hs[2].Members[1].Guardian = &LoadedGuardian{Body: "乙县民政局", Carer: "乙县机构", Ground: "parents_not_found", From: "2020-01-01"}
	w.load(hs)
}

func TestAnAdoptedChildWithoutRegistrationIsEnteredAsTheAdopters(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		facts := adopted(workflow.Facts{"name": "马思源", "sex": "1", "birth_date": "2023-05-06", "birth_estimated": true, "ethnicity_source": "father"})
		draft := func() string { return w.open("clerk", OpenRequest{Business: workflow.AdoptionFirst, Facts: facts}) }
		id := draft()
		if err := w.try("aux", id, workflow.Withdraw, "", workflow.Facts{"reason": "撤回"}); !refusedFor(err, workflow.GNoLooseChild) {
			t.Errorf("the child was left to nobody: %s", describe(err))
		}
		w.accepts(id, adoptionPapers...)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.decided(id, "county_lead")
		w.delivers(id)
		p := w.wantRegistered(id, workflow.Affected, "h-ma")
		if p.Relation != "27" || p.FatherID != "p-ma" || p.MotherID != "p-li" || p.Ethnicity != "03" || p.EthnicityProof != "father" || !p.BirthEstimated {
			t.Errorf("the child stands as %+v", p)
		}
		if n := count[models.PersonSeal](w, "person_id = ?", p.ID); n != 0 {
			t.Error("the file was sealed though nobody asked for secrecy")
		}
		w.sound()
		// The same child again is registered already.
		again := draft()
		w.step("clerk", again, workflow.Lodge, nil)
		if err := w.try("clerk", again, workflow.Accept, "", nil); !refusedFor(err, workflow.GNotRegisteredYet) || !refusedFor(err, workflow.GMaterials) {
			t.Errorf("entered a second time: %s", describe(err))
		}
		for want, change := range map[workflow.GuardID]workflow.Facts{
			workflow.GAdoptionShown: {"adoption_proof": "notarised", "name": "马思乙"},
			workflow.GAdopterThere:  {"household_id": "h-old", "name": "马思丙"},
			workflow.GRelationGiven: {"relation_to_head": "02", "name": "马思丁"},
			workflow.GAdopterNamed:  {"father": "", "mother": "", "name": "马思戊"},
		} {
			f := maps.Clone(facts)
			maps.Copy(f, change)
			id := w.open("clerk", OpenRequest{Business: workflow.AdoptionFirst, Facts: f})
			w.step("clerk", id, workflow.Lodge, nil)
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, want) {
				t.Errorf("%v: %s, want %s", change, describe(err), want)
			}
		}
	})
}

func TestAnAdoptedChildWhoIsRegisteredMovesWithTheNumberAndOtherParents(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.cared()
		people, houses := w.everybody()
		before := one[models.Person](w, "id = 'p-bs'")
		draft := func() string {
			return w.alters(workflow.AdoptionMove, "p-bs", adopted(workflow.Facts{"person_number": "649901201603040014", "secrecy_asked_for": true}))
		}
		w.otherEnds(draft, func(id string) { w.accepts(id, adoptionPapers...) })
		id := draft()
		w.accepts(id, adoptionPapers...)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.decided(id, "county_lead")
		w.delivers(id)
		p := one[models.Person](w, "id = 'p-bs'")
		if p.HouseholdID != "h-ma" || p.Org != stationOrg || p.Relation != "20" || p.FatherID != "p-ma" || p.MotherID != "p-li" || string(p.NumberIndex) != string(before.NumberIndex) {
			t.Errorf("the child stands as %+v", p)
		}
		out, in := one[models.RegisterEvent](w, "subject_id = 'p-bs' and kind = 'move_out'"), one[models.RegisterEvent](w, "subject_id = 'p-bs' and kind = 'move_in'")
		if out.FromOrg != otherOrg || in.ToOrg != stationOrg || out.Correlation != in.Correlation || in.Reason != ReasonAdoption {
			t.Errorf("out %+v\nin %+v", out, in)
		}
		if n := count[models.Guardianship](w, "ward_id = 'p-bs' and closed_at is null"); n != 0 {
			t.Errorf("%d guardianships stand beside the adopters", n)
		}
		if n := count[models.Outbox](w, "case_id = ? and kind = 'moved_out'", id); n != 1 {
			t.Errorf("%d messages to the station left, want 1", n)
		}
		// Whoever checked asked for the seal, whoever decided confirmed it: nobody reads who the parents were.
		s := one[models.PersonSeal](w, "person_id = 'p-bs'")
		if s.Kind != SealAdoption || s.AskedBy != "o-community" || s.ConfirmedBy != "o-county_lead" || s.ConfirmedAt == nil {
			t.Errorf("the seal: %+v", s)
		}
		if _, err := w.r.PersonHistory(t.Context(), w.officer("clerk2"), "p-bs", PersonQuery{Code: PurposeCheck}); !closed(err, AccessSealed) {
			t.Errorf("the history of a sealed child was read: %v", err)
		}
		w.sound()
		w.undoes("p-bs", w.last("p-bs").ID)
		w.asBefore(people, houses)
		if n := count[models.Guardianship](w, "ward_id = 'p-bs' and closed_at is null"); n != 1 {
			t.Errorf("undone, %d guardianships stand", n)
		}
		// The file of an adoption that is none is open to those at home again.
		if s := one[models.PersonSeal](w, "person_id = 'p-bs'"); s.EndedAt == nil || s.EndBy == "" || s.EndedBy == "" || s.EndBy == s.EndedBy {
			t.Errorf("undone, the seal: %+v", s)
		}
	})
}

func TestAnAdoptionWithoutSecrecyShowsTheRelationAndSealsNothing(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.cared()
		facts := adopted(workflow.Facts{"person_number": "649901201603040014"})
		id := w.alters(workflow.AdoptionMove, "p-bs", facts)
		w.accepts(id, adoptionPapers...)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.decided(id, "county_lead")
		w.delivers(id)
		if p := one[models.Person](w, "id = 'p-bs'"); p.Relation != "27" {
			t.Errorf("relation %s", p.Relation)
		}
		if n := count[models.PersonSeal](w, "person_id = 'p-bs'"); n != 0 {
			t.Error("the file was sealed though nobody asked for secrecy")
		}
		w.sound()
		// Whoever is of age, and a parent younger than the child, are refused.
		id = w.alters(workflow.AdoptionMove, "p-old", adopted(workflow.Facts{"adopted_on": "1950-01-01"}))
		w.step("clerk", id, workflow.Lodge, nil)
		if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, workflow.GIsMinor) || !refusedFor(err, workflow.GParentFits) {
			t.Errorf("an old man was adopted by the young: %s", describe(err))
		}
	})
}
