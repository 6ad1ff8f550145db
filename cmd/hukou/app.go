package main

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"

	"github.com/google/uuid"

	"hukou/bell"
	"hukou/jobs"
	"hukou/pages/desk"
	"hukou/register"
	"hukou/seal"
	"hukou/store"
	"hukou/uploads"
	"hukou/workflow"
)

// app is the program's parts, wired.
type app struct {
	db        *store.DB
	keys      *seal.Keyring
	clock     *clock
	registrar *register.Registrar
	bell      *bell.Bell
	gate      *uploads.Gate
	// arm lets the failpoint count, where the build has one.
	arm func()
	// cast are the officers of a demonstration, for its sign-in page.
	cast []desk.Player
}

// newApp wires a register that is open and up to date.
func newApp(ctx context.Context, db *store.DB, keys *seal.Keyring, c *clock) (*app, error) {
	days, err := workingDays(ctx, db)
	if err != nil {
		return nil, err
	}
	fail, err := newFailpoint()
	if err != nil {
		return nil, err
	}
	gate, err := newGate()
	if err != nil {
		return nil, err
	}
	a := &app{gate: gate, db: db, keys: keys, clock: c, arm: fail.arm}
	a.registrar = register.New(register.Config{DB: db, Book: workflow.NewBook(), Keys: keys, Calendar: days,
		Clock: c.Now, NewID: newID, Failpoint: fail.hook(), Uploads: gate})
	a.bell = bell.New(bell.Config{DB: db, Keys: keys, Clock: c.Now, NewID: newID, Random: rand.Reader})
	return a, nil
}

// newID makes a UUIDv7. Its time is the real one, so that ids never repeat when a
// demonstration's clock goes back.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// withApp runs f over an existing register, for acts that may need a root key. Of a
// demonstration it goes by the demonstration's clock.
func (s settings) withApp(ctx context.Context, p *program, k keySettings, f func(*app) error) error {
	return s.over(ctx, p, s.open, func(db *store.DB) (*seal.Keyring, error) { return openKey(ctx, db, k, s, p) }, func(a *app) error {
		now, demo, err := a.registrar.DemonstrationNow(ctx)
		if err != nil {
			return err
		}
		if demo {
			a.clock.Set(now) // its days are not this machine's
		}
		return f(a)
	})
}

// looking runs f over an existing register without making a key; it needs no right to
// write.
func (s settings) looking(ctx context.Context, p *program, k keySettings, f func(*app) error) error {
	return s.over(ctx, p, s.openToLook, func(db *store.DB) (*seal.Keyring, error) { return readKey(ctx, db, k, s, p) }, f)
}

func (s settings) over(ctx context.Context, p *program, open func(context.Context) (*store.DB, error), key func(*store.DB) (*seal.Keyring, error), f func(*app) error) (err error) {
	db, err := s.openThere(ctx, open)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	keys, err := key(db)
	if err != nil {
		return err
	}
	a, err := newApp(ctx, db, keys, &clock{real: p.now})
	if err != nil {
		return err
	}
	return f(a)
}

// newJobs are the jobs over the register; dir is where SQLite's queue goes.
func (a *app) newJobs(ctx context.Context, dir string, log *slog.Logger, e *jobs.Evidence) (*jobs.Runner, error) {
	return jobs.New(ctx, jobs.Config{DB: a.db, Registrar: a.registrar, Bell: a.bell, Dir: dir, Now: a.clock.real, Log: log, Evidence: e})
}
