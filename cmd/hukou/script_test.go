package main

import (
	"context"
	"errors"
	"net"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"hukou/internal/testdb"
	"hukou/store/storetest"
)

// The scripts in testdata/script run this very program.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"hukou": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    exits,
			"postgres": func(ts *testscript.TestScript, _ bool, _ []string) { owned(t, ts) },
			"port":     port,
			"ready":    ready,
		},
	})
}

// exits runs a command and wants this exit code: exits 2 hukou nonsense.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var failed *exec.ExitError
	switch err := ts.Exec(args[1], args[2:]...); {
	case errors.As(err, &failed):
		got = failed.ExitCode()
	default:
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d; it said:\n%s%s", got, want, ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	}
}

// owned makes an empty database: PG is its address for the owner, APP for the application's
// role, set up as docs/operations.md says.
func owned(t *testing.T, ts *testscript.TestScript) {
	owner := testdb.Fresh(t)
	app, err := storetest.Grant(owner)
	ts.Check(err)
	ts.Setenv("PG", owner)
	ts.Setenv("APP", app)
}

// port puts a free address of this machine into ADDR.
func port(ts *testscript.TestScript, _ bool, _ []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv("ADDR", l.Addr().String())
	ts.Check(l.Close())
}

func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// ready waits until the program at ADDR says that it serves.
func ready(ts *testscript.TestScript, _ bool, _ []string) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	for ctx.Err() == nil {
		if ts.Exec("hukou", "health", "--addr", ts.Getenv("ADDR")) == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	ts.Fatalf("the program did not become ready")
}
