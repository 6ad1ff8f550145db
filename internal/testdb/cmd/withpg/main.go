// Command withpg runs a command with a throw-away PostgreSQL and removes it
// afterwards, so that the packages of one test run share a cluster:
//
//	withpg -- go test ./...
//	withpg -c max_wal_size=4GB -- hukou bench
//
// Each -c gives the server a setting of its own.
// The command finds the server in HUKOU_TEST_DATABASE_URL; where that is set
// already, withpg starts nothing. Signals go on to the command with all its
// children, and withpg ends with the command's exit code (2: wrong use, or no
// PostgreSQL).
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"hukou/internal/testdb/cluster"
)

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	var settings []string
	for len(args) > 1 && args[0] == "-c" {
		settings, args = append(settings, args[1]), args[2:]
	}
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		return failed(errors.New("use: withpg [-c NAME=VALUE]… -- COMMAND [ARGUMENT…]"))
	}
	// Before the cluster starts: a signal in between must not leave it behind.
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)

	env := os.Environ()
	if os.Getenv(cluster.Variable) == "" {
		c, err := cluster.Start(settings...)
		if err != nil {
			return failed(err)
		}
		defer func() { _ = c.Stop() }()
		env = append(env, cluster.Variable+"="+c.URL())
	}
	return runCommand(args, env, signals)
}

// runCommand gives the command a process group of its own, so that a signal
// reaches what it has started too: go test passes none to its test binaries.
func runCommand(args, env []string, signals <-chan os.Signal) int {
	cmd := exec.Command(args[0], args[1:]...) // #nosec G204 G702 -- a tool of developers that runs the command it is given
	cmd.Env = env
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return failed(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case s := <-signals:
			if s, ok := s.(syscall.Signal); ok {
				_ = syscall.Kill(-cmd.Process.Pid, s)
			}
		case err := <-ended:
			if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
				return failed(err)
			}
			return exitCode(cmd.ProcessState)
		}
	}
}

// exitCode is the command's own, or as a shell tells it: 128 and the signal.
func exitCode(state *os.ProcessState) int {
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return state.ExitCode()
}

func failed(err error) int {
	fmt.Fprintln(os.Stderr, "withpg:", err)
	return 2
}
