package handlers

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"hukou/workflow"
)

// hostile are values of every shape that no rule expects.
func hostile() []any {
	return []any{nil, true, -1, 1.5, 1e300, "", "\x00", "\u202e\u200b", strings.Repeat("长", 5000), []any{}, []any{map[string]any{}}, []any{"\x00"}, map[string]any{"a": map[string]any{}},
		"2026-02-30", "9999-12-31", "' or 1=1 --", "64990119990101999X", "01890a5d-ac96-774b-bcce-b302099a8057"}
}

// TestNoValueMakesItFail writes every hostile value into every fact of every
// business, and into every step from its beginning: each is taken or refused, and
// none is an internal error.
func TestNoValueMakesItFail(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		try := func(q request) {
			t.Helper()
			q.who = "clerk"
			if r := w.do(q); r.Code >= http.StatusInternalServerError {
				t.Errorf("%s %s with %.200v answers %d", q.method, q.path, q.body, r.Code)
			}
			w.pass(perMinuteStep)
		}
		for _, d := range w.reg.Book().All(w.reg.Today()) {
			for _, value := range hostile() {
				facts := map[string]any{}
				for f := range d.FactsOf() {
					facts[string(f)] = value
				}
				try(request{method: "POST", path: "cases", body: map[string]any{"business": d.Business, "facts": facts}, header: map[string]string{"Idempotency-Key": w.fresh()}})
			}
			if lineOf(w.reg.Book().All(w.reg.Today()), d.Business) {
				continue // it opens with its roster alone
			}
			id := w.draft(string(d.Business))
			for _, on := range d.Events(d.Initial) {
				for _, value := range hostile() {
					try(request{method: "POST", path: "cases/" + id + "/steps", header: map[string]string{"If-Match": w.version(id), "Idempotency-Key": w.fresh()},
						body: map[string]any{"event": on, "grounds": value, "to": value, "input": inputs(w.reg.Book(), d, on, value)}})
				}
			}
		}
	})
}

// lineOf tells whether the business is the line of a roster.
func lineOf(all []*workflow.Definition, b workflow.Business) bool {
	return slices.ContainsFunc(all, func(d *workflow.Definition) bool { return d.Child == b })
}

// perMinuteStep lets a long walk go on without being throttled.
const perMinuteStep = 60 * time.Millisecond

// draft opens a business with nothing declared, but for a lead, which is no draft.
func (w *world) draft(business string) string {
	w.t.Helper()
	if business == string(workflow.Lead) {
		return w.open("clerk", business, leadFacts())
	}
	return w.open("clerk", business, nil)
}

func inputs(book *workflow.Book, d *workflow.Definition, on workflow.Event, value any) map[string]any {
	out := map[string]any{}
	for _, s := range book.Edges(d, d.Initial, on) {
		for _, f := range append(s.Needs, s.May...) {
			out[string(f)] = value
		}
	}
	return out
}

// TestNoAddressMakesItFail asks every call with every hostile text in every place of
// its address and of its headers.
func TestNoAddressMakesItFail(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.open("clerk", "lead", leadFacts())
		odd := []string{"%00", "%ff", "%27", "a%20b", "-", strings.Repeat("9", 60), "01890a5d-ac96-774b-bcce-b302099a8057", id}
		known := newServer(Config{})
		calls := map[string]*huma.Operation{}
		for _, at := range known.mount(echo.New()).Paths {
			for _, op := range []*huma.Operation{at.Get, at.Post, at.Put, at.Patch, at.Delete} {
				if op != nil {
					calls[op.OperationID] = op
				}
			}
		}
		for _, r := range known.routes() {
			if r.id == "sign_out" || r.id == "sign_in" || r.id == "change_password" {
				continue
			}
			for _, text := range odd {
				path := strings.NewReplacer("{id}", text, "{mid}", text, "{name}", text).Replace(strings.TrimPrefix(r.path, "/"))
				for _, q := range queriesOf(calls[r.id], text, id) {
					got := w.do(request{who: "clerk", method: r.method, path: path + q, header: map[string]string{"Purpose": text, "If-Match": text, "Idempotency-Key": text, "Content-Type": text}})
					if got.Code >= http.StatusInternalServerError {
						t.Errorf("%s %s%s answers %d", r.method, path, q, got.Code)
					}
					w.pass(perMinuteStep)
				}
			}
		}
	})
}

// queriesOf are no query, each parameter alone and beside sound ones of those that the call
// must have, all of them, and one that is unknown.
func queriesOf(call *huma.Operation, text, id string) []string {
	sound := map[string]string{}
	var names []string
	for _, p := range call.Parameters {
		switch {
		case p.In != "query":
			continue
		case p.Required && p.Schema.Type == huma.TypeInteger:
			sound[p.Name] = p.Name + "=1"
		case p.Required:
			sound[p.Name] = p.Name + "=" + id
		}
		names = append(names, p.Name)
	}
	out, all := []string{"", "?unknown=" + text}, "?"
	for _, name := range names {
		one := "?" + name + "=" + text
		out, all = append(out, one), all+name+"="+text+"&"
		for other, given := range sound {
			if other != name {
				one += "&" + given
			}
		}
		if one != out[len(out)-1] {
			out = append(out, one)
		}
	}
	return append(out, all)
}

// TestDetailsOfARefusalRepeatNothing takes what the officer wrote out of the details.
func TestDetailsOfARefusalRepeatNothing(t *testing.T) {
	r := &refusal{code: codeUnmet, unmet: []workflow.Condition{{Code: "a", Detail: []string{"测试", "parent_household_book", "one"}}}}
	got := unsaid(r, workflow.Facts{"items": []any{"测试", "其他"}, "reason": "one"}).unmet[0].Detail
	if fmt.Sprint(got) != "[parent_household_book]" {
		t.Errorf("the details are %v", got)
	}
}
