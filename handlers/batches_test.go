package handlers

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"hukou/models"
	"hukou/roster"
	"hukou/store"
)

// seedUnit puts an institution with its collective household in the station.
func (w *world) seedUnit() {
	w.t.Helper()
	w.insert(func(tx *store.Tx) error {
		unit := models.Institution{ID: "u-1", Name: "甲县照料机构", CreditCode: "1", CivilAffairs: "甲县民政局", CertificateNo: "C-1", CertificateUntil: "2030-01-01", HouseholdID: "h-unit", Org: stationOrg, Status: "open", AssessmentNo: "IA-1"}
		home := models.Household{ID: "h-unit", Number: "900001", Org: stationOrg, Division: "640522", Kind: models.CollectiveHousehold, InstitutionID: "u-1", HeadID: "p-unit-head", HelperID: "p-helper", HelperUntil: "2028-01-01", Address: "城关镇九号", Status: "open", Version: 1, EventID: "seed", CaseID: "seed"}
		if err := store.Insert(tx, unit); err != nil {
			return err
		}
		return store.Insert(tx, home)
	})
}

func batchFacts() map[string]any {
	return map[string]any{"institution": "u-1", "household_id": "h-unit", "impact_assessment_no": "IA-1"}
}

func lineFacts(name, intake string) map[string]any {
	return map[string]any{"facts": map[string]any{"name": name, "sex": "1", "birth_date": "2016-03-04", "intake_no": intake, "intake_on": "2025-01-10", "legal_ground": "guardian_dead"}}
}

// TestBatchIsOpenedWithItsLines opens a roster from JSON, lists a further child, and
// takes one step on many lines: a result each.
func TestBatchIsOpenedWithItsLines(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.seedUnit()
		opened := w.do(request{who: "clerk", method: "POST", path: "batches", header: map[string]string{"Idempotency-Key": "b"},
			body: map[string]any{"facts": batchFacts(), "lines": []any{lineFacts("测试甲", "001"), lineFacts("测试乙", "002")}}})
		w.want(opened, http.StatusCreated, "")
		id := opened.json["id"].(string)
		more := w.do(request{who: "clerk", method: "POST", path: "batches/" + id + "/lines", header: map[string]string{"Idempotency-Key": "more", "If-Match": opened.Header().Get("ETag")},
			body: map[string]any{"lines": []any{lineFacts("测试丙", "003")}}})
		w.want(more, http.StatusOK, "")
		lines := w.do(request{who: "clerk", method: "GET", path: "batches/" + id + "/lines"})
		w.want(lines, http.StatusOK, "")
		if lines.json["total"] != 3.0 {
			t.Fatalf("the batch has %v lines", lines.json["total"])
		}
		var wishes []any
		for _, l := range lines.json["items"].([]any) {
			wishes = append(wishes, map[string]any{"id": l.(map[string]any)["id"], "version": 1})
		}
		wishes[1].(map[string]any)["version"] = 9
		wishes = append(wishes, map[string]any{"id": id, "version": 1})
		send := request{who: "clerk", method: "POST", path: "batches/" + id + "/lines/steps", header: map[string]string{"Idempotency-Key": "lines"},
			body: map[string]any{"event": "hand_over", "lines": wishes, "input": map[string]any{"officer": "o-clerk2", "reason": "分工"}}}
		taken := w.do(send)
		w.want(taken, http.StatusOK, "")
		var statuses []string
		for _, r := range taken.json["items"].([]any) {
			r := r.(map[string]any)
			p, _ := r["problem"].(map[string]any)
			statuses = append(statuses, fmt.Sprintf("%v %v", r["status"], p["code"]))
		}
		if got := strings.Join(statuses, " "); got != "200 <nil> 412 stale 200 <nil> 404 not_found" {
			t.Errorf("the lines answered %s", got)
		}
		if again := w.do(send); again.Body.String() != taken.Body.String() {
			t.Errorf("the repeat answered %s", again.Body)
		}
		w.want(w.do(request{who: "clerk_b", method: "POST", path: "batches/" + id + "/lines/steps", body: send.body, header: send.header}), http.StatusNotFound, codeNotFound)
		wrong := w.do(request{who: "clerk", method: "POST", path: "batches", header: map[string]string{"Idempotency-Key": "w"},
			body: map[string]any{"facts": batchFacts(), "lines": []any{lineFacts("测试丁", "004"), map[string]any{"facts": map[string]any{"name": "测试戊", "sex": "9"}}}}})
		w.want(wrong, http.StatusUnprocessableEntity, codeInvalid)
		for _, e := range wrong.json["errors"].([]any) {
			if f := e.(map[string]any)["field"].(string); !strings.HasPrefix(f, "lines[1].") {
				t.Errorf("a fault is told at %s", f)
			}
		}
	})
}

func wardLine(name string, row int) roster.Line {
	return roster.Line{Name: name, Sex: models.SexMale, BirthDate: "2016-03-04", IntakeNo: fmt.Sprintf("%03d", row), IntakeOn: "2025-01-10", LegalGround: roster.GroundGuardianDead}
}

func (w *world) sendRoster(file []byte, name string, fields map[string]string) reply {
	w.t.Helper()
	body, media := upload(w.t, fields, name, xlsxMedia, file)
	return w.do(request{who: "clerk", method: "POST", path: "batches", body: body, header: map[string]string{"Content-Type": media, "Idempotency-Key": w.fresh(), "Accept-Language": "en"}})
}

// TestRosterWithFaultsImportsNothing names every wrong cell, and imports the right
// lines only when that is asked for.
func TestRosterWithFaultsImportsNothing(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.seedUnit()
		facts := map[string]string{"facts": `{"institution":"u-1","household_id":"h-unit","impact_assessment_no":"IA-1"}`}
		lines := []roster.Line{wardLine("测试甲", 1), wardLine("测试乙", 2), wardLine("测试丙", 3)}
		lines[1].BirthDate, lines[2].OriginStation = "2006-03-04", "649999999999"
		var file bytes.Buffer
		if err := roster.WriteXLSX(lines, &file); err != nil {
			t.Fatal(err)
		}
		wrong := w.sendRoster(file.Bytes(), "名册.xlsx", facts)
		w.want(wrong, http.StatusUnprocessableEntity, codeBadFile)
		var cells []string
		for _, e := range wrong.json["errors"].([]any) {
			cells = append(cells, e.(map[string]any)["field"].(string))
		}
		if fmt.Sprint(cells) != "[名册!C3 名册!J4]" {
			t.Errorf("the faults are told at %v", cells)
		}
		if q := w.do(request{who: "clerk", method: "GET", path: "queues/station"}); q.json["total"] != 0.0 {
			t.Errorf("a faulty roster left %v cases", q.json["total"])
		}
		facts["accept"] = "valid"
		taken := w.sendRoster(file.Bytes(), "名册.xlsx", facts)
		w.want(taken, http.StatusCreated, "")
		report := taken.json["roster"].(map[string]any)
		if report["rows"] != 3.0 || report["imported"] != 1.0 || len(report["problems"].([]any)) != 2 {
			t.Errorf("the report is %v", report)
		}
		facts["accept"] = "all"
		w.want(w.sendRoster(file.Bytes(), "名册.xlsx", facts), http.StatusUnprocessableEntity, codeInvalid)
		delete(facts, "accept")
		w.want(w.sendRoster([]byte("PK\x03\x04 no workbook"), "x.xlsx", facts), http.StatusUnprocessableEntity, codeBadFile)
		w.want(w.sendRoster(nil, "", facts), http.StatusUnprocessableEntity, codeInvalid)
	})
}

// TestRosterOfTextIsTakenAsWell sends comma-separated text, and a child that another
// open batch lists already: it is named by its row.
func TestRosterOfTextIsTakenAsWell(t *testing.T) {
	w := aWorld(t, Config{})
	w.seedUnit()
	facts := map[string]string{"facts": `{"institution":"u-1","household_id":"h-unit","impact_assessment_no":"IA-1"}`}
	text := "姓名,性别,出生日期,公民身份号码,入院登记号,入院日期,监护依据\n测试甲,男,2016-03-04,,001,2025-01-10,guardian_dead\n"
	taken := w.sendRoster([]byte(text), "roster.csv", facts)
	w.want(taken, http.StatusCreated, "")
	twice := w.sendRoster([]byte(text), "roster.csv", facts)
	w.want(twice, http.StatusUnprocessableEntity, codeBadFile)
	if e := twice.json["errors"].([]any)[0].(map[string]any); e["field"] != "2:2" {
		t.Errorf("the child listed twice is told at %v", e)
	}
	template := w.do(request{who: "aux", method: "GET", path: "batches/roster-template"})
	w.want(template, http.StatusOK, "")
	if !bytes.HasPrefix(template.Body.Bytes(), []byte("PK")) || template.Header().Get("Content-Type") != xlsxMedia {
		t.Error("the template is no workbook")
	}
}
