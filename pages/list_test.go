package pages_test

import (
	"regexp"
	"slices"
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
	// on the place called from; with then it is that of the thing itself, and then after.
	path, from, then string
	// as is the officer who looks; empty is somebody from the street.
	as string
	// status is the answer's, that of what was sent where the place does something; nought is
	// 200, or nothing refused outright.
	status int
	// does brings the page into the state that is meant, such as a refusal.
	does func(*browser.Page)
}

// notPages are addresses that answer a browser with something other than a page.
var notPages = map[string]string{
	"/static/:file":                  "the embedded files",
	"/codes/terms":                   "the choices of a box beside coded values",
	"/codes/divisions":               "the choices of an address box",
	"/statistics/xlsx":               "a sheet of the statistics as a workbook",
	"/batches/template":              "an empty roster to fill in",
	"/batches/:id/roster/annotated":  "the roster with its faults marked",
	"/batches/:id/progress":          "a part of the batch's page",
	"/cases/:id/materials/:mid/scan": "a picture",
}

// at opens the page as its officer would find it.
func (pl place) at(t *testing.T, program *browser.Program) *browser.Page {
	t.Helper()
	p := pl.window(t, program)
	p.Open(pl.address(t, p))
	if pl.does != nil {
		pl.does(p)
	}
	return p
}

func (pl place) window(t testing.TB, program *browser.Program) *browser.Page {
	t.Helper()
	if pl.as == "" {
		return program.Visit(t)
	}
	return program.As(t, pl.as)
}

// address is the page's path; finding it may take a look at other pages.
func (pl place) address(t *testing.T, p *browser.Page) string {
	t.Helper()
	if pl.path != "" {
		return pl.path
	}
	before := named(t, pl.from)
	p.Open(before.address(t, p))
	if before.does != nil {
		before.does(p)
	}
	fits := pattern(pl.route)
	if pl.then != "" {
		fits = pattern(thing.FindString(pl.route))
	}
	for _, href := range browser.Eval[[]string](p, `[...document.querySelectorAll("a[href]")].map(a=>a.getAttribute("href"))`) {
		path, _, _ := strings.Cut(href, "#")
		bare, _, _ := strings.Cut(path, "?")
		if fits.MatchString(path) && !slices.ContainsFunc(places(), func(o place) bool { return o.route == bare && o.route != pl.route }) {
			if pl.then != "" {
				return bare + pl.then
			}
			return path
		}
	}
	t.Fatalf("no link on %s leads to %s", pl.from, pl.route)
	return ""
}

func named(t *testing.T, name string) place {
	t.Helper()
	for _, pl := range places() {
		if pl.name == name {
			return pl
		}
	}
	t.Fatalf("no place is called %s", name)
	return place{}
}

// thing is the part of a route that names a case, a person or a batch.
var thing = regexp.MustCompile(`^/\w+/:\w+`)

// pattern is what addresses of a route look like.
func pattern(route string) *regexp.Regexp {
	param := regexp.MustCompile(`:[a-z_]+`)
	return regexp.MustCompile("^" + param.ReplaceAllString(route, `[0-9a-zA-Z_.-]+`) + `(\?.*)?$`)
}
