package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/store/storetest"
)

// TestDatabaseThatCannotBeUsedSaysSo closes a database under its readers and writers,
// and asks one whose server is not there.
func TestDatabaseThatCannotBeUsedSaysSo(t *testing.T) {
	read := func(db *store.DB) error {
		return db.Read(context.Background(), func(tx *store.Tx) error {
			_, err := store.Count[models.Case](tx, "id = ?", "c1")
			return err
		})
	}
	write := func(db *store.DB) error {
		return db.InTx(context.Background(), func(tx *store.Tx) error { return store.Insert(tx, openCase("c1")) })
	}
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		for name, err := range map[string]error{"reading": read(db), "writing": write(db)} {
			if !errors.Is(err, store.ErrUnavailable) || errors.Is(err, store.ErrFull) {
				t.Errorf("%s a closed database: %v, want ErrUnavailable", name, err)
			}
		}
	})
	if _, err := store.Open(context.Background(), store.Config{URL: "postgres://127.0.0.1:1/none?connect_timeout=2"}); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("a server that is not there: %v, want ErrUnavailable", err)
	}
}

// TestFullDatabaseSaysSo lets SQLite's file grow no further.
func TestFullDatabaseSaysSo(t *testing.T) {
	db := storetest.SQLite(t)
	var pages int
	if err := db.SQL().QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if _, err := db.SQL().Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
		t.Fatal(err)
	}
	var err error
	for i := 0; err == nil && i < 2000; i++ {
		err = db.InTx(context.Background(), func(tx *store.Tx) error { return store.Insert(tx, openCase(fmt.Sprintf("c%d", i))) })
	}
	if !errors.Is(err, store.ErrFull) || errors.Is(err, store.ErrUnavailable) {
		t.Errorf("a full database: %v, want ErrFull", err)
	}
}

// TestFolderWithoutADatabaseSaysSo opens for reading what is not there.
func TestFolderWithoutADatabaseSaysSo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	if _, err := store.Open(context.Background(), store.Config{Dir: dir, ReadOnly: true}); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("a folder that is not there: %v, want ErrUnavailable", err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("looking made the folder")
	}
}
