package jobs

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// sparing says a complaint once a minute and no oftener, however often it comes: a
// database that is gone would fill the disk with the same line. It tells two apart by
// their texts and by the job or case they speak of.
type sparing struct {
	slog.Handler
	said *said
}

// said is when each complaint was written last.
type said struct {
	now func() time.Time
	mu  sync.Mutex
	at  map[string]time.Time
}

// sayAgain is how long a complaint is not repeated.
const sayAgain = time.Minute

// newSparing wraps a handler; now is real time.
func newSparing(h slog.Handler, now func() time.Time) sparing {
	return sparing{Handler: h, said: &said{now: now, at: map[string]time.Time{}}}
}

// Handle lets through what is no complaint, or one that was not written for a minute.
func (s sparing) Handle(ctx context.Context, r slog.Record) error {
	if r.Level < slog.LevelWarn || s.said.first(complaint(r)) {
		return s.Handler.Handle(ctx, r)
	}
	return nil
}

// complaint is what a line says, without what changes from one to the next.
func complaint(r slog.Record) string {
	key := r.Message
	r.Attrs(func(a slog.Attr) bool {
		if a.Key == "kind" || a.Key == "case" || a.Key == "event" {
			key += "|" + a.Value.String()
		}
		return true
	})
	return key
}

func (s *said) first(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	if last, ok := s.at[key]; ok && now.Sub(last) < sayAgain {
		return false
	}
	for k, at := range s.at {
		if now.Sub(at) >= sayAgain {
			delete(s.at, k)
		}
	}
	s.at[key] = now
	return true
}

// WithAttrs keeps what was said.
func (s sparing) WithAttrs(attrs []slog.Attr) slog.Handler {
	return sparing{Handler: s.Handler.WithAttrs(attrs), said: s.said}
}

// WithGroup keeps what was said.
func (s sparing) WithGroup(name string) slog.Handler {
	return sparing{Handler: s.Handler.WithGroup(name), said: s.said}
}

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
