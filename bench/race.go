package bench

import (
	"cmp"
	"context"
	"errors"
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

// score is what a runner did in all its turns: how long each step took, and the
// steps a second of each turn.
type score struct {
	waits []time.Duration
	rates []float64
}

// rate is the steps a second of the middle turn: one in which the machine did
// something else does not count.
func (s score) rate() float64 { return middle(slices.Clone(s.rates)) }

// shares are this score's turns beside those of another, which were next to them.
func (s score) shares(of score) []float64 {
	out := make([]float64, len(s.rates))
	for i := range out {
		out[i] = s.rates[i] / of.rates[i]
	}
	slices.Sort(out)
	return out
}

func middle[T cmp.Ordered](all []T) T {
	slices.Sort(all)
	return all[len(all)/2]
}

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
			start := r.Clock()
			got, err := r.press(ctx, workers, name, one, r.Duration/time.Duration(turns))
			if err != nil {
				return nil, err
			}
			took := r.Clock().Sub(start)
			scores[i].waits = append(scores[i].waits, got...)
			scores[i].rates = append(scores[i].rates, float64(len(got))/took.Seconds())
		}
	}
	for i := range scores {
		slices.Sort(scores[i].waits)
	}
	return scores, nil
}

// press has the workers take steps until the time is over, each one after another,
// and gives how long each took.
func (r *run) press(ctx context.Context, workers int, name string, one runner, length time.Duration) ([]time.Duration, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var all sync.WaitGroup
	waits, errs := make([][]time.Duration, workers), make([]error, workers)
	start := r.Clock()
	for worker := range workers {
		t := newTurn(name, worker, workers)
		all.Go(func() {
			for at := start; at == start || at.Sub(start) < length; {
				asked := r.Clock()
				if err := one.once(ctx, t); err != nil {
					errs[worker] = err
					stop()
					return
				}
				at = r.Clock()
				waits[worker] = append(waits[worker], at.Sub(asked))
			}
		})
	}
	all.Wait()
	return slices.Concat(waits...), first(errs)
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
