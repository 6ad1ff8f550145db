//go:build failpoint

package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
)

// failpoint kills the program between a commit and its answer, as a power cut
// would, for the crash tests. HUKOU_FAILPOINT=after_commit:EVENT:N names the Nth
// commit of an event ("*" for any). No ordinary build has this file.
func failpoint() func(string) {
	set := os.Getenv("HUKOU_FAILPOINT")
	if set == "" {
		return nil
	}
	part := strings.Split(set, ":")
	if len(part) != 3 || part[0] != "after_commit" {
		stop()
	}
	n, err := strconv.ParseInt(part[2], 10, 64)
	if err != nil || n < 1 {
		stop()
	}
	var seen atomic.Int64
	return func(event string) {
		if (part[1] == "*" || part[1] == event) && seen.Add(1) == n {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // nothing after the commit may run
		}
	}
}

// stop ends a test run that would otherwise prove nothing.
func stop() {
	fmt.Fprintln(os.Stderr, "hukou: HUKOU_FAILPOINT must be after_commit:EVENT:N, with * for any event and N from 1")
	os.Exit(exitUsage)
}
