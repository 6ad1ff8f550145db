package browser

import (
	"bytes"
	"os/exec"
	"regexp"
	"sync"
	"testing"
	"time"
)

// serving is the line by which the program says where it serves.
var serving = regexp.MustCompile(`"serving","address":"([^"]+)"`)

// Served ends a demonstration and starts the program over the register that it left, as
// it serves in earnest: on the machine's own day, and with its access log.
func (p *Program) Served(t testing.TB) *Program {
	t.Helper()
	p.stop(t)
	s := newProgram(p.data)
	s.Officers, s.codes = p.Officers, p.codes
	s.cmd = exec.Command(p.cmd.Path, "serve", "--demo", "--addr", "127.0.0.1:0", "--data", s.data) // #nosec G204 -- tests start the program they have built
	s.cmd.Env, s.cmd.Stdout, s.cmd.Stderr = environment(), s.said, s.said
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.stop(t) })
	go func() {
		_ = s.cmd.Wait()
		close(s.ended)
	}()
	select {
	case s.URL = <-s.said.address:
	case <-s.ended:
		t.Fatalf("the program does not serve: %s", s.said)
	case <-time.After(time.Minute):
		t.Fatalf("within a minute the program does not say where it serves: %s", s.said)
	}
	return s
}

// Said ends the program and is all that it wrote to its outputs.
func (p *Program) Said(t testing.TB) string {
	t.Helper()
	p.stop(t)
	return p.said.String()
}

// ear keeps what a program writes, and hears where it serves.
type ear struct {
	mu      sync.Mutex
	kept    bytes.Buffer
	told    bool
	address chan string
}

func newEar() *ear { return &ear{address: make(chan string, 1)} }

// Write is how a program's output comes in.
func (e *ear) Write(b []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	n, err := e.kept.Write(b)
	if m := serving.FindSubmatch(e.kept.Bytes()); m != nil && !e.told {
		e.told = true
		e.address <- string(m[1])
	}
	return n, err
}

// String is all that was heard so far.
func (e *ear) String() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.kept.String()
}
