package register

import (
	"maps"
	"slices"
	"testing"

	"hukou/workflow"
)

// TestATwinMistypedAsTheOtherIsNotLost: a girl lodged with her brother's order of birth is
// taken for him; the clerk does not withdraw her into nothing, and the order put right
// registers her.
func TestATwinMistypedAsTheOtherIsNotLost(t *testing.T) {
	eachWorld(t, func(w *world) {
		boy := w.newbornIn()
		w.step("clerk", boy, workflow.Accept, nil)
		w.step("clerk", boy, workflow.SkipCheck, nil)
		facts := maps.Clone(birthFacts("p-li", "p-ma", "h-ma"))
		maps.Copy(facts, workflow.Facts{"child_name": "马小苗", "child_sex": "1", "certificate_no": "T640000002", "certificate_name": "马小苗"})
		girl := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: facts})
		w.step("clerk", girl, workflow.Lodge, nil)
		if err := w.try("clerk", girl, workflow.Withdraw, "", workflow.Facts{"reason": "申报人撤回"}); !refusedFor(err, workflow.GNoLooseChild) {
			t.Fatalf("one clerk ends her case on her brother's entry: %s", describe(err))
		}
		w.must(w.changes("clerk", girl, workflow.Facts{"birth_order": 2}))
		for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
			w.paper(girl, k)
		}
		w.step("clerk", girl, workflow.Accept, nil)
		w.sound()
	})
}

// TestAfterAMatchTheClerkWritesNoOther: once the comparison has matched, "no match" is not the
// clerk's to write, and the reviewer reads of it.
func TestAfterAMatchTheClerkWritesNoOther(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.seedUnit()
		_, lines := w.batch(wardFacts("石明月", "2", "2022-05-06", "002"))
		id := lines[0]
		w.step("clerk", id, workflow.Search, nil)
		w.step("clerk", id, workflow.HitNone, workflow.Facts{"searched_by_name_and_number": true, "searched_by_parents": true, "findings": "两次检索均无"})
		w.step("clerk", id, workflow.AskComparison, workflow.Facts{"addressee": "打拐办", "document_no": "B-1"})
		w.step("head", id, workflow.Match, workflow.Facts{"document_no": "B-4", "reason": "比中失踪儿童"})
		w.step("clerk", id, workflow.GuardianshipDocument, workflow.Facts{"document_no": "判9", "guardianship_ground": "revoked", "on_behalf_of": "甲县民政局"})
		w.wantState(id, workflow.WaitingExternal)
		if err := w.try("clerk", id, workflow.NoMatch, "", workflow.Facts{"document_no": "比0"}); !refusedFor(err, workflow.GNotMatched) {
			t.Fatalf("the clerk writes no match after a match: %s", describe(err))
		}
		w.step("head", id, workflow.MatchSettled, workflow.Facts{"reason": "比中的是同名儿童，已核实"})
		v, err := w.r.View(t.Context(), w.officer("head"), id)
		w.must(err)
		if !slices.ContainsFunc(v.Warnings, func(c workflow.Condition) bool { return c.Code == "comparison_matched" }) {
			t.Errorf("whoever decides reads %+v", v.Warnings)
		}
	})
}
