package main

import (
	"context"
	"os"
	"runtime"

	"hukou/uploads"
)

// inspectCommand is the process in which files that people bring are opened. The
// service starts it; nobody else has a use for it.
type inspectCommand struct{}

// Run looks at the one file on standard input.
func (*inspectCommand) Run(_ context.Context, p *program) error { return uploads.Serve(p.in, p.out) }

// newGate looks at files in processes of this very program: as many at once as leave
// half of the machine to those who wait for no file.
func newGate() (*uploads.Gate, error) {
	self, err := ownProgram()
	if err != nil {
		return nil, err
	}
	return uploads.New(uploads.Config{Program: []string{self, "inspect"}, AtOnce: max(1, runtime.NumCPU()/2)}), nil
}

// ownProgram is the path of what runs here. On Linux it leads to the same program also
// after an upgrade has put another one in its place.
func ownProgram() (string, error) {
	if runtime.GOOS == "linux" {
		return "/proc/self/exe", nil
	}
	return os.Executable()
}
