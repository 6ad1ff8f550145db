package intake_test

import (
	"testing"

	"hukou/internal/browser"
)

// A box of coded values is filled by a word, its pinyin or its code, without the mouse; while
// a word is composed nothing is asked. Without script the choices stand there by themselves.
func TestACodedValueIsFoundByItsWordsPinyinOrCode(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	p.Open("/cases/new")
	p.Type("#f-filter", "跨省迁入")
	p.Press("Enter")
	p.Wait("#draft")
	draft := p.Path()
	open := func() {
		browser.Eval[bool](p, `(document.querySelectorAll("#boxes details").forEach(d=>d.open=true),true)`)
	}
	for _, c := range []struct{ field, typed, code, word string }{
		{"relation_to_head", "erx", "38", "儿媳"}, {"relation_to_head", "侄", "93", "侄"}, {"relation_to_head", "50", "50", "父母"}, {"ethnicity_there", "dongxiang", "26", "东乡族"},
	} {
		open()
		p.Type("#look-"+c.field, "")
		p.Half("zi")
		if n := p.Count("#list-" + c.field + " [role=option]"); n > 0 {
			t.Errorf("while a word is composed %d values are offered", n)
		}
		p.Commit(c.typed)
		p.Wait("#list-" + c.field + " [role=option]")
		for _, v := range p.Axe() {
			t.Errorf("axe: %v", v)
		}
		p.Press("Enter")
		if got := p.Value("facts." + c.field); got != c.code {
			t.Errorf("%q finds %q, want %s %s", c.typed, got, c.code, c.word)
		}
	}
	p.Has("已存")
	p.Open(draft)
	if got := p.Value("facts.ethnicity_there"); got != "26" {
		t.Errorf("the draft kept %q", got)
	}
	p.Script(false)
	p.Open(draft)
	if p.Count("[data-lookup]:not([hidden])") > 0 || p.Count(`select[name="facts.relation_to_head"] option`) < 80 {
		t.Error("without script the box that does nothing stands there, or no choices")
	}
}
