package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"hukou/internal/testdb"
	"hukou/models"
	"hukou/register"
	"hukou/seal"
	"hukou/store"
)

// plainNames are the columns in which names, addresses and birth places stand plain,
// since people are found by them (class B). docs/operations.md says so.
var plainNames = []string{"case_subjects.name", "households.address", "institutions.helper_name", "officers.name", "people.name"}

// Whoever has the disk of an embedded instance while it serves finds no citizen number,
// certificate, secret, scan or reason in it, in no writing; names and addresses only in
// the columns that are known to have them.
func TestTheDiskOfAnInstanceHoldsNothingSealed(t *testing.T) {
	data := t.TempDir()
	d := demonstrate(t, "--data", data)
	db := looked(t, store.Config{Dir: data, ReadOnly: true})
	s := sown(t, db, d, data)
	if wal, err := os.Stat(filepath.Join(data, store.FileName+"-wal")); err != nil || wal.Size() == 0 {
		t.Errorf("there is no log of writes to look through: %v", err)
	}
	if n := s.foundIn(data); n > 0 {
		t.Errorf("%d found", n)
	}
	var columns []string
	if err := db.Read(t.Context(), func(tx *store.Tx) (err error) { columns, err = s.columns(tx); return err }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(plainNames, columns); diff != "" {
		t.Errorf("names stand plain (-known +found):\n%s", diff)
	}
}

// Whoever reads every row of every table on PostgreSQL, as a dump does, finds none.
func TestADumpOfPostgresHoldsNothingSealed(t *testing.T) {
	url, data := testdb.Fresh(t), t.TempDir()
	d := demonstrate(t, "--database", url, "--data", data)
	db := looked(t, store.Config{URL: url, ReadOnly: true})
	s := sown(t, db, d, data)
	err := db.Read(t.Context(), func(tx *store.Tx) error {
		tables, err := store.Rows[string](tx, "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1")
		if err != nil || len(tables) < 40 {
			t.Errorf("%d tables, %v", len(tables), err)
		}
		for _, table := range tables {
			rows, err := store.Rows[string](tx, "SELECT CAST(t AS text) FROM "+table+" t")
			if err != nil {
				return err
			}
			s.foundAmong(table, strings.Join(rows, "\n"))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func looked(t *testing.T, c store.Config) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// sown are the values that a demonstration has sealed, and its names and addresses.
func sown(t *testing.T, db *store.DB, d *demonstration, dir string) *seeds {
	t.Helper()
	keys, err := seal.FromFile(filepath.Join(dir, "key"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := register.UnlockKeys(t.Context(), db, keys); err != nil {
		t.Fatal(err)
	}
	s := &seeds{t: t, keys: keys, sealed: map[string]string{}, names: map[string]bool{}}
	for _, o := range d.Officers {
		s.add("secret", o.TOTPSecret)
	}
	if err := db.Read(t.Context(), s.gather); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, kind := range s.sealed {
		kinds[kind]++
	}
	t.Logf("looked for: %v and %d names and addresses", kinds, len(s.names))
	for _, kind := range []string{"number", "certificate", "secret", "scan", "fact", "entry"} {
		if kinds[kind] == 0 {
			t.Errorf("no %s was seeded: the test is blind to it", kind)
		}
	}
	return s
}

// seeds are the values to look for.
type seeds struct {
	t      *testing.T
	keys   *seal.Keyring
	sealed map[string]string // value to its kind
	names  map[string]bool
	public string // what is said of bodies and places, which is no secret
}

// add takes a value that is long enough not to be met by chance.
func (s *seeds) add(kind, value string) {
	if len(value) >= 8 {
		s.sealed[value] = kind
	}
}

func (s *seeds) open(table, column, row, part string, stored []byte) []byte {
	if len(stored) == 0 {
		return nil
	}
	plain, err := s.keys.Open(seal.Place{Table: table, Column: column, Row: row, Part: part}, stored)
	if err != nil {
		s.t.Error(err)
	}
	return plain
}

func (s *seeds) gather(tx *store.Tx) error {
	people, err1 := store.Many[models.Person](tx, "id", "")
	for _, p := range people {
		s.add("number", string(s.open("people", "number_sealed", p.ID, "", p.NumberSealed)))
		s.add("certificate", string(s.open("people", "birth_cert_sealed", p.ID, "", p.CertSealed)))
		for _, name := range []string{p.Name, p.FormerNames, p.BirthPlace} {
			if len(name) >= 6 {
				s.names[name] = true
			}
			s.public += "\n" + name
		}
	}
	bodies, err7 := store.Many[models.Institution](tx, "id", "")
	for _, b := range bodies {
		s.public += strings.Join([]string{b.Name, b.CivilAffairs, b.CertificateNo, b.AssessmentNo, b.HelperName}, "\n")
	}
	policies, err8 := store.Rows[string](tx, "SELECT options FROM policy_rows")
	s.public += strings.Join(policies, "\n")
	houses, err2 := store.Many[models.Household](tx, "id", "")
	for _, h := range houses {
		s.names[h.Address] = h.Address != ""
		s.public += "\n" + h.Address
	}
	guardians, err3 := store.Many[models.Guardianship](tx, "id", "")
	for _, g := range guardians {
		s.add("document", string(s.open("guardianships", "document_sealed", g.ID, "", g.DocumentSealed)))
	}
	blobs, err4 := store.Many[models.Blob](tx, "digest", "")
	for _, b := range blobs {
		plain := s.open("blobs", "sealed", fmt.Sprintf("%x", b.Digest), "", b.Sealed)
		s.add("scan", string(plain[:min(len(plain), 48)]))
	}
	forms, err5 := store.Many[models.CaseForm](tx, "case_id", "")
	for _, f := range forms {
		s.facts("fact", s.open("case_forms", "facts_sealed", f.CaseID, "", f.FactsSealed))
	}
	entries, err6 := store.Many[models.Entry](tx, "case_id, seq", "")
	for _, e := range entries {
		var record struct {
			Grounds string
			Input   json.RawMessage
		}
		if err := json.Unmarshal(s.open("journal", "payload", e.CaseID, fmt.Sprint(e.Seq), e.Payload), &record); err != nil {
			return err
		}
		s.add("entry", record.Grounds)
		s.facts("entry", record.Input)
	}
	return errors.Join(err1, err2, err3, err4, err5, err6, err7, err8)
}

// facts takes what declared data and a step's input say in words. Codes and dates
// stand elsewhere too, and so do the names of public bodies and of places.
func (s *seeds) facts(kind string, plain []byte) {
	if len(plain) == 0 {
		return
	}
	var facts map[string]any
	if err := json.Unmarshal(plain, &facts); err != nil {
		s.t.Error(err)
	}
	for _, value := range facts {
		text, ok := value.(string)
		written := ok && len([]rune(text)) >= 5 && strings.ContainsFunc(text, func(r rune) bool { return r > 0x7f })
		if written && !strings.Contains(s.public, text) {
			s.add(kind, text)
		}
	}
}

// foundIn looks through every file but those of the keys, in each writing.
func (s *seeds) foundIn(dir string) int {
	s.t.Helper()
	found := 0
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) == ".key" || entry.Name() == "key" {
			return err
		}
		content, err := os.ReadFile(path)
		for value, kind := range s.sealed {
			for writing, form := range writings(value) {
				if bytes.Contains(content, form) {
					found++
					s.t.Errorf("%s: a %s stands plain in %s (%s)", entry.Name(), kind, writing, value)
				}
			}
		}
		return err
	})
	if err != nil {
		s.t.Error(err)
	}
	return found
}

// foundAmong looks through rows as PostgreSQL writes them out, bytes as hexadecimal digits.
func (s *seeds) foundAmong(table, rows string) {
	s.t.Helper()
	for value, kind := range s.sealed {
		if strings.Contains(rows, value) || strings.Contains(rows, fmt.Sprintf("%x", value)) {
			s.t.Errorf("%s: a %s stands plain (%s)", table, kind, value)
		}
	}
}

// writings are the bytes of a text in the encodings of old and new programs.
func writings(text string) map[string][]byte {
	out := map[string][]byte{"UTF-8": []byte(text)}
	for _, unit := range utf16.Encode([]rune(text)) {
		out["UTF-16LE"] = append(out["UTF-16LE"], byte(unit), byte(unit>>8))
		out["UTF-16BE"] = append(out["UTF-16BE"], byte(unit>>8), byte(unit))
	}
	if gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(text)); err == nil {
		out["GBK"] = gbk
	}
	return out
}

// columns are those in which a name or an address stands.
func (s *seeds) columns(tx *store.Tx) ([]string, error) {
	all, err := store.Rows[string](tx, "SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY 1")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, column := range all {
		table, name, _ := strings.Cut(column, ".")
		values, err := store.Rows[string](tx, "SELECT CAST("+name+" AS text) FROM "+table+" WHERE "+name+" IS NOT NULL")
		if err != nil {
			return nil, err
		}
		text := strings.Join(values, "\n")
		if slices.ContainsFunc(slices.Collect(maps.Keys(s.names)), func(n string) bool { return n != "" && strings.Contains(text, n) }) {
			out = append(out, column)
		}
	}
	return out, nil
}
