package admin_test

import (
	"testing"

	"hukou/internal/browser"
)

// TestAPostingKeepsItself kills the browser while a secondment is written: it comes back,
// and not into the form that begins at an officer's own page.
func TestAPostingKeepsItself(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "secadmin")
	p.Open("/admin/postings/new")
	p.Type("officer", "shacong.clerk1")
	p.Choose("role", "户籍民警")
	p.Type("document", "海公政借〔2026〕9号")
	p.Kept("海公政借〔2026〕9号")
	p.Kill()

	p = program.As(t, "secadmin")
	p.Open("/admin/postings/new?kind=post")
	p.Settle()
	if got := p.Value("officer"); got != "" {
		t.Errorf("the form of a post holds %q", got)
	}
	p.Open("/admin/postings/new")
	p.Has("上次所填已放回")
	for box, want := range map[string]string{"officer": "shacong.clerk1", "role": "clerk", "document": "海公政借〔2026〕9号"} {
		if got := p.Value(box); got != want {
			t.Errorf("%s is %q, want %q", box, got, want)
		}
	}
	p.Type("org", "640522010000")
	p.Type("valid_to", "2026-09-28")
	p.Click(".acts button.primary")
	p.Has("借调已新增")
	p.Open("/admin/postings/new")
	p.Settle()
	if got := p.Value("officer"); got != "" {
		t.Errorf("after it was entered the form holds %q", got)
	}
}

// TestAPolicyComesBackAfterASignInElsewhere signs the officer in at a second machine while
// a policy row is written at the first, and sends it there.
func TestAPolicyComesBackAfterASignInElsewhere(t *testing.T) {
	program := browser.Demo(t)
	o := program.Officer(t, "sysadmin")
	p := program.Visit(t)
	p.SignIn(o)
	p.Open("/admin/policies/new")
	p.Fill("document", "宁公办发〔2026〕12号")
	program.Visit(t).SignIn(o)
	p.Press("Ctrl+Enter")
	p.Has("你已在另一处登录")
	p.Type("#f-username", o.Username)
	p.Type("#f-password", o.Password)
	p.Type("#f-totp", program.Code(t, o.Username))
	p.Click("button.primary")
	if p.Path() != "/admin/policies/new" {
		t.Fatalf("the sign-in leads to %s", p.Path())
	}
	p.Has("上次所填已放回")
	if got := p.Value("document"); got != "宁公办发〔2026〕12号" {
		t.Errorf("the document is %q", got)
	}
}

// TestTheNumberOfANewOfficerIsKeptNowhere writes a username and a citizen number into the
// form of a new account: the first comes back after a reload, the second does not.
func TestTheNumberOfANewOfficerIsKeptNowhere(t *testing.T) {
	p := browser.Demo(t).As(t, "secadmin")
	p.Open("/admin/officers/new")
	p.Type("person_id", "649901199001011234")
	p.Type("username", "shacong.clerk9") // the last, so that what is kept of it was read with the number written
	p.Kept("shacong.clerk9")
	p.Reload()
	p.Has("上次所填已放回")
	if got := p.Value("username"); got != "shacong.clerk9" {
		t.Errorf("the username is %q", got)
	}
	if got := p.Value("person_id"); got != "" {
		t.Errorf("the number is back: %q", got)
	}
}
