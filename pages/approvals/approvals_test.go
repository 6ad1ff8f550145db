package approvals_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"hukou/internal/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// ready opens the first case of the queue that the officer may decide.
func ready(t *testing.T, p *browser.Page) {
	t.Helper()
	p.Open("/approvals")
	for _, path := range browser.Eval[[]string](p, `[...document.querySelectorAll(".ap-queue a")].map(a => a.getAttribute("href"))`) {
		p.Open(path)
		if p.Count("#decide") == 1 && p.Count(".stand.is-good") > 0 {
			p.Reset()
			return
		}
	}
	t.Fatal("no case waits for this officer's decision")
}

func current(p *browser.Page) string { return p.Attr(".ap-queue a[aria-current]", "href") }

// A finger that rests on the chord decides one case: the next comes up, and its approval
// waits for a press of its own. The title of the window says what stands there.
func TestAHeldChordDecidesOneCase(t *testing.T) {
	p := browser.Demo(t).As(t, "yongning.lead")
	ready(t, p)
	waiting := p.Count(".ap-queue li")
	p.Hold(12)
	p.Has("已办：批准")
	if n := p.Count(".ap-queue li"); n != waiting-1 {
		t.Errorf("%d cases wait after one press that was held, want one less than %d", n, waiting)
	}
	if title, number := browser.Eval[string](p, "document.title"), p.Text(".ap-number a"); !strings.Contains(title, number) {
		t.Errorf("the window is called %q over case %s", title, number)
	}
}

func TestAnApprovalIsOneChordAndOpensTheNext(t *testing.T) {
	p := browser.Demo(t).As(t, "yongning.lead")
	ready(t, p)
	was, waiting := current(p), p.Count(".ap-queue li")
	begun := time.Now()
	p.Press("Ctrl+Enter")
	p.Wait(".ap .done-line")
	t.Logf("the next case stood after %v, the browser's own pauses included", time.Since(begun).Round(time.Millisecond))
	p.Has("已办：批准")
	if now := current(p); now == was || p.Path() != now {
		t.Errorf("after %s the desk shows %s at %s", was, now, p.Path())
	}
	if n := p.Count(".ap-queue li"); n != waiting-1 {
		t.Errorf("%d cases wait, want one less than %d", n, waiting)
	}
	t.Logf("an approval: %+v", p.Acts())
	if acts := p.Acts(); acts.Chords != 1 || acts.Clicks != 0 {
		t.Errorf("an approval took %+v, want one chord", acts)
	}
}

func TestAReturnNeedsItsReasonAndKeepsWhatWasTyped(t *testing.T) {
	p := browser.Demo(t).As(t, "yongning.lead")
	ready(t, p)
	was := current(p)
	p.Press("r")
	p.Wait(".ap-return[open]")
	p.Type("input.reason", "第二页缺盖章")
	p.Press("Ctrl+Enter")
	p.Wait(".refused")
	p.Has("请选退回理由", "请勾选要补正的事项")
	if p.Value("input.reason") != "第二页缺盖章" {
		t.Error("what was typed is gone")
	}
	p.Choose("input.return_code", "材料看不清或缺页")
	p.Click(".ap-items label")
	p.Press("Ctrl+Enter")
	p.Wait(".ap .done-line")
	p.Has("已办：退回")
	if current(p) == was {
		t.Error("the case that was sent back is still on the desk")
	}
}

func TestACaseChangedMeanwhileIsShownAgainWithWhatWasTyped(t *testing.T) {
	demo := browser.Demo(t)
	p := demo.As(t, "yongning.lead")
	ready(t, p)
	id := strings.TrimPrefix(current(p), "/approvals/")
	p.Type("input.opinion", "同意，材料齐全")
	other := demo.As(t, "yinchuan.citylead")
	other.Open("/cases/" + id + "/steps/supervise")
	other.Type("input.reason", "请尽快办结")
	other.Press("Ctrl+Enter")
	other.Wait(".done-line")
	p.Press("Ctrl+Enter")
	p.Wait(".ap-changes")
	p.Has("你看的时候，本件已有变动", "督办")
	if p.Value("input.opinion") != "同意，材料齐全" {
		t.Error("the opinion that was typed is gone")
	}
	p.Press("Ctrl+Enter")
	p.Wait(".ap .done-line")
}

func TestADocketDecidesEachPersonForThemselves(t *testing.T) {
	p := browser.Demo(t).As(t, "yongning.lead")
	p.Open("/approvals")
	p.Click("集体审批单")
	all := p.Count("input[name=line]")
	if all < 3 {
		t.Fatalf("%d persons can be decided, the cast has more", all)
	}
	for _, ground := range []string{"监护人死亡", "监护人资格被撤销", "查找不到父母"} {
		if p.Shows(ground) {
			t.Errorf("the docket lists why a child has no guardian: %s", ground)
		}
	}
	if n := p.Count("input[name=line]:checked"); n > 0 {
		t.Errorf("%d persons come ticked", n)
	}
	p.Press("Ctrl+Enter")
	p.Has("没有勾选")
	if p.Count(".ap-results") > 0 {
		t.Fatal("a chord on the page as it opens decides about somebody")
	}
	left := p.Text(".ap-lines > li:nth-child(2) a")
	p.Press("x")
	p.Click(".ap-lines > li:nth-child(2) input")
	ticked := p.Count("input[name=line]:checked")
	if ticked == 0 || p.Count(".ap-lines > li:nth-child(2) input:checked") > 0 {
		t.Fatalf("%d persons are ticked, and the second among them", ticked)
	}
	p.Press("Ctrl+Enter")
	p.Wait(".ap-results")
	if done := p.Count(".ap-results .is-good"); done != ticked {
		t.Errorf("%d of %d were decided: %s", done, ticked, p.Text(".ap-results"))
	}
	p.Has(left)
	p.Click("退回此人")
	p.Wait(".ap-return[open]")
}

func TestAnOfficerOfAnotherCountySeesNoDesk(t *testing.T) {
	demo := browser.Demo(t)
	p := demo.As(t, "yongning.lead")
	ready(t, p)
	other := demo.As(t, "haiyuan.lead")
	other.Open(current(p))
	if other.Status() != 404 {
		t.Errorf("another county's lead gets %d, want 404", other.Status())
	}
	clerk := demo.As(t, "qinghe.clerk1")
	clerk.Open("/approvals")
	if clerk.Status() != 403 {
		t.Errorf("a clerk at the approval desk gets %d, want 403", clerk.Status())
	}
}

func TestTheDeskHasNoBarrierInLightAndDark(t *testing.T) {
	p := browser.Demo(t).As(t, "yongning.lead")
	p.Open("/approvals")
	batch := p.Attr(`a[href^="/approvals/batch/"]`, "href")
	for _, path := range []string{"/approvals", batch} {
		for _, dark := range []bool{false, true} {
			p.Dark(dark)
			p.Open(path)
			for _, v := range p.Axe() {
				t.Errorf("%s, dark %v: %s", path, dark, v)
			}
		}
	}
}
