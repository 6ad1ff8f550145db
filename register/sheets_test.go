package register

import (
	"context"
	"errors"
	"strings"
	"testing"

	"hukou/workflow"
)

// TestASheetIsNumberedOnceAndCalledAlikeEverywhere: the notice and each decision have a
// number in Chinese signs, the same on the sheet and in the journal; two decisions of
// one kind count on.
func TestASheetIsNumberedOnceAndCalledAlikeEverywhere(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx, id := context.Background(), w.inReview()
		stop := workflow.Facts{"reason_code": "dispute", "reason": "抚养权有争议", "facts_found": "已起诉", "evidence": []string{"受理通知书"}, "law": []string{"行政许可法 45"},
			"document_no": "民初1", "until": "2026-12-01"}
		for range 2 {
			w.step("county_lead", id, workflow.Suspend, stop)
			w.step("county_lead", id, workflow.Resume, workflow.Facts{"reason": "争议已了"})
		}
		w.step("county_lead", id, workflow.Approve, nil)

		number := w.row(id).Number
		want := []string{number + "-准予登记字第1号", number + "-中止字第2号", number + "-中止字第1号"}
		all, err := w.r.Decisions(ctx, w.officer("clerk"), id)
		w.must(err)
		rows, err := w.r.Journal(ctx, w.officer("clerk"), id)
		w.must(err)
		var said []string
		for i := len(rows) - 1; i >= 0; i-- {
			if rows[i].Sheet != "" {
				said = append(said, rows[i].Sheet)
			}
		}
		for i, n := range want {
			if len(all) != len(want) || len(said) != len(want) || all[i].Number != n || said[i] != n {
				t.Fatalf("the decisions are %+v and the journal calls them %q, want %q", all, said, want)
			}
		}
	})
}

func TestTheNoticeHasItsNumberInTheJournal(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts(mother, father, house)})
		w.step("clerk", id, workflow.Lodge, nil)
		w.step("clerk", id, workflow.RequestCorrection, workflow.Facts{"items": []string{"结婚证"}})
		rows, err := w.r.Journal(context.Background(), w.officer("head"), id)
		w.must(err)
		if got, want := rows[len(rows)-1].Sheet, w.row(id).Number+"-补正字第1号"; got != want {
			t.Errorf("the notice is number %q, want %q", got, want)
		}
		if _, err := w.r.Journal(context.Background(), w.officer("clerk_b"), id); !errors.Is(err, ErrNotFound) {
			t.Errorf("elsewhere the journal answers %v", err)
		}
	})
}

// TestEveryDecisionHasASignOfItsKind: no event of the rule book that writes a decision
// falls back on the general sign, and none has letters in it.
func TestEveryDecisionHasASignOfItsKind(t *testing.T) {
	book := workflow.NewBook()
	for _, d := range book.Editions() {
		for _, s := range d.Steps {
			for _, do := range s.Do {
				if sign, _ := decisionSign(s.On); do == workflow.EffDecisionSheet && (sign == "决定" || strings.ContainsAny(sign, "abcdefghijklmnopqrstuvwxyz_")) {
					t.Errorf("%s %s: the sign is %q", d.Business, s.On, sign)
				}
			}
		}
	}
}
