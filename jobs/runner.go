package jobs

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/riverqueue/river"

	"hukou/bell"
	"hukou/register"
	"hukou/store"
)

// Config is what the jobs need from outside. The times may be left at zero.
type Config struct {
	DB        *store.DB
	Registrar *register.Registrar
	// Bell forgets what was rung; nil where there is no bell.
	Bell *bell.Bell
	// Dir is the folder of jobs.db; PostgreSQL needs none.
	Dir string
	// Now is the real clock, also where the register's is moved.
	Now func() time.Time
	Log *slog.Logger

	// Evidence signs the journal; nil where nothing is to be signed.
	Evidence *Evidence

	Sweep    time.Duration // between two sweeps; a minute
	Look     time.Duration // between two looks for messages without a place; a second
	Sign     time.Duration // between two checkpoints; twenty seconds
	Sessions time.Duration // between two ends of old sessions; a quarter of an hour
	Forms    time.Duration // between two removals of forms that nobody came back to, and of old alarms of the bell; an hour
	Stale    time.Duration // without a sweep for so long, something is wrong; five minutes
}

// Runner works the jobs of one program. Any number of programs may run on one
// PostgreSQL; they agree among themselves who sets the periodic jobs.
type Runner struct {
	config  Config
	queue   *queue
	client  *river.Client[*sql.Tx]
	started time.Time // by the register's clock
	stop    context.CancelFunc
	watch   sync.WaitGroup
}

// New prepares the jobs and runs none. On SQLite it makes and migrates jobs.db; on
// PostgreSQL the schema must stand: see Migrate and Version.
func New(ctx context.Context, c Config) (*Runner, error) {
	c.Sweep = cmp.Or(c.Sweep, time.Minute)
	c.Look = cmp.Or(c.Look, time.Second)
	c.Sign = cmp.Or(c.Sign, 20*time.Second)
	c.Sessions = cmp.Or(c.Sessions, 15*time.Minute)
	c.Forms = cmp.Or(c.Forms, time.Hour)
	c.Stale = cmp.Or(c.Stale, 5*time.Minute)
	c.Log = slog.New(newSparing(c.Log.With("part", "jobs").Handler(), c.Now))
	q, err := openQueue(ctx, c)
	if err != nil {
		return nil, err
	}
	r := &Runner{config: c, queue: q}
	if r.client, err = river.NewClient(q.driver, r.settings()); err != nil {
		return nil, errors.Join(fmt.Errorf("jobs: set up the queue: %w", err), q.close())
	}
	return r, nil
}

// The queues. The sweep and the numbering have one worker each, so that in one
// program neither runs beside itself.
const (
	sweepQueue    = "sweep"
	sequenceQueue = "sequence"
	signQueue     = "sign"
)

// longestSweep ends a sweep that hangs. What it had done by then is done.
const longestSweep = 10 * time.Minute

func (r *Runner) settings() *river.Config {
	workers := river.NewWorkers()
	river.AddWorker(workers, &sweeper{config: &r.config})
	river.AddWorker(workers, &sequencer{config: &r.config})
	river.AddWorker(workers, &doorkeeper{config: &r.config})
	river.AddWorker(workers, &forgetter{config: &r.config})
	river.AddWorker(workers, &bellKeeper{config: &r.config})
	river.AddWorker(workers, &notary{config: &r.config})
	queues := map[string]river.QueueConfig{
		sweepQueue:         {MaxWorkers: 1},
		sequenceQueue:      {MaxWorkers: 1},
		river.QueueDefault: {MaxWorkers: 2},
	}
	due := []*river.PeriodicJob{
		periodic("sweep", r.config.Sweep, func() river.JobArgs { return sweepArgs{} }, sweepQueue),
		periodic("sessions", r.config.Sessions, func() river.JobArgs { return sessionsArgs{} }, river.QueueDefault),
		periodic("forms", r.config.Forms, func() river.JobArgs { return formsArgs{} }, river.QueueDefault),
	}
	if r.config.Bell != nil {
		due = append(due, periodic("bells", r.config.Forms, func() river.JobArgs { return bellArgs{} }, river.QueueDefault))
	}
	if r.config.Evidence != nil { // a program without the key leaves the job to one that has it
		queues[signQueue] = river.QueueConfig{MaxWorkers: 1}
		due = append(due, periodic("sign", r.config.Sign, func() river.JobArgs { return signArgs{} }, signQueue))
	}
	return &river.Config{
		Logger:       slog.New(atLeast{level: slog.LevelWarn, Handler: r.config.Log.Handler()}),
		ErrorHandler: &failures{log: r.config.Log},
		Schema:       r.queue.schema,
		PollOnly:     r.queue.poll,
		// Where the database tells of new jobs, polling is only the fall-back.
		FetchPollInterval:           r.queue.interval,
		FetchCooldown:               min(river.FetchCooldownDefault, r.queue.interval),
		MaxAttempts:                 1, // the next one is due soon anyway
		Queues:                      queues,
		Workers:                     workers,
		PeriodicJobs:                due,
		CompletedJobRetentionPeriod: time.Hour,
		RescueStuckJobsAfter:        longestSweep + time.Minute,
		// Only the owner of an index may build it anew, and the program is not.
		ReindexerSchedule: river.NeverSchedule(),
	}
}

// periodic is a job that is set once a period, whoever sets it and however often:
// a program that starts, or takes over from one that died, sets it at once.
func periodic(id string, every time.Duration, args func() river.JobArgs, queue string) *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(every), func() (river.JobArgs, *river.InsertOpts) {
		return args(), once(every, queue)
	}, &river.PeriodicJobOpts{ID: id, RunOnStart: true})
}

// once keeps the same job from being set twice in a period, a second at least.
func once(period time.Duration, queue string) *river.InsertOpts {
	return &river.InsertOpts{Queue: queue, UniqueOpts: river.UniqueOpts{ByPeriod: max(period, time.Second)}}
}

// Start begins to work jobs and returns. Only Stop ends it, so that a signal can
// first close the door and then let the work in hand come to its end.
func (r *Runner) Start(ctx context.Context) error {
	ctx, r.stop = context.WithCancel(context.WithoutCancel(ctx))
	r.started = r.config.Registrar.Now()
	if err := r.client.Start(ctx); err != nil {
		r.stop()
		return fmt.Errorf("jobs: start the queue: %w", err)
	}
	r.watch.Go(func() { r.look(ctx) })
	r.watch.Go(func() { r.checkSelf(ctx) })
	return nil
}

// Stop takes no new jobs, waits for those in hand until ctx ends, then cancels
// them, and closes the queue. A job that was cancelled is done by the next one.
func (r *Runner) Stop(ctx context.Context) error {
	if r.stop == nil { // never started
		return r.queue.close()
	}
	err := r.client.Stop(ctx)
	if err != nil {
		err = r.client.StopAndCancel(context.WithoutCancel(ctx))
	}
	r.stop()
	r.watch.Wait()
	return errors.Join(err, r.queue.close())
}
