package handlers

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"hukou/internal/onecase"
)

// linear is how many looks and steps each of the clients does; make faults says more.
var linear = flag.Int("linear", 40, "looks and steps of each of the eight clients of the linearizability test over HTTP")

// The same officers as in package register, each with a session, over HTTP: they look at
// cases, step on the ETag they got, and send one step in ten twice at the same instant
// under its key. To each it is as if the others had done all before or all after.
func TestClientsAtOnceOverHTTPAreAsIfOneAfterTheOther(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		var ids []string
		for range 5 {
			id := w.open("clerk", "lead", leadFacts())
			w.want(w.step("clerk", id, w.version(id), contact()), http.StatusOK, "")
			ids = append(ids, id)
		}
		served := httptest.NewServer(w.e)
		defer served.Close()
		var clients []onecase.Client
		var clock sync.Mutex
		for _, who := range []string{"clerk", "clerk2", "head", "community", "clerk", "clerk2", "head", "community"} {
			token := w.session(who)
			browser := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 4}, Timeout: time.Minute}
			ask := func(method, path, body string, header map[string]string) (onecase.Told, error) {
				clock.Lock()
				w.pass(25 * time.Millisecond) // no officer asks more than the limit lets
				clock.Unlock()
				q, err := http.NewRequest(method, served.URL+base+path, strings.NewReader(body))
				if err != nil {
					return onecase.Told{}, err
				}
				q.Header.Set("Authorization", "Bearer "+token)
				q.Header.Set("Content-Type", "application/json")
				for name, value := range header {
					q.Header.Set(name, value)
				}
				a, err := browser.Do(q)
				if err != nil {
					return onecase.Told{}, err
				}
				text, err := io.ReadAll(a.Body)
				switch {
				case errors.Join(err, a.Body.Close()) != nil:
					return onecase.Told{}, err
				case a.StatusCode == http.StatusPreconditionFailed:
					return onecase.Told{Stale: true}, nil
				case a.StatusCode != http.StatusOK:
					return onecase.Told{}, fmt.Errorf("%d %s", a.StatusCode, text)
				}
				version, err := strconv.ParseInt(strings.Trim(a.Header.Get("ETag"), `"`), 10, 64)
				return onecase.Told{Version: version}, err
			}
			clients = append(clients, onecase.Client{
				Look: func(id string) (onecase.Told, error) { return ask(http.MethodGet, "/cases/"+id, "", nil) },
				Step: func(id string, seen int64, key string) (onecase.Told, error) {
					return ask(http.MethodPost, "/cases/"+id+"/steps", `{"event":"urge","input":{"reason":"请尽快办理"}}`,
						map[string]string{"If-Match": `"` + strconv.FormatInt(seen, 10) + `"`, "Idempotency-Key": key})
				}})
		}
		race := onecase.Run(time.Now, clients, *linear, ids)
		for _, err := range race.Failed {
			t.Error(err)
		}
		t.Logf("%d operations by 8 clients in %v, %d steps taken", race.Operations(), race.Took.Round(time.Millisecond), race.Taken)
		if race.Taken < len(ids) {
			t.Fatalf("%d steps were taken: this proves nothing", race.Taken)
		}
		if got := race.Explained(5 * time.Minute); got != porcupine.Ok {
			t.Errorf("the history is not that of one case at a time: %v", got)
		}
	})
}
