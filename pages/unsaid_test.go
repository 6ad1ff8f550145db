package pages_test

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"hukou/internal/browser"
)

// What officers look for and what pages show of people stays on the page: neither the
// program's log nor a title nor an address that a history keeps holds a number, a name
// or a word that labels a child.
func TestNeitherTheLogNorTitlesNorAddressesSayWhoWasLookedFor(t *testing.T) {
	program := browser.Demo(t, "--now", time.Now().Format(time.RFC3339)).Served(t)
	w := walk{T: t, looked: []string{"冯雪梅", "郭如月", "甲乙丙丁", "黄梅戏"}}

	w.Page = program.Visit(t)
	w.Open("/sign-in")
	w.Type("#f-username", "黄梅戏") // a name where the username belongs
	w.Type("#f-password", "649901199608013023")
	w.Type("#f-totp", "000000")
	w.Click("button.primary")
	w.Has("不对")
	w.look()

	w.Page = program.As(t, clerk)
	for _, words := range []string{"郭如月", "甲乙丙丁", "孤儿", "非婚生", "冯雪梅"} {
		w.Open("/search")
		searchFor(words)(w.Page)
		w.look()
	}
	w.Click("#hits-people a")
	w.Wait("#items")
	w.look()
	w.Click("显示证号（留痕）")
	number := strings.ReplaceAll(w.Text(".reg-number [role=status]"), " ", "")
	if len(number) != 18 {
		t.Fatalf("the number shown is %q", number)
	}
	w.looked = append(w.looked, number, number[:6]+" "+number[6:14]+" "+number[14:])
	w.look()
	person := w.Path()
	person = strings.TrimSuffix(person, "/reveal")
	w.Open("/search")
	searchFor(number)(w.Page)
	w.Wait("#hits-people")
	w.look()
	w.Open(person + "/print/card")
	w.look()
	if pdf := w.PDF(); len(pdf) == 0 {
		t.Error("the card does not print")
	}
	w.Open("/search?q=" + url.QueryEscape("冯雪梅")) // typed by hand: the log at least keeps it out

	w.unsaid(program.Said(t))
}

// walk is an officer's way through pages, looked at step by step.
type walk struct {
	*testing.T
	*browser.Page
	// looked are the names and numbers that were looked for.
	looked []string
}

// look finds what may not stand in the title, in the address of the page and in those
// that it asked for.
func (w *walk) look() {
	w.Helper()
	w.Settle()
	wellNamed(w.T, w.Page)
	for _, r := range w.Requests() {
		where, err := url.QueryUnescape(r.URL)
		if err != nil {
			where = r.URL
		}
		for _, found := range w.found(where) {
			w.Errorf("an address that was asked for holds %s: %s", found, where)
		}
	}
}

// found are the names, numbers and labels in a text.
func (w *walk) found(text string) []string {
	out := unspoken(text)
	for _, who := range w.looked {
		ascii := strings.Trim(strconv.QuoteToASCII(who), `"`)
		for _, written := range []string{who, url.QueryEscape(who), url.PathEscape(who), ascii} {
			if strings.Contains(text, written) {
				out = append(out, written)
				break
			}
		}
	}
	return out
}

// eighteen is a citizen number wherever it stands, also inside of other signs.
var eighteen = regexp.MustCompile(`[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx]`)

// unsaid reads the log line by line, and makes sure that the walk is in it.
func (w *walk) unsaid(log string) {
	w.Helper()
	for _, route := range []string{`"/sign-in"`, `"/search"`, `"/people/:id"`, `"/people/:id/reveal"`, `"/people/:id/print/card"`} {
		if !strings.Contains(log, `"route":`+route) {
			w.Errorf("the log does not tell of %s, so that this test sees nothing", route)
		}
	}
	for line := range strings.SplitSeq(log, "\n") {
		found := w.found(line)
		if n := eighteen.FindString(line); n != "" {
			found = append(found, "a number")
		}
		for _, x := range found {
			w.Errorf("the log holds %s: %s", x, line)
		}
	}
}
