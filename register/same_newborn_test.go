package register

import (
	"errors"
	"testing"

	"hukou/workflow"
)

// Two clerks write one child's date of birth differently: the keys of the two cases
// differ, parent and name do not.
func TestOneNewbornDeclaredWithTwoDatesIsAConflict(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		accept := func(name, born string) error {
			facts := noCertFacts("p-li", "p-ma", "h-ma")
			facts["child_name"], facts["child_birth_date"] = name, born
			id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: facts})
			w.step("clerk", id, workflow.Lodge, nil)
			w.paper(id, workflow.MatIdentity)
			return w.try("clerk", id, workflow.Accept, "", nil)
		}
		w.must(accept("马小禾", "2026-09-01"))
		var r *Refused
		if err := accept("马小禾", "2026-09-10"); !errors.As(err, &r) || r.Cause != workflow.Conflicting {
			w.t.Fatalf("the same child, nine days later: %v", err)
		}
		w.must(accept("马小苗", "2025-01-20"))
	})
}
