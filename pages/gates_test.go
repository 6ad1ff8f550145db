package pages_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/labstack/echo/v4"

	"hukou/cast"
	"hukou/handlers"
	"hukou/internal/browser"
	"hukou/pages"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

const (
	heaviest     = 40 << 10 // bytes of a first page, compressed, with all that it asks for
	mostRequests = 5
)

func TestEveryPageIsInTheList(t *testing.T) {
	e := echo.New()
	if _, err := pages.Mount(pages.Config{})(e, handlers.Door{}); err != nil {
		t.Fatal(err)
	}
	mounted := map[string]bool{}
	for _, r := range e.Routes() {
		if r.Method == "GET" {
			mounted[r.Path] = true
		}
	}
	for path := range mounted {
		listed := slices.ContainsFunc(places(), func(pl place) bool { return pl.route == path })
		if _, file := notPages[path]; !listed && !file {
			t.Errorf("%s is in no list: give it a line in places (places_test.go)", path)
		}
	}
	names := map[string]bool{}
	for _, pl := range places() {
		if !mounted[pl.route] {
			t.Errorf("%s: nothing is mounted at %s", pl.name, pl.route)
		}
		if names[pl.name] {
			t.Errorf("two places are called %s", pl.name)
		}
		names[pl.name] = true
	}
}

func TestEveryPagePassesTheGates(t *testing.T) {
	program := browser.Demo(t)
	for _, pl := range places() {
		t.Run(pl.name, func(t *testing.T) {
			p := pl.at(t, program)
			if pl.does == nil {
				p.Cold(p.Address())
				light(t, p)
				if got, want := p.Status(), max(pl.status, 200); got != want {
					t.Fatalf("%s answers %d, want %d", p.Address(), got, want)
				}
			}
			if !pattern(pl.route).MatchString(p.Address()) && pl.status == 0 {
				t.Errorf("this is %s, not a page of %s", p.Address(), pl.route)
			}
			if got := p.Status(); pl.status == 0 && (got == 404 || got >= 500) || pl.status != 0 && got != pl.status {
				t.Errorf("%s answers %d, want %d", p.Address(), got, pl.status)
			}
			wellNamed(t, p)
			wellWritten(t, p.HTML())
			accessible(t, p)
			leadsOn(t, p)
			awake(t, p)
			fits(t, p, pl.name)
			if pl.does == nil {
				readsWithoutScript(t, p)
			}
		})
	}
}

// light holds the weight of a page that a browser sees for the first time, and the
// policy that comes with it.
func light(t *testing.T, p *browser.Page) {
	t.Helper()
	asked := p.Requests()
	total, list := 0, ""
	for _, r := range asked {
		total += r.Bytes
		list += fmt.Sprintf("\n%7d %s", r.Bytes, r.URL)
	}
	t.Logf("%d requests and %d bytes", len(asked), total)
	if len(asked) > mostRequests || total > heaviest {
		t.Errorf("%d requests and %d bytes; at most %d and %d:%s", len(asked), total, mostRequests, heaviest, list)
	}
	if policy := asked[0].Policy; !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
		t.Errorf("the policy is %q", policy)
	}
}

// castNames are the people of the demonstration.
var castNames = sync.OnceValue(func() []string {
	var names []string
	for _, c := range cast.Seventy() {
		names = append(names, c.Name)
	}
	for _, n := range cast.Newborns() {
		names = append(names, n.Name, n.MotherName)
	}
	return names
})

// wellNamed finds what may not stand where histories keep it: in the window's title
// and in the address.
func wellNamed(t *testing.T, p *browser.Page) {
	t.Helper()
	title, address := p.Title(), p.Address()
	if title == "" {
		t.Error("the window has no title")
	}
	for _, name := range castNames() {
		if name != "" && (strings.Contains(title, name) || strings.Contains(address, name)) {
			t.Errorf("title or address names a person: %q %q", title, address)
		}
	}
	for _, where := range []string{title, address} {
		for _, found := range unspoken(where) {
			t.Errorf("title or address holds %s: %q", found, where)
		}
	}
}

var (
	number = regexp.MustCompile(`(?:^|[^0-9A-Za-z])([1-9]\d{5} ?\d{8} ?\d{3}[\dXx])(?:[^0-9A-Za-z]|$)`)
	// labels are words that follow a child through life if a page shows them.
	labels = []string{"孤儿", "弃婴", "弃儿", "非婚生", "私生", "黑户"}
)

// unspoken finds unmasked numbers and labels.
func unspoken(text string) []string {
	var found []string
	for range number.FindAllString(text, -1) {
		found = append(found, "an unmasked number")
	}
	for _, label := range labels {
		if strings.Contains(text, label) {
			found = append(found, "the word "+label)
		}
	}
	return found
}

var (
	attributes = regexp.MustCompile(`<[a-zA-Z][^<>]*?\s(style|on[a-z]+)\s*=`)
	inline     = regexp.MustCompile(`<script(?:\s[^>]*)?>[^<]|<style[\s>]|javascript:`)
)

// wellWritten looks at the markup for what no page may hold.
func wellWritten(t *testing.T, html string) {
	t.Helper()
	for _, found := range unspoken(html) {
		t.Errorf("the page holds %s: %s", found, around(html, found))
	}
	if strings.Contains(html, " hx-") && !strings.Contains(html, `name="htmx-config"`) {
		t.Error("the page has attributes of htmx without htmx: mount its desk as Swapping")
	}
	for _, bad := range attributes.FindAllString(html, -1) {
		t.Errorf("an attribute that the policy refuses: %s", bad)
	}
	for _, bad := range inline.FindAllString(html, -1) {
		t.Errorf("script or style inside the page: %s", bad)
	}
}

func around(html, found string) string {
	i := strings.Index(html, strings.TrimPrefix(found, "the word "))
	if i < 0 {
		return ""
	}
	return strings.ToValidUTF8(html[max(0, i-80):min(len(html), i+40)], "")
}

// accessible asks axe in light and in dark.
func accessible(t *testing.T, p *browser.Page) {
	t.Helper()
	for _, dark := range []bool{false, true} {
		p.Dark(dark)
		for _, v := range p.Axe() {
			t.Errorf("axe, dark %v: %s", dark, v)
		}
	}
	p.Dark(false)
}

// firsts are the acts that a page puts before all others: those that can be done now.
const firsts = `[...document.querySelectorAll("main .primary:not([aria-disabled=true])")].filter(e=>e.getClientRects().length).map(e=>e.textContent.trim().replace(/\s+/g," "))`

// leadsOn finds pages that put two acts first: an officer has to see at once which is
// the next.
func leadsOn(t *testing.T, p *browser.Page) {
	t.Helper()
	if acts := browser.Eval[[]string](p, firsts); len(acts) > 1 {
		t.Errorf("%d acts are put first: %q", len(acts), acts)
	}
}

// asleep are the islands that nothing in the page's script knows: each desk carries its
// own scripts, and one too few is seen by nobody but the hand that types.
const asleep = `[...document.querySelectorAll("[data-island]")].flatMap(e=>e.dataset.island.split(" ").filter(n=>n&&!e.dataset["island"+n.replace(/\W/g,"")+"On"]))`

func awake(t *testing.T, p *browser.Page) {
	t.Helper()
	for _, island := range browser.Eval[[]string](p, asleep) {
		t.Errorf("the page asks for %q, which its script has not: see the names of the files in ui/static/js", island)
	}
}

// readsWithoutScript finds pages that are nothing until a script runs, and forms that
// nobody can send.
func readsWithoutScript(t *testing.T, p *browser.Page) {
	t.Helper()
	p.Size(1366, 768)
	said := p.Text("body")
	p.Script(false)
	p.Reload()
	if plain := p.Text("body"); len(plain) < len(said)*8/10 {
		t.Errorf("without script the page says %d bytes of %d", len(plain), len(said))
	}
	if n := p.Count("h1"); n != 1 {
		t.Errorf("the page has %d h1", n)
	}
	for _, form := range browser.Eval[[]string](p, `[...document.forms].filter(f=>f.querySelector("input:not([type=hidden]):not([type=checkbox]),select,textarea")&&!f.querySelector("button:not([type=button]),input[type=submit]")&&!f.matches("[role=search]")&&!(f.id&&document.querySelector('button[form="'+f.id+'"]'))).map(f=>f.outerHTML.slice(0,200))`) {
		t.Errorf("a form without a button to send it: %s", form)
	}
	for _, link := range browser.Eval[[]string](p, `[...document.querySelectorAll("a:not([href]):not([aria-disabled=true]),a[href='#'],a[href='']")].map(a=>a.outerHTML.slice(0,200))`) {
		t.Errorf("a link that leads nowhere: %s", link)
	}
	p.Script(true)
}

// sizes are the screens that pages are looked at on: two office screens, the first at
// 200 %, and a telephone, which is also the first at 400 %.
var sizes = []struct{ width, height int }{{1366, 768}, {1920, 1080}, {720, 800}, {360, 740}}

// fits finds what is wider than its window, and keeps pictures when asked for.
func fits(t *testing.T, p *browser.Page, name string) {
	t.Helper()
	for _, s := range sizes {
		p.Size(s.width, s.height)
		p.Settle()
		if wide := browser.Eval[int](p, "document.documentElement.scrollWidth"); wide > s.width {
			t.Errorf("at %d wide the page is %d wide: %s", s.width, wide, browser.Eval[string](p, widest))
		}
		for _, dark := range []bool{false, true} {
			if *shots != "" {
				file := fmt.Sprintf("%s-%d%s.png", name, s.width, map[bool]string{true: "-dark"}[dark])
				keep(t, filepath.Join(*shots, file), p.Whole(s.width, s.height, dark))
			}
		}
	}
	if *shots != "" && name == onTheCover {
		keep(t, filepath.Join(*shots, "desk.png"), p.Screenshot(1366, 768, false))
	}
	p.Size(1366, 768)
	p.Dark(false)
}

// onTheCover is the place that the README shows.
const onTheCover = "work-station"

// widest names what sticks out at the right.
const widest = `[...document.querySelectorAll("body *")].filter(e=>{const r=e.getBoundingClientRect();if(r.right<=innerWidth+1||!r.width)return false;
	for(let x=e.parentElement,free=getComputedStyle(e).position==="absolute";x;x=x.parentElement){const s=getComputedStyle(x);if(free&&s.position==="static")continue;
		if(s.overflowX!=="visible")return false;free=s.position==="absolute"}return true}).slice(0,4).map(e=>e.tagName+"."+e.className+" "+Math.round(e.getBoundingClientRect().right)).join(", ")`

func keep(t *testing.T, path string, data []byte) {
	t.Helper()
	if len(bytes.TrimSpace(data)) == 0 {
		t.Fatalf("%s would be empty", path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
