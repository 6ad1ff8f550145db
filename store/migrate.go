package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
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
	steps, err := db.provider()
	if err != nil {
		return err
	}
	for reached := int64(-1); ; {
		_, failed := steps.UpTo(ctx, version)
		if failed == nil {
			return nil
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
	steps, err := db.provider()
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

func (db *DB) provider() (*goose.Provider, error) {
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
	steps, err := goose.NewProvider(dialect, db.writer, Migrations(db.engine), options...)
	if err != nil {
		return nil, fmt.Errorf("store: read the migrations: %w", err)
	}
	return steps, nil
}
