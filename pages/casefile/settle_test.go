package casefile_test

import (
	"strings"
	"testing"

	"hukou/internal/browser"
)

func TestADifferenceIsSettledOnTheCasePage(t *testing.T) {
	p := noticeGiven(t, browser.Demo(t))
	address := strings.TrimSuffix(p.Path(), "/print/notice")
	correct(t, p, address, "father_name", "单立椿")
	p.Open(address)
	p.Has("待认定 1 项", "≠ 不符", "还没有认定以哪个为准")
	if got := browser.Eval[string](p, `(e=>getComputedStyle(e).textDecorationLine+" "+(getComputedStyle(e).fontWeight>=600))(document.querySelector("#compare b.cf-unequal"))`); got != "underline true" {
		t.Errorf("the unequal part is %s, want it underlined and bold", got)
	}
	clean(t, p)
	p.Size(360, 740)
	if wide := browser.Eval[int](p, "document.documentElement.scrollWidth"); wide > 360 {
		t.Errorf("the page with its forms is %d wide at 360", wide)
	}
	p.Size(1366, 768)

	p.Click("用登记库")
	p.Has("请选择理由", "待认定 1 项") // no reason is chosen for anybody
	p.Choose("用登记库的理由：父亲姓名", "申报笔误，申报人已确认")
	p.Click("用登记库")
	p.Has("已认定：", "已认定：用登记库", "原单立椿，改为单立春", "申报笔误，申报人已确认")
	correct(t, p, address, "father_name", "单立椿")
	p.Open(address)
	p.Has("还没有认定以哪个为准")
	p.Choose("保留申报的理由：父亲姓名", "写法不同，意思相同")
	p.Click(`.cf-settle-form button[value="declared"]`)
	p.Has("已认定：保留申报", "写法不同，意思相同", "待认定 0 项")
	p.Script(false)
	correct(t, p.On(t), address, "father_name", "单立纯")
	p.Open(address)
	p.Choose("保留申报的理由：父亲姓名", "其他（须写明）")
	p.Click(`.cf-settle-form button[value="declared"]`)
	p.Has("选“其他”须写明理由")
}

// Whoever decides sees beside the difference what the comparing officer settled.
func TestTheApprovalDeskShowsWhatWasSettled(t *testing.T) {
	program := browser.Demo(t)
	lead := program.As(t, "yongning.lead")
	lead.Open("/approvals")
	at := browser.Eval[string](lead, `[...document.querySelectorAll('a[href^="/approvals/"]')].find(a=>a.textContent.includes("史若")).getAttribute("href").split("?")[0]`)
	lead.Open(at)
	lead.Has("经办未认定以哪个为准")

	clerk := program.As(t, "qinghe.clerk1")
	clerk.Open(strings.Replace(at, "/approvals/", "/cases/", 1))
	clerk.Has("本环节不能改申报内容")
	clerk.Choose("保留申报的理由：姓名", "登记库未及时变更")
	clerk.Click(`.cf-settle-form button[value="declared"]`)
	clerk.Has("已认定：保留申报")

	lead.Open(at)
	lead.Has("经办已认定：保留申报", "登记库未及时变更", "杨永平")
	clean(t, lead)
}
