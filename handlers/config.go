package handlers

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"hukou/bell"
	"hukou/register"
)

// Config is what the border needs from outside.
type Config struct {
	Registrar *register.Registrar
	// Bell is the neighbours' bell over the same database.
	Bell *bell.Bell
	// Now is real time: sign-in codes, sessions, throttles and the access log run
	// on it, also where the register's own clock is the demonstration's.
	Now func() time.Time
	// Log takes the access log and failures; it never gets a query string, a name or
	// a number. Nil logs nothing.
	Log *slog.Logger
	// Demo, when set, adds the calls that only a throw-away instance has.
	Demo *DemoHooks
	// Secure tells that browsers reach this program over TLS, ended here or before
	// it; cookies then carry the __Host- name from any address.
	Secure bool
	// Ready says why the program cannot serve, beside what it finds itself; nil
	// finds nothing.
	Ready func(context.Context) error
	// SweepWithin is how old the last deadline sweep may be before the program calls
	// itself not ready; zero does not ask.
	SweepWithin time.Duration
	// Meter counts the answers; one of its own where it is nil.
	Meter *Meter
	// Pages, when set, adds the pages that officers work on to the same router. What
	// it returns shows an error outside the API as a page, and says whether it did.
	Pages func(*echo.Echo, Door) (func(echo.Context, error) bool, error)
}

// DemoHooks are what a demonstration does beyond serving.
type DemoHooks struct {
	// SetClock moves the register's clock and runs what is due by then.
	SetClock func(ctx context.Context, now time.Time) error
}

// The limits of the border.
const (
	maxJSON    = 1 << 20
	maxUpload  = 12 << 20
	perMinute  = 1200 // requests of an officer
	signIns    = 10   // sign-ins of an address, a minute
	atDoors    = 600  // requests of an address for pages of doors, a minute
	demoSigns  = 200
	lookUps    = 30               // papers that an address checks, a minute
	actWithin  = 25 * time.Second // from the body's arrival to the answer
	readBody   = 20 * time.Second
	readUpload = 2 * time.Minute
)

// server holds what does not change while the program runs, and the counters that
// throttle.
type server struct {
	Config
	reg      *register.Registrar
	log      *slog.Logger
	officers *throttle
	signIns  *throttle
	lookUps  *throttle
	doors    *throttle
	shapes   shapes
	// queries are the names of each call's parameters, by its id; only read once the
	// calls are mounted.
	queries  map[string][]string
	document func() ([]byte, error)
	// pageError shows an error as a page; nil without pages.
	pageError func(echo.Context, error) bool
}

// New builds the border over its parts.
func New(c Config) (*echo.Echo, error) {
	if c.Registrar == nil || c.Now == nil {
		return nil, errors.New("handlers: a Registrar and a clock are needed")
	}
	s := newServer(c)
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	// What Echo would print beside the log can hold an address with its query.
	e.Logger.SetOutput(io.Discard)
	e.IPExtractor = echo.ExtractIPDirect()
	e.HTTPErrorHandler = s.onError
	e.Pre(s.identify)
	e.Use(s.observe, s.protect, s.recovered)
	s.mount(e)
	s.document = sync.OnceValues(s.describe)
	s.mountPlain(e)
	if c.Pages != nil {
		var err error
		if s.pageError, err = c.Pages(e, Door{s}); err != nil {
			return nil, err
		}
	}
	return e, nil
}

func newServer(c Config) *server {
	s := &server{Config: c, reg: c.Registrar, log: c.Log, officers: newThrottle(perMinute), signIns: newThrottle(signIns), lookUps: newThrottle(lookUps), doors: newThrottle(atDoors), queries: map[string][]string{}}
	s.shapes = shapesOf(s.routes())
	if s.Meter == nil {
		s.Meter = NewMeter()
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if c.Demo != nil {
		s.signIns = newThrottle(demoSigns)
	}
	return s
}

// Server is an HTTP server for the border with the time limits that keep a slow or
// silent peer from holding it.
func Server(addr string, e *echo.Echo) *http.Server {
	return &http.Server{Addr: addr, Handler: e, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: readUpload + 10*time.Second,
		WriteTimeout: readUpload + time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10}
}
