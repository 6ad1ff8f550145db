package casefile_test

import (
	"strings"
	"testing"

	"hukou/internal/browser"
)

// TestAStepFormKeepsItself reloads a step's form after a pause: what was typed is back,
// and gone once the step is taken.
func TestAStepFormKeepsItself(t *testing.T) {
	p := browser.Demo(t, "--now", "2026-08-31T08:30:00+08:00").As(t, "yuntai.clerk1")
	at := find(t, p, "贾云飞", "/", "/work/station")
	p.Open(at + "/steps/withdraw")
	p.Type("input.reason", "群众来电不办了")
	p.Kept("群众来电不办了")
	p.Reload()
	p.Has("上次所填已放回")
	if got := p.Value("input.reason"); got != "群众来电不办了" {
		t.Errorf("after a reload the box holds %q", got)
	}
}

// TestAPaperAndItsVerdictKeepThemselves kills the browser while a paper's reference is
// written and again while its verdict is: both come back, each under its own address, and
// neither once it was sent.
func TestAPaperAndItsVerdictKeepThemselves(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "yuntai.clerk1")
	add := find(t, p, "单小星", "/work/station") + "/materials/new?kind=death_proof"
	p.Open(add)
	p.Click("系统调取")
	p.Type("reference", "共享平台 2026-118")
	p.Kept("共享平台 2026-118")
	p.Kill()

	p = program.As(t, "yuntai.clerk1")
	p.Open(strings.Replace(add, "death_proof", "identity_card", 1))
	p.Settle()
	if got := p.Value("reference"); got != "" {
		t.Errorf("the form of another paper holds %q", got)
	}
	p.Open(add)
	p.Has("上次所填已放回")
	if got := p.Value("reference"); got != "共享平台 2026-118" {
		t.Errorf("the reference is %q", got)
	}
	p.Press("Ctrl+Enter")
	p.Has("已收：死亡证明")
	p.Press("v")
	p.Wait(".cf-verdict")
	verdict := p.Path()
	p.Click("看不清")
	p.Type("note", "右下角缺印章")
	p.Kept("右下角缺印章")
	p.Kill()

	p = program.As(t, "yuntai.clerk1")
	p.Open(add)
	p.Settle()
	if got := p.Value("reference"); got != "" {
		t.Errorf("what was taken in is offered again: %q", got)
	}
	p.Open(verdict)
	p.Has("上次所填已放回")
	if got := p.Value("note"); got != "右下角缺印章" {
		t.Errorf("the note is %q", got)
	}
	p.Click("记下问题")
	p.Has("已核验一项材料", "右下角缺印章")
	p.Open(verdict)
	p.Lacks("上次所填已放回")
}

// TestTheReceiptOfThePapersIsPrintedAgain prints, of a case that is done, the receipt that
// was given out before the acceptance, with its own title, number and words.
func TestTheReceiptOfThePapersIsPrintedAgain(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	p.Open(find(t, p, "苏念禾", "/work/done"))
	p.Click("其他办理")
	p.Click("收件回执")
	p.Has("收件回执", "-收件字第1号", "正在审查是否受理", "答复期限")
	p.Lacks("受理回执", "-受理字第1号")
}
