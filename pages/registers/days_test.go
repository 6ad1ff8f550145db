package registers_test

import (
	"strings"
	"testing"

	"hukou/internal/browser"
)

// found looks for something for a purpose and opens the first person or household found.
func found(p *browser.Page, what, kind string) (path string) {
	p.Open("/search")
	p.Type("#q", what)
	p.Click("群众到窗口办理")
	p.Click(".reg-search button.primary")
	p.Wait("#hits-" + kind)
	p.Click("#hits-" + kind + " a")
	p.Wait("#items")
	return p.Path()
}

// A day that is none is said to be none beside its box, with what was typed left there;
// nothing is headed by it.
func TestADayThatIsNoneIsSaidToBeNone(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	person := found(p, "董玉岚", "people")
	for _, path := range []string{person, p.Attr("#home a", "href")} {
		path, _, _ = strings.Cut(path, "?")
		p.Open(path + "?as_of=20260231&from=2026-13-01")
		p.Has("没有这一天")
		if p.Value("as_of") != "20260231" || p.Value("from") != "2026-13-01" {
			t.Errorf("%s: the boxes hold %q and %q", path, p.Value("as_of"), p.Value("from"))
		}
		p.Lacks("截至 2026-02-31", "两天比较")
		axe(t, p)
		p.Open(path + "?as_of=2926-01-01")
		p.Has("这一天太远")
		p.Open(path + "?as_of=1950-01-01&from=2026-01-01")
		p.Has("登记中还没有此")
		p.Lacks("两天比较")
		if p.Value("as_of") != "1950-01-01" {
			t.Errorf("%s: the box holds %q", path, p.Value("as_of"))
		}
		axe(t, p)
		first := p.Text("#not-yet a")
		p.Click("#not-yet a")
		p.Wait("#items")
		p.Has("截至 " + first)
	}
}

// What a household's own items rest on stands beside them, a station by its name. The
// case with which the register was loaded is of no body: nothing leads there.
func TestAHouseholdSaysSinceWhenItIsWhatItIs(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	house := found(p, "000003", "households")
	if text := p.Text("#items"); !strings.Contains(text, "户口登记机关") || strings.Contains(text, "640522010000") || !strings.Contains(text, "派出所") {
		t.Errorf("the items say %s", text)
	}
	if strings.Contains(p.HTML(), `<a href="/cases/`) {
		t.Error("a link leads to a case that this officer may not open")
	}
	p.Open(house + "?from=2026-01-01")
	p.Wait("#difference")
	if text := p.Text("#difference"); strings.Contains(text, "640522010000") {
		t.Errorf("the two days say %s", text)
	}
	axe(t, p)
}
