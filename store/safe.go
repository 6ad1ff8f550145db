package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Safe refuses a database that may forget what an officer was told, and says for
// each weak setting what to do. Serving calls it; a restore or a test may not.
func (db *DB) Safe(ctx context.Context) error {
	if db.engine == Postgres {
		return db.safePostgres(ctx)
	}
	return db.safeSQLite(ctx)
}

func (db *DB) safePostgres(ctx context.Context) error {
	var found []error
	for _, s := range []struct{ name, weak, remedy string }{
		{"fsync", "off", "set fsync = on in postgresql.conf"},
		{"full_page_writes", "off", "set full_page_writes = on in postgresql.conf"},
		{"synchronous_commit", "off", "set synchronous_commit = on, and look for ALTER ROLE or ALTER DATABASE … SET"},
	} {
		var value string
		if err := db.writer.QueryRowContext(ctx, "SELECT current_setting($1)", s.name).Scan(&value); err != nil {
			return fmt.Errorf("store: read PostgreSQL's settings: %w", err)
		}
		if value == s.weak {
			found = append(found, fmt.Errorf("store: PostgreSQL runs with %s = %s and may lose what was confirmed: %s", s.name, value, s.remedy))
		}
	}
	var encoding string
	if err := db.writer.QueryRowContext(ctx, "SELECT current_setting('server_encoding')").Scan(&encoding); err != nil {
		return fmt.Errorf("store: read PostgreSQL's settings: %w", err)
	}
	if encoding != "UTF8" {
		found = append(found, fmt.Errorf("store: the database's encoding is %s and cannot hold every name: create it with ENCODING 'UTF8'", encoding))
	}
	return errors.Join(found...)
}

// Bounded refuses a role of PostgreSQL that owns the register's tables or may become their
// owner, a superuser among them: it could switch off the triggers that keep the journal as
// it was written, and whoever breaks into the program could. SQLite has no roles.
func (db *DB) Bounded(ctx context.Context) error {
	if db.engine != Postgres {
		return nil
	}
	var role string
	var owns int
	if err := db.writer.QueryRowContext(ctx, `SELECT current_user, count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE c.relkind IN ('r', 'p') AND n.nspname IN (current_schema(), 'hukou_jobs') AND pg_has_role(c.relowner, 'MEMBER')`).Scan(&role, &owns); err != nil {
		return fmt.Errorf("store: read who owns the tables: %w", err)
	}
	if owns > 0 {
		return fmt.Errorf("store: the role %s owns the register's tables, or may become their owner, and could change what is written once: serve with the application's role, which owns nothing (docs/operations.md, PostgreSQL)", role)
	}
	return nil
}

// pragma is a setting of a SQLite connection and its least safe value.
type pragma struct {
	name   string
	enough func(int64) bool
	remedy string
}

func (db *DB) safeSQLite(ctx context.Context) error {
	var found []error
	var mode string
	if err := db.writer.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode); err != nil {
		return fmt.Errorf("store: read SQLite's settings: %w", err)
	}
	if mode != "wal" {
		found = append(found, fmt.Errorf("store: SQLite keeps a %s journal: put the folder on a local disk, where the write-ahead log works", mode))
	}
	writing := []pragma{
		{"synchronous", func(v int64) bool { return v >= 2 }, "FULL, so that a commit is on the disk"},
		{"foreign_keys", func(v int64) bool { return v == 1 }, "ON"},
		{"busy_timeout", func(v int64) bool { return v >= 5000 }, "5000 or more"},
		{"recursive_triggers", func(v int64) bool { return v == 1 }, "ON"},
	}
	reading := []pragma{{"query_only", func(v int64) bool { return v == 1 }, "ON"}}
	for _, on := range []struct {
		handle *sql.DB
		all    []pragma
	}{{db.writer, writing}, {db.reader, reading}} {
		for _, p := range on.all {
			var value int64
			if err := on.handle.QueryRowContext(ctx, "PRAGMA "+p.name).Scan(&value); err != nil {
				return fmt.Errorf("store: read SQLite's settings: %w", err)
			}
			if !p.enough(value) {
				found = append(found, fmt.Errorf("store: SQLite runs with %s = %d: open the database with %s", p.name, value, p.remedy))
			}
		}
	}
	return errors.Join(found...)
}
