package bench

import (
	"context"
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
	return []runner{{name: rowsName, once: func(ctx context.Context, t *turn) error {
		return w.rows(t, func(write func(do) error) error {
			tx, err := w.db.SQL().BeginTx(ctx, nil)
			if err != nil {
				return err
			}
			err = write(func(text string, args ...any) (int64, error) {
				done, err := tx.ExecContext(ctx, text, args...)
				if err != nil {
					return 0, err
				}
				return done.RowsAffected()
			})
			if err != nil {
				return errors.Join(err, tx.Rollback())
			}
			return tx.Commit()
		})
	}}}
}
