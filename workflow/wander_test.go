package workflow

import (
	command "flag" // the book has a guard called flag
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// walkSteps is how many steps the random walks take; make faults says more.
var walkSteps = command.Int("walksteps", 4_000, "steps that random walks through the machines take")

// TestNoRandomWalkGetsPastFourEyes lets officers who change their postings on the way, one
// of them under two accounts, try whatever they like with a case of any business in any
// edition. What the rule book lets them do is held against the table of steps and against
// the duty of two persons, both read by other code than Decide's. What fails is told with
// the seed that shows it again: -rapid.seed, or the file that -rapid.failfile reads.
func TestNoRandomWalkGetsPastFourEyes(t *testing.T) {
	grounds := groundsOf(t)
	set(t, "rapid.steps", "60") // tries of one walk, on the average; some 17 of them are allowed
	var seen tally
	seed, given := seedOf(t)
	t.Logf("the first seed is %d", seed)
	for seen.taken < *walkSteps {
		set(t, "rapid.checks", strconv.Itoa(max(10, (*walkSteps-seen.taken)/15)))
		set(t, "rapid.seed", strconv.FormatUint(seed, 10))
		rapid.Check(t, func(t *rapid.T) {
			w := &wander{seen: &seen}
			w.ground = one(w, t, "business", grounds)
			w.staff(t)
			w.anew()
			t.Repeat(map[string]func(*rapid.T){
				"anybody tries anything":     w.anything,
				"somebody posted tries":      w.posted,
				"somebody from before tries": w.known,
				"a posting changes":          w.posting,
			})
			seen.walks++
		})
		if given {
			break
		}
		seed += 1 << 32 // rapid counts its own up from here
	}
	t.Logf("%d walks, %d cases: %d tries, %d steps taken, %d approvals, %d times barred by four eyes alone, %d places looked at for a way out: 0 against the rules",
		seen.walks, seen.cases, seen.tries, seen.taken, seen.approvals, seen.barred, seen.outs)
	if enough := *walkSteps / 500; !given && (seen.approvals < enough || seen.barred < enough) {
		t.Error("the walks saw too little to prove anything")
	}
}

// seedOf is the seed of the first walk: a new one each time, unless one is given.
func seedOf(t *testing.T) (seed uint64, given bool) {
	t.Helper()
	text := command.Lookup("rapid.seed").Value.String()
	seed, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	if seed == 0 {
		return rand.Uint64()>>1 + 1, false
	}
	return seed, true
}

// set gives a flag of rapid's a value until the test is over.
func set(t *testing.T, name, value string) {
	t.Helper()
	f := command.Lookup(name)
	was := f.Value.String()
	t.Cleanup(func() { _ = f.Value.Set(was) })
	if err := f.Value.Set(value); err != nil {
		t.Fatal(err)
	}
}

// tally is what all walks together saw.
type tally struct{ walks, cases, tries, taken, approvals, barred, outs int }

// account is one sign-in: two of them belong to one person.
type account struct {
	person string
	posts  []By
}

// deed is a step that was taken.
type deed struct {
	on        Event
	step      Step
	from, to  State
	account   int
	person    string
	as        By
	proposing bool
}

// left is a place that the case is to go back to.
type left struct {
	state State
	on    Event
}

// proposal is the first half of an act of two persons, while the case stands where it
// was made.
type proposal struct {
	on     Event
	person string
}

// wander is one case on its way, with what the register would keep of it.
type wander struct {
	*ground
	picks     int
	seen      *tally
	accounts  []account
	state     State
	deeds     []deed
	been      []State
	returns   []left
	proposals []proposal
}

// pick draws a number below n. Rapid likes small ones; here each shall come as often, so
// the draw is shaken by how many came before it in this walk.
func (w *wander) pick(t *rapid.T, what string, n int) int {
	w.picks++
	x := uint64(rapid.IntRange(0, 1<<16-1).Draw(t, what)) + uint64(w.picks)<<16
	x *= 0x9e3779b97f4a7c15
	return int((x ^ x>>32) % uint64(n))
}

func one[T any](w *wander, t *rapid.T, what string, of []T) T { return of[w.pick(t, what, len(of))] }

// staff posts the officers: ten accounts of nine persons, and the system.
func (w *wander) staff(t *rapid.T) {
	for i := range 10 {
		w.accounts = append(w.accounts, account{person: fmt.Sprint("p", max(0, i-1)), posts: w.posts(t)})
	}
	w.accounts = append(w.accounts, account{posts: []By{bySystem}})
}

func (w *wander) posts(t *rapid.T) []By {
	out := make([]By, w.pick(t, "posts", 5))
	for i := range out {
		out[i] = one(w, t, "post", w.people)
	}
	return out
}

// anew opens another case, which the same officers then have.
func (w *wander) anew() {
	w.state, w.been, w.deeds, w.returns, w.proposals = w.d.Initial, []State{w.d.Initial}, nil, nil, nil
	w.seen.cases++
}

// posting changes what an officer may do, or lets two officers change places; not each
// time, or nobody would get to do anything.
func (w *wander) posting(t *rapid.T) {
	if w.pick(t, "stays", 3) > 0 {
		return
	}
	i := w.pick(t, "account", len(w.accounts)-1)
	if j := w.pick(t, "with", len(w.accounts)-1); j != i {
		w.accounts[i].posts, w.accounts[j].posts = w.accounts[j].posts, w.accounts[i].posts
		return
	}
	w.accounts[i].posts = w.posts(t)
}

func (w *wander) anything(t *rapid.T) {
	w.try(t, w.pick(t, "account", len(w.accounts)), one(w, t, "event", w.events))
}

// posted lets one who is posted for it take a step that the table has here.
func (w *wander) posted(t *rapid.T) { w.among(t, func(account) bool { return true }) }

// known lets one who has had the case before take one: by whichever account.
func (w *wander) known(t *rapid.T) {
	w.among(t, func(a account) bool {
		return slices.ContainsFunc(w.deeds, func(d deed) bool { return d.person == a.person && a.person != "" })
	})
}

// among chooses of the steps that those who fit are posted for here: mostly one that
// leads on, so that walks get far.
func (w *wander) among(t *rapid.T, fits func(account) bool) {
	type pair struct {
		who int
		on  Event
	}
	pairs := func(events map[By][]Event) []pair {
		var out []pair
		for i, a := range w.accounts {
			if !fits(a) {
				continue
			}
			for _, as := range a.posts {
				for _, on := range events[as] {
					out = append(out, pair{i, on})
				}
			}
		}
		return out
	}
	var open []pair
	if w.pick(t, "on", 3) > 0 {
		open = pairs(w.onward[w.state])
	}
	if len(open) == 0 {
		open = pairs(w.able[w.state])
	}
	if len(open) == 0 {
		w.anything(t)
		return
	}
	next := one(w, t, "who and what", open)
	w.try(t, next.who, next.on)
}

// try asks the rule book, and does what it allows.
func (w *wander) try(t *rapid.T, by int, on Event) {
	if slices.Contains(w.d.Ends, w.state) && w.pick(t, "another case", 3) == 0 {
		w.anew()
		return
	}
	w.seen.tries++
	who := w.accounts[by]
	q := Request{State: w.state, Event: on, Standings: who.posts, Facts: Facts{}, Input: Facts{}}
	if here := w.ways[place{w.state, on}]; len(here) > 0 {
		y := one(w, t, "step", here)
		q.Facts, q.Input = y.facts.only(y.known), y.input
		if targets := y.Targets(w.state); len(targets) > 1 {
			q.To = one(w, t, "to", targets)
		}
		if len(y.reads) > 0 && w.pick(t, "otherwise", 6) == 0 {
			f := one(w, t, "fact", y.reads)
			put(q.Facts, f, one(w, t, "value", w.b.samples(f)))
		}
	}
	w.overlay(q.Facts, by, on)
	dec, no := w.b.Decide(w.d, q)
	if no != nil {
		if !slices.ContainsFunc(no.Unmet, func(c Condition) bool { return c.Code != string(GNotMaker) && c.Code != string(GNotChecker) }) && len(no.Unmet) > 0 {
			w.seen.barred++
		}
		return
	}
	w.seen.taken++
	now := deed{on: on, step: dec.Step, from: w.state, to: dec.To, account: by, person: who.person, as: dec.As, proposing: dec.Proposing}
	w.written(t, now, dec, who)
	w.fourEyes(t, now)
	w.move(now)
	if dec.To != dec.From {
		w.leadsOut(t)
	}
}

// overlay says what the register would know of the case's own past.
func (w *wander) overlay(f Facts, by int, on Event) {
	who := w.accounts[by]
	hand := func(fits func(deed) bool) bool {
		return who.person != "" && slices.ContainsFunc(w.deeds, func(d deed) bool { return d.person == who.person && fits(d) })
	}
	f[FActorIsMaker] = hand(func(d deed) bool { return d.step.Hand == Makes })
	f[FActorIsChecker] = hand(func(d deed) bool { return d.step.Hand == Checks })
	f[FActorIsAcceptor] = hand(func(d deed) bool { return d.on == Accept })
	f[FProposedByOther] = slices.ContainsFunc(w.proposals, func(p proposal) bool { return p.on == on && p.person != who.person })
	f[FLastStepMine] = w.last() == by
	w.whence(f, w.returns)
	delete(f, FPreviousState)
	for _, d := range w.deeds {
		if d.from != d.to {
			f[FPreviousState] = string(d.from)
		}
	}
}

// whence says where the case has been and is to go back to.
func (w *wander) whence(f Facts, returns []left) {
	delete(f, FReturnTo)
	delete(f, FReturnedBy)
	f[FStatesBefore] = texts(w.been)
	if n := len(returns); n > 0 {
		f[FReturnTo] = string(returns[n-1].state)
		if returns[n-1].on == Return {
			f[FReturnedBy] = string(returns[n-1].state)
		}
	}
}

// last is the account of the newest step that an officer took.
func (w *wander) last() int {
	for _, d := range slices.Backward(w.deeds) {
		if d.person != "" {
			return d.account
		}
	}
	return -1
}

// move keeps the case's past as the register does.
func (w *wander) move(d deed) {
	w.deeds = append(w.deeds, d)
	switch {
	case d.proposing:
		w.proposals = append(w.without(d.on[len("propose_"):]), proposal{d.on[len("propose_"):], d.person})
	case d.step.TwoPerson():
		w.proposals = w.without(d.on)
	}
	if d.to == d.from {
		return
	}
	w.returns, w.proposals = returned(w.returns, d.step, d.from, d.to, d.on), nil
	w.state = d.to
	if !slices.Contains(w.been, d.to) {
		w.been = append(w.been, d.to)
	}
	if d.to == Approved && !d.step.Back {
		w.seen.approvals++
	}
}

func (w *wander) without(on Event) []proposal {
	return slices.DeleteFunc(slices.Clone(w.proposals), func(p proposal) bool { return p.on == on })
}

// returned is the stack of places to go back to after a move.
func returned(stack []left, s Step, from, to State, on Event) []left {
	if i := slices.IndexFunc(stack, func(l left) bool { return l.state == to }); i >= 0 {
		stack = stack[:i]
	}
	if s.Push {
		stack = append(slices.Clone(stack), left{from, on})
	}
	return stack
}
