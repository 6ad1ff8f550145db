package register

import (
	"context"
	"errors"
	"slices"
	"testing"

	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

// The notice asks for a paper, an item of the form and a signature. Nothing brought is no
// correction: the refusal names what lacks, item by item, the time stands still and the case
// waits, also with a part of it here. It is handed in again once the paper is taken in, the
// item mended and the signature noted.
func TestACorrectionIsMadeOnceEverythingAskedForIsHere(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		asked := []string{"marriage_certificate", "child_name", "申报表补签名"}
		w.step("clerk", id, workflow.RequestCorrection, workflow.Facts{"items": asked})
		resubmits := func(input workflow.Facts) error { return w.try("aux", id, workflow.Resubmit, "", input) }
		wantLacking := func(want ...string) {
			t.Helper()
			if diff := cmp.Diff(want, lackingOf(resubmits(nil), workflow.GNoticeAnswered)); diff != "" {
				t.Errorf("refused naming (-want +got):\n%s", diff)
			}
			v, err := w.r.View(context.Background(), w.officer("clerk"), id)
			w.must(err)
			if diff := cmp.Diff(want, v.NoticeLacking); diff != "" {
				t.Errorf("the case says of the notice (-want +got):\n%s", diff)
			}
			w.wantState(id, workflow.Correcting)
		}
		wantLacking(asked...)

		w.paper(id, workflow.MatMarriage)
		wantLacking("child_name", "申报表补签名")
		_, err := w.r.Change(context.Background(), w.officer("clerk"), id, w.row(id).Version, workflow.Facts{"child_name": "马小合"})
		w.must(err)
		wantLacking("申报表补签名")
		if got := lackingOf(resubmits(workflow.Facts{"items_brought": []string{}}), workflow.GNoticeAnswered); !slices.Equal(got, []string{"申报表补签名"}) {
			t.Errorf("with nothing noted %q lack", got)
		}
		w.must(resubmits(workflow.Facts{"items_brought": []string{"申报表 补签名"}}))
		w.wantState(id, workflow.Lodged)
	})
}

// What cannot be had is said, with the reason, and holds nobody up; what the notice never
// asked for is not said, and a paper does not come by word alone.
func TestAPaperThatCannotBeHadIsSaidWithItsReason(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		marriage, _ := w.r.Book().Material(workflow.MatMarriage)
		w.step("clerk", id, workflow.RequestCorrection, workflow.Facts{"items": []string{marriage.Zh, "户籍证明"}})
		wrong := func(input workflow.Facts, field, code string) {
			t.Helper()
			var bad *Invalid
			if err := w.try("clerk", id, workflow.Resubmit, "", input); !errors.As(err, &bad) || len(bad.Errors) != 1 || bad.Errors[0].Field != field || bad.Errors[0].Code != code {
				t.Errorf("want %s at %s, got %v", code, field, err)
			}
		}
		// Nothing else lacks in these, so that it is what they say which is refused.
		wrong(workflow.Facts{"items_not_had": []string{marriage.Zh, "户籍证明"}}, "input.reason", "required")
		wrong(workflow.Facts{"items_not_had": []string{"marriage_certificate", "户籍证明", "从未要过的"}, "reason": "无"}, "input.items_not_had[2]", "not_asked")
		wrong(workflow.Facts{"items_brought": []string{"户籍证明", "marriage_certificate"}, "items_not_had": []string{"marriage_certificate"}, "reason": "已烧毁"}, "input.items_brought[1]", "bring_it")
		if got := lackingOf(w.try("clerk", id, workflow.Resubmit, "", workflow.Facts{"items_brought": []string{"户籍证明"}}), workflow.GNoticeAnswered); !slices.Equal(got, []string{marriage.Zh}) {
			t.Errorf("%q lack", got)
		}
		w.step("clerk", id, workflow.Resubmit, workflow.Facts{"items_brought": []string{"户籍证明"}, "items_not_had": []string{"marriage_certificate"}, "reason": "结婚证烧毁，民政部门查无档案"})
		w.wantState(id, workflow.Lodged)
		rows, err := w.r.Journal(context.Background(), w.officer("clerk"), id)
		w.must(err)
		if last := rows[len(rows)-1]; last.Input.Text(workflow.InReason) == "" || len(last.Input.List(workflow.InNotHad)) != 1 {
			t.Errorf("the journal says %+v", last.Input)
		}
	})
}

// A paper that lay here when the notice went out counts only where it was found right; one
// brought since and found wanting lacks again.
func TestAPaperFoundWantingIsStillAskedFor(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.paper(id, workflow.MatMarriage)
		w.exec("update materials set verdict = 'unreadable' where case_id = '" + id + "'")
		w.setClock("2026-09-24T15:00:00+08:00")
		w.step("clerk", id, workflow.RequestCorrection, workflow.Facts{"items": []string{"marriage_certificate"}})
		resubmits := func() error { return w.try("clerk", id, workflow.Resubmit, "", nil) }
		wantLacking := func() {
			t.Helper()
			if got := lackingOf(resubmits(), workflow.GNoticeAnswered); !slices.Equal(got, []string{"marriage_certificate"}) {
				t.Errorf("%q lack", got)
			}
		}
		wantLacking()
		w.exec("update materials set verdict = '' where case_id = '" + id + "'")
		wantLacking() // as it lay here before
		w.paper(id, workflow.MatMarriage)
		w.must(resubmits())
	})
}

// Once the case is accepted, the answer to a notice of new facts names what came in the same
// way: with nothing brought it is none, and only the items of the last notice are waited for.
func TestAnAnswerOnNewFactsNamesWhatCame(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		for _, kind := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
			w.paper(id, kind)
		}
		w.step("clerk", id, workflow.Accept, nil)
		w.step("clerk", id, workflow.AssignCheck, nil)
		asks := func(items ...string) {
			w.step("clerk", id, workflow.AskSupplement, workflow.Facts{"items": items, "reason": "走访所得与申报不一致"})
		}
		supplies := func(input workflow.Facts) error { return w.try("aux", id, workflow.Supplied, "", input) }
		wantLacking := func(input workflow.Facts, want ...string) {
			t.Helper()
			if diff := cmp.Diff(want, lackingOf(supplies(input), workflow.GNoticeAnswered)); diff != "" {
				t.Errorf("refused naming (-want +got):\n%s", diff)
			}
		}
		w.setClock("2026-09-24T15:00:00+08:00")
		asks("kinship_proof", "child_name", "抚养情况说明")
		wantLacking(nil, "kinship_proof", "child_name", "抚养情况说明")
		v, err := w.r.View(context.Background(), w.officer("clerk"), id)
		w.must(err)
		if diff := cmp.Diff([]string{"kinship_proof", "child_name", "抚养情况说明"}, v.NoticeLacking); diff != "" {
			t.Errorf("the case says of the notice (-want +got):\n%s", diff)
		}
		w.paper(id, "kinship_proof")
		wantLacking(workflow.Facts{"items_brought": []string{"抚养情况说明"}}, "child_name")
		w.must(w.rewrite(id, workflow.Facts{"child_name": "马小田"}))
		var bad *Invalid
		if err := supplies(workflow.Facts{"items_brought": []string{"抚养情况说明", "从未要过的"}}); !errors.As(err, &bad) || bad.Errors[0].Field != "input.items_brought[1]" || bad.Errors[0].Code != "not_asked" {
			t.Errorf("want not_asked, got %v", err)
		}
		w.must(supplies(workflow.Facts{"items_brought": []string{"抚养情况说明"}}))
		w.wantState(id, workflow.Verifying)

		asks("居住情况说明")
		wantLacking(nil, "居住情况说明")
		w.must(supplies(workflow.Facts{"items_not_had": []string{"居住情况说明"}, "reason": "村委会不再出具，已走访核实"}))
		w.wantState(id, workflow.Verifying)
	})
}
