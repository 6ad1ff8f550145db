package pages_test

import (
	"regexp"
	"strings"
	"testing"

	"hukou/internal/browser"
)

// place is a page as every gate and every picture visits it. A new page gets a line
// in places; TestEveryPageIsInTheList finds one without.
type place struct {
	// name is that of its picture.
	name string
	// route is the address as it is mounted.
	route string
	// path is an address of this route. Without one it is the first link of this route
	// on the page from.
	path, from string
	// as is the officer who looks; empty is somebody from the street.
	as string
	// does brings the page into the state that is meant, such as a refusal.
	does func(*browser.Page)
}

// notPages are addresses that answer a browser with something other than a page.
var notPages = map[string]string{
	"/static/:file":                  "the embedded files",
	"/codes/divisions":               "the choices of an address box",
	"/cases/:id/materials/:mid/scan": "a picture",
}

// at opens the page as its officer would find it.
func (pl place) at(t *testing.T, program *browser.Program) *browser.Page {
	t.Helper()
	p := pl.window(t, program)
	p.Open(pl.address(p))
	if pl.does != nil {
		pl.does(p)
	}
	return p
}

func (pl place) window(t *testing.T, program *browser.Program) *browser.Page {
	t.Helper()
	if pl.as == "" {
		return program.Visit(t)
	}
	return program.As(t, pl.as)
}

// address is the page's path; finding it may take a look at another page.
func (pl place) address(p *browser.Page) string {
	if pl.path != "" {
		return pl.path
	}
	p.Open(pl.from)
	fits := pattern(pl.route)
	for _, href := range browser.Eval[[]string](p, `[...document.querySelectorAll("a[href]")].map(a=>a.getAttribute("href"))`) {
		if path, _, _ := strings.Cut(href, "#"); fits.MatchString(path) {
			return path
		}
	}
	return "(no link on " + pl.from + " leads to " + pl.route + ")"
}

// pattern is what addresses of a route look like.
func pattern(route string) *regexp.Regexp {
	param := regexp.MustCompile(`:[a-z_]+`)
	return regexp.MustCompile("^" + param.ReplaceAllString(route, `[0-9a-zA-Z_.-]+`) + `(\?.*)?$`)
}
