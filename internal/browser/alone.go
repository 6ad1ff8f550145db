package browser

import (
	"context"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Alone is a page in which the officer signs in through the sign-in page, in a Chromium of
// its own with its own processes and files. The session they had elsewhere ends.
func (p *Program) Alone(t testing.TB, username string) *Page {
	t.Helper()
	dir, err := workshop()
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(context.Background())
	t.Cleanup(end)
	own, err := launch(ctx, filepath.Join(dir, "alone-"+time.Now().Format("150405.000000")))
	if err != nil {
		t.Fatal(err)
	}
	page := window(t, own, p.URL)
	page.program = p
	page.SignIn(p.Officer(t, username))
	return page
}

// KillBrowser ends the whole Chromium of a page that Alone gave by SIGKILL and waits until
// its process is gone. The one that the other pages share is not to be killed.
func (p *Page) KillBrowser() {
	p.t.Helper()
	browser := chromedp.FromContext(p.ctx).Browser
	process := browser.Process()
	if shared, err := chromium(); err == nil && chromedp.FromContext(shared).Browser == browser {
		p.t.Fatal("this browser is shared: other tests work in it")
	}
	p.must(process.Kill(), "the browser cannot be killed")
	p.until("the browser's process does not end", func() bool { return process.Signal(syscall.Signal(0)) != nil })
}
