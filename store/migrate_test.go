package store_test

import (
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hukou/internal/testdb"
	"hukou/models"
	"hukou/store"
	"hukou/store/storetest"
)

// empty runs f on a database of each engine that nobody has migrated.
func empty(t *testing.T, f func(t *testing.T, c store.Config)) {
	t.Run("sqlite", func(t *testing.T) { f(t, store.Config{Dir: t.TempDir()}) })
	t.Run("postgres", func(t *testing.T) { f(t, store.Config{URL: testdb.Fresh(t)}) })
}

func TestEnginesHaveTheSameMigrations(t *testing.T) {
	names := map[store.Engine][]string{}
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		files, err := fs.Glob(store.Migrations(engine), "*.sql")
		if err != nil {
			t.Fatal(err)
		}
		for i, name := range files {
			if !strings.HasPrefix(name, fmt.Sprintf("%05d_", i+1)) {
				t.Errorf("%s: %s is number %d", engine, name, i+1)
			}
		}
		names[engine] = files
	}
	if diff := cmp.Diff(names[store.SQLite], names[store.Postgres]); diff != "" {
		t.Errorf("migrations (-sqlite +postgres):\n%s", diff)
	}
}

// A register of every earlier version, with a row in each of its tables, comes up
// to the newest with the rows as they were.
func TestMigrationKeepsTheRowsOfEveryEarlierVersion(t *testing.T) {
	files, err := fs.Glob(store.Migrations(store.SQLite), "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for from := range len(files) {
		t.Run(fmt.Sprintf("from %d", from), func(t *testing.T) {
			empty(t, func(t *testing.T, c store.Config) { migrateFrom(t, c, int64(from)) })
		})
	}
}

func migrateFrom(t *testing.T, c store.Config, from int64) {
	db := storetest.Open(t, c)
	if from > 0 {
		if err := db.MigrateTo(t.Context(), from); err != nil {
			t.Fatal(err)
		}
	}
	if current, known, err := db.Version(t.Context()); current != from || known <= from || err != nil {
		t.Fatalf("version %d of %d, error %v, want %d of more", current, known, err, from)
	}
	then := columns(t, db)
	for _, n := range nouns(t) {
		if then[n.Table] == nil || n.Table == "feed_heads" { // its one row comes with it
			continue
		}
		kept := func(column string) bool { _, ok := then[n.Table][column]; return ok }
		if err := n.insert(t.Context(), db, n.sample(t), kept); err != nil {
			t.Fatalf("%s at version %d: %v", n.Table, from, err)
		}
	}
	for range 2 { // a second time it finds nothing to do
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range nouns(t) {
		if then[n.Table] != nil && n.Table != "feed_heads" {
			compareRow(t, db, n, then[n.Table])
		}
	}
}

// compareRow reads the one row of a table with GORM and compares what the table
// had a column for.
func compareRow(t *testing.T, db *store.DB, n noun, then map[string]string) {
	rows := reflect.New(reflect.SliceOf(n.ModelType))
	if err := db.ORM().Find(rows.Interface()).Error; err != nil {
		t.Fatalf("%s: %v", n.Table, err)
	}
	if rows.Elem().Len() != 1 {
		t.Fatalf("%s: %d rows, want 1", n.Table, rows.Elem().Len())
	}
	sample := n.sample(t)
	for column := range then {
		field := n.FieldsByDBName[column]
		want, _ := field.ValueOf(t.Context(), sample)
		got, _ := field.ValueOf(t.Context(), rows.Elem().Index(0))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s.%s (-before +after):\n%s", n.Table, column, diff)
		}
	}
}

func TestProgramsThatStartTogetherMigrateOnce(t *testing.T) {
	empty(t, func(t *testing.T, c store.Config) {
		errs := make([]error, 3)
		var group sync.WaitGroup
		for i := range errs {
			db := storetest.Open(t, c)
			group.Go(func() { errs[i] = db.Migrate(t.Context()) })
		}
		group.Wait()
		for _, err := range errs {
			if err != nil {
				t.Error(err)
			}
		}
	})
}

func TestMigrationThatCannotGoOnFails(t *testing.T) {
	empty(t, func(t *testing.T, c store.Config) {
		db := storetest.Open(t, c)
		if err := db.MigrateTo(t.Context(), 2); err != nil {
			t.Fatal(err)
		}
		if _, err := db.SQL().Exec("CREATE TABLE people (id int)"); err != nil {
			t.Fatal(err)
		}
		if err := db.Migrate(t.Context()); err == nil {
			t.Error("a migration whose table is there already was passed over")
		}
		if current, _, err := db.Version(t.Context()); current != 2 || err != nil {
			t.Errorf("version %d, error %v, want 2 as before", current, err)
		}
	})
}

func TestOlderProgramRefusesANewerDatabase(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		if _, err := db.SQL().Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, true)"); err != nil {
			t.Fatal(err)
		}
		if err := db.Migrate(t.Context()); err == nil || !strings.Contains(err.Error(), "newer program") {
			t.Errorf("got %v, want a refusal that says what to do", err)
		}
	})
}

func TestReadOnlyDatabaseIsLeftAlone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db, openCase("c1"))
		c := store.Config{ReadOnly: true}
		if db.Engine() == store.Postgres {
			c.URL = db.Pool().Config().ConnString()
		} else {
			var at int
			var name, file string
			if err := db.SQL().QueryRow("PRAGMA database_list").Scan(&at, &name, &file); err != nil {
				t.Fatal(err)
			}
			c.Dir = strings.TrimSuffix(file, store.FileName)
		}
		reader := storetest.Open(t, c)
		if n := len(all[models.Case](t, reader, "")); n != 1 {
			t.Errorf("read %d cases, want 1", n)
		}
		if current, known, err := reader.Version(t.Context()); current != known || err != nil {
			t.Errorf("version %d of %d, error %v", current, known, err)
		}
		if err := reader.Migrate(t.Context()); err != store.ErrReadOnly {
			t.Errorf("migrate: got %v, want ErrReadOnly", err)
		}
		if err := reader.InTx(t.Context(), func(*store.Tx) error { return nil }); err != store.ErrReadOnly {
			t.Errorf("write: got %v, want ErrReadOnly", err)
		}
		if _, err := reader.SQL().Exec("DELETE FROM cases"); err == nil {
			t.Error("the handle itself took a DELETE")
		}
	})
}

func TestDatabaseThatIsNotThereSaysWhatToDo(t *testing.T) {
	for story, c := range map[string]struct {
		config store.Config
		says   string
	}{
		"no folder":        {store.Config{}, "no folder"},
		"not an URL":       {store.Config{URL: "host=db password=secret"}, "write postgres://"},
		"broken URL":       {store.Config{URL: "postgres://u:secret@%zz/db"}, "write postgres://"},
		"no server":        {store.Config{URL: "postgres://u:secret@127.0.0.1:1/db?connect_timeout=2"}, "check that it runs"},
		"nothing to read":  {store.Config{Dir: t.TempDir(), ReadOnly: true}, "open the database file"},
		"folder is a file": {store.Config{Dir: "/dev/null/x"}, "folder"},
	} {
		db, err := store.Open(t.Context(), c.config)
		if err == nil {
			_ = db.Close()
		}
		if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: got %v, want %q and no password", story, err, c.says)
		}
	}
}

// columns are the types of each table's columns as the engine tells them.
func columns(t *testing.T, db *store.DB) map[string]map[string]string {
	t.Helper()
	text := `SELECT c.table_name AS tab, column_name AS col, data_type || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END AS kind
		FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
		WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'goose_db_version'`
	if db.Engine() == store.SQLite {
		text = `SELECT m.name AS tab, c.name AS col, c.type || CASE c."notnull" WHEN 1 THEN ' not null' ELSE '' END AS kind
			FROM sqlite_master m JOIN pragma_table_info(m.name) c
			WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'goose_db_version'`
	}
	type cell struct{ Tab, Col, Kind string }
	found := map[string]map[string]string{}
	for _, c := range query[cell](t, db, text) {
		if found[c.Tab] == nil {
			found[c.Tab] = map[string]string{}
		}
		found[c.Tab][c.Col] = c.Kind
	}
	return found
}

func query[T any](t *testing.T, db *store.DB, text string) []T {
	t.Helper()
	var rows []T
	err := db.Read(t.Context(), func(tx *store.Tx) (err error) {
		rows, err = store.Rows[T](tx, text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// sorted lists what a set holds.
func sorted[V any](set map[string]V) []string {
	var names []string
	for name := range set {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
