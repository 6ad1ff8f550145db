package public

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hukou/handlers"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
)

// checked is what came of a code: nothing asked yet, a paper, or nothing found.
type checked struct {
	asked bool
	found bool
	paper register.PaperCheck
}

// verify tells whether a paper is good. Of a code that is none, one that nobody has and one
// of which nothing is told the page is the same to the byte, and never repeats the code.
func verify(r *desk.Request) error {
	code := strings.TrimSpace(r.QueryParam("code"))
	c := checked{asked: code != ""}
	status := http.StatusOK
	if c.asked {
		if err := r.LookUp(); err != nil {
			return tooMany(r, err)
		}
		paper, err := r.Reg.CheckPaper(r.Request().Context(), code)
		switch {
		case errors.Is(err, register.ErrNotFound):
			status = http.StatusNotFound
		case err != nil:
			return err
		default:
			c.found, c.paper = true, paper
		}
	}
	r.Response().Header().Set("X-Robots-Tag", "noindex")
	return r.Public(status, r.T("文书核验", "Check a paper"), func(v *ui.View) templ.Component {
		if !c.found {
			v.Path = "/verify" // the way to the other language repeats no code
		}
		return verifyPage(v, c)
	})
}

// tooMany is the page for an address that had its share of the minute.
func tooMany(r *desk.Request, err error) error {
	wait := handlers.Later(err)
	r.Response().Header().Set("Retry-After", strconv.Itoa(wait))
	return r.Public(http.StatusTooManyRequests, r.T("文书核验", "Check a paper"), func(v *ui.View) templ.Component {
		v.Path = "/verify"
		return waitPage(v, wait)
	})
}
