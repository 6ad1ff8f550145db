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
	jobs     *jobs.Runner
	server   *http.Server
	listener net.Listener
	log      *slog.Logger
}

// newService prepares to serve; the caller has filled in what of the border's
// configuration is its own.
func newService(ctx context.Context, a *app, e *jobs.Evidence, dir, addr string, border handlers.Config, trusted []*net.IPNet) (*service, error) {
	runner, err := a.newJobs(ctx, dir, border.Log, e)
	if err != nil {
		return nil, err
	}
	s := &service{jobs: runner, log: border.Log}
	a.arm()
	border.Registrar, border.Now, border.Ready = a.registrar, a.clock.real, runner.Ready
	border.Pages = pages.Mount(pages.Config{Registrar: a.registrar, Now: a.clock.real, NewKey: uuid.NewString, Cast: a.cast})
	router, err := handlers.New(border)
	if err != nil {
		return nil, errors.Join(err, s.end(ctx))
	}
	trustProxies(router, trusted)
	s.server = handlers.Server(addr, router)
	s.server.ErrorLog = slog.NewLogLogger(border.Log.Handler(), slog.LevelWarn)
	if s.listener, err = net.Listen("tcp", addr); err != nil {
		return nil, errors.Join(fmt.Errorf("the address cannot be listened on; is another program there? choose another with --addr: %w", err), s.end(ctx))
	}
	return s, nil
}

// url is where the service answers.
func (s *service) url() string { return "http://" + s.listener.Addr().String() }

// run serves until ctx ends, then lets what was begun come to its end: first the
// answers, then the jobs.
func (s *service) run(ctx context.Context, ready func() error) error {
	if err := s.jobs.Start(ctx); err != nil {
		return errors.Join(err, s.end(ctx))
	}
	clearSeldom()
	failed := make(chan error, 1)
	go func() { failed <- s.server.Serve(s.listener) }()
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
	var err error
	if s.server != nil {
		answers, cancel := context.WithTimeout(ctx, lastAnswers)
		defer cancel()
		if e := s.server.Shutdown(answers); e != nil {
			err = errors.Join(fmt.Errorf("some answers were cut off: %w", e), s.server.Close())
		}
	}
	if s.listener != nil {
		_ = s.listener.Close() // mostly closed with the server
	}
	work, cancel := context.WithTimeout(ctx, lastJobs)
	defer cancel()
	return errors.Join(err, s.jobs.Stop(work))
}
