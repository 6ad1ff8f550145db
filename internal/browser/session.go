package browser

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"hukou/auth"
)

// cookie is one of a signed-in officer's.
type cookie struct{ name, value string }

// As is a page in which the officer is signed in, in a browser window of their own.
// The first time goes through the sign-in page; later windows of the same officer
// share that session, as an officer has one.
func (p *Program) As(t testing.TB, username string) *Page {
	t.Helper()
	o := p.Officer(t, username)
	page := p.Visit(t)
	p.mu.Lock()
	kept := p.sessions[username]
	p.mu.Unlock()
	if kept != nil {
		page.setCookies(kept)
		return page
	}
	page.SignIn(o)
	p.mu.Lock()
	p.sessions[username] = page.cookies()
	p.mu.Unlock()
	return page
}

// Visit is a page in a window of its own in which nobody is signed in.
func (p *Program) Visit(t testing.TB) *Page {
	t.Helper()
	page := Start(t, p.URL)
	page.program = p
	return page
}

// SignIn signs an officer in through the sign-in page. The session they may have had
// elsewhere ends.
func (p *Page) SignIn(o Officer) {
	p.t.Helper()
	p.Open("/sign-in")
	p.Type("#f-username", o.Username)
	p.Type("#f-password", o.Password)
	p.Type("#f-totp", p.program.code(p.t, o))
	p.Click("button.primary")
	if p.Path() == "/sign-in" {
		p.t.Fatalf("%s is not let in: %s", o.Username, p.Text("main"))
	}
	p.Reset()
}

// Unlock opens a page that locked itself, as the officer. Whoever they are, the session
// that this window had is over.
func (p *Page) Unlock(o Officer) {
	p.t.Helper()
	p.Type("#idle-u", o.Username)
	p.Type("#idle-p", o.Password)
	p.Type("#idle-c", p.program.code(p.t, o))
	p.Press("Enter")
	p.Gone("#idle-lock")
	p.program.mu.Lock()
	defer p.program.mu.Unlock()
	p.program.sessions[o.Username] = p.cookies()
}

// Code is a one-time code of an officer that was not used yet, as their authenticator
// would show it.
func (p *Program) Code(t testing.TB, username string) string {
	t.Helper()
	return p.code(t, p.Officer(t, username))
}

// code is a one-time code that was not used yet. A code counts a step early and a
// step late, so that three sign-ins fit one step; a fourth waits.
func (p *Program) code(t testing.TB, o Officer) string {
	t.Helper()
	const step = 30
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	at := now.Unix() / step
	next := max(p.codes[o.Username]+1, at-1)
	if next == at-1 && now.Unix()%step > step-8 {
		next = at // the one before may be too old by the time it is sent
	}
	if early := time.Until(time.Unix((next-1)*step, 0)); early > 0 {
		time.Sleep(early)
	}
	p.codes[o.Username] = next
	code, err := auth.TOTPAt(o.TOTPSecret, time.Unix(next*step, 0))
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func (p *Page) cookies() []cookie {
	p.t.Helper()
	found, err := chromedp.Call(p.ctx, network.GetCookies, network.GetCookiesParams{URLs: []string{p.base}})
	p.must(err, "the cookies cannot be read")
	var kept []cookie
	for _, c := range found.Cookies {
		kept = append(kept, cookie{c.Name, c.Value})
	}
	return kept
}

func (p *Page) setCookies(kept []cookie) {
	p.t.Helper()
	var set []*network.CookieParam
	for _, c := range kept {
		set = append(set, &network.CookieParam{Name: c.name, Value: c.value, URL: p.base, HTTPOnly: true})
	}
	_, err := chromedp.Call(p.ctx, network.SetCookies, network.SetCookiesParams{Cookies: set})
	p.must(err, "the cookies cannot be set")
}
