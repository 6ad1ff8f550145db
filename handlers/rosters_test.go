package handlers

import (
	"net/http"
	"strings"
	"testing"
)

// An old .xls is told as one, under whatever name, and not as unreadable text.
func TestAnOldWorkbookIsToldAsOne(t *testing.T) {
	w := aWorld(t, Config{})
	w.seedUnit()
	facts := map[string]string{"facts": `{"institution":"u-1","household_id":"h-unit","impact_assessment_no":"IA-1"}`}
	old := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 2000)...)
	for _, name := range []string{"roster.xls", "roster.csv", "roster"} {
		if got := w.sendRoster(old, name, facts); got.Code != http.StatusUnprocessableEntity || firstError(got) != "file file_protected" || !strings.Contains(got.Body.String(), "xlsx") {
			t.Errorf("%s: %s", name, got.Body)
		}
	}
}

// Rows that were skipped are told beside the faults, whether or not the right lines alone
// are asked for.
func TestARefusedRosterNamesItsEmptyRows(t *testing.T) {
	w := aWorld(t, Config{})
	w.seedUnit()
	facts := map[string]string{"facts": `{"institution":"u-1","household_id":"h-unit","impact_assessment_no":"IA-1"}`}
	text := "姓名,性别,出生日期,公民身份号码,入院登记号,入院日期,监护依据\n测试甲,男,2016-03-04,,001,2025-01-10,guardian_dead\n,,,,,,\n测试乙,男,2016-13-04,,002,2025-01-10,guardian_dead\n"
	got := w.sendRoster([]byte(text), "roster.csv", facts)
	w.want(got, http.StatusUnprocessableEntity, codeBadFile)
	if said := got.Body.String(); !strings.Contains(said, "empty_rows") || firstError(got) != "C4 no_such_day" {
		t.Errorf("the answer is %s", said)
	}
}
