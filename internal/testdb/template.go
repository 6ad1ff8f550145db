package testdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"testing"
)

// complete is the comment on a template database whose migration has ended
// well. One without it was left half-built and is built again.
const complete = "hukou test template, complete"

// templateName keeps the database's name within PostgreSQL's 63 bytes.
var templateName = regexp.MustCompile(`^[a-z0-9_]{1,40}$`)

// FromTemplate copies a migrated database and returns the copy's URL; the copy
// is dropped when the test ends. The first caller of a name on a server, in
// whatever process, builds the template with migrate, the others wait for it.
// The name (a-z, 0-9 and _, at most 40) must hold a hash of all that migrate
// does: a template is never migrated twice. migrate closes what it opens.
func FromTemplate(t testing.TB, name string, migrate func(url string) error) string {
	t.Helper()
	if !templateName.MatchString(name) {
		t.Fatalf("template name %q: use 1 to 40 of a-z, 0-9 and _", name)
	}
	admin := URL(t)
	template := "hukou_template_" + name
	if err := ensureTemplate(admin, template, migrate); err != nil {
		t.Fatalf("template database %s: %v", template, err)
	}
	return create(t, admin, "TEMPLATE "+quoted(template))
}

// ensureTemplate builds the template unless a complete one stands. The advisory
// lock is the session's, so it falls also when the process that builds is killed.
func ensureTemplate(admin, template string, migrate func(url string) error) error {
	ctx := context.Background()
	db, err := sql.Open("pgx", admin)
	if err != nil {
		return err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock(hashtextextended($1, 0))", template); err != nil {
		return err
	}
	stands, err := isComplete(ctx, conn, template)
	if err != nil || stands {
		return err
	}
	return build(ctx, conn, admin, template, migrate)
}

func isComplete(ctx context.Context, conn *sql.Conn, template string) (bool, error) {
	var note sql.NullString
	err := conn.QueryRowContext(ctx,
		"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = $1", template).Scan(&note)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return note.String == complete, err
}

// build makes the template from nothing. It ends by shutting the door: PostgreSQL
// copies no database that has a connection.
func build(ctx context.Context, conn *sql.Conn, admin, template string, migrate func(url string) error) error {
	own, err := inDatabase(admin, template)
	if err != nil {
		return err
	}
	for _, statement := range []string{
		"DROP DATABASE IF EXISTS " + quoted(template) + " WITH (FORCE)",
		"CREATE DATABASE " + quoted(template) + " TEMPLATE template0 ENCODING 'UTF8'",
	} {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	if err := migrate(own); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if _, err := conn.ExecContext(ctx, "ALTER DATABASE "+quoted(template)+" WITH ALLOW_CONNECTIONS false"); err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx,
		"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1", template); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, "COMMENT ON DATABASE "+quoted(template)+" IS '"+complete+"'")
	return err
}
