// Package testdb gives tests a real PostgreSQL. The server is the one that
// HUKOU_TEST_DATABASE_URL names (its role needs CREATEDB), else a throw-away
// cluster that starts with the first test of a process to ask and goes when the
// process ends. A machine without PostgreSQL fails the test: a test that skips
// itself proves nothing.
package testdb

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	_ "github.com/jackc/pgx/v5/stdlib" // registers the database/sql driver "pgx"

	"hukou/internal/testdb/cluster"
)

// shared is this process's own cluster. Nothing stops it: the cluster ends with
// the process, so that no package needs a TestMain.
var shared = sync.OnceValues(func() (*cluster.Cluster, error) { return cluster.Start() })

// URL is the connection string of the server's administrative database, as a
// URL. Tests change nothing in that database; they ask Fresh or FromTemplate
// for one of their own.
func URL(t testing.TB) string {
	t.Helper()
	return serverURL(t, shared)
}

func serverURL(t testing.TB, start func() (*cluster.Cluster, error)) string {
	t.Helper()
	if given := os.Getenv(cluster.Variable); given != "" {
		return given
	}
	c, err := start()
	if err != nil {
		t.Fatalf("this test needs PostgreSQL: %v", err)
	}
	return c.URL()
}

// Fresh creates an empty UTF-8 database and returns its URL. The database is
// dropped when the test ends, with the connections that are still open to it.
func Fresh(t testing.TB) string {
	t.Helper()
	// template0 takes no connections, so nobody can be in the way.
	return create(t, URL(t), "TEMPLATE template0 ENCODING 'UTF8'")
}

// create makes one database of a name nobody else has, and sees to its end.
func create(t testing.TB, admin, how string) string {
	t.Helper()
	name := "hukou_test_" + strings.ToLower(rand.Text())
	if err := execute(admin, "CREATE DATABASE "+quoted(name)+" "+how); err != nil {
		t.Fatalf("create a test database: %v", err)
	}
	t.Cleanup(func() {
		if err := execute(admin, "DROP DATABASE "+quoted(name)+" WITH (FORCE)"); err != nil {
			t.Errorf("drop the test database %s: %v", name, err)
		}
	})
	own, err := inDatabase(admin, name)
	if err != nil {
		t.Fatal(err)
	}
	return own
}

// execute runs one statement on a connection of its own, outside a transaction
// as CREATE and DROP DATABASE demand.
func execute(target, statement string) error {
	db, err := sql.Open("pgx", target)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(context.Background(), statement)
	return err
}

// inDatabase is the same server's URL with another database.
func inDatabase(target, name string) (string, error) {
	u, err := url.Parse(target)
	if err != nil || !strings.HasPrefix(u.Scheme, "postgres") {
		return "", fmt.Errorf("%s must be a URL that begins with postgres://", cluster.Variable)
	}
	u.Path = "/" + name
	return u.String(), nil
}

func quoted(name string) string { return pgx.Identifier{name}.Sanitize() }
