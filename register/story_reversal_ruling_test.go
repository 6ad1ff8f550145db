package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// A ruling that one prefecture made is undone at the station of the entry cancelled, in another:
// not its own prefecture decides, but the region above both, and the station of the case, which
// keeps the other entry, and the prefecture that ruled are told.
func TestAnotherPrefecturesRulingIsUndoneByTheRegionAndToldToWhoRuled(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.registeredTwice("马文", "1990-03-07")
		for _, who := range []string{"county_b", "city_lead_b"} {
			w.enlist(who)
		}
		ruled := w.ownWish("p-there")
		w.step("clerk", ruled, workflow.Lodge, nil)
		w.verified(ruled)
		w.saysOn(ruled, "clerk_b", true)
		w.step("community", ruled, workflow.ReportCheck, nobodyObjected)
		w.step("head", ruled, workflow.PassUp, nil)
		w.step("county", ruled, workflow.PassUp, nil)
		w.step("city_lead", ruled, workflow.Approve, keepsMa)
		w.wantState(ruled, workflow.Effected)
		id := w.open("clerk_b", OpenRequest{Business: workflow.Reversal, Subjects: []SubjectRequest{{Role: workflow.Affected, Person: "p-there"}},
			Facts: workflow.Facts{"register_event_id": w.last("p-there").ID, "reversal_reason": "登记对象有误", "applicant_relation": "ex_officio"}})
		w.step("clerk_b", id, workflow.Lodge, nil)
		w.step("clerk_b", id, workflow.Accept, nil)
		w.step("clerk_b", id, workflow.AssignCheck, nil)
		w.step("clerk_b", id, workflow.ReportCheck, workflow.Facts{"findings": "核对档案", "persons_heard": []string{"马文"}})
		w.step("head_b", id, workflow.PassUp, nil)
		w.step("county_b", id, workflow.PassUp, nil)
		if err := w.try("city_lead_b", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GCityDecides) {
			t.Errorf("undone by a prefecture that did not rule: %s", describe(err))
		}
		w.step("region", id, workflow.Approve, nil)
		w.wantState(id, workflow.Effected)
		note := "ruling_undone " + w.row(ruled).Number
		for _, org := range []string{stationOrg, cityOrg} {
			if n := w.openTasks(workflow.TaskAlert, org, note); n != 1 {
				t.Errorf("%d alerts tell %s, want 1", n, org)
			}
		}
		if p := one[models.Person](w, "id = 'p-there'"); p.Status != models.StatusActive {
			t.Errorf("the other entry is %s", p.Status)
		}
		w.sound()
	})
}

// What a case entered was undone before its page was handed out: the page stays, and whoever opens
// the case reads by which case.
func TestThePageOfAnEntryUndoneIsNotHandedOut(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		birth := w.birthOnTheSpot("h-ma", "2026-09-10")
		child := w.wantRegistered(birth, workflow.Child, "h-ma")
		undoing := w.reversal(child.ID, w.last(child.ID).ID)
		w.wantState(undoing, workflow.Effected)
		handed := workflow.Facts{"receiver": "马文", "method": "window"}
		if err := w.try("clerk", birth, workflow.Deliver, "", handed); !refusedFor(err, workflow.GEntryNotUndone) || !mentions(describe(err), w.row(undoing).Number) {
			t.Errorf("handed out: %s", describe(err))
		}
		v, err := w.r.View(t.Context(), w.officer("clerk"), birth)
		w.must(err)
		if len(v.Warnings) != 1 || v.Warnings[0].Code != "entry_undone" {
			t.Errorf("the case warns of %+v", v.Warnings)
		}
		w.step("clerk", undoing, workflow.Deliver, handed)
	})
}

// The woman lives, and her card is hers.
func TestNobodyTakesInTheCardOfWhoseDeathIsUndone(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		death := w.death("p-li", "2026-09-20")
		if n := len(w.task(death, workflow.TaskIDCard)); n != 1 {
			t.Fatalf("%d tasks take in her card", n)
		}
		w.undoes("p-li", w.last("p-li").ID)
		if left := w.task(death, workflow.TaskIDCard); len(left) != 0 {
			t.Errorf("the card of a living woman is still to be taken in: %+v", left)
		}
	})
}

// A second case on a child who was registered and has died since ends on the entry by two persons,
// and nothing follows it.
func TestACaseOfARegisteredChildWhoDiedEndsOnTheEntry(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		child := w.wantRegistered(w.birthOnTheSpot("h-ma", "2026-09-10"), workflow.Child, "h-ma")
		w.death(child.ID, "2026-09-24")
		f := birthFacts("p-li", "p-ma", "h-ma")
		f["child_birth_date"], f["ethnicity_source"], f["certificate_no"] = "2026-09-10", "father", "T6420260910"
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f})
		w.step("clerk", id, workflow.Lodge, nil)
		theirs := no(workflow.Facts{"reason_code": "registered_already", "found_number": w.numberOf(child.ID)})
		w.step("clerk", id, workflow.ProposeEvent(workflow.AlreadyRegistered), theirs)
		w.step("head", id, workflow.AlreadyRegistered, theirs)
		w.wantState(id, workflow.Terminated)
		if n := count[models.CaseLink](w, "from_case = ? and kind = 'successor'", id); n != 0 {
			t.Errorf("%d cases follow on a dead child's entry", n)
		}
	})
}
