package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"hukou/models"
	"hukou/store"
)

// Anybody is told of a paper by its code over the interface too, and the officers of its
// case what was given out; what there is not, what is none and what is protected are
// answered alike to the byte, and an address may ask so often a minute.
func TestAnybodyChecksAPaperOverHTTPAndLearnsNothingElse(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.seedFamily()
		id := w.open("clerk", "birth_cert", certifiedBirth())
		w.want(w.step("clerk", id, w.version(id), map[string]any{"event": "lodge"}), http.StatusOK, "")
		list := func(who string) reply { return w.do(request{who: who, method: "GET", path: "cases/" + id + "/papers"}) }
		got := list("clerk")
		w.want(got, http.StatusOK, "")
		items := got.json["items"].([]any)
		if len(items) != 1 {
			t.Fatalf("a case that was handed in gave out %v", items)
		}
		paper := items[0].(map[string]any)
		if paper["kind"] != "lodging_receipt" || paper["void"] != false || !strings.HasSuffix(paper["number"].(string), "-收件字第1号") || len(paper["prints"].([]any)) != 0 {
			t.Errorf("the receipt of the papers is listed as %v", paper)
		}
		w.want(list("clerk_b"), http.StatusNotFound, codeNotFound)
		w.want(list("sysadmin"), http.StatusNotFound, codeNotFound)

		clerk, _, err := w.reg.Session(t.Context(), w.session("clerk"), *w.real.Load())
		if err != nil {
			t.Fatal(err)
		}
		code, err := w.reg.PrintSheet(t.Context(), clerk, id, paper["number"].(string))
		if err != nil {
			t.Fatal(err)
		}
		if prints := list("clerk").json["items"].([]any)[0].(map[string]any)["prints"].([]any); len(prints) != 1 || prints[0].(map[string]any)["officer"] == "" {
			t.Errorf("the print log says %v", prints)
		}
		check := func(code string) reply {
			return w.do(request{method: "GET", path: "verify?code=" + url.QueryEscape(code)})
		}
		valid := check(code)
		w.want(valid, http.StatusOK, "")
		name := valid.json["name"].(string)
		if valid.json["void"] != false || strings.Count(name, "*") != 1 || len(valid.json) > 6 {
			t.Errorf("of the receipt is told %v", valid.json)
		}
		nobody := check(strings.Repeat("0", 26))
		alike := func(why string, codes ...string) {
			t.Helper()
			for _, c := range codes {
				if r := check(c); r.Code != http.StatusNotFound || r.Body.String() != nobody.Body.String() {
					t.Errorf("%s is answered %d %s, what there is not %s", why, r.Code, r.Body, nobody.Body)
				}
			}
		}
		alike("what is no code", "", "x", "周念诺", strings.Repeat("A", 3000), "' or 1=1 --")
		w.insert(func(tx *store.Tx) error {
			return store.Change[models.Case](tx, map[string]any{"restricted": true}, "id = ?", id)
		})
		alike("what is protected", code)
		w.pass(time.Minute)
		for range lookUps {
			alike("an unknown code", "x")
		}
		r := check("x")
		w.want(r, http.StatusTooManyRequests, codeTooMany)
		if r.Header().Get("Retry-After") != "2" {
			t.Errorf("Retry-After is %q", r.Header().Get("Retry-After"))
		}
		w.pass(2 * time.Second)
		alike("an unknown code", "x")
	})
}
