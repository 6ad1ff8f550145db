package handlers

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"hukou/auth"
	"hukou/register"
)

// code6 is the officer's one-time code now.
func (w *world) code6(name string) string {
	w.t.Helper()
	c, err := auth.TOTPAt(w.secrets[name], *w.real.Load())
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

func (w *world) signIn(name, pass string, header map[string]string) reply {
	w.t.Helper()
	return w.do(request{method: "POST", path: "sessions", body: map[string]any{"username": name, "password": pass, "totp": w.code6(name)}, header: header})
}

func TestSignInGivesATokenAndACookie(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.signIn("clerk", password, nil)
		w.want(r, http.StatusCreated, "")
		token := r.json["token"].(string)
		officer := r.json["officer"].(map[string]any)
		if officer["name"] != "民警clerk" || officer["roles"].([]any)[0] != "clerk" || r.json["expires_at"] == "" {
			t.Errorf("the session is %v", r.json)
		}
		set := r.Header().Get("Set-Cookie")
		if !strings.HasPrefix(set, plainCookie+"=") || !strings.Contains(set, "HttpOnly") || !strings.Contains(set, "SameSite=Strict") || strings.Contains(set, "Secure") {
			t.Errorf("on loopback the cookie is %s", set)
		}
		if entry := regexp.MustCompile(`"method":"POST","route":"/api/v1/sessions","status":201,.*"officer":"o-clerk"`); !entry.MatchString(w.log.String()) {
			t.Errorf("the log does not say who signed in: %s", w.log)
		}
		bearer := map[string]string{"Authorization": "Bearer " + token}
		w.want(w.do(request{method: "GET", path: "sessions/current", header: bearer}), http.StatusOK, "")
		out := w.do(request{method: "DELETE", path: "sessions/current", header: bearer})
		w.want(out, http.StatusNoContent, "")
		if c := out.Header().Get("Set-Cookie"); !strings.Contains(c, "Max-Age=0") {
			t.Errorf("signing out leaves the cookie: %s", c)
		}
		w.want(w.do(request{method: "GET", path: "sessions/current", header: bearer}), http.StatusUnauthorized, codeNoSession)
	})
}

func TestOverTLSTheCookieIsBoundToTheHost(t *testing.T) {
	for name, c := range map[string]Config{"configured": {Secure: true}, "by the proxy": {}} {
		w := aWorld(t, c)
		header := map[string]string{"X-Forwarded-Proto": "https"}
		r := w.signIn("clerk", password, header)
		w.want(r, http.StatusCreated, "")
		if set := r.Header().Get("Set-Cookie"); !strings.HasPrefix(set, "__Host-hukou=") || !strings.Contains(set, "Secure") || !strings.Contains(set, "Path=/") || strings.Contains(set, "Domain") {
			t.Errorf("%s: the cookie is %s", name, set)
		}
		header["Cookie"] = plainCookie + "=" + r.json["token"].(string)
		w.want(w.do(request{method: "GET", path: "sessions/current", header: header}), http.StatusUnauthorized, codeNoSession)
	}
}

func TestWrongSignInsLookAlike(t *testing.T) {
	w := aWorld(t, Config{})
	wrongPassword := w.signIn("clerk", "not the password", nil)
	unknown := w.do(request{method: "POST", path: "sessions", body: map[string]any{"username": "nobody", "password": password, "totp": "123456"}})
	w.want(wrongPassword, http.StatusUnauthorized, codeSignIn)
	if wrongPassword.Body.String() != unknown.Body.String() {
		t.Errorf("a wrong password reads %s, an unknown name %s", wrongPassword.Body, unknown.Body)
	}
	w.want(w.do(request{method: "POST", path: "sessions", body: map[string]any{"username": "clerk"}}), http.StatusUnprocessableEntity, codeInvalid)
}

// An officer changes the password by the present one and a code, which signs them in; the
// faults of the new one are told at its field, and guessing is counted with the sign-ins.
func TestAPasswordIsChangedByThePresentOneAndACode(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		change := func(present, chosen string) reply {
			w.pass(40 * time.Second)
			return w.do(request{method: "POST", path: "passwords", body: map[string]any{"username": "clerk", "password": present, "totp": w.code6("clerk"), "new_password": chosen}})
		}
		w.want(change("not the password", "correct horse battery"), http.StatusUnauthorized, codeSignIn)
		short := change(password, "123456")
		w.want(short, http.StatusUnprocessableEntity, codeInvalid)
		if text := short.Body.String(); strings.Count(text, `"field":"new_password"`) != 2 || strings.Contains(text, "123456\"") {
			t.Errorf("of a short and common password is told %s", text)
		}
		r := change(password, "correct horse battery")
		w.want(r, http.StatusCreated, "")
		w.want(w.do(request{method: "GET", path: "sessions/current", header: map[string]string{"Authorization": "Bearer " + r.json["token"].(string)}}), http.StatusOK, "")
		w.pass(40 * time.Second)
		w.want(w.signIn("clerk", password, nil), http.StatusUnauthorized, codeSignIn)
		w.pass(40 * time.Second)
		w.want(w.signIn("clerk", "correct horse battery", nil), http.StatusCreated, "")

		_, err := w.reg.AddPolicyRow(t.Context(), register.Operator(), register.NewPolicyRow{Business: register.BusinessPasswords, From: w.reg.Today(),
			Options: map[string]json.RawMessage{"profile": json.RawMessage(`"dengbao3"`)}, Document: "甲公网安〔2026〕3号"})
		if err != nil {
			t.Fatal(err)
		}
		w.pass(40 * time.Second)
		w.want(w.signIn("clerk", "correct horse battery", nil), http.StatusForbidden, codePasswordOld)
		w.want(change("correct horse battery", "Gt7#kuLe"), http.StatusCreated, "")
	})
}

func TestSignInIsThrottledByAddress(t *testing.T) {
	w := aWorld(t, Config{})
	wrong := request{method: "POST", path: "sessions", body: `{}`}
	for range signIns {
		w.want(w.do(wrong), http.StatusUnprocessableEntity, codeInvalid)
	}
	r := w.do(wrong)
	w.want(r, http.StatusTooManyRequests, codeTooMany)
	if r.Header().Get("Retry-After") != "6" {
		t.Errorf("Retry-After is %q", r.Header().Get("Retry-After"))
	}
	w.pass(6 * time.Second)
	w.want(w.do(wrong), http.StatusUnprocessableEntity, codeInvalid)

	demo := aWorld(t, Config{Demo: &DemoHooks{}})
	for range 200 {
		demo.want(demo.do(wrong), http.StatusUnprocessableEntity, codeInvalid)
	}
}

// TestAForgedForwardedAddressChangesNothing guesses under the name of another address each
// time: the throttle counts the peer, and the log names it.
func TestAForgedForwardedAddressChangesNothing(t *testing.T) {
	w := aWorld(t, Config{})
	for i := range signIns + 1 {
		forged := fmt.Sprintf("203.0.113.%d", i+1)
		r := w.do(request{method: "POST", path: "sessions", body: `{}`, header: map[string]string{"X-Forwarded-For": forged, "X-Real-IP": forged, "Forwarded": "for=" + forged}})
		if want := i < signIns; want != (r.Code == http.StatusUnprocessableEntity) {
			t.Errorf("guess %d is answered %d", i+1, r.Code)
		}
	}
	if strings.Contains(w.log.String(), "203.0.113.") || !strings.Contains(w.log.String(), `"address":"127.0.0.1"`) {
		t.Errorf("the log is %s", w.log)
	}
}

func TestOfficerIsThrottledGenerously(t *testing.T) {
	w := aWorld(t, Config{})
	q := request{who: "clerk", method: "GET", path: "sessions/current"}
	for range perMinute {
		w.want(w.do(q), http.StatusOK, "")
	}
	w.want(w.do(q), http.StatusTooManyRequests, codeTooMany)
	w.want(w.do(request{who: "clerk2", method: "GET", path: "sessions/current"}), http.StatusOK, "")
}

// TestCookieNeedsAPageOfOurs changes something with a cookie alone: only a browser
// that vouches for the page may; the bearer of a token always may.
func TestCookieNeedsAPageOfOurs(t *testing.T) {
	w := aWorld(t, Config{})
	cookie := plainCookie + "=" + w.session("clerk")
	for _, c := range []struct {
		name   string
		header map[string]string
		ok     bool
	}{
		{"our page", map[string]string{"Sec-Fetch-Site": "same-origin"}, true},
		{"by hand", map[string]string{"Sec-Fetch-Site": "none"}, true},
		{"our origin", map[string]string{"Origin": "http://example.com"}, true},
		{"another site", map[string]string{"Sec-Fetch-Site": "cross-site"}, false},
		{"another port", map[string]string{"Sec-Fetch-Site": "same-site", "Origin": "http://example.com"}, false},
		{"another origin", map[string]string{"Origin": "http://evil.example"}, false},
		{"no origin", map[string]string{"Origin": "null"}, false},
		{"nothing said", map[string]string{}, false},
	} {
		c.header["Cookie"], c.header["Idempotency-Key"] = cookie, w.fresh()
		got := w.do(request{method: "POST", path: "cases", body: map[string]any{"business": "lead", "facts": leadFacts()}, header: c.header})
		if c.ok {
			w.want(got, http.StatusCreated, "")
		} else {
			w.want(got, http.StatusForbidden, codeCrossSite)
		}
		delete(c.header, "Cookie")
		c.header["Idempotency-Key"] = w.fresh()
		w.want(w.do(request{who: "clerk", method: "POST", path: "cases", body: map[string]any{"business": "lead", "facts": leadFacts()}, header: c.header}), http.StatusCreated, "")
		c.header["Cookie"] = cookie
		w.want(w.do(request{method: "GET", path: "sessions/current", header: c.header}), http.StatusOK, "")
	}
	w.want(w.signIn("head", password, map[string]string{"Sec-Fetch-Site": "cross-site"}), http.StatusForbidden, codeCrossSite)
}

func TestSessionEndsWhenIdle(t *testing.T) {
	w := aWorld(t, Config{})
	q := request{who: "clerk", method: "GET", path: "sessions/current"}
	w.want(w.do(q), http.StatusOK, "")
	w.pass(16 * time.Minute)
	w.want(w.do(q), http.StatusUnauthorized, codeNoSession)
}
