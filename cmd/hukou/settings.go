package main

import (
	"context"
	"os"
	"path/filepath"

	"hukou/store"
)

// settings say where the register is. They work as they stand: SQLite in ./data.
type settings struct {
	Database string `env:"HUKOU_DATABASE_URL" placeholder:"URL" help:"PostgreSQL 的地址，空则用内嵌数据库 · postgres://…; empty means SQLite in the data directory."`
	Data     string `env:"HUKOU_DATA" default:"data" placeholder:"DIR" help:"数据目录 · The data directory (${default})."`
}

func (s settings) open(ctx context.Context) (*store.DB, error) {
	return store.Open(ctx, store.Config{URL: s.Database, Dir: s.Data})
}

// there tells whether SQLite's file stands; of PostgreSQL only a look can tell.
func (s settings) there() bool {
	_, err := os.Stat(filepath.Join(s.Data, store.FileName))
	return s.Database != "" || err == nil
}

// openExisting opens a register that must be there already and up to date.
func (s settings) openExisting(ctx context.Context) (*store.DB, error) {
	return s.openThere(ctx, s.open)
}

// openToLook opens an embedded register as it is, or, where that takes writing and this
// account may not write there, for reading alone: a copy on a shelf, another's folder.
func (s settings) openToLook(ctx context.Context) (*store.DB, error) {
	db, err := s.open(ctx)
	if err == nil || s.Database != "" {
		return db, err
	}
	still, reading := store.Open(ctx, store.Config{Dir: s.Data, ReadOnly: true, Still: true})
	if reading != nil {
		return nil, err
	}
	return still, nil
}

func (s settings) openThere(ctx context.Context, open func(context.Context) (*store.DB, error)) (*store.DB, error) {
	if !s.there() {
		return nil, usagef("there is no register in %s: name another folder with --data or a PostgreSQL with --database, or make one here with: hukou migrate up", s.Data)
	}
	db, err := open(ctx)
	if err != nil {
		return nil, err
	}
	if err := requireSchema(ctx, db); err != nil {
		_ = db.Close()
		return nil, err
	}
	return db, nil
}
