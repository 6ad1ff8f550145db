package handlers

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"hukou/workflow"
)

// TestEveryCallForEveryRole walks the table: whoever the table names gets past the
// guard, everyone else is told no, and nobody comes in without a session.
func TestEveryCallForEveryRole(t *testing.T) {
	w := aWorld(t, Config{})
	id := w.open("clerk", "lead", leadFacts())
	for _, r := range (&server{}).routes() {
		path := strings.NewReplacer("/cases/{id}", "/cases/"+id, "/batches/{id}", "/batches/"+id, "{name}", "mine", "{mid}", "none", "{id}", "none", "{sheet}", "M1").Replace(r.path)
		if r.id == "sign_out" {
			continue // ends the session of the walk; TestSignOut has it
		}
		for name, at := range worldOfficers() {
			got := w.do(request{who: name, method: r.method, path: base + path})
			role, allowed := workflow.Role(at[0]), true
			if len(r.who.roles) > 0 {
				allowed = slices.Contains(r.who.roles, role)
			}
			c, _ := got.json["code"].(string)
			switch {
			case r.who.open:
			case allowed && (got.Code == http.StatusUnauthorized || c == string(codeForbidden) && !decidesItself(r.id)):
				t.Errorf("%s %s keeps %s out: %d %s", r.method, r.path, name, got.Code, c)
			case !allowed && r.who.onCase && !slices.Contains(readers(), role) && got.Code != http.StatusNotFound:
				t.Errorf("%s %s tells %s of a case: %d %s", r.method, r.path, name, got.Code, c)
			case !allowed && !(r.who.onCase && !slices.Contains(readers(), role)) && got.Code != http.StatusForbidden:
				t.Errorf("%s %s lets %s in: %d %s", r.method, r.path, name, got.Code, c)
			}
		}
		if got := w.do(request{method: r.method, path: base + path}); !r.who.open && got.Code != http.StatusUnauthorized {
			t.Errorf("%s %s answers %d without a session", r.method, r.path, got.Code)
		}
	}
}

// decidesItself names the calls whose roles package register knows better than the
// table.
func decidesItself(id string) bool {
	return id == "claim_case" || id == "open_case" || id == "list_candidates"
}

// TestStatedRoleChangesNothing sends what a request never states: an officer, a role,
// a station. Each is refused as an unknown field, and nothing is done.
func TestStatedRoleChangesNothing(t *testing.T) {
	w := aWorld(t, Config{})
	id := w.open("clerk", "lead", leadFacts())
	before := w.version(id)
	for _, name := range []string{"role", "officer", "officer_id", "posting", "seat", "station", "Event", "as"} {
		body := contact()
		body[name] = "head"
		got := w.step("clerk", id, before, body)
		w.want(got, http.StatusBadRequest, codeUnknownField)
		if strings.Contains(got.Body.String(), `"head"`) {
			t.Errorf("the answer repeats what was sent: %s", got.Body)
		}
		opening := map[string]any{"business": "lead", "facts": leadFacts(), name: "head"}
		w.want(w.do(request{who: "aux", method: "POST", path: "cases", body: opening, header: map[string]string{"Idempotency-Key": w.fresh()}}), http.StatusBadRequest, codeUnknownField)
	}
	for _, header := range []string{"X-Role", "X-Officer", "X-Forwarded-User"} {
		got := w.do(request{who: "aux", method: "POST", path: "cases/" + id + "/steps", body: contact(),
			header: map[string]string{header: "head", "If-Match": before, "Idempotency-Key": w.fresh()}})
		w.want(got, http.StatusForbidden, codeNeverYours)
	}
	if now := w.version(id); now != before {
		t.Errorf("the case went from %s to %s", before, now)
	}
}

// TestAdministratorsSeeNoCases opens nothing of a case to the three who keep the
// system, at the very station of the case.
func TestAdministratorsSeeNoCases(t *testing.T) {
	w := aWorld(t, Config{})
	id := w.open("clerk", "lead", leadFacts())
	for _, who := range []string{"sysadmin", "secadmin", "auditadmin"} {
		w.want(w.do(request{who: who, method: "GET", path: "cases/" + id}), http.StatusNotFound, codeNotFound)
		w.want(w.do(request{who: who, method: "GET", path: "queues/station"}), http.StatusForbidden, codeForbidden)
		w.want(w.do(request{who: who, method: "POST", path: "search", body: map[string]any{"q": "测试", "kind": "people", "purpose": "测试"}}), http.StatusForbidden, codeForbidden)
		w.want(w.do(request{who: who, method: "GET", path: "people/x"}), http.StatusForbidden, codeForbidden)
		w.want(w.do(request{who: who, method: "GET", path: "sessions/current"}), http.StatusOK, "")
	}
}
