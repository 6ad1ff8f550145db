package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// ending is how long a commit or a rollback may take. The caller's context does
// not end them: half a commit is nothing anybody wants.
const ending = 30 * time.Second

// The beginnings of a transaction. A reading one sees one picture throughout.
const (
	beginWriting = "begin"
	beginReading = "begin isolation level repeatable read read only"
)

// planOnce has each text of a writing transaction planned once for all values: such
// texts look rows up by their keys. Left to itself PostgreSQL plans a condition on a
// list anew each time, which takes ten times as long as to read the few rows; and in a
// large register, not knowing how short the lists are, it starts two processes beside
// its own to read eighteen of them, which costs ten milliseconds.
const planOnce = `select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('max_parallel_workers_per_gather', '0', true)`

var errUndone = errors.New("store: PostgreSQL rolled the transaction back instead of committing it")

// pgLink is a transaction on PostgreSQL, on pgx itself. It begins with the first
// statement and in the same message.
type pgLink struct {
	conn  *pgxpool.Conn
	begin []job
	begun bool
}

func (db *DB) beginPostgres(ctx context.Context, reading bool) (link, error) {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return nil, fmt.Errorf("store: no connection to PostgreSQL: %w", err)
	}
	if reading {
		return &pgLink{conn: conn, begin: []job{{text: beginReading}}}, nil
	}
	return &pgLink{conn: conn, begin: []job{{text: beginWriting}, {text: planOnce}}}, nil
}

func (l *pgLink) run(ctx context.Context, jobs []job) error {
	if !l.begun {
		l.begun = true
		jobs = append(l.begin, jobs...)
	}
	if len(jobs) > 1 {
		return l.batch(ctx, jobs)
	}
	j := jobs[0]
	if j.row == nil {
		tag, err := l.conn.Exec(ctx, j.text, j.args...)
		if err != nil || j.done == nil {
			return err
		}
		return j.done(tag.RowsAffected())
	}
	rows, err := l.conn.Query(ctx, j.text, j.args...)
	if err != nil {
		return err
	}
	return readRows(rows, j)
}

// batch sends all and then reads the answers in order. After a failed statement
// PostgreSQL skips the others.
func (l *pgLink) batch(ctx context.Context, jobs []job) (err error) {
	batch := &pgx.Batch{}
	for _, j := range jobs {
		batch.Queue(j.text, j.args...)
	}
	answers := l.conn.SendBatch(ctx, batch)
	defer func() {
		if e := answers.Close(); err == nil {
			err = e
		}
	}()
	for _, j := range jobs {
		if j.row != nil {
			rows, err := answers.Query()
			if err != nil {
				return err
			}
			if err := readRows(rows, j); err != nil {
				return err
			}
			if j.ends() {
				return nil
			}
			continue
		}
		tag, err := answers.Exec()
		if err != nil {
			return err
		}
		if j.done != nil {
			if err := j.done(tag.RowsAffected()); err != nil {
				return err
			}
		}
	}
	return nil
}

func readRows(rows pgx.Rows, j job) error {
	defer rows.Close()
	for rows.Next() {
		if err := j.row(pgRow{rows}); errors.Is(err, errEnough) {
			return nil
		} else if err != nil {
			return err
		}
	}
	return rows.Err()
}

// pgRow is a row of PostgreSQL.
type pgRow struct{ pgx.Rows }

func (r pgRow) names() ([]string, error) {
	fields := r.FieldDescriptions()
	names := make([]string, len(fields))
	for i, field := range fields {
		names[i] = field.Name
	}
	return names, nil
}

func (l *pgLink) commit(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if !l.begun {
		l.conn.Release()
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), ending)
	defer cancel()
	tag, err := l.conn.Exec(ctx, "commit")
	if err != nil {
		return err
	}
	if tag.String() != "COMMIT" {
		return errUndone
	}
	l.conn.Release()
	return nil
}

// rollback leaves a connection that does not answer to the pool, which throws
// away whatever is still in a transaction.
func (l *pgLink) rollback() {
	defer l.conn.Release()
	if !l.begun || l.conn.Conn().IsClosed() {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), ending)
	defer cancel()
	_, _ = l.conn.Exec(ctx, "rollback")
}
