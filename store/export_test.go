package store

import (
	"context"
	"database/sql"
	"runtime"

	"gorm.io/gorm"
)

// What tests need to see of the inside.

func (db *DB) ORM() *gorm.DB { return db.orm }

func (db *DB) MigrateTo(ctx context.Context, version int64) error { return db.migrateTo(ctx, version) }

// OneHandle leaves the DB with its writing handle alone.
func (db *DB) OneHandle() error {
	err := db.reader.Close()
	db.reader = db.writer
	return err
}

// Journey is the transaction of SQLite in which an act travels.
type Journey *sql.Tx

// JourneyOf is the one of a writing act.
func JourneyOf(tx *Tx) Journey { return tx.link.(*liteLink).tx }

// AwaitQueue returns when so many acts wait for SQLite's writer.
func (db *DB) AwaitQueue(n int) {
	for {
		db.turns.mu.Lock()
		waiting := len(db.turns.waiting)
		db.turns.mu.Unlock()
		if waiting >= n {
			return
		}
		runtime.Gosched()
	}
}
