package store

import (
	"context"

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
