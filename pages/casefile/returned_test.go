package casefile_test

import (
	"testing"

	"hukou/internal/browser"
)

// The county sent a child of a roster back. At the clerk's it stands first among what is to
// do now; its page says at the top why and what, and its key opens the answer, which goes to
// the county alone and has the words of the return beside it. The head's list does not say
// that only the step is left.
func TestAReturnedCaseLeadsTheClerkToItsAnswer(t *testing.T) {
	program := browser.Demo(t)
	lead := program.As(t, "yongning.lead")
	lead.Open("/approvals")
	at := browser.Eval[string](lead, `[...document.querySelectorAll('a[href^="/approvals/"]')].find(a=>a.textContent.includes("史若")).getAttribute("href").split("?")[0]`)
	address := "/cases/" + at[len("/approvals/"):]
	lead.Open(address)
	lead.Open(address + "/steps/return")
	lead.Choose("input.return_code", "手续或文书不全")
	lead.Type("input.reason", "听取意见记录没有写明地点")
	browser.Eval[bool](lead, `document.querySelector("#f-more").value = "补记听取意见的地点"; true`)
	browser.Eval[bool](lead, `(r => { if (r) r.checked = true; return true })([...document.querySelectorAll('input[name="to"]')].find(r => r.value === "origin_cleared" || r.value === "ready"))`)
	lead.Press("Ctrl+Enter")
	lead.Has("已办：退回")

	clerk := program.As(t, "qinghe.clerk1")
	clerk.Open("/work/returned")
	clerk.Has("现在要你处理", "重新提交直达退回人")
	clerk.Open(address)
	clerk.Has("退回，要改的是", "听取意见记录没有写明地点", "补记听取意见的地点", "照退回的改好后，重新提交直达退回人")
	clerk.Lacks("本步骤由其他岗位办理：所领导")
	clean(t, clerk)
	clerk.Click("领取")
	clerk.Has("由你办理")
	clerk.Open("/")
	if first := browser.Eval[string](clerk, `document.querySelector('main a[href^="/cases/"]').getAttribute("href").split("?")[0]`); first != address {
		t.Errorf("the clerk's own cases begin with %s, want %s", first, address)
	}
	clerk.Open(address)
	clerk.Press("Ctrl+Enter")
	clerk.Has("重新提交直达退回人", "补记听取意见的地点", "核实情况")
	clerk.Lacks("市级审批")
	clerk.Type("input.findings", "已补记地点")

	head := program.As(t, "qinghe.head")
	head.Open("/work/returned")
	head.Has("等别人", "重新提交直达退回人")
	head.Lacks("只差这一步")

	clerk.On(t).Press("Ctrl+Enter")
	clerk.Has("已办：重新提交直达退回人", "县级审批")
	clerk.Lacks("退回，要改的是")
}
