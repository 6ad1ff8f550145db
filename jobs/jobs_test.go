package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

func TestSweepTakesDueStepAndIsRecorded(t *testing.T) {
	eachWorld(t, func(w *world) {
		due, later := w.lodged("2026-09-24", "{}"), w.lodged("2026-09-25", "{}")
		w.start(Config{})
		w.until("the sweep", func() bool { return w.swept() > 0 })
		if got := w.state(due); got != workflow.Accepted {
			t.Errorf("the case that is due stands in %s; the log says:\n%s", got, w.log.String())
		}
		if got := w.state(later); got != workflow.Lodged {
			t.Errorf("the case of tomorrow stands in %s", got)
		}
	})
}

func TestOneFailingCaseStopsNoOther(t *testing.T) {
	eachWorld(t, func(w *world) {
		broken, whole := w.lodged("2026-09-22", "no JSON"), w.lodged("2026-09-23", "{}")
		w.start(Config{})
		w.until("the sweep", func() bool { return w.swept() > 0 })
		if w.state(broken) != workflow.Lodged || w.state(whole) != workflow.Accepted {
			t.Errorf("the broken case stands in %s, the whole one in %s", w.state(broken), w.state(whole))
		}
		w.until("the word about the broken case", func() bool { return strings.Contains(w.log.String(), broken) })
	})
}

func TestMessagesGetTheirPlaceInOrder(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.start(Config{Look: 50 * time.Millisecond})
		for range 2 {
			w.tx(func(tx *store.Tx) error {
				return store.Insert(tx, models.Outbox{ID: newID(), CaseID: "c", Kind: "step", Body: "{}", At: w.registrar.Now()},
					models.Outbox{ID: newID(), CaseID: "c", Kind: "step", Body: "{}", At: w.registrar.Now()})
			})
			w.until("the numbering", func() bool {
				waiting, err := w.prepareless().waiting(t.Context())
				return err == nil && !waiting
			})
		}
		items, err := w.registrar.Feed(t.Context(), 0, 10)
		if err != nil || len(items) != 4 || items[3].Position != 4 {
			t.Errorf("the feed has %+v, %v", items, err)
		}
	})
}

func TestExpiredSessionEndsAndStaysOnRecord(t *testing.T) {
	eachWorld(t, func(w *world) {
		now := time.Now().UTC().Truncate(time.Millisecond)
		old := models.Session{Digest: []byte("old"), OfficerID: "o", CreatedAt: now.Add(-9 * time.Hour), SeenAt: now.Add(-9 * time.Hour), ExpiresAt: now.Add(-time.Hour)}
		fresh := models.Session{Digest: []byte("fresh"), OfficerID: "o", CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(time.Hour)}
		w.tx(func(tx *store.Tx) error {
			if err := store.Insert(tx, models.Officer{ID: "o", Username: "o", Name: "甲", Password: "-", CreatedAt: now}); err != nil {
				return err
			}
			return store.Insert(tx, old, fresh)
		})
		w.start(Config{})
		var rows []models.Session
		w.until("the end of the session", func() bool {
			w.tx(func(tx *store.Tx) error {
				var err error
				rows, err = store.Many[models.Session](tx, "expires_at", "officer_id = 'o'")
				return err
			})
			return len(rows) == 2 && rows[0].EndedAt != nil
		})
		if !rows[0].EndedAt.Equal(old.ExpiresAt) || rows[1].EndedAt != nil {
			t.Errorf("the sessions ended at %v and %v", rows[0].EndedAt, rows[1].EndedAt)
		}
	})
}

// TestFormNobodyCameBackToIsForgotten leaves one form for a month and a day, another for
// a day less: the first goes, however often the job runs.
func TestFormNobodyCameBackToIsForgotten(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tx(func(tx *store.Tx) error {
			if err := store.Insert(tx, models.Officer{ID: "o", Username: "o", Name: "甲", Password: "-", CreatedAt: w.registrar.Now()}); err != nil {
				return err
			}
			left := func(form string, days int) models.FormTyping {
				return models.FormTyping{OfficerID: "o", Form: form, SavedAt: w.registrar.Now().AddDate(0, 0, -days), TypedSealed: []byte("-")}
			}
			return store.Insert(tx, left("/visits/new", 31), left("/admin/postings/new", 29))
		})
		standing := func() (forms []models.FormTyping) {
			w.tx(func(tx *store.Tx) error {
				var err error
				forms, err = store.Many[models.FormTyping](tx, "form", "")
				return err
			})
			return forms
		}
		w.start(Config{Forms: time.Second})
		w.until("the end of the old form", func() bool { return len(standing()) == 1 })
		w.until("its note in the log, once", func() bool { return strings.Count(w.log.String(), "nobody came back to") == 1 })
		time.Sleep(2 * time.Second) // the job runs again
		if forms := standing(); len(forms) != 1 || forms[0].Form != "/admin/postings/new" {
			t.Errorf("after another run stand %+v", forms)
		}
		if n := strings.Count(w.log.String(), "nobody came back to"); n != 1 {
			t.Errorf("the log tells %d times that a form went:\n%s", n, w.log.String())
		}
	})
}

func TestJobSetInATransactionThatFailsIsNotThere(t *testing.T) {
	eachWorld(t, func(w *world) {
		r := w.prepare(Config{})
		ctx := t.Context()
		db := w.db.SQL()
		if r.queue.own != nil {
			db = r.queue.own
		}
		for _, commit := range []bool{false, true} {
			tx, err := db.BeginTx(ctx, nil)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := r.client.InsertTx(ctx, tx, sequenceArgs{}, nil); err != nil {
				t.Fatal(err)
			}
			if err := map[bool]func() error{true: tx.Commit, false: tx.Rollback}[commit](); err != nil {
				t.Fatal(err)
			}
			want := map[bool]int{true: 1, false: 0}[commit]
			if got := countJobs(t, db, r.queue.schema); got != want {
				t.Errorf("committed %v: there are %d jobs, want %d", commit, got, want)
			}
		}
	})
}

func countJobs(t *testing.T, db *sql.DB, schema string) (n int) {
	t.Helper()
	if schema != "" {
		schema += "."
	}
	if err := db.QueryRowContext(t.Context(), "SELECT count(*) FROM "+schema+"river_job").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestSelfCheckReportsThatNoSweepRan(t *testing.T) {
	eachWorld(t, func(w *world) {
		r := w.start(Config{Sweep: time.Hour, Stale: time.Minute, Look: 50 * time.Millisecond})
		if err := r.Ready(t.Context()); err != nil {
			t.Errorf("a program that has just begun is not ready: %v", err)
		}
		w.until("the sweep", func() bool { return w.swept() > 0 })
		w.setClock("2026-09-24T09:00:59+08:00")
		if err := r.Ready(t.Context()); err != nil {
			t.Errorf("a minute is not over: %v", err)
		}
		w.setClock("2026-09-24T09:01:01+08:00")
		if err := r.Ready(t.Context()); err == nil || !strings.Contains(err.Error(), "2026-09-24T01:00:00Z") {
			t.Errorf("nobody says that the sweep is late: %v", err)
		}
		if _, err := w.registrar.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := r.Ready(t.Context()); err != nil {
			t.Errorf("there was a sweep: %v", err)
		}
	})
}

func TestSelfCheckSpeaksInTheLog(t *testing.T) {
	eachWorld(t, func(w *world) {
		r := w.prepare(Config{Stale: 30 * time.Millisecond})
		r.started = w.registrar.Now()
		w.setClock("2026-09-24T10:00:00+08:00")
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		r.watch.Go(func() { r.checkSelf(ctx) }) // without the queue, which is what may stand still
		w.until("the word in the log", func() bool { return strings.Contains(w.log.String(), "no sweep for") })
		cancel()
		r.watch.Wait()
	})
}

// TestDatabaseThatIsGoneIsSaidOnce has the program look a hundred times a second for a
// database that does not answer, and once more when it does.
func TestDatabaseThatIsGoneIsSaidOnce(t *testing.T) {
	eachWorld(t, func(w *world) {
		r := w.prepare(Config{})
		gone := true
		var looks atomic.Int32
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		r.watch.Go(func() {
			r.every(ctx, 10*time.Millisecond, func() error {
				if looks.Add(1) > 50 {
					gone = false
				}
				if gone {
					return fmt.Errorf("look %d: %w", looks.Load(), store.ErrUnavailable)
				}
				return nil
			})
		})
		w.until("the word that it is back", func() bool { return strings.Contains(w.log.String(), "works again") })
		cancel()
		r.watch.Wait()
		if n := strings.Count(w.log.String(), "the database is gone"); n != 1 {
			t.Errorf("that it is gone was said %d times in half a second, want once", n)
		}
		if n := strings.Count(w.log.String(), "works again"); n != 1 {
			t.Errorf("that it is back was said %d times, want once", n)
		}
	})
}

func TestStopWaitsForTheWorkInHand(t *testing.T) {
	eachWorld(t, func(w *world) {
		r := w.prepare(Config{})
		if err := r.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.until("the sweep", func() bool { return w.swept() > 0 })
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		begun := time.Now()
		if err := r.Stop(ctx); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begun); took > 3*time.Second {
			t.Errorf("an idle program took %v to stop", took)
		}
		r.stop = nil // stopped already: the test's own end must not stop it again
		r.queue = &queue{}
	})
}

// prepareless is a runner that only looks.
func (w *world) prepareless() *Runner { return &Runner{config: Config{DB: w.db}} }

func TestVersionAndMigrate(t *testing.T) {
	eachWorld(t, func(w *world) {
		current, known, err := Version(t.Context(), w.db)
		if err != nil || current != known || known == 0 {
			t.Errorf("after migrating the queue is at %d of %d, %v", current, known, err)
		}
		if err := Migrate(t.Context(), w.db); err != nil {
			t.Errorf("migrating again: %v", err)
		}
		if w.db.Engine() != store.Postgres {
			return
		}
		if _, err := w.db.SQL().ExecContext(t.Context(), "INSERT INTO hukou_jobs.river_migration (line, version) VALUES ('main', 99)"); err != nil {
			t.Fatal(err)
		}
		if current, _, err := Version(t.Context(), w.db); err != nil || current != 99 {
			t.Errorf("a newer queue is read as %d, %v", current, err)
		}
		if err := Migrate(t.Context(), w.db); err == nil {
			t.Error("a queue of a newer program was migrated")
		}
	})
}

func TestManyProgramsMigrateAtOnce(t *testing.T) {
	db := w0(t)
	done := make(chan error)
	for range 4 {
		go func() { done <- Migrate(context.Background(), db) }()
	}
	var err error
	for range 4 {
		err = errors.Join(err, <-done)
	}
	if err != nil {
		t.Error(err)
	}
}

func TestPanicOverOneCaseStopsNoOther(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.lodged("2026-09-22", "{}")
		whole := w.lodged("2026-09-23", "{}")
		calls, at := 0, w.registrar.Now()
		registrar := w.withClock(func() time.Time {
			if calls++; calls == 2 { // the first asks what is due, the second begins the first case
				panic("planted")
			}
			return at
		})
		report, err := registrar.Sweep(t.Context())
		if err != nil || report.Failed != 1 || report.Taken != 1 {
			t.Errorf("the sweep reports %+v, %v", report, err)
		}
		if w.state(whole) != workflow.Accepted {
			t.Error("the other case was not moved")
		}
	})
}

func TestPanicOfAJobStopsNoOther(t *testing.T) {
	eachWorld(t, func(w *world) {
		var broken atomic.Bool
		w.registrar = w.withClock(func() time.Time {
			if broken.Load() {
				panic("planted")
			}
			return *w.now.Load()
		})
		w.start(Config{Sweep: time.Second})
		broken.Store(true)
		w.until("the panic in the log", func() bool { return strings.Contains(w.log.String(), "a job panicked") })
		broken.Store(false)
		before := w.swept()
		w.until("a sweep after it", func() bool { return w.swept() > before })
	})
}
