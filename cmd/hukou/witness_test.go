package main

import (
	"context"
	"crypto/rand"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hukou/store"
)

// TestASecondHostSeesWhatTheOwnerPutsBack: a host with nothing but the register's public
// key and the way to its listener keeps what is signed. When the register's owner puts
// yesterday's copy back and the register's own witness file is told to go on, the second
// host says so, keeps what it saw, and its file convicts the database.
func TestASecondHostSeesWhatTheOwnerPutsBack(t *testing.T) {
	data, apart := t.TempDir(), filepath.Join(t.TempDir(), "apart.txt")
	d := demonstrate(t, "--data", data, "--now", "2026-09-24T09:00:00+08:00")
	witness := filepath.Join(data, "witness.txt")
	signed := awaitSigned(t, witness, 0)
	yesterday := filepath.Join(t.TempDir(), "yesterday.db")
	keyed := func(args ...string) []string { return append(args, "--key-file", filepath.Join(data, "key")) }
	if code, _, errs := command("", keyed("backup", yesterday, "--data", data)...); code != exitDone {
		t.Fatal(errs)
	}
	post(t, d.Addr+"/demo/clock", `{"now":"2026-10-09T09:00:00+08:00"}`, 200)
	awaitSigned(t, witness, signed)
	if code := d.stop(); code != exitDone {
		t.Fatalf("the demonstration ended with %d: %s", code, d.errs)
	}
	own, err := os.ReadFile(witness)
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(own), "\n")
	public := strings.TrimSuffix(strings.TrimPrefix(first, `{"key":"`), `"}`)

	from, stop := watched(t, data)
	once := func(more ...string) (int, string, string) {
		return command("", append([]string{"witness", "--once", "--from", from, "--token", "of the operator", "--file", apart}, more...)...)
	}
	if code, _, errs := once(); code != exitUsage || !strings.Contains(errs, "--key") {
		t.Fatalf("without a key it ends with %d: %s", code, errs)
	}
	if code, _, errs := once("--key", public, "--token", "another"); code == exitDone || !strings.Contains(errs, "401") {
		t.Fatalf("with another token it ends with %d: %s", code, errs)
	}
	if code, out, errs := once("--key", public); code != exitDone || !strings.Contains(out, "witnessed up to row") {
		t.Fatalf("it ends with %d: %s%s", code, out, errs)
	}
	if code, out, errs := once(); code != exitDone || out != "" {
		t.Fatalf("with nothing new it ends with %d: %s%s", code, out, errs)
	}
	stop()
	seen, err := os.ReadFile(apart)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(seen), `"leaf"`) != strings.Count(string(own), `"leaf"`) {
		t.Errorf("the second host has %d leaves, the register's own witness %d", strings.Count(string(seen), `"leaf"`), strings.Count(string(own), `"leaf"`))
	}

	for _, file := range []string{store.FileName, store.FileName + "-wal", store.FileName + "-shm"} {
		_ = os.Remove(filepath.Join(data, file)) // the last two may not be there
	}
	copied(t, yesterday, filepath.Join(data, store.FileName))
	from, stop = watched(t, data, "--restored")
	if code, out, _ := once(); code != exitFound || !strings.Contains(out, "is not what was seen here") {
		t.Errorf("of yesterday's copy it says, with %d: %s", code, out)
	}
	stop()
	if now, _ := os.ReadFile(apart); string(now) != string(seen) {
		t.Error("the second host's file has changed")
	}
	if code, out, _ := command("", keyed("verify", "--witness", apart, "--data", data)...); code != exitFound || !strings.Contains(out, "witnessed_missing") {
		t.Errorf("held against the second host's file, with %d: %s", code, out)
	}
}

// watched serves a demonstration's register with a listener for watchers, and says where.
func watched(t *testing.T, data string, more ...string) (from string, stop func()) {
	t.Helper()
	free := func() string {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = l.Close() }()
		return l.Addr().String()
	}
	inside, outside := free(), free()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan int, 1)
	var errs strings.Builder
	p := &program{in: strings.NewReader(""), out: &errs, errs: &errs, now: time.Now, random: rand.Reader}
	go func() {
		ended <- run(ctx, p, append([]string{"serve", "--demo", "--data", data, "--addr", inside, "--metrics-addr", outside, "--metrics-token", "of the operator"}, more...))
	}()
	from = "http://" + outside
	for end := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		answer, err := http.Get(from + "/evidence?from=0")
		if err == nil {
			_ = answer.Body.Close()
			break
		}
		if time.Now().After(end) {
			cancel()
			t.Fatalf("nobody listens: %d, %s", <-ended, errs.String())
		}
	}
	return from, func() {
		cancel()
		if code := <-ended; code != exitDone {
			t.Errorf("serving ended with %d: %s", code, errs.String())
		}
	}
}
