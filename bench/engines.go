package bench

import (
	"context"
	"errors"
	"fmt"
)

// engine is how one database is measured.
type engine struct {
	name    string
	workers []int
	// open makes the database of a world.
	open func(ctx context.Context, size int) (*world, error)
	// limits are what the step is compared with; the first is the measure.
	limits func(*world) []runner
	// least is the target for the step's share of the measure.
	least float64
	// measure names what the share is of.
	measure string
}

// stepName is how the table calls the whole of a step; anywhereName the same on a case
// that may be as old as the register.
const (
	stepName     = "officer's step"
	anywhereName = "the same, any case"
)

// engine measures one database at all numbers of cases.
func (r *run) engine(ctx context.Context, e engine) (aims []aim, err error) {
	var worlds []*world
	defer func() {
		for _, w := range worlds {
			err = errors.Join(err, w.end())
		}
	}()
	for _, size := range r.Cases {
		start := r.Clock()
		w, err := e.open(ctx, size)
		if err != nil {
			return nil, err
		}
		worlds = append(worlds, w)
		if len(worlds) == 1 {
			if err := r.settings(ctx, e.name, w.db); err != nil {
				return nil, err
			}
		}
		r.print.line("%s cases made in %.1f s", count(size), r.Clock().Sub(start).Seconds())
	}
	r.print.begin(e.name, "cases", "workers", "", "per second", "p50", "p95", "p99", "of the limit", "(each turn)")
	for _, workers := range e.workers {
		found, err := r.compare(ctx, e, worlds, workers)
		if err != nil {
			return nil, err
		}
		aims = append(aims, found...)
	}
	r.print.end()
	if err := r.sequence(ctx, worlds[0]); err != nil {
		return nil, err
	}
	more, err := r.seventy(ctx, e.name, worlds[0])
	return append(aims, more...), err
}

// compare races the step against its limits at one number of workers, in all worlds.
func (r *run) compare(ctx context.Context, e engine, worlds []*world, workers int) ([]aim, error) {
	var runners []runner
	for _, w := range worlds {
		runners = append(append(runners, e.limits(w)...), runner{name: anywhereName, once: w.stepAnywhere}, runner{name: stepName, once: w.step})
	}
	scores, err := r.race(ctx, workers, runners)
	if err != nil {
		return nil, err
	}
	each := len(runners) / len(worlds)
	for i, s := range scores {
		shares := s.shares(scores[i/each*each])
		r.print.row(count(worlds[i/each].size), fmt.Sprint(workers), runners[i].name, rate(s.rate()), millis(s.within(0.5)), millis(s.within(0.95)), millis(s.within(0.99)),
			fmt.Sprintf("%.2f", middle(shares)), fmt.Sprintf("%.2f–%.2f", shares[0], shares[len(shares)-1]))
	}
	var aims []aim
	small, large := scores[each-1], scores[len(scores)-1]
	if workers == e.workers[len(e.workers)-1] {
		share := middle(small.shares(scores[0]))
		aims = append(aims, aim{what: fmt.Sprintf("%s: the step's share of %s, %s", e.name, e.measure, officers(workers)),
			figure: fmt.Sprintf("%.2f", share), target: fmt.Sprintf("≥ %.2f", e.least), met: share >= e.least})
	}
	if len(worlds) > 1 {
		kept := middle(large.shares(small))
		aims = append(aims, aim{what: fmt.Sprintf("%s: what %s cases leave of the rate, %s", e.name, count(worlds[len(worlds)-1].size), officers(workers)),
			figure: fmt.Sprintf("%.2f", kept), target: "≥ 0.80", met: kept >= 0.8})
	}
	return aims, nil
}

// officers counts workers in words.
func officers(n int) string {
	if n == 1 {
		return "1 worker"
	}
	return fmt.Sprintf("%d workers", n)
}

// sequence says how fast the feed numbers what the steps left waiting: steps cannot
// go on for ever faster than that.
func (r *run) sequence(ctx context.Context, w *world) error {
	start, done := r.Clock(), 0
	for r.Clock().Sub(start) < r.Duration {
		n, err := w.r.Sequence(ctx)
		if err != nil {
			return fmt.Errorf("bench: number the feed: %w", err)
		}
		if done += n; n == 0 {
			break
		}
	}
	r.print.line("the feed numbered %s messages, %s a second", count(done), rate(float64(done)/r.Clock().Sub(start).Seconds()))
	return nil
}
