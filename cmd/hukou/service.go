package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/google/uuid"

	"hukou/handlers"
	"hukou/jobs"
	"hukou/pages"
)

// How long the end may take. A container is killed ten seconds after it was asked.
const (
	lastAnswers = 6 * time.Second
	lastJobs    = 2 * time.Second
)

// service is the program while it serves: jobs and HTTP over one register.
type service struct {
	jobs  *jobs.Runner
	doors []door // the first is the program's own
	log   *slog.Logger
}

// door is an address that is listened on.
type door struct {
	server   *http.Server
	listener net.Listener
}

// newService prepares to serve; the caller has filled in what of the border's
// configuration is its own. outside is where people outside reach the program, as papers
// name it.
func newService(ctx context.Context, a *app, e *jobs.Evidence, dir, addr, outside string, border handlers.Config, trusted []*net.IPNet) (*service, error) {
	runner, err := a.newJobs(ctx, dir, border.Log, e)
	if err != nil {
		return nil, err
	}
	s := &service{jobs: runner, log: border.Log}
	a.arm()
	border.Registrar, border.Bell, border.Now, border.Ready = a.registrar, a.bell, a.clock.real, runner.Ready
	border.Pages = pages.Mount(pages.Config{Registrar: a.registrar, Bell: a.bell, Now: a.clock.real, NewKey: uuid.NewString, PublicURL: outside, Cast: a.cast})
	router, err := handlers.New(border)
	if err != nil {
		return nil, errors.Join(err, s.end(ctx))
	}
	trustProxies(router, trusted)
	if err := s.open("--addr", handlers.Server(addr, router)); err != nil {
		return nil, errors.Join(err, s.end(ctx))
	}
	return s, nil
}

// open listens where the server says, as the flag told it; it answers once the service runs.
func (s *service) open(flag string, server *http.Server) error {
	server.ErrorLog = slog.NewLogLogger(s.log.Handler(), slog.LevelWarn)
	listener, err := net.Listen("tcp", server.Addr)
	if err != nil {
		return fmt.Errorf("the address %s cannot be listened on; is another program there? choose another with %s: %w", server.Addr, flag, err)
	}
	s.doors = append(s.doors, door{server, listener})
	return nil
}

// url is where the service answers.
func (s *service) url() string { return "http://" + s.doors[0].listener.Addr().String() }

// run serves until ctx ends, then lets what was begun come to its end: first the
// answers, then the jobs.
func (s *service) run(ctx context.Context, ready func() error) error {
	if err := s.jobs.Start(ctx); err != nil {
		return errors.Join(err, s.end(ctx))
	}
	clearSeldom()
	failed := make(chan error, len(s.doors))
	for _, d := range s.doors {
		go func() { failed <- d.server.Serve(d.listener) }()
	}
	err := ready()
	if err == nil {
		select {
		case err = <-failed:
			err = fmt.Errorf("serving ended by itself: %w", err)
		case <-ctx.Done():
			s.log.Info("stopping")
		}
	}
	return errors.Join(err, s.end(ctx))
}

func (s *service) end(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx)
	answers, cancel := context.WithTimeout(ctx, lastAnswers)
	defer cancel()
	var err error
	for _, d := range s.doors {
		if e := d.server.Shutdown(answers); e != nil {
			err = errors.Join(err, fmt.Errorf("some answers were cut off: %w", e), d.server.Close())
		}
		_ = d.listener.Close() // mostly closed with the server
	}
	work, done := context.WithTimeout(ctx, lastJobs)
	defer done()
	return errors.Join(err, s.jobs.Stop(work))
}
