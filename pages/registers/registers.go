// Package registers shows the register: finding people, households and cases, and the
// page of a person or household as of any day, each item with since when it holds and
// the case it rests on. Names and numbers travel in bodies, never in addresses; every
// look at a person outside an officer's case has its purpose, which is logged.
package registers

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

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
	d.Post("/people/:id/ask", desk.Readers, ask)
	d.Post("/people/:id/seal", desk.Workers, askSeal)
	d.Post("/people/:id/break-glass", desk.Workers, breakGlass)
	d.Get("/people/:id/usage", desk.Readers, usage)
	d.Get("/people/:id/print/usage", desk.Readers, desk.Official(usageSlip))
	d.Get("/households/:id", desk.Readers, household)
}

// purposeLasts is how long what the officer said they look for is kept: as long as one
// person at the window takes. Each look is logged with it.
const purposeLasts = 20 * time.Minute

// purpose is why the officer looks: a code, and words where the code's name is not all.
type purpose struct {
	code  register.PurposeCode
	words string
}

// stated tells whether there is one.
func (p purpose) stated() bool {
	return p.words != "" || p.code != "" && p.code != register.PurposeOther
}

// text is the purpose as the page shows it.
func (p purpose) text(l ui.Lang) string {
	if p.words != "" {
		return p.words
	}
	return l.Word(p.code.Word())
}

func purposeOf(r *desk.Request) purpose {
	code, words, _ := strings.Cut(r.Remembered(desk.PurposeCookie), "|")
	return purpose{register.PurposeCode(code), words}
}

// keepPurpose takes the purpose of a form, if it has one.
func keepPurpose(r *desk.Request) purpose {
	p := purpose{register.PurposeCode(r.FormValue("purpose")), strings.TrimSpace(r.FormValue("other"))}
	if !p.stated() {
		return purposeOf(r)
	}
	r.Remember(desk.PurposeCookie, string(p.code)+"|"+p.words, int(purposeLasts.Seconds()))
	return p
}

// setPurpose notes why the officer looks, and goes back to what they wanted to see.
func setPurpose(r *desk.Request) error {
	keepPurpose(r)
	return r.Go(desk.Back(r.FormValue("back"), "/search"), "")
}

// askPurpose is the page instead of the one wanted, where a look needs its purpose or
// an approval.
func askPurpose(r *desk.Request, err error) error {
	var closed *register.ApprovalRequired
	if errors.As(err, &closed) && r.Request().Method == http.MethodGet {
		return showClosed(r, http.StatusUnprocessableEntity, closed, nil)
	}
	var needs *register.PurposeRequired
	if !errors.As(err, &needs) {
		return err
	}
	back := r.Request().URL.RequestURI()
	return r.Page(http.StatusUnprocessableEntity, r.T("说明用途", "Say why"), ui.Search, func(v *ui.View) templ.Component { return purposePage(v, back) })
}
