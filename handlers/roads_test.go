package handlers

import (
	"encoding/json"
	"net/http"
	"testing"

	"hukou/workflow"
)

// Whoever chooses the route of a birth is told of each for whom it is, in both languages: in
// the description of the business, and of the steps of a case. No other state has such words.
func TestEveryRouteSaysForWhomItIs(t *testing.T) {
	w := aWorld(t, Config{})
	r := w.do(request{who: "clerk", method: "GET", path: "businesses/birth_no_cert"})
	w.want(r, http.StatusOK, "")
	var told businessOut
	if err := json.Unmarshal(r.Body.Bytes(), &told); err != nil {
		t.Fatal(err)
	}
	book := workflow.NewBook()
	d, _ := book.Current(workflow.BirthNoCert, "2026-09-24")
	routes := map[string]bool{}
	for _, s := range d.Steps {
		for _, to := range s.To {
			if s.On == workflow.ChooseRoute {
				routes[string(to)] = true
			}
		}
	}
	if len(routes) != 3 {
		t.Fatalf("the routes are %v", routes)
	}
	for _, st := range told.States {
		if routes[st.ID] != (st.For != nil && st.For.Zh != "" && st.For.En != "") {
			t.Errorf("%s is told to be for %v", st.ID, st.For)
		}
	}
}
