package approvals_test

import (
	"fmt"
	"testing"

	"hukou/internal/browser"
)

// TestTheActsAreInTheWindowWithoutScrolling opens each case that waits on the screens
// that offices have, with the form of the return closed and open: the button that
// decides, or sends back, lies within the window, and wherever the Tab key leads in the
// facts and the verdict, what has the focus is not under another box. In a narrow window,
// where the columns stand one above the other, the focus alone is looked at.
func TestTheActsAreInTheWindowWithoutScrolling(t *testing.T) {
	p := browser.Demo(t).As(t, "yongning.lead")
	p.Open("/approvals")
	cases := browser.Eval[[]string](p, `[...document.querySelectorAll(".ap-queue a")].map(a => a.getAttribute("href"))`)
	if len(cases) == 0 {
		t.Fatal("no case waits")
	}
	const outside = `((sel) => { const b = document.querySelector(sel); if (!b) return ""; const r = b.getBoundingClientRect();
		return r.top >= 0 && r.bottom <= innerHeight ? "" : b.textContent.trim() + " at " + r.top + " to " + r.bottom + " of " + innerHeight; })`
	const covered = `[...document.querySelectorAll(".ap-facts a, .ap-facts button, .ap-facts input:not([type=hidden]), .ap-facts textarea, .ap-facts select, .ap-facts summary")]
		.filter(x => x.offsetParent && (x.tagName === "SUMMARY" || !x.closest("details:not([open])"))).map(x => { x.focus(); const r = x.getBoundingClientRect();
			const at = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
			return at && (x.contains(at) || at.contains(x) && !at.matches(".acts") || at.closest("label")?.contains(x)) ? "" : (x.name || x.textContent).trim() + " under " + (at ? at.className || at.tagName : "the window's edge"); }).filter(Boolean).join("; ")`
	for _, size := range [][2]int{{1366, 768}, {1366, 600}, {1920, 1080}, {1100, 700}} {
		p.Size(size[0], size[1])
		for i, path := range cases[:min(3, len(cases))] {
			p.Open(path)
			at := fmt.Sprintf("%s at %d by %d", path, size[0], size[1])
			if s := browser.Eval[string](p, outside+`(".ap-verdict > .acts > :first-child")`); s != "" && size[0] > 1180 {
				t.Errorf("%s: the act is not in the window: %s", at, s)
			}
			if s := browser.Eval[string](p, covered); s != "" {
				t.Errorf("%s: the focus is covered: %s", at, s)
			}
			if i > 0 || p.Count(".ap-return") == 0 {
				continue
			}
			p.Press("r")
			p.Wait(".ap-return[open]")
			if s := browser.Eval[string](p, outside+`("[data-return]")`); s != "" && size[0] > 1180 {
				t.Errorf("%s: the return is not in the window: %s", at, s)
			}
			if s := browser.Eval[string](p, covered); s != "" {
				t.Errorf("%s: the focus in the return is covered: %s", at, s)
			}
		}
	}
}
