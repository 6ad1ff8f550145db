package rules_test

import (
	"os"
	"testing"

	"hukou/internal/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// TestOnePressAnswersATrial: as the page is opened, after another state was chosen and
// after another step was, one press says what would happen; a level is chosen by name.
func TestOnePressAnswersATrial(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	p.Open("/rules/birth_no_cert/try")
	if p.Count("#out") != 0 {
		t.Error("an answer stands there before anything was asked")
	}
	p.Press("Ctrl+Enter")
	p.Wait("#out")

	p.Choose("state", "county_review")
	p.Press("Ctrl+Enter")
	p.Has("改试：")
	if p.Count("#out") != 1 {
		t.Error("after another state was chosen a press does not answer")
	}

	p.Choose("event", "approve")
	p.Press("Ctrl+Enter")
	p.Wait("#out")
	if got := p.Value("event"); got != "approve" || p.Shows("改试：") {
		t.Errorf("after another step was chosen a press answers for %s", got)
	}
	p.Choose("f.policy_level", "设区市公安机关审批")
	p.Press("Ctrl+Enter")
	p.Has("还不知道")
	if p.Shows("还不能办理") {
		t.Error("what lifts the level is left open, and the trial says the case may not be approved")
	}
	for field, answer := range map[string]string{"f.follows": "母亲", "f.parents_evidence": "结婚证", "f.doubt": "否", "f.grandparents_unknown": "否", "f.certificate_verified": "是"} {
		p.Choose(field, answer)
	}
	p.Type("f.subject_age", "0")
	p.Press("Ctrl+Enter")
	p.Has("还不能办理")
	if got := p.Value("f.policy_level"); got != "3" {
		t.Errorf("the level chosen is %q, want that of the prefecture", got)
	}
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds %v", v)
	}

	p.Open("/rules/lead/try?state=converted&go=1")
	p.Has("没有步骤可试")
}
