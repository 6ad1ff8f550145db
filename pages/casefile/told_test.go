package casefile_test

import (
	"slices"
	"strings"
	"testing"

	"hukou/internal/browser"
)

// On the page of cases in the clerk's queues one state of the way is lit, the one that
// the head of the page names, in the picture as in the list; and every step that is not
// possible now has its reason and its article.
func TestOneStateIsLitAndEveryImpossibleStepSaysWhyAndByWhichArticle(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	var cases []string
	for _, queue := range []string{"/", "/work/waiting", "/work/station", "/work/returned"} {
		p.Open(queue)
		for _, m := range caseLink.FindAllStringSubmatch(p.HTML(), -1) {
			if !slices.Contains(cases, m[1]) && len(cases) < 8 {
				cases = append(cases, m[1])
			}
		}
	}
	if len(cases) < 3 {
		t.Fatalf("the queues list %d cases", len(cases))
	}
	barred := 0
	for _, at := range cases {
		p.Open(at)
		lit := browser.Eval[[]string](p, `[...document.querySelectorAll(".cf-node.now, .cf-branch.now")].map(g => g.querySelector("text").textContent.trim())`)
		if len(lit) != 1 {
			t.Errorf("%s: %q are lit, want one state", at, lit)
			continue
		}
		state := browser.Eval[string](p, `document.querySelector("main .chip").textContent.trim()`)
		if _, own, quiet := strings.Cut(state, "："); quiet { // behind the word that lists have for it
			state = own
		}
		if !strings.Contains(lit[0], state) {
			t.Errorf("%s: %q is lit and the case stands at %q", at, lit[0], state)
		}
		if n := p.Count(`.cf-way-list [aria-current="step"]`); n != 1 {
			t.Errorf("%s: the list has %d present states", at, n)
		}
		for _, item := range browser.Eval[[]string](p, `[...document.querySelectorAll(".cf-cannot > li")].filter(li => { const why = [...li.querySelectorAll(":scope > span")]; return !why.length || why.some(w => { const basis = w.querySelector("small").textContent.trim(); return !/\d|本程序规则/.test(basis) || w.textContent.trim().length < basis.length + 4; }); }).map(li => li.textContent.trim())`) {
			t.Errorf("%s: without reason or article: %s", at, item)
		}
		barred += p.Count(".cf-cannot > li")
	}
	if barred == 0 {
		t.Error("no case has a step that is not possible")
	}
}
