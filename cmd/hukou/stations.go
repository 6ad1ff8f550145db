package main

import (
	"context"
	"errors"
	"os"

	"hukou/register"
)

type importCommand struct {
	Stations importStations `cmd:"" help:"机构表（CSV）· The organisation of police bodies and their service sites, from a CSV file."`
	Roster   importRoster   `cmd:"" help:"以民警身份登录并提交名册 · Sign in as an officer and hand in a roster."`
}

type importStations struct {
	settings
	keySettings
	File string `arg:"" type:"existingfile" help:"CSV，首行为列名 · CSV whose first line names the columns: code,name,kind,parent,division and as needed name_en,valid_from,valid_to,merged_into,address,office,timetable."`
}

// Run brings in what the file has, all or nothing; it may be run again.
func (c *importStations) Run(ctx context.Context, p *program) error {
	file, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	rows, err := register.ReadStations(file)
	if err != nil {
		return &usageError{err.Error()}
	}
	return c.looking(ctx, p, c.keySettings, func(a *app) error {
		done, err := a.registrar.ImportStations(ctx, rows)
		var wrong *register.Invalid
		if errors.As(err, &wrong) {
			for _, e := range wrong.Errors {
				p.print("%s: %s %s\n", e.Field, e.Message.Zh, e.Message.En)
			}
			return errFound
		}
		if err != nil {
			return err
		}
		p.print("新增 %d，变更 %d，未变 %d · %d new, %d changed, %d as they were\n", done.Added, done.Changed, done.Unchanged, done.Added, done.Changed, done.Unchanged)
		return nil
	})
}
