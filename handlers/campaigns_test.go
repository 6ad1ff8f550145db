package handlers

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hukou/models"
	"hukou/roster"
	"hukou/store"
)

// rows counts the rows of every table.
func (w *world) rows() map[string]int {
	w.t.Helper()
	text := "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
	if w.db.Engine() == store.Postgres {
		text = "select table_name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'"
	}
	names, err := w.db.SQL().Query(text)
	if err != nil {
		w.t.Fatal(err)
	}
	defer names.Close()
	out := map[string]int{}
	for names.Next() {
		var name string
		if err := names.Scan(&name); err != nil {
			w.t.Fatal(err)
		}
		out[name] = 0
	}
	if err := names.Err(); err != nil {
		w.t.Fatal(err)
	}
	for name := range out {
		var n int
		if err := w.db.SQL().QueryRow("select count(*) from " + name).Scan(&n); err != nil {
			w.t.Fatal(err)
		}
		out[name] = n
	}
	return out
}

// grown are the tables that have more rows, or fewer, and by how many.
func grown(before, after map[string]int) map[string]int {
	out := map[string]int{}
	for name, n := range after {
		if n != before[name] {
			out[name] = n - before[name]
		}
	}
	return out
}

// newborns are 130 invented children whom the visits of Haiyuan found, ten of them without a
// date, of all routes.
func newborns() []roster.Found {
	var out []roster.Found
	given := []rune("一二三四五六七八九十甲乙丙")
	for i := range 130 {
		f := roster.Found{Head: fmt.Sprintf("测%c%c", given[i%13], given[i/13]), Address: fmt.Sprintf("镇东%d组%d号", i/20+1, i%20+1), Name: fmt.Sprintf("试%c%c", given[i/13], given[i%13]),
			Sex: models.SexMale, BirthDate: models.Date("2026-01-01").AddDays(i), Mother: fmt.Sprintf("母%c%c", given[i%13], given[i/13]), Phone: fmt.Sprintf("139%08d", i)}
		switch i % 4 {
		case 0:
			f.Route, f.Sex = roster.RouteCertificate, models.SexFemale
		case 1:
			f.Route = roster.RouteHealth
		case 2:
			f.Route = roster.RouteNone
		}
		if i%13 == 12 {
			f.BirthDate, f.BirthSaid = "", "去年腊月"
		}
		out = append(out, f)
	}
	return out
}

func (w *world) post(who, path string, body any) reply {
	w.t.Helper()
	return w.do(request{who: who, method: "POST", path: path, body: body, header: map[string]string{"Idempotency-Key": w.fresh()}})
}

// sendVisits sends a list of visits.
func (w *world) sendVisits(path, key string, rows []roster.Found) reply {
	w.t.Helper()
	var file bytes.Buffer
	if err := roster.WriteVisits(rows, &file); err != nil {
		w.t.Fatal(err)
	}
	body, media := upload(w.t, nil, "走访线索表.xlsx", xlsxMedia, file.Bytes())
	return w.do(request{who: "community", method: "POST", path: path, body: body, header: map[string]string{"Content-Type": media, "Idempotency-Key": key}})
}

// campaign is Haiyuan's, with its eight days of visits.
func (w *world) campaign() string {
	w.t.Helper()
	opened := w.post("head", "campaigns", map[string]any{"name": "进村入户走访", "from": "2026-09-01", "to": "2026-09-30", "officers": []string{"community", "clerk", "aux"}})
	w.want(opened, http.StatusCreated, "")
	id := opened.json["id"].(string)
	for day := range 8 {
		visit := map[string]any{"on": fmt.Sprintf("2026-09-%02d", day+2), "households": 20, "people": 212, "disputes_mediated": 1, "suggestions": 2}
		if day == 7 {
			visit["people"] = 216
			visit["disputes_handed_on"] = []any{map[string]any{"to": "township", "count": 2}, map[string]any{"to": "court", "count": 1}}
		}
		w.want(w.post([]string{"aux", "community"}[day%2], "campaigns/"+id+"/visits", visit), http.StatusCreated, "")
	}
	w.want(w.post("aux", "campaigns/"+id+"/visits", map[string]any{"on": "2026-09-20", "suggestions_answered": 13}), http.StatusCreated, "")
	return id
}

// tally reads the numbers of a campaign.
func (w *world) tally(id string) map[string]int {
	w.t.Helper()
	got := w.do(request{who: "county", method: "GET", path: "campaigns/" + id})
	w.want(got, http.StatusOK, "")
	t := got.json["tally"].(map[string]any)
	out := map[string]int{}
	for name, v := range t {
		if n, is := v.(float64); is {
			out[name] = int(n)
		}
	}
	for _, l := range t["leads"].([]any) {
		out[l.(map[string]any)["outcome"].(string)] = int(l.(map[string]any)["count"].(float64))
	}
	for _, l := range t["disputes_handed_on"].([]any) {
		out["to "+l.(map[string]any)["to"].(string)] = int(l.(map[string]any)["count"].(float64))
	}
	maps.DeleteFunc(out, func(_ string, n int) bool { return n == 0 })
	return out
}

// A campaign of 160 households and 1,700 people: its 130 newborns become leads and then
// cases from one workbook, and of everybody else there is no row in any table.
func TestACampaignLeavesRowsOfTheNewbornsAlone(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		untouched := w.rows()
		id := w.campaign()
		visited := map[string]int{"visits": 8, "households": 160, "people": 1700, "disputes_mediated": 8, "to township": 2, "to court": 1, "suggestions": 16, "suggestions_answered": 13}
		if diff := cmp.Diff(visited, w.tally(id)); diff != "" {
			t.Errorf("the visits (-want +got) %s", diff)
		}
		if diff := cmp.Diff(map[string]int{"campaigns": 1, "campaign_officers": 4, "campaign_visits": 9, "idempotency": 10, "sessions": 4}, grown(untouched, w.rows())); diff != "" {
			t.Errorf("the visits left (-want +got) %s", diff)
		}

		// A wrong cell keeps all out; a check imports nothing.
		before, path, children := w.rows(), "campaigns/"+id+"/leads", newborns()
		spoilt := slices.Clone(children)
		spoilt[7].BirthDate, spoilt[100].Head = "2027-01-01", ""
		wrong := w.sendVisits(path, w.fresh(), spoilt)
		w.want(wrong, http.StatusUnprocessableEntity, codeBadFile)
		var cells []string
		for _, e := range wrong.json["errors"].([]any) {
			cells = append(cells, e.(map[string]any)["field"].(string)+" "+e.(map[string]any)["code"].(string))
		}
		if diff := cmp.Diff([]string{"名册!E9 birth_in_future", "名册!A102 missing"}, cells); diff != "" {
			t.Errorf("the cells (-want +got) %s", diff)
		}
		for rows, want := range map[int][]roster.Found{128: spoilt, 130: children} {
			checked := w.sendVisits(path+"/check", "", want)
			w.want(checked, http.StatusOK, "")
			if checked.json["rows"] != 130.0 || checked.json["right"] != float64(rows) || len(checked.json["problems"].([]any)) != 130-rows {
				t.Errorf("the check says %s", checked.Body)
			}
		}
		if diff := cmp.Diff(map[string]int{}, grown(before, w.rows())); diff != "" {
			t.Errorf("what was refused or checked left (-want +got) %s", diff)
		}

		// All at once, and once: under the key again the same answer, under another one each
		// row is known.
		made := w.sendVisits(path, "leads", children)
		w.want(made, http.StatusCreated, "")
		if again := w.sendVisits(path, "leads", children); again.Body.String() != made.Body.String() {
			t.Error("the same request made other leads")
		}
		twice := w.sendVisits(path, w.fresh(), children)
		w.want(twice, http.StatusUnprocessableEntity, codeBadFile)
		if n := strings.Count(twice.Body.String(), "noted_already"); n != 130 {
			t.Errorf("%d rows are told as noted already", n)
		}
		if diff := cmp.Diff(map[string]int{"cases": 130, "case_forms": 130, "case_subjects": 130, "case_orgs": 520, "case_numbers": 1, "campaign_leads": 130, "idempotency": 1}, grown(before, w.rows())); diff != "" {
			t.Errorf("130 leads left (-want +got) %s", diff)
		}
		var leads []string
		for _, l := range made.json["items"].([]any) {
			leads = append(leads, l.(map[string]any)["id"].(string))
		}
		w.becomeCases(id, leads, children)

		after := w.rows()
		theirs := []string{"campaigns", "campaign_officers", "campaign_visits", "campaign_leads", "idempotency", "sessions", "cases", "case_forms", "case_subjects", "case_orgs", "case_numbers",
			"case_links", "case_clocks", "journal", "outbox", "access_log", "case_views"}
		for table := range grown(untouched, after) {
			if !slices.Contains(theirs, table) {
				t.Errorf("%s went from %d rows to %d", table, untouched[table], after[table])
			}
		}
		if cases := after["cases"] - untouched["cases"]; cases != 260 || after["case_subjects"]-untouched["case_subjects"] > 260 {
			t.Errorf("%d cases and %d subjects, want a lead and a case for each newborn", cases, after["case_subjects"]-untouched["case_subjects"])
		}
		visited["leads_in_all"], visited["case_open"] = 130, 130
		if diff := cmp.Diff(visited, w.tally(id)); diff != "" {
			t.Errorf("the tally (-want +got) %s", diff)
		}
	})
}

// becomeCases makes all leads cases, though another officer has one in hand at first.
func (w *world) becomeCases(id string, leads []string, children []roster.Found) {
	w.t.Helper()
	t := w.t
	w.want(w.do(request{who: "clerk2", method: "POST", path: "cases/" + leads[3] + "/claim"}), http.StatusOK, "")
	open := func(key string) (cases map[string]string, refused []int) {
		got := w.do(request{who: "clerk", method: "POST", path: "campaigns/" + id + "/cases", body: map[string]any{"leads": leads}, header: map[string]string{"Idempotency-Key": key}})
		w.want(got, http.StatusOK, "")
		cases = map[string]string{}
		for _, item := range got.json["items"].([]any) {
			l := item.(map[string]any)
			if l["status"] != 200.0 {
				refused = append(refused, int(l["status"].(float64)))
				if l["problem"].(map[string]any)["code"] != string(codeHeld) {
					t.Errorf("a lead stays because of %v", l["problem"])
				}
				continue
			}
			cases[l["lead"].(string)] = l["case_id"].(string)
		}
		return cases, refused
	}
	first, refused := open("cases")
	if len(first) != 129 || !slices.Equal(refused, []int{http.StatusLocked}) {
		t.Fatalf("%d leads became cases, refused were %v", len(first), refused)
	}
	if got := w.tally(id); got["open"] != 1 || got["case_open"] != 129 {
		t.Errorf("with one in another's hand the tally says %v", got)
	}
	w.want(w.do(request{who: "clerk2", method: "POST", path: "cases/" + leads[3] + "/release"}), http.StatusOK, "")
	all, refused := open(w.fresh())
	if len(all) != 130 || len(refused) != 0 {
		t.Fatalf("%d leads became cases, refused were %v", len(all), refused)
	}
	for lead, was := range first {
		if all[lead] != was {
			t.Errorf("a lead became a second case")
		}
	}
	for _, i := range []int{0, 1, 12} {
		got := w.do(request{who: "clerk", method: "GET", path: "cases/" + all[leads[i]]})
		w.want(got, http.StatusOK, "")
		facts, c := got.json["facts"].(map[string]any), children[i]
		text := func(name string) string { s, _ := facts[name].(string); return s }
		want := "birth_no_cert"
		if c.Route == roster.RouteCertificate {
			want = "birth_cert"
		}
		if got.json["business"] != want || text("child_name") != c.Name || text("mother_name") != c.Mother || text("child_birth_date") != string(c.BirthDate) || text("child_birth_date_said") != c.BirthSaid || text("child_sex") != string(c.Sex) {
			t.Errorf("%s has %v of %+v", got.json["business"], facts, c)
		}
	}
	listed := w.do(request{who: "community", method: "GET", path: "campaigns/" + id + "/leads?outcome=case_open"})
	w.want(listed, http.StatusOK, "")
	if n := len(listed.json["items"].([]any)); n != 130 || listed.json["total"] != 130.0 || listed.json["kept"] != nil {
		t.Errorf("%d leads are listed: %.300s", n, listed.Body)
	}
}

// A campaign is there for those of its area: the others find none. An auxiliary notes
// counts and decides nothing; who takes no part notes nothing.
func TestWhoSeesACampaignAndWhoNotes(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.campaign()
		visit := map[string]any{"on": "2026-09-10", "households": 1, "people": 3}
		for who, want := range map[string]int{"head": 200, "county": 200, "region": 200, "auditor": 200, "clerk_b": 404, "sysadmin": 403} {
			if got := w.do(request{who: who, method: "GET", path: "campaigns/" + id}); got.Code != want {
				t.Errorf("%s looks: %d", who, got.Code)
			}
		}
		for who, want := range map[string]int{"aux": 201, "clerk2": 403, "clerk_b": 404} {
			if got := w.post(who, "campaigns/"+id+"/visits", visit); got.Code != want {
				t.Errorf("%s notes: %d %s", who, got.Code, got.Body)
			}
		}
		// More officers may join; of another county nobody.
		w.want(w.post("aux", "campaigns/"+id+"/officers", map[string]any{"officers": []string{"clerk2"}}), http.StatusForbidden, "")
		w.want(w.post("head", "campaigns/"+id+"/officers", map[string]any{"officers": []string{"clerk_b"}}), http.StatusUnprocessableEntity, codeInvalid)
		for range 2 {
			joined := w.post("head", "campaigns/"+id+"/officers", map[string]any{"officers": []string{"clerk2", "aux"}})
			w.want(joined, http.StatusOK, "")
			if n := len(joined.json["officers"].([]any)); n != 5 {
				t.Errorf("%d take part", n)
			}
		}
		w.want(w.post("clerk2", "campaigns/"+id+"/visits", map[string]any{"on": "2026-09-20", "disputes_mediated": 1}), http.StatusCreated, "")
		// A county conducts one as well, with the officers of its stations.
		opened := w.post("county", "campaigns", map[string]any{"name": "全县走访", "from": "2026-09-01", "to": "2026-09-30", "officers": []string{"clerk"}})
		w.want(opened, http.StatusCreated, "")
		whole := opened.json["id"].(string)
		for who, want := range map[string]int{"clerk": 201, "community": 403, "county": 201, "clerk_b": 404} {
			if got := w.post(who, "campaigns/"+whole+"/visits", visit); got.Code != want {
				t.Errorf("%s notes for the county: %d %s", who, got.Code, got.Body)
			}
		}
		w.want(w.post("aux", "campaigns", map[string]any{"name": "走访", "from": "2026-09-01", "to": "2026-09-02"}), http.StatusForbidden, "")
		w.want(w.post("aux", "campaigns/"+id+"/cases", map[string]any{"leads": []string{"x"}}), http.StatusForbidden, "")
		if got := w.post("head", "campaigns", map[string]any{"name": "查清罚款再登记", "from": "2026-09-02", "to": "2026-09-01", "officers": []string{"clerk_b"}}); !strings.Contains(got.Body.String(), "no_precondition") || !strings.Contains(got.Body.String(), "officers[0]") {
			t.Errorf("a wrong campaign is answered %d %s", got.Code, got.Body)
		}
		for name, wrong := range map[string]map[string]any{
			"outside_campaign": {"on": "2026-08-31", "households": 1}, "in_future": {"on": "2026-09-25", "households": 1}, "more_than_received": {"on": "2026-09-20", "suggestions_answered": 4},
			"required": {"on": "2026-09-10"},
		} {
			if got := w.post("aux", "campaigns/"+id+"/visits", wrong); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), name) {
				t.Errorf("%s: %d %s", name, got.Code, got.Body)
			}
		}
		shown := w.do(request{who: "head", method: "GET", path: "campaigns/" + id})
		row := shown.json["visits"].([]any)[8].(map[string]any)["id"].(string)
		for range 2 {
			struck := w.do(request{who: "aux", method: "POST", path: "campaigns/" + id + "/visits/" + row + "/strike"})
			w.want(struck, http.StatusOK, "")
		}
		if got := w.tally(id); got["households"] != 160 || got["visits"] != 8 {
			t.Errorf("after the striking the tally says %v", got)
		}
	})
}

// A lead names the campaign in which it was noted, and a case does not.
func TestALeadNamesItsCampaign(t *testing.T) {
	w := aWorld(t, Config{})
	id := w.campaign()
	noted := w.post("community", "cases", map[string]any{"business": "lead", "campaign": id, "facts": leadFacts()})
	w.want(noted, http.StatusCreated, "")
	if c, _ := noted.json["campaign"].(map[string]any); c["id"] != id || c["name"] != "进村入户走访" {
		t.Errorf("the lead names %v", noted.json["campaign"])
	}
	if got := w.tally(id); got["leads_in_all"] != 1 || got["open"] != 1 {
		t.Errorf("the tally says %v", got)
	}
	for business, who := range map[string]string{"birth_no_cert": "clerk", "lead": "clerk2"} {
		got := w.post(who, "cases", map[string]any{"business": business, "campaign": id, "facts": map[string]any{}})
		w.want(got, http.StatusUnprocessableEntity, codeInvalid)
		if !strings.Contains(got.Body.String(), `"campaign"`) {
			t.Errorf("%s by %s: %s", business, who, got.Body)
		}
	}
}
