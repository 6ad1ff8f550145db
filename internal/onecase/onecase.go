// Package onecase races officers over a handful of cases, for tests, and looks for an
// order of all that they asked in which each got the answer that one case gives.
package onecase

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/anishathalye/porcupine"
)

// Told is an answer: the version of the case, or that the one seen was stale.
type Told struct {
	Version int64
	Stale   bool
}

// Client is how one officer reaches cases: a look, and a step on the version seen, under
// a key.
type Client struct {
	Look func(id string) (Told, error)
	Step func(id string, seen int64, key string) (Told, error)
}

// Race is what came of one. Took is how long it lasted, Taken how many steps were taken,
// Failed every answer that should not be.
type Race struct {
	Took   time.Duration
	Taken  int
	Failed []error

	mu      sync.Mutex
	now     func() time.Time
	began   time.Time
	history []porcupine.Operation
}

// asked is an operation on one case: a look, or a step of an officer who saw a version.
type asked struct {
	id   string
	step bool
	seen int64
}

// Run has all clients at once look at the cases and take steps on what they saw, each so
// many times; one step in ten is sent twice at the same instant under its key. Now tells
// when an operation begins and ends.
func Run(now func() time.Time, clients []Client, each int, ids []string) *Race {
	r := &Race{now: now, began: now()}
	for _, id := range ids { // the version that each case begins with
		r.did(0, asked{id: id}, func() (Told, error) { return clients[0].Look(id) })
	}
	var all sync.WaitGroup
	for n, c := range clients {
		random := rand.New(rand.NewPCG(1, uint64(n))) // #nosec G404 -- a test that is the same each time
		all.Go(func() {
			for i := range each {
				id := ids[random.IntN(len(ids))]
				seen := r.did(n, asked{id: id}, func() (Told, error) { return c.Look(id) })
				take := func() (Told, error) { return c.Step(id, seen.Version, fmt.Sprintf("race-%d-%d", n, i)) }
				send := take
				if random.IntN(10) == 0 {
					send = func() (Told, error) { return twice(take) }
				}
				r.did(n, asked{id: id, step: true, seen: seen.Version}, send)
			}
		})
	}
	all.Wait()
	r.Took = r.now().Sub(r.began)
	for _, o := range r.history {
		if o.Input.(asked).step && !o.Output.(Told).Stale {
			r.Taken++
		}
	}
	return r
}

// Operations counts what was asked.
func (r *Race) Operations() int { return len(r.history) }

// Explained tells whether there is such an order; the search for it is given up, as
// unknown, after the time.
func (r *Race) Explained(within time.Duration) porcupine.CheckResult {
	return porcupine.CheckOperationsTimeout(model(), r.history, within)
}

func (r *Race) did(client int, a asked, act func() (Told, error)) Told {
	call := r.now().Sub(r.began)
	told, err := act()
	back := r.now().Sub(r.began)
	r.mu.Lock()
	defer r.mu.Unlock()
	if err != nil {
		r.Failed = append(r.Failed, fmt.Errorf("%+v: %w", a, err))
	}
	r.history = append(r.history, porcupine.Operation{ClientId: client, Input: a, Output: told, Call: int64(call), Return: int64(back)})
	return told
}

// twice sends a request twice at the same instant; both are answered alike.
func twice(send func() (Told, error)) (Told, error) {
	var second Told
	var wrong error
	var both sync.WaitGroup
	both.Go(func() { second, wrong = send() })
	first, err := send()
	both.Wait()
	switch {
	case err != nil:
		return first, err
	case wrong != nil:
		return first, wrong
	case first != second:
		return first, fmt.Errorf("a request sent twice is answered %+v and %+v", first, second)
	}
	return first, nil
}

// model is what a case is to those who work on it together: a step on the present version
// makes the next one, a step on another is refused, a look tells the present one.
func model() porcupine.Model {
	return porcupine.Model{
		Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
			byCase := map[string][]porcupine.Operation{}
			for _, o := range history {
				id := o.Input.(asked).id
				byCase[id] = append(byCase[id], o)
			}
			var out [][]porcupine.Operation
			for _, h := range byCase {
				out = append(out, h)
			}
			return out
		},
		Init: func() any { return int64(0) },
		Step: func(state, input, output any) (bool, any) {
			now, a, told := state.(int64), input.(asked), output.(Told)
			switch {
			case now == 0: // the first look finds it as it was opened
				return !a.step, told.Version
			case !a.step:
				return told.Version == now, now
			case told.Stale:
				return a.seen != now, now
			}
			return a.seen == now && told.Version == now+1, told.Version
		},
	}
}
