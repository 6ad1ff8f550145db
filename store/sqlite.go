package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	gormsqlite "github.com/libtnb/sqlite"
	"modernc.org/sqlite"
)

// FileName is the name of the SQLite database in its folder.
const FileName = "hukou.db"

// readers is the number of reading connections to SQLite; they see the last
// commit and never wait for the writer.
const readers = 4

// busyTimeout is how long a writer of another process is waited for.
const busyTimeout = 10 * time.Second

func (db *DB) openSQLite(ctx context.Context, c Config) error {
	db.engine = SQLite
	if c.Dir == "" {
		return fmt.Errorf("store: no folder is named for the database: give one, or the URL of a PostgreSQL")
	}
	if !c.ReadOnly {
		if err := os.MkdirAll(c.Dir, 0o700); err != nil {
			return fmt.Errorf("store: make the database's folder: %w", err)
		}
	}
	file, err := filepath.Abs(filepath.Join(c.Dir, FileName))
	if err != nil {
		return fmt.Errorf("store: find the database's folder: %w", err)
	}
	if !c.ReadOnly {
		if err := makePrivate(file); err != nil {
			return fmt.Errorf("store: make the database file: %w", err)
		}
	}
	if db.writer, err = sqliteHandle(file, c, false); err != nil {
		return err
	}
	db.writer.SetMaxOpenConns(1)
	// The writer comes first: it makes the file and turns the journal to WAL.
	if err := db.writer.PingContext(ctx); err != nil {
		return fmt.Errorf("store: open the database file %s: %w", file, translate(err))
	}
	if db.reader, err = sqliteHandle(file, c, true); err != nil {
		return err
	}
	db.reader.SetMaxOpenConns(readers)
	db.reader.SetMaxIdleConns(readers)
	if err := db.reader.PingContext(ctx); err != nil {
		return fmt.Errorf("store: open the database file %s for reading: %w", file, translate(err))
	}
	return db.openORM(gormsqlite.New(gormsqlite.Config{Conn: db.writer}))
}

// makePrivate makes the file where there is none, readable by its owner alone
// whatever the umask: it holds people. SQLite gives -wal and -shm the same mode.
func makePrivate(file string) error {
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o600) // #nosec G304 -- the register, where the operator has put it
	if err != nil {
		return err
	}
	return f.Close()
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// How much of the file a connection may keep in memory, in kibibytes as SQLite has
// it. The one writer keeps the upper pages of every index of a register of a million
// cases (docs/speed.md); it takes the memory as it reads them, not at the start.
const (
	writerCache = "-65536"
	readerCache = "-16384"
)

// sqliteHandle opens the file with what the register rests on: a commit is on the
// disk (FULL), foreign keys hold, a writing transaction takes its lock at the
// start, instants are UTC texts that sort.
func sqliteHandle(file string, c Config, queryOnly bool) (*sql.DB, error) {
	q := url.Values{}
	q.Set("_busy_timeout", fmt.Sprint(busyTimeout.Milliseconds()))
	q.Set("_foreign_keys", "on")
	q.Set("_synchronous", "FULL")
	q.Set("_time_format", "sqlite")
	q.Set("_timezone", "UTC")
	q.Set("_dqs", "0")
	q.Set("_defensive", "1")
	q.Add("_pragma", "recursive_triggers(1)")
	q.Add("_pragma", "temp_store(2)") // in memory: savepoints cost less, and no file holds what people entered
	switch {
	case c.ReadOnly:
		q.Set("mode", "ro")
		if c.Still && !exists(file+"-wal") && !exists(file+"-shm") {
			q.Set("immutable", "1") // else SQLite wants to make those two files
		}
		q.Set("_query_only", "on")
	case queryOnly:
		q.Set("_query_only", "on")
		q.Add("_pragma", "cache_size("+readerCache+")")
	default:
		q.Add("_pragma", "cache_size("+writerCache+")")
		q.Set("_journal_mode", "WAL")
		q.Set("_txlock", "immediate")
		q.Add("_pragma", "secure_delete(1)")
	}
	// An URL, so that no character of the path is read as a setting.
	name := url.URL{Scheme: "file", Path: file, RawQuery: q.Encode()}
	connector, err := sqlite.NewConnector(name.String())
	if err != nil {
		return nil, fmt.Errorf("store: prepare the database file: %w", err)
	}
	return sql.OpenDB(keeping{connector}), nil
}
