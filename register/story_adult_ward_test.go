package register

import (
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// tians are a mother who heads a household of two infants, and the village beside them.
func (w *world) tians() {
	w.t.Helper()
	w.load(append(village(), LoadedHousehold{ID: "h-tian", Number: "000103", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, Address: "城关镇西街3号", OpenedOn: "2020-01-01", Members: []LoadedPerson{
		{ID: "p-tian", Number: "649901199402020024", Name: "田小娥", Sex: "2", BirthDate: "1994-02-02", Ethnicity: "01", Relation: "02", Since: "2020-01-01"},
		{ID: "p-one", Number: "649901202302030021", Name: "田一", Sex: "2", BirthDate: "2023-02-03", Ethnicity: "01", Relation: "30", Since: "2023-03-01", Mother: "649901199402020024"},
		{ID: "p-two", Number: "649901202502030027", Name: "田二", Sex: "2", BirthDate: "2025-02-03", Ethnicity: "01", Relation: "30", Since: "2025-03-01", Mother: "649901199402020024"},
	}}))
}

// guarded enters a guardian of an adult on the court's judgment, by the county, and tells the event.
func (w *world) guarded(ward, guardian string) string {
	w.t.Helper()
	return w.judged(ward, guardian, "statutory")
}

// judged is guarded on a ground of its own.
func (w *world) judged(ward, guardian, ground string) string {
	w.t.Helper()
	id := w.alters(workflow.GuardianChange, ward, workflow.Facts{"guardian": guardian, "guardian_ground": ground, "guardianship_doc_no": "监1号", "ward_without_capacity": true, "applicant_relation": "relative"})
	w.accepts(id, workflow.MatGuardianship, workflow.MatJudgment)
	w.heardByCounty(id)
	w.wantState(id, workflow.Effected)
	return w.last(ward).ID
}

// heardByCounty takes an accepted case to the county's yes, with everybody heard who stands in
// the register.
func (w *world) heardByCounty(id string) {
	w.t.Helper()
	var names []string
	w.tx(func(tx *store.Tx) error {
		rows, err := store.Many[models.Person](tx, "id", "status = ?", string(models.StatusActive))
		for _, p := range rows {
			names = append(names, p.Name)
		}
		return err
	})
	w.step("clerk", id, workflow.AssignCheck, nil)
	w.must(w.checked(id, names...))
	w.step("head", id, workflow.PassUp, nil)
	w.step("county_lead", id, workflow.Approve, nil)
}

// A mother was given a guardian, and went on to change the head, to move and to declare by
// herself, on her own consent. Her guardian asks and agrees now, and another head is looked for
// as long as she has one.
func TestTheGuardianAsksAndAgreesForAnAdultWard(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tians()
		people, houses := w.everybody()
		given := w.guarded("p-tian", "p-old")
		vacancies := func() int64 {
			return count[models.CaseTask](w, "kind = ? and note = 'h-tian' and done_at is null", string(workflow.TaskHeadVacancy))
		}
		if n := vacancies(); n != 1 {
			t.Errorf("%d tasks to find another head", n)
		}
		w.sound()
		v, err := w.r.Household(t.Context(), w.officer("clerk"), "h-tian", PersonQuery{Purpose: "核对"})
		w.must(err)
		if len(v.Tasks) != 1 || v.HeadID != "p-tian" {
			t.Errorf("the household's page shows %+v under %q", v.Tasks, v.HeadID)
		}

		lodge := func(business workflow.Business, person, relation string, facts workflow.Facts) (string, error) {
			f := workflow.Facts{"applicant_relation": relation}
			for k, v := range facts {
				f[k] = v
			}
			id := w.alters(business, person, f)
			err := w.try("clerk", id, workflow.Lodge, "", nil)
			if err != nil {
				w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "换人申报"})
			}
			return id, err
		}
		for _, c := range []struct {
			business workflow.Business
			facts    workflow.Facts
		}{
			{workflow.ItemMinor, workflow.Facts{"occupation": "教师"}},
			{workflow.MoveInStation, workflow.Facts{"move_cause": "moved_home", "new_address": "城关镇西街5号"}},
			{workflow.NameChange, workflow.Facts{"new_name": "田小鹅", "surname_ground": "unchanged", "name_reason": "本人要求"}},
			{workflow.SexChange, workflow.Facts{"new_sex": "1"}},
			{workflow.AbroadCancel, workflow.Facts{"abroad_ground": "hongkong_macao", "event_date": "2026-09-01"}},
		} {
			if _, err := lodge(c.business, "p-tian", "self", c.facts); !refusedFor(err, workflow.GWardSpokenFor) {
				t.Errorf("%s, asked by the ward alone: %s", c.business, describe(err))
			}
			id, err := lodge(c.business, "p-tian", "guardian", c.facts)
			if err != nil {
				t.Errorf("%s, asked by the guardian: %s", c.business, describe(err))
				continue
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改日再办"})
		}
		for _, person := range []string{"p-tian", "p-one"} {
			if _, err := lodge(workflow.ItemMinor, person, "head", workflow.Facts{"height_cm": 90}); !refusedFor(err, workflow.GWardSpokenFor) {
				t.Errorf("she asked as the head for %s: %s", person, describe(err))
			}
		}

		move := func(agree string) (string, error) {
			id, err := lodge(workflow.MoveInStation, "p-tian", "guardian", workflow.Facts{"move_cause": "moved_home", "new_address": "城关镇西街5号", "consents": []string{agree}})
			w.must(err)
			w.paper(id, workflow.MatHouseRight)
			w.paper(id, workflow.MatHouseholdBook)
			return id, w.try("clerk", id, workflow.Accept, "", nil)
		}
		id, err := move("田小娥")
		if !refusedFor(err, workflow.GConsentsNoted) || !mentions(describe(err), "丁福") {
			t.Errorf("she agreed for herself: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "由监护人同意"})
		id, err = move("丁福")
		w.must(err)
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改日再办"})
		w.undoes("p-tian", given)
		if n := vacancies(); n != 0 {
			t.Errorf("nobody is her guardian any more, and %d tasks look for another head", n)
		}
		w.asBefore(people, houses)
		if _, err := lodge(workflow.ItemMinor, "p-tian", "self", workflow.Facts{"occupation": "教师"}); err != nil {
			t.Errorf("without a guardian she asks: %s", describe(err))
		}
	})
}

// Whoever lives alone heads alone, guardian or not.
func TestAWardAloneStaysTheHead(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tians()
		w.guarded("p-old", "p-tian")
		if n := count[models.CaseTask](w, "kind = ?", string(workflow.TaskHeadVacancy)); n != 0 {
			t.Errorf("%d tasks to find another head for a man alone", n)
		}
		w.sound()
	})
}

// A court found her of full capacity again, and no business could enter that she has no guardian
// any more: every business told her to have the guardian changed, and the change asked for one.
func TestAnAdultsGuardianshipEndsOnTheCourtsJudgment(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tians()
		w.guarded("p-tian", "p-old")
		people, houses := w.everybody()
		ends := func(person, relation string, more workflow.Facts) string {
			f := workflow.Facts{"guardian_ground": "ended", "guardianship_doc_no": "民特1号", "applicant_relation": relation}
			for k, v := range more {
				f[k] = v
			}
			return w.alters(workflow.GuardianChange, person, f)
		}
		if err := w.try("clerk", ends("p-tian", "committee", nil), workflow.Lodge, "", nil); !refusedFor(err, workflow.GEndAsker) {
			t.Errorf("the committee asked for the end: %s", describe(err))
		}
		for _, c := range []struct {
			person string
			more   workflow.Facts
			unmet  workflow.GuardID
		}{
			{"p-li", nil, workflow.GEndFits},  // of age, with no guardian
			{"p-one", nil, workflow.GEndFits}, // a minor
			{"p-tian", workflow.Facts{"guardian": "p-li"}, workflow.GOneGuardian},
			{"p-tian", workflow.Facts{"ward_without_capacity": true}, workflow.GWardNeedsOne},
		} {
			id := ends(c.person, "relative", c.more)
			w.step("clerk", id, workflow.Lodge, nil)
			if err := w.try("clerk", id, workflow.Accept, "", nil); !refusedFor(err, c.unmet) {
				t.Errorf("%s %v: %s", c.person, c.more, describe(err))
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "填错"})
		}
		id := ends("p-tian", "self", nil)
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatGuardianship)
		if err := w.try("clerk", id, workflow.Accept, "", nil); err == nil {
			t.Error("accepted without the court's judgment")
		}
		w.paper(id, workflow.MatJudgment)
		w.step("clerk", id, workflow.Accept, nil)
		w.heardByCounty(id)
		w.delivers(id)
		if n := count[models.Guardianship](w, "ward_id = 'p-tian' and closed_at is null"); n != 0 {
			t.Errorf("%d guardianships stand", n)
		}
		if n := count[models.CaseTask](w, "kind = ? and note = 'h-tian' and done_at is null", string(workflow.TaskHeadVacancy)); n != 0 {
			t.Errorf("%d tasks look for another head", n)
		}
		w.sound()
		ended := w.last("p-tian").ID
		id = w.alters(workflow.ItemMinor, "p-tian", workflow.Facts{"occupation": "教师"})
		w.step("clerk", id, workflow.Lodge, nil) // she asks for herself
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "改日再办"})
		w.undoes("p-tian", ended)
		w.asBefore(people, houses)
		if g := one[models.Guardianship](w, "ward_id = 'p-tian' and closed_at is null"); g.GuardianID != "p-old" {
			t.Errorf("undone, the guardian is %+v", g)
		}
		w.sound()
	})
}

// A dead man agreed for his ward: a stranger moved her out on the spot as “guardian”. Who is dead
// speaks for nobody, and her station is to have another guardian entered; a child with a mother in
// the register is left as it is.
func TestADeadGuardianSpeaksForNobody(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tians()
		w.guarded("p-tian", "p-old")
		id := w.alters(workflow.GuardianChange, "p-one", workflow.Facts{"guardian": "p-old", "guardian_ground": "will", "guardianship_doc_no": "监2号", "applicant_relation": "relative"})
		w.accepts(id, workflow.MatGuardianship)
		w.byHead(id)
		looking := func(ward string) int64 {
			return count[models.CaseTask](w, "kind = ? and note = ? and org = ? and done_at is null", string(workflow.TaskWardGuardian), ward, stationOrg)
		}
		w.death("p-old", "2026-09-20")
		dead := w.last("p-old").ID
		if x, y := looking("p-tian"), looking("p-one"); x != 1 || y != 0 {
			t.Errorf("%d tasks for the mother, %d for the child with a mother", x, y)
		}
		w.sound()
		ask := func(relation string) error {
			id := w.alters(workflow.MoveInStation, "p-tian", workflow.Facts{"move_cause": "moved_home", "new_address": "城关镇西街5号", "consents": []string{"丁福", "田小娥"}, "applicant_relation": relation})
			err := w.try("clerk", id, workflow.Lodge, "", nil)
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "先办监护人变更"})
			return err
		}
		for _, relation := range []string{"guardian", "self", "head"} {
			if err := ask(relation); !refusedFor(err, workflow.GGuardianActs) {
				t.Errorf("asked as %s: %s", relation, describe(err))
			}
		}
		w.undoes("p-old", dead)
		if n := looking("p-tian"); n != 0 {
			t.Errorf("he lives, and %d tasks look for another guardian", n)
		}
		if err := ask("guardian"); err != nil {
			t.Errorf("asked as the living guardian: %s", describe(err))
		}
		w.death("p-old", "2026-09-21")
		// That she lacks capacity was found already, and he is dead: no court is asked again.
		id = w.alters(workflow.GuardianChange, "p-tian", workflow.Facts{"guardian": "p-li", "guardian_ground": "statutory", "guardianship_doc_no": "监3号", "ward_without_capacity": true, "applicant_relation": "relative"})
		w.accepts(id, workflow.MatGuardianship)
		w.step("clerk", id, workflow.AssignCheck, nil)
		w.must(w.checked(id, "田小娥", "李春梅"))
		w.step("head", id, workflow.Approve, nil)
		if n := looking("p-tian"); n != 0 {
			t.Errorf("another guardian stands, and %d tasks look for one", n)
		}
		if err := ask("guardian"); err != nil {
			t.Errorf("asked as the new guardian: %s", describe(err))
		}
		w.sound()
	})
}

// A ward was cancelled by mistake and restored, and had no guardian any more by the register: the
// guardianship that stood comes back with the entry.
func TestAGuardianshipComesBackWithTheEntry(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tians()
		w.guarded("p-old", "p-tian")
		w.must(orNil(w.act(workflow.AbroadCancel, workflow.Affected, "p-old", workflow.Facts{"person_id": "p-old", "applicant_relation": "ex_officio", "abroad_ground": "foreign"}, workflow.EffCancelAbroad)))
		if n := count[models.Guardianship](w, "ward_id = 'p-old' and closed_at is null"); n != 0 {
			t.Errorf("%d guardianships of somebody who left", n)
		}
		w.must(orNil(w.act(workflow.RestoreOther, workflow.Affected, "p-old", workflow.Facts{"person_id": "p-old", "household_id": "h-old"}, workflow.EffRestorePerson)))
		if g := one[models.Guardianship](w, "ward_id = 'p-old' and closed_at is null"); g.GuardianID != "p-tian" {
			t.Errorf("back, the guardian is %+v", g)
		}
	})
}

// A ward left for another province with her guardian and came back. By the register she was of
// full capacity then: she asked for her return herself, and as guardian her husband could not.
// He asks for it now and is her guardian with the entry; and when he joins the household that
// she came to head alone, another head is looked for.
func TestAWardComesBackFromAnotherProvinceAsOne(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.guarded("p-li", "p-ma")
		card, his := w.cardOf("p-li"), w.cardOf("p-ma")
		out := goingAway()
		out["consents"] = []string{"马文"}
		w.step("clerk", w.away("p-ma", out, permitPapers...), workflow.LandNotice, landNote)
		if n := count[models.Guardianship](w, "ward_id = 'p-li' and closed_at is null"); n != 0 {
			t.Errorf("%d guardianships of somebody who left", n)
		}
		back := func(relation string) workflow.Facts {
			f := fromAfar(workflow.Facts{"name": "李春梅", "sex": "2", "birth_date": "1991-06-12", "citizen_number": card, "new_address": "城关镇北街8号", "head_capable": true, "applicant_relation": relation})
			for _, k := range []workflow.Field{"household_id", "relation_to_head", "consents"} {
				delete(f, k)
			}
			return f
		}
		id := w.arrives(back("self"))
		if err := w.try("clerk", id, workflow.Lodge, "", nil); !refusedFor(err, workflow.GWardSpokenFor) {
			t.Errorf("the ward asks alone: %s", describe(err))
		}
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "由监护人申报"})
		id = w.permitted(back("guardian"))
		w.step("clerk", id, workflow.PresentCert, shown(nil))
		w.wantState(id, workflow.Effected)
		if g := one[models.Guardianship](w, "ward_id = 'p-li' and closed_at is null"); g.GuardianID != "p-ma" {
			t.Errorf("back, the guardian is %+v", g)
		}
		h := one[models.Person](w, "id = 'p-li'").HouseholdID
		vacancies := func() int64 {
			return count[models.CaseTask](w, "kind = ? and note = ? and done_at is null", string(workflow.TaskHeadVacancy), h)
		}
		if n := vacancies(); n != 0 {
			t.Errorf("%d tasks to find another head for whoever lives alone", n)
		}
		id = w.permitted(fromAfar(workflow.Facts{"name": "马文", "sex": "1", "birth_date": "1990-03-07", "citizen_number": his, "ethnicity_there": "03", "household_id": h, "relation_to_head": "11"}))
		w.step("clerk", id, workflow.PresentCert, shown(nil))
		w.wantState(id, workflow.Effected)
		if n := vacancies(); n != 1 {
			t.Errorf("%d tasks to find another head once he is there", n)
		}
		w.sound()
	})
}

// Whoever was cancelled by mistake had a guardian, who asks for the entry; the ward alone does not.
func TestARestoredWardIsAskedForByTheGuardian(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tians()
		w.guarded("p-old", "p-tian")
		w.must(orNil(w.act(workflow.AbroadCancel, workflow.Affected, "p-old", workflow.Facts{"person_id": "p-old", "applicant_relation": "ex_officio", "abroad_ground": "foreign"}, workflow.EffCancelAbroad)))
		for relation, refused := range map[string]bool{"self": true, "guardian": false} {
			id := w.restores("p-old", "h-old", "mistaken", workflow.Facts{"applicant_relation": relation})
			if err := w.try("clerk", id, workflow.Lodge, "", nil); refusedFor(err, workflow.GWardSpokenFor) != refused {
				t.Errorf("asked for as %s: %s", relation, describe(err))
			}
			w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "试"})
		}
	})
}
