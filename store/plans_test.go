package store_test

import (
	"testing"

	"hukou/store"
	"hukou/store/storetest"
)

// A list of two and a list of two hundred are one text, and a writing transaction
// has it planned once; a reading one, whose values may differ much, plans as it likes.
func TestWritingPlansEachTextOnce(t *testing.T) {
	db := storetest.Postgres(t)
	mode := func(tx *store.Tx) (string, error) {
		rows, err := store.Rows[string](tx, "SELECT current_setting('plan_cache_mode') WHERE 'a' in ?", []string{"a", "b"})
		if err != nil || len(rows) != 1 {
			return "", err
		}
		return rows[0], nil
	}
	for _, in := range []struct {
		want string
		run  func(func(*store.Tx) error) error
	}{
		{"force_generic_plan", func(f func(*store.Tx) error) error { return db.InTx(t.Context(), f) }},
		{"auto", func(f func(*store.Tx) error) error { return db.Read(t.Context(), f) }},
	} {
		err := in.run(func(tx *store.Tx) error {
			got, err := mode(tx)
			if got != in.want {
				t.Errorf("plan_cache_mode is %q, want %q", got, in.want)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
