package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"
)

// Config says what to measure. Only Clock is needed.
type Config struct {
	// URL is a PostgreSQL (postgres://…) in which the role may create a schema;
	// empty leaves PostgreSQL out.
	URL string
	// Dir is where SQLite's files go, in a new folder that is removed; empty means
	// the system's folder for temporary files. A folder in memory flatters SQLite.
	Dir string
	// Cases are the numbers of cases in the tables; empty means 10,000.
	Cases []int
	// Workers are the numbers of officers who press at once; empty means 1, 8, 32.
	Workers []int
	// Duration is how long each figure is measured; zero means six seconds.
	Duration time.Duration
	// Quick measures for a moment on few cases: it shows that everything runs, and
	// its figures say nothing.
	Quick bool
	// Clock is the real clock.
	Clock func() time.Time
}

// The loads of an ordinary run and of a quick one.
const (
	ordinaryCases = 10_000
	quickCases    = 300
	ordinaryTime  = 6 * time.Second
	quickTime     = 240 * time.Millisecond
	ordinaryTurns = 5
	ordinaryRuns  = 3
)

// ErrConfig says that the figures asked for cannot be measured.
var ErrConfig = errors.New("bench: the numbers of cases and of workers must be positive, and the cases at least as many as the workers")

// settled fills in what was left open.
func (c Config) settled() (Config, error) {
	if len(c.Cases) == 0 {
		c.Cases = []int{ordinaryCases}
		if c.Quick {
			c.Cases = []int{quickCases}
		}
	}
	if len(c.Workers) == 0 {
		c.Workers = []int{1, 8, 32}
	}
	if c.Duration == 0 {
		c.Duration = ordinaryTime
	}
	if c.Quick {
		c.Duration = quickTime
	}
	c.Cases, c.Workers = slices.Clone(c.Cases), slices.Clone(c.Workers)
	slices.Sort(c.Cases)
	slices.Sort(c.Workers)
	if c.Clock == nil || c.Workers[0] < 1 || c.Cases[0] < c.Workers[len(c.Workers)-1] {
		return c, ErrConfig
	}
	return c, nil
}

// Run measures and prints as it goes: a table for each engine, then each figure
// that has a target next to it. A figure that misses its target is no error.
func Run(ctx context.Context, c Config, out io.Writer) (err error) {
	c, err = c.settled()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(c.Dir, "hukou-bench-")
	if err != nil {
		return fmt.Errorf("bench: make a folder for SQLite: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	r := &run{Config: c, dir: dir, print: &printer{to: out}}
	r.print.header(c)
	var all []aim
	for _, measure := range []func(context.Context) ([]aim, error){r.postgres, r.sqlite, r.roster} {
		aims, err := measure(ctx)
		if err != nil {
			return err
		}
		all = append(all, aims...)
	}
	r.print.aims(all)
	return r.print.err
}

// run is one run of the bench.
type run struct {
	Config
	dir   string
	print *printer
}
