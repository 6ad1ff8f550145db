package workbench_test

import (
	"testing"

	"hukou/internal/browser"
)

// In English, where words are longer, an office screen shows rows as high as in Chinese,
// with the next step and the papers; a telephone shows the filters whole.
func TestTheListInEnglishKeepsItsRowsLow(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	p.Open("/work/station")
	p.Click("summary")
	p.Click("English")
	p.Wait("html[lang=en]")
	p.Open("/work/station")
	p.Size(1366, 768)
	p.Settle()
	if high := browser.Eval[float64](p, `Math.max(...[...document.querySelectorAll(".wb-row")].map(r=>r.offsetHeight))`); high > 48 {
		t.Errorf("a row is %v pixels high", high)
	}
	if wide := browser.Eval[float64](p, `Math.min(...[...document.querySelectorAll(".wb-row .wb-next")].map(r=>r.offsetWidth))`); wide < 150 {
		t.Errorf("the next step has %v pixels", wide)
	}
	if over := browser.Eval[float64](p, `(e=>Math.max(...[...document.querySelectorAll(".wb-papers")].map(c=>c.getBoundingClientRect().right))-e.getBoundingClientRect().right)(document.querySelector(".wb-list"))`); over > 0 {
		t.Errorf("the papers lie %v pixels beyond the list", over)
	}
	p.Size(360, 740)
	p.Settle()
	if over := browser.Eval[int](p, `document.documentElement.scrollWidth-innerWidth`); over > 0 {
		t.Errorf("a telephone's page is %d pixels too wide", over)
	}
}
