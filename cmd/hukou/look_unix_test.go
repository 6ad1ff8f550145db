//go:build unix

package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"hukou/store"
)

// asNobody runs this program under an account that owns nothing, so that what is
// forbidden is forbidden to it also where the tests run as root.
func asNobody(t *testing.T, dir string) func(args ...string) (code int, said string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(dir, "hukou") // TestMain goes by the name
	from, err := os.Open(self)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = from.Close() }()
	to, err := os.OpenFile(binary, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(to, from); err != nil || to.Close() != nil {
		t.Fatal("the program cannot be copied", err)
	}
	return func(args ...string) (int, string) {
		cmd := exec.Command(binary, args...)
		if os.Getuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		out, _ := cmd.CombinedOutput()
		return cmd.ProcessState.ExitCode(), string(out)
	}
}

// A copy on a shelf is looked at where nothing can be written: one of a register at rest,
// and one that was taken with its -wal while somebody wrote.
func TestARegisterIsLookedAtWhereNothingCanBeWritten(t *testing.T) {
	dir := t.TempDir()
	for _, d := range []string{dir, filepath.Dir(dir)} {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	data, still, caught := filepath.Join(dir, "data"), filepath.Join(dir, "still"), filepath.Join(dir, "caught")
	if code, out, errs := command("", "migrate", "up", "--data", data); code != exitDone {
		t.Fatal(out, errs)
	}
	copied := func(to string) {
		t.Helper()
		if err := os.CopyFS(to, os.DirFS(data)); err != nil {
			t.Fatal(err)
		}
		for _, name := range files(t, to) {
			if err := os.Chmod(filepath.Join(to, name), 0o444); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chmod(to, 0o555); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(to, 0o755) })
	}
	copied(still)
	db, err := store.Open(t.Context(), store.Config{Dir: data})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.SQL().Exec("CREATE TABLE written_last (x text)"); err != nil {
		t.Fatal(err)
	}
	copied(caught)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if got := files(t, caught); len(got) != 3 {
		t.Fatalf("the second copy has %v, want the database with -shm and -wal", got)
	}
	hukou := asNobody(t, dir)
	for _, shelf := range []string{still, caught} {
		before := files(t, shelf)
		if code, said := hukou("check", "--data", shelf); code != exitDone || !strings.Contains(said, "nothing is wrong") {
			t.Errorf("check of %s ends with %d: %s", filepath.Base(shelf), code, said)
		}
		if after := files(t, shelf); len(after) != len(before) {
			t.Errorf("the look left %v where there was %v", after, before)
		}
	}
	// What has to write says what to do.
	if code, said := hukou("serve", "--data", still, "--addr", "127.0.0.1:0"); code != exitFound || !strings.Contains(said, "name that with --data") {
		t.Errorf("serve ends with %d: %s", code, said)
	}
}
