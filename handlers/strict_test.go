package handlers

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// firstError is the field and code of a problem's first error.
func firstError(r reply) string {
	all, _ := r.json["errors"].([]any)
	if len(all) == 0 {
		return ""
	}
	e := all[0].(map[string]any)
	return fmt.Sprintf("%v %v", e["field"], e["code"])
}

// TestMisspeltParameterIsNotIgnored asks with a parameter that the call does not
// have: it is told by its name, and a case of elsewhere still looks like none.
func TestMisspeltParameterIsNotIgnored(t *testing.T) {
	w := aWorld(t, Config{})
	id := w.open("clerk", "lead", leadFacts())
	for path, want := range map[string]string{
		"queues/station?limt=5":           "limt unknown_field",
		"people/p-1?asof=2020-01-01":      "asof unknown_field",
		"cases/" + id + "?full=1":         "full unknown_field",
		"businesses?%E7%8E%8B=1&Edition=": "? unknown_field",
	} {
		r := w.do(request{who: "clerk", method: "GET", path: path})
		w.want(r, http.StatusBadRequest, codeUnknownField)
		if got := firstError(r); got != want {
			t.Errorf("%s is told as %q, want %q", path, got, want)
		}
	}
	w.want(w.do(request{who: "clerk_b", method: "GET", path: "cases/" + id + "?full=1"}), http.StatusNotFound, codeNotFound)
	w.want(w.do(request{method: "GET", path: "cases/" + id + "?full=1"}), http.StatusUnauthorized, codeNoSession)
	w.want(w.do(request{who: "clerk", method: "GET", path: "queues/station?limit=5&cursor="}), http.StatusOK, "")
	twice := w.do(request{who: "clerk", method: "POST", path: "cases?key=k", body: map[string]any{"business": "lead", "facts": leadFacts()}, header: map[string]string{"Idempotency-Key": "k"}})
	w.want(twice, http.StatusBadRequest, codeUnknownField)
}

// TestFormIsNoJSON sends what a browser's form or a bare curl sends where JSON is
// expected.
func TestFormIsNoJSON(t *testing.T) {
	w := aWorld(t, Config{Demo: &DemoHooks{}})
	id := w.open("clerk", "lead", leadFacts())
	const form = "application/x-www-form-urlencoded"
	for _, media := range []string{form, "text/plain", "multipart/form-data; boundary=x", "no media type"} {
		header := map[string]string{"Content-Type": media, "Idempotency-Key": w.fresh(), "If-Match": w.version(id)}
		for _, q := range []request{
			{who: "clerk", method: "POST", path: "cases", body: map[string]any{"business": "lead"}, header: header},
			{who: "clerk", method: "POST", path: "cases/" + id + "/steps", body: contact(), header: header},
			{method: "POST", path: "sessions", body: map[string]any{"username": "clerk", "password": password}, header: header},
			{method: "POST", path: "/demo/clock", body: map[string]any{"now": "2026-09-24T09:00:00+08:00"}, header: header},
		} {
			w.want(w.do(q), http.StatusUnsupportedMediaType, codeMediaType)
		}
	}
	roster := request{who: "clerk", method: "POST", path: "batches", body: "facts=1", header: map[string]string{"Content-Type": form, "Idempotency-Key": w.fresh()}}
	w.want(w.do(roster), http.StatusUnsupportedMediaType, codeMediaType)
	w.want(w.do(request{who: "clerk_b", method: "POST", path: "cases/" + id + "/steps", body: contact(), header: map[string]string{"Content-Type": form}}), http.StatusNotFound, codeNotFound)
	for _, media := range []string{"application/json; charset=utf-8", "Application/JSON", ""} {
		q := request{who: "clerk", method: "POST", path: "cases", body: map[string]any{"business": "lead", "facts": leadFacts()}, header: map[string]string{"Content-Type": media, "Idempotency-Key": w.fresh()}}
		w.want(w.do(q), http.StatusCreated, "")
	}
}

// TestDayTheRegisterCannotSpeakOfIsRefused asks for a day long after the years whose
// calendar is known.
func TestDayTheRegisterCannotSpeakOfIsRefused(t *testing.T) {
	w := aWorld(t, Config{})
	for _, path := range []string{"people/p-1", "households/h-1"} {
		r := w.do(request{who: "clerk", method: "GET", path: path + "?as_of=2226-01-01", header: map[string]string{"Purpose": "test"}})
		w.want(r, http.StatusUnprocessableEntity, codeInvalid)
		if got := firstError(r); got != "as_of too_late" || strings.Contains(r.Body.String(), "2226") {
			t.Errorf("%s is told as %q: %s", path, got, r.Body)
		}
	}
}

// TestRuleBookIsSentOnceAndSmall reads the catalogue as a desk does again and again: it
// comes compressed to who takes that, and not at all to who has it already.
func TestRuleBookIsSentOnceAndSmall(t *testing.T) {
	w := aWorld(t, Config{})
	for _, path := range []string{"businesses", "businesses/birth_no_cert"} {
		ask := func(header map[string]string) reply {
			return w.do(request{who: "clerk", method: "GET", path: path, header: header})
		}
		plain := ask(nil)
		w.want(plain, http.StatusOK, "")
		tag := plain.Header().Get("ETag")
		if tag == "" || plain.Header().Get("Content-Encoding") != "" || !strings.Contains(plain.Header().Get("Vary"), "Accept-Encoding") {
			t.Errorf("%s is sent with %v", path, plain.Header())
		}
		small := w.raw(path, map[string]string{"Accept-Encoding": "br, gzip;q=0.8"})
		unpacked, err := gzip.NewReader(small.Body)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		size := small.Body.Len()
		if text, err := io.ReadAll(unpacked); err != nil || string(text) != plain.Body.String() || size*5 > len(text) {
			t.Errorf("%s: %d bytes of %d, %v", path, size, len(text), err)
		}
		if refused := w.raw(path, map[string]string{"Accept-Encoding": "gzip;q=0, identity"}); refused.Body.String() != plain.Body.String() {
			t.Errorf("%s is compressed for one who takes no gzip", path)
		}
		again := ask(map[string]string{"If-None-Match": `"old", ` + tag})
		if again.Code != http.StatusNotModified || again.Body.Len() != 0 || again.Header().Get("ETag") != tag {
			t.Errorf("%s again: %d with %d bytes", path, again.Code, again.Body.Len())
		}
		if english := ask(map[string]string{"Accept-Language": "en", "If-None-Match": tag}); english.Code != http.StatusOK {
			t.Errorf("%s in English is taken for the Chinese one", path)
		}
	}
}

// raw asks as the clerk and reads nothing of the answer.
func (w *world) raw(path string, header map[string]string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, base+"/"+path, nil)
	r.Header.Set("Authorization", "Bearer "+w.session("clerk"))
	for name, value := range header {
		r.Header.Set(name, value)
	}
	rec := httptest.NewRecorder()
	w.e.ServeHTTP(rec, r)
	return rec
}

// TestAFieldGivenTwiceIsNoRequest: of two values for one name one would be taken and the
// other one seen by whoever looks over requests on their way.
func TestAFieldGivenTwiceIsNoRequest(t *testing.T) {
	w := aWorld(t, Config{})
	for body, want := range map[string]string{
		`{"business":"lead","business":"death"}`:                                                 "business given_twice",
		`{"business":"lead","subjects":[{"role":"child","person_id":"a","person_\u0069d":"b"}]}`: "subjects[0].person_id given_twice",
		`{"business":"lead","facts":{"王":1,"王":2}}`:                                              "facts.? given_twice",
		`{"business":"lead","facts":{"a":{"x":[{"y":1},{"z":1,"z":[]}]}}}`:                       "facts.a.x[1].z given_twice",
	} {
		r := w.do(request{who: "clerk", method: "POST", path: "cases", body: body, header: map[string]string{"Idempotency-Key": w.fresh()}})
		w.want(r, http.StatusUnprocessableEntity, codeInvalid)
		if firstError(r) != want {
			t.Errorf("%s is told as %q, want %q", body, firstError(r), want)
		}
	}
}
