package stories

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"hukou/evidence"
	"hukou/store"
	"hukou/workflow"
)

// cuts is how many instants of a busy hour the power is cut at; make faults says more.
var cuts = flag.Int("cuts", 10, "at how many instants the power is cut, on SQLite")

// Clerks register newborns while strace notes every write, every synchronisation and
// every answer of the program. Then the power is cut at instants of that log: what was
// not synchronised is lost, in whole, in part or torn. What is left opens, is sound,
// holds at least the version of every case that a clerk was told of, and every row of
// the journal that was witnessed.
func TestAPowerCutLosesNothingThatWasAnswered(t *testing.T) {
	if _, err := exec.LookPath("strace"); err != nil {
		t.Fatalf("this test needs strace (Debian: apt-get install strace): %v", err)
	}
	first := demoAt(t, newHome(t, sqlite), time.Now().Format(time.RFC3339))
	scene := behind(t, first.home)
	town := scene.townspeople(1 + mothers)
	scene.hire(first, "shacong.window1", town[0].Members[0].ID, workflow.Clerk)
	k := &killed{t: t, home: first.home, town: town[1:], random: rand.New(rand.NewPCG(*killers, 1)), done: make(chan struct{})}
	k.signsIn(tell(t, first), "shacong.window1")
	first.stop(t)
	scene.must(scene.db.Close())

	witness, path := &witnessFile{}, filepath.Join(k.home.dir, "witness.txt")
	witness.content = read(t, path)
	d, err := newDisk(k.home.dir, store.FileName, store.FileName+"-wal")
	if err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(t.TempDir(), "syscalls")
	k.underStrace(log, max(12, *cuts/10))
	calls, err := readSyscalls(log)
	if err != nil {
		t.Fatal(err)
	}
	answered := answers(calls)
	last := answered[len(answered)-1].at
	t.Logf("%d system calls, %d births, %d answers that tell of a case", len(calls), len(k.birth), len(answered))

	at := make([]int, *cuts)
	for i := range at {
		at[i] = k.random.IntN(last + 1)
	}
	slices.Sort(at)
	slices.SortStableFunc(calls, func(a, b kernelCall) int { return a.ended - b.ended })
	kept, began := 0, time.Now()
	for _, instant := range at {
		for len(calls) > 0 && calls[0].ended <= instant {
			d.take(calls[0])
			witness.take(calls[0], path)
			calls = calls[1:]
		}
		kept += k.afterCut(d, witness.whole(), answered, instant)
	}
	t.Logf("power cut %d times, proven in %v: %d versions told to a clerk were looked for", *cuts, time.Since(began).Round(time.Second), kept)
}

// underStrace serves the register under strace until the clerk has registered n newborns,
// and stops it.
func (k *killed) underStrace(log string, n int) {
	real, err := ordinary()
	if err != nil {
		k.t.Fatalf("the program does not build: %v", err)
	}
	// With -D strace is the program's child, so that the program gets the signals.
	script := filepath.Join(k.t.TempDir(), "traced")
	if err := os.WriteFile(script, []byte(fmt.Sprintf("#!/bin/sh\nexec strace -D -f -qq -y -xx -s 1000000 -e trace=%s -o '%s' '%s' \"$@\"\n", traced, log, real)), 0o700); err != nil {
		k.t.Fatal(err)
	}
	in := start(k.t, k.home, func() (string, error) { return script, nil }, nil, append([]string{"serve", "--demo", "--addr", "127.0.0.1:0"}, k.home.flags()...)...)
	k.serving(in)
	var working sync.WaitGroup
	for i := range 3 {
		working.Go(func() { k.work(k.clerks[0], rand.New(rand.NewPCG(*killers, uint64(i+1)))) })
	}
	for late := time.Now().Add(10 * time.Minute); k.births() < n && time.Now().Before(late); {
		time.Sleep(20 * time.Millisecond)
	}
	close(k.done)
	working.Wait()
	in.stop(k.t)
	if len(k.birth) < n {
		k.t.Fatalf("%d newborns were registered in ten minutes", len(k.birth))
	}
}

func (k *killed) births() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.birth)
}

// told is a version of a case that an answer tells of, and where the log has that answer.
type told struct {
	id      string
	version int64
	at      int
}

var (
	answerTag  = regexp.MustCompile(`(?i)\r\netag: "(\d+)"\r\n`)
	answerCase = regexp.MustCompile(`"id":"([0-9a-f-]{36})"`)
)

// answers are the versions of cases that the program sent to a socket.
func answers(calls []kernelCall) []told {
	var out []told
	for _, c := range calls {
		if c.name != "write" || !strings.HasPrefix(string(c.data), "HTTP/1.1 20") {
			continue
		}
		tag, id := answerTag.FindSubmatch(c.data), answerCase.FindSubmatch(c.data)
		if tag == nil || id == nil {
			continue
		}
		version, _ := strconv.ParseInt(string(tag[1]), 10, 64)
		out = append(out, told{string(id[1]), version, c.began})
	}
	return out
}

// afterCut cuts the power, opens what is left in a directory of its own and proves it. It
// counts the versions that it looked for.
func (k *killed) afterCut(d *disk, witness []byte, answered []told, instant int) int {
	k.t.Helper()
	dir, err := os.MkdirTemp(k.t.TempDir(), "cut-")
	if err != nil {
		k.t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	for name, content := range map[string][]byte{"key": read(k.t, filepath.Join(d.dir, "key")), "witness.txt": witness} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			k.t.Fatal(err)
		}
	}
	if err := d.cut(dir, k.random); err != nil {
		k.t.Fatal(err)
	}
	ctx := context.Background()
	b := behind(k.t, home{dir: dir})
	defer func() { b.must(b.db.Close()) }()
	if lines, err := b.db.Damage(ctx); err != nil || len(lines) > 0 {
		k.t.Errorf("cut at %d: the file is damaged: %v %v", instant, lines, err)
		return 0
	}
	findings, err := b.r.Check(ctx)
	b.must(err)
	for _, f := range findings {
		k.t.Errorf("cut at %d: %s", instant, f)
	}
	k.witnessed(b, witness, instant)
	newest := map[string]int64{}
	for _, a := range answered {
		if a.at <= instant {
			newest[a.id] = max(newest[a.id], a.version)
		}
	}
	for id, version := range newest {
		if got := counted(b, "SELECT coalesce(max(version), 0) FROM cases WHERE id = ?", id); got < version {
			k.t.Errorf("cut at %d: case %s is at version %d, and a clerk was told of %d", instant, id, got, version)
		}
	}
	return len(newest)
}

// witnessed holds the journal against what was witnessed before the cut.
func (k *killed) witnessed(b backstage, witness []byte, instant int) {
	k.t.Helper()
	var public []string
	b.must(evidence.Read(bytes.NewReader(witness), func(l evidence.Line) error {
		if l.Key != "" {
			public = append(public, l.Key)
		}
		return nil
	}))
	keys, err := evidence.NewKeys(public...)
	b.must(err)
	v := evidence.NewVerifier(keys)
	b.must(evidence.Read(bytes.NewReader(witness), v.Witness))
	b.must(b.r.Evidence(context.Background(), v.Take))
	findings, _ := v.Finish()
	for _, f := range findings {
		if f.Code != "leaf_missing" { // the program would make it on the next start
			k.t.Errorf("cut at %d: %s", instant, f)
		}
	}
}

// witnessFile is the file of what was witnessed; it is thought to lie on another machine,
// where every line that was written stays.
type witnessFile struct{ content []byte }

func (w *witnessFile) take(c kernelCall, path string) {
	switch {
	case c.path != path:
	case c.name == "write":
		w.content = append(w.content, c.data...)
	case c.name == "ftruncate":
		w.content = c.on(w.content, 0)
	}
}

// whole are its whole lines.
func (w *witnessFile) whole() []byte { return w.content[:bytes.LastIndexByte(w.content, '\n')+1] }

func read(t testing.TB, file string) []byte {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
