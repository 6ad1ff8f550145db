package evidence

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

var noon = time.Date(2026, 11, 24, 4, 0, 0, 123456000, time.UTC)

func key(t testing.TB, dir string) *Signer {
	t.Helper()
	path := filepath.Join(dir, "checkpoint.key")
	if err := MakeKey(path, rand.Reader); err != nil {
		t.Fatal(err)
	}
	s, err := ReadKey(path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// tlog grows the same tree by its own way: each root and each stored hash is the same,
// and its proofs hold against our roots.
func TestTreeIsTheOneOfTheLibrary(t *testing.T) {
	stored := map[int64]tlog.Hash{}
	reader := tlog.HashReaderFunc(func(ids []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(ids))
		for i, id := range ids {
			h, ok := stored[id]
			if !ok {
				return nil, fmt.Errorf("hash %d is not stored", id)
			}
			out[i] = h
		}
		return out, nil
	})
	var tree Tree
	for n := range int64(300) {
		leaf := Row{Case: "c", Seq: n + 1, At: noon, Hash: []byte{byte(n)}}.Leaf()
		stored[tlog.StoredHashIndex(0, n)] = leaf
		theirs, err := tlog.StoredHashesForRecordHash(n, leaf, reader)
		if err != nil {
			t.Fatal(err)
		}
		ours := []tlog.Hash{leaf}
		tree.Add(leaf, func(id int64, h tlog.Hash) {
			if want := tlog.StoredHashIndex(0, n) + int64(len(ours)); id != want {
				t.Errorf("leaf %d: a hash at %d, want %d", n, id, want)
			}
			stored[id] = h
			ours = append(ours, h)
		})
		if fmt.Sprint(ours) != fmt.Sprint(theirs) {
			t.Errorf("leaf %d: stored hashes differ", n)
		}
		root, err := tlog.TreeHash(n+1, reader)
		if err != nil || root != tree.Root() {
			t.Errorf("size %d: the roots differ, %v", n+1, err)
		}
		again, err := Grown(n+1, reader)
		if err != nil || again.Root() != root || again.Size() != n+1 {
			t.Errorf("size %d: the tree cannot be taken up again, %v", n+1, err)
		}
		for _, at := range []int64{0, n / 2, n} {
			p, err := tlog.ProveRecord(n+1, at, reader)
			if err == nil {
				err = tlog.CheckRecord(p, n+1, root, at, stored[tlog.StoredHashIndex(0, at)])
			}
			if err != nil {
				t.Errorf("leaf %d of %d is not proved: %v", at, n+1, err)
			}
		}
	}
}

// Each column of a row, and the border between two of them, is in its leaf or its chain.
func TestLeafCoversEveryColumn(t *testing.T) {
	full := func() Row {
		r := Row{Case: "c", Seq: 1, At: noon, Event: "lodge", From: "draft", To: "lodged", Officer: "o", Payload: []byte{1, 2}, Prev: []byte{3}}
		r.Hash = ChainHash(r.Case, r.Seq, r.Prev, r.Payload)
		return r
	}
	seen := map[tlog.Hash]string{full().Leaf(): "the row itself"}
	for story, change := range map[string]func(*Row){
		"case": func(r *Row) { r.Case = "d" }, "seq": func(r *Row) { r.Seq = 2 }, "time": func(r *Row) { r.At = r.At.Add(time.Microsecond) },
		"event": func(r *Row) { r.Event = "lodg" }, "from": func(r *Row) { r.From = "" }, "to": func(r *Row) { r.To = "x" },
		"officer": func(r *Row) { r.Officer = "p" }, "hash": func(r *Row) { r.Hash[0]++ },
		"border":  func(r *Row) { r.From, r.To = "draftl", "odged" },
		"payload": func(r *Row) { r.Payload[0]++; r.Hash = ChainHash(r.Case, r.Seq, r.Prev, r.Payload) },
		"prev":    func(r *Row) { r.Prev[0]++; r.Hash = ChainHash(r.Case, r.Seq, r.Prev, r.Payload) },
	} {
		r := full()
		change(&r)
		if other, same := seen[r.Leaf()]; same {
			t.Errorf("a change of %s gives the leaf of %s", story, other)
		}
		seen[r.Leaf()] = story
	}
}

func TestCheckpointOpensUnderItsKeyAlone(t *testing.T) {
	s, stranger := key(t, t.TempDir()), key(t, t.TempDir())
	c, err := s.Sign(7, tlog.Hash{1, 2, 3}, noon)
	if err != nil {
		t.Fatal(err)
	}
	mine, _ := NewKeys(s.Public(), s.Public()) // a restart names the key again
	got, err := mine.Open(c.Note)
	if err != nil || got != c {
		t.Errorf("got %+v, %v, want %+v", got, err, c)
	}
	others, _ := NewKeys(stranger.Public())
	for story, open := range map[string]func() (Checkpoint, error){
		"another key":     func() (Checkpoint, error) { return others.Open(c.Note) },
		"no key":          func() (Checkpoint, error) { return Keys{}.Open(c.Note) },
		"another size":    func() (Checkpoint, error) { return mine.Open(strings.Replace(c.Note, "\n7\n", "\n8\n", 1)) },
		"nothing":         func() (Checkpoint, error) { return mine.Open("") },
		"another's words": func() (Checkpoint, error) { return mine.Open("x" + c.Note) },
	} {
		if got, err := open(); err == nil {
			t.Errorf("%s: opened as %+v", story, got)
		}
	}
}

func TestKeyIsMadeOnceAndKeptFromOthers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "checkpoint.key")
	if _, err := ReadKey(path); err == nil || !strings.Contains(err.Error(), "missing") {
		t.Errorf("no key: %v", err)
	}
	for range 2 {
		if err := MakeKey(path, rand.Reader); err != nil {
			t.Fatal(err)
		}
	}
	first, err := ReadKey(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := MakeKey(path, rand.Reader); err != nil {
		t.Fatal(err)
	}
	if again, err := ReadKey(path); err != nil || again.Public() != first.Public() {
		t.Errorf("the key was made anew: %v", err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadKey(path); err == nil || !strings.Contains(err.Error(), "chmod") {
		t.Errorf("a key that all may read: %v", err)
	}
}

func TestWitnessGoesOnWhereItEnded(t *testing.T) {
	dir := t.TempDir()
	s := key(t, dir)
	path := filepath.Join(dir, "witness.txt")
	open := func() *Witness {
		t.Helper()
		w, err := OpenWitness(path, s.Public())
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	if got := open().Last(); got.Size != 0 {
		t.Errorf("a new file ends in %+v", got)
	}
	var last Checkpoint
	for size := int64(1); size <= 3; size++ {
		last, _ = s.Sign(size*1000, tlog.Hash{byte(size)}, noon)
		leaves := make([]Leaf, 1000) // more than one look from the end of the file
		for i := range leaves {
			leaves[i] = Leaf{N: (size-1)*1000 + int64(i), Case: "c", Seq: int64(i), Hash: make([]byte, 32)}
		}
		if err := open().Append(last, leaves); err != nil {
			t.Fatal(err)
		}
		if got := open().Last(); got != last {
			t.Errorf("after %d it ends in %+v", size, got)
		}
	}
	whole, _ := os.ReadFile(path)
	for _, torn := range []string{`{"leaf":{"n":3000,"case`, `{"leaf":{"n":3000,"case":"c","seq":1,"hash":""}}` + "\n", `{"checkpoint":"hukou`} {
		if err := os.WriteFile(path, append(bytes.Clone(whole), torn...), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := open().Last(); got != last {
			t.Errorf("torn at %q: it ends in %+v", torn, got)
		}
		if now, _ := os.ReadFile(path); !bytes.Equal(now, whole) {
			t.Errorf("torn at %q: the rest was not cut away", torn)
		}
	}
	if err := open().Restart(Restart{At: noon, Witnessed: 3000, Has: 10}, s.Public()); err != nil {
		t.Fatal(err)
	}
	if got := open().Last(); got.Size != 0 {
		t.Errorf("after a restart it ends in %+v", got)
	}
	if _, err := OpenWitness(path, key(t, t.TempDir()).Public()); err != nil {
		t.Errorf("a restart binds to no key: %v", err)
	}
}

func TestWitnessOfAnotherIsRefusedAndKept(t *testing.T) {
	dir := t.TempDir()
	s := key(t, dir)
	path := filepath.Join(dir, "witness.txt")
	w, err := OpenWitness(path, s.Public())
	if err != nil {
		t.Fatal(err)
	}
	c, _ := s.Sign(1, tlog.Hash{1}, noon)
	if err := w.Append(c, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenWitness(path, key(t, t.TempDir()).Public()); err == nil || !strings.Contains(err.Error(), "another key") {
		t.Errorf("another register's witness: %v", err)
	}
	notes := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(notes, []byte("milk, eggs\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenWitness(notes, s.Public()); err == nil {
		t.Error("a shopping list was taken for a witness")
	}
	if text, _ := os.ReadFile(notes); string(text) != "milk, eggs\n" {
		t.Error("the shopping list was written over")
	}
}
