package desk

import (
	"net/http"
	"net/url"

	"hukou/pages/ui"
)

// prefsCookie keeps an officer's settings in their browser: no register needs them.
const prefsCookie = "hukou-prefs"

// prefsOf reads the settings. Chinese is the language of the desks, whatever the
// browser was set up with; English is chosen by the switch.
func prefsOf(r *http.Request) (ui.Prefs, ui.Lang) {
	kept := url.Values{}
	if c, err := r.Cookie(prefsCookie); err == nil {
		kept, _ = url.ParseQuery(c.Value)
	}
	p := ui.Prefs{Dense: kept.Get("dense") == "1", Large: kept.Get("large") == "1", NoKeys: kept.Get("keys") == "0"}
	if d := kept.Get("dark"); d == "dark" || d == "light" {
		p.Dark = d
	}
	if kept.Get("lang") == string(ui.English) {
		return p, ui.English
	}
	return p, ui.Chinese
}

// setPreference changes one setting and goes back to the page.
func (d *Desk) setPreference(r *Request) error {
	kept := url.Values{}
	if c, err := r.Cookie(prefsCookie); err == nil {
		kept, _ = url.ParseQuery(c.Value)
	}
	allowed := map[string][]string{"lang": {"zh", "en"}, "dense": {"0", "1"}, "large": {"0", "1"}, "keys": {"0", "1"}, "dark": {"", "dark", "light"}}
	clean := url.Values{}
	for name, values := range allowed {
		for _, v := range values {
			if r.FormValue(name) == v && r.Request().PostForm.Has(name) || !r.Request().PostForm.Has(name) && kept.Get(name) == v && v != "" {
				clean.Set(name, v)
			}
		}
	}
	r.SetCookie(&http.Cookie{Name: prefsCookie, Value: clean.Encode(), Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: d.Door.Encrypted(r.Request())})
	return r.Go(Back(r.FormValue("back"), "/"), "")
}
