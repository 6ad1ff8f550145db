package main

import (
	"context"
	"strings"

	"hukou/register"
	"hukou/workflow"
)

type explainCommand struct {
	settings
	keySettings
	Case    string `arg:"" help:"业务编号 · The case, by its id or number."`
	Event   string `arg:"" help:"环节，如 accept · The step, such as accept."`
	Officer string `arg:"" help:"民警用户名 · The officer, by username or id."`
}

// Run prints every condition of the step, met or not, on a line of its own. The exit
// code is 0 when the officer may take it now and 1 when not.
func (c *explainCommand) Run(ctx context.Context, p *program) error {
	return c.looking(ctx, p, c.keySettings, func(a *app) error {
		why, err := a.registrar.Explain(ctx, c.Case, workflow.Event(c.Event), c.Officer)
		if err != nil {
			return wrongValue(err)
		}
		p.print("业务 case     %s，状态 state %s %s（%s）\n", why.Number, why.State, why.StateName.Zh, why.StateName.En)
		p.print("环节 step     %s %s（%s）\n", why.Event, why.EventName.Zh, why.EventName.En)
		p.print("任职 stands   %s\n", orNone(standings(why.Standings), "无 nowhere in this case"))
		if why.HeldBy != "" {
			p.print("✗ 他人正在办理 another officer holds the case: %s\n", why.HeldBy)
		}
		if len(why.Roads) == 0 {
			p.print("✗ 该环节不能从当前状态开始 the step does not start from this state; these do: %s\n", texts(why.Possible))
		}
		for _, road := range why.Roads {
			p.printRoad(road)
		}
		if why.Allowed {
			p.print("可以办理 the officer may take it now\n")
			return nil
		}
		p.print("不能办理 the officer may not take it now\n")
		return errFound
	})
}

func (p *program) printRoad(road register.Road) {
	p.print("\n→ %s\n%s 岗位 role: %s\n", texts(road.To), mark(road.Fits), standings(road.By))
	for _, c := range road.Conditions {
		p.print("%s %s（%s）%s%s\n", mark(c.Met), c.Guard, named(c.Basis), spaced(c.Message.Zh), spaced(c.Message.En))
	}
	if len(road.Needs) > 0 {
		p.print("  须填写 to be written: %s\n", texts(road.Needs))
	}
	p.print("  依据 basis: %s\n", named(road.Basis...))
}

func mark(met bool) string {
	if met {
		return "✓"
	}
	return "✗"
}

func standings(all []workflow.By) string {
	var out []string
	for _, by := range all {
		out = append(out, string(by.Role)+"@"+string(by.Seat))
	}
	return strings.Join(out, ", ")
}

// named are the articles of a road in Chinese, then in English.
func named(list ...workflow.Basis) string {
	var zh, en []string
	for _, b := range list {
		w := b.Word()
		zh, en = append(zh, w.Zh), append(en, w.En)
	}
	return strings.Join(zh, "; ") + " · " + strings.Join(en, "; ")
}

func texts[T ~string](all []T) string {
	var out []string
	for _, t := range all {
		out = append(out, string(t))
	}
	return strings.Join(out, ", ")
}

func spaced(text string) string {
	if text == "" {
		return ""
	}
	return " " + text
}

func orNone(text, none string) string {
	if text == "" {
		return none
	}
	return text
}
