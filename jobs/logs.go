package jobs

import (
	"context"
	"log/slog"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// failures writes down why a job failed. River's own lines add the job's
// arguments; these do not need them.
type failures struct{ log *slog.Logger }

// HandleError logs the error of a job and leaves the rest to the queue.
func (f *failures) HandleError(ctx context.Context, job *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	f.log.ErrorContext(ctx, "a job failed; the next one tries again", "kind", job.Kind, "error", err)
	return nil
}

// HandlePanic logs what a job broke on, with its trace, and leaves the rest to the
// queue: the program and the other jobs go on.
func (f *failures) HandlePanic(ctx context.Context, job *rivertype.JobRow, value any, trace string) *river.ErrorHandlerResult {
	f.log.ErrorContext(ctx, "a job panicked; the next one tries again", "kind", job.Kind, "panic", value, "trace", trace)
	return nil
}

// atLeast lets through what weighs enough. River tells of every election at Info.
type atLeast struct {
	slog.Handler
	level slog.Level
}

// Enabled asks the handler below only where the level is high enough.
func (a atLeast) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= a.level && a.Handler.Enabled(ctx, level)
}

// WithAttrs keeps the level.
func (a atLeast) WithAttrs(attrs []slog.Attr) slog.Handler {
	return atLeast{Handler: a.Handler.WithAttrs(attrs), level: a.level}
}

// WithGroup keeps the level.
func (a atLeast) WithGroup(name string) slog.Handler {
	return atLeast{Handler: a.Handler.WithGroup(name), level: a.level}
}
