package register

import (
	"slices"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// asksForBoy hands in a ward's draft of the boy, says why civil affairs cares for him, and
// finds his entry: the state in which that leaves the case.
func (w *world) asksForBoy(id, child string) {
	w.t.Helper()
	_, err := w.r.Change(w.t.Context(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"legal_ground": "guardian_dead", "guardianship_doc_no": "G-9"})
	w.must(err)
	w.step("clerk", id, workflow.Lodge, nil)
	w.paper(id, workflow.MatIntakeForm)
	w.paper(id, workflow.MatCivilOpinion)
	w.step("clerk", id, workflow.Accept, nil)
	w.step("clerk", id, workflow.Search, nil)
	w.step("clerk", id, workflow.HitOne, hit(child))
}

// A mother was found for the boy of a roster's line. Neither a lead in between, nor a form
// filled in anew, takes him from her: the move that follows stands where the line stood,
// until a document displaces her, and its officers see since which case.
func TestAMotherWhoWasFoundIsNotLostByALead(t *testing.T) {
	eachWorld(t, func(w *world) {
		child := w.seedUnit()
		batch, lines := w.batch(wardFacts("王小石", "1", "2016-03-04", "001"))
		line := lines[0]
		w.step("clerk", line, workflow.Search, nil)
		w.step("clerk", line, workflow.HitOne, hit(child))
		w.step("clerk", line, workflow.KinFound, workflow.Facts{"kin": "parent", "reason": "走访得知母亲健在"})
		w.step("head", batch, workflow.ClosePartial, workflow.Facts{"reason": "机构调整", "successors": []string{line + "=lead"}})
		lead := w.followedBy(line)
		w.warnedOf(lead, line)
		w.step("clerk", lead, workflow.LeadContact, workflow.Facts{"contacted_by": "visit", "findings": "机构要求落户"})
		w.step("clerk", lead, workflow.LeadConvert, workflow.Facts{"successor": "ward_move", "registration_wanted": true})
		move := w.followedBy(lead)
		w.warnedOf(move, line)
		_, err := w.r.Change(t.Context(), w.officer("clerk"), move, w.row(move).Version, workflow.Facts{"institution": unitID, "household_id": unitHome,
			"name": "王小石", "sex": "1", "birth_date": "2016-03-04", "intake_no": "001", "intake_on": "2025-01-10", "ethnicity_source": "institution", "applicant_relation": "institution"})
		w.must(err)
		w.asksForBoy(move, child)
		w.wantState(move, workflow.GuardianElsewhere)
		proof := workflow.Facts{"document_no": "G-9", "guardianship_ground": "parents_not_found", "on_behalf_of": "甲县民政局"}
		if err := w.try("clerk", move, workflow.GuardianshipDocument, workflow.RegisteredElsewhere, proof); !refusedFor(err, workflow.GDisplacing) {
			t.Errorf("a ground that displaces nobody: %s", describe(err))
		}
		proof["guardianship_ground"] = "revoked"
		w.step("clerk", move, workflow.GuardianshipDocument, proof)
		w.wantState(move, workflow.OriginPending)
		if v, err := w.r.View(t.Context(), w.officer("clerk"), move); err != nil || len(v.Warnings) > 0 {
			t.Errorf("displaced, she is still warned of: %+v %v", v.Warnings, err)
		}
	})
}

// Whoever found the mother does not give the case up alone; and when the head does, the
// next case about the boy, opened by itself, stands where this one stood.
func TestAMotherWhoWasFoundIsNotLostByGivingUp(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		number := numberOf("649901", "2016-03-04", 101)
		child := w.entered(models.Person{ID: "p-boy", Name: "王小石", Sex: "1", BirthDate: "2016-03-04", Relation: "97"}, number)
		card, err := models.ParseCitizenNumber(number)
		w.must(err)
		asks := func(intake string) string {
			facts := also(wardFacts("王小石", "1", "2016-03-04", intake), "institution", unitID)
			facts["household_id"], facts["applicant_name"], facts["applicant_relation"] = unitHome, "机构经办人", "institution"
			return w.open("clerk", OpenRequest{Business: workflow.WardMove, Facts: facts, Subjects: []SubjectRequest{{Role: workflow.Ward, Person: child, Number: card}}})
		}
		first := asks("001")
		w.asksForBoy(first, child)
		w.wantState(first, workflow.OriginPending)
		w.step("clerk", first, workflow.KinFound, workflow.Facts{"kin": "parent", "reason": "走访得知母亲健在"})
		if err := w.try("clerk", first, workflow.Withdraw, "", workflow.Facts{"reason": "x"}); err == nil {
			t.Error("one officer made the finding and gave the case up")
		}
		w.step("head", first, workflow.Withdraw, workflow.Facts{"reason": "机构撤回"})
		second := asks("002")
		w.asksForBoy(second, child)
		w.wantState(second, workflow.GuardianElsewhere)
		w.warnedOf(second, first)
	})
}

// warnedOf wants the case to name another as the one in which a guardian was found.
func (w *world) warnedOf(id, found string) {
	w.t.Helper()
	v, err := w.r.View(w.t.Context(), w.officer("clerk"), id)
	w.must(err)
	for _, c := range v.Warnings {
		if c.Code == "guardian_found_before" && slices.Contains(c.Detail, w.row(found).Number) {
			return
		}
	}
	w.t.Errorf("the guardian found before is not told of: %+v", v.Warnings)
}
