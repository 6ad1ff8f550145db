package intake

import (
	"net/http"
	"strings"

	"hukou/gb"
	"hukou/pages/desk"
)

// maxName is longer than any name, in bytes.
const maxName = 400

// readings are the pinyin of a name as it may be searched, a surname's own reading
// first. The name comes in the body: addresses are kept, and name nobody.
func readings(r *desk.Request) error {
	name := strings.TrimSpace(r.FormValue("name"))
	if name == "" || len(name) > maxName {
		return r.String(http.StatusOK, "")
	}
	return r.String(http.StatusOK, strings.Join(gb.Pinyin(name).Full, " / "))
}
