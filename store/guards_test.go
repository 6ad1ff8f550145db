package store_test

import (
	"context"
	"testing"

	"hukou/store"
	"hukou/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// A trigger that somebody dropped, or switched off, is named.
func TestALostGuardIsNamed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		lost := func() []string {
			t.Helper()
			names, err := db.LostGuards(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return names
		}
		if got := lost(); len(got) != 0 {
			t.Fatalf("a new database lacks %v", got)
		}
		exec := func(text string) {
			t.Helper()
			if err := storetest.Owner(t, db).InTx(ctx, func(tx *store.Tx) error { _, err := tx.Exec(text); return err }); err != nil {
				t.Fatal(err)
			}
		}
		want := []string{"journal_no_update"}
		if db.Engine() == store.Postgres {
			want = []string{"journal_no_change", "person_seals_no_delete"}
			exec("DROP TRIGGER journal_no_change ON journal")
			exec("ALTER TABLE person_seals DISABLE TRIGGER person_seals_no_delete")
		} else {
			exec("DROP TRIGGER journal_no_update")
		}
		if diff := cmp.Diff(want, lost()); diff != "" {
			t.Error(diff)
		}
	})
}
