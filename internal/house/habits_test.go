package house_test

import (
	"fmt"
	"go/ast"
	"path"
	"slices"
	"strings"
)

// clock finds who asks the time. Only cmd reads the clock and hands it down, so
// that every rule can be tried on any day.
func clock(t *tree) []string {
	var found []string
	for _, s := range t.sources {
		if s.test || within(s.path, "cmd") || within(s.path, "internal/testdb") || within(s.path, "internal/browser") {
			continue
		}
		name := nameOf(s.file, "time")
		ast.Inspect(s.file, func(n ast.Node) bool {
			if call, ok := n.(*ast.SelectorExpr); ok && isClock(call, name) {
				found = append(found, fmt.Sprintf("%s: %s.%s reads the clock: take the time as a parameter, cmd hands it down", t.at(n), name, call.Sel.Name))
			}
			return true
		})
	}
	return found
}

func isClock(s *ast.SelectorExpr, timeName string) bool {
	on, ok := s.X.(*ast.Ident)
	return ok && timeName != "" && on.Name == timeName && slices.Contains([]string{"Now", "Since", "Until"}, s.Sel.Name)
}

// nameOf is what a file calls an imported package, or nothing.
func nameOf(file *ast.File, pkg string) string {
	for _, spec := range file.Imports {
		switch {
		case imported(spec) != pkg:
		case spec.Name != nil:
			return spec.Name.Name
		default:
			return path.Base(pkg)
		}
	}
	return ""
}

// forbiddenCalls are methods no file calls, by name, with the reason. A skipped
// test proves nothing, a Save writes columns that another officer has changed.
var forbiddenCalls = []struct {
	name, why string
	testsOnly bool
}{
	{name: "Save", why: "Save writes every column and can undo another's decision: update by map or statement and check RowsAffected"},
	{name: "Skip", why: "a test that skips itself proves nothing: fail and say what is missing", testsOnly: true},
	{name: "Skipf", why: "a test that skips itself proves nothing: fail and say what is missing", testsOnly: true},
	{name: "SkipNow", why: "a test that skips itself proves nothing: fail and say what is missing", testsOnly: true},
}

// calls finds calls that nobody makes here.
func calls(t *tree) []string {
	var found []string
	for _, s := range t.sources {
		inTests := s.test || isTestHelp(s) || nameOf(s.file, "testing") != ""
		ast.Inspect(s.file, func(n ast.Node) bool {
			method, ok := calledMethod(n)
			if !ok {
				return true
			}
			for _, f := range forbiddenCalls {
				if f.name == method && (inTests || !f.testsOnly) {
					found = append(found, t.at(n)+": "+f.why)
				}
			}
			return true
		})
	}
	return found
}

func calledMethod(n ast.Node) (string, bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return "", false
	}
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return "", false
	}
	return method.Sel.Name, true
}

// starters finds init functions: what runs before main cannot be seen from it.
func starters(t *tree) []string {
	var found []string
	for _, s := range t.sources {
		for _, decl := range s.file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				found = append(found, t.at(f)+": no init functions: what must happen first is called from main")
			}
		}
	}
	return found
}

// mostLines is what a reader takes in at one sitting.
const mostLines = 400

// handWritten are the kinds of file that people write and read from end to end.
var handWritten = []string{".go", ".templ", ".sql", ".sh", ".js", ".css"}

// lengths finds files that nobody reads in one sitting. Generated files, test
// data and what others wrote (vendor) may be longer.
func lengths(t *tree) []string {
	var found []string
	for _, d := range t.texts {
		if !slices.Contains(handWritten, path.Ext(d.path)) || isMade(d) {
			continue
		}
		if n := strings.Count(d.text, "\n"); n > mostLines {
			found = append(found, fmt.Sprintf("%s: %d lines, more than %d: split it by what its parts are about", d.path, n, mostLines))
		}
	}
	return found
}

func isMade(d document) bool {
	folders := strings.Split(path.Dir(d.path), "/")
	return strings.HasSuffix(d.path, "_templ.go") || strings.Contains(head(d.text), "Code generated") ||
		slices.Contains(folders, "testdata") || slices.Contains(folders, "vendor")
}

// head is the beginning of a file, where generators leave their line.
func head(text string) string { return text[:min(len(text), 1000)] }

// registries are hosts that packages come from. They differ from place to place
// and belong in each machine's own settings. (Spelt apart, so that this file
// does not find itself.)
var registries = []string{
	"proxy.golang" + ".org", "sum.golang" + ".org", "goproxy" + ".cn", "goproxy" + ".io",
	"registry.npmjs" + ".org", "registry.npmmirror" + ".com", "deb.debian" + ".org",
	"pypi" + ".org", "docker" + ".io", "mirrors.aliyun" + ".com", "mirrors.tuna" + ".tsinghua",
}

// hosts finds the names of package registries.
func hosts(t *tree) []string {
	var found []string
	for _, d := range t.texts {
		for _, host := range registries {
			if i := strings.Index(d.text, host); i >= 0 {
				line := 1 + strings.Count(d.text[:i], "\n")
				found = append(found, fmt.Sprintf("%s:%d: names the package registry %s: leave it to the machine's settings", d.path, line, host))
			}
		}
	}
	return found
}
