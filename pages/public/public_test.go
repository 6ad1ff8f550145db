package public_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"hukou/internal/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// Whoever asks what to bring is told of every paper in which case it is needed, in both
// languages and without script; what the offices write themselves is not among them.
func TestEveryPaperToBringSaysInWhichCase(t *testing.T) {
	p := browser.Demo(t).Visit(t)
	p.Script(false)
	for _, c := range []struct {
		address string
		says    []string
		lacks   []string
	}{
		{"/bring/birth_cert", []string{"出生医学证明 都要", "结婚证 用结婚证说明父母关系的要", "司法亲子鉴定意见书 随父亲落户、又不用结婚证的要"}, []string{"不清楚就问窗口"}},
		{"/bring/birth_no_cert", []string{"居民身份证 都要", "不予签发出生医学证明说明 走无法取得证明路线", "接生人员说明 在家里出生、有人接生的", "民族成份共同声明 孩子的民族由父母共同声明的要"}, nil},
		{"/bring/birth_then_death", []string{"出生经过说明（申报人签名） 没有领到出生医学证明的要"}, nil},
		{"/bring/death", []string{"死亡证明 都要", "居民身份证 有居民身份证的；死者的带来交回"}, nil},
		{"/bring/unreg_8", []string{"不要求您带材料"}, []string{"比对结果", "走访记录"}},
		{"en /bring/birth_cert", []string{"Medical certificate of birth Always.", "Judicial parentage report If the child joins the father's household and no marriage certificate is shown."}, nil},
	} {
		address, english := strings.CutPrefix(c.address, "en ")
		p.Open(address)
		if english {
			p.Click("English")
		}
		var papers []string
		for _, text := range p.Texts(".bring-papers li") {
			papers = append(papers, strings.Join(strings.Fields(text), " "))
		}
		if n := p.Count(".bring-papers li"); n != p.Count(".bring-papers li .bring-case") {
			t.Errorf("%s: of %d papers only %d say in which case", c.address, n, p.Count(".bring-case"))
		}
		for _, want := range c.says {
			if !slices.ContainsFunc(papers, func(s string) bool { return strings.Contains(s, want) }) && !p.Shows(want) {
				t.Errorf("%s does not say «%s», but %q", c.address, want, papers)
			}
		}
		p.Lacks(c.lacks...)
	}
}
