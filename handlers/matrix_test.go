package handlers

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hukou/models"
	"hukou/register"
	"hukou/store"
	"hukou/workflow"
)

var update = flag.Bool("update", false, "write docs/access.md anew (make docs)")

// accessDoc is where the table of who may call what is kept.
const accessDoc = "../docs/access.md"

// asked is what a call takes to get as far as the thing that it names; ID in a body or a
// query stands for an id that is no part of the path.
type asked struct {
	query string
	body  any
	// kind is of the ID.
	kind string
	// mild is a body with which those who may call change nothing that others of the
	// matrix still ask for.
	mild any
}

// bodies are what calls take, by their id in the description. What is not listed takes
// none, or is refused by its form after the thing was found.
func bodies(list string) map[string]asked {
	reason, because := map[string]any{"reason": "核过来函"}, asked{body: map[string]any{"reason": "核过来函"}}
	ask := func(kv ...string) map[string]any {
		out := map[string]any{"purpose": "学校来函核对", "purpose_code": "assist"}
		for i := 0; i < len(kv); i += 2 {
			out[kv[i]] = kv[i+1]
		}
		return out
	}
	lines := func(id string) map[string]any {
		return map[string]any{"event": "hand_over", "lines": []any{map[string]any{"id": id, "version": 1}}, "input": map[string]any{"officer": "o-own-clerk", "reason": "分工"}}
	}
	birth := func(item string) map[string]any {
		facts := certifiedBirth()
		facts[item] = "ID"
		return map[string]any{"business": "birth_cert", "facts": facts}
	}
	return map[string]asked{
		"change_case": {body: map[string]any{"facts": map[string]any{"lead_place": "镇东四组"}}}, "take_step": {body: contact()},
		"settle_difference": {body: map[string]any{"take": "declared", "reason": "核过"}}, "take_over_case": because, "declare_recusal": {body: reason, mild: map[string]any{}},
		"add_material": {body: list}, "judge_material": {body: map[string]any{"result": "ok"}},
		"add_lines": {body: map[string]any{"lines": []any{lineFacts("测试丁", "009")}}}, "take_line_steps": {body: lines(nobodysID)},
		"join_campaign": {body: map[string]any{"officers": []string{"own-aux"}}}, "note_visit": {body: map[string]any{"on": "2026-09-25", "households": 1}},
		"open_cases_of_leads": {body: map[string]any{"leads": []string{nobodysID}}}, "check_leads": {body: list}, "add_leads": {body: list},
		"ask_access": {body: ask()}, "seal_person": {body: map[string]any{"kind": "protection", "reason": "保护"}}, "grant_access": because, "refuse_access": because, "end_seal": because,
		"join_bell": {body: bellDoor("2")}, "close_bell_alarm": {body: map[string]any{}},
		"review_alarm": {body: map[string]any{"finding": "属实"}}, "close_month": {body: map[string]any{"month": "2026-08"}}, "get_proof": {query: "case=" + nobodysID + "&seq=1"},
		// Ids that are no part of the path: of a case that gives a reason, a campaign, a line,
		// a lead, a person or household that is declared.
		"get_proof case": {query: "case=ID&seq=1", kind: "cases"}, "search case_id": {body: map[string]any{"q": "马文远", "kind": "people", "case_id": "ID"}, kind: "cases"},
		"get_person case_id": {query: "case_id=ID", kind: "cases"}, "get_person_history case_id": {query: "case_id=ID", kind: "cases"}, "get_household case_id": {query: "case_id=ID", kind: "cases"},
		"ask_access case_id": {body: ask("case_id", "ID"), kind: "cases"}, "take_line_steps lines": {body: lines("ID"), kind: "line"},
		"open_cases_of_leads leads": {body: map[string]any{"leads": []string{"ID"}}, kind: "lead"},
		"open_case campaign":        {body: map[string]any{"business": "lead", "facts": leadFacts(), "campaign": "ID"}, kind: "campaigns"},
		"open_case subjects":        {body: map[string]any{"business": "death", "subjects": []any{map[string]any{"role": "deceased", "person_id": "ID"}}}, kind: "people"},
		"open_case mother":          {body: birth("mother"), kind: "people"}, "open_case household_id": {body: birth("household_id"), kind: "households"},
	}
}

// call is one request of the matrix: ids fill the path, extra stands for ID.
func (m *matrix) call(who string, r route, a asked, body any, ids []string, extra string) reply {
	m.t.Helper()
	m.pass(60 * time.Millisecond) // no officer asks more than the limit lets
	path := r.path
	for _, id := range ids {
		at := strings.Index(path, "{")
		path = path[:at] + id + path[at+strings.Index(path[at:], "}")+1:]
	}
	path = strings.NewReplacer("{name}", "mine", "{field}", "child_name", "{id}", "lead", "{sheet}", "M1").Replace(path)
	if a.query != "" {
		path += "?" + strings.ReplaceAll(a.query, "ID", extra)
	}
	header := map[string]string{"If-Match": `"1"`, "Idempotency-Key": m.fresh()}
	if strings.HasPrefix(r.path, "/people") || strings.HasPrefix(r.path, "/households") {
		header["Purpose-Code"] = "check"
	}
	if form, multipart := body.(string); multipart {
		header["Content-Type"] = "multipart/form-data; boundary=" + strings.TrimPrefix(form[:strings.Index(form, "\r\n")], "--")
	} else if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			m.t.Fatal(err)
		}
		body = strings.ReplaceAll(string(raw), `"ID"`, `"`+extra+`"`)
	}
	return m.do(request{who: who, method: r.method, path: base + path, body: body, header: header})
}

// madeAnew are ids in an answer: of what a call made, or as they were asked for.
var madeAnew = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\b(hp|h|p)-[a-z0-9]+`)

// said is all of an answer but the request's number and ids.
func said(r reply) string {
	header := r.Header().Clone()
	for _, name := range []string{requestID, "Location"} {
		header.Del(name)
	}
	return fmt.Sprint(r.Code, header, madeAnew.ReplaceAllString(r.Body.String(), "ID"))
}

// row is a line of the table: a call, and for an id outside its path what that names.
type accessRow struct {
	route
	name string
	asks asked
	// kinds are those of the path's ids.
	kinds []string
}

// rowsOf are the operations of the description, each with every place that takes an id.
func rowsOf(t *testing.T, m *matrix) []accessRow {
	t.Helper()
	described, err := OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var api struct {
		Paths map[string]map[string]struct{ OperationID string }
	}
	if err := json.Unmarshal(described, &api); err != nil {
		t.Fatal(err)
	}
	form, media := upload(t, map[string]string{"kind": "birth_certificate"}, "scan.txt", "text/plain", []byte("测试 证件"))
	if !strings.Contains(media, "boundary=") {
		t.Fatalf("a form is %s", media)
	}
	takes := bodies(string(form))
	var out []accessRow
	for _, r := range (&server{}).routes() {
		if api.Paths[base+r.path][strings.ToLower(r.method)].OperationID != r.id {
			t.Errorf("the description has not %s %s", r.method, r.path)
		}
		delete(api.Paths[base+r.path], strings.ToLower(r.method))
		out = append(out, accessRow{route: r, name: r.id, asks: takes[r.id], kinds: kindsIn(r.path)})
		for _, name := range slices.Sorted(maps.Keys(takes)) {
			if of, param, more := strings.Cut(name, " "); more && of == r.id {
				out = append(out, accessRow{route: r, name: r.id + ", " + param, asks: takes[name], kinds: kindsIn(r.path)})
			}
		}
	}
	for path, left := range api.Paths {
		for method := range left {
			t.Errorf("%s %s is described and nobody asks for it here", method, path)
		}
	}
	return out
}

// Every call of the API is made by an officer of every role who is posted over a thing, at
// another station of its county, or elsewhere: of the thing, of one that nobody has, of one
// of another kind, and of what is no id at all. To whoever is not over it it answers as if
// there were none, and who may not call is told so whatever they name. The table of what
// came out is docs/access.md.
func TestEveryCallForEveryRoleAndEverybodysThings(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		m := seedMatrix(t, w)
		rows, roles, cells := rowsOf(t, m), everyRole(t), 0
		table := map[string]map[workflow.Role]string{}
		for _, at := range []seat{elsewhere, sister, own} { // who is over a thing may change it, and comes last
			for _, r := range rows {
				if table[r.name] == nil {
					table[r.name] = map[workflow.Role]string{}
				}
				for _, role := range roles {
					if bodyOf(role, at) == "" || at != own && len(r.kinds) == 0 && r.asks.kind == "" {
						continue
					}
					cells++
					if cell := m.cell(r, role, at); at == own {
						table[r.name][role] = cell
					}
				}
			}
		}
		text := accessText(rows, roles, table)
		if *update && w.db.Engine() == store.SQLite {
			if err := os.WriteFile(accessDoc, text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(accessDoc)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(have), string(text)); diff != "" {
			t.Errorf("docs/access.md is not what is answered; if that is meant, write it anew with `make docs` (-kept +answered):\n%s", diff)
		}
		t.Logf("%d calls and places of ids, %d roles: %d cells", len(rows), len(roles), cells)
	})
}

// What a cell says.
const (
	there  = "✓"
	none   = "·"
	barred = "403"
)

// cell is what an officer at a seat finds of the things of the first station. Whatever
// differs that must not is an error.
func (m *matrix) cell(r accessRow, role workflow.Role, at seat) string {
	m.t.Helper()
	if r.who.open {
		return there
	}
	a := asking{matrix: m, row: r, who: officerAt(role, at), body: r.asks.body}
	if at == own && r.asks.mild != nil {
		a.body = r.asks.mild
	}
	ours, theirs := m.ids, m.others
	switch {
	case at == own && role == workflow.Region:
		theirs = nil // the region is over both
	case at == elsewhere && role != workflow.Region:
		ours, theirs = m.others, m.ids
	case at != own:
		ours, theirs = nil, m.ids
	}
	nobodys := a.of(ours, func(string) string { return nobodysID })
	if len(r.kinds) == 0 && r.asks.kind == "" {
		if r.id == "sign_out" {
			delete(m.tokens, a.who)
		}
		return map[bool]string{true: barred, false: there}[nobodys.Code == http.StatusForbidden]
	}
	may := r.who.allows(register.Actor{Postings: []models.Posting{{Role: string(role)}}}) == nil
	if may && r.asks.kind == "" && nobodys.Code != http.StatusNotFound && nobodys.Code != http.StatusForbidden {
		m.t.Errorf("%s, %s: of an id that nobody has it says %s: it does not come to look for it", r.name, a.who, said(nobodys))
	}
	same := func(what string, got, none reply) {
		m.t.Helper()
		if said(got) != said(none) {
			m.t.Errorf("%s, %s: %s is answered\n%s\none that nobody has\n%s", r.name, a.who, what, said(got), said(none))
		}
	}
	same("an id of another kind", a.of(ours, func(kind string) string {
		return map[bool]string{true: "h-1", false: "p-1"}[kind == "people" || kind == "child"]
	}), nobodys)
	if r.asks.kind == "" {
		same("what is no id", a.of(ours, func(string) string { return illFormedID }), nobodys)
	}
	if theirs[a.varied()] != "" {
		same("a thing of others", a.of(ours, func(kind string) string { return theirs[kind] }), nobodys)
	}
	if len(r.kinds) == 2 && len(ours) > 0 && len(theirs) > 0 {
		within := func(second string) reply {
			return m.call(a.who, r.route, r.asks, a.body, []string{ours[r.kinds[0]], second}, "")
		}
		same("what others have, under one's own,", within(theirs[r.kinds[1]]), within(nobodysID))
	}
	if at != own {
		return none
	}
	real := a.of(ours, func(kind string) string { return ours[kind] })
	if !may { // no id is looked at
		same("a thing of one's own", real, nobodys)
	}
	switch {
	case real.Code == http.StatusForbidden:
		return barred
	case said(real) != said(nobodys):
		return there
	}
	return none
}

// asking is a row as one officer asks it.
type asking struct {
	*matrix
	row  accessRow
	who  string
	body any
}

// varied is the kind of id that the row is about: the one outside the path, or the last
// of the path.
func (a asking) varied() string {
	if a.row.asks.kind != "" {
		return a.row.asks.kind
	}
	return a.kinds()[len(a.row.kinds)-1]
}

// kinds are those of the path; whoever asks for access asks for a child's.
func (a asking) kinds() []string {
	if a.row.id == "ask_access" {
		return []string{"child"}
	}
	return a.row.kinds
}

// of sends the row with an id of each kind. Where one outside the path is meant, the path
// names what is the officer's own.
func (a asking) of(ours map[string]string, id func(kind string) string) reply {
	a.t.Helper()
	var path []string
	for _, kind := range a.kinds() {
		switch {
		case a.row.asks.kind == "":
			path = append(path, id(kind))
		case ours[kind] != "":
			path = append(path, ours[kind])
		default:
			path = append(path, nobodysID)
		}
	}
	return a.call(a.who, a.row.route, a.row.asks, a.body, path, id(a.row.asks.kind))
}

// accessText is docs/access.md.
func accessText(rows []accessRow, roles []workflow.Role, table map[string]map[workflow.Role]string) []byte {
	var b bytes.Buffer
	b.WriteString(accessHead)
	for _, role := range roles {
		fmt.Fprintf(&b, " %s |", role)
	}
	b.WriteString("\n| --- |" + strings.Repeat(" --- |", len(roles)) + "\n")
	for _, r := range rows {
		fmt.Fprintf(&b, "| `%s` |", r.name)
		for _, role := range roles {
			fmt.Fprintf(&b, " %s |", table[r.name][role])
		}
		b.WriteString("\n")
	}
	return b.Bytes()
}

const accessHead = `# Who may call what

<!-- Written by ` + "`make docs`" + ` from what the program answered (handlers/matrix_test.go). -->

Every operation of [the API](openapi.json) × every role of the rule book, asked by officers over a thing. A comma and a name mean an id that is no part of the path. Asked by officers at another station of the county, in another county, prefecture or region, every cell with an id is ` + "`·`" + ` or 403: an id of others, one that nobody has, one of another kind and what is no id at all are answered alike, but for the number of the request.

` + "`✓`" + ` the call is open to the role, and where it names a thing, the thing is there · ` + "`403`" + ` told that the call, or this act, is not the role's · ` + "`·`" + ` nothing is there for the role, also where there is. What an officer may do with a case is the rule book's to say: [rule tables](workflows/README.md).

| call |`
