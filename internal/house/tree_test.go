package house_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// document is one text file of the repository, its path slashed and relative.
type document struct {
	path string
	text string
}

// source is one Go file. Files under testdata are documents alone.
type source struct {
	document
	file      *ast.File
	test      bool
	generated bool
}

func (s source) dir() string { return path.Dir(s.path) }

// tree is the repository, or a planted one.
type tree struct {
	root    string
	files   *token.FileSet
	texts   []document
	sources []source
}

// unread are folders that are not part of the repository's text: git's own, and
// those .gitignore names.
var unread = []string{".git", "build", "data", "secrets"}

func read(root string) (*tree, error) {
	t := &tree{root: root, files: token.NewFileSet()}
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if slices.Contains(unread, t.relative(name)) {
				return filepath.SkipDir
			}
			return nil
		}
		if !entry.Type().IsRegular() {
			return nil
		}
		return t.add(name)
	})
	return t, err
}

func (t *tree) relative(name string) string {
	rel, err := filepath.Rel(t.root, name)
	if err != nil {
		return name
	}
	return filepath.ToSlash(rel)
}

func (t *tree) add(name string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if bytes.IndexByte(text, 0) >= 0 || !utf8.Valid(text) {
		return nil
	}
	d := document{path: t.relative(name), text: string(text)}
	t.texts = append(t.texts, d)
	if path.Ext(d.path) != ".go" || strings.Contains("/"+d.path, "/testdata/") {
		return nil
	}
	file, err := parser.ParseFile(t.files, d.path, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("parse: %w", err)
	}
	t.sources = append(t.sources, source{
		document:  d,
		file:      file,
		test:      strings.HasSuffix(d.path, "_test.go"),
		generated: ast.IsGenerated(file),
	})
	return nil
}

// at is the place of a node as an editor jumps to it.
func (t *tree) at(node ast.Node) string {
	p := t.files.Position(node.Pos())
	return p.Filename + ":" + strconv.Itoa(p.Line)
}

// imported is the path of an import.
func imported(spec *ast.ImportSpec) string {
	name, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return spec.Path.Value
	}
	return name
}

// within reports whether a path is a folder (or an import) or lies under it.
func within(name, folder string) bool {
	return name == folder || strings.HasPrefix(name, folder+"/")
}
