package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"hukou/internal/testdb/cluster"
)

func TestCommandFindsAServerAndItsExitCodeComesBack(t *testing.T) {
	t.Setenv(cluster.Variable, "")
	if code := run([]string{"--", "sh", "-c", `case $` + cluster.Variable + ` in postgres://*) exit 3;; esac`}); code != 3 {
		t.Errorf("got exit code %d, want 3", code)
	}
}

func TestGivenServerIsPassedOn(t *testing.T) {
	t.Setenv(cluster.Variable, "postgres://tester@db.example/postgres")
	t.Setenv("PATH", "/usr/bin:/bin")
	if code := run([]string{"sh", "-c", `test "$` + cluster.Variable + `" = postgres://tester@db.example/postgres`}); code != 0 {
		t.Errorf("got exit code %d, want 0", code)
	}
}

func TestSignalReachesTheCommandAndItsChildren(t *testing.T) {
	ready, told := fifo(t, "ready"), fifo(t, "told")
	signals := make(chan os.Signal, 1)
	go func() {
		_, _ = os.ReadFile(ready) // waits until the child has set its trap
		signals <- syscall.SIGTERM
	}()
	script := `(trap 'echo child > "$1"; exit' TERM; echo > "$0"; while :; do sleep 0.05; done) & wait`
	if code := runCommand([]string{"sh", "-c", script, ready, told}, os.Environ(), signals); code != 143 {
		t.Errorf("got exit code %d, want 143 of a command that SIGTERM ended", code)
	}
	if word, err := os.ReadFile(told); string(word) != "child\n" { // waits for the child
		t.Errorf("got %q, %v, want the child's word", word, err)
	}
}

func fifo(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCommandKilledBySignalEndsAsAShellWouldTell(t *testing.T) {
	if code := runCommand([]string{"sh", "-c", "kill -KILL $$"}, os.Environ(), nil); code != 137 {
		t.Errorf("got exit code %d, want 137", code)
	}
}

func TestWrongUse(t *testing.T) {
	for _, args := range [][]string{nil, {"--"}, {"--", "no-such-command"}} {
		t.Setenv(cluster.Variable, "postgres://tester@db.example/postgres")
		if code := run(args); code != 2 {
			t.Errorf("%q: got exit code %d, want 2", args, code)
		}
	}
}
