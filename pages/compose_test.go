package pages_test

import (
	"strings"
	"testing"
	"time"

	"hukou/internal/browser"
)

// composed is a box that asks or keeps by itself, with what may follow a word.
type composed struct {
	page, box     string
	letters, word string
	// after is the part of an address that is asked for once when the word stands;
	// empty where nothing is.
	after string
	// enter is what Enter asks for once the word stands.
	enter string
}

// still is longer than any box waits before it asks.
const still = 1600 * time.Millisecond

// asked counts the requests whose address holds a part.
func asked(p *browser.Page, part string) int {
	n := 0
	for _, r := range p.Requests() {
		if strings.Contains(r.URL, part) {
			n++
		}
	}
	return n
}

// While a word is composed nothing is asked, its Enter and arrows belong to the input
// method, and the box stays the same element; the word is asked for once.
func TestWhileAWordIsComposedNothingIsAskedAndNothingMoves(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, clerk)
	p.Open("/cases/new")
	beginBirth(p)
	draft := p.Path()
	for _, c := range []composed{
		{page: "/", box: "[data-global-search]", letters: "dongyulan", word: "董玉岚", enter: "/search"},
		{page: "/search", box: "#q", letters: "dongyulan", word: "董玉岚", enter: "/search"},
		{page: "/cases/new", box: "#f-filter", letters: "chusheng", word: "出生登记", enter: "/cases/new/"},
		{page: draft, box: "#find-mother", letters: "dangyujie", word: "党玉洁", after: "/draft/keep", enter: "/draft"},
		{page: draft, box: "facts.child_name", letters: "jixinghe", word: "计星河", after: "/draft/keep"},
		{page: draft, box: "facts.birth_place_code", letters: "haiyuan", word: "海原", after: "/codes/divisions"},
		{page: draft, box: "facts.child_birth_date", letters: "jiuyue", word: "九月", after: "/draft/keep"},
	} {
		t.Run(c.box, func(t *testing.T) { compose(t, p.On(t), c) })
	}
	t.Run("a cell of a roster", func(t *testing.T) {
		p := program.As(t, "qinghe.clerk2")
		p.Open("/batches/new")
		file, _ := oneWrongDay(t)
		p.Click("永宁县暖渠园")
		p.Upload("file", file)
		p.Press("Ctrl+Enter")
		p.Has("1 处有错")
		compose(t, p, composed{page: p.Path(), box: ".bt-mend input[name=text]", letters: "zhou", word: "周", after: "/typed/keep", enter: "/roster/cell"})
	})
}

func compose(t *testing.T, p *browser.Page, c composed) {
	t.Helper()
	p.Open(c.page)
	p.Type(c.box, "")
	time.Sleep(still) // what emptying it asks for
	p.Settle()
	at := p.Address()
	browser.Eval[bool](p, `((document.activeElement.sameBox = true), true)`)
	same := func(when string) {
		t.Helper()
		if !browser.Eval[bool](p, `document.activeElement.sameBox === true`) {
			t.Errorf("%s the box is another element, or has lost the focus to %s", when, p.Focused())
		}
	}
	before, kept := len(p.Requests()), asked(p, c.after)
	p.Half(c.letters)
	p.Candidate("ArrowDown", "ArrowUp", "Enter")
	time.Sleep(still)
	if n := len(p.Requests()) - before; n != 0 {
		t.Errorf("%d requests while a word is composed: %v", n, p.Requests()[before:])
	}
	same("while composing")
	if got := browser.Eval[string](p, `document.activeElement.value`); got != c.letters {
		t.Errorf("while composing the box holds %q, want %q", got, c.letters)
	}
	p.Commit(c.word)
	time.Sleep(still)
	p.Settle()
	same("after the word")
	if got := browser.Eval[string](p, `document.activeElement.value`); got != c.word {
		t.Errorf("the box holds %q, want %q", got, c.word)
	}
	if c.after == "" {
		if n := len(p.Requests()) - before; n != 0 {
			t.Errorf("%d requests after the word, want none before Enter", n)
		}
	} else if n := asked(p, c.after) - kept; n != 1 {
		t.Errorf("%s is asked for %d times after one word", c.after, n)
	}
	if p.Address() != at {
		t.Errorf("the word leads from %s to %s", at, p.Address())
	}
	if c.enter != "" {
		earlier := asked(p, c.enter)
		p.Press("Enter")
		if n := asked(p, c.enter) - earlier; n != 1 {
			t.Errorf("after the word Enter asks %d times for %s: %v", n, c.enter, p.Requests())
		}
	}
}

// Arrows and letters of an input method do not move the list of cases nor press what
// bears a key.
func TestAnInputMethodDoesNotWorkTheList(t *testing.T) {
	p := browser.Demo(t).As(t, "qinghe.head")
	p.Open("/work/station")
	row := p.Focused()
	before := len(p.Requests())
	p.Candidate("ArrowDown", "x", "n", "s", "g", "/")
	p.Settle()
	if now := p.Focused(); now != row || p.Path() != "/work/station" || len(p.Requests()) != before {
		t.Errorf("keys of an input method lead from %q to %q on %s", row, now, p.Path())
	}
	p.Press("ArrowDown")
	if p.Focused() == row {
		t.Error("the arrow itself does not move either: the test sees nothing")
	}
}

// A choice that brings other boxes does not take away the box in which a word is being
// composed; they come when it is left.
func TestTheBoxComposedInIsNeverSwapped(t *testing.T) {
	p := browser.Demo(t).As(t, clerk)
	p.Open("/cases/new")
	beginBirth(p)
	browser.Eval[bool](p, `((f) => { window.fetch = (...a) => new Promise(done => setTimeout(done, 700)).then(() => f(...a)); return true })(window.fetch)`)
	browser.Eval[bool](p, `(document.querySelector('[name="facts.born_where"]').click(), true)`)
	browser.Eval[bool](p, `((e) => { e.focus(); e.sameBox = true; return true })(document.querySelector('[name="facts.child_name"]'))`)
	p.Half("jixinghe")
	time.Sleep(still)
	if !browser.Eval[bool](p, `document.activeElement.sameBox === true && document.activeElement.value === "jixinghe"`) {
		t.Error("the box was swapped while a word was composed in it")
	}
	p.Commit("计星河")
	p.Press("Tab")
	p.Wait(`[name="facts.birth_institution"]`)
	if got := p.Value("facts.child_name"); got != "计星河" {
		t.Errorf("the name is %q", got)
	}
}

func TestBoxesReadWhatPeopleType(t *testing.T) {
	p := browser.Demo(t).As(t, clerk)
	p.Open("/cases/new")
	beginBirth(p)
	draft := p.Path()
	echo := func(field string) string {
		return browser.Eval[string](p, `document.querySelector('[name="`+field+`"]').nextElementSibling.textContent`)
	}
	const date = "facts.child_birth_date"
	for typed, want := range map[string]string{
		"20260829": "2026-08-29", "2026.8.29": "2026-08-29", "2026年8月29日": "2026-08-29", "260829": "2026-08-29", "2026-08-29": "2026-08-29",
		"２０２６０８２９": "2026-08-29", "２０２６．０８．２９": "2026-08-29", "2026。8。29": "2026-08-29", "２０２６／８／２９": "2026-08-29", "２０２６－８－２９": "2026-08-29",
		"农历2026年八月初一": "2026-09-11", "农历八月初一": "2026-09-11", "阴历二〇二五年腊月廿三": "2026-02-10", "农历2025年闰六月十五": "2025-08-08", "农历十三月初一": "农历十三月初一",
	} {
		p.Type(date, typed)
		said := echo(date)
		p.Press("Tab")
		if got := p.Value(date); got != want {
			t.Errorf("%s is read as %q, want %q", typed, got, want)
		}
		switch {
		case want == typed && strings.HasPrefix(want, "农历"):
			if !strings.Contains(said, "看不懂") {
				t.Errorf("%s is no day and is answered %q", typed, said)
			}
		case !strings.Contains(said, want):
			t.Errorf("%s is echoed as %q, want %s in it", typed, said, want)
		case strings.Contains(typed, "历") && (!strings.Contains(said, "按农历换算，请核对") || !strings.Contains(echo(date), typed)):
			t.Errorf("the conversion of %s is not told, or its words are not kept: %q", typed, echo(date))
		}
	}
	// Words about a day say that nobody is sure of it: they are not dropped.
	for typed, words := range map[string]string{"约2026年8月29日": "约", "2026-8-29前后": "前后", "２０２６．８．２９？": "?"} {
		p.Type(date, typed)
		if said := echo(date); !strings.Contains(said, "请只写年月日："+words) {
			t.Errorf("%s is answered %q, want its words told", typed, said)
		}
		p.Press("Tab")
		if got := p.Value(date); got != typed {
			t.Errorf("%s became %q", typed, got)
		}
	}
	p.Type(date, "260829")
	p.Press("Ctrl+s")
	p.Has("草稿已存")
	if got := p.Value(date); got != "2026-08-29" {
		t.Errorf("sent without leaving the box, the day is %q", got)
	}

	p.Open(draft)
	browser.Eval[bool](p, `(document.querySelectorAll("#boxes details").forEach(d => { d.open = true }), true)`)
	const number = "facts.mother_number"
	for _, c := range []struct{ typed, told string }{
		{"64990120140302002", "末位应为 "}, {"６４９９０１２０１４０３０２００２", "末位应为 "}, {"6499", "4 / 18"}, {"649901 20140230 0020", "末位不对"},
	} {
		p.Type(number, c.typed)
		if got := echo(number); !strings.HasPrefix(got, c.told) {
			t.Errorf("%s is echoed as %q, want %s", c.typed, got, c.told)
		}
	}
	last := strings.TrimPrefix(func() string { p.Type(number, "64990120140302002"); return echo(number) }(), "末位应为 ")
	p.Type(number, "649901 20140302 002"+strings.ToLower(last))
	if got := echo(number); !strings.Contains(got, "2014-03-02") || !strings.Contains(got, "649901") {
		t.Errorf("a whole number is echoed as %q", got)
	}

	const name = "facts.child_name"
	for typed, want := range map[string]string{"单小星": "shanxiaoxing", "仇小星": "qiuxiaoxing", "解小星": "xiexiaoxing"} {
		p.Type(name, typed)
		p.Press("Tab")
		p.Has("读音 " + want)
	}
	p.Type(name, "计𠮷吉")
	if got := echo(name); !strings.Contains(got, "字形核对") || !strings.Contains(got, "𠮷 U+20BB7") {
		t.Errorf("a rare character is echoed as %q", got)
	}
	p.Press("Ctrl+s")
	p.Has("草稿已存")
	if got := p.Value(name); got != "计𠮷吉" {
		t.Errorf("the rare character is kept as %q", got)
	}
	p.Open("/work/drafts")
	p.Has("计𠮷吉")
	if p.Count(".rare") == 0 {
		t.Error("the list does not mark the rare character")
	}
	searchIn(p, "计𠮷吉")
	p.Wait("#hits-cases")
	if n := p.Count("#hits-cases [data-row]"); n != 1 {
		t.Errorf("%d cases are found by a name with a rare character, want the one", n)
	}
}

// searchIn looks for something on the search page.
func searchIn(p *browser.Page, words string) {
	p.Open("/search")
	searchFor(words)(p)
}
