package batches_test

import (
	"strings"
	"testing"

	"hukou/internal/browser"
)

// The head's button and the line of the same act count the same children: whoever lacks
// something of their own, or was sent back, is in neither.
func TestTheTwoCountsOfASubmissionAgree(t *testing.T) {
	p := browser.Demo(t).As(t, "qinghe.head")
	p.Open("/batches")
	for _, at := range browser.Eval[[]string](p, `[...new Set([...document.querySelectorAll('main a[href^="/batches/"]')].map(a => a.getAttribute("href")))].filter(h => /^\/batches\/[0-9a-f-]{36}$/.test(h))`) {
		p.Open(at)
		button := browser.Eval[string](p, `(a => a ? a.textContent : "")(document.querySelector('a.primary[href*="event=submit"]'))`)
		if button == "" {
			continue
		}
		line := browser.Eval[string](p, `[...document.querySelectorAll("li")].map(x => x.textContent).find(x => x.includes("提交审批")) || ""`)
		count := func(text string) string { return strings.Fields(strings.TrimLeft(text, " \n提交齐备的审批"))[0] }
		if count(button) != count(line) {
			t.Errorf("%s: the button says %q, the line %q", at, button, line)
		}
		p.Click("一起办 提交审批")
		if n := p.Text("main form.panel .acts .primary, main form.panel button.primary"); count(n) != count(button) {
			t.Errorf("%s: the form offers %q, the button %q", at, n, button)
		}
		p.Type("best_interest_no", "青监说〔2026〕7号")
		p.Press("Ctrl+Enter")
		p.Has("还有没填的", "土地及待遇告知书编号：必填")
		return
	}
	t.Fatal("no roster has children to submit")
}
