package desk

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"hukou/pages/ui"
)

func (d *Desk) signInPage(r *Request) error {
	return r.showSignIn(http.StatusOK, nil, "", Back(r.QueryParam("back"), "/"))
}

func (r *Request) showSignIn(status int, f *ui.Fault, username, back string) error {
	return r.Page(status, r.T("登录", "Sign in"), ui.Elsewhere, func(v *ui.View) templ.Component { return signInForm(v, f, username, back) })
}

// signIn opens the session and goes on to the page that was wanted.
func (d *Desk) signIn(r *Request) error {
	back := Back(r.FormValue("back"), "/")
	username := strings.TrimSpace(r.FormValue("username"))
	err := d.Door.SignIn(r.Context, username, r.FormValue("password"), strings.TrimSpace(r.FormValue("totp")))
	if err == nil {
		return r.Go(back, "")
	}
	f := r.Fault(err)
	if f.Status >= http.StatusInternalServerError {
		return err
	}
	return r.showSignIn(f.Status, f, username, back)
}
