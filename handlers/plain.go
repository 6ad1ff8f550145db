package handlers

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// plainRoute is an address outside the API: the description, the pages that show it,
// and what a service needs to be watched.
type plainRoute struct {
	method, path string
	handle       echo.HandlerFunc
}

// plainRoutes lists them; anyone may call.
func (s *server) plainRoutes() []plainRoute {
	rows := []plainRoute{
		{http.MethodGet, "/openapi.json", s.openAPI},
		{http.MethodGet, base + "/openapi.json", s.openAPI},
		{http.MethodGet, "/docs", s.viewerPage},
		{http.MethodGet, "/docs/errors", s.errorsPage},
		{http.MethodGet, "/docs/vendor/rapidoc-min.js", s.viewerScript},
		{http.MethodGet, "/docs/vendor/LICENSE.txt", s.viewerLicence},
		{http.MethodGet, "/healthz", s.healthz},
		{http.MethodGet, "/readyz", s.readyz},
	}
	if s.Demo != nil {
		rows = append(rows, plainRoute{http.MethodPost, "/demo/clock", s.demoClock})
	}
	return rows
}

func (s *server) mountPlain(e *echo.Echo) {
	for _, r := range s.plainRoutes() {
		e.Add(r.method, r.path, r.handle)
		if r.method == http.MethodGet {
			e.Add(http.MethodHead, r.path, r.handle)
		}
	}
}

// openAPI is the description of the API, written when it is first asked for: few ask,
// and it takes two megabytes.
func (s *server) openAPI(c echo.Context) error {
	document, err := s.document()
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-cache")
	return c.Blob(http.StatusOK, "application/json; charset=utf-8", document)
}

// healthz says that the program runs, and nothing of what it rests on.
func (s *server) healthz(c echo.Context) error {
	return c.String(http.StatusOK, "ok\n")
}

// readyWithin is how long the program may take to find out whether it is ready.
const readyWithin = 3 * time.Second

// readyz says whether the program can serve now: the database answers, the schema is
// known, and deadlines are being watched.
func (s *server) readyz(c echo.Context) error {
	ctx, cancel := context.WithTimeout(c.Request().Context(), readyWithin)
	defer cancel()
	if err := s.notReady(ctx); err != nil {
		s.log.LogAttrs(ctx, slog.LevelWarn, "not ready", slog.String("error", err.Error()))
		return refuse(codeNotReady)
	}
	return c.String(http.StatusOK, "ready\n")
}

func (s *server) notReady(ctx context.Context) error {
	if s.Ready != nil {
		if err := s.Ready(ctx); err != nil {
			return err
		}
	}
	last, err := s.reg.LastSweep(ctx)
	if err != nil {
		return err
	}
	if s.SweepWithin > 0 && s.reg.Now().Sub(last) > s.SweepWithin {
		return errors.New("the deadline sweep has not run for too long: look for what keeps the jobs from running")
	}
	return nil
}
