// Package storetest gives tests a migrated database on each engine.
package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"hukou/internal/testdb"
	"hukou/store"
)

// Each runs f as a subtest on SQLite and on PostgreSQL, with an empty database at
// the newest version that goes when the subtest ends.
func Each(t *testing.T, f func(t *testing.T, db *store.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { f(t, Postgres(t)) })
}

// SQLite opens a migrated file in a folder of the test's.
func SQLite(t testing.TB) *store.DB {
	t.Helper()
	file, err := liteTemplate()
	if err != nil {
		t.Fatalf("migrate SQLite: %v", err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, store.FileName), file, 0o600); err != nil {
		t.Fatal(err)
	}
	return Open(t, store.Config{Dir: dir})
}

// application is the role under which tests use a migrated database: it has the rights
// that docs/operations.md gives the program, and owns nothing.
const application = "hukou_test_application"

// Postgres opens a migrated database on the tests' server as the program does in
// service, so that a right it lacks there is missed here. Owner opens it as its owner.
func Postgres(t testing.TB) *store.DB {
	t.Helper()
	address, err := asApplication(PostgresURL(t))
	if err != nil {
		t.Fatal(err)
	}
	return Open(t, store.Config{URL: address})
}

func asApplication(owner string) (string, error) {
	u, err := url.Parse(owner)
	if err != nil {
		return "", err
	}
	u.User = url.User(application)
	return u.String(), nil
}

// Owner opens the database of db once more with all rights, for a test that puts a
// trigger in its way or does what only an owner can.
func Owner(t testing.TB, db *store.DB) *store.DB {
	t.Helper()
	if db.Engine() == store.SQLite {
		return db
	}
	owner, err := url.Parse(testdb.URL(t))
	if err != nil {
		t.Fatal(err)
	}
	own, err := url.Parse(db.Pool().Config().ConnString())
	if err != nil {
		t.Fatal(err)
	}
	own.User = owner.User
	return Open(t, store.Config{URL: own.String()})
}

// Told opens the database of db once more as the program does, for a test that looks at
// the statements.
func Told(t testing.TB, db *store.DB, told func(text string)) *store.DB {
	t.Helper()
	if db.Engine() == store.Postgres {
		return Open(t, store.Config{URL: db.Pool().Config().ConnString(), Told: told})
	}
	var file string
	if err := db.SQL().QueryRow("SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&file); err != nil {
		t.Fatal(err)
	}
	return Open(t, store.Config{Dir: filepath.Dir(file), Told: told})
}

// PostgresURL is a migrated database, with its owner's rights, for a test that opens it
// itself.
func PostgresURL(t testing.TB) string {
	t.Helper()
	name, err := fingerprint()
	if err != nil {
		t.Fatal(err)
	}
	return testdb.FromTemplate(t, "store_"+name, func(url string) error {
		if _, err := Grant(url); err != nil {
			return err
		}
		return migrated(store.Config{URL: url})
	})
}

// Open opens a database and closes it when the test ends.
func Open(t testing.TB, c store.Config) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close the database: %v", err)
		}
	})
	return db
}

// Grant makes the application's role, once a server, and gives it in an empty database
// what docs/operations.md says, before the migration. It answers with the database's
// address for that role.
func Grant(owner string) (string, error) {
	db, err := store.Open(context.Background(), store.Config{URL: owner})
	if err != nil {
		return "", err
	}
	defer func() { _ = db.Close() }()
	for _, s := range []string{
		"SELECT pg_advisory_lock(hashtext('" + application + "'))",
		"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '" + application + "') THEN CREATE ROLE " + application + " LOGIN; END IF; END $$",
		"REVOKE ALL ON SCHEMA public FROM PUBLIC", "GRANT USAGE ON SCHEMA public TO " + application,
		"ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO " + application,
		"ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO " + application,
		"ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE ON TABLES TO " + application,
	} {
		if _, err := db.SQL().Exec(s); err != nil {
			return "", err
		}
	}
	return asApplication(owner)
}

func migrated(c store.Config) error {
	db, err := store.Open(context.Background(), c)
	if err != nil {
		return err
	}
	if err := db.Migrate(context.Background()); err != nil {
		_ = db.Close()
		return err
	}
	return db.Close()
}

// liteTemplate is the file of an empty migrated database, made once a process.
var liteTemplate = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "hukou-template-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := migrated(store.Config{Dir: dir}); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, store.FileName)) // #nosec G304 -- a folder that a test has made
})

// fingerprint names a template after all that its migration does.
var fingerprint = sync.OnceValues(func() (string, error) {
	hash := sha256.New()
	hash.Write([]byte("as the application\n"))
	files := store.Migrations(store.Postgres)
	err := fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(hash, "%s\n%d\n%s", path, len(text), text)
		return err
	})
	return hex.EncodeToString(hash.Sum(nil)[:12]), err
})
