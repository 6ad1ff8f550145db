package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// A ward was noted as dead by a slip, so that the entry of a birth with a death follows. Who
// ends that case is told which businesses may follow, and the child's own passes: nobody's
// newborn is it.
func TestAWardNotedAsDeadByASlipGoesOnAsAWard(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		id := w.found(foundFacts("林若溪", "2025-12-01", "101", "abandoned"))
		w.searchedInVainFor(id)
		w.step("clerk", id, workflow.Die, workflow.Facts{"died_on": "2026-09-20", "document_no": "医证-1", "successor": "birth_then_death"})
		died := one[models.CaseLink](w, "from_case = ? and kind = 'successor'", id).ToCase
		for _, wrong := range []string{"birth_cert", "birth_no_cert", "ward_move"} {
			err := w.try("clerk", died, workflow.Withdraw, "", workflow.Facts{"reason": "误记死亡", "successor": wrong})
			if said := describe(err); !refusedFor(err, workflow.GNoLooseChild) || !mentions(said, "ward_first", "unreg_8", "lead") || mentions(said, "birth_cert ") || mentions(said, "ward_move ") {
				t.Errorf("followed by %s: %s", wrong, said)
			}
		}
		w.step("clerk", died, workflow.Withdraw, workflow.Facts{"reason": "误记死亡", "successor": "ward_first"})
		next := one[models.CaseLink](w, "from_case = ? and kind = 'successor'", died).ToCase
		if c, s := w.row(next), one[models.CaseSubject](w, "case_id = ? and role = 'ward'", next); c.Business != string(workflow.WardFirst) || s.Name != "林若溪" {
			t.Errorf("it goes on as %s of %s", c.Business, s.Name)
		}
	})
}

// The boy turns out to be registered elsewhere. The case ends with his number, which the
// register is asked for, and opens nothing for a child who has an entry; somebody else's number
// ends nothing.
func TestAChildFoundRegisteredNeedsNoSuccessor(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.open("clerk", OpenRequest{Business: workflow.Unreg8, Facts: workflow.Facts{"name": "王小石", "sex": "1", "birth_date": "2016-03-04", "household_id": "h-ma", "relation_to_head": "99",
			"consents": []string{"马文"}, "applicant_name": "马文", "applicant_relation": "guardian"}})
		w.accepts(id)
		if err := w.try("head", id, workflow.Terminate, "", no(workflow.Facts{"reason_code": "registered_already"})); !refusedFor(err, workflow.GNoLooseChild) {
			t.Errorf("ended without an entry named: %s", describe(err))
		}
		for _, other := range []string{"64990119900307001X", numberOf("649901", "2016-03-04", 77)} {
			if err := w.try("head", id, workflow.Terminate, "", no(workflow.Facts{"reason_code": "registered_already", "found_number": other})); !refusedFor(err, workflow.GEntryFits) || !refusedFor(err, workflow.GNoLooseChild) {
				t.Errorf("ended by another's number: %s", describe(err))
			}
		}
		w.step("head", id, workflow.Terminate, no(workflow.Facts{"reason_code": "registered_already", "found_number": numberIn(village(), "p-bs")}))
		w.wantState(id, workflow.Terminated)
		if n := count[models.CaseLink](w, "from_case = ?", id); n != 0 {
			t.Errorf("%d cases follow for a boy who is registered", n)
		}
		w.wantUnentered(id)
		w.sound()
	})
}

// A lead becomes a case where the family agrees. Who leaves that out is told the item by its name,
// and who writes another name, such as that of the condition, which items the step takes.
func TestWhoTurnsALeadIntoACaseIsToldWhatTheStepTakes(t *testing.T) {
	eachWorld(t, func(w *world) {
		lead := w.open("community", OpenRequest{Business: workflow.Lead, Facts: workflow.Facts{"lead_source": "visit", "lead_matter": "birth", "lead_place": "镇东三组"}})
		w.step("community", lead, workflow.LeadContact, workflow.Facts{"contacted_by": "visit", "findings": "见到母亲"})
		if err := w.try("community", lead, workflow.LeadConvert, "", workflow.Facts{"successor": "birth_no_cert"}); !refusedFor(err, workflow.GLeadAgreed) || !mentions(describe(err), "registration_wanted") {
			t.Errorf("without the family's word: %s", describe(err))
		}
		child := w.open("community", OpenRequest{Business: workflow.Lead, Facts: workflow.Facts{"lead_source": "visit", "lead_matter": "birth", "lead_place": "镇东四组", "child_unregistered": true}})
		w.step("community", child, workflow.LeadContact, workflow.Facts{"contacted_by": "visit", "findings": "见到母亲"})
		if err := w.try("community", child, workflow.LeadConvert, "", workflow.Facts{"successor": "birth_no_cert", "wanted": true}); !invalidFor(err, "input.wanted", "unknown_field") || !mentions(describe(err), "registration_wanted") {
			t.Errorf("by another name: %s", describe(err))
		}
		w.step("community", lead, workflow.LeadConvert, workflow.Facts{"successor": "birth_no_cert", "registration_wanted": true})
		w.wantState(lead, workflow.LeadConverted)
	})
}

// numberIn is the number that somebody of a load bears.
func numberIn(hs []LoadedHousehold, id string) string {
	for _, h := range proper(hs) {
		for _, p := range h.Members {
			if p.ID == id {
				return p.Number.Reveal()
			}
		}
	}
	return ""
}
