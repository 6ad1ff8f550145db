package desk

import (
	"net/http"
	"net/url"

	"hukou/pages/ui"
)

// prefsCookie keeps an officer's settings in their browser: no register needs them.
const prefsCookie = "hukou-prefs"

// prefs reads the settings. Chinese is the language of the desks, whatever the
// browser was set up with; English is chosen by the switch.
func (r *Request) prefs() (ui.Prefs, ui.Lang) {
	kept := r.keptPrefs()
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
	kept := r.keptPrefs()
	allowed := map[string][]string{"lang": {"zh", "en"}, "dense": {"0", "1"}, "large": {"0", "1"}, "keys": {"0", "1"}, "dark": {"", "dark", "light"}}
	clean := url.Values{}
	for name, values := range allowed {
		for _, v := range values {
			if r.FormValue(name) == v && r.Request().PostForm.Has(name) || !r.Request().PostForm.Has(name) && kept.Get(name) == v && v != "" {
				clean.Set(name, v)
			}
		}
	}
	// Lax: a page that is reached by a link from elsewhere has the officer's language.
	r.keep(http.Cookie{Name: prefsCookie, Value: clean.Encode(), MaxAge: 365 * 24 * 3600, SameSite: http.SameSiteLaxMode}) // #nosec G124 -- keep sets HttpOnly, and Secure over TLS
	return r.Go(Back(r.FormValue("back"), "/"), "")
}

func (r *Request) keptPrefs() url.Values {
	c, err := r.Cookie(r.hostBound(prefsCookie))
	if err != nil {
		return url.Values{}
	}
	kept, _ := url.ParseQuery(c.Value)
	return kept
}
