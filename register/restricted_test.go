package register

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"hukou/workflow"
)

// tested brings a birth without a certificate to what the report found.
func (w *world) tested(found workflow.Event) string {
	w.t.Helper()
	return w.testedOf(found, nil)
}

// testedOf is such a birth of which more is declared.
func (w *world) testedOf(found workflow.Event, more workflow.Facts) string {
	w.t.Helper()
	mother, father, house := w.seedFamily()
	facts := noCertFacts(mother, father, house)
	maps.Copy(facts, more)
	id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: facts})
	w.step("clerk", id, workflow.Lodge, nil)
	w.paper(id, workflow.MatIdentity)
	w.step("clerk", id, workflow.Accept, nil)
	w.paper(id, workflow.MatHealthRefusal)
	w.must(w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR2, workflow.Facts{"reason": "卫健不予出具"}))
	w.step("clerk", id, workflow.NeedsTest, workflow.Facts{"reason": "无鉴定意见"})
	who := "clerk"
	if found == workflow.BothExcluded {
		who = "head"
	}
	w.step(who, id, found, workflow.Facts{"report_no": "鉴1", "agency": "某中心", "agency_licence_no": "1", "agency_licensed": true, "parents_tested": "both"})
	return id
}

// A restricted case is there for those alone who have a part in it.
func TestARestrictedCaseIsToldToNobodyElse(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.tested(workflow.BothExcluded)
		const name = "马小禾"
		for who, sees := range map[string]bool{"clerk": true, "head": true, "county_lead": true, "clerk2": false, "community": false, "auditor": false} {
			_, err := w.r.View(t.Context(), w.officer(who), id)
			_, log := w.r.Journal(t.Context(), w.officer(who), id)
			_, steps := w.r.Steps(t.Context(), w.officer(who), id)
			for _, err := range []error{err, log, steps} {
				if sees != (err == nil) || !sees && !errors.Is(err, ErrNotFound) {
					t.Errorf("%s reads the case: %v, want %v", who, err, sees)
				}
			}
			for _, q := range []string{name, w.row(id).Number} {
				found, err := w.r.Search(t.Context(), w.officer(who), SearchQuery{Q: q, Kind: SearchCases})
				w.must(err)
				if (len(found.Items) == 1) != sees {
					t.Errorf("%s looks for %q and finds %+v, want it found: %v", who, q, found.Items, sees)
				}
			}
		}
		// Nor is it counted or listed where all else of the station is.
		w.setClock("2027-01-11T09:00:00+08:00")
		for who, sees := range map[string]bool{"head": true, "clerk2": false, "community": false} {
			page, err := w.r.Queue(t.Context(), w.officer(who), QueueOverdue, "", 0)
			w.must(err)
			if got := slices.ContainsFunc(page.Items, func(i QueueItem) bool { return i.ID == id }); got != sees || page.Total != int64(len(page.Items)) {
				t.Errorf("the case is among the overdue of %s: %v of %d, want %v", who, got, page.Total, sees)
			}
		}
		if err := w.try("clerk2", id, workflow.Urge, "", workflow.Facts{"reason": "x"}); !errors.Is(err, ErrNotFound) {
			t.Errorf("a step of whoever has no part: %v", err)
		}
		// Who is asked has a part from then on.
		w.step("head", id, workflow.AskOpinion, workflow.Facts{"officer": "clerk2", "reason": "请协助"})
		if _, err := w.r.View(t.Context(), w.officer("clerk2"), id); err != nil {
			t.Errorf("whoever was asked reads the case: %v", err)
		}
	})
}

// Who stood in the item that a report left blank is told to nobody who does not handle
// the case.
func TestAnExcludedParentIsNotReadByAuxiliaries(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.tested(workflow.FatherExcluded)
		for who, sees := range map[string]bool{"clerk": true, "aux": false, "community": false} {
			v, err := w.r.View(t.Context(), w.officer(who), id)
			w.must(err)
			if v.Facts.Has(workflow.FactFather) != sees {
				t.Errorf("%s reads of the excluded man: %v", who, v.Facts)
			}
			if !v.Facts.Has(workflow.FactMother) {
				t.Errorf("%s does not read the mother", who)
			}
		}
	})
}
