package register

import (
	"context"
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

const (
	hereNumber  = "64990119900307001"
	thereNumber = "64990119900307009"
)

// registeredTwice is the village whose father stands at the other county's station once more, there
// under the name given and with whoever lives there with him.
func (w *world) registeredTwice(name, born string, there ...LoadedPerson) {
	w.t.Helper()
	hs := village()
	hs[0].Members[0].Spouse = hs[0].Members[1].Number.Reveal()
	hs[0].Members = append(hs[0].Members, LoadedPerson{ID: "p-niece", Number: "649901201805050025", Name: "马小禾", Sex: "2", BirthDate: "2018-05-05", Ethnicity: "03", Relation: "97", Since: "2020-01-01",
		Guardian: &LoadedGuardian{Person: hereNumber + string(models.CheckDigit(hereNumber)), Ground: "statutory", From: "2020-01-01", Document: "监1号"}})
	hs = append(hs, LoadedHousehold{ID: "h-there", Number: "000031", Org: otherOrg, Division: "640422", Kind: models.FamilyHousehold, Address: "乙镇三十一号", OpenedOn: "2012-01-01",
		Members: append([]LoadedPerson{{ID: "p-there", Number: models.CitizenNumber(thereNumber + "X"), Name: name, Sex: "1", BirthDate: models.Date(born), Ethnicity: "03", Relation: "02", Since: "2012-01-01"}}, there...)})
	w.load(hs)
}

// ruledOn takes a ruling ex officio to the station's check: told, given notice, nobody
// objected.
func (w *world) ruledOn(id string) {
	w.t.Helper()
	w.noticed(id)
	for _, k := range []workflow.MaterialKind{workflow.MatRegisterExtracts, workflow.MatComparison, workflow.MatVisitRecord} {
		w.paper(id, k)
	}
	w.agedDays(string(w.row(id).DueOn.AddDays(1)) + "T09:00:00+08:00")
}

// Two entries stand at two stations. Either station opens the ruling with the number on
// the card, nobody else does, and until it is opened nothing of the other entry shows. The
// wife, the son and the niece at home name the entry kept from then on.
func TestOnePersonAtTwoStationsIsRuledOnByEitherAndKinFollowTheEntryKept(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.registeredTwice("马文", "1990-03-07")
		ctx := context.Background()
		facts := workflow.Facts{"first_entry": "p-ma", "second_entry": "p-there", "applicant_relation": "ex_officio"}
		if _, err := w.r.Open(ctx, w.officer("clerk"), OpenRequest{Business: workflow.DupCancel, Facts: facts}); !invalidAt(err, "facts.second_entry", "unknown_person") {
			t.Errorf("somebody elsewhere was named by id: %v", err)
		}
		// From the other station, too; and not by one that keeps neither.
		there := w.open("clerk_b", OpenRequest{Business: workflow.DupCancel, Facts: workflow.Facts{"first_entry": "p-there", "second_entry_number": w.cardOf("p-ma"), "applicant_relation": "ex_officio"}})
		w.step("clerk_b", there, workflow.Withdraw, workflow.Facts{"reason": "由对方所办理"})
		neither := w.open("clerk_b", OpenRequest{Business: workflow.DupCancel, Facts: workflow.Facts{"first_entry_number": w.cardOf("p-ma"), "second_entry_number": w.cardOf("p-old"), "applicant_relation": "ex_officio"}})
		if err := w.try("clerk_b", neither, workflow.OpenExOfficio, "", nil); !refusedFor(err, workflow.GRegisteredHere) {
			t.Errorf("opened where neither stands: %s", describe(err))
		}
		id := w.open("clerk", OpenRequest{Business: workflow.DupCancel, Facts: workflow.Facts{"first_entry": "p-ma", "second_entry_number": w.cardOf("p-there"), "applicant_relation": "ex_officio"}})
		if _, err := w.see("clerk", "p-there", PersonQuery{Code: PurposeCase, CaseID: id}); err == nil {
			t.Error("a draft opened the other station's page")
		}
		v, err := w.r.View(ctx, w.officer("clerk"), id)
		w.must(err)
		shown, err := json.Marshal(v)
		w.must(err)
		if s := string(shown); !strings.Contains(s, "马文") || strings.Contains(s, "三十一号") || strings.Contains(s, "h-there") || strings.Contains(s, w.cardOf("p-there")) {
			t.Errorf("the draft shows %s", s)
		}
		people, houses := w.everybody()
		w.ruledOn(id)
		w.saysOn(id, "head_b", true)
		w.step("community", id, workflow.ReportCheck, nobodyObjected)
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.PassUp, nil)
		w.step("city_lead", id, workflow.Approve, workflow.Facts{"keep": "p-there", "reason": "乙县登记在先"})
		w.wantState(id, workflow.Effected)
		wife, son := one[models.Person](w, "id = 'p-li'"), one[models.Person](w, "id = 'p-son'")
		if wife.SpouseID != "p-there" || son.FatherID != "p-there" || son.MotherID != "p-li" {
			t.Errorf("the wife's husband is %s, the son's father %s", wife.SpouseID, son.FatherID)
		}
		if p := one[models.Person](w, "id = 'p-there'"); p.SpouseID != "p-li" {
			t.Errorf("the entry kept is married to %q", p.SpouseID)
		}
		if e := w.last("p-son"); e.Kind != EventParents || e.Reason != ReasonDuplicate || e.CaseID != id {
			t.Errorf("the son's event: %+v", e)
		}
		g := one[models.Guardianship](w, "ward_id = 'p-niece' and closed_at is null")
		if doc, err := w.r.keys.Open(placeGuardianDocument(g.ID), g.DocumentSealed); err != nil || g.GuardianID != "p-there" || string(doc) != "监1号" {
			t.Errorf("the niece's guardian is %s by %q: %v", g.GuardianID, doc, err)
		}
		if h := one[models.Household](w, "id = 'h-ma'"); h.HeadID != "" || len(w.task(id, workflow.TaskHeadVacancy)) != 1 || len(w.task(id, workflow.TaskDuplicateKin)) != 0 {
			t.Errorf("the home he does not stand in is led by %q", h.HeadID)
		}
		w.sound()
		w.undoes("p-ma", w.last("p-ma").ID)
		w.asBefore(people, houses)
		if g := one[models.Guardianship](w, "ward_id = 'p-niece' and closed_at is null"); g.GuardianID != "p-ma" {
			t.Errorf("undone, the guardian is %s", g.GuardianID)
		}
	})
}

// Somebody met on a visit says that they stand in two books: the lead becomes the ruling,
// which is like any other, opened by a station that keeps one of them.
func TestALeadOnADuplicateBecomesTheRuling(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.registeredTwice("马文", "1990-03-07")
		became := func(first, second string) string {
			lead := w.open("community", OpenRequest{Business: workflow.Lead, Facts: workflow.Facts{"lead_source": "visit", "lead_matter": "duplicate", "lead_place": "镇东三组"}})
			w.step("community", lead, workflow.LeadContact, workflow.Facts{"contacted_by": "visit", "findings": "有两本户口簿"})
			w.step("community", lead, workflow.LeadConvert, workflow.Facts{"successor": "dup_cancel", "registration_wanted": true})
			id := one[models.CaseLink](w, "from_case = ? and kind = 'successor'", lead).ToCase
			_, err := w.r.Change(context.Background(), w.officer("clerk"), id, w.row(id).Version,
				workflow.Facts{"first_entry_number": w.cardOf(first), "second_entry_number": w.cardOf(second), "applicant_relation": "ex_officio"})
			w.must(err)
			return id
		}
		if err := w.try("clerk", became("p-there", "p-b"), workflow.OpenExOfficio, "", nil); !refusedFor(err, workflow.GRegisteredHere) {
			t.Errorf("opened where neither stands: %s", describe(err))
		}
		id := became("p-ma", "p-there")
		w.step("clerk", id, workflow.OpenExOfficio, nil)
		w.step("clerk", id, workflow.AssignCheck, nil)
		_, err := w.r.Change(context.Background(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"second_entry_number": w.cardOf("p-b")})
		if !invalidAt(err, "facts.second_entry", "another_person") {
			t.Errorf("what was opened on one pair of entries is about another: %v", err)
		}
		w.sound()
	})
}

// Two lines of one household: whoever is kept is its head, and nobody looks for one.
func TestOfTwoEntriesInOneHouseholdTheKeptOneHeadsIt(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[1].Members = append(hs[1].Members, LoadedPerson{ID: "p-again", Number: "649901194501010077", Name: "丁福", Sex: "1", BirthDate: "1945-01-01", Ethnicity: "01", Relation: "97", Since: "2003-01-01"})
		w.load(hs)
		people, houses := w.everybody()
		w.must(orNil(w.act(workflow.DupCancel, workflow.Duplicate, "", workflow.Facts{"first_entry": "p-old", "second_entry": "p-again", factKeep: "p-again"}, workflow.EffCancelPerson, workflow.EffVoidNumber)))
		if h := one[models.Household](w, "id = 'h-old'"); h.HeadID != "p-again" || w.stands("p-again") != "p-again:h-old/02" || count[models.CaseTask](w, "kind = ?", string(workflow.TaskHeadVacancy)) != 0 {
			t.Errorf("the household is led by %q, the entry kept stands as %s", h.HeadID, w.stands("p-again"))
		}
		w.must(orNil(w.act(workflow.Reversal, workflow.Affected, "p-old", workflow.Facts{"register_event_id": w.last("p-old").ID}, workflow.EffReverse)))
		w.asBefore(people, houses)
	})
}

// The entries differ in name and in date, and each has a wife of its own: that it is one
// person is said with the check and stands before whoever decides. The wife at home stays
// with the cancelled entry, and her station has the task to settle it.
func TestEntriesThatContradictEachOtherAreExplained(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.registeredTwice("马闻", "1990-07-03", LoadedPerson{ID: "p-wife", Number: "649901199201010024", Name: "景春燕", Sex: "2", BirthDate: "1992-01-01", Ethnicity: "03", Relation: "12", Since: "2014-01-01", Spouse: thereNumber + "X"})
		id := w.open("clerk", OpenRequest{Business: workflow.DupCancel, Facts: workflow.Facts{"first_entry": "p-ma", "second_entry_number": w.cardOf("p-there"), "applicant_relation": "ex_officio"}})
		w.ruledOn(id)
		if err := w.try("community", id, workflow.ReportCheck, "", nobodyObjected); !refusedFor(err, workflow.GOnePerson) {
			t.Errorf("two persons were taken for one without a word: %s", describe(err))
		}
		w.step("community", id, workflow.ReportCheck, also(maps.Clone(nobodyObjected), "difference_reason", "指纹同一，姓名笔误"))
		w.step("head", id, workflow.PassUp, nil)
		w.step("county_lead", id, workflow.PassUp, nil)
		w.saysOn(id, "clerk_b", true) // late, and heard all the same
		v, err := w.r.View(context.Background(), w.officer("city_lead"), id)
		w.must(err)
		if len(v.Warnings) != 1 || len(v.Warnings[0].Detail) != 2 || !strings.Contains(v.Warnings[0].Message.Zh, "指纹同一") {
			t.Errorf("whoever decides reads %+v", v.Warnings)
		}
		w.step("city_lead", id, workflow.Approve, workflow.Facts{"keep": "p-there", "reason": "乙县登记在先"})
		if wife, son := one[models.Person](w, "id = 'p-li'"), one[models.Person](w, "id = 'p-son'"); wife.SpouseID != "p-ma" || son.FatherID != "p-there" {
			t.Errorf("the wife's husband is %s, the son's father %s", wife.SpouseID, son.FatherID)
		}
		tasks := w.task(id, workflow.TaskDuplicateKin)
		if len(tasks) != 1 || tasks[0].Note != "p-li" || tasks[0].Org != stationOrg || tasks[0].DoneAt != nil {
			t.Errorf("the tasks: %+v", tasks)
		}
		w.sound()
		w.undoes("p-ma", w.last("p-ma").ID)
		if tasks := w.task(id, workflow.TaskDuplicateKin); len(tasks) != 0 {
			t.Errorf("undone, somebody is still asked to settle %+v", tasks)
		}
	})
}

// Often one line alone tells of a marriage. Where that is the cancelled one, and the entry
// kept is married to somebody else, the wife is named to her station.
func TestAMarriageThatTheCancelledLineAloneTellsOfIsSettled(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[0].Members[0].Spouse, hs[0].Members[1].Spouse = hs[0].Members[1].Number.Reveal(), ""
		hs[1].Members = append(hs[1].Members,
			LoadedPerson{ID: "p-again", Number: "649901199003070079", Name: "马文", Sex: "1", BirthDate: "1990-03-07", Ethnicity: "03", Relation: "97", Since: "2003-01-01"},
			LoadedPerson{ID: "p-other", Number: "649901199201010024", Name: "景春燕", Sex: "2", BirthDate: "1992-01-01", Ethnicity: "03", Relation: "97", Since: "2014-01-01", Spouse: "649901199003070079"})
		w.load(hs)
		w.must(orNil(w.act(workflow.DupCancel, workflow.Duplicate, "", workflow.Facts{"first_entry": "p-ma", "second_entry": "p-again", factKeep: "p-again"}, workflow.EffCancelPerson, workflow.EffVoidNumber)))
		if n := count[models.CaseTask](w, "kind = ? and note = 'p-li'", string(workflow.TaskDuplicateKin)); n != 1 {
			t.Errorf("%d tasks about the wife", n)
		}
		if p := one[models.Person](w, "id = 'p-again'"); p.SpouseID != "" {
			t.Errorf("the entry kept is married to %s, too", p.SpouseID)
		}
	})
}

// The mother stands in two books: her newborn is known by the entry kept, so that the same
// birth is not registered again at her other station under another name. Undone, by the first.
func TestABirthIsKnownByTheMothersEntryKept(t *testing.T) {
	eachWorld(t, func(w *world) {
		hs := village()
		hs[1].Members = append(hs[1].Members, LoadedPerson{ID: "p-again", Number: "649901199106120106", Name: "李春梅", Sex: "2", BirthDate: "1991-06-12", Ethnicity: "01", Relation: "97", Since: "2003-01-01"})
		w.load(hs)
		baby := w.bornHere(birthFacts("p-li", "p-ma", "h-ma")).PersonID
		goesBy := func(mother string) {
			t.Helper()
			if p := one[models.Person](w, "id = ?", baby); p.MotherID != mother || string(p.BirthKey) != string(w.r.birthKey(mother, "2026-09-10", "1")) {
				t.Errorf("the mother is %q, and the birth does not go by %s", p.MotherID, mother)
			}
		}
		w.must(orNil(w.act(workflow.DupCancel, workflow.Duplicate, "", workflow.Facts{"first_entry": "p-li", "second_entry": "p-again", factKeep: "p-again"}, workflow.EffCancelPerson, workflow.EffVoidNumber)))
		goesBy("p-again")
		f := birthFacts("p-again", "", "h-old")
		maps.Copy(f, workflow.Facts{"child_name": "马小苗", "certificate_name": "马小苗", "certificate_no": "T640000002"})
		delete(f, "father")
		if err := w.accepting(f); !refusedFor(err, workflow.GNotRegisteredYet) {
			t.Errorf("the same birth once more: %s", describe(err))
		}
		w.must(orNil(w.act(workflow.Reversal, workflow.Affected, "p-li", workflow.Facts{"register_event_id": w.last("p-li").ID}, workflow.EffReverse)))
		goesBy("p-li")
	})
}
