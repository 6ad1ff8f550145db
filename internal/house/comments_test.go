package house_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
)

// comments finds packages and exported names that say nothing of themselves.
// One comment may stand over a whole block of constants or variables.
func comments(t *tree) []string {
	var found []string
	told := map[string]bool{}
	for _, s := range t.sources {
		if s.test {
			continue
		}
		key := s.dir() + " " + s.file.Name.Name
		told[key] = told[key] || hasText(s.file.Doc)
		if s.generated {
			continue
		}
		for _, name := range untold(s.file) {
			found = append(found, fmt.Sprintf("%s: %s has no comment: say what its name cannot", t.at(name), name.Name))
		}
	}
	for key, ok := range told {
		if dir, name, _ := strings.Cut(key, " "); !ok {
			found = append(found, fmt.Sprintf("%s: package %s has no comment", dir, name))
		}
	}
	return found
}

// untold are the exported names of a file without a comment.
func untold(file *ast.File) []*ast.Ident {
	var names []*ast.Ident
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && onExported(d.Recv) && !hasText(d.Doc) {
				names = append(names, d.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				names = append(names, untoldIn(d, spec)...)
			}
		}
	}
	return names
}

func untoldIn(d *ast.GenDecl, spec ast.Spec) []*ast.Ident {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		alone := d.Lparen == token.NoPos && hasText(d.Doc)
		if s.Name.IsExported() && !alone && !hasText(s.Doc) && !hasText(s.Comment) {
			return []*ast.Ident{s.Name}
		}
	case *ast.ValueSpec:
		if hasText(d.Doc) || hasText(s.Doc) || hasText(s.Comment) {
			return nil
		}
		var names []*ast.Ident
		for _, name := range s.Names {
			if name.IsExported() {
				names = append(names, name)
			}
		}
		return names
	}
	return nil
}

// onExported reports whether a function is a method that others can see, or none.
func onExported(receiver *ast.FieldList) bool {
	if receiver == nil || len(receiver.List) == 0 {
		return true
	}
	base := receiver.List[0].Type
	for {
		switch b := base.(type) {
		case *ast.StarExpr:
			base = b.X
		case *ast.IndexExpr:
			base = b.X
		case *ast.IndexListExpr:
			base = b.X
		case *ast.Ident:
			return b.IsExported()
		default:
			return false
		}
	}
}

// hasText tells a comment from none, and from a directive such as //go:embed.
func hasText(c *ast.CommentGroup) bool { return c != nil && strings.TrimSpace(c.Text()) != "" }
