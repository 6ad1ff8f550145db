package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"hukou/cast"
	"hukou/handlers"
	"hukou/models"
	"hukou/register"
	"hukou/seal"
	"hukou/store"
	"hukou/workflow"
)

type demoCommand struct {
	Addr     string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"仅限本机；端口 0 为任选 · On this machine only; port 0 picks a free one (${default})."`
	Data     string `placeholder:"DIR" help:"数据目录，默认用后即删 · Keep the data in this folder, which must hold no register; else a temporary one that goes at the end."`
	Database string `placeholder:"URL" help:"空的 PostgreSQL 数据库 · An empty PostgreSQL database instead of SQLite; what is put there stays."`
	Now      string `placeholder:"TIME" help:"登记时钟的起点 · Where the register's clock starts; else 2026-09-24T09:00:00+08:00, with both stories half-way."`
	JSON     bool   `name:"json" help:"就绪后输出一行 JSON · Print one line of JSON once it accepts requests."`
}

// Run makes a register of invented people, serves it, and forgets it at the end.
func (c *demoCommand) Run(ctx context.Context, p *program) (err error) {
	if !loopback(c.Addr) {
		return usagef("the demonstration has known passwords and stays on this machine: write --addr 127.0.0.1:PORT")
	}
	start := cast.Opening()
	if c.Now != "" {
		if start, err = time.Parse(time.RFC3339, c.Now); err != nil {
			return usagef("--now takes a time such as 2026-09-24T09:00:00+08:00")
		}
	}
	dir, remove, err := c.folder()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, remove()) }()
	release, err := settings{Database: c.Database, Data: dir}.alone()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	db, err := store.Open(ctx, store.Config{URL: c.Database, Dir: dir})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	a, officers, err := c.fill(ctx, p, db, dir, start)
	if err != nil {
		return err
	}
	a.cast = players(someOfEach(officers))
	border := handlers.Config{Log: p.quiet(), Demo: &handlers.DemoHooks{SetClock: a.turnClock}}
	signing, err := openEvidence(ctx, a, p, dir, witnessSettings{}.path(dir), false)
	if err != nil {
		return err
	}
	s, err := newService(ctx, a, signing, dir, c.Addr, "", border, nil)
	if err != nil {
		return err
	}
	return s.run(ctx, func() error { return c.announce(p, s.url(), officers) })
}

// folder is the data directory and what removes it.
func (c *demoCommand) folder() (string, func() error, error) {
	if c.Data != "" {
		return c.Data, func() error { return nil }, os.MkdirAll(c.Data, 0o700)
	}
	return temporary()
}

// fill makes the schema in an empty database and plays the cast into it. Anything
// that is there already may be somebody's, and is left alone.
func (c *demoCommand) fill(ctx context.Context, p *program, db *store.DB, dir string, start time.Time) (*app, []demoOfficer, error) {
	free, err := isEmpty(ctx, db)
	if err != nil {
		return nil, nil, err
	}
	if !free {
		return nil, nil, usagef("there is something in this database already, and a demonstration only fills an empty one: name another")
	}
	if err := migrate(ctx, db); err != nil {
		return nil, nil, err
	}
	keys, err := seal.FromFile(filepath.Join(dir, "key"), p.random)
	if err != nil {
		return nil, nil, err
	}
	if err := register.MakeKeys(ctx, db, keys, seal.Intl, p.now()); err != nil {
		return nil, nil, err
	}
	a, err := newApp(ctx, db, keys, &clock{real: p.now})
	if err != nil {
		return nil, nil, err
	}
	if err := a.registrar.MarkDemonstration(ctx); err != nil {
		return nil, nil, err
	}
	officers, err := a.playFast(ctx, func() ([]demoOfficer, error) { return loadCast(ctx, a, p, start) })
	return a, officers, err
}

// playFast lets SQLite keep the loading in memory until it is done: on a machine that
// fails half-way the demonstration begins again anyway. From then on every commit is
// on the disk, as in service.
func (a *app) playFast(ctx context.Context, load func() ([]demoOfficer, error)) ([]demoOfficer, error) {
	if a.db.Engine() != store.SQLite {
		return load()
	}
	if _, err := a.db.SQL().ExecContext(ctx, "PRAGMA synchronous = OFF"); err != nil {
		return nil, err
	}
	officers, err := load()
	if err != nil {
		return nil, err
	}
	_, err = a.db.SQL().ExecContext(ctx, "PRAGMA synchronous = FULL; PRAGMA shrink_memory")
	return officers, err
}

// isEmpty tells whether a database has no table at all.
func isEmpty(ctx context.Context, db *store.DB) (bool, error) {
	query := "SELECT count(*) FROM sqlite_master"
	if db.Engine() == store.Postgres {
		query = `SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\_%'`
	}
	var n int
	if err := db.SQL().QueryRowContext(ctx, query).Scan(&n); err != nil {
		return false, fmt.Errorf("what is in the database cannot be read: %w", err)
	}
	return n == 0, nil
}

// turnClock moves the register's clock for somebody who tries the program: forward,
// and no further than the register can count.
func (a *app) turnClock(ctx context.Context, now time.Time) error {
	if a.registrar.Beyond(models.DateOf(now)) {
		return wrongNow("too_late", "时钟只能拨到工作日历所及之年的次年年底。", "The clock goes no further than the end of the year after the last one whose working days are known.")
	}
	if !a.clock.Forward(now) {
		return wrongNow("clock_back", "时钟不能往回拨：已登记的内容会落在将来。要从头开始，请重新启动演示。", "The clock does not go back: what was written would lie in the future. To begin again, start the demonstration anew.")
	}
	return a.catchUp(ctx)
}

func wrongNow(code, zh, en string) error {
	return &register.Invalid{Errors: []register.FieldError{{Field: "now", Code: code, Message: workflow.Word{Zh: zh, En: en}}}}
}

// moveClock sets the register's clock and runs what is due by then.
func (a *app) moveClock(ctx context.Context, now time.Time) error {
	a.clock.Set(now)
	return a.catchUp(ctx)
}

// catchUp runs what is due.
func (a *app) catchUp(ctx context.Context) error {
	if _, err := a.registrar.Sweep(ctx); err != nil {
		return err
	}
	for {
		n, err := a.registrar.Sequence(ctx)
		if err != nil || n == 0 {
			return err
		}
	}
}
