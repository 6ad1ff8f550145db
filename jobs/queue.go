package jobs

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"time"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"modernc.org/sqlite"

	"hukou/store"
)

// FileName is the queue's file beside the register's on SQLite.
const FileName = "jobs.db"

// Schema is the queue's schema on PostgreSQL.
const Schema = "hukou_jobs"

// queue is where the jobs stand.
type queue struct {
	driver   riverdriver.Driver[*sql.Tx]
	schema   string
	poll     bool
	interval time.Duration
	own      *sql.DB // jobs.db; nil on PostgreSQL
}

func openQueue(ctx context.Context, c Config) (*queue, error) {
	if c.DB.Engine() == store.Postgres {
		return &queue{
			driver:   riverdatabasesql.NewWithPgxListener(c.DB.SQL(), c.DB.Pool()),
			schema:   Schema,
			interval: 5 * time.Second,
		}, nil
	}
	db, err := openFile(c.Dir)
	if err != nil {
		return nil, err
	}
	q := &queue{driver: riversqlite.New(db), poll: true, interval: c.Look, own: db}
	if err := migrate(ctx, q.driver, ""); err != nil {
		_ = q.close()
		return nil, err
	}
	return q, nil
}

// openFile opens jobs.db with one connection, which is how River's driver wants
// SQLite. A commit need not reach the disk at once: nothing here is worth it.
func openFile(dir string) (*sql.DB, error) {
	file, err := filepath.Abs(filepath.Join(dir, FileName))
	if err != nil {
		return nil, fmt.Errorf("jobs: find the folder of %s: %w", FileName, err)
	}
	settings := url.Values{"_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(NORMAL)", "cache_size(-1024)"}}
	settings.Set("_txlock", "immediate")
	settings.Set("_time_format", "sqlite")
	name := url.URL{Scheme: "file", Path: file, RawQuery: settings.Encode()}
	connector, err := sqlite.NewConnector(name.String())
	if err != nil {
		return nil, fmt.Errorf("jobs: prepare %s: %w", FileName, err)
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(1)
	return db, nil
}

func (q *queue) close() error {
	if q.own == nil {
		return nil
	}
	return q.own.Close()
}
