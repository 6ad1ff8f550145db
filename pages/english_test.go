package pages_test

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hukou/internal/browser"
)

// oneOfMany finds a number one before a noun in the plural.
var oneOfMany = regexp.MustCompile(`(?:^|[^\w.,:/-])1 (?:(?:working|more|open|wrong) )?([a-z]+s)\b`)

// singular are words in s that may follow a one.
var singular = []string{"is", "has", "was", "passes", "differs", "agrees", "changes", "this", "its", "as", "business", "process", "address", "basis"}

// miscounted are the places of a text where one of something reads as several.
func miscounted(text string) []string {
	var found []string
	for _, m := range oneOfMany.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(singular, m[1]) {
			found = append(found, fmt.Sprintf("%q", m[0]))
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

var (
	unread  = regexp.MustCompile(`(?s)<head>.*?</head>|<script.*?</script>|<svg.*?</svg>|<span class="law" lang="zh-CN">.*?</span>`)
	within  = regexp.MustCompile(`</?(?:a|b|small|span|code|i|kbd|button|summary|label)(?: [^>]*)?>`)
	apart   = regexp.MustCompile(`<[^>]*>`)
	blanks  = regexp.MustCompile(`[^\S\n]+`)
	numbers = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|\b\d+\b`)
	linked  = regexp.MustCompile(`<a [^>]*?href="(/[^"#]*)`)
)

// said is what a page says: the words of one line stand together, other elements apart.
func said(page string) string {
	page = within.ReplaceAllString(unread.ReplaceAllString(page, "\n"), " ")
	return blanks.ReplaceAllString(html.UnescapeString(apart.ReplaceAllString(page, "\n")), " ")
}

// fewOf is how many pages of one kind an officer is asked to look at.
const fewOf = 5

// throughEnglish shows an officer's pages in English: those of the list, and from each where its
// links lead, a few of every kind; shared counts those that look the same to everybody.
// lawInChinese finds an article whose law the English page names in Chinese alone.
var lawInChinese = regexp.MustCompile(`(?m)^[^\n]*\p{Han}(?:法典?|条例|规范|办法) ?\d[^\n]*$`)

func throughEnglish(t *testing.T, program *browser.Program, who string, shared map[string]int, look func(address, text string)) int {
	t.Helper()
	officer := plainly(t, program, who)
	officer.post("/preferences", url.Values{"lang": {"en"}})
	officer.post("/purpose", url.Values{"purpose": {"window"}, "back": {"/search"}})
	var queue []string
	for _, pl := range places() {
		if pl.as == who && pl.path != "" && pl.status == 0 {
			queue = append(queue, pl.path)
		}
	}
	seen, kinds, pages := map[string]bool{}, map[string]int{}, 0
	for ; len(queue) > 0; queue = queue[1:] {
		path, _, _ := strings.Cut(queue[0], "?")
		kind, tally := numbers.ReplaceAllString(path, "…"), kinds
		if strings.HasPrefix(path, "/rules") || strings.HasPrefix(path, "/bring") {
			kind, tally = path[:max(1, strings.LastIndex(path, "/"))], shared
		}
		if seen[queue[0]] || tally[kind] == fewOf || strings.HasPrefix(path, "/static/") {
			continue
		}
		seen[queue[0]] = true
		status, page := officer.get(queue[0])
		if status != http.StatusOK || !strings.Contains(page, `<html lang="en"`) {
			continue
		}
		tally[kind]++
		pages++
		look(queue[0], said(page))
		for _, m := range linked.FindAllStringSubmatch(page, -1) {
			queue = append(queue, html.UnescapeString(m[1]))
		}
	}
	return pages
}

// readers look at the pages in English: who takes in, who answers, who decides, who
// administers.
var readers = []string{clerk, "qinghe.clerk1", "yongning.lead", "hefeng.clerk", "yuntai.head", "yuntai.community", "secadmin", "sysadmin", "auditadmin"}

func TestEnglishPagesCountAsEnglishDoesAndNameTheLaw(t *testing.T) {
	program, shared := browser.Demo(t), map[string]int{}
	for _, who := range readers {
		t.Run(who, func(t *testing.T) {
			pages := throughEnglish(t, program, who, shared, func(address, text string) {
				for _, found := range miscounted(text) {
					t.Errorf("%s says %s", address, found)
				}
				for _, found := range lawInChinese.FindAllString(text, -1) {
					t.Errorf("%s names a law in Chinese alone: %s", address, found)
				}
			})
			t.Logf("%d pages", pages)
			if pages < 5 {
				t.Errorf("%d pages were read, want at least 5", pages)
			}
		})
	}
}

func TestAPlantedPluralIsFound(t *testing.T) {
	for page, want := range map[string]int{
		`<p>1 cases</p>`: 1, `<b>1</b> <small>cases</small>`: 1, `<td>1 working days left</td>`: 1, `(1 papers)`: 1,
		`<p>1 case</p>`: 0, `<td>1</td><td>days</td>`: 0, `<p>11 cases</p>`: 0, `2026-1 cases`: 0, `<p>1 differs</p>`: 0, `0.1 days`: 0,
	} {
		if got := miscounted(said(page)); len(got) != want {
			t.Errorf("%s: found %v, want %d", page, got, want)
		}
	}
}
