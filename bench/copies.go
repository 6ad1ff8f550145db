package bench

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"

	"hukou/store"
)

// copying multiplies rows of a table: those that where names, once for each i from
// 1, with some columns written anew. An expression may use i, the number k of the
// row among those copied, and the row x itself. All of it reads the same on both
// engines.
type copying struct {
	table string
	where string
	set   map[string]string
}

// digits is an expression's value in twelve digits; digitsOf is the same here.
func digits(expression string) string {
	return "substr(cast(1000000000000 + " + expression + " as text), 2)"
}
func digitsOf(i int) string { return fmt.Sprintf("%012d", i) }

// renumbered is a column in which the number of an id is another in each copy.
func renumbered(column string, from int, to string) string {
	return "replace(x." + column + ", '-" + digitsOf(from) + "', '-' || " + digits(to) + ")"
}

// stationText is the station of row i, and clerkText its clerk's account.
var (
	stationText = fmt.Sprintf("'%s' || substr(cast(1001 + i %% %d as text), 2) || '000'", division, stations)
	clerkText   = fmt.Sprintf("'clerk-' || substr(cast(100 + i %% %d as text), 2)", stations)
)

// bytesText is sixteen bytes that no other row has.
func (w *world) bytesText(distinct string) string {
	if w.db.Engine() == store.Postgres {
		return "decode(md5(" + distinct + "), 'hex')"
	}
	return "randomblob(16)"
}

// copyRows writes n copies of each row.
func copyRows(ctx context.Context, conn *sql.Conn, c copying, n int) error {
	columns, err := columnsOf(ctx, conn, c.table)
	if err != nil {
		return err
	}
	values := make([]string, len(columns))
	for i, column := range columns {
		values[i] = "x." + column
		if text, anew := c.set[column]; anew {
			values[i] = text
		}
	}
	for _, statement := range []string{
		"CREATE TEMPORARY TABLE copied AS SELECT row_number() OVER () AS k, x.* FROM " + c.table + " x WHERE " + c.where,
		fmt.Sprintf("INSERT INTO %s (%s) WITH RECURSIVE counted(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counted WHERE i < %d) SELECT %s FROM counted CROSS JOIN copied x",
			c.table, strings.Join(columns, ", "), n, strings.Join(values, ", ")),
		"DROP TABLE copied",
	} {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("bench: fill %s: %w", c.table, err)
		}
	}
	return nil
}

func columnsOf(ctx context.Context, conn *sql.Conn, table string) ([]string, error) {
	rows, err := conn.QueryContext(ctx, "SELECT * FROM "+table+" LIMIT 0") // #nosec G202 -- the names of tables come from the models
	if err != nil {
		return nil, fmt.Errorf("bench: look at %s: %w", table, err)
	}
	names, err := rows.Columns()
	return names, errors.Join(err, rows.Close())
}

// rule is an index or a foreign key that is taken away while rows are copied: a
// million rows are checked faster together than one by one.
type rule struct{ drop, restore string }

// The rules of each engine. Primary keys stay.
const (
	postgresRules = `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname), format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
UNION ALL SELECT format('DROP INDEX %I', i.indexname), i.indexdef FROM pg_indexes i
WHERE i.schemaname = current_schema() AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname AND c.connamespace = current_schema()::regnamespace)`
	sqliteRules = `SELECT 'DROP INDEX ' || name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
UNION ALL SELECT 'PRAGMA foreign_keys = off', 'PRAGMA foreign_keys = on'
UNION ALL SELECT 'PRAGMA synchronous = off', 'PRAGMA synchronous = full'
UNION ALL SELECT 'PRAGMA cache_size = -262144', 'PRAGMA cache_size = ' || cache_size FROM pragma_cache_size
UNION ALL SELECT 'PRAGMA secure_delete = off', 'PRAGMA secure_delete = on'`
)

// loading runs load on one connection without the rules that slow it down, puts
// them back and lets the engine look at what it has now.
func (w *world) loading(ctx context.Context, load func(*sql.Conn) error) (err error) {
	conn, err := w.db.SQL().Conn(ctx)
	if err != nil {
		return fmt.Errorf("bench: take a connection: %w", err)
	}
	defer func() { err = errors.Join(err, done(conn, w.db.Engine())) }()
	text, after := sqliteRules, "PRAGMA wal_checkpoint(truncate)"
	if w.db.Engine() == store.Postgres {
		text, after = postgresRules, "VACUUM ANALYZE"
	}
	rules, err := rulesOf(ctx, conn, text)
	if err != nil {
		return err
	}
	for _, r := range rules {
		if _, err := conn.ExecContext(ctx, r.drop); err != nil {
			return fmt.Errorf("bench: prepare to fill: %w", err)
		}
	}
	if err := load(conn); err != nil {
		return err
	}
	for _, r := range rules {
		if _, err := conn.ExecContext(ctx, r.restore); err != nil {
			return fmt.Errorf("bench: check what was filled: %w", err)
		}
	}
	if _, err := conn.ExecContext(ctx, after); err != nil {
		return fmt.Errorf("bench: settle what was filled: %w", err)
	}
	return nil
}

// done gives the connection back. SQLite's is closed, so that the next has the cache
// of a program in service: one that was ever large is slower to commit.
func done(conn *sql.Conn, engine store.Engine) error {
	if engine == store.Postgres {
		return conn.Close()
	}
	if err := conn.Raw(func(any) error { return driver.ErrBadConn }); !errors.Is(err, driver.ErrBadConn) {
		return fmt.Errorf("bench: close the connection: %w", err)
	}
	return nil
}

func rulesOf(ctx context.Context, conn *sql.Conn, text string) ([]rule, error) {
	rows, err := conn.QueryContext(ctx, text)
	if err != nil {
		return nil, fmt.Errorf("bench: read the rules of the tables: %w", err)
	}
	var out []rule
	for rows.Next() {
		var r rule
		if err := rows.Scan(&r.drop, &r.restore); err != nil {
			return nil, errors.Join(err, rows.Close())
		}
		out = append(out, r)
	}
	return out, errors.Join(rows.Err(), rows.Close())
}
