package uploads

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"
)

// confine gives up what looking at a file does not need, for the rest of this
// process's life: memory beyond maxMemory, time, opening or writing any file, and any
// connection, since every one of them needs a new descriptor.
func confine() error {
	// The collector's first timer opens a descriptor for the clock's sake, and a program
	// that cannot is ended: let it have that one now.
	time.Sleep(time.Microsecond)
	runtime.GOMAXPROCS(1)
	debug.SetMemoryLimit(collectAt)
	if err := syscall.Setpriority(syscall.PRIO_PGRP, 0, behind); err != nil {
		return fmt.Errorf("the priority cannot be lowered: %w", err)
	}
	for _, limit := range []struct {
		what int
		most uint64
	}{
		{syscall.RLIMIT_DATA, maxMemory},
		{syscall.RLIMIT_CPU, maxSeconds},
		{syscall.RLIMIT_FSIZE, 0},
		{syscall.RLIMIT_CORE, 0},
		{syscall.RLIMIT_NOFILE, 0},
	} {
		if err := syscall.Setrlimit(limit.what, &syscall.Rlimit{Cur: limit.most, Max: limit.most}); err != nil {
			return fmt.Errorf("limit %d cannot be set: %w", limit.what, err)
		}
	}
	return nil
}

// apart puts the process in a group of its own, so that it can step back with all its
// threads, and a key pressed at the terminal reaches the service alone.
func apart() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
