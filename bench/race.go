package bench

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"time"
)

// runner is one of those who are measured in turns.
type runner struct {
	name string
	once func(context.Context, *turn) error
}

// score is what a runner did in all its turns.
type score struct {
	done  int
	took  time.Duration
	waits []time.Duration
	// rates has each turn's own.
	rates []float64
}

// rate is steps a second.
func (s score) rate() float64 { return float64(s.done) / s.took.Seconds() }

// within is the wait that a share of the steps stayed below, such as 0.99.
func (s score) within(share float64) time.Duration {
	if len(s.waits) == 0 {
		return 0
	}
	return s.waits[min(int(share*float64(len(s.waits))), len(s.waits)-1)]
}

// race measures the runners in short turns one after the other, so that what else
// the machine does meets them all alike. The scores come in the runners' order.
func (r *run) race(ctx context.Context, workers int, runners []runner) ([]score, error) {
	scores := make([]score, len(runners))
	turns := ordinaryTurns
	if r.Quick {
		turns = 1
	}
	for n := range turns {
		for i, one := range runners {
			name := one.name + " " + strconv.Itoa(workers) + " " + strconv.Itoa(n)
			// The first moments of a turn warm what the others have cooled.
			if _, err := r.press(ctx, workers, name+" warm", one, r.Duration/time.Duration(10*turns)); err != nil {
				return nil, err
			}
			got, err := r.press(ctx, workers, name, one, r.Duration/time.Duration(turns))
			if err != nil {
				return nil, err
			}
			scores[i].add(got)
		}
	}
	for i := range scores {
		slices.Sort(scores[i].waits)
	}
	return scores, nil
}

func (s *score) add(t score) {
	s.done += t.done
	s.took += t.took
	s.waits = append(s.waits, t.waits...)
	s.rates = append(s.rates, t.rate())
}

// press has the workers take steps until the time is over, each one after another.
func (r *run) press(ctx context.Context, workers int, name string, one runner, length time.Duration) (score, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var all sync.WaitGroup
	waits, errs := make([][]time.Duration, workers), make([]error, workers)
	start := r.Clock()
	for worker := range workers {
		t := &turn{worker: worker, workers: workers, name: name, random: rand.New(rand.NewPCG(uint64(worker), uint64(len(name))))}
		all.Go(func() {
			for at := r.Clock(); at.Sub(start) < length; {
				if err := one.once(ctx, t); err != nil {
					errs[worker] = err
					stop()
					return
				}
				now := r.Clock()
				waits[worker] = append(waits[worker], now.Sub(at))
				at = now
			}
		})
	}
	all.Wait()
	got := score{took: r.Clock().Sub(start), waits: slices.Concat(waits...)}
	got.done = len(got.waits)
	return got, first(errs)
}

// first is the error that stopped the others, which report no more than that.
func first(errs []error) error {
	var found error
	for _, err := range errs {
		if err != nil && (found == nil || errors.Is(found, context.Canceled)) {
			found = err
		}
	}
	return found
}
