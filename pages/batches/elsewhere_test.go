package batches_test

import (
	"net/http"
	"regexp"
	"testing"

	"hukou/cast"
	"hukou/internal/browser"
)

// differs is what stands otherwise on each page whatever is asked for: the number of the
// request, and the id in the address.
var differs = regexp.MustCompile(`<code>[^<]*</code>|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}`)

// An officer of another jurisdiction is answered for a roster, its docket, a case on the
// approval desk and a household byte for byte what is answered for none.
func TestARosterAnApprovalAndAHouseholdElsewhereLookLikeNone(t *testing.T) {
	demo := browser.Demo(t)
	home := as(t, demo, "qinghe.clerk1")
	_, list := home.get("/batches")
	batch := regexp.MustCompile(`/batches/([0-9a-f-]{36})`).FindStringSubmatch(list)[1]
	_, page := home.get("/batches/" + batch)
	line := regexp.MustCompile(`class="tile[^"]*" href="/cases/([0-9a-f-]{36})`).FindStringSubmatch(page)[1]
	elsewhere := as(t, demo, "shacong.head")
	const none = "01a20aae-0000-7000-8000-000000000000"
	household := cast.NextCollectiveHousehold
	if status, _ := home.get("/households/" + household); status == http.StatusNotFound {
		t.Fatal("the household is not there for its own station")
	}
	for _, c := range [][2]string{
		{"/batches/" + batch, "/batches/" + none}, {"/batches/" + batch + "/mine", "/batches/" + none + "/mine"},
		{"/batches/" + batch + "/progress", "/batches/" + none + "/progress"},
		{"/approvals/batch/" + batch, "/approvals/batch/" + none}, {"/approvals/" + line, "/approvals/" + none},
		{"/households/" + household, "/households/" + none},
	} {
		status, theirs := elsewhere.get(c[0])
		other, nobodys := elsewhere.get(c[1])
		if status != other || differs.ReplaceAllString(theirs, "") != differs.ReplaceAllString(nobodys, "") {
			t.Errorf("%s tells what lies elsewhere (%d) from none (%d)", c[0], status, other)
		}
		if status != http.StatusNotFound {
			t.Errorf("%s is answered %d, want 404", c[0], status)
		}
	}
}
