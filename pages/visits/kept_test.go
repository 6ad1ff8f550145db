package visits_test

import (
	"testing"

	"hukou/internal/browser"
)

// TestALeadKeepsItself kills the browser while a lead is written: what was typed stands
// there again for its officer, for no other, and no longer once it was noted.
func TestALeadKeepsItself(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "yuntai.community")
	p.Open("/visits/new")
	p.Type("facts.lead_place", "云台镇三组")
	p.Type("facts.lead_note", "去年在家出生的孩子没有户口")
	p.Kept("去年在家出生的孩子没有户口")
	p.Kill()

	p = program.As(t, "yuntai.community")
	p.Open("/visits/new")
	p.Has("上次所填已放回")
	if got := p.Value("facts.lead_place"); got != "云台镇三组" {
		t.Errorf("the place is %q", got)
	}
	if got := p.Value("facts.lead_note"); got != "去年在家出生的孩子没有户口" {
		t.Errorf("the note is %q", got)
	}
	other := program.As(t, "yuntai.clerk1")
	other.Open("/visits/new")
	if got := other.Value("facts.lead_place"); got != "" {
		t.Errorf("another officer sees %q", got)
	}
	other.Lacks("上次所填已放回")

	p.Click("记下")
	p.Has("线索已记")
	p.Open("/visits/new")
	p.Settle()
	if got := p.Value("facts.lead_place"); got != "" {
		t.Errorf("after the lead is noted the form holds %q", got)
	}
	p.Type("facts.lead_place", "不要了")
	p.Kept("不要了")
	p.Click("放弃所填")
	p.Has("已放弃所填")
	p.Reload()
	p.Settle()
	if got := p.Value("facts.lead_place"); got != "" {
		t.Errorf("what was discarded is back: %q", got)
	}
}

// TestWhoSignsInElsewhereIsToldAndComesBack signs the officer in at a second machine
// while a lead is written at the first, and sends it there.
func TestWhoSignsInElsewhereIsToldAndComesBack(t *testing.T) {
	program := browser.Demo(t)
	o := program.Officer(t, "yuntai.community")
	p := program.Visit(t)
	p.SignIn(o)
	p.Open("/visits/new")
	p.Fill("facts.lead_place", "云台镇三组")
	program.Visit(t).SignIn(o)
	p.Press("Ctrl+Enter")
	p.Has("你已在另一处登录")
	p.Type("#f-username", o.Username)
	p.Type("#f-password", o.Password)
	p.Type("#f-totp", program.Code(t, o.Username))
	p.Click("button.primary")
	if p.Path() != "/visits/new" {
		t.Fatalf("the sign-in leads to %s", p.Path())
	}
	p.Has("上次所填已放回")
	if got := p.Value("facts.lead_place"); got != "云台镇三组" {
		t.Errorf("the place is %q", got)
	}
}

// TestAPageLearnsThatItsOfficerIsElsewhere: the form that keeps itself finds the session
// gone, and the page locks with the reason over what was typed.
func TestAPageLearnsThatItsOfficerIsElsewhere(t *testing.T) {
	program := browser.Demo(t)
	o := program.Officer(t, "yuntai.community")
	p := program.Visit(t)
	p.SignIn(o)
	p.Open("/visits/new")
	program.Visit(t).SignIn(o)
	p.Type("facts.lead_place", "云台镇三组")
	p.Wait("#idle-lock")
	p.Has("你已在另一处登录")
	p.Unlock(o)
	if got := p.Value("facts.lead_place"); got != "云台镇三组" {
		t.Errorf("the place is %q", got)
	}
	p.Press("Ctrl+Enter")
	p.Has("线索已记")
}
