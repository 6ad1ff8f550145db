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
		unit := models.Institution{ID: "u-1", Name: "甲县照料机构", CreditCode: "9164990100000000XX", CivilAffairs: "甲县民政局", CertificateNo: "C-1", CertificateUntil: "2030-01-01", HouseholdID: "h-unit", Org: stationOrg, Status: "open", AssessmentNo: "IA-1"}
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
		for name, body := range map[string]map[string]any{
			"other lines": {"event": "hand_over", "lines": wishes[:1], "input": map[string]any{"officer": "o-clerk2", "reason": "分工"}},
			"other words": {"event": "hand_over", "lines": wishes, "input": map[string]any{"officer": "o-clerk2", "reason": "休假"}},
		} {
			t.Log(name)
			w.want(w.do(request{who: "clerk", method: "POST", path: send.path, header: send.header, body: body}), http.StatusUnprocessableEntity, codeKeyReused)
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

// TestFurtherLinesThatAreRightAreListedAndEachWrongOneIsTold lists five more children of
// whom two are right: one fault keeps all out; with accept=valid the two are in, and each
// other is told at its line with all that is wrong, the same at every repeat.
func TestFurtherLinesThatAreRightAreListedAndEachWrongOneIsTold(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.seedUnit()
		opened := w.do(request{who: "clerk", method: "POST", path: "batches", header: map[string]string{"Idempotency-Key": "b"},
			body: map[string]any{"facts": batchFacts(), "lines": []any{lineFacts("测试甲", "001")}}})
		w.want(opened, http.StatusCreated, "")
		id := opened.json["id"].(string)
		bad := lineFacts("测试丙", "003")
		delete(bad["facts"].(map[string]any), "intake_no")
		bad["facts"].(map[string]any)["sex"], bad["facts"].(map[string]any)["birth_date"] = "9", "2009-02-30"
		lines := []any{lineFacts("测试乙", "002"), bad, lineFacts("测试甲", "001"), lineFacts("测试丁", "004"), lineFacts("测试丁", "004")}
		count := func() any {
			return w.do(request{who: "clerk", method: "GET", path: "batches/" + id + "/lines"}).json["total"]
		}
		send := func(key string, body map[string]any) reply {
			return w.do(request{who: "clerk", method: "POST", path: "batches/" + id + "/lines", header: map[string]string{"Idempotency-Key": key, "If-Match": opened.Header().Get("ETag")}, body: body})
		}
		if all := send("all", map[string]any{"lines": lines}); all.Code < 400 || count() != 1.0 {
			t.Fatalf("with a fault it answers %d and lists %v", all.Code, count())
		}
		w.want(send("odd", map[string]any{"lines": lines, "accept": "some"}), http.StatusUnprocessableEntity, codeInvalid)
		taken := send("some", map[string]any{"lines": lines, "accept": "valid"})
		w.want(taken, http.StatusOK, "")
		report := taken.json["roster"].(map[string]any)
		var told []string
		for _, p := range report["problems"].([]any) {
			told = append(told, fmt.Sprint(p.(map[string]any)["field"], " ", p.(map[string]any)["code"]))
		}
		const want = "lines[1].facts.birth_date not_a_date, lines[1].facts.sex unknown_code, lines[1].facts.intake_no required, lines[2] listed_elsewhere, lines[4] listed_elsewhere"
		if got := strings.Join(told, ", "); got != want || report["rows"] != 5.0 || report["imported"] != 2.0 || count() != 3.0 {
			t.Errorf("the report is %v\n%s\nwant %s\nof %v lines", report, got, want, count())
		}
		if again := send("some", map[string]any{"lines": lines, "accept": "valid"}); again.Body.String() != taken.Body.String() {
			t.Errorf("the repeat answered %s", again.Body)
		}
		w.want(send("some", map[string]any{"lines": lines}), http.StatusUnprocessableEntity, "")
		fresh := w.do(request{who: "clerk", method: "POST", path: "batches", header: map[string]string{"Idempotency-Key": "c"},
			body: map[string]any{"facts": batchFacts(), "accept": "valid", "lines": []any{lineFacts("测试戊", "005"), bad}}})
		w.want(fresh, http.StatusCreated, "")
		if report := fresh.json["roster"].(map[string]any); report["imported"] != 1.0 || len(report["problems"].([]any)) != 3 {
			t.Errorf("a new batch reports %v", report)
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
	if got := firstError(twice); got != "E2 listed_elsewhere" {
		t.Errorf("the child listed twice is told as %q", got)
	}
	template := w.do(request{who: "aux", method: "GET", path: "batches/roster-template"})
	w.want(template, http.StatusOK, "")
	if !bytes.HasPrefix(template.Body.Bytes(), []byte("PK")) || template.Header().Get("Content-Type") != xlsxMedia {
		t.Error("the template is no workbook")
	}
}

// TestRosterThatIsNotReadToItsEndStaysOut sends text with a broken quotation mark: what
// stands behind it is unknown, so no row is taken, whatever was asked for.
func TestRosterThatIsNotReadToItsEndStaysOut(t *testing.T) {
	w := aWorld(t, Config{})
	w.seedUnit()
	facts := map[string]string{"accept": "valid", "facts": `{"institution":"u-1","household_id":"h-unit","impact_assessment_no":"IA-1"}`}
	row := func(name, no string) string { return name + ",男,2016-03-04,," + no + ",2025-01-10,guardian_dead\n" }
	text := "姓名,性别,出生日期,公民身份号码,入院登记号,入院日期,监护依据\n" + row("测试甲", "001") + row("x=HYPERLINK(\"x\")", "002") + row("测试丙", "003")
	w.want(w.sendRoster([]byte(text), "roster.csv", facts), http.StatusUnprocessableEntity, codeBadFile)
	if q := w.do(request{who: "clerk", method: "GET", path: "queues/station"}); q.json["total"] != 0.0 {
		t.Errorf("a file cut short left %v cases", q.json["total"])
	}
}

// TestChildListedElsewhereIsLeftOutAlone hands in a roster of which one child stands in
// another open batch and one cell is wrong: both are told in the first answer, at their
// cells, and accept=valid takes the third child in, the same at every repeat.
func TestChildListedElsewhereIsLeftOutAlone(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.seedUnit()
		facts := map[string]string{"facts": `{"institution":"u-1","impact_assessment_no":"IA-1"}`}
		workbook := func(lines ...roster.Line) []byte {
			var file bytes.Buffer
			if err := roster.WriteXLSX(lines, &file); err != nil {
				t.Fatal(err)
			}
			return file.Bytes()
		}
		w.want(w.sendRoster(workbook(wardLine("测试甲", 1)), "a.xlsx", facts), http.StatusCreated, "")
		wrong := wardLine("测试乙", 2)
		wrong.BirthDate = "2006-03-04"
		both := workbook(wardLine("测试甲", 1), wrong, wardLine("测试丙", 3))
		refused := w.sendRoster(both, "b.xlsx", facts)
		w.want(refused, http.StatusUnprocessableEntity, codeBadFile)
		told := func(all any) string {
			var cells []string
			for _, e := range all.([]any) {
				cells = append(cells, fmt.Sprint(e.(map[string]any)["field"], " ", e.(map[string]any)["code"]))
			}
			return strings.Join(cells, ", ")
		}
		const want = "名册!F2 listed_elsewhere, 名册!C3 already_18"
		if got := told(refused.json["errors"]); got != want {
			t.Errorf("the first answer tells of %s, want %s", got, want)
		}
		facts["accept"] = "valid"
		body, media := upload(t, facts, "b.xlsx", xlsxMedia, both)
		send := request{who: "clerk", method: "POST", path: "batches", body: body, header: map[string]string{"Content-Type": media, "Idempotency-Key": "b"}}
		taken := w.do(send)
		w.want(taken, http.StatusCreated, "")
		report := taken.json["roster"].(map[string]any)
		if got := told(report["problems"]); got != want || report["rows"] != 3.0 || report["imported"] != 1.0 {
			t.Errorf("the report is %v", report)
		}
		lines := w.do(request{who: "clerk", method: "GET", path: "batches/" + taken.json["id"].(string) + "/lines"})
		if lines.json["total"] != 1.0 {
			t.Errorf("the batch has %v lines, want the third child alone", lines.json["total"])
		}
		if again := w.do(send); again.Body.String() != taken.Body.String() {
			t.Errorf("the repeat answered %s", again.Body)
		}
		none := w.sendRoster(workbook(wardLine("测试甲", 1)), "c.xlsx", facts)
		w.want(none, http.StatusUnprocessableEntity, codeBadFile)
		if got := firstError(none); got != "名册!F2 listed_elsewhere" {
			t.Errorf("a roster without a right line is told as %q", got)
		}
	})
}

// TestInstitutionIsNamedAsAnOfficerKnowsIt hands a roster in by the institution's name,
// by its credit code, and by no more than the station it lies in.
func TestInstitutionIsNamedAsAnOfficerKnowsIt(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.seedUnit()
		known := w.do(request{who: "clerk", method: "GET", path: "institutions"})
		w.want(known, http.StatusOK, "")
		unit := known.json["items"].([]any)[0].(map[string]any)
		if unit["name"] != "甲县照料机构" || unit["household_id"] != "h-unit" || unit["station"] != stationOrg || unit["helper_name"] != nil {
			t.Errorf("the institution is listed as %v", unit)
		}
		if r := w.do(request{who: "clerk_b", method: "GET", path: "institutions"}); r.json["total"] != 0.0 {
			t.Errorf("another county lists %s", r.Body)
		}
		open := func(facts map[string]any, line int) reply {
			facts["impact_assessment_no"] = "IA-1"
			return w.do(request{who: "clerk", method: "POST", path: "batches", header: map[string]string{"Idempotency-Key": w.fresh()},
				body: map[string]any{"facts": facts, "lines": []any{lineFacts("测试甲", fmt.Sprint("1", line)), lineFacts("测试乙", fmt.Sprint("2", line))}}})
		}
		for i, facts := range []map[string]any{{"institution": "甲县照料机构"}, {"institution": " 9164990100000000xx "}, {}} {
			r := open(facts, i)
			w.want(r, http.StatusCreated, "")
			if got := r.json["facts"].(map[string]any); got["institution"] != "u-1" || got["household_id"] != "h-unit" {
				t.Errorf("named as %v the batch has %v", facts, got)
			}
		}
		unknown := open(map[string]any{"institution": "没有的机构"}, 7)
		w.want(unknown, http.StatusUnprocessableEntity, codeInvalid)
		if got := firstError(unknown); got != "facts.institution unknown_institution" || len(unknown.json["errors"].([]any)) != 1 || strings.Contains(unknown.Body.String(), "没有的") {
			t.Errorf("an unknown institution is told as %s", unknown.Body)
		}
		w.insert(func(tx *store.Tx) error {
			return store.Insert(tx, models.Institution{ID: "u-2", Name: "甲县第二机构", CreditCode: "2", CivilAffairs: "甲县民政局", CertificateNo: "C-2", HouseholdID: "h-unit", Org: stationOrg, Status: "open"})
		})
		which := open(map[string]any{}, 8)
		w.want(which, http.StatusUnprocessableEntity, codeInvalid)
		if got := fmt.Sprint(which.json["errors"]); strings.Contains(got, "lines[") || firstError(which) != "facts.institution required" || len(which.json["errors"].([]any)) != 1 {
			t.Errorf("what all lines lack is told as %s", which.Body)
		}
	})
}
