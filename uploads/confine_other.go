//go:build !linux

package uploads

import (
	"runtime"
	"runtime/debug"
	"syscall"
)

// confine keeps the process small where the system gives no more: one processor, and a
// memory beyond which the collector works all the time. The Gate ends it in time.
func confine() error {
	runtime.GOMAXPROCS(1)
	debug.SetMemoryLimit(collectAt)
	return nil
}

func apart() *syscall.SysProcAttr { return nil }
