package main

import (
	"context"
	"errors"
	"os"

	"hukou/register"
	"hukou/roster"
)

// exportGroup is what the program writes out: the evidence, unless another thing is named.
type exportGroup struct {
	Evidence   exportCommand     `cmd:"" default:"withargs" help:"导出存证（缺省） · Write what hukou verify needs, without the database; this is meant where nothing is named."`
	Statistics statisticsCommand `cmd:"" help:"导出某月的统计报表 · Write a sheet of the statistics of a month as .xlsx."`
}

type statisticsCommand struct {
	settings
	keySettings
	Sheet     string `default:"M1" placeholder:"M1" help:"报表编号，M1 至 M10 · The sheet, M1 to M10."`
	Month     string `placeholder:"2026-10" help:"月份；不填即本月至今 · The month; this month up to now if left out."`
	Org       string `required:"" placeholder:"CODE" help:"机关代码 · The code of the body."`
	Published bool   `help:"对外提供：过小的数不列出 · To be handed to others: without what is too small."`
	English   bool   `help:"以英文书写 · In English."`
	File      string `arg:"" placeholder:"FILE" help:"写到哪里 · Where to write."`
}

// Run writes the sheet of any body of the register.
func (c *statisticsCommand) Run(ctx context.Context, p *program) error {
	return c.looking(ctx, p, c.keySettings, func(a *app) error {
		q := register.StatQuery{Sheet: register.StatSheet(c.Sheet), Month: c.Month, Station: c.Org, Published: c.Published}
		found, err := a.registrar.Statistics(ctx, register.Operator(), q)
		var wrong *register.Invalid
		switch {
		case errors.Is(err, register.ErrNotFound):
			return usagef("there is no sheet %s, or no body %s: sheets are M1 to M10, bodies are named by their twelve digits", c.Sheet, c.Org)
		case errors.As(err, &wrong):
			return usagef("%s", wrong.Errors[0].Message.En)
		case err != nil:
			return err
		}
		file, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) {
			return usagef("%s is there already: name another file", c.File)
		}
		if err != nil {
			return err
		}
		return errors.Join(roster.WriteFigures(found.Table(c.English), file), file.Sync(), file.Close())
	})
}
