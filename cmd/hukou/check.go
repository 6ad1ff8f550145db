package main

import (
	"context"

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
		findings, err := a.registrar.Check(ctx)
		for _, finding := range findings {
			p.print("%s\n", finding)
		}
		found = len(findings)
		return err
	})
	return found, err
}
