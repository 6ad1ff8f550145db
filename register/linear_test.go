package register

import (
	"context"
	"errors"
	"flag"
	"strconv"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"hukou/internal/onecase"
	"hukou/store"
	"hukou/workflow"
)

// linear is how many looks and steps each of the clients does; make faults says more.
var linear = flag.Int("linear", 80, "looks and steps of each of the eight clients of the linearizability test")

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
		var clients []onecase.Client
		for _, who := range []string{"clerk", "clerk2", "head", "community", "clerk", "clerk2", "head", "community"} {
			clients = append(clients, onecase.Client{Look: w.versionSeen, Step: func(id string, seen int64, key string) (onecase.Told, error) {
				ans, err := w.r.Take(context.Background(), w.officer(who), StepRequest{CaseID: id, Event: workflow.Urge, Version: seen, Key: key, Input: workflow.Facts{workflow.InReason: "请尽快办理"}})
				if errors.Is(err, ErrStale) {
					return onecase.Told{Stale: true}, nil
				}
				return onecase.Told{Version: ans.Version}, err
			}})
		}
		race := onecase.Run(time.Now, clients, *linear, ids)
		for _, err := range race.Failed {
			t.Error(err)
		}
		t.Logf("%d operations by 8 officers in %v, %d steps taken", race.Operations(), race.Took.Round(time.Millisecond), race.Taken)
		if race.Taken < len(ids) {
			t.Fatalf("%d steps were taken: this proves nothing", race.Taken)
		}
		if got := race.Explained(5 * time.Minute); got != porcupine.Ok {
			t.Errorf("the history is not that of one case at a time: %v", got)
		}
	})
}

// versionSeen is a look at a case.
func (w *world) versionSeen(id string) (told onecase.Told, err error) {
	err = w.db.Read(context.Background(), func(tx *store.Tx) error {
		rows, err := store.Rows[int64](tx, "SELECT version FROM cases WHERE id = ?", id)
		if err == nil {
			told.Version = rows[0]
		}
		return err
	})
	return told, err
}
