package handlers

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"hukou/models"
	"hukou/register"
	"hukou/store"
	"hukou/store/storetest"
)

// neighbours are a household of an adult, a child of nine and a youth of seventeen.
func (w *world) neighbours() {
	w.t.Helper()
	number := func(text string) models.CitizenNumber {
		return models.CitizenNumber(text[:17] + string(models.CheckDigit(text[:17])))
	}
	region := register.Actor{OfficerID: "o-region", PersonID: "p-region", Postings: []models.Posting{{Org: regionOrg, Role: "region"}}}
	_, err := w.reg.LoadHouseholds(context.Background(), region, "首日建库", []register.LoadedHousehold{{ID: "h-1", Number: "000101", Org: stationOrg, Division: "640522",
		Kind: models.FamilyHousehold, Address: "城关镇南街12号", OpenedOn: "2015-03-01", Members: []register.LoadedPerson{
			{ID: "p-1", Number: number("64990119900307001X"), Name: "马文远", Sex: "1", BirthDate: "1990-03-07", Ethnicity: "03", Relation: "02", Since: "2015-03-01"},
			{ID: "p-2", Number: number("649901201702030017"), Name: "马小麦", Sex: "1", BirthDate: "2017-02-03", Ethnicity: "03", Relation: "20", Since: "2017-02-20"},
			{ID: "p-3", Number: number("649901200810010023"), Name: "马小稻", Sex: "2", BirthDate: "2008-10-01", Ethnicity: "03", Relation: "30", Since: "2015-03-01"},
		}}})
	if err != nil {
		w.t.Fatal(err)
	}
}

// coded is the header of a look, with a purpose in a code.
func coded(code string) map[string]string { return map[string]string{"Purpose-Code": code} }

// TestALogThatCannotBeWrittenAnswers503 has the database refuse the log's rows from
// outside; the answers name nobody.
func TestALogThatCannotBeWrittenAnswers503(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.neighbours()
		texts := []string{"CREATE TRIGGER no_more BEFORE INSERT ON access_log BEGIN SELECT raise(ABORT, 'no more'); END"}
		if w.db.Engine() == store.Postgres {
			texts = []string{"CREATE FUNCTION no_more() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no more'; END $$",
				"CREATE TRIGGER no_more BEFORE INSERT ON access_log FOR EACH ROW EXECUTE FUNCTION no_more()"}
		}
		for _, text := range texts {
			if _, err := storetest.Owner(t, w.db).SQL().Exec(text); err != nil {
				t.Fatal(err)
			}
		}
		for _, q := range []request{
			{method: "GET", path: "people/p-1", header: coded("check")},
			{method: "GET", path: "people/p-1/history", header: coded("check")},
			{method: "GET", path: "households/h-1", header: coded("check")},
			{method: "POST", path: "search", body: map[string]any{"q": "马文远", "kind": "people", "purpose_code": "check"}},
		} {
			q.who = "clerk"
			got := w.do(q)
			w.want(got, http.StatusServiceUnavailable, codeNotLogged)
			if strings.Contains(got.Body.String(), "马") || got.Header().Get("Retry-After") == "" {
				t.Errorf("%s %s answers %s", q.method, q.path, got.Body)
			}
		}
	})
}

func TestAPurposeHasACode(t *testing.T) {
	w := aWorld(t, Config{})
	w.neighbours()
	w.want(w.do(request{who: "clerk", method: "GET", path: "people/p-1"}), http.StatusUnprocessableEntity, codePurpose)
	w.want(w.do(request{who: "clerk", method: "GET", path: "people/p-1", header: coded("other")}), http.StatusUnprocessableEntity, codePurpose)
	w.want(w.do(request{who: "clerk", method: "GET", path: "people/p-1", header: coded("curious")}), http.StatusUnprocessableEntity, codeInvalid)
	w.want(w.do(request{who: "clerk", method: "GET", path: "people/p-1", header: coded("visit")}), http.StatusOK, "")
	w.want(w.do(request{who: "clerk", method: "GET", path: "people/p-1", header: map[string]string{"Purpose": "Grund"}}), http.StatusOK, "")
	w.want(w.do(request{who: "clerk", method: "POST", path: "search", body: map[string]any{"q": "马", "kind": "people", "purpose_code": "curious"}}), http.StatusUnprocessableEntity, codeInvalid)
}

// TestAMinorsFileIsAskedForGrantedAndUsed goes the whole way of an approval, and finds
// that another county cannot tell a child from nobody on any step of it.
func TestAMinorsFileIsAskedForGrantedAndUsed(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.neighbours()
		refused := w.do(request{who: "clerk", method: "GET", path: "people/p-2", header: coded("check")})
		w.want(refused, http.StatusUnprocessableEntity, codeApproval)
		if unmet := refused.json["unmet"].([]any)[0].(map[string]any); unmet["basis"] != "未成年人网络保护条例 36" || strings.Contains(refused.Body.String(), "小麦") {
			t.Errorf("the refusal is %s", refused.Body)
		}
		w.want(w.do(request{who: "clerk", method: "GET", path: "people/p-3/history", header: coded("check")}), http.StatusUnprocessableEntity, codeApproval)
		ask := map[string]any{"purpose": "学校来函核对", "purpose_code": "assist"}
		w.want(w.do(request{who: "clerk", method: "POST", path: "people/p-2/access-requests", body: ask}), http.StatusBadRequest, codeKeyMissing)
		key := map[string]string{"Idempotency-Key": w.fresh()}
		asked := w.do(request{who: "clerk", method: "POST", path: "people/p-2/access-requests", body: ask, header: key})
		w.want(asked, http.StatusCreated, "")
		again := w.do(request{who: "clerk", method: "POST", path: "people/p-2/access-requests", body: ask, header: key})
		if again.Code != http.StatusCreated || again.Body.String() != asked.Body.String() {
			t.Errorf("the key again answers %d %s", again.Code, again.Body)
		}
		id := asked.json["id"].(string)
		because := map[string]any{"reason": "核过来函"}
		w.want(w.do(request{who: "clerk", method: "POST", path: "access-requests/" + id + "/grant", body: because}), http.StatusForbidden, codeForbidden)
		list := w.do(request{who: "head", method: "GET", path: "access-requests?state=open"})
		w.want(list, http.StatusOK, "")
		if list.json["total"] != 1.0 || list.json["items"].([]any)[0].(map[string]any)["may_decide"] != true {
			t.Errorf("the head reads %s", list.Body)
		}
		for _, q := range []request{
			{method: "POST", path: "people/%s/access-requests", body: ask, header: map[string]string{"Idempotency-Key": "x"}},
			{method: "GET", path: "people/%s", header: coded("check")},
			{method: "GET", path: "people/%s/usage", header: coded("inquiry")},
			{method: "POST", path: "people/%s/seals", body: map[string]any{"kind": "adoption", "reason": "x"}, header: map[string]string{"Idempotency-Key": "y"}},
		} {
			there, nowhere := q, q
			there.who, nowhere.who = "head_b", "head_b"
			there.path, nowhere.path = strings.Replace(q.path, "%s", "p-2", 1), strings.Replace(q.path, "%s", "p-none", 1)
			a, b := w.do(there), w.do(nowhere)
			if a.Code != http.StatusNotFound || a.Body.String() != b.Body.String() {
				t.Errorf("%s %s tells another county: %d %s", q.method, q.path, a.Code, a.Body)
			}
		}
		foreign := w.do(request{who: "head_b", method: "POST", path: "access-requests/" + id + "/grant", body: because})
		none := w.do(request{who: "head_b", method: "POST", path: "access-requests/none/grant", body: because})
		if foreign.Code != http.StatusNotFound || foreign.Body.String() != none.Body.String() {
			t.Errorf("another county's head: %d %s", foreign.Code, foreign.Body)
		}
		w.want(w.do(request{who: "head", method: "POST", path: "access-requests/" + id + "/grant", body: because}), http.StatusOK, "")
		seen := w.do(request{who: "clerk", method: "GET", path: "people/p-2", header: coded("assist")})
		w.want(seen, http.StatusOK, "")
		if seen.json["name"] != "马小麦" {
			t.Errorf("the page is %s", seen.Body)
		}
		usage := w.do(request{who: "privacy", method: "GET", path: "people/p-2/usage"})
		w.want(usage, http.StatusOK, "")
		if first := usage.json["items"].([]any)[0].(map[string]any); first["approval_id"] != id && first["what"] != "access_request" || first["purpose_code"] == "" {
			t.Errorf("the usage is %s", usage.Body)
		}
	})
}

func TestBreakGlassAndSealsOverHTTP(t *testing.T) {
	w := aWorld(t, Config{})
	w.neighbours()
	key := func() map[string]string { return map[string]string{"Idempotency-Key": w.fresh()} }
	w.want(w.do(request{who: "clerk", method: "POST", path: "break-glass", body: map[string]any{"reason": "走失", "minutes": 121}, header: key()}), http.StatusUnprocessableEntity, codeInvalid)
	w.want(w.do(request{who: "aux", method: "POST", path: "break-glass", body: map[string]any{"reason": "走失"}, header: key()}), http.StatusForbidden, codeForbidden)
	w.want(w.do(request{who: "clerk", method: "POST", path: "break-glass", body: map[string]any{"reason": "走失"}, header: key()}), http.StatusCreated, "")
	w.want(w.do(request{who: "clerk", method: "GET", path: "people/p-2", header: coded("emergency")}), http.StatusOK, "")
	alarms := w.do(request{who: "privacy", method: "GET", path: "audit/alarms?open=true"})
	w.want(alarms, http.StatusOK, "")
	if alarms.json["total"] != 1.0 {
		t.Fatalf("the privacy officer reads %s", alarms.Body)
	}
	id := alarms.json["items"].([]any)[0].(map[string]any)["id"].(string)
	w.want(w.do(request{who: "head_b", method: "POST", path: "audit/alarms/" + id + "/review", body: map[string]any{"finding": "x"}}), http.StatusNotFound, codeNotFound)
	w.want(w.do(request{who: "head", method: "POST", path: "audit/alarms/" + id + "/review", body: map[string]any{"finding": "属实"}}), http.StatusOK, "")
	w.want(w.do(request{who: "clerk", method: "DELETE", path: "break-glass/current"}), http.StatusNoContent, "")
	w.want(w.do(request{who: "clerk", method: "DELETE", path: "break-glass/current"}), http.StatusNotFound, codeNotFound)

	sealed := w.do(request{who: "clerk", method: "POST", path: "people/p-1/seals", body: map[string]any{"kind": "protection", "reason": "证人保护"}, header: key()})
	w.want(sealed, http.StatusCreated, "")
	seal := sealed.json["id"].(string)
	w.want(w.do(request{who: "head", method: "POST", path: "seals/" + seal + "/confirm"}), http.StatusOK, "")
	page := w.do(request{who: "clerk", method: "GET", path: "people/p-1", header: coded("check")})
	w.want(page, http.StatusOK, "")
	if page.json["sealed"] != true || strings.Contains(page.Body.String(), "马文远") || strings.Contains(page.Body.String(), "1990") {
		t.Errorf("the sealed page is %s", page.Body)
	}
	w.want(w.do(request{who: "clerk", method: "GET", path: "people/p-1/history", header: coded("check")}), http.StatusUnprocessableEntity, codeApproval)
	w.want(w.do(request{who: "clerk", method: "POST", path: "seals/" + seal + "/end", body: map[string]any{"reason": "保护解除"}}), http.StatusOK, "")
	w.want(w.do(request{who: "county_lead", method: "POST", path: "seals/" + seal + "/confirm"}), http.StatusOK, "")
	if list := w.do(request{who: "clerk", method: "GET", path: "seals"}); list.json["total"] != 0.0 {
		t.Errorf("ended seals are listed: %s", list.Body)
	}
}
