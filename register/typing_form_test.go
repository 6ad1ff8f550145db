package register

import (
	"context"
	"testing"

	"hukou/models"
	"hukou/store"
)

// TestAFormIsKeptDroppedAndForgotten keeps what an officer types into three forms: one is
// dropped at once, one is left for a month and a day and goes with the sweep, one is
// written again meanwhile and stays. A second sweep finds nothing.
func TestAFormIsKeptDroppedAndForgotten(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx, clerk := context.Background(), w.officer("clerk")
		keep := func(form, text string) {
			_, err := w.r.KeepForm(ctx, clerk, form, map[string][]string{"reason": {text}})
			w.must(err)
		}
		held := func(form string) string {
			typed, err := w.r.FormTyped(ctx, clerk, form)
			w.must(err)
			if len(typed.Boxes["reason"]) == 0 {
				return ""
			}
			return typed.Boxes["reason"][0]
		}
		for _, form := range []string{"/visits/new", "/admin/postings/new", "/admin/policies/new"} {
			keep(form, "写到一半")
		}
		w.must(w.r.DropForm(ctx, clerk, "/admin/policies/new"))
		if got := held("/admin/policies/new"); got != "" {
			t.Errorf("what was dropped is still held: %q", got)
		}
		w.setClock("2026-10-14T09:00:00+08:00")
		keep("/visits/new", "又写了一点")
		w.setClock("2026-10-25T09:00:00+08:00")
		for _, want := range []int64{1, 0} {
			gone, err := w.r.ForgetForms(ctx)
			w.must(err)
			if gone != want {
				t.Errorf("the sweep takes %d forms away, want %d", gone, want)
			}
		}
		if got := held("/visits/new"); got != "又写了一点" {
			t.Errorf("the form of eleven days ago holds %q", got)
		}
		w.must(w.db.Read(ctx, func(tx *store.Tx) error {
			n, err := store.Count[models.FormTyping](tx, "officer_id = ?", clerk.OfficerID)
			if n != 1 {
				t.Errorf("%d forms stand in the table, want 1", n)
			}
			return err
		}))
	})
}
