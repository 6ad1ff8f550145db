package jobs

import (
	"bytes"
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"hukou/models"
	"hukou/register"
	"hukou/seal"
	"hukou/store"
	"hukou/store/storetest"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// world is a register with one county, and a clock that the test moves.
type world struct {
	t         *testing.T
	db        *store.DB
	dir       string
	keys      *seal.Keyring
	now       atomic.Pointer[time.Time]
	registrar *register.Registrar
	log       safeBuffer
}

// eachWorld tells a story on both databases.
func eachWorld(t *testing.T, story func(w *world)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := &world{t: t, db: storetest.Owner(t, db), dir: t.TempDir()}
		w.setClock("2026-09-24T09:00:00+08:00")
		var err error
		if w.keys, err = seal.New(make([]byte, seal.RootSize)); err != nil {
			t.Fatal(err)
		}
		w.registrar = w.withClock(func() time.Time { return *w.now.Load() })
		if err := Migrate(t.Context(), w.db); err != nil {
			t.Fatal(err)
		}
		w.organise()
		story(w)
	})
}

// withClock is a registrar over the same register that runs on another clock.
func (w *world) withClock(clock func() time.Time) *register.Registrar {
	return register.New(register.Config{DB: w.db, Book: workflow.NewBook(), Keys: w.keys, Calendar: calendar.China(), Clock: clock, NewID: newID})
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }

func (w *world) setClock(text string) {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		w.t.Fatal(err)
	}
	w.now.Store(&at)
}

const (
	county  = "640522000000"
	station = "640522010000"
)

func (w *world) organise() {
	w.tx(func(tx *store.Tx) error {
		return store.Insert(tx,
			models.Organisation{Code: county, Name: "甲县公安局", NameEn: "County A", Kind: models.KindCounty, Division: "640522"},
			models.Organisation{Code: station, Name: "甲县城关派出所", NameEn: "Station A", Kind: models.KindStation, Parent: county, Division: "640522"})
	})
}

// lodged puts a case on the table that is deemed accepted on a day (许可法 32), and
// gives its id. What is in its form may be damaged.
func (w *world) lodged(on models.Date, form string) string {
	id := newID()
	def, ok := w.registrar.Book().Current(workflow.BirthCert, w.registrar.Today())
	if !ok {
		w.t.Fatal("there is no such business")
	}
	w.tx(func(tx *store.Tx) error {
		c := models.Case{ID: id, Number: id, Business: string(def.Business), Edition: def.Edition, State: string(workflow.Lodged), Version: 1,
			AcceptanceOrg: station, HandlingOrg: station, RegisterOrg: station, OpenedBy: "o", OpenedAt: w.registrar.Now(), LodgedOn: on.AddDays(-7)}
		if err := store.Insert(tx, c); err != nil {
			return err
		}
		sealed := w.keys.Seal(seal.Place{Table: "case_forms", Column: "facts_sealed", Row: id}, []byte(form))
		if err := store.Insert(tx, models.CaseForm{CaseID: id, FactsSealed: sealed}); err != nil {
			return err
		}
		if err := store.Insert(tx, models.CaseOrg{CaseID: id, Org: station, Seat: string(workflow.Own)}); err != nil {
			return err
		}
		return store.Insert(tx, models.CaseTimer{ID: newID(), CaseID: id, Event: string(workflow.DeemAccepted), State: string(workflow.Lodged), DueOn: on})
	})
	return id
}

func (w *world) tx(f func(tx *store.Tx) error) {
	w.t.Helper()
	if err := w.db.InTx(context.Background(), f); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) state(id string) workflow.State {
	w.t.Helper()
	var c models.Case
	w.tx(func(tx *store.Tx) error {
		var err error
		c, err = store.One[models.Case](tx, "id = ?", id)
		return err
	})
	return workflow.State(c.State)
}

// start runs the jobs until the test ends.
func (w *world) start(c Config) *Runner {
	w.t.Helper()
	r := w.prepare(c)
	if err := r.Start(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	return r
}

// prepare makes the jobs ready; they stop when the test ends.
func (w *world) prepare(c Config) *Runner {
	w.t.Helper()
	c.DB, c.Registrar, c.Dir, c.Now = w.db, w.registrar, w.dir, time.Now
	c.Log = slog.New(slog.NewTextHandler(&w.log, nil))
	r, err := New(w.t.Context(), c)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := r.Stop(ctx); err != nil {
			w.t.Errorf("stop: %v", err)
		}
	})
	return r
}

// until waits for what the jobs are to bring about.
func (w *world) until(what string, true_ func() bool) {
	w.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if true_() {
			return
		}
	}
	w.t.Fatalf("%s did not happen; the log says:\n%s", what, w.log.String())
}

// swept counts the sweeps that ended.
func (w *world) swept() int64 {
	w.t.Helper()
	var n int64
	w.tx(func(tx *store.Tx) error {
		var err error
		n, err = store.Count[models.Sweep](tx, "")
		return err
	})
	return n
}

// safeBuffer is written by the jobs and read by the test.
type safeBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}
