package intake_test

import (
	"testing"

	"hukou/internal/browser"
)

// What was typed and not saved tells the drafts apart: the list names the child, counts what
// lacks with it, and says that it is not in the draft yet, as the case's page does.
func TestADraftGoesByWhatWasTypedIntoIt(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	begun(t, p)
	address := p.Path()
	lacking := func() string {
		p.Open("/work/drafts")
		return browser.Eval[string](p, `(r => r ? (r.textContent.match(/还差 (\d+) 项/) || ["", "0"])[1] : "no row")([...document.querySelectorAll(".wb-row")].find(r => r.querySelector("a.wb-open").getAttribute("href").includes("`+address[len("/cases/"):len("/cases/")+36]+`")))`)
	}
	before := lacking()
	p.Open(address)
	p.Type("facts.child_name", "计星河")
	p.Wait("#kept:not(:empty)")
	p.Settle()
	browser.Eval[bool](p, `(document.querySelector("#kept").textContent = "", true)`)
	p.Type("facts.child_birth_date", "20260910")
	p.Wait("#kept:not(:empty)")
	p.Settle()
	after := lacking()
	p.Has("计星河", "已填，未存入草稿")
	if before == after {
		t.Errorf("before and after %s lack", after)
	}
	p.Open(address[:len("/cases/")+36])
	p.Has("你填过的已保留在申报表里，还没有存入草稿")
	p.Open(address)
	p.Press("Ctrl+s")
	p.Has("草稿已存")
	if saved := lacking(); saved != after {
		t.Errorf("once saved %s lack, and %s as typed", saved, after)
	}
	p.Has("计星河")
	p.Lacks("未存入草稿")
}
