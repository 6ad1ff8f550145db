package handlers

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// TestEveryCodeHasItsWords compares the error table with the catalogue: both
// languages for each, and nothing that no answer uses.
func TestEveryCodeHasItsWords(t *testing.T) {
	words := catalogue()
	seen := map[code]bool{}
	for _, a := range answers() {
		w := words[a.code]
		if w.title.Zh == "" || w.title.En == "" || w.detail.Zh == "" || w.detail.En == "" {
			t.Errorf("%s lacks words: %+v", a.code, w)
		}
		if seen[a.code] {
			t.Errorf("%s stands twice in the table", a.code)
		}
		seen[a.code] = true
	}
	for c := range words {
		if !seen[c] {
			t.Errorf("%s has words and no status", c)
		}
	}
	for c, w := range fieldCatalogue() {
		if w.Zh == "" || w.En == "" {
			t.Errorf("the field code %s lacks a language", c)
		}
	}
	for _, r := range (&server{}).routes() {
		if r.about.Zh == "" || r.about.En == "" || r.id == "" {
			t.Errorf("%s %s is not described", r.method, r.path)
		}
	}
}

func TestErrorsAreWrittenDown(t *testing.T) {
	have, err := os.ReadFile("../docs/errors.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != string(ErrorsDoc()) {
		t.Error("docs/errors.md is not what the tables say: write it anew with `make docs`")
	}
}

func TestLanguageFollowsTheReader(t *testing.T) {
	w := aWorld(t, Config{})
	for header, want := range map[string]string{"": "zh-CN", "en": "en", "en-GB,en;q=0.8": "en", "zh-CN,zh;q=0.9,en;q=0.8": "zh-CN", "en;q=0.5,zh;q=0.9": "zh-CN",
		"fr,en;q=0.1": "en", "fr": "zh-CN", "*": "zh-CN", "en;q=0": "zh-CN", "de, *;q=0.5, en;q=0.5": "zh-CN", "en;q=x": "zh-CN"} {
		r := w.do(request{method: "GET", path: "sessions/current", header: map[string]string{"Accept-Language": header}})
		if got := r.Header().Get("Content-Language"); got != want {
			t.Errorf("%q is answered in %s, want %s", header, got, want)
		}
		if english := strings.Contains(r.json["detail"].(string), "Sign in"); english != (want == "en") {
			t.Errorf("%q is answered with %s", header, r.json["detail"])
		}
	}
	id := w.open("clerk", "lead", leadFacts())
	zh := w.do(request{who: "clerk", method: "GET", path: "cases/" + id + "/steps"})
	en := w.do(request{who: "clerk", method: "GET", path: "cases/" + id + "/steps", header: map[string]string{"Accept-Language": "en"}})
	first := func(r reply) map[string]any { return r.json["items"].([]any)[0].(map[string]any) }
	if first(zh)["label"] != "联系" || first(en)["label"] != "Contact" {
		t.Errorf("the first step is labelled %v and %v", first(zh)["label"], first(en)["label"])
	}
}

// TestNothingSentIsRepeated sends values that must not come back, in every place
// where a request can be wrong.
func TestNothingSentIsRepeated(t *testing.T) {
	w := aWorld(t, Config{})
	const secret = "64990119990101999X"
	id := w.open("clerk", "lead", leadFacts())
	key := map[string]string{"Idempotency-Key": "k", "If-Match": w.version(id)}
	for name, q := range map[string]request{
		"a value":         {method: "POST", path: "cases", body: map[string]any{"business": secret}, header: key},
		"a wrong type":    {method: "POST", path: "cases", body: map[string]any{"business": []string{secret}}, header: key},
		"a field's name":  {method: "POST", path: "cases", body: map[string]any{"business": "lead", secret: secret}, header: key},
		"a fact's name":   {method: "POST", path: "cases", body: map[string]any{"business": "lead", "facts": map[string]any{secret: 1}}, header: key},
		"a fact":          {method: "POST", path: "cases", body: map[string]any{"business": "birth_cert", "facts": map[string]any{"mother_number": secret}}, header: key},
		"no JSON":         {method: "POST", path: "cases", body: secret, header: key},
		"a query":         {method: "GET", path: "queues/mine?limit=" + secret},
		"a cursor":        {method: "GET", path: "queues/mine?cursor=" + secret},
		"a day":           {method: "GET", path: "people/x?as_of=" + secret},
		"a path":          {method: "GET", path: "people/" + secret + "%20"},
		"a step":          {method: "POST", path: "cases/" + id + "/steps", body: map[string]any{"event": secret}, header: key},
		"a step's input":  {method: "POST", path: "cases/" + id + "/steps", body: map[string]any{"event": "contact", "input": map[string]any{"contacted_by": secret, "findings": "x"}}, header: key},
		"another address": {method: "GET", path: "nowhere/" + secret},
	} {
		q.who = "clerk"
		r := w.do(q)
		if r.Code < 400 || r.Code >= 500 || r.Header().Get("Content-Type") != problemType {
			t.Errorf("%s: answered %d %s", name, r.Code, r.Header().Get("Content-Type"))
		}
		if strings.Contains(r.Body.String(), secret) {
			t.Errorf("%s comes back: %s", name, r.Body)
		}
	}
	if strings.Contains(w.log.String(), secret) {
		t.Errorf("the log holds it: %s", w.log)
	}
	if !strings.Contains(w.log.String(), `"route":"/api/v1/queues/:name"`) {
		t.Error("the log does not name the route's pattern")
	}
}

// TestEveryFaultOfABodyIsTold finds all of them at once.
func TestEveryFaultOfABodyIsTold(t *testing.T) {
	w := aWorld(t, Config{})
	r := w.do(request{who: "clerk", method: "POST", path: "batches", header: map[string]string{"Idempotency-Key": "k"}, body: map[string]any{
		"register_station": 7, "subjects": []any{map[string]any{"role": "child"}, "x"}, "lines": "none", "extra": 1, "facts": map[string]any{"name": "a\x00b"}}})
	w.want(r, http.StatusUnprocessableEntity, codeInvalid)
	got := map[string]string{}
	for _, e := range r.json["errors"].([]any) {
		e := e.(map[string]any)
		got[e["field"].(string)] = e["code"].(string)
	}
	want := map[string]string{"register_station": "not_text", "subjects[0].person_id": "required", "subjects[1]": "not_an_object", "lines": "not_a_list", "facts.name": "not_text"}
	for field, c := range want {
		if got[field] != c {
			t.Errorf("%s is told as %q, want %q", field, got[field], c)
		}
	}
	if len(got) != len(want) {
		t.Errorf("told: %v", got)
	}
	for _, body := range []string{"", "null", "[]", `"x"`, "{", `{} {}`, "\xff{}", `{"business":"\ud800`} {
		w.want(w.do(request{who: "clerk", method: "POST", path: "cases", body: body, header: map[string]string{"Idempotency-Key": "k"}}), http.StatusBadRequest, codeNotJSON)
	}
	w.want(w.do(request{who: "clerk", method: "POST", path: "cases", body: strings.Repeat(" ", maxJSON+1), header: map[string]string{"Idempotency-Key": "k"}}), http.StatusRequestEntityTooLarge, codeTooLarge)
}

func TestUnknownAddressesAreProblems(t *testing.T) {
	w := aWorld(t, Config{})
	w.want(w.do(request{method: "GET", path: "/nowhere"}), http.StatusNotFound, codeNotFound)
	r := w.do(request{who: "clerk", method: "PUT", path: "sessions/current"})
	w.want(r, http.StatusMethodNotAllowed, codeMethod)
	if r.Header().Get("Allow") == "" {
		t.Error("the methods that are allowed are not told")
	}
	w.want(w.do(request{who: "clerk", method: "TRACE", path: "sessions/current"}), http.StatusMethodNotAllowed, codeMethod)
	for _, id := range []string{"..%2f..%2fetc", "%00", "a%20b", strings.Repeat("x", 65), "王"} {
		w.want(w.do(request{who: "clerk", method: "GET", path: "cases/" + id}), http.StatusNotFound, codeNotFound)
	}
}

// TestFailureSaysNothingOfItself makes the program panic, and fail in ways it does
// not know: the officer reads where to ask, the log where to look.
func TestFailureSaysNothingOfItself(t *testing.T) {
	broken := Config{Demo: &DemoHooks{SetClock: func(context.Context, time.Time) error { panic("the secret of the house") }}}
	w := aWorld(t, broken)
	q := request{method: "POST", path: "/demo/clock", body: map[string]any{"now": "2026-09-24T09:00:00+08:00"}}
	r := w.do(q)
	w.want(r, http.StatusInternalServerError, codeInternal)
	if strings.Contains(r.Body.String(), "secret") || r.Header().Get(requestID) == "" {
		t.Errorf("the answer is %s", r.Body)
	}
	if !strings.Contains(w.log.String(), r.Header().Get(requestID)) || !strings.Contains(w.log.String(), `"msg":"panic"`) {
		t.Errorf("the log does not lead to it: %s", w.log)
	}
	failing := aWorld(t, Config{Demo: &DemoHooks{SetClock: func(context.Context, time.Time) error { return errors.New("the secret of the house") }}})
	r = failing.do(q)
	failing.want(r, http.StatusInternalServerError, codeInternal)
	if strings.Contains(r.Body.String(), "secret") {
		t.Errorf("the answer is %s", r.Body)
	}
}

// TestDatabaseThatCannotTakeItIsNoFaultOfOurs asks while the database has no room
// left and after it was closed: nothing was done, and that is what the officer reads.
func TestDatabaseThatCannotTakeItIsNoFaultOfOurs(t *testing.T) {
	w := aWorld(t, Config{})
	id := w.open("clerk", "lead", leadFacts())
	version := w.version(id)
	w.session("head")
	var pages int
	if err := w.db.SQL().QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.SQL().Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
		t.Fatal(err)
	}
	var full reply
	for range 200 {
		full = w.do(request{who: "clerk", method: "POST", path: "cases", header: map[string]string{"Idempotency-Key": w.fresh()}, body: map[string]any{"business": "lead", "facts": leadFacts()}})
		if full.Code != http.StatusCreated {
			break
		}
	}
	w.want(full, http.StatusInsufficientStorage, codeStorageFull)
	if err := w.db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, q := range []request{
		{who: "clerk", method: "GET", path: "cases/" + id},
		{who: "head", method: "GET", path: "queues/station"},
		{who: "clerk", method: "POST", path: "cases", body: map[string]any{"business": "lead", "facts": leadFacts()}, header: map[string]string{"Idempotency-Key": "k"}},
		{who: "clerk", method: "POST", path: "cases/" + id + "/steps", body: contact(), header: map[string]string{"Idempotency-Key": "k", "If-Match": version}},
		{method: "POST", path: "sessions", body: map[string]any{"username": "clerk", "password": password}},
	} {
		r := w.do(q)
		w.want(r, http.StatusServiceUnavailable, codeUnavailable)
		if r.Header().Get("Retry-After") == "" {
			t.Errorf("%s %s does not say when to come back", q.method, q.path)
		}
	}
}
