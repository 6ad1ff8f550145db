package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hukou/store"
)

// look sets the numbering job when a message waits for its place. Each program
// looks for itself: an empty look is one read of an empty index, and a feed must
// not wait for the queue to agree on a new leader.
func (r *Runner) look(ctx context.Context) {
	r.every(ctx, r.config.Look, func() error {
		waiting, err := r.waiting(ctx)
		if err != nil || !waiting {
			return err
		}
		_, err = r.client.Insert(ctx, sequenceArgs{}, once(r.config.Look, sequenceQueue))
		return err
	})
}

func (r *Runner) waiting(ctx context.Context) (bool, error) {
	var found bool
	err := r.config.DB.Read(ctx, func(tx *store.Tx) error {
		rows, err := store.Rows[int64](tx, "SELECT 1 FROM outbox WHERE position = 0 LIMIT 1")
		found = len(rows) > 0
		return err
	})
	return found, err
}

// checkSelf says in the log when no sweep ran. It is no job: it must also speak
// when the queue is what stands still.
func (r *Runner) checkSelf(ctx context.Context) {
	r.every(ctx, min(r.config.Stale, time.Minute), func() error { return r.Ready(ctx) })
}

// every runs f at an interval until ctx ends. It logs when f begins to fail and when it
// works again; between the two the log has the failure once a minute.
func (r *Runner) every(ctx context.Context, interval time.Duration, f func() error) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			err := f()
			switch {
			case ctx.Err() != nil:
			case errors.Is(err, store.ErrUnavailable):
				r.config.Log.ErrorContext(ctx, "the database is gone; the program goes on asking", "error", err)
			case err != nil:
				r.config.Log.ErrorContext(ctx, err.Error())
			case failing:
				r.config.Log.InfoContext(ctx, "what failed before works again")
			}
			failing = err != nil
		}
	}
}

// Ready tells whether deadlines are being looked after: nil when a sweep ended
// within the last five minutes by the register's clock, or the program is no older
// than that.
func (r *Runner) Ready(ctx context.Context) error {
	last, err := r.config.Registrar.LastSweep(ctx)
	if err != nil {
		return fmt.Errorf("jobs: when the last sweep ran cannot be read: %w", err)
	}
	since := last
	if since.Before(r.started) {
		since = r.started
	}
	if r.config.Registrar.Now().Sub(since) <= r.config.Stale {
		return nil
	}
	ran := "none ever ended"
	if !last.IsZero() {
		ran = "the last one ended at " + last.Format(time.RFC3339)
	}
	return fmt.Errorf("jobs: no sweep for %v, %s: deadlines are not looked after; read the log for why, then restart the program", r.config.Stale, ran)
}
