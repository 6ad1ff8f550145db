package register

import (
	"crypto/rand"
	"io"
	"sync"
	"time"

	"hukou/auth"
	"hukou/models"
	"hukou/seal"
	"hukou/store"
	"hukou/uploads"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// Registrar acts on the register. It holds what does not change while the program
// runs; every act has a transaction of its own.
type Registrar struct {
	db    *store.DB
	book  *workflow.Book
	keys  *seal.Keyring
	clock func() time.Time
	newID func() string
	// random and hasher serve the officers' accounts and sign-ins.
	random io.Reader
	hasher *auth.Hasher
	// cal is replaced whole when a holiday table is loaded.
	cal calendarSource
	// failpoint is called between commit and answer; nil outside the crash tests.
	failpoint func(event string)
	uploads   *uploads.Gate
	collect   map[workflow.Field]collector
	effects   map[workflow.Effect]effect
	// turns is the rule book as lists read it, made when the first list asks.
	turns func() *turnBook
}

// Config is what a Registrar needs from outside.
type Config struct {
	DB   *store.DB
	Book *workflow.Book
	Keys *seal.Keyring
	// Calendar answers for working days; see ReloadCalendar for later tables.
	Calendar *calendar.Calendar
	// Clock is the register's clock: the real one, or the demo's.
	Clock func() time.Time
	// NewID makes a UUIDv7.
	NewID func() string
	// Random is where salts, session tokens and one-time secrets come from; nil
	// means the system's own source.
	Random io.Reader
	// Uploads looks at what people bring; nil looks in this process.
	Uploads *uploads.Gate
	// Failpoint, when set, runs after each commit and before the answer.
	Failpoint func(event string)
}

// New is a Registrar over the parts given.
func New(c Config) *Registrar {
	if c.Random == nil {
		c.Random = rand.Reader
	}
	if c.Uploads == nil {
		c.Uploads = uploads.New(uploads.Config{})
	}
	r := &Registrar{uploads: c.Uploads, db: c.DB, book: c.Book, keys: c.Keys, clock: c.Clock, newID: c.NewID, failpoint: c.Failpoint,
		random: c.Random, hasher: auth.NewHasher(c.Random),
		collect: collectors(), effects: effects()}
	r.cal.store(c.Calendar)
	r.turns = sync.OnceValue(func() *turnBook { return newTurnBook(c.Book) })
	return r
}

// Book is the rule book the registrar works by.
func (r *Registrar) Book() *workflow.Book { return r.book }

// Now is the register's instant.
func (r *Registrar) Now() time.Time { return r.clock().UTC() }

// Today is the register's civil date in China.
func (r *Registrar) Today() models.Date { return models.DateOf(r.clock()) }

// Calendar is the working-day calendar in force.
func (r *Registrar) Calendar() *calendar.Calendar { return r.cal.load() }
