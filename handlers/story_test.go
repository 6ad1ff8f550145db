package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hukou/models"
	"hukou/store"
)

// seedFamily puts a couple with their household in the station.
func (w *world) seedFamily() {
	w.t.Helper()
	w.insert(func(tx *store.Tx) error {
		if err := store.Insert(tx, models.Household{ID: "h-1", Number: "000001", Org: stationOrg, Division: "640522", Kind: models.FamilyHousehold, HeadID: "p-father", Address: "城关镇一号", Status: "open", Version: 1, EventID: "seed", CaseID: "seed"}); err != nil {
			return err
		}
		person := func(id, name, sex, relation string) models.Person {
			return models.Person{ID: id, Name: name, Sex: sex, BirthDate: "1995-05-05", Ethnicity: "01", Status: models.StatusActive, HouseholdID: "h-1", Relation: relation, Org: stationOrg, Since: "2015-01-01", Version: 1, EventID: "seed", CaseID: "seed"}
		}
		return store.Insert(tx, person("p-mother", "李春梅", "2", "12"), person("p-father", "马文", "1", "02"))
	})
}

// TestNewbornIsRegisteredOverHTTP goes from the draft to the child's page, as the
// officers' programs do it; then others look at the page.
func TestNewbornIsRegisteredOverHTTP(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.seedFamily()
		opened := w.do(request{who: "clerk", method: "POST", path: "cases", header: map[string]string{"Idempotency-Key": "birth"}, body: map[string]any{
			"business": "birth_cert", "facts": certifiedBirth()}})
		w.want(opened, http.StatusCreated, "")
		id := opened.json["id"].(string)
		lodged := w.step("clerk", id, opened.Header().Get("ETag"), map[string]any{"event": "lodge"})
		w.want(lodged, http.StatusOK, "")
		lacking := w.step("clerk", id, lodged.Header().Get("ETag"), map[string]any{"event": "accept"})
		w.want(lacking, http.StatusUnprocessableEntity, codeUnmet)
		if u := lacking.json["unmet"].([]any)[0].(map[string]any); u["basis"] == "" || u["message"] == "" || len(u["detail"].([]any)) != 3 {
			t.Errorf("the papers that lack are told as %v", u)
		}
		for _, kind := range []string{"birth_certificate", "parent_household_book", "marriage_certificate"} {
			w.paper(id, kind)
		}
		w.want(w.step("clerk", id, w.version(id), map[string]any{"event": "accept"}), http.StatusOK, "")
		done := w.step("clerk", id, w.version(id), map[string]any{"event": "skip_check"})
		w.want(done, http.StatusOK, "")
		if done.json["state"] != "effected" {
			t.Fatalf("the case stands in %v: %v", done.json["state"], done.json["waiting"])
		}
		w.lookAt(childOf(w, id), id)
	})
}

// paper adds a checked scan.
func (w *world) paper(id, kind string) {
	w.t.Helper()
	body, media := upload(w.t, map[string]string{"kind": kind}, "scan.txt", "text/plain", []byte("测试 "+kind))
	added := w.do(request{who: "aux", method: "POST", path: "cases/" + id + "/materials", body: body, header: map[string]string{"Content-Type": media}})
	w.want(added, http.StatusCreated, "")
	papers := added.json["materials"].([]any)
	paper := papers[len(papers)-1].(map[string]any)["id"].(string)
	w.want(w.do(request{who: "clerk", method: "POST", path: "cases/" + id + "/materials/" + paper + "/verdict", body: map[string]any{"result": "ok"}}), http.StatusOK, "")
}

func childOf(w *world, id string) string {
	w.t.Helper()
	r := w.do(request{who: "clerk", method: "GET", path: "cases/" + id})
	for _, s := range r.json["subjects"].([]any) {
		if s := s.(map[string]any); s["role"] == "child" {
			person, _ := s["person_id"].(string)
			return person
		}
	}
	return ""
}

// lookAt opens the child's page from within the case, for a purpose, and from
// elsewhere.
func (w *world) lookAt(child, id string) {
	w.t.Helper()
	purpose := map[string]string{"Purpose": url.PathEscape("核对登记")}
	for _, path := range []string{"people/" + child, "people/" + child + "/history"} {
		w.want(w.do(request{who: "clerk2", method: "GET", path: path}), http.StatusUnprocessableEntity, codePurpose)
		w.want(w.do(request{who: "clerk2", method: "GET", path: path, header: purpose}), http.StatusOK, "")
		w.want(w.do(request{who: "clerk2", method: "GET", path: path + "?case_id=" + id}), http.StatusOK, "")
		there := w.do(request{who: "clerk_b", method: "GET", path: path, header: purpose})
		nowhere := w.do(request{who: "clerk_b", method: "GET", path: strings.Replace(path, child, "01890a5d-ac96-774b-bcce-b302099a8057", 1), header: purpose})
		if there.Code != http.StatusNotFound || there.Body.String() != nowhere.Body.String() {
			w.t.Errorf("%s tells another county of a person: %d %s", path, there.Code, there.Body)
		}
	}
	page := w.do(request{who: "clerk2", method: "GET", path: "people/" + child, header: purpose})
	if number := page.json["citizen_number"].(string); page.json["name"] != "马小禾" || !strings.Contains(number, "*") {
		w.t.Errorf("the page is %v", page.json)
	}
	before := w.do(request{who: "clerk2", method: "GET", path: "people/" + child + "?as_of=2020-01-01", header: purpose})
	w.want(before, http.StatusNotFound, codeNotFound)
	found := w.do(request{who: "clerk2", method: "POST", path: "search", body: map[string]any{"q": "马小禾", "kind": "people", "purpose": "核对登记"}})
	w.want(found, http.StatusOK, "")
	if len(found.json["items"].([]any)) != 1 {
		w.t.Errorf("the search found %v", found.json["items"])
	}
}
