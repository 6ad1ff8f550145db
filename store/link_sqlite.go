package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// liteLink is a transaction on SQLite: a reading one of its own, or the one that writing
// acts share, which they neither begin nor end.
type liteLink struct {
	tx      *sql.Tx
	reading bool
}

func (db *DB) beginSQLite(ctx context.Context, _ bool) (link, error) {
	tx, err := db.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("store: begin: %w", translate(err))
	}
	return &liteLink{tx: tx, reading: true}, nil
}

// run watches the caller's context during long reads. A writing statement is too
// short for that: Tx looks between two of them.
func (l *liteLink) run(ctx context.Context, jobs []job) error {
	if !l.reading {
		ctx = context.WithoutCancel(ctx)
	}
	for _, j := range jobs {
		if !keepableText(j.args) {
			return errText
		}
		do := l.exec
		if j.row != nil {
			do = l.query
		}
		if err := do(ctx, j); err != nil {
			return err
		}
		if j.ends() {
			return nil
		}
	}
	return nil
}

func keepableText(args []any) bool {
	for _, arg := range args {
		if s, ok := arg.(string); ok && (strings.IndexByte(s, 0) >= 0 || !utf8.ValidString(s)) {
			return false
		}
	}
	return true
}

func (l *liteLink) exec(ctx context.Context, j job) error {
	result, err := l.tx.ExecContext(ctx, j.text, j.args...)
	if err != nil || j.done == nil {
		return err
	}
	rows, err := result.RowsAffected()
	if err != nil {
		return err
	}
	return j.done(rows)
}

func (l *liteLink) query(ctx context.Context, j job) error {
	rows, err := l.tx.QueryContext(ctx, j.text, j.args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := j.row(liteRow{rows}); errors.Is(err, errEnough) {
			return nil
		} else if err != nil {
			return err
		}
	}
	return rows.Err()
}

// liteRow is a row of SQLite.
type liteRow struct{ *sql.Rows }

func (r liteRow) names() ([]string, error) { return r.Columns() }

func (l *liteLink) commit(context.Context) error { return l.tx.Commit() }

func (l *liteLink) rollback() { _ = l.tx.Rollback() }
