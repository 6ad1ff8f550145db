package pages_test

import (
	"hukou/cast"
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
// roster, and the head agree, each from the list of batches, by the station's own view of
// the roster, to the line that it is done. The view has the station's children and nobody
// else's; the first officer's word moves nothing, the second's moves the tiles at home.
func (s *seventy) answersAtItsDesk(station, clerk, head string) {
	s.Helper()
	p := s.program.As(s.T, clerk)
	s.toItsView(p)
	p.Has("商请本所核实")
	names := browser.Eval[[]string](p, `[...document.querySelectorAll(".bt-rows th[scope=row] a")].map(a=>a.textContent.trim())`)
	if len(names) == 0 {
		s.Fatalf("nothing waits for %s", clerk)
	}
	for _, c := range cast.Seventy() {
		if shown := p.Shows(c.Name); shown && answering(c.Station) != station {
			s.Errorf("%s of %s sees child %d of %s", clerk, station, c.No, c.Station)
		}
	}
	p.Type("extract", "与户主关系、监护、在办业务已核")
	p.Type("land_and_benefits", "无承包地，待遇已告知")
	p.Click(`[name="kin_in_book"][value="told"]`)
	p.Type("kin_told_on", "2026-09-10")
	p.Press("Ctrl+Enter")
	p.Has("已办")
	p.Lacks("没有办成")
	for _, name := range names {
		state(s.T, s.clerk, s.batch, name, "origin")
	}

	p = s.program.As(s.T, head)
	s.toItsView(p)
	p.Has(names...)
	p.Press("Ctrl+Enter")
	p.Has("已办")
	p.Lacks("没有办成")
	s.clerk.Open(s.batch)
	for _, name := range names {
		if s.clerk.Count(`a.tile.k-origin[data-who^="`+name+`"]`) != 0 {
			s.Errorf("%s still waits for %s after both officers answered", name, station)
		}
	}
}

// toItsView goes from the workbench to the station's own view of the roster.
func (s *seventy) toItsView(p *browser.Page) {
	s.Helper()
	p.Open("/")
	p.Press("g", "b")
	p.Click(`main a[href="` + s.batch + `/mine"]`)
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
