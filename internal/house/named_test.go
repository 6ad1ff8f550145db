package house_test

import (
	"fmt"
	"go/ast"
	"path"
	"regexp"
	"strings"
)

// testName is the name of a test as prose writes it, in a code span by itself.
var testName = regexp.MustCompile("`((?:Test|Fuzz|Benchmark)[A-Z0-9]\\w*)`")

// named finds tests that a document names and that do not exist: a promise rests on
// nothing there. A name in a code block is an example and nobody's promise.
func named(t *tree) []string {
	tests := map[string]bool{}
	for _, s := range t.sources {
		if !s.test {
			continue
		}
		for _, decl := range s.file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil {
				tests[f.Name.Name] = true
			}
		}
	}
	var found []string
	for _, d := range t.texts {
		if path.Ext(d.path) != ".md" || strings.Contains("/"+d.path, "/testdata/") {
			continue
		}
		for _, l := range prose(d.text) {
			for _, m := range testName.FindAllStringSubmatch(l.text, -1) {
				if !tests[m[1]] {
					found = append(found, fmt.Sprintf("%s:%d: there is no test %s: name the one that shows it, or say that none does", d.path, l.number, m[1]))
				}
			}
		}
	}
	return found
}
