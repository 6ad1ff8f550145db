package uploads

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"time"
)

// ask has a file looked at: in a process of its own where there is a program for it.
func (g *Gate) ask(ctx context.Context, q request, data []byte) (reply, []byte, error) {
	if len(g.program) == 0 {
		a, out := answer(q, data)
		return a, out, nil
	}
	leave, err := g.enter(ctx)
	if err != nil {
		return reply{}, nil, err
	}
	defer leave()
	q.Size = len(data)
	head, err := message(q)
	if err != nil {
		return reply{}, nil, err
	}
	timed, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	cmd := g.process(timed)
	cmd.Stdin = io.MultiReader(bytes.NewReader(head), bytes.NewReader(data))
	a, out, err := converse(cmd, cancel)
	switch {
	case errors.Is(err, ErrBusy):
		return reply{}, nil, err
	case ctx.Err() != nil:
		return reply{}, nil, ctx.Err()
	case err != nil: // it died of its limits, or says nonsense
		return reply{Fault: costly(), File: costlyRoster()}, nil, nil
	}
	return a, out, nil
}

// converse runs the process to its end, and hears what it says.
func converse(cmd *exec.Cmd, kill func()) (a reply, out []byte, err error) {
	stdout, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return reply{}, nil, fmt.Errorf("%w: the process for it does not start: %w", ErrBusy, err)
	}
	out, err = receive(bufio.NewReader(io.LimitReader(stdout, maxReply)), &a, &a.Size)
	if err != nil {
		kill()
	}
	return a, out, errors.Join(err, cmd.Wait())
}

// process has nothing of this one but three pipes: no environment, no other open file.
func (g *Gate) process(ctx context.Context) *exec.Cmd {
	cmd := exec.CommandContext(ctx, g.program[0]) // #nosec G204 -- the program starts itself; no word of a request is in it
	cmd.Args = append([]string{"hukou"}, g.program[1:]...)
	cmd.Env, cmd.Dir = []string{}, "/"
	cmd.SysProcAttr = apart()
	cmd.WaitDelay = time.Second
	return cmd
}
