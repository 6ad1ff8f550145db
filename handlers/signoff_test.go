package handlers

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"hukou/auth"
	"hukou/models"
	"hukou/store"
)

// signedEach lets a policy row ask for a code with every decision of a business.
func (w *world) signedEach(business, mode string) {
	w.insert(func(tx *store.Tx) error {
		return store.Insert(tx, models.PolicyRow{ID: "row-" + business, Business: business, From: "2026-01-01", Level: -1, Options: `{"signoff":"` + mode + `"}`, Document: "测试", EnteredBy: "operator", EnteredAt: *w.real.Load()})
	})
}

// codeIn is the officer's one-time code so many steps from now.
func (w *world) codeIn(name string, steps int) map[string]any {
	w.t.Helper()
	c, err := auth.TOTPAt(w.secrets[name], w.real.Load().Add(time.Duration(steps)*30*time.Second))
	if err != nil {
		w.t.Fatal(err)
	}
	return map[string]any{"method": "totp", "code": c}
}

// onTheSpot takes a birth up to the clerk's decision on the spot.
func (w *world) onTheSpot() string {
	w.t.Helper()
	w.seedFamily()
	id := w.open("clerk", "birth_cert", certifiedBirth())
	w.want(w.step("clerk", id, w.version(id), map[string]any{"event": "lodge"}), http.StatusOK, "")
	for _, kind := range []string{"birth_certificate", "parent_household_book", "marriage_certificate"} {
		w.paper(id, kind)
	}
	w.want(w.step("clerk", id, w.version(id), map[string]any{"event": "accept"}), http.StatusOK, "")
	return id
}

func (w *world) asked(who, id, event string) map[string]any {
	w.t.Helper()
	for _, s := range w.do(request{who: who, method: "GET", path: "cases/" + id + "/steps"}).json["items"].([]any) {
		if s := s.(map[string]any); s["event"] == event {
			asked, _ := s["signoff"].(map[string]any)
			return asked
		}
	}
	return nil
}

func TestADecisionIsSignedOverHTTPAndShowsInTheJournal(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.signedEach("birth_cert", "each")
		id := w.onTheSpot()
		if a := w.asked("clerk", id, "skip_check"); a["mode"] != "each" || a["needed"] != true {
			t.Fatalf("the decision says of its signature %v", a)
		}
		if a := w.asked("clerk", id, "assign_check"); a != nil {
			t.Errorf("a step that is no decision says of a signature %v", a)
		}
		version := w.version(id)
		for _, none := range []any{nil, map[string]any{}} {
			body := map[string]any{"event": "skip_check"}
			if none != nil {
				body["signoff"] = none
			}
			no := w.step("clerk", id, version, body)
			w.want(no, http.StatusUnprocessableEntity, codeSignOff)
			if u := no.json["unmet"].([]any)[0].(map[string]any); u["code"] != "signoff_each" || u["basis"] == "" || u["message"] == "" {
				t.Errorf("what is lacking is told as %v", u)
			}
		}
		wrong := w.step("clerk", id, version, map[string]any{"event": "skip_check", "signoff": map[string]any{"method": "totp", "code": "000000"}})
		w.want(wrong, http.StatusUnprocessableEntity, codeSignOffCode)
		if e := wrong.json["errors"].([]any)[0].(map[string]any); e["field"] != "signoff.code" || e["code"] != "wrong" {
			t.Errorf("the wrong code is told as %v", e)
		}
		if w.version(id) != version {
			t.Fatal("an unsigned decision changed the case")
		}
		w.want(w.step("clerk", id, version, map[string]any{"event": "skip_check", "signoff": w.codeIn("clerk", 0)}), http.StatusOK, "")
		for _, row := range w.do(request{who: "clerk", method: "GET", path: "cases/" + id + "/journal"}).json["items"].([]any) {
			row := row.(map[string]any)
			s, _ := row["signoff"].(map[string]any)
			if row["event"] == "skip_check" && (s["method"] != "totp" || len(fmt.Sprint(s["hash"])) != 64) || row["event"] != "skip_check" && s != nil {
				t.Errorf("%v is signed %v", row["event"], s)
			}
		}
		// The code that signed the decision lets nobody in.
		w.want(w.signIn("clerk", password, nil), http.StatusUnauthorized, codeSignIn)
	})
}

func TestAQuarterOfAnHourAfterTheSignInADecisionAsksForACode(t *testing.T) {
	w := aWorld(t, Config{})
	id := w.onTheSpot()
	if a := w.asked("clerk", id, "skip_check"); a["mode"] != "recent" || a["needed"] != false {
		t.Fatalf("right after the sign-in the decision says of its signature %v", a)
	}
	w.pass(14 * time.Minute)
	w.want(w.do(request{who: "clerk", method: "GET", path: "sessions/current"}), http.StatusOK, "")
	w.pass(2 * time.Minute)
	version := w.do(request{who: "clerk", method: "GET", path: "cases/" + id}).Header().Get("ETag")
	no := w.step("clerk", id, version, map[string]any{"event": "skip_check"})
	w.want(no, http.StatusUnprocessableEntity, codeSignOff)
	if a := w.asked("clerk", id, "skip_check"); a["needed"] != true {
		t.Errorf("the decision says of its signature %v", a)
	}
	w.want(w.step("clerk", id, version, map[string]any{"event": "skip_check", "signoff": w.codeIn("clerk", 0)}), http.StatusOK, "")
}
