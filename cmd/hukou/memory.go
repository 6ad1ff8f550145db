package main

import (
	"os"
	"runtime/debug"
)

// garbagePercent lets the heap of a service grow to four times what is in use before
// it is cleared. That takes some ten megabytes more than Go's own 100 and spares a
// fifteenth of a step's work (docs/speed.md).
const garbagePercent = 300

// clearSeldom trades memory for work once a program serves, not while it starts.
// GOGC in the environment has the last word.
func clearSeldom() {
	if _, set := os.LookupEnv("GOGC"); set {
		return
	}
	debug.FreeOSMemory()
	debug.SetGCPercent(garbagePercent)
}
