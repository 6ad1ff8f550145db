package store_test

import (
	"testing"

	"hukou/store"
	"hukou/store/storetest"
)

// A list of two and a list of two hundred are one text, and a writing transaction
// has it planned once and for one process; a reading one, whose values may differ much,
// plans as it likes.
func TestWritingPlansEachTextOnceAndForOneProcess(t *testing.T) {
	db := storetest.Postgres(t)
	mode := func(tx *store.Tx) (string, error) {
		rows, err := store.Rows[string](tx, "SELECT current_setting('plan_cache_mode') || ' ' || current_setting('max_parallel_workers_per_gather') WHERE 'a' in ?", []string{"a", "b"})
		if err != nil || len(rows) != 1 {
			return "", err
		}
		return rows[0], nil
	}
	for _, in := range []struct {
		want string
		run  func(func(*store.Tx) error) error
	}{
		{"force_generic_plan 0", func(f func(*store.Tx) error) error { return db.InTx(t.Context(), f) }},
		{"auto 2", func(f func(*store.Tx) error) error { return db.Read(t.Context(), f) }},
	} {
		err := in.run(func(tx *store.Tx) error {
			got, err := mode(tx)
			if got != in.want {
				t.Errorf("the plan is made as %q, want %q", got, in.want)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
