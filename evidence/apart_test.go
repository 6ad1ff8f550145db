package evidence

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// sent is what a register sends of a log: its leaves from a place on, and a checkpoint
// where there is one.
func sent(t *testing.T, log []Leaf, from int64, signed ...Checkpoint) string {
	t.Helper()
	var out bytes.Buffer
	to := NewWriter(&out)
	for _, c := range signed {
		for ; from < min(c.Size, int64(len(log))); from++ {
			_ = to.Write(Line{Leaf: &log[from]})
		}
		_ = to.Write(Line{Checkpoint: c.Note})
	}
	if err := to.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func aLog(size int64) []Leaf {
	out := make([]Leaf, size)
	for i := range out {
		h := tlog.RecordHash([]byte{byte(i), byte(i >> 8)})
		out[i] = Leaf{N: int64(i), Case: "c", Seq: int64(i) + 1, Hash: h[:]}
	}
	return out
}

func signedOver(t *testing.T, s *Signer, log []Leaf) Checkpoint {
	t.Helper()
	var tree Tree
	for _, l := range log {
		h, _ := hashOf(l.Hash)
		tree.Add(h, nil)
	}
	c, err := s.Sign(tree.Size(), tree.Root(), noon)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A witness on a host of its own goes on over restarts and broken lines, and takes nothing
// that its own leaves do not give: neither another history of the same length signed with
// the right key, nor a shorter one, nor one signed with another key. What it had stays.
func TestAWitnessApartBelievesItsOwnLeaves(t *testing.T) {
	dir := t.TempDir()
	s, other := key(t, dir), key(t, t.TempDir())
	path := filepath.Join(dir, "apart.txt")
	if _, err := OpenApart(path, ""); !errors.Is(err, ErrNoWitness) {
		t.Fatalf("without a file and a key: %v", err)
	}
	log := aLog(300)
	first, second := signedOver(t, s, log[:100]), signedOver(t, s, log)
	open := func(public string) *Apart {
		t.Helper()
		a, err := OpenApart(path, public)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	all := sent(t, log, 0, first, second)
	if err := open(s.Public()).Take(strings.NewReader(all[:len(all)*2/3])); err != nil {
		t.Fatalf("an answer that was cut off: %v", err)
	}
	a := open("")
	if a.Last() != first {
		t.Fatalf("it went on from %+v", a.Last())
	}
	if err := a.Take(strings.NewReader(sent(t, log, 100, second))); err != nil || a.Last() != second {
		t.Fatalf("%v, at %+v", err, a.Last())
	}
	if err := a.Take(strings.NewReader(sent(t, log, 300, second))); err != nil {
		t.Fatalf("when nothing is new: %v", err)
	}
	kept, _ := os.ReadFile(path)

	changed := aLog(400)
	changed[50].Hash = bytes.Repeat([]byte{7}, 32)
	longer := aLog(400)
	for what, stream := range map[string]string{
		"another history, longer":    sent(t, changed, 300, signedOver(t, s, changed)),
		"another history, as long":   sent(t, changed, 300, signedOver(t, s, changed[:300])),
		"yesterday's copy":           sent(t, log, 300, first),
		"leaves that leave one out":  sent(t, longer, 301, signedOver(t, s, longer)),
		"leaves without their root":  sent(t, longer, 300, signedOver(t, s, longer[:350]), second),
		"a checkpoint made by hand":  `{"checkpoint":"` + strings.ReplaceAll(second.Note, "\n", `\n`)[1:] + `"}`,
		"signed by another register": sent(t, longer, 300, signedOver(t, other, longer)),
	} {
		err := open("").Take(strings.NewReader(stream))
		switch {
		case what == "leaves without their root":
			// The first of its two checkpoints is honest and kept; the second is not.
			if !errors.Is(err, ErrForked) || open("").Last().Size != 350 {
				t.Errorf("%s: %v, at %d", what, err, open("").Last().Size)
			}
			if err := os.WriteFile(path, kept, 0o600); err != nil {
				t.Fatal(err)
			}
		case err == nil:
			t.Errorf("%s was taken", what)
		case strings.Contains(what, "hand") || strings.Contains(what, "another register"):
			if !strings.Contains(err.Error(), "no trusted key") {
				t.Errorf("%s: %v", what, err)
			}
		case !errors.Is(err, ErrForked):
			t.Errorf("%s: %v", what, err)
		}
		if now, _ := os.ReadFile(path); !bytes.Equal(now, kept) {
			t.Errorf("%s: the file has changed", what)
		}
	}
	if _, err := OpenApart(path, other.Public()); err == nil || !strings.Contains(err.Error(), "another key") {
		t.Errorf("opened with another register's key: %v", err)
	}
	if err := os.WriteFile(path, bytes.Replace(kept, []byte(`"seq":51,"hash":"`), []byte(`"seq":51,"hash":"AA`), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenApart(path, ""); err == nil {
		t.Error("a file that somebody has changed was opened")
	}
}
