package pages_test

import (
	"strings"
	"testing"

	"hukou/cast"
	"hukou/internal/browser"
	"hukou/workflow"
)

// The second story through the pages alone, from the visit's lead to the child's line
// in the household: a community officer, a clerk and the station's head.
func TestANewbornWithoutCertificateFromTheVisitToTheHousehold(t *testing.T) {
	child := newborn(t, "free_r1")
	program := browser.Demo(t)

	community := program.As(t, "yuntai.community")
	community.Open("/visits/new")
	community.Type("facts.lead_place", "云台镇三组")
	community.Type("facts.lead_note", "走访得知家中新生儿尚未登记")
	community.Type("facts.child_name", child.Name)
	community.Click(map[string]string{"1": "男", "2": "女"}[string(child.Sex)])
	community.Type("facts.child_birth_date", string(child.Birth))
	community.Type("facts.mother_name", child.MotherName)
	community.Click("记下")
	community.Has("线索已记")
	community.Press("Ctrl+Enter")
	community.Click("上门")
	community.Type("input.findings", "家长愿意办理")
	community.Press("Ctrl+Enter")
	community.Has("已办：联系")
	step(community, workflow.LeadConvert)
	community.Choose("input.successor", "出生登记（无出生医学证明）")
	community.Click("本人或监护人同意办理")
	community.Press("Ctrl+Enter")
	community.Wait(`main a[href^="/cases/"]`)
	community.Has("已转业务")

	clerk := program.As(t, "yuntai.clerk1")
	clerk.Open("/work/drafts")
	if !clerk.Shows(child.Name) {
		clerk.Open("/work/station")
	}
	clerk.Click(child.Name)
	clerk.Wait("#main h1")
	address := caseAt(clerk.Path())
	clerk.Open(address + "/draft")
	if clerk.Value("facts.child_name") != child.Name {
		t.Error("what the visit noted is not carried over")
	}
	clerk.Type("#find-mother", child.MotherName)
	clerk.Press("Enter")
	clerk.Wait(".intake-found button")
	clerk.Click(".intake-found button")
	clerk.Wait(".intake-known")
	clerk.Type("facts.birth_place_code", "640522")
	clerk.Click("随母")
	if clerk.Count(`[name="facts.born_where"]:checked`) == 0 {
		clerk.Click("医疗机构")
		clerk.Wait(`[name="facts.birth_institution"]`)
		clerk.Type("facts.birth_institution", "固原市云麓医院")
	}
	clerk.Press("Ctrl+Enter")
	clerk.Has("已申报")

	// The parent's identity is fetched and compared; nothing else is asked for.
	clerk.Open(address)
	clerk.Click(`main a[href*="/materials/new?kind=identity_card"]`)
	clerk.Click("系统调取")
	clerk.Type("reference", "人口库 2026-0924-1")
	clerk.Press("Ctrl+Enter")
	clerk.Has("核验：")
	clerk.Press("v")
	clerk.Press("Ctrl+Enter")
	clerk.Has("已核验一项材料")
	clerk.Press("Ctrl+Enter")
	clerk.Has("已办：受理")

	// Health issues the certificate; the clock stands still meanwhile.
	clerk.Press("Ctrl+Enter")
	clerk.Type("input.reason", "医疗机构内出生，证明遗失")
	clerk.Press("Ctrl+Enter")
	clerk.Has("已办：选择办理路线")
	clerk.Press("Ctrl+Enter")
	clerk.Type("input.addressee", "固原市云麓医院")
	clerk.Type("input.document_no", "云户函〔2026〕9号")
	clerk.Press("Ctrl+Enter")
	clerk.Has("已办：转请卫健出具证明", "计时暂停")
	clerk.Press("Ctrl+Enter")
	clerk.Type("input.issued_certificate_no", "T640400078")
	clerk.Type("input.issued_certificate_on", "20260924")
	clerk.Type("input.issued_certificate_name", child.Name)
	clerk.Click("与卫健数据核对一致")
	clerk.Press("Ctrl+Enter")
	clerk.Has("已办：证明已出具")

	// The clerk reports to the head, who decides with one chord; the register has the
	// child in the same act.
	step(clerk, workflow.ReportCheck)
	clerk.Type("input.findings", "证明与卫健数据一致")
	clerk.Type("input.persons_heard", child.MotherName)
	clerk.Press("Ctrl+Enter")
	clerk.Has("已办：报核实结果")
	head := program.As(t, "yuntai.head")
	head.Open("/approvals")
	head.Has(child.Name, "你没有经办过本件")
	head.Press("Ctrl+Enter")
	head.Has("已办：批准")

	for _, who := range []struct {
		name string
		*browser.Page
	}{{"the community officer, from the visit to the draft", community}, {"the clerk, from the draft to the report", clerk}, {"the head", head}} {
		t.Logf("%s: %d acts by keys, %d by the mouse alone", who.name, who.Acts().ByKeys(), who.Acts().ByMouse())
	}

	clerk.Open("/search")
	clerk.Type("#q", child.Name)
	clerk.Click("核对在办业务")
	clerk.Click(".reg-search button.primary")
	clerk.Wait("#hits-people")
	clerk.Click("#hits-people a")
	clerk.Wait("#items")
	clerk.Has(child.Name, "在册", "640522010000-2026-")
	clerk.Click("#home a")
	clerk.Wait("#members")
	clerk.Has(child.Name, child.MotherName)
}

func caseAt(path string) string {
	parts := strings.Split(path, "/")
	return "/cases/" + parts[2]
}

func newborn(t *testing.T, key string) cast.Newborn {
	t.Helper()
	for _, n := range cast.Newborns() {
		if n.Key == key {
			return n
		}
	}
	t.Fatalf("the cast has no newborn %s", key)
	return cast.Newborn{}
}
