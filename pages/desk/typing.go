package desk

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"sync"
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
// carries from one request to the next, no secret, and not the citizen number by which an
// account's officer is found, which is kept nowhere.
func boxesOf(values url.Values) map[string][]string {
	out := map[string][]string{}
	maps.Copy(out, values)
	for _, own := range []string{ui.TypedForm, signOffCode, "password", "totp", "person_id", "key", "version", "queue", "said", "do", "event", "next", "back", "nth", "sheet", "cell"} {
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

// Sent forgets what was kept of the form that this request sends: it was taken, and a page
// answers it instead of a way elsewhere, which forgets by itself. Others are further forms
// about the same that nobody will send now.
func (r *Request) Sent(others ...string) error {
	for _, form := range others {
		if err := r.Reg.DropForm(r.Request().Context(), r.Actor, form); err != nil {
			return err
		}
	}
	return r.dropTyped()
}

// keptOf tells a page when the officer last typed into one of its forms without sending
// it. The answer to a form that was sent shows what that form brought instead; the page's
// other forms still come back.
func (r *Request) keptOf() func(string) time.Time {
	if !r.signedIn {
		return nil
	}
	forms := sync.OnceValue(func() map[string]time.Time {
		forms, err := r.Reg.FormsKept(r.Request().Context(), r.Actor)
		if err != nil {
			return nil // the page is worth more than what was typed into it once
		}
		if r.Request().Method != http.MethodGet {
			delete(forms, r.FormValue(ui.TypedForm))
		}
		return forms
	})
	return func(form string) time.Time { return forms()[form] }
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
