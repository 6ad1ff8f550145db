package handlers

import (
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"
)

// requestID is the header that names a request, made here and never taken from
// outside.
const requestID = "X-Request-Id"

// identify gives each request its id, before anything else.
func (s *server) identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		id := uuid.NewString()
		c.Request().Header.Del(requestID)
		c.Response().Header().Set(requestID, id)
		return next(c)
	}
}

// officerKey is where the session's officer is kept for the access log.
const officerKey = "officer"

// observe writes the access log: the route's pattern and never the address asked
// for, so that no name or number of a query reaches it.
func (s *server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := s.Now()
		if err := next(c); err != nil {
			c.Error(err)
		}
		took, res := s.Now().Sub(start), c.Response()
		route := c.Path()
		if route == "" {
			route = "unknown"
		}
		officer, _ := c.Get(officerKey).(string)
		s.Meter.count(c.Request().Method, route, res.Status, took)
		s.log.LogAttrs(c.Request().Context(), severity(res.Status), "request", slog.String("id", res.Header().Get(requestID)),
			slog.String("method", c.Request().Method), slog.String("route", route), slog.Int("status", res.Status),
			slog.Duration("took", took), slog.Int64("bytes", res.Size), slog.String("officer", officer), slog.String("address", c.RealIP()))
		return nil
	}
}

func severity(status int) slog.Level {
	if status >= http.StatusInternalServerError {
		return slog.LevelError
	}
	return slog.LevelInfo
}

// recovered turns a panic into an answer without a word about it; the log has the
// place.
func (s *server) recovered(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if cause == http.ErrAbortHandler {
				panic(cause)
			}
			s.log.LogAttrs(c.Request().Context(), slog.LevelError, "panic", slog.String("id", c.Response().Header().Get(requestID)),
				slog.String("route", c.Path()), slog.String("stack", string(debug.Stack())))
			err = refuse(codeInternal)
		}()
		return next(c)
	}
}

// onError answers what no route did: an unknown address, a wrong method, a fault.
func (s *server) onError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	if s.pageError != nil && !strings.HasPrefix(c.Request().URL.Path, base) && s.pageError(c, err) {
		return
	}
	r := s.refusalOf(c, err)
	if err := s.deny(c, r); err != nil {
		s.log.LogAttrs(c.Request().Context(), slog.LevelWarn, "answer lost", slog.String("id", c.Response().Header().Get(requestID)))
	}
}

// deny writes a refusal as a problem document.
func (s *server) deny(c echo.Context, r *refusal) error {
	l := accepted(c.Request().Header.Get("Accept-Language"))
	h := c.Response().Header()
	for name, values := range r.GetHeaders() {
		h[name] = values
	}
	h.Set("Content-Language", l.tag())
	h.Add("Vary", "Accept-Language")
	h.Set(echo.HeaderContentType, problemType)
	if c.Request().Method == http.MethodHead {
		return c.NoContent(r.GetStatus())
	}
	p := r.problem(l)
	c.Response().WriteHeader(p.Status)
	return encode(c.Response(), p)
}

// refusalOf is what an error of a handler or of the router means to the caller.
func (s *server) refusalOf(c echo.Context, err error) *refusal {
	var r *refusal
	var e *echo.HTTPError
	switch {
	case errors.As(err, &r):
		return r
	case errors.As(err, &e):
		return refuse(codeOfStatus(e.Code))
	}
	return s.faultOf(c.Request().Context(), err)
}
