package pages_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

const catalogue = "../docs/words.md"

// bare are texts that stand without their other language, and why.
var bare = map[string]string{
	"户": "the seal in the bar", "中文": "the switch to Chinese, read by who cannot read the page",
	"日一二三四五六": "the days of the week", "一二三四五六日": "the days of the week", "周": "the day of the week, in Chinese alone",
	"年": "dates in Chinese", "月": "dates in Chinese", "日": "dates in Chinese", "年月日号": "dates in Chinese",
	"开": "typed into a timetable in either language", "休": "typed into a timetable in either language",
	"公安分局": "what names of bodies end with", "公安局": "what names of bodies end with", "派出所": "what names of bodies end with",
	"确认": "what the rule book begins a second person's step with", "办理登记申报": "the purpose that the log of looks keeps",
}

// measures are Chinese words around a number or a name for which English has none, or
// has one on the other side: 3 件 is 3.
var measures = []string{"件", "人", "版", "处", "处错误", "行", "项", "天", "户", "家", "共", "已", "等", "还差", "决定", "办理"}

// citation is an article of law, which is named in Chinese in both languages.
var citation = regexp.MustCompile(`^\p{Han}+[法例定] ?\d[\d ,、；;\-–]*$`)

// word is a text of the pages: its Chinese, its English, and where it stands.
type word struct{ zh, en, at string }

// reading is what the pages' sources say.
type reading struct {
	words  []word
	faults []string
}

func TestEveryTextIsInBothLanguages(t *testing.T) {
	r, err := readPages(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range r.faults {
		t.Error(fault)
	}
	for _, fault := range r.disagreements() {
		t.Error(fault)
	}
	want := r.markdown()
	if *update {
		if err := os.WriteFile(catalogue, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, err := os.ReadFile(catalogue); err != nil || string(got) != want {
		t.Errorf("%s is out of date: write it with make docs (%v)", catalogue, err)
	}
}

func TestAPlantedTextWithoutEnglishIsFound(t *testing.T) {
	for name, code := range map[string]string{
		"no English":          `func f() { v.T("甲", "") }`,
		"no Chinese":          `func f() { v.T("", "a") }`,
		"a text put together": `func f() { v.T(x, "a") }`,
		"Han in the markup":   `func f() { w(b, 1, "<p>甲</p>") }`,
		"Han in a variable":   `var s = "甲"`,
		"a word, one side":    `var s = workflow.Word{Zh: "甲"}`,
		"no word of two":      `func f() { v.T(m.Zh, m.Zh) }`,
		"many, whatever n is": `func f() { v.T("%d 件", "%d cases") }`,
		"a number before it":  `func f() { w(n, v.T(" 件", " cases")) }`,
		"one form for all":    `func f() { v.Count(n, "%d 件", "%d cases", "%d cases") }`,
		"a number in Chinese": `func f() { v.Count(n, "%d 件", "", "") }`,
	} {
		var r reading
		if err := r.source("x.go", "package p\n"+code); err != nil {
			t.Fatal(err)
		}
		if len(r.faults) != 1 {
			t.Errorf("%s: found %v", name, r.faults)
		}
	}
	var r reading
	if err := r.source("x.go", `package p
func f() { v.T("甲乙", "a"); v.T("甲乙", "b"); v.T("丙丁", "c"); v.T("丙丁", "C"); _ = workflow.Word{Zh: "乙", En: "c"} }`); err != nil {
		t.Fatal(err)
	}
	if found := r.disagreements(); len(found) != 1 || len(r.faults) != 0 {
		t.Errorf("two English texts for one Chinese: found %v, %v", found, r.faults)
	}
}

// readPages reads every source and script of the pages but the tests and what is vendored.
func readPages(root string) (*reading, error) {
	r := &reading{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".js" && !strings.Contains(filepath.ToSlash(path), "/vendor/") {
			text, err := os.ReadFile(path)
			r.script(path, string(text))
			return err
		}
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return r.source(path, string(text))
	})
	return r, err
}

// source reads one file.
func (r *reading) source(path, text string) error {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, text, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	paired := map[ast.Node]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.CallExpr:
			if on, ok := x.Fun.(*ast.SelectorExpr); ok && on.Sel.Name == "T" && len(x.Args) == 2 {
				r.pair(files, x, x.Args[0], x.Args[1], paired)
				return true
			} else if ok && on.Sel.Name == "Count" && len(x.Args) == 4 {
				r.counted(files, x, paired)
				return true
			}
			r.beside(files, x.Args, paired)
		case *ast.CompositeLit:
			r.beside(files, values(x), paired)
		case *ast.BasicLit:
			if s, ok := literal(x); ok && !paired[x] && hasHan(s) && bare[s] == "" && !citation.MatchString(s) {
				for _, run := range runs(s) {
					if bare[run] == "" {
						r.fault(files, x, fmt.Sprintf("«%s» stands without English: write it with T", run))
					}
				}
			}
		}
		return true
	})
	return nil
}

// values are the elements of a literal without their keys.
func values(x *ast.CompositeLit) []ast.Expr {
	out := make([]ast.Expr, len(x.Elts))
	for i, e := range x.Elts {
		if kv, keyed := e.(*ast.KeyValueExpr); keyed {
			e = kv.Value
		}
		out[i] = e
	}
	return out
}

// beside takes a Chinese text and the English one right after it for a pair, as in a
// workflow.Word.
func (r *reading) beside(files *token.FileSet, list []ast.Expr, paired map[ast.Node]bool) {
	for i := 0; i+1 < len(list); i++ {
		seen := map[ast.Node]bool{}
		zh, one := written(list[i], seen)
		en, other := written(list[i+1], seen)
		if one && other && hasHan(zh) && !hasHan(en) && en != "" {
			r.pair(files, list[i], list[i], list[i+1], paired)
			i++
		}
	}
}

// kept tells two parts of one pair that was written out elsewhere, such as w.Zh, w.En.
func kept(zh, en ast.Expr) bool {
	name := func(e ast.Expr) string {
		switch x := e.(type) {
		case *ast.Ident:
			return strings.ToLower(x.Name)
		case *ast.SelectorExpr:
			return strings.ToLower(x.Sel.Name)
		}
		return ""
	}
	a, b := name(zh), name(en)
	return a == "zh" && b == "en" || a == "name" && b == "nameen"
}

func (r *reading) pair(files *token.FileSet, at ast.Node, zh, en ast.Expr, paired map[ast.Node]bool) {
	first, ok := written(zh, paired)
	second, too := written(en, paired)
	switch {
	case !ok && !too && kept(zh, en):
	case !ok || !too:
		r.fault(files, at, "both texts are written out where they are shown, as literals")
	case uncounted(first, second):
		r.fault(files, at, fmt.Sprintf("«%s» is wrong for one: write it with Count", second))
	case first == "" || second == "" && !slices.Contains(measures, strings.TrimSpace(first)):
		r.fault(files, at, fmt.Sprintf("one of the two texts is empty: %q, %q", first, second))
	default:
		r.words = append(r.words, word{first, second, filepath.ToSlash(filepath.Dir(files.Position(at.Pos()).Filename))})
	}
}

// uncounted tells a text that stands for any number and is English for several alone: the
// number is in it, or right before it, as its Chinese measure word shows.
func uncounted(zh, en string) bool {
	return many.MatchString(en) || measure.MatchString(zh) && behind.MatchString(en)
}

var (
	many    = regexp.MustCompile(`%d (?:[a-z]+ )?[a-z]+s\b`)
	measure = regexp.MustCompile(`^ ?[件人项天个行户家所处份市县日月岁]`)
	behind  = regexp.MustCompile(`^ [a-z]+s\b`)
)

// counted takes a text about a number for one Chinese text and the two English ones.
func (r *reading) counted(files *token.FileSet, x *ast.CallExpr, paired map[ast.Node]bool) {
	zh, ok := written(x.Args[1], paired)
	one, first := written(x.Args[2], paired)
	several, second := written(x.Args[3], paired)
	switch {
	case !ok || !first || !second:
		r.fault(files, x, "the texts of a number are written out where they are shown, as literals")
	case !hasHan(zh) || one == "" || several == "" || one == several:
		r.fault(files, x, fmt.Sprintf("a number takes a Chinese text and two English ones: %q, %q, %q", zh, one, several))
	default:
		r.words = append(r.words, word{zh, strings.TrimSpace(one) + " / " + strings.TrimSpace(several), filepath.ToSlash(filepath.Dir(files.Position(x.Pos()).Filename))})
	}
}

func (r *reading) fault(files *token.FileSet, at ast.Node, why string) {
	p := files.Position(at.Pos())
	r.faults = append(r.faults, fmt.Sprintf("%s:%d: %s", p.Filename, p.Line, why))
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// written is a text as the sources have it: a literal, or literals around what is
// filled in, which shows as an ellipsis.
func written(e ast.Expr, seen map[ast.Node]bool) (string, bool) {
	switch x := e.(type) {
	case *ast.BasicLit:
		seen[x] = true
		return literal(x)
	case *ast.ParenExpr:
		return written(x.X, seen)
	case *ast.BinaryExpr:
		left, one := written(x.X, seen)
		right, other := written(x.Y, seen)
		if !one {
			left = "…"
		}
		if !other {
			right = "…"
		}
		return left + right, x.Op == token.ADD && (one || other)
	}
	return "", false
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func hasHan(s string) bool { return strings.ContainsFunc(s, isHan) }

// runs are the Chinese parts of a text, such as of markup.
func runs(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !isHan(r) })
}

// disagreements are Chinese texts with more than one English one. Upper and lower case
// count as one; parts of a sentence, with a space at an end, go by their sentence.
func (r *reading) disagreements() []string {
	english := map[string]map[string]string{}
	for _, w := range r.words {
		if w.zh != strings.TrimSpace(w.zh) || w.en != strings.TrimSpace(w.en) || len([]rune(w.zh)) < 2 || unicode.IsPunct([]rune(w.zh)[0]) {
			continue
		}
		if english[w.zh] == nil {
			english[w.zh] = map[string]string{}
		}
		english[w.zh][strings.ToLower(w.en)] = w.at
	}
	var found []string
	for _, zh := range slices.Sorted(maps.Keys(english)) {
		if len(english[zh]) > 1 {
			found = append(found, fmt.Sprintf("«%s» has more than one English text: %v", zh, english[zh]))
		}
	}
	return found
}

// markdown is the catalogue.
func (r *reading) markdown() string {
	places := map[[2]string]map[string]bool{}
	for _, w := range r.words {
		key := [2]string{strings.TrimSpace(w.zh), strings.TrimSpace(w.en)}
		if places[key] == nil {
			places[key] = map[string]bool{}
		}
		places[key][w.at] = true
	}
	keys := slices.SortedFunc(maps.Keys(places), func(a, b [2]string) int { return strings.Compare(a[0]+a[1], b[0]+b[1]) })
	var out strings.Builder
	out.WriteString("<!-- Code generated by make docs. DO NOT EDIT. -->\n\n# 页面用语 · The words of the pages\n\n页面上的每一句话都在这里；业务、状态、材料的名称出自规则（[workflows/](workflows/)）。\nEvery text of the pages; the names of businesses, states and papers come from the rule book.\n\n| 中文 | English | 页面 · pages |\n| --- | --- | --- |\n")
	cell := strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;", "[", `\[`)
	for _, k := range keys {
		if k[0] == "" {
			continue
		}
		fmt.Fprintf(&out, "| %s | %s | %s |\n", cell.Replace(k[0]), cell.Replace(k[1]), strings.Join(slices.Sorted(maps.Keys(places[k])), ", "))
	}
	return out.String()
}
