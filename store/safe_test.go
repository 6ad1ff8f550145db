package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hukou/store"
	"hukou/store/storetest"
)

func TestADatabaseAsOpenedIsSafe(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		if err := db.Safe(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestAnOwnerMayNotServe(t *testing.T) {
	app := storetest.Postgres(t)
	for _, db := range []*store.DB{storetest.SQLite(t), app} {
		if err := db.Bounded(t.Context()); err != nil {
			t.Errorf("%v: %v", db.Engine(), err)
		}
	}
	owner := storetest.Owner(t, app)
	const says = "owns the register's tables"
	if err := owner.Bounded(t.Context()); err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("got %v of the owner, want it to say %q", err, says)
	}
	// Whoever may become the owner of one table can do as the owner does.
	for _, s := range []string{"DROP ROLE IF EXISTS hukou_test_keeper", "CREATE ROLE hukou_test_keeper",
		"GRANT hukou_test_keeper TO hukou_test_application", "ALTER TABLE journal OWNER TO hukou_test_keeper"} {
		if _, err := owner.SQL().Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	t.Cleanup(func() {
		if _, err := owner.SQL().Exec("REASSIGN OWNED BY hukou_test_keeper TO CURRENT_USER; DROP ROLE hukou_test_keeper"); err != nil {
			t.Error(err)
		}
	})
	if err := app.Bounded(t.Context()); err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("got %v of one who may become the owner, want it to say %q", err, says)
	}
}

func TestWeakSQLiteIsRefused(t *testing.T) {
	for setting, says := range map[string]string{
		"synchronous = NORMAL": "synchronous = 1",
		"foreign_keys = OFF":   "foreign_keys = 0",
		"busy_timeout = 10":    "busy_timeout = 10",
	} {
		t.Run(setting, func(t *testing.T) {
			db := storetest.SQLite(t)
			if _, err := db.SQL().Exec("PRAGMA " + setting); err != nil {
				t.Fatal(err)
			}
			if err := db.Safe(t.Context()); err == nil || !strings.Contains(err.Error(), says) {
				t.Errorf("got %v, want it to say %q", err, says)
			}
		})
	}
}

func TestSQLiteWithoutItsLogIsRefused(t *testing.T) {
	db := storetest.SQLite(t)
	if err := db.OneHandle(); err != nil {
		t.Fatal(err)
	}
	if _, err := db.SQL().Exec("PRAGMA journal_mode = DELETE"); err != nil {
		t.Fatal(err)
	}
	err := db.Safe(t.Context())
	if err == nil || !strings.Contains(err.Error(), "delete journal") || !strings.Contains(err.Error(), "query_only") {
		t.Errorf("got %v, want the journal and the handle that may write", err)
	}
}

func TestPostgreSQLThatMayForgetIsRefused(t *testing.T) {
	url := storetest.PostgresURL(t)
	db := storetest.Open(t, store.Config{URL: url})
	if _, err := db.SQL().Exec("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$"); err != nil {
		t.Fatal(err)
	}
	weak := storetest.Open(t, store.Config{URL: url})
	err := weak.Safe(t.Context())
	if err == nil || !strings.Contains(err.Error(), "synchronous_commit = off") || !strings.Contains(err.Error(), "ALTER DATABASE") {
		t.Errorf("got %v, want the setting and what to do", err)
	}
}

func TestTheDatabaseFileIsItsOwnersAlone(t *testing.T) {
	dir := t.TempDir()
	db := storetest.Open(t, store.Config{Dir: dir})
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{store.FileName, store.FileName + "-wal", store.FileName + "-shm"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o600 {
			t.Errorf("%s has mode %o, want 600", name, mode)
		}
	}
}
