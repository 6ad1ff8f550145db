package pages_test

import (
	"net/url"
	"strings"

	"hukou/cast"
	"hukou/internal/browser"
	"hukou/workflow"
)

// ruled rules on the two entries of a child after thirty days of notice: one is kept,
// the other cancelled, and the line goes on by itself to its place of origin.
func (s *seventy) ruled() {
	turnClock(s.T, s.program, "2026-10-21T09:00:00+08:00")
	for i, ruling := range s.rulings {
		for _, kind := range []string{"register_extracts", "comparison_result", "visit_record"} {
			s.takenInAndChecked(ruling, kind)
		}
		p := s.clerk
		p.Open(ruling)
		step(p, workflow.ReportCheck)
		p.Type("input.findings", "两条登记为同一人")
		p.Type("input.persons_heard", "两地户内成年亲属")
		p.Press("Ctrl+Enter")
		p.Has("已办")
		s.head.Open(ruling)
		step(s.head, workflow.PassUp)
		s.head.Press("Ctrl+Enter")
		s.head.Has("已办")
		s.lead.Open(ruling)
		step(s.lead, workflow.PassUp)
		s.lead.Press("Ctrl+Enter")
		s.lead.Has("已办")
		above := s.program.As(s.T, []string{"yinchuan.citylead", "region1"}[i])
		above.Open(strings.Replace(ruling, "/cases/", "/approvals/", 1))
		above.Press("Ctrl+Enter") // leads to the form that asks which entry stays
		option := browser.Eval[string](above, `[...document.querySelectorAll("[name='input.keep'] option")].find(o=>o.textContent.includes("第一条登记")).value`)
		above.Choose("input.keep", option)
		above.Type("input.reason", "先登记且有出生记录")
		above.Press("Ctrl+Enter")
		above.Has("已办")
	}
	for _, c := range cast.Seventy() {
		if c.Fate == cast.TwoEntries {
			clerk, head := s.officersOf(answering(c.Station))
			s.answered(clerk, confirmed("2026-10-21"))
			s.answered(head, url.Values{"event": {"origin_confirm"}})
		}
	}
}

func (s *seventy) takenInAndChecked(ruling, kind string) {
	s.Helper()
	p := s.clerk
	p.Open(ruling + "/materials/new?kind=" + kind)
	p.Click("系统调取")
	p.Type("reference", "共享平台 "+kind)
	p.Press("Ctrl+Enter")
	p.Has("已收：")
	p.Open(browser.Eval[string](p, `[...document.querySelectorAll("main tr")].find(r=>r.textContent.includes("待看原件")).querySelector("a[href*='/materials/']").getAttribute("href")`))
	p.Press("Ctrl+Enter")
	p.Has("已核验一项材料")
}

// handedBack returns two children to their mothers: the roster says that the guardian is
// dead, the register has her among the living.
func (s *seventy) handedBack() {
	for _, c := range cast.Seventy() {
		if c.Fate != cast.ParentFound {
			continue
		}
		p := s.clerk
		p.Open(s.batch)
		p.Click(`a.tile[data-who^="` + c.Name + `"]`)
		line := p.Path()
		s.head.Open(line)
		s.head.Has("登记库中这名儿童的父亲或者母亲在世")
		step(p, workflow.KinFound)
		p.Click(`[name="input.kin"][value="parent"]`)
		p.Type("input.reason", "走访得知母亲健在")
		p.Press("Ctrl+Enter")
		p.Has("已办：")
		step(p, workflow.ProposeEvent(workflow.ReturnToGuardian))
		p.Choose("input.reason_code", "guardian_able")
		for field, words := range map[string]string{"document_no": "永民监函1", "reason": "母亲有监护能力，愿意接回", "facts_found": "母亲在册，健在，愿意照料", "evidence": "走访记录", "law": "民法典 27"} {
			p.Type("input."+field, words)
		}
		p.Press("Ctrl+Enter")
		p.Has("已办：")
		s.head.Open(line)
		step(s.head, workflow.ReturnToGuardian)
		s.head.Press("Ctrl+Enter")
		s.head.Has("已办：")
	}
}

// closed brings the last two to their ends; the roster then closes by itself, and each
// of the seventy stands in the household of the home.
func (s *seventy) closed() {
	s.submitted(2)
	turnClock(s.T, s.program, "2026-10-29T09:00:00+08:00") // the relatives' five working days are over
	s.lead.Open("/approvals")
	s.lead.Click("集体审批单")
	if n := s.throughDocket(s.lead, s.lead.Path()); n != 2 {
		s.Errorf("the county decided %d of the last two lines", n)
	}
	s.delivered(2)
	s.clerk.Open(s.batch)
	s.clerk.Has("登记入簿 68 人", "已登记 68", "全部办结", "首次登记 20/20")
	s.clerk.Open(strings.Replace(s.batch, "/batches/", "/cases/", 1))
	s.clerk.Has("全部办结")
	for _, c := range []cast.Child{cast.Seventy()[0], cast.Seventy()[69]} { // one who moved in, one who had no number
		s.found(c.Name)
	}
	if n := s.clerk.Count("#members tbody tr"); n != 68 {
		s.Errorf("%d stand in the household of the home, want the seventy but for the two that went home", n)
	}
}

// found searches a child, and goes to the person's page and on to the household's.
func (s *seventy) found(name string) {
	s.Helper()
	p := s.clerk
	p.Open("/search")
	p.Type("#q", name)
	if !p.Shows("用途：核对在办业务") { // asked once
		p.Click("核对在办业务")
	}
	p.Click(".reg-search button.primary")
	p.Wait("#hits-people")
	p.Click("#hits-people a")
	p.Wait("#items")
	p.Has(name, "在册", "640121040000-2026-")
	p.Click("#home a")
	p.Wait("#members")
	p.Has("集体户", "68 人")
}
