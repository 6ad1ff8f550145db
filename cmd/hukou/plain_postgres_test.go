package main

import (
	"bytes"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hukou/internal/testdb/cluster"
	"hukou/store"
)

// Whoever has the disk of the database server, a dump of it, or the logs of server and
// program finds nothing sealed in any writing, and in the logs no name and no address
// either. The server is the test's own: of another one nobody knows the folder.
func TestTheDiskAndTheLogsOfPostgresHoldNothingSealed(t *testing.T) {
	c, err := cluster.Start("log_error_verbosity=terse") // as docs/operations.md asks: else a refused row is logged with its name
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Stop() })
	address, err := url.Parse(c.URL())
	if err != nil {
		t.Fatal(err)
	}
	dir, data := address.Query().Get("host"), t.TempDir()
	d := demonstrate(t, "--database", c.URL(), "--data", data)
	db := looked(t, store.Config{URL: c.URL()})
	s := sown(t, db, d, data)
	// Both have something to log: a request that is refused, and a statement that fails.
	name := slices.Collect(maps.Keys(s.names))[0]
	post(t, d.Addr+"/api/v1/search", `{"kind":"people","q":"`+name+`"}`, http.StatusUnauthorized)
	if _, err := db.SQL().Exec("INSERT INTO people (id, name) VALUES ($1, $2)", "p-none", name); err == nil {
		t.Error("a person without anything is taken")
	}
	// What stays in the server's memory alone would be missed.
	if _, err := db.SQL().Exec("CHECKPOINT"); err != nil {
		t.Fatal(err)
	}
	sealed := map[string]bool{}
	for value := range s.sealed {
		sealed[value] = true
	}
	index, files, size := indexed(sealed), 0, 0
	err = filepath.WalkDir(filepath.Join(dir, "data"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path) // #nosec G304 G122 -- a folder that this test has made
		if err != nil {
			return err
		}
		files, size = files+1, size+len(content)
		for _, found := range index.in(content) {
			t.Errorf("%s: a %s stands plain (%s)", path, s.sealed[found], found)
		}
		return nil
	})
	if err != nil || files < 100 {
		t.Errorf("%d files were looked through: %v", files, err)
	}
	// The same search finds what is known to stand plain, so it is not blind.
	dump, err := exec.Command("pg_dump", c.URL()).Output() // #nosec G204 -- the test's own database
	if err != nil || !bytes.Contains(dump, []byte("COPY public.people ")) {
		t.Fatalf("the database is not dumped: %v", err)
	}
	for name := range s.names {
		sealed[name] = true
	}
	all := indexed(sealed)
	if len(all.in(dump)) == 0 {
		t.Error("the dump holds no name: nothing was looked for")
	}
	for _, found := range index.in(dump) {
		t.Errorf("the dump: a %s stands plain (%s)", s.sealed[found], found)
	}
	s.foundAmong("the dump", string(dump))
	d.stop()
	log, err := os.ReadFile(filepath.Join(dir, "server.log")) // #nosec G304 -- a folder that this test has made
	if err != nil || len(log) == 0 {
		t.Errorf("the server has no log: %v", err)
	}
	for name, text := range map[string][]byte{"server's": log, "program's": d.errs.Bytes()} {
		for _, found := range all.in(text) {
			t.Errorf("the %s log says %s", name, found)
		}
	}
	t.Logf("%d values in %d files of %d MB, a dump of %d MB, the logs of the server (%d bytes) and of the program (%d bytes)", len(s.sealed), files, size>>20, len(dump)>>20, len(log), d.errs.Len())
}

// wanted are values by the first bytes of each of their writings, so that one pass looks
// for all; begins are the first two alone, which most places do not have.
type wanted struct {
	begins [1 << 16]bool
	forms  map[[6]byte][]writing
}

// writing is a value as bytes of an encoding.
type writing struct {
	value string
	form  []byte
}

func indexed(values map[string]bool) *wanted {
	out := &wanted{forms: map[[6]byte][]writing{}}
	for value := range values {
		for _, form := range writings(value) {
			if len(form) >= 6 && strings.TrimSpace(value) != "" {
				key := [6]byte(form[:6])
				out.begins[int(form[0])<<8|int(form[1])] = true
				out.forms[key] = append(out.forms[key], writing{value, form})
			}
		}
	}
	return out
}

// in are the values that stand in a text.
func (w *wanted) in(text []byte) []string {
	var out []string
	for at := 0; at+6 <= len(text); at++ {
		if !w.begins[int(text[at])<<8|int(text[at+1])] {
			continue
		}
		for _, x := range w.forms[[6]byte(text[at:at+6])] {
			if bytes.HasPrefix(text[at:], x.form) {
				out = append(out, x.value)
			}
		}
	}
	return out
}
