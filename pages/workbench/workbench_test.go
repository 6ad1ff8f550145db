package workbench_test

import (
	"os"
	"strings"
	"testing"

	"hukou/internal/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// seen counts the rows that stand wholly on the screen.
const seen = `[...document.querySelectorAll(".wb-row")].filter(r => r.getBoundingClientRect().bottom <= innerHeight).length`

func TestElevenRowsStandAndFifteenCompact(t *testing.T) {
	p := browser.Demo(t).As(t, "qinghe.head")
	p.Open("/work/station")
	p.Wait("#preview h2")
	n := browser.Eval[int](p, seen)
	t.Logf("%d rows stand at 1366 by 768", n)
	if n < 11 {
		t.Errorf("%d rows are seen at 1366 by 768 beside the preview, want 11", n)
	}
	p.Click("summary")
	p.Click("紧凑行高")
	p.Open("/work/station")
	n = browser.Eval[int](p, seen)
	t.Logf("%d compact rows stand", n)
	if n < 15 {
		t.Errorf("%d compact rows are seen, want 15", n)
	}
}

func TestTheListIsWalkedAndAGroupSubmittedByKeysAlone(t *testing.T) {
	p := browser.Demo(t).As(t, "qinghe.head")
	p.Open("/work/station?sort=group")
	first := browser.Eval[string](p, `document.activeElement.textContent`)
	if first == "" || first != p.Text(".wb-row .wb-open") {
		t.Fatalf("the first row has not the focus on load, %q has", first)
	}
	p.Lacks("待看原件")
	p.Press("ArrowDown", " ")
	p.Wait("#preview .wb-papers-list")
	if p.Attr(".wb-row.at", "data-row") != p.Attr("#preview", "data-of") {
		t.Error("the preview is not that of the row which the arrows reached")
	}
	p.Press("x", "ArrowDown", "ArrowDown", "ArrowDown", "x", "ArrowDown", "x", "s")
	p.Wait(".wb-confirm")
	p.Has("可以办", "不能办", "尚未听取儿童意见")
	if n := p.Count("#can li"); n != 2 {
		t.Fatalf("%d cases are named before the act, want the 2 that are ready", n)
	}
	p.Press("Ctrl+Enter")
	p.Wait(".refused")
	// Both are registered somewhere, so neither can do without the notice on land: that is
	// asked before anything is done.
	p.Type("#f-best_interest_no", "青监说〔2026〕7号")
	p.Press("Ctrl+Enter")
	p.Wait(".refused")
	p.Has("土地及待遇告知书编号：必填", "可以办")
	if got := p.Value("best_interest_no"); got != "青监说〔2026〕7号" {
		t.Errorf("the form holds %q", got)
	}
	p.Type("#f-land_notice_no", "青告〔2026〕3号")
	p.Press("Ctrl+Enter")
	p.Has("已办")
	if n := p.Count("#can li"); n != 2 {
		t.Errorf("%d of 2 cases were submitted: %s", n, p.Text("main"))
	}
	p.Press("Ctrl+Enter")
	if p.Path() != "/work/station" {
		t.Errorf("the way back leads to %s", p.Path())
	}
	p.Press("Enter")
	p.Wait("h1")
	if path := p.Path(); len(path) < 8 || path[:7] != "/cases/" {
		t.Errorf("Enter on a row leads to %s, want a case", path)
	}
}

func TestTheMostUrgentCaseOfTheStationIsTaken(t *testing.T) {
	p := browser.Demo(t).As(t, "qinghe.clerk2")
	p.Open("/work/station")
	first := p.Attr(".wb-row a[href^='/cases/']", "href")
	lateLater := browser.Eval[bool](p, `[...document.querySelectorAll(".wb-row")].some((r,i,all)=>i>0&&r.querySelector(".due-overdue")&&!all[i-1].querySelector(".due-overdue"))`)
	if lateLater {
		t.Error("a late case stands under one that is not")
	}
	p.Press("n")
	p.Wait(".done-line")
	p.Has("已领取")
	if taken, _, _ := strings.Cut(first, "?"); p.Path() != taken {
		t.Errorf("%s was taken, and %s stood first", p.Path(), taken)
	}
	p.Open("/")
	if p.Count(".wb-row") == 0 {
		t.Error("the case taken is not among the officer's own")
	}
}

func TestQueuesAreReadAndFilteredWithoutScript(t *testing.T) {
	p := browser.Demo(t).As(t, "qinghe.clerk1")
	p.Script(false)
	p.Open("/work/station?due=overdue&sort=deadline")
	all := p.Count(".wb-row")
	if all == 0 || all != p.Count(".wb-row .due-overdue") {
		t.Errorf("%d rows pass the filter of what is late, %d are late", all, p.Count(".wb-row .due-overdue"))
	}
	if p.Attr("th[aria-sort]", "aria-sort") != "ascending" {
		t.Error("the order by day is not told to screen readers")
	}
	p.Click(".wb-look")
	p.Has("材料", "当事人")
	if p.Count(".wb-papers-list") != 1 {
		t.Error("the preview does not open as a link")
	}
}

func TestTheOldRowsStayWhenTheListCannotBeAskedAgain(t *testing.T) {
	p := browser.Demo(t).As(t, "qinghe.clerk1")
	p.Open("/work/station")
	rows := p.Count(".wb-row")
	browser.Eval[bool](p, `(window.fetch = () => Promise.reject(new Error("down")), document.getElementById("work").dispatchEvent(new Event("worklist:refresh")), true)`)
	p.Has("没有刷新成", "再试")
	if n := p.Count(".wb-row"); n != rows {
		t.Errorf("%d of %d rows stay", n, rows)
	}
}

func TestTheWorkbenchHasNoBarrierInLightAndDark(t *testing.T) {
	p := browser.Demo(t).As(t, "qinghe.head")
	for _, path := range []string{"/", "/work/station", "/work/overdue", "/work/done", "/work/drafts"} {
		for _, dark := range []bool{false, true} {
			p.Dark(dark)
			p.Open(path)
			for _, v := range p.Axe() {
				t.Errorf("%s, dark %v: %s", path, dark, v)
			}
		}
	}
}

// TestACaseIsFollowedByTheNextOfItsList: from each list, by urgency, by what is next, or
// with a filter, J and K lead to the cases that stand beside it there, and the way back
// leads to that list.
func TestACaseIsFollowedByTheNextOfItsList(t *testing.T) {
	p := browser.Demo(t).As(t, "qinghe.clerk1")
	for _, list := range []string{"/work/station", "/work/station?sort=group", "/work/station?sort=received", "/work/station?due=overdue&sort=deadline", "/work/waiting"} {
		p.Open(list)
		rows := browser.Eval[[]string](p, `[...document.querySelectorAll(".wb-row")].map(r=>r.dataset.row)`)
		if len(rows) < 3 {
			t.Fatalf("%s has %d cases, want three", list, len(rows))
		}
		p.Press("ArrowDown", "Enter")
		for i, key := range []string{"j", "k", "k"} {
			p.Wait(".cf-head")
			at := []int{1, 2, 1}[i]
			if got := p.Path(); got != "/cases/"+rows[at] {
				t.Errorf("%s: %d keys lead to %s, want %s, which stands in place %d", list, i, got, rows[at], at+1)
			}
			p.Press(key)
		}
		p.Wait(".cf-head")
		if got := p.Path(); got != "/cases/"+rows[0] {
			t.Errorf("%s: K at last leads to %s, want the first, %s", list, got, rows[0])
		}
		p.Click(".cf-trail a")
		if got, want := browser.Eval[string](p, `location.pathname`), strings.Split(list, "?")[0]; got != want || browser.Eval[string](p, `document.querySelector(".wb-row").dataset.row`) != rows[0] {
			t.Errorf("%s: the way back leads to %s", list, p.Address())
		}
	}
}
