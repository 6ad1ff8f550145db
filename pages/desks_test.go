package pages_test

import (
	"hukou/internal/browser"
	"hukou/workflow"
)

// step opens the form of a step by the link that the page of the case has for it; a link
// that is folded away is unfolded first.
func step(p *browser.Page, event workflow.Event) {
	link := `main a[href*="/steps/` + string(event) + `"]`
	if fold := browser.Eval[string](p, `(a=>{const d=a&&a.closest("details:not([open])");if(!d)return "";d.querySelector("summary").id="fold";return "#fold"})(document.querySelector(`+"`"+link+"`"+`))`); fold != "" {
		p.Click(fold)
	}
	p.Click(link)
	p.Wait("form.cf-form")
}

// answersAtItsDesk has the clerk of a station of origin answer for its children of the
// roster, and the head agree, each from the list of batches to the line that it is done.
func (s *seventy) answersAtItsDesk(clerk, head string) {
	s.Helper()
	p := s.program.As(s.T, clerk)
	p.Open("/")
	p.Press("g", "b")
	p.Click(`main a[href="` + s.batch + `/mine"]`)
	p.Has("商请本所核实")
	p.Type("extract", "与户主关系、监护、在办业务已核")
	p.Type("land_and_benefits", "无承包地，待遇已告知")
	p.Click(`[name="kin_in_book"][value="told"]`)
	p.Type("kin_told_on", "2026-09-10")
	p.Press("Ctrl+Enter")
	p.Has("已办")
	p.Lacks("没有办成")

	p = s.program.As(s.T, head)
	p.Open("/")
	p.Press("g", "b")
	p.Click(`main a[href="` + s.batch + `/mine"]`)
	p.Press("Ctrl+Enter")
	p.Has("已办")
	p.Lacks("没有办成")
}

// speaksAtItsDesk has the clerk of a station that was asked about its entry answer, from
// the workbench's list through the page of the case.
func speaksAtItsDesk(p *browser.Page) {
	p.Open("/work/station")
	p.Has("对方派出所答复")
	browser.Eval[bool](p, `([...document.querySelectorAll(".wb-row")].find(r=>r.textContent.includes("对方派出所答复")).querySelector(".wb-open").id="asked",true)`)
	p.Click("#asked")
	step(p, workflow.PeerWord)
	p.Click(`[name="input.agree"]`)
	p.Type("input.findings", "查阅底册，与本所登记一致")
	p.Press("Ctrl+Enter")
	p.Has("已办")
}
