package store_test

import (
	"strings"
	"testing"

	"hukou/internal/testdb"
	"hukou/store"
	"hukou/store/storetest"
)

// TestAMigrationDoesNotKeepEverybodyWaiting: one long reader, and each who came behind a
// migration that waits for it would wait as well.
func TestAMigrationDoesNotKeepEverybodyWaiting(t *testing.T) {
	db := storetest.Open(t, store.Config{URL: testdb.Fresh(t)})
	if err := db.MigrateTo(t.Context(), 27); err != nil {
		t.Fatal(err)
	}
	reading, err := db.SQL().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = reading.Rollback() }()
	if _, err := reading.Exec("LOCK TABLE households IN ACCESS SHARE MODE"); err != nil {
		t.Fatal(err)
	}
	if err := db.Migrate(t.Context()); err == nil || !strings.Contains(err.Error(), "a table is in use") {
		t.Fatalf("the migration came to %v", err)
	}
	if current, _, err := db.Version(t.Context()); err != nil || current != 27 {
		t.Errorf("the schema stands at %d, %v: want it as it was, 27", current, err)
	}
	if err := reading.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := db.Migrate(t.Context()); err != nil {
		t.Errorf("once the reader is gone: %v", err)
	}
}
