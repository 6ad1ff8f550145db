// Package storetest gives tests a migrated database on each engine.
package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
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

// Postgres opens a migrated database on the tests' server.
func Postgres(t testing.TB) *store.DB {
	t.Helper()
	return Open(t, store.Config{URL: PostgresURL(t)})
}

// PostgresURL is a migrated database for a test that opens it itself.
func PostgresURL(t testing.TB) string {
	t.Helper()
	name, err := fingerprint()
	if err != nil {
		t.Fatal(err)
	}
	return testdb.FromTemplate(t, "store_"+name, func(url string) error {
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
	return os.ReadFile(filepath.Join(dir, store.FileName))
})

// fingerprint names a template after all that its migration does.
var fingerprint = sync.OnceValues(func() (string, error) {
	hash := sha256.New()
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
