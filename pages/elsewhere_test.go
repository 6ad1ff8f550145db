package pages_test

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"hukou/cast"
	"hukou/handlers"
	"hukou/internal/browser"
	"hukou/pages"
)

// everybodys are routes with a name in them that is no body's: whoever is signed in has
// them, or only those who administer the whole region.
var everybodys = regexp.MustCompile(`^/(static|rules|bring|work|admin|bell)/|^/cases/new/:|^/api/v1/(businesses|queues|statistics)/`)

// otherwise is what stands otherwise in each answer whatever is asked for: the number of
// the request, keys, and the id that was asked for.
var otherwise = regexp.MustCompile(`<code>[^<]*</code>|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}`)

// ask sends a request as the pages' own script or a form would, and gives status, body
// without what always differs, and its length.
func (c *plain) ask(method, path, body string) (status int, text string, size int) {
	c.t.Helper()
	q, err := http.NewRequest(method, c.base+path, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	q.Header.Set("Origin", c.base)
	switch {
	case strings.HasPrefix(path, "/api/"):
		q.Header.Set("Content-Type", "application/json")
		q.Header.Set("Idempotency-Key", path)
		q.Header.Set("If-Match", `"1"`)
		q.Header.Set("Purpose-Code", "check")
	default:
		q.Header.Set("Accept", "text/html")
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	a, err := c.http.Do(q)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = a.Body.Close() }()
	all, err := io.ReadAll(a.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return a.StatusCode, otherwise.ReplaceAllString(string(all), ""), len(all)
}

// route is a method with an address that has ids in it.
type route struct{ method, path string }

// withIDs are all routes of pages and API that name one thing of some body.
func withIDs(t *testing.T) []route {
	t.Helper()
	e := echo.New()
	if _, err := pages.Mount(pages.Config{})(e, handlers.Door{}); err != nil {
		t.Fatal(err)
	}
	var out []route
	for _, r := range e.Routes() {
		out = append(out, route{r.Method, r.Path})
	}
	root, err := browser.Root()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, "docs", "openapi.json")) // #nosec G304 -- a file of this repository
	if err != nil {
		t.Fatal(err)
	}
	var api struct {
		Paths map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(text, &api); err != nil {
		t.Fatal(err)
	}
	brace := regexp.MustCompile(`\{(\w+)\}`)
	for path, methods := range api.Paths {
		for method := range methods {
			out = append(out, route{strings.ToUpper(method), brace.ReplaceAllString(path, ":$1")})
		}
	}
	out = slices.DeleteFunc(out, func(r route) bool { return !strings.Contains(r.path, ":") || everybodys.MatchString(r.path) })
	slices.SortFunc(out, func(x, y route) int { return strings.Compare(x.path+x.method, y.path+y.method) })
	return slices.Compact(out)
}

// sent are bodies with which a request gets as far as the thing it names.
var sent = map[string]string{
	"/api/v1/access-requests/:id/grant":        `{"reason":"核过来函"}`,
	"/api/v1/access-requests/:id/refuse":       `{"reason":"核过来函"}`,
	"/api/v1/batches/:id/lines/steps":          `{"lines":["01a20aae-0000-7000-8000-000000000001"],"event":"confirm"}`,
	"/api/v1/cases/:id":                        `{"facts":{}}`,
	"/api/v1/cases/:id/steps":                  `{"event":"withdraw","input":{"reason":"x"}}`,
	"/api/v1/cases/:id/takeover":               `{"reason":"x"}`,
	"/api/v1/cases/:id/recusal":                `{"relation":"kin","reason":"x"}`,
	"/api/v1/cases/:id/materials/:mid/verdict": `{"result":"ok"}`,
	"/api/v1/tasks/:id/end":                    `{"result":"x"}`,
	"/api/v1/campaigns/:id/cases":              `{"leads":["01a20aae-0000-7000-8000-000000000001"]}`,
	"/api/v1/campaigns/:id/officers":           `{"officers":["shacong.clerk1"]}`,
	"/api/v1/people/:id/access-requests":       `{"purpose":"学校来函核对","purpose_code":"assist"}`,
	"/api/v1/people/:id/seals":                 `{"kind":"adoption","reason":"x"}`,
}

// made has an officer make something by the API, and is its id.
func made(t *testing.T, who *plain, path, body string) string {
	t.Helper()
	q, err := http.NewRequest(http.MethodPost, who.base+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"Origin": who.base, "Content-Type": "application/json", "Idempotency-Key": "made" + path} {
		q.Header.Set(name, value)
	}
	a, err := who.http.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Body.Close() }()
	all, _ := io.ReadAll(a.Body)
	m := regexp.MustCompile(`"id":"([^"]+)"`).FindSubmatch(all)
	if m == nil {
		t.Fatalf("%s is answered %d %s", path, a.StatusCode, all)
	}
	return string(m[1])
}

// For officers of another jurisdiction every route that names a person, household, case,
// batch, docket, material, print, campaign or request of others answers exactly as it does
// for an id that nobody has: the same status, the same words, the same size. For those whose
// it is, it is there.
func TestWhatLiesElsewhereLooksLikeNone(t *testing.T) {
	program := browser.Demo(t)
	first := func(who *plain, path, link string) string {
		t.Helper()
		_, page := who.get(path)
		m := regexp.MustCompile(link).FindStringSubmatch(page)
		if m == nil {
			t.Fatalf("%s has no link like %s", path, link)
		}
		return m[1]
	}
	const id = `([0-9a-f]{8}-[0-9a-f-]{27})`
	yuntai, qinghe, county := plainly(t, program, "yuntai.clerk1"), plainly(t, program, "qinghe.clerk1"), plainly(t, program, "yongning.lead")
	owners := map[string]*plain{"cases": yuntai, "people": yuntai, "households": yuntai, "batches": qinghe, "approvals": county, "campaigns": yuntai, "visits": yuntai}
	real := map[string]string{"cases": first(yuntai, "/work/done", `href="/cases/`+id)}
	real["mid"] = first(yuntai, "/cases/"+real["cases"], `/materials/`+id)
	real["batches"] = first(qinghe, "/batches", `/batches/`+id)
	real["approvals"] = first(county, "/approvals", `href="/approvals/`+id)
	newborns := cast.Newborns()
	n := newborns[slices.IndexFunc(newborns, func(n cast.Newborn) bool { return n.Key == "r1_done" })]
	real["people"], real["households"] = n.Mother, n.Household
	community := plainly(t, program, "yuntai.community")
	real["campaigns"] = made(t, community, "/api/v1/campaigns", `{"name":"进村入户走访","from":"2026-09-24","to":"2026-09-30"}`)
	real["visit"] = made(t, community, "/api/v1/campaigns/"+real["campaigns"]+"/visits", `{"on":"2026-09-24","households":3,"people":9}`)
	next := cast.Next()[0] // a child in no case: whoever looks at the file asks first
	child := next.Person
	keeper := plainly(t, program, program.Officers[slices.IndexFunc(program.Officers, func(o browser.Officer) bool {
		return o.StationCode == next.Station && slices.Contains(o.Roles, "clerk")
	})].Username)
	real["access-requests"] = made(t, keeper, "/api/v1/people/"+child+"/access-requests", `{"purpose":"学校来函核对","purpose_code":"assist"}`)
	real["requests"] = real["access-requests"]
	real["seals"] = made(t, keeper, "/api/v1/people/"+child+"/seals", `{"kind":"adoption","reason":"收养登记"}`)

	real["bell-groups"] = made(t, community, "/api/v1/bell-groups", `{"name":"三组东巷"}`)
	for _, ask := range [][2]string{{"/doors", `{"number":"3","adults":1,"signed":[{"name":"测试甲","on":"2026-09-20"}]}`}, {"/drills", ""}} {
		if status, text, _ := community.ask(http.MethodPost, "/api/v1/bell-groups/"+real["bell-groups"]+ask[0], ask[1]); status >= 300 {
			t.Fatalf("%s of a bell group is answered %d %s", ask[0], status, text)
		}
	}
	real["tasks"] = first(yuntai, "/api/v1/tasks", `"id":"`+id)
	real["bell-doors"] = first(community, "/api/v1/bell-groups/"+real["bell-groups"], `"doors":\[\{"id":"`+id)
	real["bell-alarms"] = first(community, "/api/v1/bell-alarms", `"id":"`+id)

	const none = "01a20aae-0000-7000-8000-000000000000"
	filled := func(path string, ids map[string]string) (string, bool) {
		parts := strings.Split(path, "/")
		at, known := "", true
		for i, part := range parts {
			switch {
			case part == "cases" || part == "people" || part == "households" || part == "batches" || part == "approvals" || part == "campaigns" || part == "access-requests" || part == "requests" || part == "seals" || part == "alarms" || part == "notices" || part == "tasks" || strings.HasPrefix(part, "bell-"):
				at = part
				if parts[1] == "bells" {
					at = "bell-" + part
				}
			case parts[1] == "bells" && (part == "groups" || part == "doors"):
				at = "bell-" + part
			case part == "batch":
				at = "batches"
			case part == ":id":
				parts[i] = none
				if ids != nil {
					parts[i], known = ids[at], ids[at] != ""
				}
			case part == ":mid" || part == ":visit":
				parts[i] = none
				if ids != nil && at == "cases" {
					parts[i] = ids["mid"]
				} else if ids != nil {
					parts[i], known = ids["visit"], ids["visit"] != ""
				}
			case part == ":event":
				parts[i] = "withdraw"
			case part == ":field":
				parts[i] = "child_name"
			case strings.HasPrefix(part, ":"):
				t.Errorf("%s: nothing is known to stand for %s", path, part)
			}
		}
		return strings.Join(parts, "/"), known
	}
	unknown, asked := []string{}, 0
	for _, username := range []string{"shacong.head", "shacong.clerk1"} {
		elsewhere := plainly(t, program, username)
		for _, r := range withIDs(t) {
			theirs, known := filled(r.path, real)
			if !known {
				unknown = append(unknown, r.method+" "+r.path)
				continue
			}
			nobodys, _ := filled(r.path, nil)
			asked++
			body := sent[r.path]
			if strings.HasSuffix(r.path, "/print/card") { // without a purpose it asks for one, whoever is meant
				body, theirs, nobodys = "purpose=x", theirs+"?purpose=x", nobodys+"?purpose=x"
			}
			status, text, size := elsewhere.ask(r.method, theirs, body)
			wants, words, length := elsewhere.ask(r.method, nobodys, body)
			if status != wants || text != words || size != length {
				t.Errorf("%s: %s %s tells what lies elsewhere (%d, %d bytes) from none (%d, %d bytes):\n%.600s\n%.600s", username, r.method, r.path, status, size, wants, length, text, words)
			}
			if r.method == http.MethodGet && status != http.StatusNotFound && status != http.StatusForbidden || status >= 500 || status < 400 || status == http.StatusTooManyRequests {
				t.Errorf("%s: %s %s is answered %d", username, r.method, r.path, status)
			}
			if owner := owners[strings.Split(strings.TrimPrefix(r.path, "/api/v1"), "/")[1]]; owner != nil && r.method == http.MethodGet && username == "shacong.head" {
				if there, _, _ := owner.ask(r.method, theirs, ""); there == http.StatusNotFound && strings.HasSuffix(r.path, "/:id") {
					t.Errorf("%s is not there for its own officer either", theirs)
				}
			}
		}
	}
	if status, text, _ := yuntai.ask(http.MethodPost, "/api/v1/tasks/"+real["tasks"]+"/end", `{"result":"已办"}`); status != http.StatusOK || !strings.Contains(text, `"done":true`) {
		t.Errorf("its own station ends the task: %d %s", status, text)
	}
	// What the program raises by itself (alarms, notices) the demonstration has none of.
	if asked < 160 || slices.ContainsFunc(unknown, func(r string) bool { return !strings.Contains(r, "/alarms/") && !strings.Contains(r, "/notices/") }) {
		t.Errorf("%d requests were made, left out: %q", asked, unknown)
	}
}
