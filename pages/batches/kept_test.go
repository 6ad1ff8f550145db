package batches_test

import (
	"testing"

	"hukou/internal/browser"
)

// TestACorrectionOfACellKeepsItself kills the browser while one wrong cell is corrected:
// that one comes back, its neighbours stand as the file has them, and the other correction
// is still there when the first was saved.
func TestACorrectionOfACellKeepsItself(t *testing.T) {
	program := browser.Demo(t, "--now", rosterDay)
	p := program.As(t, "qinghe.clerk1")
	file, right := planted(t, "roster-70.xlsx")
	p.Open("/batches/new")
	p.Click("禾光园")
	p.Upload("file", file)
	p.Type("applicant", "邵清和")
	p.Press("Ctrl+Enter")
	p.Has("3 处有错")
	at := p.Path()
	box := func(cell string) string { return `form:has(input[value="` + cell + `"]) input[name=text]` }
	p.Type(box("C9"), right["C9"])
	p.Type(box("D5"), "6499")
	p.Kept(right["C9"])
	p.Kept("6499")
	p.Kill()

	p = program.As(t, "qinghe.clerk1")
	p.Open(at)
	p.Has("上次所填已放回")
	if got := p.Value(box("C9")); got != right["C9"] {
		t.Errorf("C9 holds %q, want %q", got, right["C9"])
	}
	if got := p.Value(box("B31")); got != "南" {
		t.Errorf("B31 holds %q: nobody typed there", got)
	}
	p.Click(`form:has(input[value="C9"]) button.small:not(.quiet)`)
	p.Has("2 处有错", "上次所填已放回")
	if got := p.Value(box("D5")); got != "6499" {
		t.Errorf("D5 holds %q", got)
	}
}

// TestAStepForManyKeepsItself kills the browser while the word to late stations is written.
func TestAStepForManyKeepsItself(t *testing.T) {
	program := browser.Demo(t, "--now", "2026-09-24T09:00:00+08:00")
	p := program.As(t, "qinghe.clerk1")
	p.Open("/batches")
	p.Click("tbody a")
	p.Click("催办")
	at := p.Address()
	p.Type("reason", "请在周五前答复")
	p.Kept("请在周五前答复")
	p.Kill()

	p = program.As(t, "qinghe.clerk1")
	p.Open(at)
	p.Has("上次所填已放回")
	if got := p.Value("reason"); got != "请在周五前答复" {
		t.Errorf("the word is %q", got)
	}
	p.Press("Ctrl+Enter")
	p.Has("已办")
}
