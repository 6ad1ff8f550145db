package casefile_test

import (
	"testing"

	"hukou/internal/browser"
	"hukou/workflow"
)

// Two windows choose the route of one birth. The second is told that the case has moved on;
// the route that it chose cannot be chosen any more, and none of the others is ticked in its
// place, so that a second press of the key sends nothing that nobody chose. A choice that is
// still there stays.
func TestAfterAnotherWindowNoOtherChoiceStandsTicked(t *testing.T) {
	program := browser.Demo(t, "--now", "2026-08-31T08:30:00+08:00")
	p := program.As(t, "yuntai.clerk1")
	address := find(t, p, "贾云飞", "/", "/work/station")
	pick := func(w *browser.Page, to workflow.State) {
		w.Open(address + "/steps/choose_route")
		browser.Eval[bool](w, `document.querySelector('input[name="to"][value="`+string(to)+`"]').checked = true`)
		w.Type("input.reason", "医疗机构内出生，证明遗失")
	}
	ticked := func() string {
		return browser.Eval[string](p, `[...document.querySelectorAll('input[name="to"]:checked')].map(x => x.value).join()`)
	}
	pick(p, workflow.RouteR1)
	other := program.As(t, "yuntai.clerk1")
	pick(other, workflow.RouteR1)
	other.Press("Ctrl+Enter")
	other.Has("已办：选择办理路线")

	p.On(t).Press("Ctrl+Enter")
	p.Has("本件有了变化", "现在不能选了，请看过变化后另选")
	if got := ticked(); got != "" {
		t.Errorf("%s stands ticked, which nobody chose", got)
	}
	p.Press("Ctrl+Enter")
	p.Has("请选择转到哪里")
	if got := ticked(); got != "" {
		t.Errorf("after a press of the key %s stands ticked", got)
	}

	pick(p, workflow.RouteR2)
	other.Open(address + "/steps/urge")
	other.Type("input.reason", "群众来电询问")
	other.Press("Ctrl+Enter")
	other.Has("已办：")
	p.On(t).Press("Ctrl+Enter")
	p.Has("本件有了变化")
	if got := ticked(); got != string(workflow.RouteR2) {
		t.Errorf("of the choice that is still there %q stands ticked", got)
	}
}

// Under each route stands for whom it is, and whoever hears the page is read it with the name.
func TestEachRouteSaysForWhomItIs(t *testing.T) {
	program := browser.Demo(t, "--now", "2026-08-31T08:30:00+08:00")
	p := program.As(t, "yuntai.clerk1")
	p.Open(find(t, p, "贾云飞", "/", "/work/station") + "/steps/choose_route")
	p.Has("一般走这条", "确实取得不了证明的走这条")
	if silent := browser.Eval[int](p, `[...document.querySelectorAll('input[name="to"]')].filter(x => !document.getElementById(x.getAttribute("aria-describedby"))?.textContent).length`); silent > 0 {
		t.Errorf("%d routes are not described", silent)
	}
	for _, v := range p.Axe() {
		t.Errorf("axe finds %v", v)
	}
}
