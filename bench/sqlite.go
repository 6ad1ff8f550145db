package bench

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"hukou/store"
)

// mostWriters is as many officers as SQLite is tried with: it has one writer, and
// more of them only wait longer.
const mostWriters = 8

// sqlite measures a database in a file.
func (r *run) sqlite(ctx context.Context) ([]aim, error) {
	workers := r.Workers[:1]
	for i, n := range r.Workers {
		if n <= mostWriters {
			workers = r.Workers[:i+1]
		}
	}
	return r.engine(ctx, engine{name: "SQLite", workers: workers, open: r.openSQLite, limits: sqliteLimits,
		least: 0.4, measure: "the same rows in plain SQL"})
}

// openSQLite makes a world in a file of its own.
func (r *run) openSQLite(ctx context.Context, size int) (*world, error) {
	dir := filepath.Join(r.dir, fmt.Sprint(size))
	remove := func() error { return os.RemoveAll(dir) }
	db, err := store.Open(ctx, store.Config{Dir: dir})
	if err != nil {
		return nil, errors.Join(err, remove())
	}
	return newWorld(ctx, db, size, remove)
}

// sqliteLimits is one transaction that writes the rows of a step and nothing else,
// on the program's own connection.
func sqliteLimits(w *world) []runner {
	return []runner{{name: "the same rows", once: func(ctx context.Context, t *turn) error {
		tx, err := w.db.SQL().BeginTx(ctx, nil)
		if err != nil {
			return fmt.Errorf("bench: begin: %w", err)
		}
		if err := w.rows(ctx, tx, t); err != nil {
			return errors.Join(err, tx.Rollback())
		}
		return nil
	}}}
}

// The statements by which a step's rows come about. A hand is written when the case
// is reported, not when it is taken back.
const (
	rawAsked    = `INSERT INTO idempotency (officer_id, idem_key, request_hash, case_id, status, answer_sealed, at) VALUES (?, ?, ?, ?, 0, NULL, ?)`
	rawHand     = `INSERT INTO case_hands (case_id, person_id, side, acceptor) VALUES (?, ?, 'makes', 0) ON CONFLICT (case_id, person_id) DO UPDATE SET acceptor = case_hands.acceptor OR excluded.acceptor`
	rawEnded    = `UPDATE case_clocks SET due_on = ?, ended_on = ?, extension = ?, promised = ?, provisional = ?, stops = ? WHERE case_id = ? AND ended_on = ''`
	rawBegan    = `INSERT INTO case_clocks (id, case_id, limit_name, state, started_on, span, extension, stops, promised, due_on, provisional, ended_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')`
	rawMove     = `UPDATE cases SET state = ?, version = version + 1, seq = ?, head = ?, due_on = ?, last_officer = ?, entered_on = ? WHERE id = ? AND state = ? AND version = ?`
	rawEntry    = `INSERT INTO journal (case_id, seq, at, event, from_state, to_state, officer_id, payload, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	rawMessage  = `INSERT INTO outbox (id, case_id, seq, kind, body, at, position, sent_at) VALUES (?, ?, ?, ?, ?, ?, 0, NULL)`
	rawAnswered = `UPDATE idempotency SET status = 200, answer_sealed = ?, case_id = ? WHERE officer_id = ? AND idem_key = ?`
)

// rows writes what the step of a case drawn writes, and commits.
func (w *world) rows(ctx context.Context, tx *sql.Tx, t *turn) error {
	i := t.draw(w.size)
	at := &w.cases[i]
	s, clock := w.sample.next(at), w.sample.next(at).began
	t.done++
	id, clerk, today, now, seq := caseID(i), w.clerks[i%stations], string(w.r.Today()), w.instant(), at.seq()+1
	key := fmt.Sprintf("%s-%d-%d", t.name, t.worker, t.done)
	do := func(text string, args ...any) error {
		done, err := tx.ExecContext(ctx, text, args...)
		if err != nil {
			return fmt.Errorf("bench: write the same rows: %w", err)
		}
		if n, err := done.RowsAffected(); err != nil || n != 1 {
			return fmt.Errorf("bench: a statement of the limit touched %d rows: %w", n, err)
		}
		return nil
	}
	err := do(rawAsked, clerk.OfficerID, key, s.answer.RequestHash, id, now)
	if !at.passed {
		err = errors.Join(err, do(rawHand, id, clerk.PersonID))
	}
	err = errors.Join(err,
		do(rawEnded, string(clock.DueOn), today, clock.Extension, string(clock.Promised), clock.Provisional, clock.Stops, id),
		do(rawBegan, newID(), id, clock.Limit, clock.State, today, clock.Span, clock.Extension, clock.Stops, string(clock.Promised), string(clock.DueOn), clock.Provisional),
		do(rawMove, s.entry.To, seq, s.entry.Hash, string(clock.DueOn), clerk.OfficerID, today, id, s.entry.From, at.version),
		do(rawEntry, id, seq, now, s.entry.Event, s.entry.From, s.entry.To, clerk.OfficerID, s.entry.Payload, s.entry.PrevHash, s.entry.Hash),
		do(rawMessage, newID(), id, seq, s.message.Kind, s.message.Body, now),
		do(rawAnswered, s.answer.Answer, id, clerk.OfficerID, key))
	if err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("bench: commit: %w", err)
	}
	at.version, at.passed = at.version+1, !at.passed
	return nil
}
