package desk

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"hukou/handlers"
	"hukou/register"
	"hukou/workflow"
)

// Desk is the router as pages use it, with what they rest on.
type Desk struct {
	Reg  *register.Registrar
	Door handlers.Door
	// Now is real time: sessions and one-time codes run on it. Pages show the
	// register's clock, Reg.Now.
	Now func() time.Time
	// NewKey makes an idempotency key.
	NewKey func() string
	// PublicURL is where people outside reach the program; empty means where the officer does.
	PublicURL string
	// Cast are the invented officers of a demonstration, who sign in by a press; empty
	// in service.
	Cast []Player

	router *echo.Echo
	name   string
	swaps  bool
}

// For is the same router for a desk's pages, which wear the style and script of that
// name (ui/static/css/50-name.css, ui/static/js/50-name.js).
func (d *Desk) For(name string) *Desk {
	own := *d
	own.name = name
	return &own
}

// Swapping is the same for a desk whose pages exchange parts of themselves by htmx,
// which its pages then load.
func (d *Desk) Swapping() *Desk {
	own := *d
	own.swaps = true
	return &own
}

// Player is an invented officer of a demonstration. Codes are one-time codes that are
// good about now; each of them works once.
type Player struct {
	Username, Name, Password string
	Roles                    []string
	Station                  string
	Codes                    func(now time.Time) []string
}

// New is a Desk on a router.
func New(e *echo.Echo, d Desk) *Desk {
	d.router = e
	return &d
}

// Handler serves one address. An error it returns is shown as a page that says why.
type Handler func(*Request) error

// Who says who may ask for a page; what they may do with a case the rules say.
type Who func(register.Actor) bool

// Anyone signed in may ask.
func Anyone(register.Actor) bool { return true }

// Workers take steps.
func Workers(a register.Actor) bool { return a.Has(workers...) }

// Readers see cases and persons; the three administrators do not.
func Readers(a register.Actor) bool {
	return Workers(a) || a.Has(workflow.Auditor, workflow.PrivacyOfficer)
}

// Deciders decide in cases.
func Deciders(a register.Actor) bool { return a.Has(deciders...) }

// Admins keep officers, stations and rules of a place; they see no personal data.
func Admins(a register.Actor) bool { return a.Has(admins...) }

var (
	workers = []workflow.Role{workflow.Aux, workflow.Clerk, workflow.Community, workflow.Head, workflow.County, workflow.CountyLead,
		workflow.City, workflow.CityLead, workflow.Region}
	deciders = []workflow.Role{workflow.Head, workflow.County, workflow.CountyLead, workflow.City, workflow.CityLead, workflow.Region}
	admins   = []workflow.Role{workflow.SysAdmin, workflow.SecAdmin, workflow.AuditAdmin}
)

// Get adds a page that only shows.
func (d *Desk) Get(path string, who Who, h Handler) { d.add(http.MethodGet, path, who, h) }

// Post adds an act. A page elsewhere cannot have it done.
func (d *Desk) Post(path string, who Who, h Handler) { d.add(http.MethodPost, path, who, h) }

// Open adds a page for everybody, without a session.
func (d *Desk) Open(method, path string, h Handler) {
	d.router.Add(method, path, func(c echo.Context) error {
		if err := d.Door.Vouch(c); err != nil {
			return err
		}
		done, err := d.Door.Bound(c)
		defer done()
		if err != nil {
			return err
		}
		return h(d.request(c))
	}, compressed, framed)
}

func (d *Desk) add(method, path string, who Who, h Handler) {
	d.router.Add(method, path, func(c echo.Context) error {
		r := d.request(c)
		actor, until, err := d.Door.Officer(c)
		if err != nil {
			return r.signInFirst(err)
		}
		r.Actor, r.until, r.signedIn = actor, until, true
		if !who(actor) {
			return handlers.NotYours()
		}
		done, err := d.Door.Bound(c)
		defer done()
		if err != nil {
			return err
		}
		return h(r)
	}, compressed, framed)
}

// framed sets the headers of a page: nothing but this program's own files, no script
// or style inside the page.
func framed(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "+
			"connect-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'")
		return next(c)
	}
}
