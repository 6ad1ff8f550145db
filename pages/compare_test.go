package pages_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hukou/internal/browser"
)

// comparedRows are the rows of the page's table of two days: the item, and whether it
// changed.
func comparedRows(page string) (changed, same []string) {
	_, table, _ := strings.Cut(page, `id="difference"`)
	table, _, _ = strings.Cut(table, "</table>")
	for _, row := range regexp.MustCompile(`(?s)<tr class="([^"]*)"><th scope="row">(.*?)</th>`).FindAllStringSubmatch(table, -1) {
		if item := html.UnescapeString(row[2]); row[1] == "reg-differs" {
			changed = append(changed, item)
		} else {
			same = append(same, item)
		}
	}
	return changed, same
}

// moved is the address of a child who has moved to the collective household, as the case
// that the officer did leads there.
func moved(t *testing.T, officer *plain) (person, query string) {
	t.Helper()
	officer.post("/purpose", url.Values{"purpose": {"window"}, "back": {"/search"}})
	_, done := officer.get("/work/done")
	for _, address := range regexp.MustCompile(`/cases/[0-9a-f-]{36}`).FindAllString(done, -1) {
		_, page := officer.get(address)
		for _, m := range regexp.MustCompile(`(/people/[0-9a-f-]{36})(\?case=[0-9a-f-]{36})`).FindAllStringSubmatch(page, -1) {
			_, compared := officer.get(m[1] + m[2] + "&from=2026-01-01")
			if changed, same := comparedRows(compared); len(changed) > 0 && len(same) > 0 {
				return m[1], m[2]
			}
		}
	}
	t.Fatal("no case leads to somebody who moved")
	return "", ""
}

// Two days of a person side by side, asked for without a browser: the rows that differ
// are those that the move changed, each such look is logged, and to officers of another
// jurisdiction the address is one of nobody.
func TestTwoDaysOfAPersonAreComparedLoggedAndKeptInside(t *testing.T) {
	program := browser.Demo(t)
	officer := plainly(t, program, "qinghe.clerk1")
	person, query := moved(t, officer)
	looks := func() int {
		status, log := officer.get(person + "/usage" + query)
		if status != http.StatusOK {
			t.Fatalf("who has looked is answered %d", status)
		}
		return strings.Count(log, "<tr>")
	}
	looks()
	base := looks()
	own := looks() - base // to ask who has looked is a look too
	officer.get(person + query)
	one := looks() - base - 2*own
	base = looks()
	status, page := officer.get(person + query + "&from=2026-01-01")
	if two := looks() - base - own; status != http.StatusOK || one < 1 || two != one+1 {
		t.Errorf("a page is answered %d; %d looks are logged without a comparison and %d with one, want one more", status, one, two)
	}
	changed, same := comparedRows(page)
	if want := []string{"户", "与户主关系", "户口登记机关"}; !slices.Equal(changed, want) {
		t.Errorf("what differs is %q, want %q", changed, want)
	}
	for _, item := range []string{"姓名", "公民身份号码", "性别", "出生日期"} {
		if !slices.Contains(same, item) {
			t.Errorf("%s is not among what stayed the same: %q", item, same)
		}
	}

	stranger := plainly(t, program, "yuntai.clerk1")
	stranger.post("/purpose", url.Values{"purpose": {"window"}, "back": {"/search"}})
	told := func(address string) string {
		status, page := stranger.get(address)
		if status != http.StatusNotFound {
			t.Errorf("another jurisdiction is answered %d", status)
		}
		_, main, _ := strings.Cut(page, "<main")
		return regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|req-\w+`).ReplaceAllString(main, "…")
	}
	there, nobody := told(person+"?from=2026-01-01"), told("/people/00000000-0000-0000-0000-000000000000?from=2026-01-01")
	if there != nobody {
		t.Errorf("a person of another jurisdiction is not answered as nobody is:\n%s\n%s", there, nobody)
	}
	_ = told(person + query + "&from=2026-01-01")
}
