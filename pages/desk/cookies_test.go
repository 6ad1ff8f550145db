package desk_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"hukou/handlers"
	"hukou/pages/desk"
	"hukou/register"
)

// Whoever has a neighbour under the same domain takes no cookie of theirs for the
// desks' own: over TLS each is bound to this host by its name.
func TestOverTLSTheDesksCookiesAreBoundToTheHost(t *testing.T) {
	for _, c := range []struct {
		secure      bool
		name, other string
	}{{true, "__Host-hukou-prefs", "hukou-prefs"}, {false, "hukou-prefs", "__Host-hukou-prefs"}} {
		e, err := handlers.New(handlers.Config{Registrar: &register.Registrar{}, Now: time.Now, Secure: c.secure,
			Pages: func(e *echo.Echo, door handlers.Door) (func(echo.Context, error) bool, error) {
				d := desk.New(e, desk.Desk{Door: door, Now: time.Now})
				d.Mount()
				d.Open(http.MethodGet, "/language", func(r *desk.Request) error { return r.String(http.StatusOK, r.Lang.Tag()) })
				d.Open(http.MethodGet, "/done", func(r *desk.Request) error { return r.Go("/language", "已保存") })
				return d.ShowError, nil
			}})
		if err != nil {
			t.Fatal(err)
		}
		ask := func(method, path, form, cookie string) *httptest.ResponseRecorder {
			q := httptest.NewRequest(method, path, strings.NewReader(form))
			q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			q.Header.Set("Sec-Fetch-Site", "same-origin")
			q.Header.Set("Cookie", cookie)
			rec := httptest.NewRecorder()
			e.ServeHTTP(rec, q)
			return rec
		}
		set := ask(http.MethodPost, "/preferences", url.Values{"lang": {"en"}}.Encode(), "").Header().Get("Set-Cookie")
		if !strings.HasPrefix(set, c.name+"=lang=en;") || strings.Contains(set, "Secure") != c.secure || !strings.Contains(set, "Path=/;") || !strings.Contains(set, "HttpOnly") || strings.Contains(set, "Domain") {
			t.Errorf("secure %v: the cookie is %s", c.secure, set)
		}
		if got := ask(http.MethodGet, "/language", "", c.name+"=lang=en").Body.String(); got != "en" {
			t.Errorf("secure %v: what was kept under %s is read as %s", c.secure, c.name, got)
		}
		if got := ask(http.MethodGet, "/language", "", c.other+"=lang=en").Body.String(); got == "en" {
			t.Errorf("secure %v: a cookie %s is taken for ours", c.secure, c.other)
		}
		done := ask(http.MethodGet, "/done", "", "").Header().Get("Set-Cookie")
		if strings.HasPrefix(done, "__Host-hukou-done=") != c.secure || !strings.Contains(done, "SameSite=Strict") {
			t.Errorf("secure %v: the line of what was done goes as %s", c.secure, done)
		}
	}
}
