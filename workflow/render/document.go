package render

import (
	"fmt"
	"strings"

	"hukou/workflow"
)

// Document is the whole page of a definition in Markdown: what it is, the picture,
// the rule table, states with their periods, papers, deciding levels, and the
// diagram as Mermaid. The picture is linked by the given file name.
func Document(b *workflow.Book, d *workflow.Definition, l Lang, picture string) string {
	w := writer{b, d, l}
	var out strings.Builder
	section := func(zh, en, text string) {
		if text != "" {
			fmt.Fprintf(&out, "## %s\n\n%s\n", l.pick(zh, en), strings.TrimRight(text, "\n")+"\n")
		}
	}
	out.WriteString("<!-- " + l.pick("由规则生成，请勿手改。", "Made from the rules by `hukou docs`; do not edit.") + " -->\n\n")
	fmt.Fprintf(&out, "# %s\n\n", l.of(d.Names))
	out.WriteString(w.about())
	section("流程图", "Picture", fmt.Sprintf("![%s](%s)", l.of(d.Names), picture))
	section("规则表", "Rule table", RuleTable(b, d, l))
	section("环节与期限", "States and periods", w.stateTable())
	section("材料", "Papers", w.materialTable())
	section("决定层级", "Deciding level", w.levelTable())
	section("并行事项", "Work beside the states", w.taskTable())
	section("流程图（Mermaid）", "Diagram (Mermaid)", "```mermaid\n"+Mermaid(b, d, l)+"```")
	return strings.TrimRight(out.String(), "\n") + "\n"
}

func (w writer) about() string {
	d := w.d
	lines := []string{
		w.l.pick("业务代码：", "Business: ") + "`" + string(d.Business) + "`",
		w.l.pick("版本：", "Edition: ") + string(d.Edition),
		w.l.pick("依据：", "Basis: ") + w.l.basis(d.Basis...),
	}
	if d.Subject != "" {
		lines = append(lines, w.l.pick("当事人：", "Subject: ")+w.l.of(w.b.SubjectWord(d.Subject)))
	}
	if d.Unregistered {
		lines = append(lines, w.l.pick("当事人尚无户口：结束本业务须已登记，或同时开立后续业务。", "The subject has no registration: a case ends with one, or with a successor opened in the same act."))
	}
	if d.Child != "" {
		lines = append(lines, w.l.pick("名册业务，每行一案：", "A batch; each line is a case of: ")+"`"+string(d.Child)+"`")
	}
	if c := d.Citizen; c != nil {
		lines = append(lines, w.l.pick(fmt.Sprintf("申报期限：自“%s”起%d个月，逾期只作标记，不影响办理（%s）", w.fields([]workflow.Field{c.Event}), c.Months, w.l.basis(c.Basis)),
			fmt.Sprintf("To be reported within %s of “%s”; lateness sets a flag and blocks nothing (%s)", workflow.Counted(c.Months, "%d month", "%d months"), w.fields([]workflow.Field{c.Event}), w.l.basis(c.Basis))))
	}
	return "- " + strings.Join(lines, "\n- ") + "\n\n"
}

func (w writer) stateTable() string {
	head := []string{"环节", "说明", "期限", "依据", "代号"}
	if w.l == En {
		head = []string{"State", "What it is", "Period", "Basis", "Code"}
	}
	var rows [][]string
	for _, s := range w.d.States() {
		limit, _ := w.b.Limit(w.d.Limits[s])
		rows = append(rows, []string{w.state(s), w.standing(s), w.limit(w.d.Limits[s]), w.l.basis(limit.Basis), "`" + string(s) + "`"})
	}
	return markdown(head, rows)
}

// standing says whether a state begins, ends or carries the case, and in English
// what it means where the name does not say it; of a route, for whom it is.
func (w writer) standing(s workflow.State) string {
	text := w.l.pick("在办", "Open.")
	switch {
	case w.d.Ended(s):
		text = w.l.pick("终点", "An end.")
	case s == w.d.Initial:
		text = w.l.pick("起点", "The start.")
	}
	if w.l == En {
		text = strings.TrimSpace(text + " " + w.b.StateWord(s).Means)
	}
	if who := w.b.StateFor(s); who.Zh != "" {
		text = w.l.pick(text+"。"+who.Zh, text+" "+who.En)
	}
	return text
}

func (w writer) materialTable() string {
	if len(w.d.Materials) == 0 {
		return ""
	}
	head := []string{"材料", "何时需要", "共享数据可代替", "依据"}
	if w.l == En {
		head = []string{"Paper", "When", "Shared data may stand for it", "Basis"}
	}
	var rows [][]string
	for _, m := range w.d.Materials {
		word, _ := w.b.Material(m.Kind)
		when := w.l.pick("一律", "always")
		if m.When != "" {
			when = w.depends(m.When)
		}
		if m.Optional {
			when = w.l.pick("有则收取，不得要求", "taken if given, never asked for")
		}
		rows = append(rows, []string{w.l.of(word.Word), when, map[bool]string{true: w.l.pick("是", "yes"), false: w.l.pick("否", "no")}[m.Shared], w.l.basis(m.Basis)})
	}
	return markdown(head, rows)
}

// depends says on which facts a rule depends.
func (w writer) depends(id workflow.GuardID) string {
	g, _ := w.b.Guard(id)
	return w.l.pick("视“"+w.fields(g.Reads)+"”", "by “"+w.fields(g.Reads)+"”") + " `" + string(id) + "`"
}

func (w writer) levelTable() string {
	head := []string{"情形", "由谁决定", "依据"}
	if w.l == En {
		head = []string{"When", "Who decides", "Basis"}
	}
	rows := [][]string{{w.l.pick("一般", "ordinarily"), w.l.of(w.d.Profile.Word()), ""}}
	for _, e := range w.d.Escalators {
		rows = append(rows, []string{w.depends(e.When), w.l.of(e.To.Word()), w.l.basis(e.Basis)})
	}
	return markdown(head, rows)
}

func (w writer) taskTable() string {
	if len(w.d.Tasks) == 0 {
		return ""
	}
	head := []string{"事项", "何时产生", "承担人", "期限", "依据"}
	if w.l == En {
		head = []string{"Work", "Opens after", "By whom", "Period", "Basis"}
	}
	var rows [][]string
	for _, t := range w.d.Tasks {
		rows = append(rows, []string{w.l.of(w.b.TaskWord(t.Task)), w.event(t.On), w.who([]workflow.By{t.By}), w.limit(t.Limit), w.l.basis(t.Basis)})
	}
	return markdown(head, rows)
}
