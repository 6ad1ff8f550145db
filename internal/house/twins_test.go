package house_test

import (
	"fmt"
	"go/ast"
	"go/printer"
	"path"
	"slices"
	"strings"
)

// shortest is the fewest lines of a body that is worth one place: what takes less is
// said as soon as it is called.
const shortest = 3

// twins finds functions of two desks that say the same: the desks know nothing of each
// other, so what they share stands in pages/desk or pages/ui.
func twins(t *tree) []string {
	var found []string
	first := map[string]string{}
	for _, s := range t.sources {
		if s.test || !strings.HasPrefix(s.path, "pages/") {
			continue
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil || drawn(f) {
				continue
			}
			body := t.printed(f.Body)
			if strings.Count(body, "\n")-1 < shortest {
				continue
			}
			at := fmt.Sprintf("%s: %s", t.at(f), f.Name.Name)
			other, seen := first[body]
			if !seen {
				first[body] = at
				continue
			}
			if folder, _, _ := strings.Cut(other, ":"); path.Dir(folder) != s.dir() {
				both := []string{at, other}
				slices.Sort(both)
				found = append(found, both[1]+" is word for word what "+both[0]+" is: put it in pages/desk or pages/ui")
			}
		}
	}
	return found
}

// drawn tells of what a template was made into: its shape says nothing.
func drawn(f *ast.FuncDecl) bool {
	if f.Type.Results == nil || len(f.Type.Results.List) != 1 {
		return false
	}
	s, ok := f.Type.Results.List[0].Type.(*ast.SelectorExpr)
	return ok && s.Sel.Name == "Component"
}

func (t *tree) printed(n ast.Node) string {
	var out strings.Builder
	_ = printer.Fprint(&out, t.files, n) // a builder takes everything
	return out.String()
}
