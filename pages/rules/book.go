package rules

import (
	"slices"
	"strings"

	"hukou/models"
	"hukou/pages/ui"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// ruleBook is a definition with the words to show it in.
type ruleBook struct {
	*workflow.Book
	*workflow.Definition
	ui.Lang
	picture string
	// editions are all of the business, oldest first; before is the one before this, nil
	// for the first; inForce is that of today.
	editions        []models.Date
	before, inForce *workflow.Definition
}

// severalStates is from how many states a step is said once, below all states: the verbs of
// every desk stand in most of them, and would be read in each.
const severalStates = 4

// stepsFrom are the steps written for a state, one line for each, without those that several
// states share; shared counts these.
func (p ruleBook) stepsFrom(s workflow.State) (own []workflow.Step, shared int) {
	all := p.Definition.From(s)
	own = slices.DeleteFunc(slices.Clone(all), inSeveral)
	return own, len(all) - len(own)
}

// sharedSteps are the steps that several states share.
func (p ruleBook) sharedSteps() []workflow.Step {
	return slices.DeleteFunc(slices.Clone(p.Steps), func(s workflow.Step) bool { return !inSeveral(s) })
}

func inSeveral(s workflow.Step) bool { return len(s.From) >= severalStates }

func (p ruleBook) state(s workflow.State) string { return p.Word(p.StateWord(s)) }

func (p ruleBook) states(list []workflow.State) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = p.state(s)
	}
	return strings.Join(out, p.T("、", ", "))
}

func (p ruleBook) by(s workflow.Step) string {
	who := roles(p.Lang, p.Book, s.By)
	if s.TwoPerson() {
		who = roles(p.Lang, p.Book, s.Propose) + p.T("提出，", " proposes, ") + who + p.T("确认", " confirms")
	}
	switch s.Hand {
	case workflow.Makes:
		return who + p.T("〔经办〕", " [makes]")
	case workflow.Checks:
		return who + p.T("〔审批〕", " [checks]")
	}
	return who
}

// roles names who may take a step, with the seat where it is not the handling body's.
func roles(l ui.Lang, book *workflow.Book, by []workflow.By) string {
	var out []string
	for _, b := range by {
		word := l.Word(book.RoleWord(b.Role))
		if b.Seat != workflow.Own && b.Role != workflow.System {
			word += l.T("（", " (") + l.Word(book.SeatWord(b.Seat)) + l.T("）", ")")
		}
		if !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return strings.Join(out, l.T("、", ", "))
}

func (p ruleBook) to(s workflow.Step) string {
	switch {
	case len(s.To) == 0:
		return p.T("不变", "unchanged")
	case s.Back:
		return p.T("回到来的环节", "back where it came from")
	case len(s.To) > 1:
		return p.T("由办理人选定：", "as the officer chooses: ") + p.states(s.To)
	}
	return p.states(s.To)
}

// deadline is the period of a state with its length, empty where none runs.
func (p ruleBook) deadline(s workflow.State) string {
	rule, ok := p.Limit(p.Limits[s])
	if !ok {
		return ""
	}
	return p.Word(rule.Word) + " " + span(p.Lang, rule.Preset)
}

func (p ruleBook) after(l workflow.Limit) string {
	rule, ok := p.Limit(l)
	if !ok {
		return ""
	}
	return p.T("期满由系统办理：", "the system, at the end of: ") + p.Word(rule.Word) + " " + span(p.Lang, rule.Preset)
}

func span(l ui.Lang, s calendar.Span) string {
	switch s.Unit {
	case calendar.UnitWorkday:
		return l.Workdays(s.N)
	case calendar.UnitMonth:
		return l.Count(s.N, "%d 个月", "%d month", "%d months")
	}
	return l.Count(s.N, "%d 日", "%d day", "%d days")
}

// conditions are what the officer is told when a condition does not hold, with its
// article.
func (p ruleBook) conditions(s workflow.Step) []workflow.Guard {
	ids := s.If
	if s.TwoPerson() {
		ids = append([]workflow.GuardID{workflow.GProposed}, ids...)
	}
	var out []workflow.Guard
	for _, id := range ids {
		if g, ok := p.Guard(id); ok {
			out = append(out, g)
		}
	}
	return out
}

func (p ruleBook) fields(list []workflow.Field) string {
	var out []string
	for _, f := range list {
		if rule, ok := p.Field(f); ok {
			out = append(out, p.Word(rule.Word))
		}
	}
	return strings.Join(out, p.T("、", ", "))
}

func (p ruleBook) effects(s workflow.Step) string {
	var out []string
	for _, e := range s.Do {
		out = append(out, p.Word(p.EffectWord(e)))
	}
	return strings.Join(out, p.T("、", ", "))
}

// needed says when a paper is needed, and whether shared data stand for it.
func (p ruleBook) needed(m workflow.MaterialRule) string {
	var out []string
	if m.When != "" {
		out = append(out, p.T("视情况", "depends on the case"))
	}
	if m.Optional {
		out = append(out, p.T("可交可不交", "helps, never asked for"))
	}
	if m.Shared {
		out = append(out, p.T("能调取的免交", "not asked for where data are shared"))
	}
	if len(out) == 0 {
		return p.T("须交", "needed")
	}
	return strings.Join(out, p.T("；", "; "))
}
