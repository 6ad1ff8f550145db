package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// A migration that wants a table for itself waits for those who use it no longer than
// lockPatience, since everybody who comes later waits behind it; it tries lockTries times,
// a lockPeriod apart, and then leaves the schema as it was.
const (
	lockPatience = "2s"
	lockTries    = 3
)

// Of several programs that start at once one migrates; the others look every
// lockPeriod seconds whether it is done, lockPeriods times at most.
const (
	lockPeriod  = 1
	lockPeriods = 300
)

//go:embed migrations
var migrations embed.FS

// Migrations are the SQL files of an engine. They only go up: the register takes
// no step back.
func Migrations(engine Engine) fs.FS {
	sub, err := fs.Sub(migrations, "migrations/"+string(engine))
	if err != nil {
		panic(err) // the folders are built in
	}
	return sub
}

// Migrate brings the database to the newest version this program knows. Several
// programs may call it at once on PostgreSQL: one migrates, the others wait.
func (db *DB) Migrate(ctx context.Context) error {
	if db.readOnly {
		return ErrReadOnly
	}
	current, known, err := db.Version(ctx)
	if err != nil {
		return err
	}
	if current > known {
		return fmt.Errorf("store: the database is at version %d, this program knows up to %d: use a newer program", current, known)
	}
	if err := db.migrateTo(ctx, known); err != nil {
		return err
	}
	return db.fillAddressKeys(ctx)
}

// migrateTo goes up to a version. SQLite has no lock for the whole way, only for
// each migration: who fails because another program was faster goes on from there.
func (db *DB) migrateTo(ctx context.Context, version int64) error {
	handle := db.writer
	if db.engine == Postgres {
		own := db.pool.Config().ConnConfig.Copy()
		own.RuntimeParams["lock_timeout"] = lockPatience
		handle = stdlib.OpenDB(*own)
		defer func() { _ = handle.Close() }()
	}
	steps, err := db.provider(handle)
	if err != nil {
		return err
	}
	for reached, tries := int64(-1), 1; ; {
		_, failed := steps.UpTo(ctx, version)
		if failed == nil {
			return nil
		}
		if inUse(failed) {
			if tries++; tries > lockTries {
				return fmt.Errorf("store: migrate: a table is in use by somebody who does not let go of it; what was begun is undone: look for long transactions (pg_stat_activity) and migrate again: %w", failed)
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(lockPeriod * time.Second):
			}
			continue
		}
		current, _, err := db.Version(ctx)
		if err != nil || current <= reached || current == 0 {
			return fmt.Errorf("store: migrate: %w", failed)
		}
		reached = current
	}
}

// Version is the version the database is at, 0 when it is empty, and the newest
// this program knows.
func (db *DB) Version(ctx context.Context) (current, known int64, err error) {
	steps, err := db.provider(db.writer)
	if err != nil {
		return 0, 0, err
	}
	sources := steps.ListSources()
	known = sources[len(sources)-1].Version
	// The version table is looked for first: a database open for reading only
	// cannot be given one.
	exists := "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'goose_db_version'"
	if db.engine == SQLite {
		exists = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'goose_db_version'"
	}
	var n int
	if err := db.writer.QueryRowContext(ctx, exists).Scan(&n); err != nil {
		return 0, known, fmt.Errorf("store: read the database's version: %w", err)
	}
	if n == 0 {
		return 0, known, nil
	}
	if current, _, err = steps.GetVersions(ctx); err != nil {
		return 0, known, fmt.Errorf("store: read the database's version: %w", err)
	}
	return current, known, nil
}

// inUse tells that a lock was not to be had in time.
func inUse(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "55P03" // lock_not_available
}

func (db *DB) provider(handle *sql.DB) (*goose.Provider, error) {
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger())}
	dialect := goose.DialectSQLite3
	if db.engine == Postgres {
		dialect = goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(lockPeriod, lockPeriods))
		if err != nil {
			return nil, fmt.Errorf("store: prepare to migrate: %w", err)
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	steps, err := goose.NewProvider(dialect, handle, Migrations(db.engine), options...)
	if err != nil {
		return nil, fmt.Errorf("store: read the migrations: %w", err)
	}
	return steps, nil
}
