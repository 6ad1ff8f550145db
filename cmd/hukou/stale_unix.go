//go:build unix

package main

import (
	"errors"
	"os"
	"syscall"
)

// lock takes the file's lock without waiting. It goes with the process.
func lock(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}

// alive tells whether a process has this number.
func alive(pid int) bool { return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) }
