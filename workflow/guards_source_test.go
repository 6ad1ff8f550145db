package workflow

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strings"
	"testing"
)

// source is the package as written: where each Field constant and each function
// stands.
type source struct {
	fields map[string]bool
	funcs  map[string]*ast.FuncDecl
}

// TestNoConditionNamesAFactItDoesNotDeclare reads the source of the package: within
// Met, and within every function Met calls, only fields listed in Reads may be
// named, and no fact is named by a bare text. Together with Decide, which hands
// over the declared facts alone, this proves what Check's trials on sample values
// make likely.
func TestNoConditionNamesAFactItDoesNotDeclare(t *testing.T) {
	set := token.NewFileSet()
	src := source{fields: map[string]bool{}, funcs: map[string]*ast.FuncDecl{}}
	files := parsed(t, set)
	for _, f := range files {
		src.declare(f)
	}
	guards := 0
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			reads, met := part(lit, "Reads"), part(lit, "Met")
			if reads == nil || met == nil {
				return true
			}
			guards++
			declared := src.named(reads, nil)
			for _, name := range src.named(met, map[string]bool{}) {
				if !slices.Contains(declared, name) {
					t.Errorf("%s: the condition looks at %s and does not declare it", set.Position(lit.Pos()), name)
				}
			}
			return true
		})
	}
	if guards < 20 {
		t.Errorf("only %d conditions found: the test no longer reads the source", guards)
	}
}

func parsed(t *testing.T, set *token.FileSet) []*ast.File {
	t.Helper()
	names, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var out []*ast.File
	for _, n := range names {
		if !strings.HasSuffix(n.Name(), ".go") || strings.HasSuffix(n.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, n.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, f)
	}
	return out
}

// declare notes the functions of a file and every name of type Field: constants,
// and parameters of the helpers that make conditions.
func (s source) declare(f *ast.File) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Recv == nil {
				s.funcs[n.Name.Name] = n
			}
		case *ast.ValueSpec:
			if id, ok := n.Type.(*ast.Ident); ok && id.Name == "Field" {
				s.note(n.Names)
			}
		case *ast.Field:
			if id, ok := n.Type.(*ast.Ident); ok && id.Name == "Field" {
				s.note(n.Names)
			}
		}
		return true
	})
}

func (s source) note(names []*ast.Ident) {
	for _, n := range names {
		s.fields[n.Name] = true
	}
}

// part is the value of a key of a literal.
func part(lit *ast.CompositeLit, key string) ast.Expr {
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok && id.Name == key {
				return kv.Value
			}
		}
	}
	return nil
}

// named lists the fields an expression names. With seen it follows the functions
// it calls, each once, and counts a bare text in a field's place as a field.
func (s source) named(e ast.Node, seen map[string]bool) []string {
	var out []string
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if s.fields[n.Name] {
				out = append(out, n.Name)
			}
			if f := s.funcs[n.Name]; f != nil && seen != nil && !seen[n.Name] {
				seen[n.Name] = true
				out = append(out, s.named(f.Body, seen)...)
			}
		case *ast.CallExpr:
			out = append(out, literalFact(n, seen)...)
		}
		return true
	})
	return out
}

// literalFact finds x.Bool("age"): a fact named by a bare text.
func literalFact(call *ast.CallExpr, seen map[string]bool) []string {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || seen == nil || len(call.Args) != 1 || !slices.Contains([]string{"Bool", "Int", "Text", "Date", "List", "Has"}, sel.Sel.Name) {
		return nil
	}
	if text, ok := call.Args[0].(*ast.BasicLit); ok {
		return []string{text.Value}
	}
	return nil
}
