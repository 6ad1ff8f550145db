package handlers

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hukou/store"
	"hukou/store/storetest"
	"hukou/workflow"
)

// timed is how many pairs are measured of each call.
const timed = 300

// Whoever names a thing of others makes the program ask the database just what it asks
// for a thing that nobody has, statement by statement, in every call and for every role:
// the time of an answer tells no more than its words. How long both take is printed.
func TestWhatLiesElsewhereIsLookedForAsWhatThereIsNot(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var texts []string
		m := seedMatrix(t, newWorld(t, storetest.Told(t, db, func(text string) { texts = append(texts, text) }), Config{}))
		heard := func(ask func() reply) ([]string, reply) {
			texts = nil
			r := ask()
			return texts, r
		}
		rows, compared := rowsOf(t, m), 0
		for _, role := range everyRole(t) {
			for _, at := range []seat{sister, elsewhere} {
				if bodyOf(role, at) == "" {
					continue
				}
				for _, r := range rows {
					if len(r.kinds) == 0 && r.asks.kind == "" {
						continue
					}
					a := asking{matrix: m, row: r, who: officerAt(role, at), body: r.asks.body}
					var ours map[string]string
					if at == elsewhere && role != workflow.Region {
						ours = m.others
					}
					a.of(ours, func(string) string { return nobodysID }) // signs in
					theirs, there := heard(func() reply { return a.of(ours, func(kind string) string { return m.ids[kind] }) })
					nobodys, _ := heard(func() reply { return a.of(ours, func(string) string { return nobodysID }) })
					if compared++; !slices.Equal(theirs, nobodys) {
						t.Errorf("%s, %s (%d): a thing of others is looked for otherwise than one that there is not (-none +theirs):\n%s", r.name, a.who, there.Code, cmp.Diff(nobodys, theirs))
					}
				}
			}
		}
		t.Logf("%d pairs ask the database alike", compared)
		for _, r := range rows {
			if r.method == http.MethodGet && len(r.kinds) > 0 {
				m.measure(r)
			}
		}
	})
}

// measure prints how long a clerk elsewhere waits for what is of others, and for nothing.
func (m *matrix) measure(r accessRow) {
	m.t.Helper()
	a := asking{matrix: m, row: r, who: officerAt(workflow.Clerk, elsewhere)}
	var took [2][]time.Duration
	ids := []func(kind string) string{func(kind string) string { return m.ids[kind] }, func(string) string { return nobodysID }}
	for n := range 2 * timed {
		i := (n + n/2) % 2 // each is the first of every other pair
		began := time.Now()
		a.of(m.others, ids[i])
		took[i] = append(took[i], time.Since(began))
	}
	for i := range took {
		slices.Sort(took[i])
	}
	of, nobodys := took[0][timed/2], took[1][timed/2]
	m.t.Logf("%-30s median of %d: of others %v, of nobody %v, %+v", strings.TrimSpace(r.name), timed, of.Round(time.Microsecond), nobodys.Round(time.Microsecond), (of - nobodys).Round(time.Microsecond))
}
