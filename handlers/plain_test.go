package handlers

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestServiceTellsWhetherItIsReady(t *testing.T) {
	var broken error
	w := aWorld(t, Config{SweepWithin: time.Hour, Ready: func(context.Context) error { return broken }})
	get := func(path string) reply { return w.do(request{method: "GET", path: path}) }
	w.want(get("/healthz"), http.StatusOK, "")
	w.want(w.do(request{method: "HEAD", path: "/healthz"}), http.StatusOK, "")
	w.want(get("/readyz"), http.StatusServiceUnavailable, codeNotReady)
	if _, err := w.reg.Sweep(context.Background()); err != nil {
		t.Fatal(err)
	}
	w.want(get("/readyz"), http.StatusOK, "")
	broken = errors.New("the schema is not known")
	r := get("/readyz")
	w.want(r, http.StatusServiceUnavailable, codeNotReady)
	if strings.Contains(r.Body.String(), "schema is not known") || !strings.Contains(w.log.String(), "the schema is not known") {
		t.Error("why it is not ready belongs in the log")
	}
	broken = nil
	w.setClock("2026-09-24T11:00:00+08:00")
	w.want(get("/readyz"), http.StatusServiceUnavailable, codeNotReady)
}

func TestMetricsHaveAListenerOfTheirOwn(t *testing.T) {
	meter := NewMeter()
	w := aWorld(t, Config{Meter: meter})
	w.want(w.do(request{method: "GET", path: "/metrics"}), http.StatusNotFound, codeNotFound)
	ask := func(token, path, bearing string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		if bearing != "" {
			r.Header.Set("Authorization", "Bearer "+bearing)
		}
		answer := httptest.NewRecorder()
		Outside("127.0.0.1:0", token, meter, w.reg).Handler.ServeHTTP(answer, r)
		return answer
	}
	for _, c := range []struct {
		token, path, bearing string
		want                 int
	}{
		{"", "/metrics", "", http.StatusOK}, {"of the operator", "/metrics", "", http.StatusUnauthorized},
		{"of the operator", "/metrics", "another", http.StatusUnauthorized}, {"of the operator", "/metrics", "of the operator", http.StatusOK},
		{"", "/", "", http.StatusNotFound}, {"", "/api/v1/cases", "", http.StatusNotFound}, {"", "/healthz", "", http.StatusNotFound},
		{"of the operator", "/evidence?from=0", "", http.StatusUnauthorized}, {"", "/evidence", "", http.StatusBadRequest}, {"", "/evidence?from=-1", "", http.StatusBadRequest},
	} {
		if got := ask(c.token, c.path, c.bearing); got.Code != c.want {
			t.Errorf("%+v: %d %s", c, got.Code, got.Body)
		} else if got.Code == http.StatusOK && c.path == "/metrics" && !strings.Contains(got.Body.String(), `hukou_http_requests_total{method="GET",route="unknown",status="404"} 1`) {
			t.Errorf("the counters are %s", got.Body)
		}
	}
}

func TestClockIsMovedInADemonstrationAlone(t *testing.T) {
	var moved time.Time
	w := aWorld(t, Config{Demo: &DemoHooks{SetClock: func(_ context.Context, now time.Time) error { moved = now; return nil }}})
	q := request{method: "POST", path: "/demo/clock", body: map[string]any{"now": "2026-09-24T09:00:00+08:00"}}
	w.want(w.do(q), http.StatusOK, "")
	if !moved.Equal(time.Date(2026, 9, 24, 1, 0, 0, 0, time.UTC)) {
		t.Errorf("the clock went to %s", moved)
	}
	q.body = map[string]any{"now": "tomorrow"}
	w.want(w.do(q), http.StatusUnprocessableEntity, codeInvalid)
	q.body = map[string]any{"when": "2026-09-24T09:00:00+08:00"}
	w.want(w.do(q), http.StatusUnprocessableEntity, codeInvalid)
	q.header = map[string]string{"Origin": "http://evil.example"}
	w.want(w.do(q), http.StatusForbidden, codeCrossSite)
	q.header = nil
	w = aWorld(t, Config{})
	w.want(w.do(q), http.StatusNotFound, codeNotFound)
}

// TestAnswersKeepToThemselves looks at the headers every answer has, and at the id
// that nobody outside may choose.
func TestAnswersKeepToThemselves(t *testing.T) {
	w := aWorld(t, Config{Secure: true})
	r := w.do(request{who: "clerk", method: "GET", path: "sessions/current", header: map[string]string{requestID: "chosen"}})
	for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
		"Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000; includeSubDomains"} {
		if got := r.Header().Get(name); got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	policy := strings.Split(r.Header().Get("Content-Security-Policy"), "; ")
	for _, rule := range []string{"default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} {
		if !slices.Contains(policy, rule) {
			t.Errorf("the policy lacks %s: %q", rule, policy)
		}
	}
	if r.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("the headers are %v", r.Header())
	}
	if id := r.Header().Get(requestID); id == "chosen" || len(id) != 36 || !strings.Contains(w.log.String(), id) {
		t.Errorf("the request's id is %q", id)
	}
	if strings.Contains(w.log.String(), w.session("clerk")) || !strings.Contains(w.log.String(), `"officer":"o-clerk"`) {
		t.Errorf("the log is %s", w.log)
	}
}

func TestServerLetsNoPeerHoldIt(t *testing.T) {
	s := Server("127.0.0.1:0", aWorld(t, Config{}).e)
	if s.ReadHeaderTimeout == 0 || s.ReadTimeout == 0 || s.WriteTimeout == 0 || s.IdleTimeout == 0 || s.MaxHeaderBytes == 0 {
		t.Errorf("the server waits for ever: %+v", s)
	}
}

func TestAddressesAreThrottledAsTheyAreHeld(t *testing.T) {
	for address, want := range map[string]string{"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "192.0.2.7", "2001:db8:1:2:3::4": "2001:db8:1:2::/64", "2001:db8:1:2:9::": "2001:db8:1:2::/64", "?": "?"} {
		if got := addressKey(address); got != want {
			t.Errorf("%s is throttled as %s", address, got)
		}
	}
	th := newThrottle(2)
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, want := range []bool{true, true, false} {
		if ok, _ := th.allow("a", start); ok != want {
			t.Errorf("try %d is allowed: %v", i, ok)
		}
	}
	if ok, wait := th.allow("a", start.Add(-time.Hour)); ok || wait != 30 {
		t.Errorf("a clock set back allows %v, wait %d", ok, wait)
	}
	th.allow("b", start.Add(2*time.Minute))
	if len(th.buckets) != 1 {
		t.Errorf("%d addresses are remembered", len(th.buckets))
	}
}
