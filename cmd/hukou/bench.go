package main

import "errors"

type benchCommand struct{}

// Run has nothing to measure with yet.
func (benchCommand) Run() error {
	return errors.New("this program was built without the load of bench/")
}
