package store_test

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"hukou/store"
	"hukou/store/storetest"
)

func TestNoModelIsForgotten(t *testing.T) {
	files, err := filepath.Glob("../models/*.go")
	if err != nil {
		t.Fatal(err)
	}
	written := map[string]bool{}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok && hasKey(spec) {
				written[spec.Name.Name] = true
			}
			return true
		})
	}
	known := map[string]bool{}
	for _, n := range nouns(t) {
		known[n.Name] = true
	}
	if diff := cmp.Diff(sorted(written), sorted(known)); diff != "" {
		t.Errorf("models (-package models +these tests):\n%s", diff)
	}
}

// hasKey tells whether a struct is a row of a table.
func hasKey(spec *ast.TypeSpec) bool {
	body, ok := spec.Type.(*ast.StructType)
	if !ok {
		return false
	}
	for _, field := range body.Fields.List {
		if field.Tag != nil && strings.Contains(field.Tag.Value, "primaryKey") {
			return true
		}
	}
	return false
}

// GORM compares the migrated tables with the models and finds nothing to change.
func TestMigrationsAgreeWithTheModels(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		db.SQL().SetMaxOpenConns(4) // GORM's migrator reads on one while it asks on another
		recorder := &recorder{Interface: logger.Discard}
		orm := db.ORM().Session(&gorm.Session{Logger: recorder})
		for _, n := range nouns(t) {
			if err := orm.AutoMigrate(reflect.New(n.ModelType).Interface()); err != nil {
				t.Errorf("%s: %v", n.Table, err)
			}
		}
		if recorder.seen == 0 {
			t.Error("no statement was recorded: the test is blind")
		}
		for _, text := range recorder.changes {
			t.Errorf("GORM wants: %s", text)
		}
	})
}

// recorder keeps the statements that would change a table.
type recorder struct {
	logger.Interface
	seen    int
	changes []string
}

func (r *recorder) LogMode(logger.LogLevel) logger.Interface { return r }

func (r *recorder) Trace(_ context.Context, _ time.Time, f func() (string, int64), _ error) {
	text, _ := f()
	r.seen++
	for _, verb := range []string{"CREATE", "ALTER", "DROP"} {
		if strings.HasPrefix(strings.TrimSpace(strings.ToUpper(text)), verb) {
			r.changes = append(r.changes, text)
		}
	}
}

// What the engines call the types of the models' columns.
var sameKind = strings.NewReplacer(
	"timestamp with time zone", "instant", "datetime", "instant",
	"boolean", "truth", "numeric", "truth",
	"bytea", "bytes", "blob", "bytes",
)

func TestNoColumnIsWithoutAModel(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		models := map[string][]string{}
		for _, n := range nouns(t) {
			columns := map[string]bool{}
			for _, name := range n.DBNames {
				columns[name] = true
			}
			models[n.Table] = sorted(columns)
		}
		tables := map[string][]string{}
		for table, found := range columns(t, db) {
			tables[table] = sorted(found)
		}
		if diff := cmp.Diff(models, tables); diff != "" {
			t.Errorf("columns (-models +migrations):\n%s", diff)
		}
	})
}

func TestEnginesHaveTheSameTables(t *testing.T) {
	lite, pg := storetest.SQLite(t), storetest.Postgres(t)
	same := func(what string, a, b any) {
		t.Helper()
		if diff := cmp.Diff(a, b); diff != "" {
			t.Errorf("%s (-sqlite +postgres):\n%s", what, diff)
		}
	}
	kinds := func(db *store.DB) map[string]map[string]string {
		found := columns(t, db)
		for _, table := range found {
			for name, kind := range table {
				table[name] = sameKind.Replace(strings.ToLower(kind))
			}
		}
		return found
	}
	same("columns", kinds(lite), kinds(pg))
	same("indexes", query[index](t, lite, liteIndexes), query[index](t, pg, pgIndexes))
	same("keys", query[key](t, lite, liteKeys), query[key](t, pg, pgKeys))
	for _, n := range nouns(t) {
		same(n.Table+" checks", checks(t, lite, n.Table), checks(t, pg, n.Table))
	}
}

// index is an index by name; one of a condition is partial.
type index struct {
	Tab, Name, Columns string
	Once, Partial      bool
}

const liteIndexes = `
	SELECT m.name AS tab, i.name, i."unique" AS once, i.partial,
		(SELECT group_concat(c.name, ', ') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno) c) AS columns
	FROM sqlite_master m JOIN pragma_index_list(m.name) i
	WHERE m.type = 'table' AND i.origin = 'c' ORDER BY i.name`

const pgIndexes = `
	SELECT t.relname::text AS tab, c.relname::text AS name, i.indisunique AS once, i.indpred IS NOT NULL AS partial,
		(SELECT string_agg(a.attname, ', ' ORDER BY k.n) FROM unnest(i.indkey) WITH ORDINALITY k (at, n)
			JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.at) AS columns
	FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
	WHERE t.relnamespace = 'public'::regnamespace AND t.relname <> 'goose_db_version' AND NOT i.indisprimary
	ORDER BY c.relname COLLATE "C"`

// key is a foreign key, or a column's place in the primary one.
type key struct {
	Tab, Col, Refers string
	Place            int64
}

const liteKeys = `
	SELECT m.name AS tab, c.name AS col, c.pk AS place,
		coalesce((SELECT f."table" || '.' || f."to" FROM pragma_foreign_key_list(m.name) f WHERE f."from" = c.name), '') AS refers
	FROM sqlite_master m JOIN pragma_table_info(m.name) c
	WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'goose_db_version' AND (c.pk > 0 OR refers <> '')
	ORDER BY m.name, c.name`

const pgKeys = `
	SELECT * FROM (
		SELECT t.relname::text AS tab, a.attname::text AS col,
			coalesce((SELECT array_position(p.conkey, a.attnum) FROM pg_constraint p WHERE p.conrelid = t.oid AND p.contype = 'p'), 0)::bigint AS place,
			coalesce((SELECT f.confrelid::regclass || '.' || r.attname FROM pg_constraint f JOIN pg_attribute r ON r.attrelid = f.confrelid AND r.attnum = f.confkey[1]
				WHERE f.conrelid = t.oid AND f.contype = 'f' AND f.conkey = ARRAY[a.attnum]), '') AS refers
		FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid
		WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace AND t.relname <> 'goose_db_version' AND a.attnum > 0
	) k WHERE place > 0 OR refers <> '' ORDER BY tab COLLATE "C", col COLLATE "C"`

// checks are the names of a table's rules.
func checks(t *testing.T, db *store.DB, table string) []string {
	t.Helper()
	if db.Engine() == store.Postgres {
		return query[string](t, db, fmt.Sprintf(
			`SELECT conname::text FROM pg_constraint WHERE conrelid = '%s'::regclass AND contype = 'c' ORDER BY conname COLLATE "C"`, table))
	}
	names := map[string]bool{}
	text := query[string](t, db, fmt.Sprintf("SELECT sql FROM sqlite_master WHERE name = '%s'", table))[0]
	for _, part := range strings.Split(text, "CONSTRAINT ")[1:] {
		names[strings.Fields(part)[0]] = true
	}
	return sorted(names)
}
