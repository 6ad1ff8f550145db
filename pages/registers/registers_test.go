package registers_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"hukou/gb"
	"hukou/internal/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

var wholeNumber = regexp.MustCompile(`[1-9]\d{5} ?(19|20)\d{6} ?\d{3}[\dX]`)

func TestAPersonIsFoundAndSeenOnAnyDayForAPurpose(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	p.Open("/")
	p.Press("/")
	p.Keys("dyl")
	p.Press("Enter")
	p.Wait("#q")
	p.Has("查人员和户须说明用途")
	p.Click("群众到窗口办理")
	p.Press("Tab")
	p.Click(".reg-search button.primary")
	p.Wait("#results [data-row]")
	p.Has("董玉岚")
	if strings.Contains(p.Address(), "dyl") {
		t.Error("what was looked for stands in the address")
	}
	axe(t, p)
	p.Click("董玉岚")
	p.Wait("#items")
	if m := wholeNumber.FindString(p.HTML()); m != "" {
		t.Error("the page shows a whole number before anybody asked")
	}
	if strings.Contains(p.Title(), "董玉岚") {
		t.Error("the window names the person")
	}
	axe(t, p)
	p.Click("显示证号（留痕）")
	p.Wait(".reg-number [role=status]")
	if !wholeNumber.MatchString(p.Text(".reg-number [role=status]")) {
		t.Error("the number was asked for and is not shown")
	}
	p.Type("from", "2026-01-01")
	p.Press("Enter")
	p.Wait("#difference, .refused")
}

// A household is found by the initials of its address, as a person is by those of the name.
func TestAHouseholdIsFoundByTheInitialsOfItsAddress(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	p.Open("/search")
	p.Type("#q", "党玉洁")
	p.Click("走访核实")
	p.Click(".reg-search button.primary")
	p.Wait("#hits-people a")
	address := regexp.MustCompile(`\p{Han}{2,}`).FindString(browser.Eval[string](p, `document.querySelector("#hits-people a small").textContent.replace(/^\s*[男女]/, "")`))
	p.Type("#q", strings.Join(gb.Pinyin(address).Initials[:1], ""))
	p.Click(".reg-search button.primary")
	p.Wait("#hits-households a")
	if got := p.Text("#hits-households"); !strings.Contains(got, address) {
		t.Errorf("the initials of %s find %s", address, got)
	}
}

func TestALookWithoutPurposeIsAskedForOne(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "yuntai.clerk1")
	p.Open("/search")
	p.Type("#q", "柳春芽")
	p.Click("走访核实")
	p.Click(".reg-search button.primary")
	p.Wait("#results [data-row]")
	address := p.Attr("#hits-people a", "href")
	other := program.As(t, "yuntai.clerk2")
	other.Open(address)
	other.Has("说明用途")
	other.Lacks("柳春芽")
	axe(t, other)
	other.Click("核对在办业务")
	other.Click("查看")
	other.Wait("#items")
	other.Has("柳春芽")
	other.Click("#home a")
	other.Wait("#members")
	other.Has("柳春芽")
	axe(t, other)
}

func axe(t *testing.T, p *browser.Page) {
	t.Helper()
	for _, v := range p.Axe() {
		t.Errorf("axe on %s: %v", p.Path(), v)
	}
}

// What is to be done about somebody begins at their page: the businesses about one person,
// the form already knows whom, and the wrong event carries itself into its reversal.
func TestACaseAboutAPersonBeginsAtTheirPage(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	p.Open("/search")
	p.Type("#q", "董玉岚")
	p.Click("群众到窗口办理")
	p.Click(".reg-search button.primary")
	p.Wait("#results [data-row]")
	p.Click("#hits-people a")
	p.Wait("#items")
	person := p.Path()
	p.Click("办业务")
	p.Wait("#businesses")
	p.Has("死亡注销", "姓名变更")
	p.Lacks("出生登记")
	axe(t, p)
	p.Type("#f-filter", "swzx")
	p.Press("Enter")
	p.Wait("#draft .intake-known")
	p.Has("董玉岚", "登记库调取")
	p.Type("facts.event_date", "20260920")
	p.Choose("死亡原因", "疾病")
	p.Choose("死亡证明种类", "死亡医学证明（推断）书")
	p.Type("facts.applicant_name", "董玉川")
	p.Choose("与当事人关系", "亲属")
	p.Press("Ctrl+Enter")
	p.Has("已申报", "董玉岚")

	p.Open(person)
	p.Click("登记有误，申请冲销")
	p.Wait("#draft .intake-known")
	p.Has("冲销", "董玉岚")
	if p.Value("facts.register_event_id") == "" {
		t.Error("the reversal does not know which event it is about")
	}
}
