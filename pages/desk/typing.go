package desk

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"

	"hukou/models"
	"hukou/pages/ui"
	"hukou/register"
)

// mountTyping adds what the forms that keep themselves ask for. Nothing of it stays in
// the browser: what was typed is for the officer, not for the machine.
func (d *Desk) mountTyping() {
	d.Post("/typed/keep", Anyone, func(r *Request) error {
		values, err := r.FormParams()
		if err != nil {
			return err
		}
		at, err := r.Reg.KeepForm(r.Request().Context(), r.Actor, values.Get(ui.TypedForm), boxesOf(values))
		if err != nil {
			return err
		}
		return r.String(http.StatusOK, r.T("已存 ", "kept ")+at.In(models.Shanghai).Format("15:04:05"))
	})
	d.Post("/typed/read", Anyone, func(r *Request) error {
		typed, err := r.Reg.FormTyped(r.Request().Context(), r.Actor, r.FormValue(ui.TypedForm))
		if err != nil {
			return err
		}
		return r.JSON(http.StatusOK, typed.Boxes)
	})
	d.Post("/typed/drop", Anyone, func(r *Request) error {
		if err := r.dropTyped(); err != nil {
			return err
		}
		return r.NoContent(http.StatusNoContent)
	})
}

// boxesOf are the boxes of a form that somebody writes in: not what the page itself
// carries from one request to the next, and no secret.
func boxesOf(values url.Values) map[string][]string {
	out := map[string][]string{}
	maps.Copy(out, values)
	for _, own := range []string{ui.TypedForm, signOffCode, "password", "totp", "key", "version", "queue", "said", "do"} {
		delete(out, own)
	}
	return out
}

// dropTyped forgets what was kept of the form that this request sends.
func (r *Request) dropTyped() error {
	form := r.FormValue(ui.TypedForm)
	if form == "" || !r.signedIn || r.Request().Method != http.MethodPost {
		return nil
	}
	return r.Reg.DropForm(r.Request().Context(), r.Actor, form)
}

// keptOf tells a page when the officer last typed into one of its forms without sending
// it. The answer to a form that was sent shows what it brought instead.
func (r *Request) keptOf() func(string) time.Time {
	if !r.signedIn || r.Request().Method != http.MethodGet {
		return nil
	}
	return func(form string) time.Time {
		typed, err := r.Reg.FormTyped(r.Request().Context(), r.Actor, form)
		if err != nil || len(typed.Boxes) == 0 {
			return time.Time{} // the page is worth more than what was typed into it once
		}
		return typed.SavedAt
	}
}

// displaced answers a request of an officer who has signed in elsewhere since: the
// sign-in says so, and leads back to the form, with what this request brought.
func (r *Request) displaced(actor register.Actor) error {
	back := r.Request().URL.Path
	if r.Request().Method != http.MethodGet {
		done, err := r.desk.Door.Bound(r.Context)
		defer done()
		if err != nil {
			return err
		}
		form := r.FormValue(ui.TypedForm)
		if strings.HasPrefix(r.Request().URL.Path, "/typed/") {
			form = "" // the page that asked by itself still has it
		}
		if back = Back(form, ""); back != "" {
			if _, err := r.Reg.KeepForm(r.Request().Context(), actor, form, boxesOf(r.Request().Form)); err != nil {
				return err
			}
		}
	}
	return r.Go("/sign-in?"+url.Values{"why": {whyElsewhere}, "back": {Back(back, "/")}}.Encode(), "")
}

// whyElsewhere tells the sign-in page that the officer has signed in elsewhere.
const whyElsewhere = "elsewhere"
