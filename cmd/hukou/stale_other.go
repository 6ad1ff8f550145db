//go:build !unix

package main

import "os"

// lock needs no lock here: nothing that was left is removed.
func lock(*os.File) bool { return true }

// alive cannot be told here, so that every process counts as running.
func alive(int) bool { return true }
