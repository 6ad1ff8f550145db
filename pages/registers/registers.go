// Package registers shows the register: finding people, households and cases, and the
// page of a person or household as of any day, each item with since when it holds and
// the case it rests on. Names and numbers travel in bodies, never in addresses; every
// look at a person outside an officer's case has its purpose, which is logged.
package registers

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
)

// Mount adds the addresses of the register.
func Mount(d *desk.Desk) {
	d.Get("/search", desk.Readers, searchPage)
	d.Post("/search", desk.Readers, search)
	d.Post("/purpose", desk.Readers, setPurpose)
	d.Get("/people/:id", desk.Readers, person)
	d.Post("/people/:id/reveal", desk.Readers, reveal)
	d.Get("/households/:id", desk.Readers, household)
}

// purposeLasts is how long what the officer said they look for is kept: as long as one
// person at the window takes. Each look is logged with it.
const purposeLasts = 20 * time.Minute

// purposes are the usual ones; another is written out.
func purposes(l ui.Lang) []string {
	return []string{l.T("群众到窗口办理", "Somebody is at the window"), l.T("核对在办业务", "Checking an open case"), l.T("走访核实", "A visit"), l.T("答复查询申请", "Answering a request for information")}
}

func purposeOf(r *desk.Request) string {
	c, err := r.Cookie(desk.PurposeCookie)
	if err != nil {
		return ""
	}
	text, _ := url.QueryUnescape(c.Value)
	return text
}

// keepPurpose takes the purpose of a form, if it has one.
func keepPurpose(r *desk.Request) string {
	text := strings.TrimSpace(r.FormValue("purpose"))
	if other := strings.TrimSpace(r.FormValue("other")); other != "" {
		text = other
	}
	if text == "" {
		return purposeOf(r)
	}
	r.SetCookie(&http.Cookie{Name: desk.PurposeCookie, Value: url.QueryEscape(text), Path: "/", MaxAge: int(purposeLasts.Seconds()), HttpOnly: true, SameSite: http.SameSiteStrictMode,
		Secure: r.Encrypted()})
	return text
}

// setPurpose notes why the officer looks, and goes back to what they wanted to see.
func setPurpose(r *desk.Request) error {
	keepPurpose(r)
	return r.Go(desk.Back(r.FormValue("back"), "/search"), "")
}

// askPurpose is the page instead of the one wanted, where a look needs its purpose.
func askPurpose(r *desk.Request, err error) error {
	var needs *register.PurposeRequired
	if !errors.As(err, &needs) {
		return err
	}
	back := r.Request().URL.RequestURI()
	return r.Page(http.StatusUnprocessableEntity, r.T("说明用途", "Say why"), ui.Search, func(v *ui.View) templ.Component { return purposePage(v, back) })
}

// days is which day is shown, and which two are compared.
type days struct {
	asOf models.Date
	from models.Date
	all  []models.Date
}

// daysOf reads the days of the address.
func daysOf(r *desk.Request) (days, register.PersonQuery) {
	d := days{asOf: readDay(r.QueryParam("as_of")), from: readDay(r.QueryParam("from"))}
	return d, register.PersonQuery{AsOf: d.asOf, Purpose: purposeOf(r), CaseID: r.QueryParam("case")}
}

// readDay takes a day as people write it; what is none is passed on for register to
// refuse.
func readDay(text string) models.Date { return models.Date(desk.Date(strings.TrimSpace(text))) }

// around are the last change before a day and the next after it; empty where there is
// none.
func (d days) around(shown models.Date) (before, after models.Date) {
	for _, x := range d.all {
		if x < shown {
			before = x
		}
		if x > shown && after == "" {
			after = x
		}
	}
	return before, after
}
