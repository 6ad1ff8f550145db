package pages_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"hukou/auth"
	"hukou/internal/browser"
)

// plain is an officer at the pages without a browser, as one that runs no script sees
// them: it asks for pages and sends their forms.
type plain struct {
	t    testing.TB
	base string
	http *http.Client
}

// plainly signs an officer in through the sign-in page, without a browser. The session
// they may have had elsewhere ends.
func plainly(t testing.TB, p *browser.Program, username string) *plain {
	t.Helper()
	o := p.Officer(t, username)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &plain{t: t, base: p.URL, http: &http.Client{Jar: jar}}
	code, err := auth.TOTPAt(o.TOTPSecret, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{"username": {o.Username}, "password": {o.Password}, "totp": {code}, "back": {"/"}}
	if status, page := c.post("/sign-in", form); status != http.StatusOK {
		t.Fatalf("%s is not let in: %d %s", username, status, page)
	}
	return c
}

// get asks for a page: its status and its text.
func (c *plain) get(path string) (int, string) {
	c.t.Helper()
	return c.do(http.MethodGet, path, nil)
}

// post sends a form and follows to the page it leads to.
func (c *plain) post(path string, form url.Values) (int, string) {
	c.t.Helper()
	return c.do(http.MethodPost, path, form)
}

func (c *plain) do(method, path string, form url.Values) (int, string) {
	c.t.Helper()
	q, err := http.NewRequest(method, c.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		c.t.Fatal(err)
	}
	if method == http.MethodPost {
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	q.Header.Set("Accept", "text/html")
	q.Header.Set("Origin", c.base)
	a, err := c.http.Do(q)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = a.Body.Close() }()
	body, err := io.ReadAll(a.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return a.StatusCode, string(body)
}

// turnClock moves the demonstration's clock forward, and what is due by then is done.
func turnClock(t testing.TB, p *browser.Program, now string) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"now": now})
	if err != nil {
		t.Fatal(err)
	}
	a, err := http.Post(p.URL+"/demo/clock", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Body.Close() }()
	if a.StatusCode != http.StatusOK {
		said, _ := io.ReadAll(a.Body)
		t.Fatalf("the clock does not move: %d %s", a.StatusCode, said)
	}
}
