//go:build !failpoint

package main

// failpoint is nothing in an ordinary build.
func failpoint() func(string) { return nil }
