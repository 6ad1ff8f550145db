package register

import (
	"maps"
	"testing"

	"hukou/workflow"
)

// The lead that follows a child's case says that the child is without registration. Nobody takes
// that back by a change of the form, to close the lead as not wanted.
func TestALeadsMarkOfAChildWithoutRegistrationStays(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: noCertFacts("p-li", "p-ma", "h-ma")})
		w.step("clerk", id, workflow.Lodge, nil)
		w.step("clerk", id, workflow.Withdraw, workflow.Facts{"reason": "家长暂缓", "successor": "lead"})
		visited := workflow.Facts{"lead_source": "visit", "lead_matter": "birth", "lead_place": "镇东三组"}
		noted := maps.Clone(visited)
		noted["child_unregistered"] = true
		for _, lead := range []string{w.followedBy(id), w.open("community", OpenRequest{Business: workflow.Lead, Facts: noted})} {
			for _, v := range []any{false, nil} {
				if err := w.changes("aux", lead, workflow.Facts{"child_unregistered": v}); !invalidFor(err, "facts.child_unregistered", "child_stays_noted") {
					t.Errorf("set to %v: %s", v, describe(err))
				}
			}
			w.must(w.changes("aux", lead, workflow.Facts{"lead_note": "家长在外务工", "child_unregistered": true}))
			w.step("clerk", lead, workflow.LeadContact, workflow.Facts{"contacted_by": "visit", "findings": "家长不愿办理"})
			if err := w.try("clerk", lead, workflow.LeadClose, "", workflow.Facts{"close_reason": "not_wanted", "reason": "家长不愿办理"}); !refusedFor(err, workflow.GLeadNoChild) {
				t.Errorf("closed as not wanted: %s", describe(err))
			}
		}
		open := w.open("community", OpenRequest{Business: workflow.Lead, Facts: visited})
		w.must(w.changes("community", open, workflow.Facts{"child_unregistered": true}))
	})
}
