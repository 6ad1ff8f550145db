package desk

import (
	"net/http"
	"net/url"
)

// Remember has the browser keep a value for the desks, for so many seconds; a negative
// number takes it away. No script reads it and no other site sends it along.
func (r *Request) Remember(name, value string, seconds int) {
	r.keep(http.Cookie{Name: name, Value: url.QueryEscape(value), MaxAge: seconds, SameSite: http.SameSiteStrictMode}) // #nosec G124 -- keep sets HttpOnly, and Secure over TLS
}

// Remembered is what the browser keeps under a name, or nothing.
func (r *Request) Remembered(name string) string {
	c, err := r.Cookie(r.hostBound(name))
	if err != nil {
		return ""
	}
	text, _ := url.QueryUnescape(c.Value)
	return text
}

// keep sets what holds for every cookie of the desks.
func (r *Request) keep(c http.Cookie) { // #nosec G124 -- this sets them
	c.Name, c.Path, c.HttpOnly, c.Secure = r.hostBound(c.Name), "/", true, r.Encrypted()
	r.SetCookie(&c)
}

// hostBound is what a cookie is called on this connection: over TLS the name binds it
// to this very host, so that no neighbour under the same domain can set it.
func (r *Request) hostBound(name string) string {
	if r.Encrypted() {
		return "__Host-" + name
	}
	return name
}
