package bench

import (
	"os"
	"strconv"
	"testing"

	"hukou/internal/testdb"
	"hukou/store"
)

func files(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestTheLimitWritesTheRowsOfAStep holds SQLite's limit to the step: as many rows
// written in the same tables, no fewer and no smaller.
func TestTheLimitWritesTheRowsOfAStep(t *testing.T) {
	db, err := store.Open(t.Context(), store.Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	w, err := newWorld(t.Context(), db, 40, func() error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.end(); err != nil {
			t.Error(err)
		}
	})
	asked, plain := wroteIn(t, w, runner{name: "step", once: w.step}), wroteIn(t, w, sqliteLimits(w)[0])
	// An answer shows the version, which has grown by a digit or two.
	if d := asked.answer - plain.answer; d < -4 || d > 4 {
		t.Errorf("the steps' answers take %d bytes, the limit's %d", asked.answer, plain.answer)
	}
	asked.answer, plain.answer = 0, 0
	if asked != plain {
		t.Errorf("the steps wrote %+v, the limit %+v", asked, plain)
	}
}

// tally is what a database holds: rows, changes made so far, and bytes.
type tally struct {
	journal, outbox, idempotency, clocks, hands, changes int64
	payload, answer, body                                int64
}

// wroteIn is what a report and a taking back by a runner add.
func wroteIn(t *testing.T, w *world, one runner) tally {
	t.Helper()
	before := tallied(t, w)
	officer := newTurn(one.name+strconv.Itoa(int(before.journal)), 6, w.size)
	for range 2 {
		if err := one.once(t.Context(), officer); err != nil {
			t.Fatal(err)
		}
	}
	after := tallied(t, w)
	return tally{after.journal - before.journal, after.outbox - before.outbox, after.idempotency - before.idempotency, after.clocks - before.clocks,
		after.hands - before.hands, after.changes - before.changes, after.payload - before.payload, after.answer - before.answer, after.body - before.body}
}

func tallied(t *testing.T, w *world) tally {
	t.Helper()
	var n tally
	err := w.db.SQL().QueryRowContext(t.Context(), `SELECT (SELECT count(*) FROM journal), (SELECT count(*) FROM outbox), (SELECT count(*) FROM idempotency),
		(SELECT count(*) FROM case_clocks), (SELECT count(*) FROM case_hands), total_changes(), (SELECT sum(length(payload)) FROM journal),
		(SELECT sum(length(answer_sealed)) FROM idempotency), (SELECT sum(length(body)) FROM outbox)`).
		Scan(&n.journal, &n.outbox, &n.idempotency, &n.clocks, &n.hands, &n.changes, &n.payload, &n.answer, &n.body)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestOnPostgresTheLimitLeavesCasesToTheOfficers mixes limits and steps on one case.
func TestOnPostgresTheLimitLeavesCasesToTheOfficers(t *testing.T) {
	db, err := store.Open(t.Context(), store.Config{URL: testdb.Fresh(t)})
	if err != nil {
		t.Fatal(err)
	}
	w, err := newWorld(t.Context(), db, 40, func() error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.end(); err != nil {
			t.Error(err)
		}
	})
	officer := newTurn("mixed", 6, w.size)
	before := w.cases[7]
	all := append(postgresLimits(w), runner{once: w.step})
	for range 3 {
		for _, one := range all {
			if err := one.once(t.Context(), officer); err != nil {
				t.Fatal(err)
			}
		}
	}
	// An odd number of rounds with two that move the case: it lies where it lay.
	if moved := w.cases[7].version - before.version; moved != 12 || w.cases[7].passed {
		t.Errorf("the case moved %d times and lies with the head: %v", moved, w.cases[7].passed)
	}
}
