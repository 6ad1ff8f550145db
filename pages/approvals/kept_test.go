package approvals_test

import (
	"testing"
	"time"

	"hukou/internal/browser"
)

// TestAReturnKeepsItself kills the browser while a return is written. The desk stays ready
// to approve with one chord, says that a return was begun, and has it where it was; once the
// case is sent back nothing of it is left.
func TestAReturnKeepsItself(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "yongning.lead")
	ready(t, p)
	was := current(p)
	p.Press("r")
	p.Wait(".ap-return[open]")
	p.Choose("input.return_code", "材料看不清或缺页")
	p.Type("input.reason", "第二页缺盖章")
	p.Kept("第二页缺盖章")
	p.Kill()

	p = program.As(t, "yongning.lead")
	p.Open(was)
	p.Has("写了一半")
	if p.Count(".ap-return[open]") > 0 {
		t.Error("the return stands open, so that the chord would send it")
	}
	p.Press("r")
	p.Wait(".ap-return[open]")
	p.Has("上次所填已放回")
	if got := p.Value("input.reason"); got != "第二页缺盖章" {
		t.Errorf("the reason is %q", got)
	}
	if got := p.Value("input.return_code"); got == "" {
		t.Error("the code of the reason is gone")
	}
	p.Click(".ap-items label")
	p.Press("Ctrl+Enter")
	p.Wait(".ap .done-line")
	p.Has("已办：退回")
	time.Sleep(2500 * time.Millisecond) // whatever was still to be kept has been
	left := browser.Eval[string](p, `(() => {
		const x = new XMLHttpRequest();
		x.open("POST", "/typed/read", false);
		x.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
		x.send("typed-form=" + encodeURIComponent("`+was+`?return=1"));
		return x.responseText.trim();
	})()`)
	if left != "null" {
		t.Errorf("after the return was sent is still kept: %s", left)
	}
}

// TestAReturnComesBackAfterASignInElsewhere signs the officer in at a second machine while a
// return is written at the first, and sends it there before the form has kept any of it.
func TestAReturnComesBackAfterASignInElsewhere(t *testing.T) {
	program := browser.Demo(t)
	o := program.Officer(t, "yongning.lead")
	p := program.Visit(t)
	p.SignIn(o)
	ready(t, p)
	was := current(p)
	p.Press("r")
	p.Wait(".ap-return[open]")
	p.Fill("input.reason", "第二页缺盖章")
	program.Visit(t).SignIn(o)
	p.Press("Ctrl+Enter")
	p.Has("你已在另一处登录")
	p.Type("#f-username", o.Username)
	p.Type("#f-password", o.Password)
	p.Type("#f-totp", program.Code(t, o.Username))
	p.Click("button.primary")
	if p.Path() != was {
		t.Fatalf("the sign-in leads to %s, not to %s", p.Path(), was)
	}
	p.Wait(".ap-return[open]")
	p.Has("上次所填已放回")
	if got := p.Value("input.reason"); got != "第二页缺盖章" {
		t.Errorf("the reason is %q", got)
	}
}
