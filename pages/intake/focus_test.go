package intake_test

import (
	"strings"
	"testing"

	"hukou/internal/browser"
)

// The keyboard stays where the work is: in the first box of a new form, on what a search
// found, on the person that was chosen; also without script.
func TestTheFocusFollowsTheSearchForAParent(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "yuntai.clerk1")
	p.Open("/cases/new")
	p.Type("#f-filter", "xse")
	p.Press("Enter")
	p.Wait("#draft")
	if at := p.Focused(); at == "" {
		t.Error("a fresh form has the focus nowhere")
	}
	p.Type("#find-mother", "dyj")
	p.Press("Enter")
	p.Wait(".intake-found button")
	seen(t, p, ".intake-found button")
	p.Press("Enter")
	p.Wait(".intake-known")
	seen(t, p, ".intake-section .field[id$=mother]")
}

// seen says that the focus is on the element, and the element in the window.
func seen(t *testing.T, p *browser.Page, selector string) {
	t.Helper()
	p.Settle()
	got := browser.Eval[string](p, `(()=>{const e=document.querySelector(`+"`"+selector+"`"+`),r=e.getBoundingClientRect();return (document.activeElement===e?'':'focus on '+document.activeElement.tagName+'#'+document.activeElement.id+' ')+(r.top>=0&&r.bottom<=innerHeight?'':'out of view at '+r.top)})()`)
	if strings.TrimSpace(got) != "" {
		t.Errorf("%s: %s", selector, got)
	}
}
