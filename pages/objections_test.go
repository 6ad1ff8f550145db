package pages_test

import (
	"slices"
	"strings"
	"testing"

	"hukou/internal/browser"
)

// The stations of origin answer in a browser: one confirms by two officers, one child is
// not theirs and goes on to the station that says yes, and where one objects nobody but
// the lowest body above both places rules, with the objection before it.
func TestStationsOfOriginConfirmSendOnAndObjectAndTheBodyAboveRules(t *testing.T) {
	s := seventy{T: t, program: browser.Demo(t, "--now", "2026-09-17T09:00:00+08:00")}
	s.clerk = s.program.As(t, "qinghe.clerk1")
	s.clerk.Open("/batches")
	s.clerk.Click("tbody a")
	home := s.clerk.Path()
	clerk, head := s.program.As(t, "hefeng.clerk"), s.program.As(t, "hefeng.head")

	confirms(clerk, "吴小满", "2026-09-17")
	state(t, s.clerk, home, "吴小满", "origin") // one officer is not enough
	agrees(head, "吴小满")
	state(t, s.clerk, home, "吴小满", "ready")

	// The register shows this child's entry at the station: it is theirs to answer for.
	mine(head)
	head.Lacks("非本所管辖 郑云舟")
	confirms(clerk, "郑云舟", "2026-09-17", "底册在本所；与户主关系：外孙；无其他在办业务")
	agrees(head, "郑云舟")
	state(t, s.clerk, home, "郑云舟", "ready")

	// The clerk of a station may not object.
	mine(clerk)
	clerk.Lacks("迁出地提出异议 孙长风", "非本所管辖 孙长风")

	for _, d := range []dispute{
		{name: "孙长风", from: "hefeng.head", ground: "另有有能力的监护人", by: "yongning.county", kept: []string{"qinghe.head"}},
		{name: "周砚青", from: "jinyun.head", ground: "户内亲属提出监护异议", by: "yinchuan.citylead", kept: []string{"xingqing.lead", "yongning.lead"}, moves: true},
		{name: "段怀远", from: "qingqu.head", ground: "户内亲属提出监护异议", by: "region1", kept: []string{"tongxin.lead", "yinchuan.citylead"}, moves: true},
	} {
		s.disputes(home, d)
	}
}

// dispute is an objection and who rules on it.
type dispute struct {
	name, from, ground string
	// by rules: with moves for the move, else against it. kept are some who may not.
	by    string
	kept  []string
	moves bool
}

// disputes has the origin object, others see that the ruling is not theirs, and the body
// above both places rule on it.
func (s *seventy) disputes(home string, d dispute) {
	origin := s.program.As(s.T, d.from)
	mine(origin)
	origin.Click("迁出地提出异议 " + d.name)
	line := origin.Path()[:len("/cases/")+36]
	if law := origin.Value("法律依据"); law == "" || slices.ContainsFunc([]string{"docs/", "Norm"}, func(ours string) bool { return strings.Contains(law, ours) }) {
		s.Errorf("the decision sheet of an objection would cite %q", law)
	}
	for _, option := range origin.Texts(`[name="input.objection_ground"] option`) {
		if strings.Contains(option, "土地") || strings.Contains(option, "待遇") {
			s.Errorf("an objection may be for %s", option)
		}
	}
	origin.Choose("理由代码", "有争议或诉讼")
	origin.Press("Ctrl+Enter")
	origin.Has("必填") // no objection without reason and evidence
	origin.Type("input.reason", "户内祖父书面提出")
	origin.Choose("input.objection_ground", d.ground)
	origin.Type("认定的事实", "祖父书面提出异议，户内三人")
	origin.Type("证据目录", "祖父的书面异议")
	origin.Type("input.document_no", "异议书 3")
	origin.Press("Ctrl+Enter")
	origin.Has("已办：迁出地提出异议", "属地异议")
	state(s.T, s.clerk, home, d.name, "wrong")

	for _, username := range d.kept {
		p := s.program.As(s.T, username)
		p.Open(line + "/steps/rule_for")
		p.Has("现在不能办", "本步骤由其他岗位办理")
		if p.Count(".cf-form .primary") > 0 {
			s.Errorf("%s may rule on the objection for %s", username, d.name)
		}
	}
	s.rules(line, d)
	if d.moves {
		state(s.T, s.clerk, home, d.name, "ready")
	} else {
		s.clerk.Open(line)
		s.clerk.Has("转出")
		s.clerk.Click("所填内容")
		s.clerk.Has("叔父监护能力属实")
	}
	origin.Open(line)
	origin.Has(map[bool]string{true: "裁定迁入", false: "裁定不迁"}[d.moves])
}

// rules finds the case among what waits at the body above, reads the objection and rules.
func (s *seventy) rules(line string, d dispute) {
	p := s.program.As(s.T, d.by)
	if strings.HasSuffix(d.by, "lead") {
		p.Open(strings.Replace(line, "/cases/", "/approvals/", 1))
		p.Has("迁出地的异议", d.ground, "祖父书面提出异议，户内三人", "永宁县禾光园")
	}
	p.Open("/work/station")
	p.Click(`a.wb-open[href^="` + line + `"]`)
	p.Press("Ctrl+Enter")
	if !d.moves {
		p.Click("裁定不迁") // beside the other ruling
	}
	p.Has("迁出地的异议", d.ground, "祖父书面提出异议，户内三人", "祖父的书面异议")
	if d.moves {
		p.Type("input.reason", "亲属已书面撤回异议")
	} else {
		p.Choose("理由代码", "监护人有能力监护")
		p.Type("input.reason", "叔父监护能力属实")
		p.Type("认定的事实", "叔父有稳定收入，愿意抚养")
		p.Type("证据目录", "走访笔录")
	}
	p.Press("Ctrl+Enter")
	p.Has("已办：")
}
