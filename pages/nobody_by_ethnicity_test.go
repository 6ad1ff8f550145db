package pages_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"hukou/gb"
	"hukou/handlers"
	"hukou/internal/browser"
	"hukou/pages"
)

// Nobody is listed, found, ordered or counted by ethnicity or faith.
var ethnicOrFaith = regexp.MustCompile(`(?i)民族|族别|族裔|宗教|信仰|ethnic|nationalit|minzu|faith|religi`)

// regions are names of places: 宁夏回族自治区 is where the bodies of the cast are.
var regions = regexp.MustCompile(`\p{Han}{2,8}族自治[区州县]`)

// namesThem tells whether a word names ethnicity or faith, or one of the groups themselves.
func namesThem(word string) bool {
	if ethnicOrFaith.MatchString(word) {
		return true
	}
	word = regions.ReplaceAllString(word, "")
	for _, e := range gb.Ethnicities() {
		if w := e.Name(); strings.HasSuffix(w.Zh, "族") && strings.Contains(word, w.Zh) {
			return true
		}
	}
	return false
}

// ofOne are routes about one person or one case, or on which somebody is entered: an item
// may stand there, as the law has it in the register, and nobody is picked by it.
var ofOne = map[string]string{
	"/people/:id":                 "a person's own items",
	"/people/:id/print/card":      "the register card, whose form has the item",
	"/cases/:id":                  "what is declared of one person",
	"/cases/:id/draft":            "the form by which one person is entered",
	"/cases/:id/steps/:event":     "the form of a step of one case",
	"/cases/:id/print/receipt":    "a sheet of one case",
	"/cases/:id/print/notice":     "a sheet of one case",
	"/cases/:id/print/supplement": "a sheet of one case",
	"/cases/:id/print/decision":   "a sheet of one case",
	"/cases/:id/print/paper":      "a sheet of one case",
	"/cases/:id/materials/new":    "the kinds of paper of one case, the joint statement of the parents among them",
	"/cases/:id/materials/:mid":   "a paper of one case",
	"/approvals/:id":              "what is declared of one person",
	"/rules":                      "the names of businesses, the change of the item among them",
	"/rules/:business":            "the rules of a business",
	"/rules/:business/try":        "the facts that the rules of a business read",
	"/bring":                      "what people come for, a change of the item among it",
	"/bring/:business":            "the papers of a business",
	"/cases/new":                  "the names of businesses, the change of the item among them",
	"/admin/policies":             "the names of businesses, the change of the item among them",
	"/admin/policies/new":         "the names of businesses, the change of the item among them",
}

// picks are what one may pick, order or read a list by: heads of columns, boxes with their
// names, labels and choices, buttons, what links carry, and the words of a chart.
const picks = `(() => {
	const out = [], say = (kind, text) => { text = (text || "").trim(); if (text) out.push(kind + " " + text); };
	for (const e of document.querySelectorAll("thead th, main caption")) say("column", e.textContent);
	for (const e of document.querySelectorAll("input,select,textarea,button")) { say("box", e.name); say("box", e.getAttribute("aria-label")); if (e.type === "radio" || e.type === "checkbox") say("choice", e.value); }
	for (const e of document.querySelectorAll("option")) say("choice", e.value + " " + e.textContent);
	for (const e of document.querySelectorAll("main label, main legend, main button")) say("label", e.textContent);
	for (const e of document.querySelectorAll("a[href*='?']")) say("link", decodeURIComponent(e.getAttribute("href").split("?")[1]));
	for (const e of document.querySelectorAll("main svg text, main svg title")) say("chart", e.textContent);
	for (const e of document.querySelectorAll("[data-sort],[data-filter],[aria-sort]")) say("order", (e.dataset.sort || e.dataset.filter || e.getAttribute("aria-sort")) + " " + e.textContent);
	return out;
})()`

func picked(p *browser.Page) []string {
	return slices.DeleteFunc(browser.Eval[[]string](p, picks), func(s string) bool { return !namesThem(s) })
}

// Every list, board, search, docket and roster of the pages, full or empty, is looked at in
// its own window; then the address of each is asked with such parameters, and must answer
// what it answers without, or refuse such an order. At the end things are planted in a page, to see that they are
// found.
func TestNoPageListsOrCountsByEthnicityOrFaith(t *testing.T) {
	program := browser.Demo(t)
	e := echo.New()
	if _, err := pages.Mount(pages.Config{})(e, handlers.Door{}); err != nil {
		t.Fatal(err)
	}
	for _, r := range e.Routes() {
		if namesThem(r.Path) {
			t.Errorf("%s names it", r.Path)
		}
	}
	const asked = "ethnicity=03&nation=03&minzu=%E5%9B%9E%E6%97%8F&%E6%B0%91%E6%97%8F=03&faith=1&religion=1&filter=ethnicity"
	const ordered = "sort=ethnicity&order=ethnicity&group=ethnicity"
	said := func(p *browser.Page) string {
		return browser.Eval[string](p, `document.querySelector("main").textContent.replace(/\s+/g, " ")`)
	}
	looked := 0
	var last *browser.Page
	for _, pl := range places() {
		if _, one := ofOne[pl.route]; one || pl.status >= 400 || strings.HasSuffix(pl.name, "-refused") || strings.HasSuffix(pl.name, "-english") {
			continue
		}
		p := pl.at(t, program)
		last = p
		looked++
		for _, x := range picked(p) {
			t.Errorf("%s (%s): %s", pl.name, pl.route, x)
		}
		if pl.does != nil {
			continue
		}
		address, plain := p.Address(), said(p)
		glue := "?"
		if strings.Contains(address, "?") {
			glue = "&"
		}
		if strings.HasSuffix(pl.route, "/usage") {
			continue // the list of looks grows by each look
		}
		if p.Open(address + glue + asked); said(p) != plain {
			t.Errorf("%s answers otherwise when it is asked for some by ethnicity:\n%s\n%s", pl.name, plain, said(p))
		}
		if p.Open(address + glue + ordered); said(p) != plain && p.Status() != http.StatusUnprocessableEntity {
			t.Errorf("%s answers otherwise when it is asked in the order of ethnicity:\n%s\n%s", pl.name, plain, said(p))
		}
	}
	if looked < 30 {
		t.Errorf("%d lists were looked at", looked)
	}
	browser.Eval[any](last, `document.querySelector("main").insertAdjacentHTML("beforeend", '<table><thead><tr><th>民族</th></tr></thead></table><select name="ethnicity"><option value="03">回族</option></select><a href="/board/list?minzu=03">x</a><svg><text>藏族 12</text></svg><label>宗教信仰<input type="radio" name="x" value="faith"></label>')`)
	if found := picked(last); len(found) != 7 {
		t.Errorf("of what is planted is found %q", found)
	}
}

// No parameter that a page or the API reads names it, nor any choice that the API offers:
// the names are read from the sources and from docs/openapi.json.
func TestNoParameterOrExportNamesEthnicityOrFaith(t *testing.T) {
	root, err := browser.Root()
	if err != nil {
		t.Fatal(err)
	}
	api, err := os.ReadFile(filepath.Join(root, "docs", "openapi.json")) // #nosec G304 -- a file of this repository
	if err != nil {
		t.Fatal(err)
	}
	if m := ethnicOrFaith.Find(api); m != nil {
		t.Errorf("the description of the API says %s", m)
	}
	if !ethnicOrFaith.Match(append(api, `{"in":"query","name":"ethnicity"}`...)) {
		t.Error("a planted parameter is not found")
	}
	n := 0
	for _, folder := range []string{"pages", "handlers"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path) // #nosec G304 G122 -- a file of this repository
			for _, name := range parameters(t, string(text)) {
				if n++; namesThem(name) {
					t.Errorf("%s reads the parameter %s", path, name)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n < 50 {
		t.Errorf("%d parameters were found in the sources", n)
	}
	planted := "package x\nfunc f(r *R) { r.QueryParam(\"minzu\"); r.FormValue(\"ethnicity\") }"
	if got := parameters(t, planted); !slices.Equal(got, []string{"minzu", "ethnicity"}) || !namesThem(got[0]) || !namesThem(got[1]) {
		t.Errorf("of what is planted is found %q", got)
	}
}

// parameters are the names that a source asks a request for.
func parameters(t *testing.T, source string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		if f, ok := call.Fun.(*ast.SelectorExpr); ok && slices.Contains([]string{"QueryParam", "FormValue", "PostFormValue", "FormFile"}, f.Sel.Name) {
			if text, ok := call.Args[0].(*ast.BasicLit); ok {
				if name, err := strconv.Unquote(text.Value); err == nil {
					out = append(out, name)
				}
			}
		}
		return true
	})
	return out
}
