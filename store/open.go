package store

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"log"
	"reflect"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Engine is the kind of database behind a DB.
type Engine string

// The engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// Config says which database to open.
type Config struct {
	URL      string // postgres://…; empty means SQLite
	Dir      string // the folder of the SQLite file, made when missing
	ReadOnly bool   // InTx and Migrate are refused, and so is any write below them
	Still    bool   // with ReadOnly: SQLite's folder cannot be written, and with no -wal beside it nobody writes the file
	Pool     int    // connections to PostgreSQL; 0 means 16

	// Told, when set, gets the text of each statement of a transaction, without its values,
	// before it is run: for who counts what an answer asks of the database.
	Told func(text string)
}

// DB is an open database. It is safe for use by many goroutines.
type DB struct {
	engine   Engine
	readOnly bool
	writer   *sql.DB
	reader   *sql.DB
	pool     *pgxpool.Pool // nil on SQLite
	orm      *gorm.DB

	turns turns             // of SQLite's writer
	told  func(text string) // may be nil

	closed atomic.Bool

	mu    sync.RWMutex
	texts map[shape]string
	plans map[reflect.Type]*plan
}

// Open connects and proves that the database answers. It neither migrates nor
// judges the settings: see Migrate and Safe.
func Open(ctx context.Context, c Config) (*DB, error) {
	db := &DB{readOnly: c.ReadOnly, told: c.Told, texts: map[shape]string{}, plans: map[reflect.Type]*plan{}}
	var err error
	if c.URL == "" {
		err = db.openSQLite(ctx, c)
	} else {
		err = db.openPostgres(ctx, c)
	}
	if err != nil {
		_ = db.Close()
		return nil, err
	}
	return db, nil
}

// openORM builds the mapper. Each engine has its own configuration: GORM writes
// the dialect's clause builders into it, and a shared one drops row locks.
func (db *DB) openORM(dialect gorm.Dialector) error {
	quiet := logger.New(log.New(io.Discard, "", 0), logger.Config{
		LogLevel: logger.Silent, ParameterizedQueries: true,
	})
	orm, err := gorm.Open(dialect, &gorm.Config{
		SkipDefaultTransaction: true,
		PrepareStmt:            false,
		TranslateError:         true,
		QueryFields:            true,
		DisableAutomaticPing:   true,
		Logger:                 quiet,
		NowFunc:                func() time.Time { return time.Time{} },

		DisableForeignKeyConstraintWhenMigrating: true,
	})
	if err != nil {
		return fmt.Errorf("store: set up the mapper: %w", err)
	}
	db.orm = orm
	return nil
}

// Close ends every connection. A transaction still open is rolled back.
func (db *DB) Close() error {
	db.closed.Store(true)
	var err error
	if db.reader != nil && db.reader != db.writer {
		err = db.reader.Close()
	}
	if db.writer != nil {
		if e := db.writer.Close(); err == nil {
			err = e
		}
	}
	if db.pool != nil {
		db.pool.Close()
	}
	return err
}

// judged adds what only the DB knows of a translated error: that it was closed. The
// standard library's own error for that has no name to compare with.
func (db *DB) judged(err error) error {
	if db.closed.Load() {
		return ill(err, ErrUnavailable)
	}
	return ill(err, linkIs(err))
}

// Engine tells which kind of database this is.
func (db *DB) Engine() Engine { return db.engine }

// SQL is the writing handle. On SQLite it has one connection, which InTx takes
// for the whole of a transaction.
func (db *DB) SQL() *sql.DB { return db.writer }

// Pool is PostgreSQL's own pool of connections; nil on SQLite.
func (db *DB) Pool() *pgxpool.Pool { return db.pool }
