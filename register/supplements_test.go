package register

import (
	"context"
	"errors"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// After acceptance only new facts are asked for, in writing: the number of the notice is
// the document on which the office's time stands still, and nothing is asked twice, but
// for a paper that was handed in and does not hold.
func TestNewFactsAreAskedForInWritingAndNothingTwice(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.step("clerk", id, workflow.RequestCorrection, workflow.Facts{"items": []string{"marriage_certificate"}})
		for _, kind := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
			w.paper(id, kind)
		}
		w.step("clerk", id, workflow.Resubmit, nil)
		w.step("clerk", id, workflow.Accept, nil)
		w.step("clerk", id, workflow.AssignCheck, nil)

		asks := func(items ...string) error {
			return w.try("clerk", id, workflow.AskSupplement, "", workflow.Facts{"items": items, "reason": "走访所得与申报不一致"})
		}
		wantTold := func(err error, field string) {
			t.Helper()
			var bad *Invalid
			if !errors.As(err, &bad) || len(bad.Errors) != 1 || bad.Errors[0].Field != field || bad.Errors[0].Code != "told_before" {
				t.Fatalf("want told_before at %s, got %v", field, err)
			}
		}
		wantTold(asks("抚养情况说明", " marriage_certificate "), "input.items[1]")
		w.must(asks("抚养情况说明"))

		clocks := func() (rows []models.CaseClock) {
			w.tx(func(tx *store.Tx) (err error) {
				rows, err = store.Many[models.CaseClock](tx, "started_on, id", "case_id = ?", id)
				return err
			})
			return rows
		}
		sheet := w.row(id).Number + "-补充字第1号"
		found := false
		for _, k := range clocks() {
			for _, s := range stopsOf(k) {
				found = found || s.Document == sheet && s.To == ""
			}
		}
		if !found {
			t.Errorf("no period stands still on %s: %+v", sheet, clocks())
		}
		w.step("clerk", id, workflow.Supplied, workflow.Facts{"items_brought": []string{"抚养情况说明"}})
		marriage, _ := w.r.Book().Material(workflow.MatMarriage)
		for _, same := range []string{"抚养情况说明", "抚养\u200b情况 说明", "MARRIAGE_certificate", marriage.Zh, marriage.En} {
			wantTold(asks(same), "input.items[0]")
		}
		var bad *Invalid
		if err := asks("居住情况说明", "居住情况\u2060说明"); !errors.As(err, &bad) || len(bad.Errors) != 1 || bad.Errors[0].Field != "input.items[1]" || bad.Errors[0].Code != "twice" {
			t.Errorf("want twice at input.items[1], got %v", err)
		}

		// The marriage certificate turns out to be false: that is a new fact.
		w.exec("update materials set verdict = 'mismatch' where case_id = '" + id + "' and kind = 'marriage_certificate'")
		w.must(asks("marriage_certificate"))
		rows, err := w.r.Journal(context.Background(), w.officer("clerk"), id)
		w.must(err)
		if got, want := rows[len(rows)-1].Sheet, w.row(id).Number+"-补充字第2号"; got != want {
			t.Errorf("the second notice is number %q, want %q", got, want)
		}
	})
}

func TestASuspensionOfMoreThanSixMonthsIsDecidedAnew(t *testing.T) {
	eachWorld(t, func(w *world) {
		id := w.inReview()
		until := func(day string) workflow.Facts {
			return workflow.Facts{"reason_code": "dispute", "reason": "亲子关系诉讼", "facts_found": "已立案", "evidence": []string{"受理通知"},
				"law": []string{"民法典 1073"}, "document_no": "民初1号", "until": day}
		}
		last := w.r.Today().AddMonths(6)
		var bad *Invalid
		if err := w.try("county_lead", id, workflow.Suspend, "", until(string(last.AddDays(1)))); !errors.As(err, &bad) || bad.Errors[0].Field != "input.until" || bad.Errors[0].Code != "too_long" {
			t.Fatalf("want too_long at input.until, got %v", err)
		}
		if err := w.try("county_lead", id, workflow.Suspend, "", until(string(w.r.Today()))); !errors.As(err, &bad) || bad.Errors[0].Field != "input.until" || bad.Errors[0].Code != "not_later" {
			t.Fatalf("want not_later at input.until, got %v", err)
		}
		w.step("county_lead", id, workflow.Suspend, until(string(last)))
		w.wantState(id, workflow.Suspended)
	})
}
