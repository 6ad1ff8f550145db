package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hukou/store"
)

// TestWhoOwnsTheFilesIsFoundOutByTheCommand: whoever can write the database's file, and
// switch its triggers off, changes a row; hukou verify, given the witness file alone beside
// it, ends with 1 and names the row. The kinds by the dozen are register's
// TestOwnerOfTheDatabaseIsFoundOut; here is what an auditor types.
func TestWhoOwnsTheFilesIsFoundOutByTheCommand(t *testing.T) {
	data := t.TempDir()
	d := demonstrate(t, "--data", data, "--now", "2026-09-24T09:00:00+08:00")
	witness := filepath.Join(data, "witness.txt")
	signed := awaitSigned(t, witness, 0)
	yesterday := filepath.Join(t.TempDir(), "yesterday.db")
	keyed := func(args ...string) []string { return append(args, "--key-file", filepath.Join(data, "key")) }
	if code, _, errs := command("", keyed("backup", yesterday, "--data", data)...); code != exitDone {
		t.Fatal(errs)
	}
	post(t, d.Addr+"/demo/clock", `{"now":"2026-10-09T09:00:00+08:00"}`, 200)
	awaitSigned(t, witness, signed)
	if code := d.stop(); code != exitDone {
		t.Fatalf("the demonstration ended with %d: %s", code, d.errs)
	}
	export := filepath.Join(t.TempDir(), "export.jsonl")
	if code, _, errs := command("", keyed("export", "--data", data, export)...); code != exitDone {
		t.Fatal(errs)
	}
	sheetExported(t, keyed, data)
	if code, out, errs := command("", "verify", "--witness", witness, "--export", export); code != exitDone || !strings.Contains(out, "nothing is wrong") {
		t.Fatalf("of the true export it says %q %q", out, errs)
	}

	// Of the database.
	const last = "SELECT case_id FROM tree_leaves ORDER BY n DESC LIMIT 1"
	for kind, statements := range map[string][]string{
		"one officer for another":   {"UPDATE journal SET officer_id = (SELECT max(officer_id) FROM journal) || 'x' WHERE rowid = (SELECT min(rowid) FROM journal)"},
		"one hash":                  {"UPDATE journal SET hash = zeroblob(32) WHERE rowid = (SELECT min(rowid) FROM journal)"},
		"a row taken away":          {"DELETE FROM journal WHERE rowid = (SELECT min(rowid) FROM journal)"},
		"the tail taken away":       {"DELETE FROM tree_leaves WHERE case_id = (" + last + ")"},
		"yesterday's copy put back": nil,
	} {
		t.Run(kind, func(t *testing.T) {
			dir := t.TempDir()
			from := filepath.Join(data, store.FileName)
			if statements == nil {
				from = yesterday
			}
			copied(t, from, filepath.Join(dir, store.FileName))
			var row string
			if statements != nil {
				row = unbound(t, dir, statements)
			}
			code, out, errs := command("", keyed("verify", "--witness", witness, "--data", dir)...)
			if code != exitFound || strings.Contains(out, "nothing is wrong") {
				t.Errorf("ends with %d: %s%s", code, out, errs)
			}
			if strings.Contains(kind, "one") && !strings.HasPrefix(out, row+": ") {
				t.Errorf("changed was %s, it says %s", row, out)
			}
		})
	}

	// And of the export alone, which needs no database.
	text, err := os.ReadFile(export)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	for kind, bent := range map[string]string{
		"a line taken away": strings.Join(append(append([]string{}, lines[:len(lines)/2]...), lines[len(lines)/2+1:]...), ""),
		"a letter changed":  strings.Replace(string(text), `"event":"accept"`, `"event":"refuse"`, 1),
	} {
		file := filepath.Join(t.TempDir(), "bent.jsonl")
		if err := os.WriteFile(file, []byte(bent), 0o600); err != nil {
			t.Fatal(err)
		}
		if bent == string(text) {
			t.Fatalf("%s: nothing is changed", kind)
		}
		if code, out, errs := command("", "verify", "--witness", witness, "--export", file); code != exitFound {
			t.Errorf("%s ends with %d: %s%s", kind, code, out, errs)
		}
	}
}

// unbound changes the copy as its owner can, without the triggers, and names the journal's
// first row.
func unbound(t *testing.T, dir string, statements []string) (first string) {
	t.Helper()
	db, err := store.Open(context.Background(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := db.SQL().QueryRow("SELECT case_id || '/' || seq FROM journal WHERE rowid = (SELECT min(rowid) FROM journal)").Scan(&first); err != nil {
		t.Fatal(err)
	}
	rows, err := db.SQL().Query("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('journal', 'tree_leaves')")
	if err != nil {
		t.Fatal(err)
	}
	var off []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		off = append(off, "DROP TRIGGER "+name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for _, s := range append(off, append([]string{"PRAGMA foreign_keys = OFF"}, statements...)...) {
		done, err := db.SQL().Exec(s)
		if err != nil {
			t.Fatalf("%s: %v", s, err)
		}
		if n, _ := done.RowsAffected(); n == 0 && !strings.HasPrefix(s, "DROP") && !strings.HasPrefix(s, "PRAGMA") {
			t.Fatalf("%s changed nothing", s)
		}
	}
	return first
}

func copied(t *testing.T, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// sheetExported writes a month's population of a county of the demonstration, and is told
// when the sheet or the body is none.
func sheetExported(t *testing.T, keyed func(...string) []string, data string) {
	t.Helper()
	sheet := filepath.Join(t.TempDir(), "m1.xlsx")
	if code, _, errs := command("", keyed("export", "statistics", "--data", data, "--org", "640121000000", "--month", "2026-09", sheet)...); code != exitDone {
		t.Fatalf("a sheet is not written: %d %s", code, errs)
	}
	if got, err := os.ReadFile(sheet); err != nil || !strings.HasPrefix(string(got), "PK") {
		t.Errorf("the sheet is no workbook (%v)", err)
	}
	for _, wrong := range [][]string{{"--org", "640121000000", "--sheet", "M11"}, {"--org", "999999999999"}, {"--org", "640121000000", "--month", "2030-01"}, {"--org", "640121000000", "--sheet", "M7"}} {
		if code, _, errs := command("", keyed(append([]string{"export", "statistics", "--data", data, filepath.Join(t.TempDir(), "x.xlsx")}, wrong...)...)...); code != exitUsage || strings.Count(errs, "\n") != 1 {
			t.Errorf("%v ends with %d and %q", wrong, code, errs)
		}
	}
}
