package render

import (
	"fmt"
	"slices"
	"strings"

	"hukou/workflow"
)

// RuleTable is the table of a definition in Markdown, one step a line in story
// order: state now, matter, by whom, what is written, conditions, state after,
// effect in the register, deadline, legal basis. Behind it stand the groups of
// states and the conditions it refers to by number.
func RuleTable(b *workflow.Book, d *workflow.Definition, l Lang) string {
	t := &table{writer: writer{b, d, l}}
	t.groups = t.grouped()
	head := []string{"现状态", "事项", "办理人", "填写内容", "条件", "后状态", "登记效果", "期限", "法律依据"}
	if l == En {
		head = []string{"State now", "Matter", "By whom", "What is written", "Conditions", "State after", "Effect in the register", "Deadline", "Legal basis"}
	}
	var rows [][]string
	for _, s := range d.Steps {
		rows = append(rows, []string{t.from(s.From), t.event(s.On), t.by(s), t.written(s), t.conditions(s), t.to(s), t.effects(s.Do), t.deadline(s), t.l.basis(s.Basis...)})
	}
	return t.note() + markdown(head, rows) + t.groupList() + t.conditionList()
}

// table numbers conditions as they first occur, and groups of states.
type table struct {
	writer
	ids    []workflow.GuardID
	groups [][]workflow.State
}

func (t *table) note() string {
	return t.l.pick("“条件”一栏写条件不满足时告知办理人的首句，序号对应表后的全文。〔经办〕者不得再〔审批〕，反之亦然。\n\n",
		"Conditions are given by the opening of what the officer is told when one is not met; the number leads to the full text below. Whoever [makes] may not [check], nor the other way round.\n\n")
}

// grouped finds the long lists of states that several steps share.
func (t *table) grouped() [][]workflow.State {
	var out [][]workflow.State
	for i, s := range t.d.Steps {
		same := func(x workflow.Step) bool { return slices.Equal(x.From, s.From) }
		if len(s.From) > 4 && slices.ContainsFunc(t.d.Steps[i+1:], same) &&
			!slices.ContainsFunc(out, func(g []workflow.State) bool { return slices.Equal(g, s.From) }) {
			out = append(out, s.From)
		}
	}
	return out
}

func (t *table) group(i int) string {
	return t.l.pick(fmt.Sprintf("环节组%d（%d个）", i+1, len(t.groups[i])), fmt.Sprintf("Group %d (%s)", i+1, workflow.Counted(len(t.groups[i]), "%d state", "%d states")))
}

func (t *table) from(list []workflow.State) string {
	for i, g := range t.groups {
		if slices.Equal(g, list) {
			return t.group(i)
		}
	}
	return t.states(list)
}

func (t *table) by(s workflow.Step) string {
	hand := map[workflow.Hand]string{workflow.Makes: t.l.pick("〔经办〕", " [makes]"), workflow.Checks: t.l.pick("〔审批〕", " [checks]"),
		workflow.OnSpot: t.l.pick("〔当场〕", " [on the spot]")}[s.Hand]
	if s.TwoPerson() {
		return t.l.pick(t.who(s.Propose)+"提出，"+t.who(s.By)+"确认", t.who(s.Propose)+" proposes, "+t.who(s.By)+" confirms") + hand
	}
	return t.who(s.By) + hand
}

func (t *table) written(s workflow.Step) string {
	var out []string
	if len(s.Needs) > 0 {
		out = append(out, t.fields(s.Needs))
	}
	if len(s.May) > 0 {
		out = append(out, t.l.pick("可填：", "may: ")+t.fields(s.May))
	}
	return strings.Join(out, "<br>")
}

func (t *table) conditions(s workflow.Step) string {
	ids := s.If
	if s.TwoPerson() {
		ids = append([]workflow.GuardID{workflow.GProposed}, s.If...)
	}
	var out []string
	for _, id := range ids {
		g, _ := t.b.Guard(id)
		out = append(out, fmt.Sprintf("%d %s", t.number(id), t.opening(t.l.of(g.Unmet))))
	}
	return strings.Join(out, "<br>")
}

// number gives a condition its place in the list behind the table.
func (t *table) number(id workflow.GuardID) int {
	if i := slices.Index(t.ids, id); i >= 0 {
		return i + 1
	}
	t.ids = append(t.ids, id)
	return len(t.ids)
}

// opening is the first clause of a text.
func (t *table) opening(text string) string {
	stops := t.l.pick("，；。：", ";.:")
	if i := strings.IndexAny(text, stops); i > 0 {
		return text[:i]
	}
	return text
}

func (t *table) to(s workflow.Step) string {
	switch {
	case len(s.To) == 0:
		return t.l.pick("不变", "unchanged")
	case s.Back:
		return t.l.pick("回到来的环节：", "back where it came from: ") + t.from(s.To)
	case len(s.Stood) > 0:
		free := slices.DeleteFunc(slices.Clone(s.To), func(x workflow.State) bool { return slices.Contains(s.Stood, x) })
		been := t.l.pick("本案到过的：", "where the case has been: ") + t.states(s.Stood)
		if len(free) > 0 {
			been = t.states(free) + "<br>" + been
		}
		return t.l.pick("由办理人选定：", "as the officer chooses: ") + been
	case len(s.To) > 1:
		return t.l.pick("由办理人选定：", "as the officer chooses: ") + t.states(s.To)
	}
	return t.states(s.To)
}

func (t *table) effects(list []workflow.Effect) string {
	out := make([]string, len(list))
	for i, e := range list {
		out[i] = t.l.of(t.b.EffectWord(e))
	}
	return t.l.list(out)
}

// deadline is the limit after which the system takes the step, or the one in which
// an officer must lead the case on.
func (t *table) deadline(s workflow.Step) string {
	if s.After != "" {
		return t.l.pick("期满自动：", "by itself after: ") + t.limit(s.After)
	}
	var out []string
	for _, from := range s.From {
		if text := t.limit(t.d.Limits[from]); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	switch {
	case len(s.To) == 0 || len(out) == 0:
		return "—"
	case len(out) > 2:
		return t.l.pick("各环节期限", "that of each state")
	}
	return strings.Join(out, "<br>")
}

func (t *table) groupList() string {
	var out strings.Builder
	for i, g := range t.groups {
		fmt.Fprintf(&out, "- %s%s%s\n", t.group(i), t.l.pick("：", ": "), t.states(g))
	}
	if out.Len() > 0 {
		out.WriteString("\n")
	}
	return out.String()
}

func (t *table) conditionList() string {
	if len(t.ids) == 0 {
		return ""
	}
	var rows [][]string
	for i, id := range t.ids {
		g, _ := t.b.Guard(id)
		rows = append(rows, []string{fmt.Sprint(i + 1), t.l.of(g.Unmet), t.fields(g.Reads), t.l.basis(g.Basis), "`" + string(id) + "`"})
	}
	head := []string{"序号", "不满足时告知", "看哪些事实", "依据", "代号"}
	if t.l == En {
		head = []string{"No.", "What the officer is told", "Facts looked at", "Basis", "Code"}
	}
	return "### " + t.l.pick("条件全文", "Conditions in full") + "\n\n" + markdown(head, rows)
}

// markdown writes a table; an empty cell becomes a dash.
func markdown(head []string, rows [][]string) string {
	var out strings.Builder
	line := func(cells []string) {
		for _, c := range cells {
			if c == "" {
				c = "—"
			}
			out.WriteString("| " + strings.ReplaceAll(c, "|", `\|`) + " ")
		}
		out.WriteString("|\n")
	}
	line(head)
	out.WriteString(strings.Repeat("| --- ", len(head)) + "|\n")
	for _, r := range rows {
		line(r)
	}
	return out.String() + "\n"
}
