package rules

import (
	"slices"
	"strings"

	"hukou/pages/ui"
	"hukou/workflow"
)

// editionBefore is the edition of the business before this one; nil for the first.
func (p ruleBook) editionBefore() *workflow.Definition {
	i := slices.Index(p.editions, p.Edition)
	if i <= 0 {
		return nil
	}
	d, _ := p.Get(p.Business, p.editions[i-1])
	return d
}

// standing says of an edition that is not today's whose cases go by it; empty of today's.
func (p ruleBook) standing(v *ui.View) string {
	switch {
	case p.inForce == nil || p.Edition > p.inForce.Edition:
		return v.T("尚未施行：自施行之日起受理的业务才按本版办理。", "Not in force yet: only cases begun on or after its day go by it.")
	case p.Edition < p.inForce.Edition:
		return v.T("已有新版：此前按本版开始的业务仍按本版办完，新业务不再适用。", "A later edition is in force: cases begun under this one are finished under it, new ones are not.")
	}
	return ""
}

// change is a line of which two editions say different things.
type change struct{ what, was, is string }

// changes compares the edition with the one before: law, level, steps, papers, boxes.
func (p ruleBook) changes() []change {
	older := p
	older.Definition = p.before
	was, is := older.lines(), p.lines()
	var out []change
	for _, x := range was {
		if y := find(is, x.what); y != x.is {
			out = append(out, change{x.what, x.is, y})
		}
	}
	for _, x := range is {
		if none := find(was, x.what); none == absent {
			out = append(out, change{x.what, absent, x.is})
		}
	}
	return out
}

// absent stands where an edition has no such line.
const absent = "—"

func find(lines []change, what string) string {
	for _, c := range lines {
		if c.what == what {
			return c.is
		}
	}
	return absent
}

// lines are all that an edition says, each under its name; steps of one name in one state
// make one line.
func (p ruleBook) lines() []change {
	out := []change{{what: p.T("业务名称", "Name of the business"), is: p.Word(p.Names)}, {what: p.T("依据", "Legal basis"), is: p.Lang.Basis(p.Definition.Basis...)},
		{what: p.T("决定机关", "Decided by"), is: p.Word(p.Profile.Word())}}
	for _, s := range p.States() {
		if by := p.deadline(s); by != "" {
			out = append(out, change{what: p.state(s) + p.T("：期限", ": period"), is: by})
		}
		for _, step := range p.Definition.From(s) {
			what, text := p.state(s)+p.T("：", ": ")+p.Word(p.EventWord(step.On)), p.stepText(step)
			if i := slices.IndexFunc(out, func(c change) bool { return c.what == what }); i >= 0 {
				out[i].is += p.T("；或者：", "; or: ") + text
				continue
			}
			out = append(out, change{what: what, is: text})
		}
	}
	for _, m := range p.Materials {
		out = append(out, change{what: p.T("材料：", "Paper: ") + p.Word(word(p, m.Kind)), is: p.needed(m) + " · " + p.Lang.Basis(m.Basis)})
	}
	for _, f := range p.Facts {
		if rule, ok := p.Field(f.Field); ok {
			text := p.T("申报时可填", "may be given")
			if f.Required {
				text = p.T("申报时必填", "must be given")
			}
			out = append(out, change{what: p.T("申报：", "Declared: ") + p.Word(rule.Word), is: text})
		}
	}
	return out
}

// stepText is all that a step says but its name.
func (p ruleBook) stepText(s workflow.Step) string {
	text := []string{p.by(s), "→ " + p.to(s)}
	if s.After != "" {
		text = append(text, p.after(s.After))
	}
	if len(s.Needs) > 0 {
		text = append(text, p.T("填写：", "writes: ")+p.fields(s.Needs))
	}
	for _, g := range p.conditions(s) {
		text = append(text, p.Word(g.Unmet))
	}
	if e := p.effects(s); e != "" {
		text = append(text, e)
	}
	return strings.Join(append(text, p.Lang.Basis(s.Basis...)), " · ")
}
