package pages_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hukou/internal/browser"
)

func TestAFormLargerThanAnyFormIsRefusedInWords(t *testing.T) {
	program := browser.Demo(t)
	officer := plainly(t, program, "qinghe.clerk1")
	status, page := officer.post("/search", url.Values{"q": {strings.Repeat("长", 1<<20)}})
	if status != http.StatusRequestEntityTooLarge || !strings.Contains(page, "内容过大") {
		t.Errorf("a form of three megabytes is answered %d", status)
	}
}
