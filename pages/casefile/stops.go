package casefile

import (
	"slices"
	"strings"

	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// stop is one thing that stands between the officer and the next act, with the button
// that clears it.
type stop struct {
	title, why string
	basis      string
	// word and href are the button.
	word, href string
	key        string
}

// stops lists what is to be done before the step can be taken, nearest first.
func (s *sheet) stops(l ui.Lang, step register.StepView, has bool) []stop {
	var out []stop
	if has && s.keptFrom(step.Event) {
		out = append(out, stop{title: l.T("正在由别人办理", "In another officer's hands"), why: s.Holder.Name, word: l.T("接管", "Take over"), href: s.at("/takeover")})
	}
	if !has {
		return out
	}
	for _, c := range step.Unmet {
		out = append(out, s.unmet(l, c)...)
	}
	if slices.ContainsFunc(step.Unmet, func(c workflow.Condition) bool { return c.Code == "role" }) {
		return out
	}
	out = append(out, s.awaited(l, step)...)
	return append(out, s.openTasks(l, step)...)
}

// unmet turns a condition into what clears it. Papers are told one by one.
func (s *sheet) unmet(l ui.Lang, c workflow.Condition) []stop {
	one := stop{title: l.Word(c.Message), basis: l.Basis(c.Basis)}
	switch workflow.GuardID(c.Code) {
	case workflow.GMaterials:
		return s.papers(l)
	case workflow.GFactsComplete:
		for _, f := range c.Detail {
			rule, _ := s.book.Field(workflow.Field(f))
			one.why += l.T("、", ", ") + l.Word(rule.Word)
		}
		one.why = trimLead(one.why, l.T("、", ", "))
		one.word, one.href = l.T("补填", "Fill in"), s.at("/draft")
	case workflow.GLookAlikesOut: // the form lists the entries, each with its box
	case workflow.GTasksDone, workflow.GOpinionsIn, workflow.GCountersigned:
		one.word, one.href = l.T("看事项", "See the tasks"), "#tasks"
	default:
		one.why = s.details(l, c.Detail)
	}
	return []stop{one}
}

// details are the codes of a condition in words, where the rule book has one.
func (s *sheet) details(l ui.Lang, codes []string) string {
	out := ""
	for _, code := range codes {
		word := ""
		if f, ok := s.book.Field(workflow.Field(code)); ok {
			word = l.Word(f.Word)
		} else if m, ok := s.book.Material(workflow.MaterialKind(code)); ok {
			word = l.Word(m.Word)
		} else if strings.Contains(code, "：") {
			word = code // said in words already
		}
		if word != "" {
			out += l.T("、", ", ") + word
		}
	}
	return trimLead(out, l.T("、", ", "))
}

// papers are the kinds still needed: one that is there is to be looked at, one that is
// not is to be taken in, or fetched where others have its data.
func (s *sheet) papers(l ui.Lang) []stop {
	var out []stop
	for _, m := range s.Missing {
		out = append(out, s.paperStop(l, m))
	}
	return out
}

// paperStop is one kind of paper that is waited for.
func (s *sheet) paperStop(l ui.Lang, m register.MissingView) stop {
	one := stop{title: l.T("收取：", "Take in: ") + l.Word(m.Name), basis: l.Basis(m.Basis), word: l.T("添加材料", "Add paper"),
		href: at(s.ID, "/materials/new", "") + "?kind=" + string(m.Kind)}
	if s.shared(m.Kind) {
		one.title, one.word = l.T("调取或收取：", "Fetch or take in: ")+l.Word(m.Name), l.T("调取或添加", "Fetch or add")
		one.why = l.T("可向有关部门调取，群众免交", "Other authorities have the data; do not ask for the paper")
		one.href += "&source=" + register.SourceShared
	}
	if have, ok := s.paper(m.Kind); ok {
		one.href = s.at("/materials/" + have.ID)
		if have.Verdict == "" {
			one.title, one.word, one.key = l.T("看原件，核验：", "Look at the original: ")+l.Word(m.Name), l.T("看图核验", "Look and check"), "v"
			one.why = l.T("扫描件已收，还没有核验结果", "The scan is here; nobody has judged it")
			if have.Size == 0 {
				one.title, one.word = l.T("核验：", "Check: ")+l.Word(m.Name), l.T("核验", "Check")
				one.why = l.T("已登记来源，没有扫描件，还没有核验结果", "Its source is noted, there is no scan; nobody has judged it")
			}
		} else {
			one.title, one.why = l.T("换交：", "Replace: ")+l.Word(m.Name), l.Word(register.VerdictWord(have.Verdict))+l.T("：", ": ")+have.Note
			one.word, one.href = l.T("添加材料", "Add paper"), at(s.ID, "/materials/new", "")+"?kind="+string(m.Kind)
		}
	}
	return one
}

// paper is the newest paper of a kind.
func (s *sheet) paper(kind workflow.MaterialKind) (register.MaterialView, bool) {
	for i := len(s.Materials) - 1; i >= 0; i-- {
		if s.Materials[i].Kind == kind {
			return s.Materials[i], true
		}
	}
	return register.MaterialView{}, false
}

func (s *sheet) shared(kind workflow.MaterialKind) bool {
	return s.def != nil && slices.ContainsFunc(s.def.Materials, func(m workflow.MaterialRule) bool { return m.Kind == kind && m.Shared })
}

// openTasks are tasks without which no decision is made, where the step's conditions
// did not name them yet.
func (s *sheet) openTasks(l ui.Lang, step register.StepView) []stop {
	var out []stop
	for _, t := range s.Tasks {
		if t.Done || !t.Required || slices.ContainsFunc(step.Unmet, func(c workflow.Condition) bool { return c.Code == string(workflow.GTasksDone) }) {
			continue
		}
		out = append(out, stop{title: l.Word(t.Name), why: string(t.DueOn), word: l.T("看事项", "See the tasks"), href: "#tasks"})
	}
	return out
}

func trimLead(text, lead string) string {
	if len(text) >= len(lead) && text[:len(lead)] == lead {
		return text[len(lead):]
	}
	return text
}
