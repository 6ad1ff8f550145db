package main

import (
	"context"
	"fmt"

	"hukou/workflow"
)

type checkCommand struct {
	settings
	keySettings
	Book bool `help:"只核验规则，不需要数据库 · Prove the rule book alone; needs no database."`
}

// Run proves the rule book, then the register over again. Each finding is a line
// that names the row; none is good.
func (c *checkCommand) Run(ctx context.Context, p *program) error {
	found := 0
	for _, finding := range workflow.NewBook().Check() {
		p.print("%s\n", finding)
		found++
	}
	if !c.Book {
		n, err := c.register(ctx, p)
		if err != nil {
			return err
		}
		found += n
	}
	if found > 0 {
		return errFound
	}
	p.print("没有发现问题 nothing is wrong\n")
	return nil
}

// register proves the register and counts what it finds.
func (c *checkCommand) register(ctx context.Context, p *program) (int, error) {
	found := 0
	err := c.looking(ctx, p, c.keySettings, func(a *app) error {
		lines, err := a.unsound(ctx)
		for _, line := range lines {
			p.print("%s\n", line)
		}
		found = len(lines)
		return err
	})
	return found, err
}

// unsound is what the register is found to be wrong in, a line each: the database's own
// guards, then the rows.
func (a *app) unsound(ctx context.Context) ([]string, error) {
	lost, err := a.db.LostGuards(ctx)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, name := range lost {
		lines = append(lines, fmt.Sprintf("trigger %s: guard_gone: 数据库的防改触发器不在或已停用，请由数据库所有者恢复，并查明其间改动。 A trigger that keeps written rows from change is gone or switched off: the owner of the database puts it back, and finds out what was changed meanwhile.", name))
	}
	findings, err := a.registrar.Check(ctx)
	for _, finding := range findings {
		lines = append(lines, finding.String())
	}
	return lines, err
}
