package register

import (
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"hukou/evidence"
	"hukou/models"
	"hukou/store"
)

// tamper is a kind of change: it makes one and says which rows may be named first.
type tamper struct {
	kind string
	make func(l *evidenceLog, tx *store.Tx, rows []models.TreeLeaf) []string
}

// TestOwnerOfTheDatabaseIsFoundOut changes the database as its owner can, who can also
// compute every hash again but has neither the key nor the witness file. Each change is
// found, and the first row found is the first that was changed.
func TestOwnerOfTheDatabaseIsFoundOut(t *testing.T) {
	eachWorld(t, func(w *world) {
		l := newEvidenceLog(w, 12)
		for range 6 {
			l.write(40)
			l.sign()
		}
		l.unwarded()
		kinds := []tamper{{"one byte", oneByte}, {"the tail cut", cutTail}, {"two rows swapped", swapRows},
			{"a chain computed anew", recompute}, {"yesterday's copy", yesterday}}
		found := map[string]int{}
		for i := range *tampers {
			kind := kinds[i%len(kinds)]
			l.undone(func(tx *store.Tx) {
				rows, err := planted(tx)
				l.must(err)
				names := kind.make(l, tx, rows)
				got, _ := l.verify(tx)
				switch {
				case len(got) == 0:
					t.Errorf("change %d, %s of %v: not found", i, kind.kind, names)
				case !slices.Contains(names, got[0].Row):
					t.Errorf("change %d, %s: %v is named, changed was %v", i, kind.kind, got[0], names)
				default:
					found[kind.kind]++
				}
			})
		}
		t.Logf("found and named: %v", found)
	})
}

func rowName(l models.TreeLeaf) string { return fmt.Sprintf("%s/%d", l.CaseID, l.Seq) }

func (l *evidenceLog) in(tx *store.Tx, text string, args ...any) {
	l.t.Helper()
	n, err := tx.Exec(text, args...)
	if err == nil && n == 0 {
		err = errors.New("nothing was changed")
	}
	if err != nil {
		l.t.Fatalf("%s: %v", text, err)
	}
}

// flip changes one byte.
func (l *evidenceLog) flip(b []byte) []byte {
	b = slices.Clone(b)
	b[l.rnd.IntN(len(b))] ^= byte(1 + l.rnd.IntN(255))
	return b
}

// letter changes one letter of a text.
func (l *evidenceLog) letter(s string) string {
	at := l.rnd.IntN(len(s))
	return s[:at] + string('A'+rune(s[at])%26) + s[at+1:]
}

func oneByte(l *evidenceLog, tx *store.Tx, rows []models.TreeLeaf) []string {
	leaf := rows[l.rnd.IntN(len(rows))]
	e, err := store.One[models.Entry](tx, "case_id = ? and seq = ?", leaf.CaseID, leaf.Seq)
	l.must(err)
	set := func(column string, value any) []string {
		_, err := store.Set[models.Entry](tx, map[string]any{column: value}, "case_id = ? and seq = ?", e.CaseID, e.Seq)
		l.must(err)
		return []string{rowName(leaf)}
	}
	switch l.rnd.IntN(11) {
	case 0:
		return set("at", e.At.Add(1000))
	case 1:
		return set("event", l.letter(e.Event))
	case 2:
		return set("from_state", l.letter(e.From))
	case 3:
		return set("to_state", l.letter(e.To))
	case 4:
		return set("officer_id", l.letter(e.Officer))
	case 5:
		return set("hash", l.flip(e.Hash))
	case 6:
		return set("prev_hash", append([]byte{1}, e.PrevHash...))
	case 7:
		l.in(tx, "UPDATE tree_leaves SET hash = ? WHERE n = ?", l.flip(leaf.Hash), leaf.N)
		return []string{rowName(leaf)}
	case 8:
		return l.byteAbove(tx, rows)
	case 9:
		return l.byteSigned(tx)
	}
	return set("payload", l.flip(e.Payload))
}

// byteAbove changes a hash above the leaves; the leaf that completed it is named.
func (l *evidenceLog) byteAbove(tx *store.Tx, rows []models.TreeLeaf) []string {
	all, err := store.Many[models.TreeHash](tx, "id", "")
	l.must(err)
	h := all[l.rnd.IntN(len(all))]
	l.in(tx, "UPDATE tree_hashes SET hash = ? WHERE id = ?", l.flip(h.Hash), h.ID)
	level, n := tlog.SplitStoredHashIndex(h.ID)
	return []string{rowName(rows[(n+1)<<level-1])}
}

func (l *evidenceLog) byteSigned(tx *store.Tx) []string {
	all, err := store.Many[models.Checkpoint](tx, "size", "")
	l.must(err)
	c := all[l.rnd.IntN(len(all))]
	lines := strings.SplitAfter(c.Note, "\n")
	lines[2] = "A" + lines[2][1:]
	if text := strings.Join(lines, ""); text != c.Note {
		c.Note = text
	} else {
		c.Note += "x"
	}
	l.in(tx, "UPDATE checkpoints SET note = ? WHERE size = ?", c.Note, c.Size)
	return []string{fmt.Sprintf("checkpoint %d", c.Size)}
}

// cutTail takes the last rows away, and sometimes all that tells of them.
func cutTail(l *evidenceLog, tx *store.Tx, rows []models.TreeLeaf) []string {
	size := int64(len(rows) - 1 - l.rnd.IntN(30))
	if l.rnd.IntN(2) == 0 {
		l.must(l.backTo(tx, size))
	} else {
		l.in(tx, "DELETE FROM journal WHERE EXISTS (SELECT 1 FROM tree_leaves l WHERE l.case_id = journal.case_id AND l.seq = journal.seq AND l.n >= ?)", size)
	}
	return []string{rowName(rows[size])}
}

// backTo puts journal, tree, checkpoints and feed back to a size.
func (l *evidenceLog) backTo(tx *store.Tx, size int64) error {
	for _, text := range []string{
		"DELETE FROM outbox WHERE EXISTS (SELECT 1 FROM tree_leaves l WHERE l.case_id = outbox.case_id AND l.seq = outbox.seq AND l.n >= ?)",
		"DELETE FROM journal WHERE EXISTS (SELECT 1 FROM tree_leaves l WHERE l.case_id = journal.case_id AND l.seq = journal.seq AND l.n >= ?)",
		"DELETE FROM tree_leaves WHERE n >= ?", "DELETE FROM checkpoints WHERE size > ?",
	} {
		if _, err := tx.Exec(text, size); err != nil {
			return err
		}
	}
	_, err := tx.Exec("DELETE FROM tree_hashes WHERE id >= ?", tlog.StoredHashCount(size))
	if err == nil {
		_, err = tx.Exec("UPDATE feed_heads SET last = (SELECT coalesce(max(position), 0) FROM outbox), grown = (SELECT coalesce(max(position), 0) FROM outbox)")
	}
	return err
}

// swapRows lets two rows of the journal, or two leaves, change places.
func swapRows(l *evidenceLog, tx *store.Tx, rows []models.TreeLeaf) []string {
	i := l.rnd.IntN(len(rows) - 1)
	a, b := rows[i], rows[i+1+l.rnd.IntN(len(rows)-i-1)]
	if l.rnd.IntN(3) == 0 {
		l.in(tx, "DELETE FROM tree_leaves WHERE n = ? OR n = ?", a.N, b.N)
		l.must(store.Insert(tx, models.TreeLeaf{N: a.N, CaseID: b.CaseID, Seq: b.Seq, Hash: b.Hash}, models.TreeLeaf{N: b.N, CaseID: a.CaseID, Seq: a.Seq, Hash: a.Hash}))
		return []string{rowName(a), rowName(b)}
	}
	move := "UPDATE journal SET case_id = ?, seq = ? WHERE case_id = ? AND seq = ?"
	l.in(tx, move, a.CaseID, -1, a.CaseID, a.Seq)
	l.in(tx, move, a.CaseID, a.Seq, b.CaseID, b.Seq)
	l.in(tx, move, b.CaseID, b.Seq, a.CaseID, -1)
	return []string{rowName(a)}
}

// recompute changes a row and then every hash that follows from it, as one who has the
// program can; some checkpoints are taken away or signed with a key of his own.
func recompute(l *evidenceLog, tx *store.Tx, rows []models.TreeLeaf) []string {
	leaf := rows[l.rnd.IntN(len(rows))]
	chain, err := store.Many[models.Entry](tx, "seq", "case_id = ? and seq >= ?", leaf.CaseID, leaf.Seq)
	l.must(err)
	chain[0].Payload = l.flip(chain[0].Payload)
	for i := range chain {
		if i > 0 {
			chain[i].PrevHash = chain[i-1].Hash
		}
		chain[i].Hash = evidence.ChainHash(chain[i].CaseID, chain[i].Seq, chain[i].PrevHash, chain[i].Payload)
		e := chain[i]
		_, err := store.Set[models.Entry](tx, map[string]any{"payload": e.Payload, "prev_hash": e.PrevHash, "hash": e.Hash}, "case_id = ? and seq = ?", e.CaseID, e.Seq)
		l.must(err)
	}
	root := l.replant(tx)
	switch l.rnd.IntN(3) {
	case 0:
		l.in(tx, "DELETE FROM checkpoints WHERE size > ?", leaf.N)
	case 1:
		l.in(tx, "DELETE FROM checkpoints")
		forged, err := l.forger().Sign(int64(len(rows)), root, l.r.Now())
		l.must(err)
		l.must(store.Insert(tx, models.Checkpoint{Size: forged.Size, At: forged.At, Note: forged.Note}))
	}
	return []string{rowName(leaf)}
}

// replant computes the whole tree again from the journal.
func (l *evidenceLog) replant(tx *store.Tx) tlog.Hash {
	rows, err := store.Rows[models.Entry](tx, entriesByPlace, 0, 1<<30)
	l.must(err)
	l.in(tx, "DELETE FROM tree_leaves")
	l.in(tx, "DELETE FROM tree_hashes")
	l.must(plant(tx, rows))
	size, err := treeSize(tx)
	l.must(err)
	tree, err := evidence.Grown(size, stored(tx))
	l.must(err)
	return tree.Root()
}

func (l *evidenceLog) forger() *evidence.Signer {
	path := filepath.Join(l.t.TempDir(), "forger.key")
	l.must(evidence.MakeKey(path, rand.Reader))
	s, err := evidence.ReadKey(path)
	l.must(err)
	return s
}

// yesterday puts an older copy back, and sometimes goes on from it past the old size.
func yesterday(l *evidenceLog, tx *store.Tx, rows []models.TreeLeaf) []string {
	old, err := store.Many[models.Checkpoint](tx, "size", "size < ?", int64(len(rows)))
	l.must(err)
	size := old[l.rnd.IntN(len(old))].Size
	l.must(l.backTo(tx, size))
	names := []string{rowName(rows[size])}
	if l.rnd.IntN(2) == 0 {
		return names
	}
	c := &models.Case{ID: "case-00"}
	last, err := store.Many[models.Entry](tx, "seq desc limit 1", "case_id = ?", c.ID)
	l.must(err)
	if len(last) > 0 {
		c.Seq, c.Head = last[0].Seq, last[0].Hash
	}
	for range len(rows) {
		l.must(l.append(tx, c))
	}
	again, err := store.Rows[models.Entry](tx, "SELECT * FROM journal j WHERE NOT EXISTS (SELECT 1 FROM tree_leaves l WHERE l.case_id = j.case_id AND l.seq = j.seq) ORDER BY seq")
	l.must(err)
	l.must(plant(tx, again))
	return names
}
