package handlers

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"hukou/workflow"
)

// TestAnswersComeInTheContractsOrder sends one request that is wrong in every way and
// mends it, one fault after the other: each time the next answer of the list comes.
func TestAnswersComeInTheContractsOrder(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.open("clerk", "lead", leadFacts())
		path := "cases/" + id + "/steps"
		body := contact()
		body["role"] = "head"
		header := map[string]string{}
		send := func(who string) reply {
			t.Helper()
			return w.do(request{who: who, method: "POST", path: path, body: body, header: header})
		}
		w.want(send(""), http.StatusUnauthorized, codeNoSession)
		w.want(send("clerk_b"), http.StatusNotFound, codeNotFound)
		w.want(send("aux"), http.StatusPreconditionRequired, codeIfMatch)
		old := w.version(id)
		header["If-Match"], header["Idempotency-Key"] = old, "used"
		taken := w.do(request{who: "clerk", method: "POST", path: path, body: contact(), header: header})
		w.want(taken, http.StatusOK, "")
		w.want(w.do(request{who: "clerk", method: "POST", path: "cases/" + id + "/claim"}), http.StatusOK, "")

		w.want(send("clerk"), http.StatusUnprocessableEntity, codeKeyReused)
		header["Idempotency-Key"] = "of another"
		w.want(send("aux"), http.StatusForbidden, codeNeverYours)
		held := send("clerk2")
		w.want(held, http.StatusLocked, codeHeld)
		if who := held.json["holder"].(map[string]any); who["officer"] != "o-clerk" || who["name"] != "民警clerk" {
			t.Errorf("the holder is told as %v", who)
		}
		w.want(send("clerk"), http.StatusPreconditionFailed, codeStale)
		header["If-Match"] = w.version(id)
		here := send("clerk")
		w.want(here, http.StatusConflict, codeNotFromHere)
		if allowed := here.json["allowed_events"].([]any); !slices.Contains(allowed, any("convert")) || slices.Contains(allowed, any("contact")) {
			t.Errorf("allowed_events are %v", allowed)
		}
		body["event"], body["input"] = "close_lead", map[string]any{}
		lacking := send("clerk")
		w.want(lacking, http.StatusUnprocessableEntity, codeUnmet)
		if n := len(lacking.json["unmet"].([]any)); n < 3 {
			t.Errorf("%d unmet conditions are told, want the reason, its words and the child's", n)
		}
		body["input"] = map[string]any{"close_reason": "moved_away", "reason": "已迁往外地", "successor": "lead"}
		w.want(send("clerk"), http.StatusBadRequest, codeUnknownField)
		delete(body, "role")
		header["Idempotency-Key"] = ""
		w.want(send("clerk"), http.StatusBadRequest, codeKeyMissing)
		header["Idempotency-Key"] = "of another"
		w.want(send("clerk"), http.StatusOK, "")
	})
}

// TestRepeatGetsTheFirstAnswer sends a step again after the case moved on, was claimed
// by another, and ended.
func TestRepeatGetsTheFirstAnswer(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.open("clerk", "lead", leadFacts())
		first := request{who: "clerk", method: "POST", path: "cases/" + id + "/steps", body: contact(),
			header: map[string]string{"If-Match": w.version(id), "Idempotency-Key": "once"}}
		taken := w.do(first)
		w.want(taken, http.StatusOK, "")
		w.want(w.do(request{who: "clerk2", method: "POST", path: "cases/" + id + "/claim"}), http.StatusOK, "")
		w.want(w.step("clerk2", id, w.version(id), map[string]any{"event": "close_lead", "input": map[string]any{"close_reason": "moved_away", "reason": "已迁往外地", "successor": "lead"}}), http.StatusOK, "")
		again := w.do(first)
		w.want(again, http.StatusOK, "")
		if again.Body.String() != taken.Body.String() || again.Header().Get("ETag") != taken.Header().Get("ETag") {
			t.Errorf("the repeat answered\n%s\nthe first\n%s", again.Body, taken.Body)
		}
		opened := request{who: "clerk", method: "POST", path: "cases", body: map[string]any{"business": "lead", "facts": leadFacts()}, header: map[string]string{"Idempotency-Key": "open once"}}
		opened.header["Idempotency-Key"] = "open-once"
		one, two := w.do(opened), w.do(opened)
		w.want(two, http.StatusCreated, "")
		if one.json["id"] != two.json["id"] || two.Header().Get("Location") != base+"/cases/"+one.json["id"].(string) {
			t.Error("the repeated opening made another case")
		}
	})
}

// TestElsewhereLooksLikeNowhere compares, byte by byte, what another county's officer
// reads of a case with what is said of one that does not exist.
func TestElsewhereLooksLikeNowhere(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.open("clerk", "lead", leadFacts())
		const none = "01890a5d-ac96-774b-bcce-b302099a8057"
		table := (&server{}).routes()
		for _, r := range table {
			if !strings.Contains(r.path, "{") || strings.HasPrefix(r.path, "/businesses") || strings.HasPrefix(r.path, "/queues") {
				continue
			}
			// A clerk asks, or a head where a clerk may not call; who may not either is told
			// so, whatever is named.
			who, want := "clerk_b", http.StatusNotFound
			may := func(role workflow.Role) bool { return len(r.who.roles) == 0 || slices.Contains(r.who.roles, role) }
			if !may(workflow.Clerk) {
				who = "head_b"
				if !may(workflow.Head) {
					want = http.StatusForbidden
				}
			}
			if want == http.StatusNotFound && slices.ContainsFunc([]string{"/access-requests/", "/seals/", "/audit/"}, func(p string) bool { return strings.HasPrefix(r.path, p) }) {
				want = 0 // what is wrong with such a call is told first, of any id alike
			}
			for _, body := range []any{nil, `{`, `{"event":"contact","role":"head"}`, map[string]any{"reason": "测试"}} {
				for _, header := range []map[string]string{nil, {"If-Match": "*"}, {"If-Match": `"1"`, "Idempotency-Key": "k"}} {
					send := func(at string) reply {
						path := strings.NewReplacer("{id}", at, "{mid}", none).Replace(strings.TrimPrefix(r.path, "/"))
						return w.do(request{who: who, method: r.method, path: path, body: body, header: header})
					}
					there, nowhere := send(id), send(none)
					if want != 0 && there.Code != want || there.Code < http.StatusBadRequest || there.Body.String() != nowhere.Body.String() || nowhere.Code != there.Code {
						t.Errorf("%s %s with %v: elsewhere %d %s, nowhere %d %s", r.method, r.path, body, there.Code, there.Body, nowhere.Code, nowhere.Body)
					}
				}
			}
		}
	})
}

// TestVersionIsReadInEveryFormButAny covers the forms of If-Match.
func TestVersionIsReadInEveryFormButAny(t *testing.T) {
	for header, want := range map[string]struct {
		version int64
		ok      bool
	}{`"12"`: {12, true}, `W/"12"`: {12, true}, `12`: {12, true}, ` "12" `: {12, true}, ``: {0, false}, `*`: {0, false},
		`"x"`: {noVersion, true}, `"0"`: {noVersion, true}, `"-1"`: {noVersion, true}, `"1", "2"`: {noVersion, true}} {
		if v, ok := seen(header); v != want.version || ok != want.ok {
			t.Errorf("If-Match %s reads as %d %v, want %d %v", header, v, ok, want.version, want.ok)
		}
	}
}
