package register

import (
	"context"
	"errors"
	"flag"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"
	"time"

	"hukou/store"
	"hukou/workflow"

	"github.com/anishathalye/porcupine"
)

// linear is how many operations each of the clients does; make faults says more.
var linear = flag.Int("linear", 80, "operations of each of the eight clients of the linearizability test")

// caseAsked is an operation on one case: a look, or a step of an officer who saw a version.
type caseAsked struct {
	id   string
	step bool
	seen int64
}

// caseTold is its answer: the version, or that the one seen was stale.
type caseTold struct {
	version int64
	stale   bool
}

// oneVersion is what a case is to those who work on it together: a step on the present
// version makes the next one, a step on another is refused, a look tells the present one.
func oneVersion() porcupine.Model {
	return porcupine.Model{
		Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
			byCase := map[string][]porcupine.Operation{}
			for _, o := range history {
				id := o.Input.(caseAsked).id
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
			now, asked, told := state.(int64), input.(caseAsked), output.(caseTold)
			switch {
			case now == 0: // the first look finds it as it was opened
				return !asked.step, told.version
			case !asked.step:
				return told.version == now, now
			case told.stale:
				return asked.seen != now, now
			}
			return asked.seen == now && told.version == now+1, told.version
		},
	}
}

// Eight officers look at a handful of cases and take steps on what they saw, all at once,
// and one in ten requests is sent twice at the same instant. To each it is as if the
// others had done all before or all after.
func TestStepsOfOfficersAtOnceAreAsIfOneAfterTheOther(t *testing.T) {
	eachWorld(t, func(w *world) {
		mother, father, house := w.seedFamily()
		var ids []string
		for order := range 5 {
			facts := birthFacts(mother, father, house)
			facts[workflow.FactBirthOrder], facts[workflow.FactCertificate] = order+1, "T64000000"+strconv.Itoa(order)
			id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: facts})
			w.step("clerk", id, workflow.Lodge, nil)
			ids = append(ids, id)
		}
		var mu sync.Mutex
		var history []porcupine.Operation
		began := time.Now()
		did := func(client int, asked caseAsked, act func() (caseTold, error)) caseTold {
			call := time.Since(began)
			told, err := act()
			back := time.Since(began)
			if err != nil {
				w.t.Errorf("%+v: %v", asked, err)
			}
			mu.Lock()
			defer mu.Unlock()
			history = append(history, porcupine.Operation{ClientId: client, Input: asked, Output: told, Call: int64(call), Return: int64(back)})
			return told
		}
		for _, id := range ids { // the version that each case begins with
			did(0, caseAsked{id: id}, func() (caseTold, error) { return caseTold{version: w.row(id).Version}, nil })
		}
		var all sync.WaitGroup
		for client, who := range []string{"clerk", "clerk2", "head", "community", "clerk", "clerk2", "head", "community"} {
			random := rand.New(rand.NewPCG(1, uint64(client)))
			all.Go(func() {
				for n := range *linear {
					id := ids[random.IntN(len(ids))]
					seen := did(client, caseAsked{id: id}, func() (caseTold, error) { return w.versionSeen(id) })
					req := StepRequest{CaseID: id, Event: workflow.Urge, Version: seen.version, Key: "linear-" + strconv.Itoa(client) + "-" + strconv.Itoa(n), Input: workflow.Facts{workflow.InReason: "请尽快办理"}}
					take := func() (caseTold, error) {
						ans, err := w.r.Take(context.Background(), w.officer(who), req)
						if errors.Is(err, ErrStale) {
							return caseTold{stale: true}, nil
						}
						return caseTold{version: ans.Version}, err
					}
					again := random.IntN(10) == 0
					did(client, caseAsked{id: id, step: true, seen: seen.version}, func() (caseTold, error) {
						if !again {
							return take()
						}
						return w.twice(take)
					})
				}
			})
		}
		all.Wait()
		steps := 0
		for _, o := range history {
			if o.Input.(caseAsked).step && !o.Output.(caseTold).stale {
				steps++
			}
		}
		t.Logf("%d operations by 8 officers in %v, %d steps taken", len(history), time.Since(began).Round(time.Millisecond), steps)
		if steps < len(ids) {
			w.t.Fatalf("%d steps were taken: this proves nothing", steps)
		}
		if got := porcupine.CheckOperationsTimeout(oneVersion(), history, 5*time.Minute); got != porcupine.Ok {
			w.t.Errorf("the history is not that of one case at a time: %v", got)
		}
	})
}

// twice sends a request twice at the same instant; both are answered alike.
func (w *world) twice(send func() (caseTold, error)) (caseTold, error) {
	var second caseTold
	var wrong error
	var both sync.WaitGroup
	both.Go(func() { second, wrong = send() })
	first, err := send()
	both.Wait()
	if first != second {
		w.t.Errorf("a request sent twice is answered %+v and %+v", first, second)
	}
	return first, errors.Join(err, wrong)
}

// versionSeen is a look at a case.
func (w *world) versionSeen(id string) (told caseTold, err error) {
	err = w.db.Read(context.Background(), func(tx *store.Tx) error {
		rows, err := store.Rows[int64](tx, "SELECT version FROM cases WHERE id = ?", id)
		if err == nil {
			told.version = rows[0]
		}
		return err
	})
	return told, err
}
