package register

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"math/big"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hukou/evidence"
	"hukou/models"
	"hukou/store"
)

// tampers is how many changes the owner of the database tries; the long run has 1000.
var tampers = flag.Int("tampers", 100, "how many changes are made behind the program's back, on each database")

// log is a world whose journals are written by hand, many and quickly, with a signer
// and a witness.
type evidenceLog struct {
	*world
	rnd     *mathrand.Rand
	signer  *evidence.Signer
	path    string
	witness *evidence.Witness
	cases   []models.Case
}

func newEvidenceLog(w *world, cases int) *evidenceLog {
	w.t.Helper()
	seed, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	w.must(err)
	w.t.Logf("seed %d", seed)
	l := &evidenceLog{world: w, rnd: mathrand.New(mathrand.NewPCG(seed.Uint64(), 1))}
	dir := w.t.TempDir()
	key := filepath.Join(dir, "checkpoint.key")
	w.must(evidence.MakeKey(key, rand.Reader))
	l.signer, err = evidence.ReadKey(key)
	w.must(err)
	l.path = filepath.Join(dir, "witness.txt")
	l.witness, err = evidence.OpenWitness(l.path, l.signer.Public())
	w.must(err)
	for i := range cases {
		id := fmt.Sprintf("case-%02d", i)
		l.cases = append(l.cases, models.Case{ID: id, Number: id, Business: "birth", State: "draft", Version: 1, OpenedAt: w.r.Now()})
	}
	w.tx(func(tx *store.Tx) error { return store.Insert(tx, l.cases...) })
	return l
}

// write adds rows to the journals of random cases.
func (l *evidenceLog) write(n int) {
	l.t.Helper()
	l.tx(func(tx *store.Tx) error {
		for range n {
			c := &l.cases[l.rnd.IntN(len(l.cases))]
			if err := l.append(tx, c); err != nil {
				return err
			}
		}
		return nil
	})
}

// append writes the next row of a case, with its message.
func (l *evidenceLog) append(tx *store.Tx, c *models.Case) error {
	payload := make([]byte, 20+l.rnd.IntN(200))
	for i := range payload {
		payload[i] = byte(l.rnd.Uint32())
	}
	c.Seq++
	l.key++
	at := l.r.Now().Add(time.Duration(l.key) * time.Millisecond)
	e := models.Entry{CaseID: c.ID, Seq: c.Seq, At: at, Event: "lodge", From: "draft", To: "lodged", Officer: "o-clerk", Payload: payload,
		PrevHash: c.Head, Hash: evidence.ChainHash(c.ID, c.Seq, c.Head, payload)}
	c.Head = e.Hash
	return tx.Append(e, []models.Outbox{{ID: l.r.newID(), CaseID: c.ID, Seq: c.Seq, Kind: "step", Body: "{}", At: at}})
}

// sign signs what is there and brings it to the witness.
func (l *evidenceLog) sign() {
	l.t.Helper()
	_, err := l.r.SignEvidence(context.Background(), l.signer, l.witness.Last(), l.r.Now())
	l.must(err)
	_, err = l.r.FollowEvidence(context.Background(), l.signer, l.witness)
	l.must(err)
}

// verify looks at the database as a transaction sees it, with the witness file.
func (l *evidenceLog) verify(tx *store.Tx) ([]evidence.Finding, evidence.Summary) {
	l.t.Helper()
	keys, err := evidence.NewKeys(l.signer.Public())
	l.must(err)
	v := evidence.NewVerifier(keys)
	file, err := os.Open(l.path)
	l.must(err)
	l.must(errors.Join(evidence.Read(file, v.Witness), file.Close()))
	l.must(evidenceLines(tx, v.Take))
	return v.Finish()
}

// undone runs f in a transaction that is rolled back.
func (l *evidenceLog) undone(f func(tx *store.Tx)) {
	l.t.Helper()
	back := errors.New("as it was")
	err := l.hand.InTx(context.Background(), func(tx *store.Tx) error { f(tx); return back })
	if !errors.Is(err, back) {
		l.t.Fatal(err)
	}
}

// unwarded takes away what keeps the tables of evidence from being changed.
func (l *evidenceLog) unwarded() {
	l.unguarded()
	for _, table := range []string{"tree_leaves", "tree_hashes", "checkpoints"} {
		if l.db.Engine() == store.Postgres {
			l.exec("DROP TRIGGER " + table + "_no_change ON " + table)
			continue
		}
		l.exec("DROP TRIGGER " + table + "_no_update")
		l.exec("DROP TRIGGER " + table + "_no_delete")
	}
}

// planted are the rows of the tree by place.
func planted(tx *store.Tx) ([]models.TreeLeaf, error) {
	return store.Many[models.TreeLeaf](tx, "n", "")
}

func TestEveryRowGetsOneLeafAndItsProof(t *testing.T) {
	eachWorld(t, func(w *world) {
		birth, _ := w.livedWithVacancy()
		l := newEvidenceLog(w, 3)
		if _, err := w.r.LastCheckpoint(t.Context()); !errors.Is(err, ErrNotFound) {
			t.Errorf("before the first there is a checkpoint: %v", err)
		}
		l.write(30)
		l.sign()
		early := l.witness.Last()
		l.write(30)
		proof, err := w.r.ProveEntry(t.Context(), w.officer("clerk"), birth, 1)
		if err != nil || proof.Pending || len(proof.Proof) == 0 {
			t.Errorf("the proof of a signed row is %+v, %v", proof, err)
		}
		if _, err := w.r.ProveEntry(t.Context(), w.officer("clerk_b"), birth, 1); !errors.Is(err, ErrNotFound) {
			t.Errorf("an officer of elsewhere gets %v", err)
		}
		if _, err := w.r.ProveEntry(t.Context(), w.officer("clerk"), birth, 999); !errors.Is(err, ErrNotFound) {
			t.Errorf("a row that is not there gets %v", err)
		}
		l.sign()
		w.must(w.r.EvidenceExtends(t.Context(), early))
		var rows, leaves int64
		w.must(w.db.Read(t.Context(), func(tx *store.Tx) error {
			var a, b error
			rows, a = store.Count[models.Entry](tx, "")
			leaves, b = store.Count[models.TreeLeaf](tx, "")
			found, sum := l.verify(tx)
			if len(found) > 0 || sum.Witnessed != rows || sum.Checkpoints < 4 || sum.Pending != 0 {
				t.Errorf("found %v in %+v", found, sum)
			}
			return errors.Join(a, b)
		}))
		if rows != leaves || rows < 60 {
			t.Errorf("%d rows have %d leaves", rows, leaves)
		}
	})
}

// Rows written before there was a tree have their places in the feed already; they get
// their leaves from the sequencer afterwards, and those without a message are no matter.
func TestRowsOfOldGetTheirLeaves(t *testing.T) {
	eachWorld(t, func(w *world) {
		l := newEvidenceLog(w, 4)
		l.write(2500)
		w.exec("UPDATE outbox SET position = (SELECT count(*) FROM outbox o WHERE o.at <= outbox.at)")
		w.exec("UPDATE feed_heads SET last = (SELECT max(position) FROM outbox)")
		l.sign()
		l.undone(func(tx *store.Tx) {
			if found, sum := l.verify(tx); len(found) > 0 || sum.Leaves != 2500 {
				t.Errorf("found %v in %+v", found, sum)
			}
		})
	})
}

func TestCleanLogRaisesNoAlarm(t *testing.T) {
	eachWorld(t, func(w *world) {
		l := newEvidenceLog(w, 20)
		for run := range max(100, *tampers/10) {
			l.write(1 + l.rnd.IntN(20))
			if l.rnd.IntN(3) > 0 {
				l.sign()
			}
			l.undone(func(tx *store.Tx) {
				if found, _ := l.verify(tx); len(found) > 0 {
					t.Fatalf("run %d: found %v", run, found[0])
				}
			})
		}
	})
}

// Nothing is signed that does not go on from what was seen outside, or whose rows are
// not what the tree says.
func TestNothingIsSignedOverAChange(t *testing.T) {
	for story, change := range map[string]string{
		"an old row, its leaf and the way to it": "UPDATE tree_hashes SET hash = (SELECT hash FROM tree_hashes WHERE id = 5) WHERE id = 62",
		"a new row":                              "UPDATE journal SET to_state = 'x' WHERE (case_id, seq) = (SELECT case_id, seq FROM tree_leaves WHERE n = 35)",
		"a new row gone":                         "DELETE FROM journal WHERE (case_id, seq) = (SELECT case_id, seq FROM tree_leaves WHERE n = 35)",
		"a new leaf":                             "UPDATE tree_leaves SET hash = (SELECT hash FROM tree_leaves WHERE n = 1) WHERE n = 36",
		"a checkpoint":                           "UPDATE checkpoints SET note = replace(note, '32', '31')",
		"an older copy with fewer leaves":        "DELETE FROM tree_leaves WHERE n >= 20",
	} {
		t.Run(story, func(t *testing.T) {
			eachWorld(t, func(w *world) {
				l := newEvidenceLog(w, 3)
				l.write(32)
				l.sign()
				l.write(8)
				for range 2 {
					_, err := w.r.Sequence(t.Context())
					w.must(err)
				}
				l.unwarded()
				w.exec(change)
				if _, err := w.r.SignEvidence(t.Context(), l.signer, l.witness.Last(), w.r.Now()); !errors.Is(err, ErrEvidence) {
					t.Errorf("got %v, want ErrEvidence", err)
				}
			})
		})
	}
}

// The tail of the log and its checkpoints are cut off whole: what is left fits together,
// and still does not go on from what was seen.
func TestOlderCopyDoesNotExtendTheWitness(t *testing.T) {
	eachWorld(t, func(w *world) {
		l := newEvidenceLog(w, 3)
		l.write(10)
		l.sign()
		early := l.witness.Last()
		l.write(10)
		l.sign()
		l.unwarded()
		l.tx(func(tx *store.Tx) error { return l.backTo(tx, early.Size) })
		if err := w.r.EvidenceExtends(t.Context(), l.witness.Last()); !errors.Is(err, ErrEvidence) {
			t.Errorf("an older copy: %v", err)
		}
		if _, err := w.r.FollowEvidence(t.Context(), l.signer, l.witness); !errors.Is(err, ErrEvidence) {
			t.Errorf("the witness goes on with an older copy: %v", err)
		}
		for i := range l.cases { // go on from there, past the old size
			rows, err := l.heads(l.cases[i].ID)
			w.must(err)
			l.cases[i].Seq, l.cases[i].Head = 0, nil
			if len(rows) > 0 {
				l.cases[i].Seq, l.cases[i].Head = rows[0].Seq, rows[0].Hash
			}
		}
		l.write(30)
		for range 2 {
			_, err := w.r.Sequence(t.Context())
			w.must(err)
		}
		if err := w.r.EvidenceExtends(t.Context(), l.witness.Last()); !errors.Is(err, ErrEvidence) {
			t.Errorf("an older copy that went on: %v", err)
		}
		if _, err := w.r.SignEvidence(t.Context(), l.signer, l.witness.Last(), w.r.Now()); err == nil || !strings.Contains(err.Error(), "signed") {
			t.Errorf("it was signed: %v", err)
		}
	})
}

func (l *evidenceLog) heads(caseID string) (rows []models.Entry, err error) {
	err = l.db.Read(context.Background(), func(tx *store.Tx) error {
		rows, err = store.Many[models.Entry](tx, "seq desc limit 1", "case_id = ?", caseID)
		return err
	})
	return rows, err
}
