package testdb

import (
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"hukou/internal/testdb/cluster"
)

func TestFreshDatabaseIsEmptyItsOwnAndGoneAfterTheTest(t *testing.T) {
	admin := URL(t)
	var names []string
	whole := t
	t.Run("while it lasts", func(t *testing.T) {
		for range 2 {
			db := open(whole, Fresh(t)) // still open when the database goes
			var name string
			var tables int
			err := db.QueryRow("SELECT current_database(), (SELECT count(*) FROM pg_tables WHERE schemaname = 'public')").Scan(&name, &tables)
			if err != nil || tables != 0 {
				t.Errorf("got %d tables, error %v, want an empty database", tables, err)
			}
			if _, err := db.Exec("CREATE TABLE mark (id int)"); err != nil {
				t.Error(err)
			}
			names = append(names, name)
		}
	})
	if len(names) != 2 || names[0] == names[1] {
		t.Fatalf("got databases %q, want two of different names", names)
	}
	for _, name := range names {
		if exists(t, admin, name) {
			t.Errorf("the database %s outlived its test", name)
		}
	}
}

func TestTemplateIsMigratedOnceForAllWhoAskAtTheSameTime(t *testing.T) {
	name, admin := templateFor(t), URL(t)
	var migrations atomic.Int32
	migrate := func(target string) error {
		migrations.Add(1)
		return execute(target, "CREATE TABLE person (id int PRIMARY KEY)")
	}
	errs := make([]error, 4)
	var group sync.WaitGroup
	for i := range errs {
		group.Go(func() { errs[i] = ensureTemplate(admin, "hukou_template_"+name, migrate) })
	}
	group.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the same key in each copy: they share nothing
		if err := execute(FromTemplate(t, name, migrate), "INSERT INTO person VALUES (1)"); err != nil {
			t.Error(err)
		}
	}
	if n := migrations.Load(); n != 1 {
		t.Errorf("migrated %d times, want once", n)
	}
}

func TestHalfBuiltTemplateIsBuiltAgain(t *testing.T) {
	name := templateFor(t)
	powerCut := errors.New("power cut")
	err := ensureTemplate(URL(t), "hukou_template_"+name, func(target string) error {
		return errors.Join(execute(target, "CREATE TABLE household (id int)"), powerCut)
	})
	if !errors.Is(err, powerCut) {
		t.Fatalf("got error %v, want the migration's own", err)
	}
	target := FromTemplate(t, name, func(target string) error {
		return execute(target, "CREATE TABLE household (id int); CREATE TABLE person (id int)")
	})
	if err := execute(target, "INSERT INTO person VALUES (1)"); err != nil {
		t.Error(err)
	}
}

func TestMigrationThatLeavesConnectionsOpenDoesNotBlockTheCopy(t *testing.T) {
	target := FromTemplate(t, templateFor(t), func(target string) error {
		db, err := sql.Open("pgx", target)
		if err != nil {
			return err
		}
		t.Cleanup(func() { _ = db.Close() })
		return db.Ping()
	})
	if err := execute(target, "SELECT 1"); err != nil {
		t.Error(err)
	}
}

func TestMissingPostgreSQLFailsTheTestAndSaysWhatToInstall(t *testing.T) {
	t.Setenv(cluster.Variable, "")
	said := fatal(func(tb testing.TB) {
		serverURL(tb, func() (*cluster.Cluster, error) { return nil, cluster.ErrNoServer })
	})
	if !strings.Contains(said, "apt-get install postgresql") || !strings.Contains(said, cluster.Variable) {
		t.Errorf("got %q, want what to install and what to set", said)
	}
}

func TestGivenServerWins(t *testing.T) {
	const given = "postgres://tester@db.example/postgres"
	t.Setenv(cluster.Variable, given)
	got := serverURL(t, func() (*cluster.Cluster, error) {
		return nil, errors.New("no cluster is to be started")
	})
	if got != given {
		t.Errorf("got %q, want %q", got, given)
	}
}

func TestBadTemplateNameIsRefused(t *testing.T) {
	for _, name := range []string{"", "Store", "a-b", strings.Repeat("a", 41)} {
		if said := fatal(func(tb testing.TB) { FromTemplate(tb, name, nil) }); !strings.Contains(said, "1 to 40") {
			t.Errorf("name %q: got %q, want a refusal", name, said)
		}
	}
}

func TestServerGivenAsKeywordsIsRefused(t *testing.T) {
	if _, err := inDatabase("host=/run/postgresql user=tester", "x"); err == nil {
		t.Error("want an error: only a URL can be pointed at another database")
	}
}

// recorder stands in for a test that is expected to fail.
type recorder struct {
	testing.TB
	said string
}

func (r *recorder) Helper() {}

func (r *recorder) Fatalf(format string, args ...any) {
	r.said = fmt.Sprintf(format, args...)
	runtime.Goexit()
}

// fatal is what f told its test before it ended it, or nothing.
func fatal(f func(testing.TB)) string {
	r, done := &recorder{}, make(chan struct{})
	go func() {
		defer close(done)
		f(r)
	}()
	<-done
	return r.said
}

// templateFor is a name that no other run has, dropped with the test.
func templateFor(t *testing.T) string {
	t.Helper()
	name := "testdb_" + strings.ToLower(rand.Text())
	admin := URL(t)
	t.Cleanup(func() {
		if err := execute(admin, "DROP DATABASE IF EXISTS hukou_template_"+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return name
}

func exists(t *testing.T, admin, name string) bool {
	t.Helper()
	var found bool
	if err := open(t, admin).QueryRow("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&found); err != nil {
		t.Fatal(err)
	}
	return found
}

func open(t *testing.T, target string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", target)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}
