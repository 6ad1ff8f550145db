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

// What health certifies is what the child is known by from then on: another case on the
// same birth finds the first one held.
func TestACertifiedDateOfBirthHoldsTheChildAnew(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		lodged := func(name, born string) (string, error) {
			facts := noCertFacts("p-li", "p-ma", "h-ma")
			facts["child_name"], facts["child_birth_date"] = name, born
			id := w.open("clerk", OpenRequest{Business: workflow.BirthNoCert, Facts: facts})
			w.step("clerk", id, workflow.Lodge, nil)
			w.paper(id, workflow.MatIdentity)
			return id, w.try("clerk", id, workflow.Accept, "", nil)
		}
		id, err := lodged("马小禾", "2026-09-01")
		w.must(err)
		w.must(w.try("clerk", id, workflow.ChooseRoute, workflow.RouteR1, workflow.Facts{"reason": "在医院出生"}))
		w.step("clerk", id, workflow.ReferHealth, workflow.Facts{"addressee": "甲县卫健局", "document_no": "函1"})
		issued := workflow.Facts{"issued_certificate_no": "T640000009", "issued_certificate_on": "2026-09-20", "issued_certificate_name": "马小禾", "health_data_agree": true}
		issued["issued_certificate_birth_date"] = "2026-07-20"
		if err := w.try("clerk", id, workflow.CertIssued, "", issued); !invalidAt(err, "input.issued_certificate_birth_date", "another_birth") {
			w.t.Errorf("a certificate six weeks off: %v", err)
		}
		issued["issued_certificate_birth_date"] = "2026-09-10"
		w.step("clerk", id, workflow.CertIssued, issued)
		if err := w.try("clerk", id, workflow.Approve, "", nil); !refusedFor(err, workflow.GAsDeclared) {
			w.t.Errorf("one clerk decides on a date that the certificate brought in: %v", err)
		}
		settle := func(take workflow.Side, reason string) error {
			return w.settle("clerk", id, DifferenceRequest{Field: workflow.FactChildBirthDate, Take: take, Reason: reason})
		}
		if err := settle(workflow.Declared, "wish_confirmed"); !invalidAt(err, "take", "certificate_stands") {
			w.t.Errorf("what was declared is kept against the certificate: %v", err)
		}
		w.must(settle(workflow.FromMaterial, "declared_mistaken"))
		var r *Refused
		if _, err := lodged("马小苗", "2026-09-10"); !errors.As(err, &r) || r.Cause != workflow.Conflicting {
			w.t.Errorf("another child of that birth and order: %v", err)
		}
		if _, err := lodged("马小叶", "2025-01-20"); err != nil {
			w.t.Errorf("an elder child: %v", err)
		}
	})
}
