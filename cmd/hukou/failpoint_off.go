//go:build !failpoint

package main

// failpoint is nothing in an ordinary build.
type failpoint struct{}

func newFailpoint() (failpoint, error) { return failpoint{}, nil }

func (failpoint) hook() func(string) { return nil }

func (failpoint) arm() {}
