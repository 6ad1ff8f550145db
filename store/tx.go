package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// tries is how often a transaction is run at most when the database lets another
// one go first; pause is the wait before the second run, and grows with each.
const (
	tries = 5
	pause = 5 * time.Millisecond
)

// Tx is one transaction. It belongs to the goroutine that runs the function it
// was given to and ends with that function.
type Tx struct {
	ctx     context.Context
	db      *DB
	link    link
	holding bool
	held    []job
	broken  error // why nothing more can be done

	rehearsal bool // writes are dropped
}

// link is an open transaction of an engine. It runs jobs in order up to the
// first that fails; PostgreSQL gets all of them in one message.
type link interface {
	run(ctx context.Context, jobs []job) error
	commit(ctx context.Context) error
	rollback()
}

// job is a statement and what is done with its answer: each row is given to row,
// or the number of rows it touched to done. Once its rows were read, last may tell that
// the answers behind it are not wanted.
type job struct {
	text string
	args []any
	row  func(answer) error
	done func(rows int64) error
	last func() bool
}

// ends tells whether the jobs behind this one are left.
func (j job) ends() bool { return j.last != nil && j.last() }

// answer is the row of a query that is being read.
type answer interface {
	names() ([]string, error)
	Scan(to ...any) error
}

// inside marks the context of a transaction, so that a second one is seen.
type inside struct{}

// InTx runs f in one writing transaction and commits when f returns nil. An error
// or a panic rolls everything back. When the database let another transaction go
// first (deadlock, serialization, a stale SQLite snapshot) the whole of f runs
// again, at most five times: f must be free of effects outside the database.
//
// On SQLite acts that wait for the one writer share a commit; see InLongTx.
func (db *DB) InTx(ctx context.Context, f func(*Tx) error) error { return db.write(ctx, false, f) }

// InLongTx is InTx for what takes far longer than a step, such as a roster: nobody
// shares its commit, so that nobody's answer waits for it who came before.
func (db *DB) InLongTx(ctx context.Context, f func(*Tx) error) error { return db.write(ctx, true, f) }

func (db *DB) write(ctx context.Context, long bool, f func(*Tx) error) error {
	if db.readOnly {
		return ErrReadOnly
	}
	if ctx.Value(inside{}) != nil {
		return ErrNested
	}
	for try := 1; ; try++ {
		err := db.attemptWrite(ctx, long, f)
		if err == nil || !passing(err) {
			return err
		}
		if try == tries {
			return fmt.Errorf("store: the transaction met others %d times and was given up: send it again: %w", tries, err)
		}
		if err := wait(ctx, time.Duration(try)*pause); err != nil {
			return err
		}
	}
}

// Read runs f on one unchanging picture of the database. Writes fail.
func (db *DB) Read(ctx context.Context, f func(*Tx) error) error {
	if ctx.Value(inside{}) != nil {
		return ErrNested
	}
	return db.attempt(ctx, true, f)
}

// Rehearse runs f on one unchanging picture of the database and drops what it writes,
// so that f may tell what a writing transaction would have refused while others write.
// What f reads does not know of its own writes, and no constraint looks at them.
func (db *DB) Rehearse(ctx context.Context, f func(*Tx) error) error {
	return db.Read(ctx, func(tx *Tx) error {
		tx.rehearsal = true
		return f(tx)
	})
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

func (db *DB) attemptWrite(ctx context.Context, long bool, f func(*Tx) error) error {
	if db.engine == SQLite {
		return db.share(ctx, long, f)
	}
	return db.attempt(ctx, false, f)
}

// attempt is one run of a transaction of its own.
func (db *DB) attempt(ctx context.Context, reading bool, f func(*Tx) error) error {
	begin := db.beginSQLite
	if db.engine == Postgres {
		begin = db.beginPostgres
	}
	link, err := begin(ctx, reading)
	if err != nil {
		return db.judged(err)
	}
	tx := &Tx{ctx: context.WithValue(ctx, inside{}, true), db: db, link: link}
	committed := false
	defer func() {
		if !committed { // f failed, or panicked
			link.rollback()
		}
	}()
	if err := f(tx); err != nil {
		return err
	}
	if err := tx.flush(); err != nil {
		return err
	}
	if err := link.commit(ctx); err != nil {
		return db.judged(fmt.Errorf("store: commit: %w", translate(err)))
	}
	committed = true
	return nil
}

// Context is the caller's context, marked as inside the transaction.
func (tx *Tx) Context() context.Context { return tx.ctx }

// Engine tells which kind of database this is.
func (tx *Tx) Engine() Engine { return tx.db.engine }

// Hold lets Insert, Change, Amend, MoveCase, Append and Hand wait from now on, so that
// PostgreSQL gets them in one message, with the next read or before the commit: a
// step costs half. What they have to object then comes as the error of that read,
// or of InTx itself. On SQLite, which is never a message away, nothing waits.
func (tx *Tx) Hold() { tx.holding = tx.db.engine == Postgres }

// write runs a job whose answer the caller need not see at once.
func (tx *Tx) write(jobs ...job) error {
	if tx.rehearsal {
		return tx.ready()
	}
	if !tx.holding {
		return tx.do(jobs...)
	}
	if err := tx.ready(); err != nil {
		return err
	}
	tx.held = append(tx.held, jobs...)
	return nil
}

// flush runs what was held.
func (tx *Tx) flush() error {
	if tx.broken != nil {
		return tx.broken
	}
	if len(tx.held) == 0 {
		return tx.ctx.Err()
	}
	return tx.do()
}

// do runs what was held, and the jobs. The first error spoils the transaction:
// PostgreSQL does nothing more in one, and SQLite is held to the same.
func (tx *Tx) do(jobs ...job) error {
	if err := tx.ready(); err != nil {
		return err
	}
	if len(tx.held) > 0 {
		jobs = append(tx.held, jobs...)
		tx.held = nil
	}
	if tx.db.told != nil {
		for _, j := range jobs {
			tx.db.told(j.text)
		}
	}
	if err := tx.link.run(tx.ctx, jobs); err != nil {
		tx.broken = tx.db.judged(translate(err))
		return tx.broken
	}
	return nil
}

// exec runs one statement at once and counts its rows.
func (tx *Tx) exec(text string, args []any) (int64, error) {
	var n int64
	err := tx.do(job{text: text, args: args, done: func(rows int64) error { n = rows; return nil }})
	return n, err
}

// ready refuses work in a transaction that a failed statement has spoilt.
func (tx *Tx) ready() error {
	if tx.broken != nil {
		return fmt.Errorf("%w: %w", ErrBroken, tx.broken)
	}
	return tx.ctx.Err()
}

// errEnough ends the reading of rows early without failing it.
var errEnough = errors.New("store: enough rows")
