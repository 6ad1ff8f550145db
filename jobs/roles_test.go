package jobs

import (
	"crypto/rand"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"time"

	"hukou/internal/testdb"
	"hukou/seal"
	"hukou/store"
	"hukou/store/storetest"
)

// w0 is a migrated PostgreSQL without a queue.
func w0(t *testing.T) *store.DB { return storetest.Owner(t, storetest.Postgres(t)) }

// The roles are those of docker-compose.yml: the owner migrates, the application
// owns nothing and may delete nothing, but in the queue.
func TestApplicationRoleRunsTheJobsAndDeletesNothingElse(t *testing.T) {
	owner, app := "owner_"+strings.ToLower(rand.Text()), "app_"+strings.ToLower(rand.Text())
	server := storetest.Open(t, store.Config{URL: testdb.URL(t)})
	t.Cleanup(func() { // runs after the database is gone
		for _, role := range []string{owner, app} {
			if _, err := server.SQL().Exec("DROP ROLE IF EXISTS " + role); err != nil {
				t.Error(err)
			}
		}
	})
	admin := storetest.Open(t, store.Config{URL: testdb.Fresh(t)})
	run := func(db *store.DB, statements ...string) {
		t.Helper()
		for _, s := range statements {
			if _, err := db.SQL().ExecContext(t.Context(), s); err != nil {
				t.Fatalf("%s: %v", s, err)
			}
		}
	}
	var name string
	if err := admin.SQL().QueryRowContext(t.Context(), "SELECT current_database()").Scan(&name); err != nil {
		t.Fatal(err)
	}
	run(admin, "CREATE ROLE "+owner+" LOGIN", "CREATE ROLE "+app+" LOGIN", "ALTER DATABASE "+name+" OWNER TO "+owner,
		"REVOKE ALL ON SCHEMA public FROM PUBLIC", "ALTER SCHEMA public OWNER TO "+owner, "GRANT USAGE ON SCHEMA public TO "+app,
		"ALTER DEFAULT PRIVILEGES FOR ROLE "+owner+" GRANT USAGE ON SCHEMAS TO "+app,
		"ALTER DEFAULT PRIVILEGES FOR ROLE "+owner+" GRANT USAGE ON SEQUENCES TO "+app,
		"ALTER DEFAULT PRIVILEGES FOR ROLE "+owner+" GRANT SELECT, INSERT, UPDATE ON TABLES TO "+app)
	as := func(role string) *store.DB { return storetest.Open(t, store.Config{URL: urlAs(t, admin, role)}) }
	own := as(owner)
	if err := own.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := Migrate(t.Context(), own); err != nil {
		t.Fatal(err)
	}
	db := as(app)
	w := &world{t: t, db: db}
	w.setClock("2026-09-24T09:00:00+08:00")
	keys, err := seal.New(make([]byte, seal.RootSize))
	if err != nil {
		t.Fatal(err)
	}
	w.keys = keys
	w.registrar = w.withClock(func() time.Time { return *w.now.Load() })
	if current, known, err := Version(t.Context(), db); err != nil || current != known {
		t.Fatalf("the application reads the queue's version as %d of %d, %v", current, known, err)
	}
	w.start(Config{Look: 50 * time.Millisecond})
	w.until("the sweep", func() bool { return w.swept() > 0 })
	run(db, "DELETE FROM hukou_jobs.river_job WHERE state = 'completed'")
	if _, err := db.SQL().ExecContext(t.Context(), "DELETE FROM sweeps"); err == nil {
		t.Error("the application's role may delete from the register")
	}
	if log := w.log.String(); strings.Contains(log, slog.LevelError.String()) || strings.Contains(log, "permission") {
		t.Errorf("the application's role lacks a right:\n%s", log)
	}
}

// urlAs is the database's URL with another role.
func urlAs(t *testing.T, db *store.DB, role string) string {
	t.Helper()
	u, err := url.Parse(db.Pool().Config().ConnString())
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.User(role)
	return u.String()
}
