package stories

import (
	"bytes"
	"context"
	"crypto/sha256"
	"flag"
	"maps"
	"math/rand/v2"
	"net/http"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hukou/auth"
	"hukou/models"
	"hukou/register"
	"hukou/store"
	"hukou/workflow"
)

// kills is how often a serving program is killed under load; make faults says more.
var kills = flag.Int("kills", 12, "how often the program is killed under load, on SQLite; PostgreSQL gets a fiftieth, six at least")

// killers is the seed of every instant at which a program is killed.
var killers = flag.Uint64("kills-seed", 20091128, "the seed of the instants at which the program is killed")

// Clerks register newborns while the program is killed again and again, some of the times
// before it serves. Each request that got no answer is sent again with its key until it
// gets one. In the end each birth was entered once and whole, nothing that was answered
// is missing, a repeated key answers as it first did, and the register, its chains and
// its tree are sound.
func TestKilledAgainAndAgainNothingIsLostDoubledOrHalfDone(t *testing.T) {
	onBoth(t, func(t *testing.T, db database) {
		n := *kills
		if db == postgres {
			n = max(6, n/50)
		}
		first := demoAt(t, newHome(t, db), time.Now().Format(time.RFC3339))
		scene := behind(t, first.home)
		town := scene.townspeople(3 + mothers*6)
		k := &killed{t: t, home: first.home, town: town[3:], random: rand.New(rand.NewPCG(*killers, 0)), done: make(chan struct{})}
		for i := range 3 {
			name := "shacong.window" + strconv.Itoa(i+1)
			scene.hire(first, name, town[i].Members[0].ID, workflow.Clerk)
			k.signsIn(tell(t, first), name)
		}
		first.stop(t)
		k.run(scene, n)
		k.prove(scene)
	})
}

// killed is a register whose program is killed, and the clerks that work on with it.
type killed struct {
	t      *testing.T
	home   home
	town   []register.LoadedHousehold
	clerks []string // their sessions
	// secrets are those of their one-time codes, by session.
	secrets map[string]string
	random  *rand.Rand

	in    atomic.Pointer[instance]
	next  atomic.Int64
	done  chan struct{} // closed after the last kill
	mu    sync.Mutex
	acks  []ack
	birth []newborn
	// repeated counts requests that were sent again.
	repeated atomic.Int64
}

// ack is an answered request.
type ack struct {
	who    string
	asked  call
	status int
	body   [sha256.Size]byte
}

// newborn is a birth: its case, once it was registered to the end.
type newborn struct {
	id, mother string
	on         models.Date
}

// signsIn opens a clerk's session.
func (k *killed) signsIn(s *story, name string) {
	session := s.as(name).token
	if k.secrets == nil {
		k.secrets = map[string]string{}
	}
	for _, o := range s.in.Officers {
		if o.Username == name {
			k.secrets[session] = o.TOTPSecret
		}
	}
	k.clerks = append(k.clerks, session)
}

// signed is a decision with the clerk's code, which it needs once the sign-in is a quarter
// of an hour old. Two who share a session wait for each other's next code.
func (k *killed) signed(session string, c call, a answer) call {
	if bytes.Contains(a.body, []byte(`"signoff_failed"`)) {
		time.Sleep(time.Second)
	}
	code, err := auth.TOTPAt(k.secrets[session], time.Now())
	if err != nil {
		k.t.Error(err)
		runtime.Goexit()
	}
	body := maps.Clone(c.body.(facts))
	body["signoff"] = facts{"method": "totp", "code": code}
	c.body = body
	return c
}

// run kills n programs, each after an instant of its own, and lets the clerks finish what
// they have in hand with the last one.
func (k *killed) run(scene backstage, n int) {
	began := time.Now()
	var working sync.WaitGroup
	for i, session := range append(k.clerks, k.clerks[0]) {
		working.Go(func() { k.work(session, rand.New(rand.NewPCG(*killers, uint64(i+1)))) })
	}
	early := 0
	for range n {
		in := k.start()
		lives := time.Duration(5+k.random.IntN(150)) * time.Millisecond
		if k.random.IntN(8) == 0 { // while it starts
			early++
		} else {
			k.serving(in)
			if k.random.IntN(40) == 0 { // long enough for the jobs of each second, such as the tree's
				lives += time.Duration(k.random.IntN(2500)) * time.Millisecond
			}
		}
		time.Sleep(lives)
		_ = in.cmd.Process.Kill()
		<-in.ended
		in.http.CloseIdleConnections()
	}
	last := k.start()
	k.serving(last)
	close(k.done)
	working.Wait()
	k.t.Logf("killed %d times (%d of them while starting) in %v: %d births, %d requests answered, %d sent again", n, early, time.Since(began).Round(time.Second), len(k.birth), len(k.acks), k.repeated.Load())
	k.again()
	k.treeUpToDate(scene)
	last.stop(k.t)
}

func (k *killed) start() *instance {
	return start(k.t, k.home, ordinary, nil, append([]string{"serve", "--demo", "--addr", "127.0.0.1:0"}, k.home.flags()...)...)
}

// serving waits until the program serves and sends the clerks there.
func (k *killed) serving(in *instance) {
	in.Addr = in.errs.wait(k.t, servingAt)[1]
	k.in.Store(in)
}

// work registers newborns until the last kill is over.
func (k *killed) work(session string, random *rand.Rand) {
	for {
		select {
		case <-k.done:
			return
		default:
		}
		declared, born := lateBirth(k.town, int(k.next.Add(1)))
		var v view
		k.insist(session, call{method: http.MethodPost, path: "/cases", body: facts{"business": "birth_cert", "facts": declared}}, "", random, http.StatusCreated).into(k.t, &v)
		tag := ""
		take := func(path string, c call, want int) {
			c.method, c.path = http.MethodPost, "/cases/"+v.ID+path
			a := k.insist(session, c, tag, random, want)
			a.into(k.t, &v)
			tag = a.header.Get("ETag")
		}
		tag = strconv.Quote(strconv.FormatInt(v.Version, 10))
		take("/steps", call{body: facts{"event": "lodge"}}, http.StatusOK)
		for _, kind := range []string{"birth_certificate", "parent_household_book", "marriage_certificate"} {
			take("/materials", paper(kind), http.StatusCreated)
			take("/materials/"+v.Materials[len(v.Materials)-1].ID+"/verdict", call{body: facts{"result": "ok"}}, http.StatusOK)
		}
		take("/steps", call{body: facts{"event": "accept"}}, http.StatusOK)
		take("/steps", call{body: facts{"event": "skip_check", "to": "approved"}}, http.StatusOK)
		k.mu.Lock()
		born.id = v.ID
		k.birth = append(k.birth, born)
		k.mu.Unlock()
	}
}

// lateBirth is the i-th birth: of the next mother, and each mother's on days of their own
// within the year, so that the clerk decides it.
func lateBirth(mothers []register.LoadedHousehold, i int) (workflow.Facts, newborn) {
	mother := mothers[i%len(mothers)]
	born := models.DateOf(time.Now()).AddDays(-10 - i/len(mothers)%300)
	f := birthOf(mother, i)
	f[workflow.FactChildBirthDate], f[workflow.FactCertificateOn] = string(born), string(born.AddDays(2))
	return f, newborn{mother: mother.Members[0].ID, on: born}
}

// insist sends a request until it is answered: the same request under the same key.
func (k *killed) insist(session string, c call, tag string, random *rand.Rand, want int) answer {
	c.header = map[string]string{"Authorization": "Bearer " + session, "Idempotency-Key": strconv.FormatUint(random.Uint64(), 36) + strconv.FormatUint(random.Uint64(), 36)}
	if tag != "" {
		c.header["If-Match"] = tag
	}
	for tries := 0; ; tries++ {
		if in := k.in.Load(); in != nil {
			switch a := in.send(c); {
			case a.err != nil, a.status == http.StatusServiceUnavailable, a.status == http.StatusTooManyRequests:
			case a.status == http.StatusUnprocessableEntity && bytes.Contains(a.body, []byte(`"signoff_`)):
				c = k.signed(session, c, a)
			case a.status != want:
				k.t.Errorf("%s %s answers %s, want %d", c.method, c.path, a, want)
				runtime.Goexit()
			default:
				if tries > 0 {
					k.repeated.Add(1)
				}
				k.mu.Lock()
				k.acks = append(k.acks, ack{session, c, a.status, sha256.Sum256(a.body)})
				k.mu.Unlock()
				return a
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// again sends some of the answered requests once more: each answers as it first did.
func (k *killed) again() {
	asked, other := 0, 0
	for range min(200, len(k.acks)) {
		a := k.acks[k.random.IntN(len(k.acks))]
		got := k.in.Load().send(a.asked)
		asked++
		if got.status != a.status || sha256.Sum256(got.body) != a.body {
			if other++; other <= 3 {
				k.t.Errorf("%s %s is answered otherwise under its key: %s", a.asked.method, a.asked.path, got)
			}
		}
	}
	k.t.Logf("%d answered requests sent once more: %d answered otherwise", asked, other)
}

// treeUpToDate waits until each row of the journal is a leaf of the tree.
func (k *killed) treeUpToDate(b backstage) {
	for late := time.Now().Add(2 * time.Minute); time.Now().Before(late); time.Sleep(100 * time.Millisecond) {
		if counted(b, "SELECT count(*) FROM journal") == counted(b, "SELECT count(*) FROM tree_leaves") {
			return
		}
	}
	k.t.Error("the tree does not catch up with the journal")
}

// counted is the one number that a query finds.
func counted(b backstage, query string, args ...any) int64 {
	b.t.Helper()
	var n []int64
	b.must(b.db.Read(context.Background(), func(tx *store.Tx) (err error) {
		n, err = store.Rows[int64](tx, query, args...)
		return err
	}))
	return n[0]
}

// prove counts what the register holds of each birth: everything once.
func (k *killed) prove(b backstage) {
	once := func(what, query string, args ...any) {
		k.t.Helper()
		if n := counted(b, query, args...); n != 1 {
			k.t.Errorf("%s: %d times, want once", what, n)
		}
	}
	for _, born := range k.birth {
		for _, event := range []string{"lodge", "accept", "skip_check", "effect"} {
			once(event+" of case "+born.id, "SELECT count(*) FROM journal WHERE case_id = ? AND event = ?", born.id, event)
		}
		once("the child of "+born.mother, "SELECT count(*) FROM people WHERE mother_id = ? AND birth_date = ?", born.mother, string(born.on))
	}
	if n := counted(b, "SELECT count(*) FROM cases WHERE business = 'birth_cert' AND id IN (SELECT case_id FROM case_subjects WHERE role = 'mother' AND person_id IN (SELECT id FROM people WHERE org = ?))", k.town[0].Org); n != int64(len(k.birth)) {
		k.t.Errorf("the register has %d cases of births, want the %d that were registered", n, len(k.birth))
	}
	for _, proof := range []string{"check", "verify"} {
		if code, out := command(k.t, k.home, proof); code != 0 {
			k.t.Errorf("hukou %s ends with %d: %s", proof, code, out)
		}
	}
}
