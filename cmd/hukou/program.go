package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"hukou/store"
)

// program is what a subcommand gets from the world.
type program struct {
	in        io.Reader
	out, errs io.Writer
	now       func() time.Time
	random    io.Reader
}

func newProgram() *program {
	return &program{in: os.Stdin, out: os.Stdout, errs: os.Stderr, now: time.Now, random: rand.Reader}
}

// log writes what the program has to tell to standard error, a JSON object a line.
func (p *program) log() *slog.Logger { return slog.New(slog.NewJSONHandler(p.errs, nil)) }

// quiet is the log of a program that a person looks at: warnings and worse, as text.
func (p *program) quiet() *slog.Logger {
	return slog.New(slog.NewTextHandler(p.errs, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// print writes to standard output. A reader that went away is no error of ours.
func (p *program) print(format string, args ...any) { _, _ = fmt.Fprintf(p.out, format, args...) }

// The exit codes of contract.
const (
	exitDone  = 0
	exitFound = 1 // something is wrong, or could not be done
	exitUsage = 2
)

// errFound ends a command that printed what it found.
var errFound = errors.New("something was found")

// usageError is a wrong use that the flags alone cannot show.
type usageError struct{ what string }

// Error says what to write instead.
func (e *usageError) Error() string { return e.what }

func usagef(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// run is one run of the program; it returns the exit code.
func run(ctx context.Context, p *program, args []string) int {
	ended := -1
	parser, err := kong.New(&commands{}, kong.Name("hukou"), kong.Writers(p.out, p.errs),
		kong.Description("户口登记业务系统 · household registration: the register, its cases and the rule book"),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true, WrapUpperBound: 100}),
		kong.Exit(func(code int) { ended = code }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(p))
	if err != nil {
		return p.fail(err, exitFound)
	}
	chosen, err := parser.Parse(args)
	switch {
	case ended >= 0: // help was asked for and printed
		return ended
	case errors.Is(err, fs.ErrNotExist):
		return p.fail(fmt.Errorf("没有这个文件，请核对路径 · there is no such file, check its path: %w", err), exitUsage)
	case err != nil:
		return p.fail(fmt.Errorf("%w; hukou --help lists the commands, hukou COMMAND --help what they take", err), exitUsage)
	}
	err = chosen.Run()
	var usage *usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFound):
		return exitFound
	case errors.As(err, &usage), errors.Is(err, store.ErrURL):
		return p.fail(err, exitUsage)
	}
	if what := advice(err); what != "" {
		err = fmt.Errorf("%w; %s", err, what)
	}
	return p.fail(err, exitFound)
}

// fail prints an error as one line and returns the code to exit with.
func (p *program) fail(err error, code int) int {
	text := strings.Join(strings.FieldsFunc(err.Error(), func(r rune) bool { return r == '\n' || r == '\r' }), "; ")
	_, _ = fmt.Fprintf(p.errs, "hukou: %s\n", text)
	return code
}

// ignoreEnd is the error of a reading, unless it only came to the end.
func ignoreEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
