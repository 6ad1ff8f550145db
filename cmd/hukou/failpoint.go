//go:build failpoint

package main

import (
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
)

// failpoint kills the program between a commit and its answer, as a power cut
// would, for the crash tests. HUKOU_FAILPOINT=after_commit:EVENT:N names the Nth
// commit of an event ("*" for any) since the program serves. No ordinary build has
// this file.
type failpoint struct {
	event string
	nth   int64
	armed atomic.Bool
	seen  atomic.Int64
}

// newFailpoint reads the setting; without one nothing happens.
func newFailpoint() (*failpoint, error) {
	set := os.Getenv("HUKOU_FAILPOINT")
	if set == "" {
		return &failpoint{}, nil
	}
	part := strings.Split(set, ":")
	if len(part) == 3 && part[0] == "after_commit" && part[1] != "" {
		if nth, err := strconv.ParseInt(part[2], 10, 64); err == nil && nth > 0 {
			return &failpoint{event: part[1], nth: nth}, nil
		}
	}
	return nil, usagef("HUKOU_FAILPOINT is written after_commit:EVENT:N, with * for any event and N from 1")
}

// hook is what the register calls between commit and answer.
func (f *failpoint) hook() func(string) {
	if f.nth == 0 {
		return nil
	}
	return func(event string) {
		if !f.armed.Load() || f.event != "*" && f.event != event || f.seen.Add(1) != f.nth {
			return
		}
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {} // nothing after the commit may run
	}
}

// arm begins to count: what a demonstration plays before it serves does not.
func (f *failpoint) arm() { f.armed.Store(true) }
