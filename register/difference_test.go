package register

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// settle decides an item at the version that stands now.
func (w *world) settle(who, id string, q DifferenceRequest) error {
	w.t.Helper()
	q.CaseID, q.Key = id, w.nextKey()
	if q.Version == 0 {
		q.Version = w.row(id).Version
	}
	_, err := w.r.SettleDifference(context.Background(), w.officer(who), q)
	return err
}

func TestADifferenceIsSettledForThePaperOrForWhatWasDeclared(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		facts := birthFacts("p-li", "p-ma", "h-ma")
		facts[workflow.FactFatherName], facts[workflow.FactCertificateName] = "马斌", "马小荷"
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: facts})
		w.step("clerk", id, workflow.Lodge, nil)
		paper := DifferenceRequest{Field: workflow.FactChildName, Take: workflow.FromMaterial, Reason: "original_seen"}
		keep := DifferenceRequest{Field: workflow.FactFatherName, Take: workflow.Declared, Reason: "register_outdated", Note: "上月已改名"}

		for name, c := range map[string]struct {
			who  string
			q    DifferenceRequest
			want error
		}{
			"the deciding officer":   {"head", paper, ErrForbidden},
			"another county":         {"clerk_b", paper, ErrNotFound},
			"an old version":         {"clerk", DifferenceRequest{Field: paper.Field, Take: paper.Take, Reason: paper.Reason, Version: 1}, ErrStale},
			"a reason of the other":  {"clerk", DifferenceRequest{Field: paper.Field, Take: paper.Take, Reason: "same_meaning"}, &Invalid{}},
			"another, not written":   {"clerk", DifferenceRequest{Field: paper.Field, Take: paper.Take, Reason: workflow.OtherReason}, &Invalid{}},
			"an item that agrees":    {"clerk", DifferenceRequest{Field: workflow.FactApplicantName, Take: workflow.Declared, Reason: "same_meaning"}, &Invalid{}},
			"a source that is equal": {"clerk", DifferenceRequest{Field: paper.Field, Take: workflow.FromRegister, Reason: "original_seen"}, &Invalid{}},
		} {
			err := w.settle(c.who, id, c.q)
			var invalid *Invalid
			if _, wants := c.want.(*Invalid); wants && !errors.As(err, &invalid) || !wants && !errors.Is(err, c.want) {
				t.Errorf("%s: %v", name, err)
			}
		}

		before := w.row(id).Version
		w.must(w.settle("clerk", id, paper))
		row := w.compared("clerk", id)[workflow.FactChildName]
		if s := row.Settled; row.Result != CompareEqual || row.Declared.Value != "马小荷" || s == nil || s.Take != workflow.FromMaterial || s.Was != "马小禾" || s.Officer != "民警clerk" || s.Text.Zh != "已核对原件" {
			t.Errorf("the paper's name: %+v, decided %+v", row.Declared, row.Settled)
		}
		w.must(w.settle("clerk", id, keep))
		row = w.compared("head", id)[workflow.FactFatherName]
		if s := row.Settled; row.Result != CompareDiffers || row.Declared.Value != "马斌" || s == nil || s.Take != workflow.Declared || s.Note != "上月已改名" {
			t.Errorf("what was declared: %+v, decided %+v", row.Declared, row.Settled)
		}
		changes, err := w.r.ChangesSince(context.Background(), w.officer("head"), id, before)
		w.must(err)
		if len(changes) != 3 || changes[0].Field != workflow.FactChildName || changes[1].Event != workflow.DifferenceSettled || changes[2].Event != workflow.DifferenceSettled {
			t.Errorf("since then: %+v", changes)
		}
		if n := count[models.CaseHand](w, "case_id = ?", id); n == 0 {
			t.Error("who compared is not written down as one who made the case")
		}

		_, err = w.r.Change(context.Background(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{workflow.FactFatherName: "马兵"})
		w.must(err)
		if s := w.compared("clerk", id)[workflow.FactFatherName].Settled; s != nil {
			t.Errorf("the decision outlives the value it was about: %+v", s)
		}

		for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
			w.paper(id, k)
		}
		w.step("clerk", id, workflow.Accept, nil)
		var refused *Refused
		if err := w.settle("clerk", id, DifferenceRequest{Field: workflow.FactFatherName, Take: workflow.FromRegister, Reason: "register_in_force"}); !errors.As(err, &refused) {
			t.Errorf("declared data change after acceptance: %v", err)
		}
		if s := w.compared("clerk", id)[workflow.FactFatherName]; s.Settled != nil || s.Declared.Value != "马兵" {
			t.Errorf("a refused decision left traces: %+v", s)
		}
		w.must(w.settle("clerk", id, keep))
	})
}

func (w *world) nextKey() string {
	w.key++
	return fmt.Sprintf("k-%d", w.key)
}
