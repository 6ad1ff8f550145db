package main

import (
	"context"
	"errors"
	"time"

	"hukou/bench"
)

type benchCommand struct {
	Database string        `placeholder:"URL" help:"另测 PostgreSQL；在其中建一个用后即删的模式 · Measure PostgreSQL too, in a schema of its own that goes afterwards. Never the service's database."`
	Dir      string        `placeholder:"DIR" help:"SQLite 文件的临时位置 · Where SQLite's files go for the while; on the disk that is to be judged."`
	Cases    []int         `placeholder:"N" help:"表中的业务数，可多个 · Numbers of cases in the tables."`
	Workers  []int         `placeholder:"N" help:"同时办理的民警数，可多个 · Numbers of officers at once."`
	Duration time.Duration `placeholder:"TIME" help:"每项测多久 · How long each figure is measured."`
	Quick    bool          `help:"只看能否运行，数字不作准 · Show only that everything runs; the figures say nothing."`
}

// Run measures and prints. It touches no register.
func (c *benchCommand) Run(ctx context.Context, p *program) error {
	clearSeldom() // as the service does
	err := bench.Run(ctx, bench.Config{URL: c.Database, Dir: c.Dir, Cases: c.Cases, Workers: c.Workers, Duration: c.Duration, Quick: c.Quick, Clock: p.now}, p.out)
	if errors.Is(err, bench.ErrConfig) {
		return &usageError{err.Error()}
	}
	return err
}
