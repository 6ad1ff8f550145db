package pages_test

import (
	"strings"
	"testing"

	"hukou/cast"
	"hukou/internal/browser"
)

// child is one of the roster by what becomes of them.
func child(t *testing.T, fate cast.Fate) cast.Child {
	t.Helper()
	for _, c := range cast.Seventy() {
		if c.Fate == fate {
			return c
		}
	}
	t.Fatalf("the cast has no child of fate %v", fate)
	return cast.Child{}
}

// mine opens what the officer's body is asked about.
func mine(p *browser.Page) {
	p.Open("/batches")
	p.Click("tbody a")
	p.Wait("#all")
}

// confirms writes the origin's answer for the child alone and sends it; the extract is the
// register's own, or the officer's where the entry stands at another station.
func confirms(p *browser.Page, name, day string, extract ...string) {
	mine(p)
	only(p, name)
	for _, said := range extract {
		p.Type("extract", said)
	}
	p.Type("land_and_benefits", "无承包地，待遇已告知")
	p.Click(`[name="kin_in_book"][value="told"]`)
	p.Type("kin_told_on", day)
	p.Press("Ctrl+Enter")
	p.Has("已办：提出：迁出地确认 1 人")
}

// agrees has the second officer look at the answer and send it.
func agrees(p *browser.Page, name string) {
	mine(p)
	only(p, name)
	p.Has("经办人所答", "与户主关系：", "无承包地，待遇已告知")
	p.Press("Ctrl+Enter")
	p.Has("已办：确认：迁出地确认 1 人")
}

// only leaves the child's line ticked in the first form, and no other.
func only(p *browser.Page, name string) {
	for _, label := range browser.Eval[[]string](p, `[...document.querySelector(".bt form").querySelectorAll("input[name=line]:checked")].map(i => i.labels[0].textContent.trim())`) {
		if label != "选 "+name {
			p.Click(label)
		}
	}
}

// A station of origin confirms in a browser, by two officers: the answer of the first
// moves nothing.
func TestAStationOfOriginConfirmsByTwoOfficersInABrowser(t *testing.T) {
	s := seventy{T: t, program: browser.Demo(t, "--now", "2026-09-16T09:00:00+08:00")}
	clears := child(t, cast.Cleared)
	s.clerk = s.program.As(t, "qinghe.clerk1")
	s.clerk.Open("/batches")
	s.clerk.Click("tbody a")
	home := s.clerk.Path()

	clerk, head := s.officersOf(answering(clears.Station))
	confirms(s.program.As(t, clerk), clears.Name, "2026-09-16")
	state(t, s.clerk, home, clears.Name, "origin") // one officer is not enough
	agrees(s.program.As(t, head), clears.Name)
	state(t, s.clerk, home, clears.Name, "ready")
}

// TestTheExtractStandsInTheFormOfTheAnswer opens the answer about one child on the page of
// the case: the extract is filled in from the register, and what is typed instead is sent.
func TestTheExtractStandsInTheFormOfTheAnswer(t *testing.T) {
	s := seventy{T: t, program: browser.Demo(t, "--now", "2026-09-16T09:00:00+08:00")}
	clears := child(t, cast.Cleared)
	clerk, head := s.officersOf(answering(clears.Station))
	p := s.program.As(t, clerk)
	mine(p)
	p.Has("登记簿：户号", "空着则逐人记下面登记簿所载")
	p.Click("#all a:has(span):not(.button)")
	at := p.Path()
	p.Open(at + "/steps/propose_origin_confirm")
	if got := p.Value("input.extract"); !strings.HasPrefix(got, "户号 ") || !strings.Contains(got, "与户主关系：") || !strings.HasSuffix(got, "。") {
		t.Errorf("the extract is %q", got)
	}
	p.Type("input.extract", "户主之孙，监护已核，无在办")
	p.Type("input.land_and_benefits", "无承包地，待遇已告知")
	p.Click(`[name="input.kin_in_book"][value="told"]`)
	p.Type("input.kin_told_on", "2026-09-16")
	p.Press("Ctrl+Enter")
	p.Has("已办：提出：迁出地确认")
	p = s.program.As(t, head)
	p.Open(at + "/steps/origin_confirm")
	if got := p.Value("input.extract"); got != "户主之孙，监护已核，无在办" {
		t.Errorf("the second officer reads %q", got)
	}
}

// state looks at the child's tile, its card and its line of the list.
func state(t *testing.T, p *browser.Page, home, name, want string) {
	t.Helper()
	p.Open(home)
	if p.Count(`a.tile[data-who^="`+name+`"].k-`+want) != 1 {
		t.Errorf("the tile of %s is %q, want %s", name, p.Attr(`a.tile[data-who^="`+name+`"]`, "class"), want)
	}
}

// A tile is reached by Tab and arrows and tells of its child; Escape closes what it
// tells. The list beside the tiles has a row for each of them.
func TestEachTileTellsOfItsChild(t *testing.T) {
	p := browser.Demo(t).As(t, "qinghe.clerk1")
	p.Open("/batches")
	p.Click("tbody a")
	k := p.ByKeys()
	k.Reach("a.tile")
	k.Wait("#tile-card")
	first := k.Text("#tile-card")
	k.Press("ArrowRight")
	if second := k.Text("#tile-card"); second == first {
		t.Error("an arrow does not lead to the next child")
	}
	who := browser.Eval[string](p, `document.activeElement.dataset.who`)
	k.Has("状态", "下一步")
	if told := k.Text("#tile-card"); len(who) == 0 || told[:6] != who[:6] {
		t.Errorf("the card of %q says %q", who, told)
	}
	if k.Attr("a.tile:focus", "aria-describedby") != "tile-card" {
		t.Error("the card is not tied to its tile")
	}
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds %v", v)
	}
	k.Press("Escape")
	k.Gone("#tile-card")
	if browser.Eval[string](p, `document.activeElement.dataset.who`) != who {
		t.Error("Escape takes the focus away")
	}
	k.Press("Tab")
	if p.Count("a.tile:focus") != 0 {
		t.Error("Tab goes through the tiles one by one")
	}
	if rows, tiles := p.Count(".bt-twin tbody tr"), p.Count("a.tile"); rows != tiles || tiles != 70 {
		t.Errorf("%d tiles and %d rows of the list, want 70 and 70", tiles, rows)
	}
	k.Push(".bt-twin summary")
	k.Wait(".bt-twin table")
	k.Press("Tab", "Tab")
	k.Press("Enter")
	k.Wait("#stops, h1")
	if p.Path() == "/batches" {
		t.Error("the list leads nowhere")
	}
}
