// Package pages puts the desks on the router: what clerks and supervisors work with
// in a browser, drawn on the server.
package pages

import (
	"time"

	"github.com/labstack/echo/v4"

	neighbours "hukou/bell"
	"hukou/handlers"
	"hukou/pages/admin"
	"hukou/pages/approvals"
	"hukou/pages/batches"
	"hukou/pages/bell"
	"hukou/pages/board"
	"hukou/pages/casefile"
	"hukou/pages/desk"
	"hukou/pages/intake"
	"hukou/pages/public"
	"hukou/pages/registers"
	"hukou/pages/rules"
	"hukou/pages/visits"
	"hukou/pages/watch"
	"hukou/pages/workbench"
	"hukou/register"
)

// Config is what the pages need from outside.
type Config struct {
	Registrar *register.Registrar
	// Bell is the neighbours' bell over the same database.
	Bell *neighbours.Bell
	// Now is real time, as the API has it.
	Now func() time.Time
	// NewKey makes an idempotency key.
	NewKey func() string
	// PublicURL is where people outside reach this program, as papers name it; empty means
	// the address at which the officer who prints does.
	PublicURL string
	// Cast are the invented officers of a demonstration; empty in service.
	Cast []desk.Player
}

// Mount returns what handlers.Config.Pages asks for.
func Mount(c Config) func(*echo.Echo, handlers.Door) (func(echo.Context, error) bool, error) {
	return func(e *echo.Echo, door handlers.Door) (func(echo.Context, error) bool, error) {
		d := desk.New(e, desk.Desk{Reg: c.Registrar, Door: door, Now: c.Now, NewKey: c.NewKey, PublicURL: c.PublicURL, Cast: c.Cast})
		d.Mount()
		admin.Mount(d.For("admin"))
		approvals.Mount(d.For("approvals").Swapping())
		batches.Mount(d.For("batches").Swapping())
		board.Mount(d.For("board"))
		casefile.Mount(d.For("casefile").Swapping())
		intake.Mount(d.For("intake"))
		registers.Mount(d.For("registers"))
		rules.Mount(d.For("rules"))
		watch.Mount(d.For("watch"))
		visits.Mount(d.For("visits"))
		workbench.Mount(d.For("workbench").Swapping())
		public.Mount(d.For("public"))
		bell.Mount(d.For("bell"), c.Bell)
		return d.ShowError, nil
	}
}
