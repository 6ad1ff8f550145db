package browser

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

const (
	width, height = 1366, 768 // the office screen that pages are made for
	patience      = time.Minute
	pause         = 10 * time.Millisecond // between two looks at the page
)

// Page is a window of the browser with cookies of its own. Its methods do what a hand
// or an eye does; they wait for what they look for, and fail the test when it does
// not come within twenty seconds.
type Page struct {
	t       testing.TB
	ctx     context.Context
	base    string
	program *Program
	watch   *watch
	acts    Acts
}

// Start opens a window at 1366 by 768 for the program at base, which has no slash at
// its end. Nobody is signed in.
func Start(t testing.TB, base string) *Page {
	t.Helper()
	shared, err := chromium()
	if err != nil {
		t.Fatal(err)
	}
	return window(t, shared, base)
}

// window opens a window in a browser.
func window(t testing.TB, in context.Context, base string) *Page {
	t.Helper()
	p := &Page{t: t, base: base, watch: newWatch()}
	ctx, cancel := chromedp.NewContext(in, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.watch.see))
	t.Cleanup(func() {
		p.complain()
		cancel()
	})
	p.ctx = ctx
	p.must(chromedp.Do(ctx), "no window opens")
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	p.must(err, "the network cannot be watched")
	p.Size(width, height)
	return p
}

// On is the same window for a subtest, which fails in its stead.
func (p *Page) On(t testing.TB) *Page {
	other := *p
	other.t = t
	return &other
}

// Open asks for a path of the program and waits until its page stands still.
func (p *Page) Open(path string) {
	p.t.Helper()
	p.watch.forget()
	ctx, done := p.patient()
	defer done()
	went, err := chromedp.Call(ctx, page.Navigate, page.NavigateParams{URL: p.base + path})
	p.must(err, "the page does not open: "+path)
	if went.ErrorText != "" {
		p.t.Fatalf("the page does not open: %s: %s", path, went.ErrorText)
	}
	p.Settle()
}

// Reload asks for the page again.
func (p *Page) Reload() {
	p.t.Helper()
	p.Open(p.Address())
}

// Cold asks for a path as on the first day: nothing is kept from earlier pages.
func (p *Page) Cold(path string) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, network.ClearBrowserCache, cdp.Empty{})
	p.must(err, "the browser's cache cannot be cleared")
	p.Open(path)
}

// Settle waits until nothing is on its way: no page, no request, no part that htmx
// puts in its place. Timers it cannot see; for what comes after one, wait with Has.
func (p *Page) Settle() {
	p.t.Helper()
	p.until("the page does not come to rest", func() bool {
		if p.watch.busy() {
			return false
		}
		still, err := evaluate[bool](p, `document.readyState==="complete" && !document.querySelector(".htmx-request,.htmx-swapping,.htmx-settling")`)
		return err == nil && still && !p.watch.busy()
	})
	p.complain()
}

// Address is the path of the page with its query.
func (p *Page) Address() string {
	p.t.Helper()
	return strings.TrimPrefix(Eval[string](p, "location.href"), p.base)
}

// Path is the path of the page without its query.
func (p *Page) Path() string {
	p.t.Helper()
	u, err := url.Parse(p.Address())
	p.must(err, "the address cannot be read")
	return u.Path
}

// Title is what the window is called.
func (p *Page) Title() string {
	p.t.Helper()
	return Eval[string](p, "document.title")
}

// HTML is the page as it stands now.
func (p *Page) HTML() string {
	p.t.Helper()
	return Eval[string](p, "document.documentElement.outerHTML")
}

// Eval is the value of an expression in the page.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	v, err := evaluate[T](p, expression)
	p.must(err, "in the page: "+expression)
	return v
}

func evaluate[T any](p *Page, expression string) (T, error) {
	ctx, done := p.patient()
	defer done()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// until looks again and again until the page is as wanted.
func (p *Page) until(why string, ready func() bool) {
	p.t.Helper()
	deadline := time.Now().Add(patience)
	for !ready() {
		if time.Now().After(deadline) {
			where, _ := evaluate[string](p, "location.pathname")
			shown, _ := evaluate[string](p, `(document.querySelector("main")||document.body||{}).innerText||""`)
			p.t.Fatalf("%s, on %s, which waits for %v and shows:\n%s", why, where, p.watch.waits(), shorten(shown))
		}
		time.Sleep(pause)
	}
}

func shorten(text string) string {
	if r := []rune(text); len(r) > 1500 {
		return string(r[:1500]) + " …"
	}
	return text
}

func (p *Page) patient() (context.Context, context.CancelFunc) {
	return context.WithTimeout(p.ctx, patience)
}

func (p *Page) must(err error, what string) {
	p.t.Helper()
	if err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
}

// complain fails the test with what the console said.
func (p *Page) complain() {
	p.t.Helper()
	for _, fault := range p.watch.faults() {
		p.t.Error(fault)
	}
}

// Kill ends the window's process at once, as a crash or a pulled plug does: no script
// of the page gets another turn. Nothing more can be done in it.
func (p *Page) Kill() {
	p.t.Helper()
	ctx, done := context.WithTimeout(p.ctx, time.Second)
	defer done()
	_, _ = chromedp.Call(ctx, page.Crash, cdp.Empty{}) // the answer dies with it
}
