package desk

import (
	"net/http"
	"strings"
)

// lock ends the session of an officer who went away; their page stays, put away, until
// they unlock it.
func (d *Desk) lock(r *Request) error {
	if err := d.Door.SignOut(r.Context); err != nil {
		return err
	}
	return r.NoContent(http.StatusNoContent)
}

// unlock signs in from a locked page. It answers 204 to the officer whose page it is,
// and 205 to another, whose browser then leaves that page.
func (d *Desk) unlock(r *Request) error {
	actor, err := d.Door.SignIn(r.Context, strings.TrimSpace(r.FormValue("username")), r.FormValue("password"), strings.TrimSpace(r.FormValue("totp")))
	switch {
	case err != nil:
		if f := r.Fault(err); f.Status < http.StatusInternalServerError {
			return r.NoContent(f.Status)
		}
		return err
	case actor.OfficerID != r.FormValue("officer"):
		r.forget()
		return r.NoContent(http.StatusResetContent)
	}
	return r.NoContent(http.StatusNoContent)
}

// PurposeCookie keeps for what purpose an officer looks at people outside cases.
const PurposeCookie = "hukou-purpose"

// forget clears what this browser keeps of an officer: nothing of it is for the next.
func (r *Request) forget() {
	r.Remember(PurposeCookie, "", -1)
	r.Response().Header().Set("Clear-Site-Data", `"cache", "storage"`)
}
