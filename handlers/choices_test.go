package handlers

import (
	"net/http"
	"strings"
	"testing"
)

// told is all that a problem says to people: its detail and the messages of its errors.
func told(r reply) string {
	out, _ := r.json["detail"].(string)
	all, _ := r.json["errors"].([]any)
	for _, e := range all {
		out += "\n" + e.(map[string]any)["message"].(string)
	}
	return out
}

// TestWrongWordIsAnsweredWithTheRightOnes sends what somebody new to the interface
// writes: words that are nearly right, fields that the call has not, numbers beyond
// their bounds. Each answer lists what would be right, with its words and in the
// language asked for, at most ten, and repeats nothing that was sent.
func TestWrongWordIsAnsweredWithTheRightOnes(t *testing.T) {
	w := aWorld(t, Config{})
	id := w.open("clerk", "lead", leadFacts())
	wrongLead := leadFacts()
	wrongLead["lead_source"], wrongLead["lead_matter"] = "zzwrong", "zzwrong"
	post := func(path string, body any) request {
		return request{who: "clerk", method: "POST", path: path, body: body, header: map[string]string{"If-Match": w.version(id), "Idempotency-Key": w.fresh()}}
	}
	get := func(path string) request { return request{who: "clerk", method: "GET", path: path} }
	for _, row := range []struct {
		name   string
		q      request
		status int
		code   code
		zh, en []string
	}{
		{"a coded fact", post("cases", map[string]any{"business": "lead", "facts": wrongLead}), 422, codeInvalid, []string{"可填：", "visit（"}, []string{"One of: ", "visit ("}},
		{"a fact of another business", post("cases", map[string]any{"business": "lead", "facts": map[string]any{"zzwrong": "x"}}), 422, codeInvalid, []string{"没有此项目。可填：lead_source（"}, []string{"lead_source ("}},
		{"a business", post("cases", map[string]any{"business": "zzwrong"}), 422, codeInvalid, []string{"可填：", "birth_cert（", "，另有 ", "GET /businesses"}, []string{"birth_cert (", " more; all stand in the catalogue (GET /businesses)"}},
		{"a business to read", get("businesses/zzwrong"), 404, codeNotFound, []string{"没有这项业务。可填：", "birth_cert（"}, []string{"birth_cert ("}},
		{"an event that no business has", post("cases/"+id+"/steps", map[string]any{"event": "zzwrong"}), 403, codeNeverYours, []string{"没有这个名称的环节", "contact（", "GET /cases/{id}/steps"}, []string{"no step of this name", "Open now: ", "contact ("}},
		{"an event of another state", post("cases/"+id+"/steps", map[string]any{"event": "convert"}), 409, codeNotFromHere, []string{"现在开放的环节：", "contact（"}, []string{"Open now: ", "contact ("}},
		{"an input of another step", post("cases/"+id+"/steps", map[string]any{"event": "contact", "input": map[string]any{"contacted_by": "visit", "findings": "见过", "zzwrong": "x"}}), 422, codeInvalid, []string{"本步骤没有此项目。可填：", "contacted_by（"}, []string{"contacted_by ("}},
		{"a coded input", post("cases/"+id+"/steps", map[string]any{"event": "contact", "input": map[string]any{"contacted_by": "zzwrong", "findings": "见过"}}), 422, codeInvalid, []string{"可填：", "visit（"}, []string{"visit ("}},
		{"a field of the call", post("cases", map[string]any{"business": "lead", "zzwrong": 1}), 400, codeUnknownField, []string{"没有这个项目。可填：applicant、business、campaign、consents、facts"}, []string{"One of: applicant, business, campaign, consents, facts"}},
		{"a kind of search", post("search", map[string]any{"q": "x", "kind": "zzwrong"}), 422, codeInvalid, []string{"people（人员）", "households（户）", "cases（业务）"}, []string{"people (people)"}},
		{"a purpose", post("search", map[string]any{"q": "x", "kind": "people", "purpose_code": "zzwrong"}), 422, codeInvalid, []string{"window（群众到窗口办理）"}, []string{"window (Somebody is at the window)"}},
		{"a queue", get("queues/zzwrong"), 404, codeNotFound, []string{"没有这个队列。可填：mine（本人在办）、station"}, []string{"mine (in your hands)"}},
		{"a parameter", get("queues/mine?zzwrong=1"), 400, codeUnknownField, []string{"可填：cursor、limit。"}, []string{"One of: cursor, limit."}},
		{"a number too large", get("queues/mine?limit=1000000"), 422, codeInvalid, []string{"1 至 100 的整数"}, []string{"from 1 to 100"}},
	} {
		for lang, want := range map[string][]string{"zh": row.zh, "en": row.en} {
			q := row.q
			q.header = map[string]string{"Accept-Language": lang}
			for k, v := range row.q.header {
				q.header[k] = v
			}
			r := w.do(q)
			w.want(r, row.status, row.code)
			said := told(r)
			for _, part := range want {
				if !strings.Contains(said, part) {
					t.Errorf("%s (%s) is not told of %q:\n%s", row.name, lang, part, said)
				}
			}
			if strings.Contains(r.Body.String(), "zzwrong") && row.name != "a fact of another business" && row.name != "a field of the call" && row.name != "an input of another step" && row.name != "a parameter" {
				t.Errorf("%s repeats what was sent:\n%s", row.name, r.Body.String())
			}
		}
	}
	if r := w.do(post("cases", map[string]any{"business": "zzwrong"})); strings.Count(told(r), "（") > 12 {
		t.Errorf("more than ten are listed:\n%s", told(r))
	}
	id = w.onTheSpot()
	r := w.do(request{who: "aux", method: "POST", path: "cases/" + id + "/steps", body: map[string]any{"event": "skip_check"}, header: map[string]string{"If-Match": w.version(id), "Idempotency-Key": w.fresh()}})
	w.want(r, http.StatusForbidden, codeNeverYours)
	if !strings.Contains(told(r), "由以下岗位办理，请交由其办理：户籍民警（本案办理机关）") {
		t.Errorf("who takes the step is not told:\n%s", told(r))
	}
	r = w.do(request{who: "clerk", method: "GET", path: "audit/alarms"})
	w.want(r, http.StatusForbidden, codeForbidden)
	if !strings.Contains(told(r), "请交由以下岗位办理：所领导、") {
		t.Errorf("who may make the call is not told:\n%s", told(r))
	}
}

// TestEveryClosedListHasWords looks at every list of values that a body of the
// interface has: each value has a name in both languages.
func TestEveryClosedListHasWords(t *testing.T) {
	w := aWorld(t, Config{})
	words, lists := choiceWords(), 0
	for name, schema := range shapesOf((&server{Config: Config{}, reg: w.reg}).routes()).registry.Map() {
		for field, prop := range schema.Properties {
			if len(prop.Enum) > 0 {
				lists++
			}
			for _, v := range prop.Enum {
				if said := words[v.(string)]; said.Zh == "" || said.En == "" {
					t.Errorf("%s.%s: %v has no words", name, field, v)
				}
			}
		}
	}
	if lists < 5 {
		t.Errorf("only %d closed lists were found", lists)
	}
}
