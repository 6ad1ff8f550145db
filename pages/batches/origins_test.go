package batches_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hukou/auth"
	"hukou/cast"
	"hukou/internal/browser"
)

// client is an officer with a browser that runs no script.
type client struct {
	t    *testing.T
	base string
	http *http.Client
}

func as(t *testing.T, demo *browser.Program, username string) *client {
	t.Helper()
	o := demo.Officer(t, username)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &client{t: t, base: demo.URL, http: &http.Client{Jar: jar}}
	code, err := auth.TOTPAt(o.TOTPSecret, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if status, page := c.post("/sign-in", url.Values{"username": {o.Username}, "password": {o.Password}, "totp": {code}, "back": {"/batches"}}); status != http.StatusOK {
		t.Fatalf("%s is not let in: %d %s", username, status, page)
	}
	return c
}

func (c *client) do(q *http.Request) (int, string) {
	c.t.Helper()
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

func (c *client) get(path string) (int, string) {
	c.t.Helper()
	q, err := http.NewRequest(http.MethodGet, c.base+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.do(q)
}

func (c *client) post(path string, form url.Values) (int, string) {
	c.t.Helper()
	q, err := http.NewRequest(http.MethodPost, c.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		c.t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.do(q)
}

var (
	lineBox = regexp.MustCompile(`name="line" value="([^"]+)"`)
	keyBox  = regexp.MustCompile(`name="key" value="([^"]+)"`)
)

// answer answers for all the children that the officer's station is asked about.
func (c *client) answer(mine string, more url.Values) int {
	c.t.Helper()
	status, page := c.get(mine)
	if status != http.StatusOK {
		c.t.Fatalf("%s is answered %d", mine, status)
	}
	form := url.Values{"key": {keyBox.FindStringSubmatch(page)[1]}}
	for _, m := range lineBox.FindAllStringSubmatch(page, -1) {
		if !slices.Contains(form["line"], m[1]) {
			form.Add("line", m[1])
		}
	}
	for k, v := range more {
		form[k] = v
	}
	status, page = c.post(mine, form)
	if status != http.StatusOK || strings.Contains(page, "没有办成") {
		c.t.Fatalf("the answer of %s is %d %s", mine, status, page)
	}
	return len(form["line"])
}

var confirmed = url.Values{"event": {"propose_origin_confirm"}, "extract": {"与户主关系、监护、在办业务已核"}, "land_and_benefits": {"无承包地，待遇已告知"}, "kin_in_book": {"told"}, "kin_told_on": {"2026-09-10"}}

// originsAnswer has the clerk and the head of every station answer for its children.
func originsAnswer(t *testing.T, demo *browser.Program, home string, children []cast.Child) (stations int) {
	seen := map[string]bool{}
	for _, c := range children {
		station := c.Station
		if station == cast.MergedStation {
			station = cast.SuccessorStation
		}
		if station == "" || seen[station] {
			continue
		}
		seen[station] = true
		for _, o := range demo.Officers {
			if o.StationCode != station || len(o.Roles) == 0 || o.Roles[0] != "clerk" {
				continue
			}
			as(t, demo, o.Username).answer(home+"/mine", confirmed)
			as(t, demo, strings.TrimSuffix(o.Username, "clerk")+"head").answer(home+"/mine", url.Values{"event": {"origin_confirm"}})
			break
		}
	}
	return len(seen)
}
