package jobs

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"hukou/store"
)

// sweepArgs, like the other arguments, are empty: what is due stands in the
// register, and the queue names nobody.
type sweepArgs struct{}

// Kind is the job's name in the queue.
func (sweepArgs) Kind() string { return "sweep" }

// sweeper takes the steps whose day has come.
type sweeper struct {
	river.WorkerDefaults[sweepArgs]
	config *Config
}

// Timeout is how long a sweep may take.
func (w *sweeper) Timeout(*river.Job[sweepArgs]) time.Duration { return longestSweep }

// Work sweeps once. A case that fails is counted and tried again by the next sweep.
func (w *sweeper) Work(ctx context.Context, _ *river.Job[sweepArgs]) error {
	report, err := w.config.Registrar.Sweep(ctx)
	if err != nil {
		return err
	}
	for _, f := range report.Failures {
		w.config.Log.WarnContext(ctx, "a step that is due could not be taken; the next sweep tries again", "case", f.CaseID, "event", f.Event, "error", f.Err)
	}
	if report.Taken+report.Failed+report.Reminders+report.Recounted > 0 {
		w.config.Log.InfoContext(ctx, "swept", "taken", report.Taken, "skipped", report.Skipped, "failed", report.Failed,
			"reminders", report.Reminders, "recounted", report.Recounted)
	}
	return nil
}

type sequenceArgs struct{}

// Kind is the job's name in the queue.
func (sequenceArgs) Kind() string { return "sequence" }

// sequencer gives committed messages their place in the feed.
type sequencer struct {
	river.WorkerDefaults[sequenceArgs]
	config *Config
}

// Work numbers until nothing waits.
func (w *sequencer) Work(ctx context.Context, _ *river.Job[sequenceArgs]) error {
	for {
		n, err := w.config.Registrar.Sequence(ctx)
		if err != nil || n == 0 {
			return err
		}
	}
}

type sessionsArgs struct{}

// Kind is the job's name in the queue.
func (sessionsArgs) Kind() string { return "sessions" }

// doorkeeper ends the sessions whose time is over. The rows stay: they are the
// record of who was signed in (网络安全法 21).
type doorkeeper struct {
	river.WorkerDefaults[sessionsArgs]
	config *Config
}

// Work ends them as of the moment they expired.
func (w *doorkeeper) Work(ctx context.Context, _ *river.Job[sessionsArgs]) error {
	return w.config.DB.InTx(ctx, func(tx *store.Tx) error {
		_, err := tx.Exec("UPDATE sessions SET ended_at = expires_at WHERE ended_at IS NULL AND expires_at <= ?", w.config.Now().UTC())
		return err
	})
}

type formsArgs struct{}

// Kind is the job's name in the queue.
func (formsArgs) Kind() string { return "forms" }

// forgetter takes away what was typed into forms that nobody came back to.
type forgetter struct {
	river.WorkerDefaults[formsArgs]
	config *Config
}

// Work takes away what is too old now; a second run finds nothing.
func (w *forgetter) Work(ctx context.Context, _ *river.Job[formsArgs]) error {
	gone, err := w.config.Registrar.ForgetForms(ctx)
	if err == nil && gone > 0 {
		w.config.Log.InfoContext(ctx, "forms that nobody came back to are forgotten", "forms", gone)
	}
	return err
}

type bellArgs struct{}

// Kind is the job's name in the queue.
func (bellArgs) Kind() string { return "bells" }

// bellKeeper deletes what the neighbours' bell rang thirty days ago.
type bellKeeper struct {
	river.WorkerDefaults[bellArgs]
	config *Config
}

// Work deletes what is too old now; a second run finds nothing. A program without a bell
// that meets the job of one with it leaves it for the next.
func (w *bellKeeper) Work(ctx context.Context, _ *river.Job[bellArgs]) error {
	if w.config.Bell == nil {
		return nil
	}
	gone, err := w.config.Bell.Forget(ctx)
	if err == nil && gone > 0 {
		w.config.Log.InfoContext(ctx, "alarms of the neighbours' bell are forgotten")
	}
	return err
}
