package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"sync"
)

// SQLite has one writer, and the way of a commit to the disk is a third of a short
// act. So acts that wait while another one runs travel together: one after the other,
// each behind a savepoint of its own, with one commit for all, and nobody is answered
// before it, not even with a refusal: that may rest on what another one of them wrote.

// mostAboard is how many acts share a commit at most, so that the first of them is
// not kept waiting by a crowd.
const mostAboard = 16

// turns gives the writer to one act at a time, in the order in which they came.
type turns struct {
	mu      sync.Mutex
	taken   bool
	waiting []*ticket
	trip    *trip // begun and not committed; it belongs to who has the turn
}

// ticket is an act that waits for its turn.
type ticket struct {
	long bool
	turn chan struct{} // closed when it has come
}

// trip is a transaction of the database with the acts that share it.
type trip struct {
	tx   *sql.Tx
	acts int
	full bool
	done chan struct{} // closed after the commit, or when it is known that none comes
	err  error         // why there was none; set before done is closed
}

// enter waits for the turn. A long act travels alone.
func (q *turns) enter(ctx context.Context, long bool) error {
	q.mu.Lock()
	if !q.taken {
		q.taken = true
		q.mu.Unlock()
		return nil
	}
	mine := &ticket{long: long, turn: make(chan struct{})}
	q.waiting = append(q.waiting, mine)
	q.mu.Unlock()
	select {
	case <-mine.turn:
		return nil
	case <-ctx.Done():
	}
	q.mu.Lock()
	at := slices.Index(q.waiting, mine)
	if at >= 0 {
		q.waiting = slices.Delete(q.waiting, at, at+1)
	}
	q.mu.Unlock()
	if at < 0 { // the turn came at the same moment, and with it the others' commit
		q.leave()
	}
	return ctx.Err()
}

// board begins a transaction, or a savepoint in the one that is open.
func (q *turns) board(writer *sql.DB) (*trip, error) {
	if q.trip != nil {
		if _, err := q.trip.tx.Exec("SAVEPOINT act"); err != nil {
			return nil, err
		}
		return q.trip, nil
	}
	// The transaction outlives the request that began it.
	tx, err := writer.BeginTx(context.Background(), nil)
	if err != nil {
		return nil, err
	}
	q.trip = &trip{tx: tx, done: make(chan struct{})}
	return q.trip, nil
}

// stay keeps the act that has just ended well.
func (q *turns) stay(long bool) error {
	if q.trip.acts > 0 {
		if _, err := q.trip.tx.Exec("RELEASE SAVEPOINT act"); err != nil {
			return err
		}
	}
	q.trip.acts++
	q.trip.full = long || q.trip.acts >= mostAboard
	return nil
}

// undo takes back the act that has just failed, and no other. Where the database
// itself has taken back all of them, none is kept.
func (q *turns) undo() {
	if q.trip.acts > 0 {
		_, err := q.trip.tx.Exec("ROLLBACK TO SAVEPOINT act")
		if err == nil {
			_, err = q.trip.tx.Exec("RELEASE SAVEPOINT act")
		}
		if err == nil {
			return
		}
		q.trip.err = err
	}
	_ = q.trip.tx.Rollback()
	q.arrive()
}

// leave passes the turn on. Where nobody can go on, what is open is committed for all.
func (q *turns) leave() {
	for {
		q.mu.Lock()
		nobody := len(q.waiting) == 0
		if q.trip != nil && (nobody || q.trip.full || q.waiting[0].long) {
			q.mu.Unlock()
			q.commit()
			continue
		}
		if nobody {
			q.taken = false
		} else {
			close(q.waiting[0].turn)
			q.waiting = q.waiting[1:]
		}
		q.mu.Unlock()
		return
	}
}

func (q *turns) commit() {
	if q.trip.err = q.trip.tx.Commit(); q.trip.err != nil {
		_ = q.trip.tx.Rollback()
	}
	q.arrive()
}

// arrive tells everybody on the trip what became of it.
func (q *turns) arrive() {
	close(q.trip.done)
	q.trip = nil
}

// share runs an act in a transaction that others may share, and returns when that is
// on the disk. The caller's context ends the wait for the turn and the act, but not the
// wait for the commit: nobody could tell then what came of it.
func (db *DB) share(ctx context.Context, long bool, f func(*Tx) error) error {
	q := &db.turns
	if err := q.enter(ctx, long); err != nil {
		return db.judged(err)
	}
	trip, err := q.board(db.writer)
	if err != nil {
		q.leave()
		return db.judged(fmt.Errorf("store: begin: %w", translate(err)))
	}
	err = func() error {
		ended := false
		defer func() {
			if !ended { // f failed, or panicked
				q.undo()
			}
			q.leave()
		}()
		tx := &Tx{ctx: context.WithValue(ctx, inside{}, true), db: db, link: &liteLink{tx: trip.tx}}
		if err := f(tx); err != nil {
			return err
		}
		if err := tx.flush(); err != nil {
			return err
		}
		if err := q.stay(long); err != nil {
			return db.judged(translate(err))
		}
		ended = true
		return nil
	}()
	<-trip.done
	if trip.err != nil {
		return db.judged(fmt.Errorf("store: commit: %w", translate(trip.err)))
	}
	return err
}
