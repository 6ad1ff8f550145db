package intake_test

import (
	"strings"
	"testing"
	"time"

	"hukou/internal/browser"
)

// whoIsAlike is what the live region says now.
const whoIsAlike = `document.querySelector("#alike").innerText.trim()`

// While a child is typed who is in the register already, the page says so within three
// seconds, with the hands still in the form, and says nothing of anybody else's.
func TestWhoIsInTheRegisterIsShownWhileTheChildIsTyped(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	begun(t, p)
	p.Type("facts.child_name", "苏念禾")
	p.Type("facts.child_birth_date", "20260820")
	typed := time.Now()
	p.Wait("#alike .warned")
	if took := time.Since(typed); took > 3*time.Second {
		t.Errorf("the warning stands after %v, want at most 3 s", took)
	}
	p.Has("可能已经登记过", "苏念禾 2026-08-20 **")
	if at := p.Focused(); !strings.Contains(at, "child_birth_date") {
		t.Errorf("the warning took the hands away to %s", at)
	}
	if n := browser.Eval[int](p, `document.querySelectorAll("#boxes #alike,#alike[role=status]").length`); n != 1 || p.Count("#boxes #alike") != 0 {
		t.Error("the warning is no live region outside the boxes")
	}
	if !browser.Eval[bool](p, `(r=>r.top>=0&&r.bottom<=innerHeight)(document.querySelector("#alike").getBoundingClientRect())`) {
		t.Error("the warning stands outside the window")
	}
	p.Click("男") // the boxes are drawn anew
	p.Settle()
	p.Has("可能已经登记过")
	p.Type("facts.child_name", "苏念安")
	p.Press("Tab")
	p.Wait("#alike:not(:has(.warned))")
	if said := browser.Eval[string](p, whoIsAlike); said != "" {
		t.Errorf("of another child the page says %q", said)
	}
}

// Whoever hands in faster than the page can warn is shown it once; the second time the
// form goes.
func TestNobodyHandsInPastEntriesNotSeen(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	begun(t, p)
	p.Click("女")
	p.Type("facts.birth_place_code", "hy")
	p.Wait("[role=option]")
	p.Click("医疗机构")
	p.Wait(`[name="facts.birth_institution"]`)
	p.Type("facts.birth_institution", "海原县人民医院")
	p.Type("facts.certificate_no", "T640522019")
	p.Type("facts.certificate_issued_on", "20260822")
	p.Type("facts.certificate_name", "苏念禾")
	p.Click("结婚证")
	p.Click("随母")
	p.Type("facts.child_name", "苏念禾")
	p.Settle()
	p.Type("facts.child_birth_date", "20260820")
	p.Press("Ctrl+Enter")
	p.Has("还没有提交", "可能已经登记过")
	if got := p.Value("facts.certificate_no"); got != "T640522019" {
		t.Errorf("the number of the certificate is now %q", got)
	}
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds %v", v)
	}
	p.Press("Ctrl+Enter")
	p.Wait(".done-line")
	p.Has("已申报")
}

// Whoever is registered for the first time later in life is looked for as a newborn is.
func TestWhoIsEnteredLateIsLookedForWhileTyped(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	p.Open("/cases/new")
	p.Click(`[action="/cases/new/unreg_8"] button`)
	p.Wait("#draft")
	p.Type("facts.name", "苏念禾")
	p.Type("facts.birth_date", "2026-08-21")
	p.Wait("#alike .warned")
	p.Has("苏念禾 2026-08-20 **")
}
