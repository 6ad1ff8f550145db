package desk_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"hukou/handlers"
	"hukou/pages/desk"
	"hukou/register"
	"hukou/workflow/calendar"
)

// The box of the password hides what is typed, says to a password manager what it is,
// and cuts or refuses nothing that is pasted.
func TestThePasswordBoxIsMaskedAndTakesWhatIsPasted(t *testing.T) {
	reg := register.New(register.Config{Calendar: calendar.China(), Clock: time.Now})
	e, err := handlers.New(handlers.Config{Registrar: reg, Now: time.Now, Pages: func(e *echo.Echo, door handlers.Door) (func(echo.Context, error) bool, error) {
		d := desk.New(e, desk.Desk{Reg: reg, Door: door, Now: time.Now})
		d.Mount()
		return d.ShowError, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	rec := httptest.NewRecorder()
	e.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/sign-in", nil))
	box := regexp.MustCompile(`<input[^>]*name="password"[^>]*>`).FindString(rec.Body.String())
	if !strings.Contains(box, `type="password"`) || !strings.Contains(box, `autocomplete="current-password"`) {
		t.Errorf("the box is %q", box)
	}
	for _, hinders := range []string{"onpaste", "maxlength", "readonly", "data-island"} {
		if strings.Contains(box, hinders) {
			t.Errorf("the box hinders by %s: %q", hinders, box)
		}
	}
}
