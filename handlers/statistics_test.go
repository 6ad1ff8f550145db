package handlers

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
)

// TestTheStatisticsOfAMonthAreAskedForAndClosed: the county reads its population, hands it on
// as a workbook, and closes the month that is over; a desk does none of it.
func TestTheStatisticsOfAMonthAreAskedForAndClosed(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		get := func(who, path string) reply { return w.do(request{who: who, method: "GET", path: base + path}) }
		sheet := get("county", "/statistics/M1?month=2026-08")
		w.want(sheet, http.StatusOK, "")
		if sheet.json["sheet"] != "M1" || sheet.json["balanced"] != true || len(sheet.json["rows"].([]any)) == 0 || len(sheet.json["columns"].([]any)) < 20 {
			t.Errorf("M1 is answered %s", sheet.Body)
		}
		book := get("county", "/statistics/M1/xlsx?month=2026-08&published=true")
		if book.Code != http.StatusOK || book.Header().Get("Content-Type") != xlsxMedia || !bytes.HasPrefix(book.Body.Bytes(), []byte("PK")) {
			t.Errorf("the workbook is answered %d %s", book.Code, book.Header())
		}
		for path, want := range map[string]int{"/statistics/M11": http.StatusNotFound, "/statistics/M1?month=2027-01": http.StatusUnprocessableEntity, "/statistics/M1?ethnicity=03": http.StatusBadRequest} {
			if got := get("county", path); got.Code != want {
				t.Errorf("%s is answered %d %s", path, got.Code, got.Body)
			}
		}
		for _, sheet := range []string{"M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8", "M9", "M10"} {
			got := get("region", "/statistics/"+sheet)
			if got.Code != http.StatusOK || got.json["sheet"] != sheet || len(got.json["sheets"].([]any)) != 10 || strings.Contains(got.Body.String(), "民族") || strings.Contains(strings.ToLower(got.Body.String()), "ethnic") {
				t.Errorf("%s is answered %d %s", sheet, got.Code, got.Body)
			}
		}
		if got := get("county", "/statistics/M7"); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "prefecture_only") {
			t.Errorf("a county counts single children: %d %s", got.Code, got.Body)
		}
		closing := map[string]any{"month": "2026-08"}
		w.want(w.post("clerk", "statistics/closings", closing), http.StatusForbidden, "")
		w.want(w.post("head", "statistics/closings", closing), http.StatusForbidden, "")
		w.want(w.post("county", "statistics/closings", closing), http.StatusOK, "")
		if got := get("head", "/statistics/M1?month=2026-08"); !strings.Contains(got.Body.String(), `"closed":[{"month":"2026-08"`) {
			t.Errorf("the closed month is answered %s", got.Body)
		}
		if got := w.post("county", "statistics/closings", map[string]any{"month": "2026-09"}); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "month_not_over") {
			t.Errorf("this month is closed: %d %s", got.Code, got.Body)
		}
	})
}
