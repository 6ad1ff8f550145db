package main

import (
	"os"
	"runtime/debug"
)

// garbagePercent lets the heap of a service grow to four times what is in use before
// it is cleared. That takes some ten megabytes more than Go's own 100 and spares a
// fifteenth of a step's work (docs/speed.md).
const garbagePercent = 300

// startPercent keeps the heap small while a service starts, which makes much and keeps
// little: a page of it that a few lasting things are strewn over is never given back.
const startPercent = 40

// clearOften trades work for memory at the start; clearSeldom ends it.
func clearOften() {
	if _, set := os.LookupEnv("GOGC"); !set {
		debug.SetGCPercent(startPercent)
	}
}

// clearSeldom trades memory for work once a program serves, not while it starts.
// GOGC in the environment has the last word.
func clearSeldom() {
	if _, set := os.LookupEnv("GOGC"); set {
		return
	}
	debug.FreeOSMemory()
	debug.SetGCPercent(garbagePercent)
}
