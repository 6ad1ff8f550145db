package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"

	"hukou/jobs"
	"hukou/store"
)

type migrateCommand struct {
	Up     migrateUp     `cmd:"" help:"升级到本程序的版本，并装入区划与节假日表 · Bring the database up to date; load divisions and holiday tables."`
	Status migrateStatus `cmd:"" help:"查看版本；需要升级时退出码为 1 · Say where the database stands; exit 1 when it is not up to date."`
}

type migrateUp struct {
	settings
	Holidays []string `type:"existingfile" placeholder:"FILE" help:"另装放假安排：通知表与日期表两个 CSV 文件 · Also load holiday notices: two CSV files, notices then days."`
}

// Run migrates, then loads what a register needs before its first case.
func (c *migrateUp) Run(ctx context.Context, p *program) (err error) {
	if n := len(c.Holidays); n != 0 && n != 2 {
		return usagef("--holidays takes two files, the notices and their days: --holidays=notices.csv,days.csv")
	}
	years, err := holidayYears(c.Holidays)
	if err != nil {
		return err
	}
	db, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := migrate(ctx, db); err != nil {
		return ownerOnly(err)
	}
	loaded, err := loadReference(ctx, db, years)
	if err != nil {
		return err
	}
	s, err := schemaOf(ctx, db)
	if err != nil {
		return err
	}
	p.print("register %d, job queue %d; loaded divisions: %d, special days: %d\n", s.register, s.queue, loaded.divisions, loaded.days)
	return nil
}

// migrate brings both parts of the database up to date.
func migrate(ctx context.Context, db *store.DB) error {
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	return jobs.Migrate(ctx, db)
}

// ownerOnly says of a lacking right who has it.
func ownerOnly(err error) error {
	var refused *pgconn.PgError
	if errors.As(err, &refused) && refused.Code == "42501" {
		return fmt.Errorf("this role may not change the schema; migrate with the owner's URL: %w", err)
	}
	return err
}

type migrateStatus struct{ settings }

// Run prints where the database stands. It changes nothing.
func (c *migrateStatus) Run(ctx context.Context, p *program) (err error) {
	if !c.there() {
		p.print("there is no register in %s yet: run hukou migrate up\n", c.Data)
		return errFound
	}
	db, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	s, err := schemaOf(ctx, db)
	if err != nil {
		return err
	}
	p.print("register  %d of %d\njob queue %d of %d\n", s.register, s.registerKnown, s.queue, s.queueKnown)
	switch {
	case s.current():
		p.print("up to date\n")
		return nil
	case s.newer():
		p.print("made by a newer program: use that one\n")
	default:
		p.print("not up to date: run hukou migrate up\n")
	}
	return errFound
}
