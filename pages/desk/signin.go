package desk

import (
	"errors"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"hukou/handlers"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

func (d *Desk) signInPage(r *Request) error {
	var f *ui.Fault
	if r.QueryParam("why") == whyElsewhere {
		f = &ui.Fault{Status: http.StatusOK, Title: r.T("你已在另一处登录，这里的登录因此结束", "You have signed in elsewhere, which ended the session here"),
			Text: r.T("再登录就回到原来的表，填写的都还在；另一处的登录随之结束。不是你登录的，马上改密码并告诉管理员。", "Sign in again to come back to the form with what you typed; the session elsewhere then ends. If that was not you, change the password at once and tell the administrator.")}
	}
	return r.showSignIn(http.StatusOK, f, "", Back(r.QueryParam("back"), "/"))
}

func (r *Request) showSignIn(status int, f *ui.Fault, username, back string) error {
	return r.Page(status, r.T("登录", "Sign in"), ui.Elsewhere, func(v *ui.View) templ.Component { return signInForm(v, f, username, back, r.players()) })
}

// signIn opens the session and goes on to the page that was wanted.
func (d *Desk) signIn(r *Request) error {
	back := Back(r.FormValue("back"), "/")
	username := strings.TrimSpace(r.FormValue("username"))
	_, err := d.Door.SignIn(r.Context, username, r.FormValue("password"), strings.TrimSpace(r.FormValue("totp")))
	if err == nil {
		return r.Go(back, "")
	}
	f := r.Fault(err)
	switch {
	case f.Status >= http.StatusInternalServerError:
		return err
	case errors.Is(err, register.ErrPasswordOld):
		return r.showPassword(f.Status, f, username, back)
	}
	return r.showSignIn(f.Status, f, username, back)
}

// player is an invented officer as the sign-in offers them.
type player struct{ username, name, post, station string }

// players are the officers that a demonstration offers; none in service.
func (r *Request) players() []player {
	if len(r.desk.Cast) == 0 {
		return nil
	}
	bodies, _ := r.Reg.Bodies(r.Request().Context()) // without names the codes are shown
	var out []player
	for _, p := range r.desk.Cast {
		x := player{p.Username, p.Name, "", p.Station}
		for _, role := range p.Roles {
			x.post += r.Lang.Word(r.Reg.Book().RoleWord(workflow.Role(role))) + " "
		}
		for _, b := range bodies {
			if b.Code == p.Station {
				x.station = r.Lang.Word(workflow.Word{Zh: b.Name, En: b.NameEn})
			}
		}
		out = append(out, x)
	}
	return out
}

// play signs an invented officer in. It is mounted in a demonstration alone.
func (d *Desk) play(r *Request) error {
	var err error = handlers.NotFound()
	for _, p := range d.Cast {
		if p.Username != r.FormValue("username") {
			continue
		}
		for _, code := range p.Codes(d.Now()) {
			if _, err = d.Door.SignIn(r.Context, p.Username, p.Password, code); err == nil {
				return r.Go(Back(r.FormValue("back"), "/"), "")
			}
		}
	}
	f := r.Fault(err)
	if f.Status >= http.StatusInternalServerError {
		return err
	}
	return r.showSignIn(f.Status, f, "", Back(r.FormValue("back"), "/"))
}
