package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"hukou/auth"
	"hukou/models"
	"hukou/store"
)

// running is the program as a process of its own.
type running struct {
	*exec.Cmd
	Addr     string
	Officers []demoOfficer
}

// begin starts a binary and waits for its line of JSON.
func begin(t *testing.T, binary string, env []string, args ...string) *running {
	t.Helper()
	r := &running{Cmd: exec.Command(binary, args...)}
	r.Env = append(r.Environ(), env...)
	out, err := r.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Stderr = t.Output()
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = r.Process.Kill(), r.Wait() })
	if err := json.NewDecoder(out).Decode(r); err != nil {
		t.Fatalf("the program did not say that it serves: %v", err)
	}
	return r
}

// call makes one request of the API; an error is the connection's.
func call(t *testing.T, method, url, token, key, version string, body any) (int, map[string]any, error) {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), method, url, bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"Content-Type": "application/json", "Authorization": bearer(token), "Idempotency-Key": key, "If-Match": version} {
		if value != "" {
			request.Header.Set(name, value)
		}
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, nil, err
	}
	var out map[string]any
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatalf("%s %s answers %s: %s", method, url, answer.Status, raw)
	}
	return answer.StatusCode, out, nil
}

// A program that dies between commit and answer has done the step once: who asks
// again with the same key gets the first answer.
func TestDeathBetweenCommitAndAnswerDoublesNothing(t *testing.T) {
	binary, data := filepath.Join(t.TempDir(), "hukou"), t.TempDir()
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-tags", "failpoint", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	demo := begin(t, binary, []string{"HUKOU_FAILPOINT=after_commit:protect:1"}, "demo", "--json", "--addr", "127.0.0.1:0", "--data", data)
	c := freeBirth(t, data)
	token := signIn(t, demo.Addr, demo.Officers, "yuntai.clerk1")
	step := func(addr string) (int, map[string]any, error) {
		return call(t, http.MethodPost, addr+"/api/v1/cases/"+c.ID+"/steps", token, "the-one-key", `"`+jsonNumber(c.Version)+`"`, map[string]string{"event": "protect"})
	}
	if status, body, err := step(demo.Addr); err == nil {
		t.Fatalf("the program lives and answers %d: %v", status, body)
	}
	var killed *exec.ExitError
	if err := demo.Wait(); !errors.As(err, &killed) || killed.Exited() {
		t.Fatalf("the program ended with %v instead of being killed", err)
	}

	addr := serveAgain(t, binary, data)
	status, body, err := step(addr)
	if err != nil || status != http.StatusOK {
		t.Fatalf("the same key is answered %d %v, %v", status, body, err)
	}
	if seq := c.Seq + 1; lastSeq(t, data, c.ID) != seq {
		t.Errorf("the journal ends at %d, want %d", lastSeq(t, data, c.ID), seq)
	}
	if code, out, _ := command("", "check", "--data", data); code != exitDone {
		t.Errorf("the check says %s", out)
	}
}

func jsonNumber(n int64) string {
	text, _ := json.Marshal(n)
	return string(text)
}

func signIn(t *testing.T, addr string, officers []demoOfficer, username string) string {
	t.Helper()
	o := (&demonstration{Officers: officers}).officer(t, username)
	code, err := auth.TOTPAt(o.TOTPSecret, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	status, body, err := call(t, http.MethodPost, addr+"/api/v1/sessions", "", "", "", map[string]string{"username": o.Username, "password": o.Password, "totp": code})
	if err != nil || status != http.StatusCreated {
		t.Fatalf("sign in: %d %v %v", status, body, err)
	}
	return body["token"].(string)
}

// serveAgain serves what the dead program left, on a free address.
func serveAgain(t *testing.T, binary, data string) string {
	t.Helper()
	addr := freeAddr(t)
	again := exec.Command(binary, "serve", "--demo", "--data", data, "--addr", addr)
	again.Stderr = t.Output()
	if err := again.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = again.Process.Kill(), again.Wait() })
	for range 400 {
		if code, _, _ := command("", "health", "--addr", addr); code == exitDone {
			return "http://" + addr
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the program did not come back")
	return ""
}

func freeBirth(t *testing.T, data string) models.Case {
	t.Helper()
	return rows[models.Case](t, data, "number limit 1", "business = 'birth_no_cert' and state = 'health_referred' and holder_id = '' and handling_org = '640522010000'")[0]
}

func lastSeq(t *testing.T, data, id string) int64 {
	t.Helper()
	return rows[models.Entry](t, data, "seq desc limit 1", "case_id = ?", id)[0].Seq
}

// rows reads from a register beside the program that serves it.
func rows[T any](t *testing.T, data, order, where string, args ...any) []T {
	t.Helper()
	db, err := store.Open(t.Context(), store.Config{Dir: data})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var out []T
	err = db.Read(t.Context(), func(tx *store.Tx) error {
		out, err = store.Many[T](tx, order, where, args...)
		return err
	})
	if err != nil || len(out) == 0 {
		t.Fatalf("nothing found: %v", err)
	}
	return out
}
