package desk_test

import (
	"strings"
	"testing"

	"hukou/pages/desk"
	"hukou/pages/ui"
)

// Nobody is sent elsewhere by an address that somebody made for them.
func TestAWayBackLeadsNowhereElse(t *testing.T) {
	for _, way := range []string{"//evil.example", "https://evil.example/", "javascript:alert(1)", `/\evil.example`, "/work\r\nSet-Cookie: a=b", "evil", ""} {
		if got := desk.Back(way, "/"); got != "/" {
			t.Errorf("%q leads to %q", way, got)
		}
	}
	if got := desk.Back("/work/station?page=2", "/"); got != "/work/station?page=2" {
		t.Errorf("a page of ours is lost: %q", got)
	}
}

// What people write is text on a page, whatever it looks like.
func TestWhatPeopleWriteIsTextOnAPage(t *testing.T) {
	const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`
	var b strings.Builder
	if err := ui.Problem(&ui.View{Lang: ui.Chinese}, &ui.Fault{Status: 422, Title: hostile, Text: hostile}).Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	if page := b.String(); strings.Contains(page, "<script") || strings.Contains(page, "<img") || !strings.Contains(page, "&lt;script&gt;alert(1)") {
		t.Errorf("the page holds markup that somebody wrote: %s", page)
	}
}
