package pages_test

import (
	"strings"
	"testing"

	"hukou/internal/browser"
)

// locksAfter has the page lock after so many seconds instead of a quarter of an hour,
// and warn so many before.
func locksAfter(p *browser.Page, idle, warn string) {
	browser.Eval[bool](p, `((d) => { d.idle = "`+idle+`"; d.warn = "`+warn+`"; return true })(document.documentElement.dataset)`)
}

// An officer who leaves is warned two minutes before the lock; the lock puts the page
// away with all that was typed, and unlocking leads back to the box they were in.
func TestTheLockKeepsWhatWasTypedAndLeadsBackToTheBox(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, clerk)
	p.Open("/cases/new")
	beginBirth(p)
	if idle, warn := p.Attr("html", "data-idle"), p.Attr("html", "data-warn"); idle != "900" || warn != "120" {
		t.Errorf("the page warns %s seconds before a lock after %s, want 120 and 900", warn, idle)
	}
	p.Type("facts.child_name", "计星河")
	p.Type("facts.certificate_no", "T6405")
	locksAfter(p, "600", "598")
	p.Wait("#idle-warn")
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds in the warning %v", v)
	}
	p.Press("Space")
	p.Gone("#idle-warn")
	if got := p.Focused(); got != "#f-facts.certificate_no" {
		t.Errorf("after the warning the focus is at %s", got)
	}
	if got := p.Value("facts.certificate_no"); got != "T6405" {
		t.Errorf("the key that answered the warning went on to the box: %q", got)
	}

	locksAfter(p, "3", "1")
	p.Wait("#idle-lock")
	p.Has("已锁定")
	p.Lacks("计星河", "出生登记")
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds in the lock %v", v)
	}
	if a := p.Fetch("/work/station"); !strings.Contains(string(a.Body), `action="/sign-in"`) {
		t.Error("behind the lock the session is still open")
	}
	o := program.Officer(t, clerk)
	p.Type("#idle-u", o.Username)
	p.Type("#idle-p", "nothing")
	p.Type("#idle-c", "000000")
	p.Press("Enter")
	p.Has("没有解锁")
	p.Lacks("计星河")
	locksAfter(p, "900", "120")
	p.Unlock(o)
	if got := p.Focused(); got != "#f-facts.certificate_no" {
		t.Errorf("unlocking leads to %s", got)
	}
	if got := p.Value("facts.child_name"); got != "计星河" {
		t.Errorf("the name is %q after the lock", got)
	}
	p.Press("End")
	p.Keys("9")
	p.Press("Ctrl+s")
	p.Has("草稿已存")
	if got := p.Value("facts.certificate_no"); got != "T64059" {
		t.Errorf("after the lock the box is kept as %q", got)
	}
}

// What a page asks by itself is no hand at work, and another officer who unlocks gets
// their own page.
func TestALockedPageIsNobodyElses(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "qinghe.clerk1")
	p.Open("/batches")
	p.Click("tbody a")
	p.Wait("#bar[hx-get]")
	at := p.Path()
	locksAfter(p, "3", "1")
	p.Wait("#idle-lock")
	browser.Eval[bool](p, `new Promise(done => setTimeout(() => done(true), 11000))`) // the page would have asked
	if p.Path() != at || p.Count("body.locked") != 1 {
		t.Errorf("the locked page went to %s by itself", p.Path())
	}
	p.Unlock(program.Officer(t, "qinghe.clerk2"))
	if p.Path() != "/" {
		t.Errorf("another officer is led to %s", p.Path())
	}
	p.Has(program.Officer(t, "qinghe.clerk2").Name)
}

// Signing out leaves nothing for who comes next: not the purpose, not the pages.
func TestSigningOutClears(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, clerk)
	searchIn(p, "柳春芽")
	p.Wait("#hits-people")
	p.Click("#hits-people a")
	p.Wait("#items")
	p.Click("summary")
	p.Click("退出")
	p.Has("已退出")
	browser.Eval[bool](p, `(history.back(), true)`)
	p.Has("登录")
	if p.Path() != "/sign-in" || p.Shows("柳春芽") {
		t.Errorf("Back shows %s", p.Path())
	}
	p.SignIn(program.Officer(t, "yuntai.clerk2"))
	p.Open("/search")
	p.Lacks("用途：")
	p.Has("查人员和户须说明用途")
}
