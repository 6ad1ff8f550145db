package main

import (
	"context"
	"fmt"

	"hukou/jobs"
	"hukou/store"
)

// schema is where the two parts of the database stand, and how far this program goes.
type schema struct {
	register, registerKnown int64
	queue, queueKnown       int
}

func schemaOf(ctx context.Context, db *store.DB) (schema, error) {
	var s schema
	var err error
	if s.register, s.registerKnown, err = db.Version(ctx); err != nil {
		return s, err
	}
	s.queue, s.queueKnown, err = jobs.Version(ctx, db)
	return s, err
}

func (s schema) current() bool { return s.register == s.registerKnown && s.queue == s.queueKnown }
func (s schema) newer() bool   { return s.register > s.registerKnown || s.queue > s.queueKnown }

// requireSchema refuses a database this program does not know, and says what to do.
func requireSchema(ctx context.Context, db *store.DB) error {
	s, err := schemaOf(ctx, db)
	switch {
	case err != nil:
		return err
	case s.newer():
		return fmt.Errorf("the database was made by a newer program (register %d, job queue %d; this one knows %d and %d): use that program",
			s.register, s.queue, s.registerKnown, s.queueKnown)
	case !s.current():
		return fmt.Errorf("the database is not up to date (register %d of %d, job queue %d of %d): run hukou migrate up with the owner role, then start again",
			s.register, s.registerKnown, s.queue, s.queueKnown)
	}
	return nil
}
