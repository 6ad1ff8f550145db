package jobs

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/rivermigrate"

	"hukou/store"
)

// Migrate brings the queue's schema on PostgreSQL to the version this program
// knows; on SQLite there is nothing to do, see New. It needs the owner role. Of
// several at once one migrates and the others wait.
func Migrate(ctx context.Context, db *store.DB) error {
	if db.Engine() != store.Postgres {
		return nil
	}
	return locked(ctx, db.SQL(), func(conn *sql.Conn) error {
		// Asked under the lock: half way through another's migration the table of
		// versions lacks columns.
		current, known, err := Version(ctx, db)
		if err != nil {
			return err
		}
		if current > known {
			return fmt.Errorf("jobs: the job queue is at version %d, this program knows up to %d: use a newer program", current, known)
		}
		if _, err := conn.ExecContext(ctx, "CREATE SCHEMA IF NOT EXISTS "+Schema); err != nil {
			return fmt.Errorf("jobs: make the queue's schema: %w", err)
		}
		if err := migrate(ctx, riverdatabasesql.New(db.SQL()), Schema); err != nil {
			return err
		}
		return allowDelete(ctx, conn)
	})
}

// Version is the version the queue is at, 0 when it is not there, and the newest
// this program knows. On SQLite New sees to it, so they are always the same.
func Version(ctx context.Context, db *store.DB) (current, known int, err error) {
	steps, err := migrator(riverdatabasesql.New(db.SQL()), Schema)
	if err != nil {
		return 0, 0, err
	}
	all := steps.AllVersions()
	known = all[len(all)-1].Version
	if db.Engine() != store.Postgres {
		return known, known, nil
	}
	var there bool
	row := db.SQL().QueryRowContext(ctx, "SELECT to_regclass($1) IS NOT NULL", Schema+".river_migration")
	if err := row.Scan(&there); err != nil || !there {
		return 0, known, wrap("read the queue's version", err)
	}
	row = db.SQL().QueryRowContext(ctx, "SELECT coalesce(max(version), 0) FROM "+Schema+".river_migration WHERE line = 'main'")
	return current, known, wrap("read the queue's version", row.Scan(&current))
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("jobs: %s: %w", doing, err)
}

func migrator(driver riverdriver.Driver[*sql.Tx], schema string) (*rivermigrate.Migrator[*sql.Tx], error) {
	steps, err := rivermigrate.New(driver, &rivermigrate.Config{Schema: schema, Logger: slog.New(slog.DiscardHandler)})
	return steps, wrap("read the queue's migrations", err)
}

func migrate(ctx context.Context, driver riverdriver.Driver[*sql.Tx], schema string) error {
	steps, err := migrator(driver, schema)
	if err != nil {
		return err
	}
	_, err = steps.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return wrap("migrate the queue", err)
}

// locked holds a lock of the session while f runs. It falls with the session, so
// also when the program is killed.
func locked(ctx context.Context, db *sql.DB, f func(*sql.Conn) error) (err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return wrap("connect", err)
	}
	defer func() { _ = conn.Close() }()
	const key = "hashtextextended('" + Schema + " migrate', 0)"
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock("+key+")"); err != nil {
		return wrap("wait for another migration", err)
	}
	defer func() {
		_, e := conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock("+key+")")
		if err == nil {
			err = wrap("end the migration", e)
		}
	}()
	return f(conn)
}

// allowDelete lets each role that may add jobs also remove them. The owner's
// default privileges give INSERT to the application's role and DELETE nowhere, so
// that the register keeps its rows; a queue has to forget.
func allowDelete(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, `DO $$
DECLARE granted record;
BEGIN
    FOR granted IN
        SELECT table_name, quote_ident(grantee) AS grantee FROM information_schema.role_table_grants
        WHERE table_schema = '`+Schema+`' AND privilege_type = 'INSERT' AND grantee NOT IN (current_user, 'PUBLIC')
    LOOP
        EXECUTE format('GRANT DELETE ON `+Schema+`.%I TO %s', granted.table_name, granted.grantee);
    END LOOP;
END $$`)
	return wrap("let the application's role remove old jobs", err)
}
