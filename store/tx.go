package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
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
	ctx    context.Context
	db     *DB
	sql    *sql.Tx
	pg     *pgx.Conn // the connection of sql; nil on SQLite
	broken error     // why nothing more can be done
}

// inside marks the context of a transaction, so that a second one is seen.
type inside struct{}

// InTx runs f in one writing transaction and commits when f returns nil. An error
// or a panic rolls everything back. When the database let another transaction go
// first (deadlock, serialization, a stale SQLite snapshot) the whole of f runs
// again, at most five times: f must be free of effects outside the database.
func (db *DB) InTx(ctx context.Context, f func(*Tx) error) error {
	if db.readOnly {
		return ErrReadOnly
	}
	if ctx.Value(inside{}) != nil {
		return ErrNested
	}
	for try := 1; ; try++ {
		err := db.run(ctx, false, f)
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
	return db.run(ctx, true, f)
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

// run is one attempt. The connection is taken first, so that what waits for a
// connection waits no longer than ctx allows.
func (db *DB) run(ctx context.Context, reading bool, f func(*Tx) error) (err error) {
	pool := db.writer
	if reading {
		pool = db.reader
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		return fmt.Errorf("store: no connection to the database: %w", err)
	}
	defer func() { _ = conn.Close() }()
	tx, err := db.begin(ctx, conn, reading)
	if err != nil {
		return err
	}
	ended := false
	defer func() {
		if !ended { // f panicked, or failed
			_ = tx.sql.Rollback()
		}
	}()
	if err := f(tx); err != nil {
		return err
	}
	if tx.broken != nil {
		return tx.broken
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	ended = true
	if err := tx.sql.Commit(); err != nil {
		_ = tx.sql.Rollback()
		return fmt.Errorf("store: commit: %w", translate(err))
	}
	return nil
}

// begin opens the transaction without the caller's cancelling: database/sql would
// answer a cancelled context by a rollback of its own in the middle of ours.
func (db *DB) begin(ctx context.Context, conn *sql.Conn, reading bool) (*Tx, error) {
	tx := &Tx{ctx: context.WithValue(ctx, inside{}, true), db: db}
	options := &sql.TxOptions{ReadOnly: reading}
	if db.engine == Postgres {
		if reading {
			options.Isolation = sql.LevelRepeatableRead
		}
		if err := conn.Raw(func(driver any) error {
			tx.pg = driver.(*stdlib.Conn).Conn()
			return nil
		}); err != nil {
			return nil, fmt.Errorf("store: no connection to the database: %w", err)
		}
	}
	var err error
	if tx.sql, err = conn.BeginTx(context.WithoutCancel(ctx), options); err != nil {
		return nil, fmt.Errorf("store: begin: %w", translate(err))
	}
	return tx, nil
}

// Context is the caller's context, marked as inside the transaction.
func (tx *Tx) Context() context.Context { return tx.ctx }

// Engine tells which kind of database this is.
func (tx *Tx) Engine() Engine { return tx.db.engine }

// SQLTx is the transaction for a library that wants to write in it.
func (tx *Tx) SQLTx() *sql.Tx { return tx.sql }

// fail keeps the first error of a statement: PostgreSQL does nothing more in such
// a transaction, and SQLite is held to the same.
func (tx *Tx) fail(err error) error {
	err = translate(err)
	if tx.broken == nil {
		tx.broken = err
	}
	return err
}

// ready refuses work in a transaction that a failed statement has spoilt.
func (tx *Tx) ready() error {
	if tx.broken != nil {
		return fmt.Errorf("%w: %w", ErrBroken, tx.broken)
	}
	return tx.ctx.Err()
}

// statement is a text and its arguments.
type statement struct {
	text string
	args []any
}

// exec runs one statement and counts its rows.
func (tx *Tx) exec(s statement) (int64, error) {
	if err := tx.ready(); err != nil {
		return 0, err
	}
	if tx.pg != nil {
		tag, err := tx.pg.Exec(tx.ctx, s.text, s.args...)
		if err != nil {
			return 0, tx.fail(err)
		}
		return tag.RowsAffected(), nil
	}
	result, err := tx.sql.ExecContext(tx.ctx, s.text, s.args...)
	if err != nil {
		return 0, tx.fail(err)
	}
	rows, err := result.RowsAffected()
	if err != nil {
		return 0, tx.fail(err)
	}
	return rows, nil
}

// execAll runs statements in order; PostgreSQL gets them in one round trip.
func (tx *Tx) execAll(all []statement) error {
	if tx.pg == nil || len(all) == 1 {
		for _, s := range all {
			if _, err := tx.exec(s); err != nil {
				return err
			}
		}
		return nil
	}
	if err := tx.ready(); err != nil {
		return err
	}
	batch := &pgx.Batch{}
	for _, s := range all {
		batch.Queue(s.text, s.args...)
	}
	results := tx.pg.SendBatch(tx.ctx, batch)
	var first error
	for range all {
		if _, err := results.Exec(); err != nil {
			first = err
			break
		}
	}
	if err := results.Close(); first == nil {
		first = err
	}
	if first != nil {
		return tx.fail(first)
	}
	return nil
}

// scanner is a row being read.
type scanner func(to ...any) error

// each reads the rows of a query; row is called with the names of the columns.
func (tx *Tx) each(s statement, row func(names []string, scan scanner) error) error {
	if err := tx.ready(); err != nil {
		return err
	}
	var err error
	if tx.pg != nil {
		err = tx.eachPostgres(s, row)
	} else {
		err = tx.eachSQLite(s, row)
	}
	if err != nil && !errors.Is(err, errEnough) {
		return tx.fail(err)
	}
	return nil
}

// errEnough ends a reading early without failing it.
var errEnough = errors.New("store: enough rows")

func (tx *Tx) eachPostgres(s statement, row func([]string, scanner) error) error {
	rows, err := tx.pg.Query(tx.ctx, s.text, s.args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		if names == nil {
			for _, field := range rows.FieldDescriptions() {
				names = append(names, field.Name)
			}
		}
		if err := row(names, rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (tx *Tx) eachSQLite(s statement, row func([]string, scanner) error) error {
	rows, err := tx.sql.QueryContext(tx.ctx, s.text, s.args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		if err := row(names, rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
