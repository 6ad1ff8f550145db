package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hukou/store"
)

// A copy is made while officers work, proven, and put back: as new as it can be without a
// word, older than the witness has seen only knowingly, and never when it is not whole.
func TestABackupIsProvenPutBackAndHeldAgainstTheWitness(t *testing.T) {
	data, shelf := t.TempDir(), t.TempDir()
	d := demonstrate(t, "--data", data, "--now", "2026-09-24T09:00:00+08:00")
	witness := filepath.Join(data, "witness.txt")
	signed := awaitSigned(t, witness, 0)

	early := filepath.Join(shelf, "early.db")
	with := func(more ...string) []string {
		return append(more, "--key-file", filepath.Join(data, "key"), "--witness", witness)
	}
	want := func(code int, says string, args ...string) {
		t.Helper()
		got, out, errs := command("", with(args...)...)
		if got != code || !strings.Contains(out+errs, says) {
			t.Fatalf("hukou %s ends with %d, want %d; it says %q %q, want %q", strings.Join(args, " "), got, code, out, errs, says)
		}
	}
	want(exitDone, early, "backup", early, "--data", data)
	want(exitUsage, "is there already", "backup", early, "--data", data)

	// Work goes on, and is witnessed.
	post(t, d.Addr+"/demo/clock", `{"now":"2026-10-09T09:00:00+08:00"}`, http.StatusOK)
	awaitSigned(t, witness, signed)
	if code := d.stop(); code != exitDone {
		t.Fatalf("the demonstration ended with %d: %s", code, d.errs)
	}
	late := filepath.Join(shelf, "late.db")
	want(exitDone, late, "backup", late, "--data", data)

	again := t.TempDir()
	want(exitDone, "Restored", "restore", late, "--data", again)
	if code, out, errs := command("", "check", "--data", again, "--key-file", filepath.Join(data, "key")); code != exitDone {
		t.Errorf("the register put back does not stand its check: %s%s", out, errs)
	}
	want(exitDone, "nothing is wrong", "verify", "--data", again)
	want(exitUsage, "there is a register in", "restore", late, "--data", again)
	wantFiles(t, shelf, "early.db", "late.db")

	older := t.TempDir()
	want(exitFound, "what came after is not in it", "restore", early, "--data", older)
	wantFiles(t, older)
	want(exitDone, "Restored", "restore", early, "--older", "--data", older)
	want(exitFound, "log_short", "verify", "--data", older)
	want(exitUsage, "is no copy of a register", "restore", witness, "--data", t.TempDir())
	want(exitUsage, "a folder that is there", "backup", filepath.Join(shelf, "nowhere", "x.db"), "--data", older)

	// One household is moved to another street by hand.
	db, err := store.Open(context.Background(), store.Config{Dir: older})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.SQL().Exec("UPDATE households SET address = '别处一号' WHERE id = (SELECT min(id) FROM households)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	bent := t.TempDir()
	want(exitFound, "households", "restore", filepath.Join(older, store.FileName), "--older", "--data", bent)
	wantFiles(t, bent)

	// A page of the copy is lost on the disk.
	text, err := os.ReadFile(late)
	if err != nil {
		t.Fatal(err)
	}
	copy(text[len(text)/2/4096*4096:], make([]byte, 4096))
	torn := filepath.Join(shelf, "torn.db")
	if err := os.WriteFile(torn, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := command("", with("restore", torn, "--data", bent)...); code != exitFound || strings.Contains(out, "Restored") {
		t.Errorf("a torn copy ends with %d: %q %q", code, out, errs)
	}
	wantFiles(t, bent)
	if code, _, errs := command("", "backup", early, "--database", "postgres://nowhere/x"); code != exitUsage || !strings.Contains(errs, "pgBackRest") {
		t.Errorf("of PostgreSQL it says %q", errs)
	}
}

// awaitSigned waits until the witness has seen more checkpoints, and counts them.
func awaitSigned(t *testing.T, witness string, than int) int {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		text, _ := os.ReadFile(witness) // not there yet
		if n := bytes.Count(text, []byte(`"checkpoint"`)); n > than {
			return n
		}
	}
	t.Fatalf("the witness saw no checkpoint beyond %d", than)
	return 0
}

func wantFiles(t *testing.T, dir string, names ...string) {
	t.Helper()
	if got := files(t, dir); strings.Join(got, " ") != strings.Join(names, " ") {
		t.Errorf("%s holds %q, want %q", dir, got, names)
	}
}
