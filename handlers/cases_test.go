package handlers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
	"sync"
	"testing"

	"hukou/uploads/uploadstest"
)

// upload is a multipart body with a file, unless it has no name.
func upload(t testing.TB, fields map[string]string, name, media string, content []byte) (body []byte, contentType string) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, v := range fields {
		if err := m.WriteField(k, v); err != nil {
			t.Fatal(err)
		}
	}
	if name != "" {
		h := textproto.MIMEHeader{}
		h.Set("Content-Disposition", fmt.Sprintf(`form-data; name="file"; filename=%q`, name))
		h.Set("Content-Type", media)
		p, err := m.CreatePart(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), m.FormDataContentType()
}

// TestCaseIsTakenThroughItsSteps follows a lead from its note to its end.
func TestCaseIsTakenThroughItsSteps(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		opened := w.do(request{who: "clerk", method: "POST", path: "cases", header: map[string]string{"Idempotency-Key": "k"},
			body: map[string]any{"business": "lead", "applicant": map[string]any{"name": "测试乙", "relation": "neighbour"}, "facts": leadFacts()}})
		w.want(opened, http.StatusCreated, "")
		id := opened.json["id"].(string)
		if opened.Header().Get("Location") != base+"/cases/"+id || opened.Header().Get("ETag") != `"1"` {
			t.Errorf("opened at %s with %s", opened.Header().Get("Location"), opened.Header().Get("ETag"))
		}
		if facts := opened.json["facts"].(map[string]any); facts["applicant_name"] != "测试乙" || facts["applicant_relation"] != "neighbour" {
			t.Errorf("the applicant is kept as %v", facts)
		}
		for _, member := range []string{"id", "number", "business", "edition", "state", "version", "late", "overdue", "clocks", "holder", "acceptance_station",
			"handling_station", "register_station", "subjects", "materials", "missing", "tasks", "successors"} {
			if _, ok := opened.json[member]; !ok {
				t.Errorf("the case has no %s", member)
			}
		}
		changed := w.do(request{who: "clerk", method: "PATCH", path: "cases/" + id, header: map[string]string{"If-Match": `"1"`}, body: map[string]any{"facts": map[string]any{"lead_place": "东街", "child_name": nil}}})
		w.want(changed, http.StatusOK, "")
		w.want(w.do(request{who: "clerk", method: "PATCH", path: "cases/" + id, header: map[string]string{"If-Match": `"1"`}, body: map[string]any{"facts": map[string]any{}}}), http.StatusPreconditionFailed, codeStale)
		w.want(w.do(request{who: "clerk", method: "PATCH", path: "cases/" + id, body: map[string]any{"facts": map[string]any{}}}), http.StatusPreconditionRequired, codeIfMatch)
		taken := w.step("community", id, changed.Header().Get("ETag"), contact())
		w.want(taken, http.StatusOK, "")
		if taken.json["state"] != "contacted" || taken.Header().Get("ETag") != fmt.Sprintf("%q", fmt.Sprint(taken.json["version"])) {
			t.Errorf("the step gave state %v, version %v, ETag %s", taken.json["state"], taken.json["version"], taken.Header().Get("ETag"))
		}
		journal := w.do(request{who: "head", method: "GET", path: "cases/" + id + "/journal"})
		w.want(journal, http.StatusOK, "")
		row := journal.json["items"].([]any)[0].(map[string]any)
		for _, member := range []string{"seq", "event", "from", "to", "officer", "posting", "role", "seat", "station", "at", "grounds", "edition", "prev_hash", "hash"} {
			if _, ok := row[member]; !ok {
				t.Errorf("a journal row has no %s", member)
			}
		}
		w.want(w.do(request{who: "clerk", method: "POST", path: "cases/" + id + "/recusal", body: map[string]any{"reason": "当事人是我的邻居"}, header: map[string]string{"Idempotency-Key": "r"}}), http.StatusCreated, "")
	})
}

// TestStepsShowTheirInput reads the schema of what a step takes, and finds each word
// in both languages.
func TestStepsShowTheirInput(t *testing.T) {
	w := aWorld(t, Config{})
	id := w.open("clerk", "lead", leadFacts())
	r := w.do(request{who: "clerk", method: "GET", path: "cases/" + id + "/steps"})
	w.want(r, http.StatusOK, "")
	step := r.json["items"].([]any)[0].(map[string]any)
	if step["event"] != "contact" || step["allowed"] != true || len(step["unmet"].([]any)) != 0 || step["to"].([]any)[0] != "contacted" {
		t.Fatalf("the first step is %v", step)
	}
	raw, err := json.Marshal(step["input"])
	if err != nil {
		t.Fatal(err)
	}
	var s jsonSchema
	if err := json.Unmarshal(raw, &s); err != nil {
		t.Fatal(err)
	}
	by := s.Properties["contacted_by"]
	if s.Type != "object" || *s.AdditionalProperties || fmt.Sprint(s.Required) != "[contacted_by findings]" || by == nil || fmt.Sprint(by.Enum) != "[visit phone window]" ||
		by.Title != "联系方式" || by.Names.En != "How contacted" || by.Labels["phone"].Zh != "电话" || s.Properties["findings"].MaxLength != 4000 {
		t.Errorf("the input is %s", raw)
	}
	for _, d := range w.reg.Book().All(w.reg.Today()) {
		for _, step := range d.Steps {
			for name, p := range inputSchema(w.reg.Book(), step.Needs, step.May, chinese).Properties {
				if p.Names.Zh == "" || p.Names.En == "" || p.Kind == "" {
					t.Errorf("%s/%s takes %s, which has no words", d.Business, step.On, name)
				}
			}
		}
	}
}

func TestEveryBusinessIsInTheCatalogue(t *testing.T) {
	w := aWorld(t, Config{})
	all := w.do(request{who: "aux", method: "GET", path: "businesses"})
	w.want(all, http.StatusOK, "")
	for _, b := range all.json["items"].([]any) {
		b := b.(map[string]any)
		one := w.do(request{who: "aux", method: "GET", path: "businesses/" + b["id"].(string) + "?edition=" + b["edition"].(string)})
		w.want(one, http.StatusOK, "")
		for _, member := range []string{"names", "states", "steps", "materials", "deadlines", "basis", "facts"} {
			if one.json[member] == nil {
				t.Errorf("%s has no %s", b["id"], member)
			}
		}
	}
	w.want(w.do(request{who: "aux", method: "GET", path: "businesses/none"}), http.StatusNotFound, codeNotFound)
}

func TestHolderKeepsTheCaseUntilTakenOver(t *testing.T) {
	w := aWorld(t, Config{})
	id := w.open("clerk", "lead", leadFacts())
	before := w.version(id)
	w.want(w.do(request{who: "clerk", method: "POST", path: "cases/" + id + "/claim"}), http.StatusOK, "")
	if now := w.version(id); now != before {
		t.Errorf("claiming took the version from %s to %s", before, now)
	}
	w.want(w.do(request{who: "clerk2", method: "POST", path: "cases/" + id + "/claim"}), http.StatusLocked, codeHeld)
	w.want(w.do(request{who: "clerk2", method: "POST", path: "cases/" + id + "/release"}), http.StatusLocked, codeHeld)
	w.want(w.do(request{who: "head", method: "POST", path: "cases/" + id + "/takeover", body: map[string]any{"reason": ""}}), http.StatusUnprocessableEntity, codeInvalid)
	taken := w.do(request{who: "head", method: "POST", path: "cases/" + id + "/takeover", body: map[string]any{"reason": "承办人休假"}})
	w.want(taken, http.StatusOK, "")
	if taken.json["holder"].(map[string]any)["officer"] != "o-head" {
		t.Errorf("the holder is %v", taken.json["holder"])
	}
}

// TestPaperIsAddedJudgedAndReadBack keeps a scan and hands it out as a file, whose name
// says nothing of the one that was brought.
func TestPaperIsAddedJudgedAndReadBack(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.open("clerk", "birth_cert", nil)
		png := uploadstest.PNG(40, 50, 7)
		body, media := upload(t, map[string]string{"kind": "birth_certificate"}, `..\..\证明 "1".png`, "image/png", png)
		send := request{who: "aux", method: "POST", path: "cases/" + id + "/materials", body: body, header: map[string]string{"Content-Type": media, "Idempotency-Key": "scan"}}
		added := w.do(send)
		w.want(added, http.StatusCreated, "")
		if again := w.do(send); again.Body.String() != added.Body.String() {
			t.Error("the repeat added another paper")
		}
		paper := added.json["materials"].([]any)[0].(map[string]any)["id"].(string)
		scan := w.do(request{who: "clerk", method: "GET", path: "cases/" + id + "/materials/" + paper + "/content"})
		w.want(scan, http.StatusOK, "")
		h := scan.Header()
		if !bytes.Equal(scan.Body.Bytes(), png) || h.Get("Content-Type") != "image/png" || h.Get("X-Content-Type-Options") != "nosniff" ||
			!strings.HasPrefix(h.Get("Content-Security-Policy"), "sandbox") || h.Get("Content-Disposition") != "attachment; filename*=UTF-8''scan.png" {
			t.Errorf("the scan comes with %v", h)
		}
		judge := request{who: "clerk", method: "POST", path: "cases/" + id + "/materials/" + paper + "/verdict", body: map[string]any{"result": "doubtful"}}
		w.want(w.do(judge), http.StatusUnprocessableEntity, codeInvalid)
		judge.body = map[string]any{"result": "ok"}
		judge.header = map[string]string{"If-Match": `"1"`}
		w.want(w.do(judge), http.StatusPreconditionFailed, codeStale)
		judge.header = nil
		judged := w.do(judge)
		w.want(judged, http.StatusOK, "")
		judge.who = "aux"
		w.want(w.do(judge), http.StatusForbidden, codeForbidden)

		html, media := upload(t, map[string]string{"kind": "birth_certificate", "role": "head"}, "x.html", "text/html", []byte("<script>"))
		send.body, send.header = html, map[string]string{"Content-Type": media, "Idempotency-Key": "other"}
		w.want(w.do(send), http.StatusBadRequest, codeUnknownField)
		html, media = upload(t, map[string]string{"kind": "none"}, "x.html", "text/html", []byte("<script>"))
		send.body, send.header["Content-Type"] = html, media
		wrong := w.do(send)
		w.want(wrong, http.StatusUnprocessableEntity, codeInvalid)
		if len(wrong.json["errors"].([]any)) != 2 {
			t.Errorf("told of %v", wrong.json["errors"])
		}
		send.body = make([]byte, maxUpload+1)
		w.want(w.do(send), http.StatusRequestEntityTooLarge, codeTooLarge)
		send.body, send.header["Content-Type"] = "{}", "application/json"
		w.want(w.do(send), http.StatusUnsupportedMediaType, codeMediaType)
	})
}

// TestOfManyOfficersAtOnceOneSucceeds lets twenty requests fall on one version: one
// step is taken, the others are told that the case changed, and none fails.
func TestOfManyOfficersAtOnceOneSucceeds(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.open("clerk", "lead", leadFacts())
		version := w.version(id)
		names := []string{"clerk", "clerk2", "community"}
		for _, n := range names {
			w.session(n)
		}
		raw, err := json.Marshal(contact())
		if err != nil {
			t.Fatal(err)
		}
		codes := make([]int, 20)
		var all sync.WaitGroup
		for i := range codes {
			all.Go(func() {
				codes[i] = w.do(request{who: names[i%3], method: "POST", path: "cases/" + id + "/steps", body: raw,
					header: map[string]string{"If-Match": version, "Idempotency-Key": fmt.Sprintf("at-once-%d", i)}}).Code
			})
		}
		all.Wait()
		count := map[int]int{}
		for _, c := range codes {
			count[c]++
		}
		if count[http.StatusOK] != 1 || count[http.StatusPreconditionFailed] != 19 {
			t.Errorf("twenty at once gave %v", count)
		}
	})
}

// TestDoubleClickIsOneStep sends one request ten times at once under one key: all
// read the same answer, and the case moved once.
func TestDoubleClickIsOneStep(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.open("clerk", "lead", leadFacts())
		q := request{who: "clerk", method: "POST", path: "cases/" + id + "/steps", body: contact(), header: map[string]string{"If-Match": w.version(id), "Idempotency-Key": "double"}}
		bodies := make([]string, 10)
		var all sync.WaitGroup
		for i := range bodies {
			all.Go(func() {
				r := w.do(q)
				bodies[i] = fmt.Sprint(r.Code) + r.Body.String()
			})
		}
		all.Wait()
		for _, b := range bodies {
			if b != bodies[0] || !strings.HasPrefix(b, "200") {
				t.Fatalf("one answered %s, another %s", bodies[0], b)
			}
		}
		if journal := w.do(request{who: "clerk", method: "GET", path: "cases/" + id + "/journal"}); journal.json["total"] != 1.0 {
			t.Errorf("the journal has %v rows", journal.json["total"])
		}
	})
}

// TestAmendmentOfALodgedCaseIsReadInItsJournal changes a draft and, once it is lodged,
// the child's name: the journal has a row of the second change alone, which says in
// either language what was changed, from what and to what.
func TestAmendmentOfALodgedCaseIsReadInItsJournal(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.seedFamily()
		id := w.open("clerk", "birth_cert", certifiedBirth())
		was := certifiedBirth()["child_name"]
		change := func(name string) {
			t.Helper()
			w.want(w.do(request{who: "clerk", method: "PATCH", path: "cases/" + id, header: map[string]string{"If-Match": w.version(id)}, body: map[string]any{"facts": map[string]any{"child_name": name}}}), http.StatusOK, "")
		}
		change("测试丁")
		change(was.(string))
		w.want(w.step("clerk", id, w.version(id), map[string]any{"event": "lodge"}), http.StatusOK, "")
		change("测试丁")
		journal := w.do(request{who: "head", method: "GET", path: "cases/" + id + "/journal"})
		w.want(journal, http.StatusOK, "")
		rows := journal.json["items"].([]any)
		if len(rows) != 2 {
			t.Fatalf("the journal has %d rows: %s", len(rows), journal.Body)
		}
		row := rows[1].(map[string]any)
		label := row["label"].(map[string]any)
		item := row["changed"].([]any)[0].(map[string]any)
		if row["event"] != "data_changed" || label["zh"] != "改了：新生儿姓名" || label["en"] == "" || item["field"] != "child_name" || item["was"] != was || item["is"] != "测试丁" || row["officer"] == "" || row["prev_hash"] == "" {
			t.Errorf("the amendment reads %v", row)
		}
	})
}
