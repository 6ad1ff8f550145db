package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hukou/internal/testdb"
)

// demonstration runs hukou demo --json inside the test until the test ends.
type demonstration struct {
	Addr     string
	Officers []demoOfficer
	stop     func() int
	errs     *bytes.Buffer
}

func demonstrate(t *testing.T, args ...string) *demonstration {
	t.Helper()
	d := &demonstration{errs: &bytes.Buffer{}}
	reader, writer := io.Pipe()
	ctx, cancel := context.WithCancel(context.Background())
	code := make(chan int, 1)
	p := &program{in: strings.NewReader(""), out: writer, errs: d.errs, now: time.Now, random: rand.Reader}
	go func() {
		code <- run(ctx, p, append([]string{"demo", "--json", "--addr", "127.0.0.1:0"}, args...))
		_ = writer.Close()
	}()
	if err := json.NewDecoder(reader).Decode(d); err != nil {
		cancel()
		t.Fatalf("no line of JSON came: %v; exit code %d; %s", err, <-code, d.errs)
	}
	ended := false
	d.stop = func() int {
		ended = true
		cancel()
		return <-code
	}
	t.Cleanup(func() {
		if !ended {
			d.stop()
		}
	})
	return d
}

func post(t *testing.T, url, body string, status int) {
	t.Helper()
	answer, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != status {
		text, _ := io.ReadAll(answer.Body)
		t.Fatalf("%s answers %s, want %d: %s", url, answer.Status, status, text)
	}
}

func TestDemoServesMovesItsClockAndGoes(t *testing.T) {
	data := t.TempDir()
	for name, database := range map[string][]string{"sqlite": {"--data", data}, "postgres": {"--database", testdb.Fresh(t)}} {
		t.Run(name, func(t *testing.T) {
			d := demonstrate(t, append(database, "--now", "2026-09-24T09:00:00+08:00")...)
			post(t, d.Addr+"/demo/clock", `{"now":"2026-10-09T09:00:00+08:00"}`, http.StatusOK)
			for _, no := range []string{"tomorrow", "2026-10-08T09:00:00+08:00", "2028-01-01T00:00:00+08:00", "9999-01-01T00:00:00Z", "0001-01-01T00:00:00Z"} {
				post(t, d.Addr+"/demo/clock", `{"now":"`+no+`"}`, http.StatusUnprocessableEntity)
			}
			// What it was set to a moment ago is not going back.
			post(t, d.Addr+"/demo/clock", `{"now":"2026-10-09T09:00:00+08:00"}`, http.StatusOK)
			if code := d.stop(); code != exitDone {
				t.Errorf("the demonstration ended with %d: %s", code, d.errs)
			}
			var errs bytes.Buffer
			p := &program{out: io.Discard, errs: &errs, now: time.Now, random: rand.Reader}
			if code := run(context.Background(), p, append([]string{"demo", "--addr", "127.0.0.1:0"}, database...)); code != exitUsage {
				t.Errorf("a database with something in it was taken for a demonstration: %d", code)
			}
			if !strings.Contains(errs.String(), "something in this database already") {
				t.Errorf("the refusal says %q", errs.String())
			}
		})
	}
}

func TestDemoLeavesNothingBehind(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	gone := exec.Command(os.Args[0], "-test.run=^$")
	if err := gone.Run(); err != nil {
		t.Fatal(err)
	}
	// One was killed, one runs, of one nobody knows whose it is, and one is no demonstration.
	for dir, pid := range map[string]int{"hukou-demo-killed": gone.Process.Pid, "hukou-demo-running": os.Getpid(), "hukou-demo-whose": 0, "elsewhere": gone.Process.Pid} {
		if err := os.Mkdir(filepath.Join(temp, dir), 0o700); err != nil {
			t.Fatal(err)
		}
		if pid > 0 {
			if err := os.WriteFile(filepath.Join(temp, dir, ownerFile), []byte(strconv.Itoa(pid)), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	d := demonstrate(t)
	others := []string{"elsewhere", "hukou-demo-running", "hukou-demo-whose"}
	got := files(t, temp)
	got = slices.DeleteFunc(got, func(name string) bool { return slices.Contains(others, name) })
	if len(got) != 1 || got[0] == "hukou-demo-killed" {
		t.Errorf("while it runs there are %v", got)
	}
	d.stop()
	if got := files(t, temp); !slices.Equal(got, others) {
		t.Errorf("the demonstration left %v, want the others' %v", got, others)
	}
}
