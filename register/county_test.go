package register

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/store/storetest"
	"hukou/workflow"
)

// How the walk through the county goes; a walk of the same seed and size repeats itself.
var (
	countySteps  = flag.Int("countysteps", 400, "acts of the random walk through a county, on each database")
	countySeed   = flag.Uint64("countyseed", 1, "seed of the walk through the county; 0 draws one")
	countyPeople = flag.Int("countypeople", 400, "people of the county")
	countyCheck  = flag.Int("countycheck", 100, "acts between two whole checks of the county")
)

// county is a world on its way, with what the walk remembers of it.
type county struct {
	w        *world
	rng      *rand.Rand
	ids      int
	keys     int
	officers []Actor
	// loaded is how many people were taken over at the start.
	loaded int
	// lists are ids by the condition they were asked for, until the next act that writes.
	lists map[string][]string
	tally map[workflow.Business]*fates
	noes  map[string]int
	// month is the one balanced last, lastEnd how many people it ended with.
	month   string
	lastEnd int64
	steps   int
	// by is the officer whose act is under way.
	by Actor
	// did is that act in words, last the one whose outcome was looked at last.
	did, last string
}

// fates is what became of the cases of a business.
type fates struct{ opened, lodged, effected int }

// TestACountyStaysSoundWhateverHappens lets officers of five stations open and work on cases
// of every business at random while time passes. After each act the case has moved by one
// version or not at all and whoever it touched stands in exactly one place; now and then,
// and at the end, the whole check finds nothing, each month balances with the one before,
// and nobody has vanished. A failure is told with its seed: -countyseed repeats it.
func TestACountyStaysSoundWhateverHappens(t *testing.T) {
	seed := *countySeed
	if seed == 0 {
		seed = rand.Uint64()>>1 + 1
	}
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		t.Logf("the walk is repeated by -countyseed=%d -countysteps=%d -countypeople=%d", seed, *countySteps, *countyPeople)
		c := newCounty(newWorld(t, db), seed)
		c.settle(*countyPeople)
		c.whole()
		for c.steps = 1; c.steps <= *countySteps && !t.Failed(); c.steps++ {
			c.act()
			if c.steps%*countyCheck == 0 {
				c.whole()
			}
		}
		c.whole()
		c.tell()
	})
}

// act is one thing that happens in the county.
func (c *county) act() {
	open := c.ask("SELECT id FROM cases WHERE closed_at IS NULL ORDER BY id")
	switch n := c.rng.IntN(100); {
	case n < 6:
		c.wait()
	case n < 25 && len(open) < 120 || len(open) == 0:
		c.opens()
	default:
		if len(open) > 25 && c.chance(60) {
			open = open[len(open)-25:]
		}
		c.works(pick(c, open))
	}
}

// wait lets time pass, and the night's sweep run.
func (c *county) wait() {
	d := time.Duration(1+c.rng.IntN(72)) * time.Hour
	if c.chance(3) {
		d = 61 * 24 * time.Hour
	}
	before := c.w.r.Today()
	next := c.w.now.Load().Add(d)
	c.w.now.Store(&next)
	rep, err := c.w.r.Sweep(context.Background())
	c.w.must(err)
	for _, f := range rep.Failures {
		c.fail("the sweep over case %s, %s: %s", f.CaseID, f.Event, f.Err)
	}
	if before[:7] != c.w.r.Today()[:7] {
		c.monthEnds(before)
	}
}

// fail tells what went wrong, and where the walk was.
func (c *county) fail(format string, args ...any) {
	c.w.t.Helper()
	c.w.t.Errorf("act %d on %s: %s", c.steps, c.w.r.Today(), fmt.Sprintf(format, args...))
}

// expected tells whether an error is one of the answers that the package has for an
// officer; anything else is a fault of the program.
func expected(err error) bool {
	var refused *Refused
	var invalid *Invalid
	var blocked *Blocked
	var held *HeldError
	return err == nil || errors.As(err, &refused) || errors.As(err, &invalid) || errors.As(err, &blocked) || errors.As(err, &held) ||
		errors.Is(err, ErrNotFound) || errors.Is(err, ErrStale) || errors.Is(err, ErrForbidden)
}

// answered notes what an act was answered, and fails for what no officer should read.
func (c *county) answered(what string, err error) {
	c.w.t.Helper()
	c.did = what
	var refused *Refused
	var invalid *Invalid
	switch {
	case err == nil:
		return
	case !expected(err):
		c.fail("%s: %v", what, err)
	case errors.As(err, &refused):
		for _, u := range refused.Unmet {
			c.noes[what+" "+u.Code+" "+strings.Join(u.Detail, "|")]++
		}
	case errors.As(err, &invalid):
		for _, f := range invalid.Errors {
			c.noes[what+" "+f.Field+" "+f.Code]++
		}
	default:
		c.noes[what+" "+err.Error()]++
	}
}

// ask reads ids, each list once between two acts.
func (c *county) ask(query string, args ...any) []string {
	key := fmt.Sprint(query, args)
	if ids, ok := c.lists[key]; ok {
		return ids
	}
	var ids []string
	c.w.must(c.w.db.Read(context.Background(), func(tx *store.Tx) (err error) {
		ids, err = store.Rows[string](tx, query, args...)
		return err
	}))
	c.lists[key] = ids
	return ids
}

// officer is one of the county, by name and body.
func (c *county) officer(name, org string) Actor {
	i := slices.IndexFunc(c.officers, func(a Actor) bool { return a.OfficerID == "o-"+name+"-"+org })
	return c.officers[i]
}

func (c *county) key() string {
	c.keys++
	return fmt.Sprint("county-", c.keys)
}

// fate is the tally of a business.
func (c *county) fate(b string) *fates {
	f := c.tally[workflow.Business(b)]
	if f == nil {
		f = &fates{}
		c.tally[workflow.Business(b)] = f
	}
	return f
}

// tell logs what became of the cases of each business.
func (c *county) tell() {
	reached, lines := 0, []string{}
	for _, d := range c.w.r.Book().All(c.w.r.Today()) {
		f := c.fate(string(d.Business))
		f.effected = len(c.ask("SELECT DISTINCT e.case_id FROM journal e JOIN cases c ON c.id = e.case_id WHERE c.business = ? AND (e.to_state = 'effected' OR e.event = 'effect')", string(d.Business)))
		ended := len(c.ask("SELECT id FROM cases WHERE business = ? AND closed_at IS NOT NULL", string(d.Business)))
		if f.effected > 0 {
			reached++
		}
		lines = append(lines, fmt.Sprintf("%-20s opened %4d lodged %4d effected %4d ended %4d", d.Business, f.opened, f.lodged, f.effected, ended))
	}
	events := map[string]int{}
	for _, kind := range c.ask("SELECT kind FROM register_events") {
		events[kind]++
	}
	c.w.t.Logf("%d acts up to %s: %d businesses reached the register; events %v\n%s", c.steps-1, c.w.r.Today(), reached, events, strings.Join(lines, "\n"))
	if c.steps > 5000 && !c.w.t.Failed() && reached < 10 {
		c.w.t.Errorf("only %d businesses reached the register: the walk saw too little to prove anything", reached)
	}
	if testing.Verbose() {
		waits := map[string]int{}
		for _, s := range c.ask("SELECT business || '/' || state FROM cases WHERE closed_at IS NULL") {
			waits[s]++
		}
		c.w.t.Log("open:", waits)
		var noes []string
		for _, k := range slices.SortedFunc(maps.Keys(c.noes), func(a, b string) int { return c.noes[b] - c.noes[a] }) {
			if noes = append(noes, fmt.Sprint(c.noes[k], " ", k)); len(noes) == 150 {
				break
			}
		}
		c.w.t.Log(strings.Join(noes, "\n"))
	}
}

func (c *county) person(id string) models.Person { return one[models.Person](c.w, "id = ?", id) }
