package pages_test

import (
	"strings"
	"testing"
	"time"

	"hukou/internal/browser"
)

// focusIs demands that the focus comes to what the selector finds.
func focusIs(t *testing.T, k *browser.Keyboard, when, selector string) {
	t.Helper()
	for wait := time.Now().Add(3 * time.Second); !browser.Eval[bool](k.Page, `document.activeElement.matches(`+"`"+selector+"`"+`)`); time.Sleep(50 * time.Millisecond) {
		if time.Now().Before(wait) {
			continue
		}
		t.Fatalf("%s the focus is on %s at %s, want %s", when, browser.Eval[string](k.Page, `document.activeElement.outerHTML.slice(0,120)`), k.Path(), selector)
	}
}

// Whoever works by keys finds the focus where the work is: in the list it comes back from
// the search and from the list of keys to the same row, after a chord it stands in the
// work or in the first box to fill, and Escape leaves a box and what is open without
// losing the place.
func TestTheFocusStandsWhereTheWorkIs(t *testing.T) {
	program := browser.Demo(t, "--now", "2026-08-31T09:00:00+08:00")
	k := program.As(t, "yuntai.clerk1").ByKeys()
	k.Open("/work/station")
	focusIs(t, k, "on load", ".wb-row.at .wb-open")
	k.Press("ArrowDown")
	row := k.Text(".wb-row.at .wb-open")
	k.Press("?")
	k.Wait("#keys button")
	focusIs(t, k, "in the list of keys", "#keys button")
	k.Has("快捷键", "本页的主要一步", "预览")
	if v := k.Axe(); len(v) > 0 {
		t.Errorf("axe finds %v", v)
	}
	k.Press("x")
	if n := k.Count("input[name=tick]:checked"); n > 0 {
		t.Error("a key pressed in the list of keys acts on the page beneath")
	}
	k.Press("Escape")
	focusIs(t, k, "after the list of keys", ".wb-row.at .wb-open")
	k.Press("/")
	focusIs(t, k, "after /", "[data-global-search]")
	k.Keys("ma")
	k.Press("Escape")
	focusIs(t, k, "after Escape in the search", ".wb-row.at .wb-open")
	if now := k.Text(".wb-row.at .wb-open"); now != row {
		t.Errorf("the row is %s, want %s as before", now, row)
	}

	k.Press("n")
	k.Has("已领取")
	focusIs(t, k, "after a case was taken", "#main")
	if y := browser.Eval[int](k.Page, "Math.round(scrollY)"); y != 0 {
		t.Errorf("after an act the page stands %d px down, its bar cut", y)
	}
	k.Press("?")
	k.Wait("#keys button")
	k.Press("Enter")
	focusIs(t, k, "after the list of keys on a case", "#main")
	k.Press("Ctrl+Enter")
	k.Wait(".cf-form")
	focusIs(t, k, "on the form of a step", ".cf-form input,.cf-form select,.cf-form textarea")
	k.Type("input.reason", "证明遗失?")
	if k.Count("dialog[open]") > 0 {
		t.Error("a question mark that is typed opens the list of keys")
	}
	first := k.Focused()
	k.Press("Escape", "Tab")
	if next := k.Focused(); next == first || next == "" || strings.HasPrefix(next, "body") || !browser.Eval[bool](k.Page, `!!document.activeElement.closest(".cf-form")`) {
		t.Errorf("after Escape in %s Tab leads to %q", first, next)
	}
	k.Press("Alt+n")
	k.Wait("#f-filter")
	focusIs(t, k, "after Alt+N", "#f-filter")
}

// At the approval desk Escape closes a return that is being written, and the chord is the
// approval's again.
func TestEscapeClosesAReturn(t *testing.T) {
	k := browser.Demo(t).As(t, "yongning.lead").ByKeys()
	k.Open("/approvals")
	toReady(k)
	k.Press("r")
	k.Wait(".ap-return[open]")
	focusIs(t, k, "after R", ".ap-return select")
	k.Press("Escape")
	focusIs(t, k, "after Escape", ".ap-return summary")
	if k.Count(".ap-return[open]") > 0 || k.Count("#decide [data-chord='Ctrl+Enter'],[data-chord='Ctrl+Enter']") != 1 {
		t.Error("the return is still being written")
	}
}
