package stories

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// What a request says of its officer's role, post or station is refused as a whole,
// and changes nothing.
func TestForgedRoleOfficerOrStationChangesNothing(t *testing.T) {
	in := demo(t, sqlite)
	s := tell(t, in)
	clerk, lead, n := s.as("yuntai.clerk1"), s.as("haiyuan.lead"), family(t, "r2_review")
	id := lead.Find("birth_no_cert", n.Name)
	page := call{method: http.MethodGet, path: "/cases/" + id}
	before := clerk.do(page, http.StatusOK)
	for _, forged := range []facts{{"role": "county_lead"}, {"officer": "haiyuan.lead"}, {"officer_id": "haiyuan.lead"}, {"station": "640522000000"}, {"posting": "any"},
		{"seat": "superior"}, {"as": facts{"role": "county_lead"}}, {"signoff": facts{"officer": "haiyuan.lead"}}, {"applicant": facts{"role": "head"}}} {
		approve, open := facts{"event": "approve"}, facts{"business": "lead"}
		maps.Copy(approve, forged)
		maps.Copy(open, forged)
		c := clerk.step(id, "approve", "", nil)
		c.body = approve
		for _, c := range []call{c, {method: http.MethodPost, path: "/cases", body: open, header: map[string]string{"Idempotency-Key": s.key()}}} {
			if a := clerk.send(c); a.status != http.StatusBadRequest && a.status != http.StatusForbidden || a.status == http.StatusForbidden && c.path == "/cases" {
				t.Errorf("%v at %s is answered %s", forged, c.path, a)
			}
		}
		// Where the step is the officer's own, nothing hides that the field is refused.
		own := clerk.step(id, "urge", "", facts{"reason": "请尽快"})
		maps.Copy(own.body.(facts), forged)
		var p problem
		clerk.do(own, http.StatusBadRequest).into(t, &p)
		if p.Code != "unknown_field" {
			t.Errorf("%v is refused as %s", forged, p.Code)
		}
	}
	if after := clerk.do(page, http.StatusOK); !bytes.Equal(before.body, after.body) {
		t.Errorf("the case was\n%s\nand is\n%s", before, after)
	}
	if got := s.as("haiyuan.lead").See(id).State; got != "county_review" {
		t.Errorf("the case stands in %s", got)
	}
}

// Another county's case, person or household is answered byte for byte like one that
// does not exist, at every address that names one.
func TestAnotherCountysCaseLooksLikeNone(t *testing.T) {
	in := demo(t, sqlite)
	s := tell(t, in)
	here, there, n := s.as("yuntai.clerk1"), s.as("qinghe.clerk1"), family(t, "r1_waiting")
	theirs := here.Find("birth_no_cert", n.Name)
	if here.See(theirs).ID != theirs {
		t.Fatal("the case is not even its own station's")
	}
	nobody := "01a00000-0000-7000-8000-000000000000"
	names := map[string][2]string{"/cases": {theirs, nobody}, "/batches": {theirs, nobody}, "/people": {n.Mother, nobody}, "/households": {n.Household, nobody}}
	tried := 0
	for _, route := range in.routes(t) {
		first := "/" + strings.Split(route.path, "/")[1]
		ids, named := names[first]
		if !named || !strings.Contains(route.path, "{id}") {
			continue
		}
		for _, c := range variations(route, theirs) {
			var got [2]answer
			for i, id := range ids {
				c.path = strings.NewReplacer("{id}", id, "{mid}", nobody).Replace(route.path)
				got[i] = there.send(c)
			}
			tried++
			if d := difference(got[0], got[1]); d != "" || got[0].status != http.StatusNotFound && got[0].status != http.StatusUnprocessableEntity {
				t.Errorf("%s %s, body %v, header %v: %s\ntheirs: %s\nnone:   %s", route.method, route.path, c.body, c.header, d, got[0], got[1])
			}
		}
	}
	if tried < 150 {
		t.Errorf("only %d requests were tried; the description names too few addresses", tried)
	}
	for what, ask := range map[string]func(id string) call{
		"a search within the case": func(id string) call {
			return call{method: http.MethodPost, path: "/search", body: facts{"q": "王", "kind": "people", "case_id": id}}
		},
		"a look within the case": func(id string) call {
			return call{method: http.MethodGet, path: "/people/" + n.Mother + "?case_id=" + id}
		},
	} {
		if d := difference(there.send(ask(theirs)), there.send(ask(nobody))); d != "" {
			t.Errorf("%s tells their case from none: %s", what, d)
		}
	}
	in.wantSound(t)
}

// variations are requests at an address: with and without what the calls ask for, with
// bodies that some call takes and with one that none does.
func variations(r route, theirs string) []call {
	bodies := []any{nil}
	headers := []map[string]string{nil, {"If-Match": `"1"`, "Idempotency-Key": "outside"}, purpose("核对")}
	if r.method != http.MethodGet {
		headers = headers[:2]
		bodies = append(bodies, facts{"event": "accept"}, facts{"facts": facts{}}, facts{"reason": "核对"}, facts{"result": "ok"}, facts{"lines": []any{facts{"facts": facts{}}}},
			facts{"event": "search", "lines": []any{facts{"id": theirs, "version": 1}}}, facts{"unknown": 1})
	}
	var out []call
	for _, b := range bodies {
		for _, h := range headers {
			out = append(out, call{method: r.method, body: b, header: h})
		}
	}
	return out
}

// difference says in what two answers differ that anybody could see.
func difference(a, b answer) string {
	for _, h := range []http.Header{a.header, b.header} {
		h.Del("Date")
		h.Del("X-Request-Id")
	}
	switch {
	case a.err != nil || b.err != nil:
		return "the connection broke"
	case a.status != b.status:
		return "the status"
	case !bytes.Equal(a.body, b.body):
		return "the body"
	case !maps.EqualFunc(a.header, b.header, slices.Equal):
		return "the headers"
	}
	return ""
}

// route is an address of the API as its own description names it.
type route struct{ method, path string }

// routes reads the description that the program serves.
func (in *instance) routes(t testing.TB) []route {
	t.Helper()
	var described struct {
		Paths map[string]map[string]json.RawMessage
	}
	in.send(call{method: http.MethodGet, path: "!/openapi.json"}).into(t, &described)
	var out []route
	for path, methods := range described.Paths {
		under, ok := strings.CutPrefix(path, "/api/v1")
		for method := range methods {
			if m := strings.ToUpper(method); ok && slices.Contains([]string{http.MethodGet, http.MethodPost, http.MethodPatch, http.MethodDelete, http.MethodPut}, m) {
				out = append(out, route{m, under})
			}
		}
	}
	slices.SortFunc(out, func(a, b route) int { return strings.Compare(a.path+a.method, b.path+b.method) })
	return out
}

// An id of another county within the body of a request is answered like one that does
// not exist, wherever a body may name a person, a household, a case or an entry.
func TestAnotherCountysIdInABodyLooksLikeNone(t *testing.T) {
	for _, db := range []database{sqlite, postgres} {
		in := demo(t, db)
		s := tell(t, in)
		here, there, n := s.as("yuntai.clerk1"), s.as("qinghe.clerk1"), family(t, "r1_waiting")
		theirCase := here.Find("birth_no_cert", n.Name)
		theirEvent, line := here.firstEvent(n.Mother), there.Find("ward_line", "马春生")
		nobody := "01a00000-0000-7000-8000-000000000000"
		opening := func(business string, more facts) func(string) call {
			return func(id string) call {
				body := facts{"business": business, "applicant": facts{"name": "某", "relation": "committee"}}
				for k, v := range more {
					body[k] = v
				}
				return call{method: http.MethodPost, path: "/cases", body: replaced(body, id), header: map[string]string{"Idempotency-Key": s.key()}}
			}
		}
		subject := func(role string) facts { return facts{"subjects": []any{facts{"role": role, "person_id": "$id"}}} }
		for what, c := range map[string]struct {
			theirs string
			ask    func(id string) call
		}{
			"the dead of a death":        {n.Mother, opening("death", subject("deceased"))},
			"the ward of a move":         {n.Mother, opening("ward_move", subject("ward"))},
			"the entry to be cancelled":  {n.Mother, opening("dup_cancel", subject("person"))},
			"the child of a first entry": {n.Mother, opening("ward_first", subject("ward"))},
			"the person of a reversal":   {n.Mother, opening("reversal", subject("affected"))},
			"the event of a reversal":    {theirEvent, opening("reversal", facts{"facts": facts{"register_event_id": "$id"}})},
			"the mother of a birth":      {n.Mother, opening("birth_cert", facts{"facts": facts{"mother": "$id"}})},
			"the household of a birth":   {n.Household, opening("birth_cert", facts{"facts": facts{"household_id": "$id"}})},
			"the household of a roster":  {n.Household, opening("ward_batch", facts{"facts": facts{"household_id": "$id"}})},
			"the entry that a search found": {n.Mother, func(id string) call {
				return there.step(line, "hit_one", "", facts{"hit_person": id, "compared_by_eye": true, "findings": "x"})
			}},
			"the case of a duplicate": {theirCase, func(id string) call { return there.step(line, "withdraw", "", facts{"reason": "x", "successor": id}) }},
			"the case of a search": {theirCase, func(id string) call {
				return call{method: http.MethodPost, path: "/search", body: facts{"q": "王", "kind": "people", "case_id": id, "purpose_code": "check"}}
			}},
		} {
			var got [2]answer
			for i, id := range []string{c.theirs, nobody} {
				got[i] = there.send(c.ask(id))
				got[i] = got[i].without(id)
			}
			if d := difference(got[0], got[1]); d != "" || got[0].status < 400 && what != "the event of a reversal" {
				t.Errorf("%s: %s\ntheirs: %s\nnone:   %s", what, d, got[0], got[1])
			}
		}
		in.wantSound(t)
	}
}

// without is an answer in which the id sent, and what is new with each case, do not
// stand.
func (a answer) without(id string) answer {
	var fresh struct{ ID, Number string }
	_ = json.Unmarshal(a.body, &fresh)
	for _, text := range []string{id, fresh.ID, fresh.Number} {
		if text != "" {
			a.body = bytes.ReplaceAll(a.body, []byte(text), []byte("$id"))
		}
	}
	a.header = a.header.Clone()
	a.header.Del("Location")
	return a
}

// firstEvent is the id of the first entry in somebody's history.
func (o *officer) firstEvent(id string) string {
	o.s.t.Helper()
	var list struct{ Items []struct{ ID string } }
	o.do(call{method: http.MethodGet, path: "/people/" + id + "/history", header: purpose("核对登记")}, http.StatusOK).into(o.s.t, &list)
	return list.Items[0].ID
}

// replaced is a body with an id put in wherever it says $id.
func replaced(body facts, id string) json.RawMessage {
	b, err := json.Marshal(body)
	if err != nil {
		return nil
	}
	return bytes.ReplaceAll(b, []byte("$id"), []byte(id))
}
