// Command hukou is the whole program: the service, the demonstration, and what its
// keepers need. Each subcommand has a file of its own; app.go wires the parts.
//
// Only this command reads the clock and draws random numbers; every other package
// is handed both.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, newProgram(), os.Args[1:])
	stop()
	os.Exit(code)
}
