package render

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hukou/models"
	"hukou/workflow"
)

// Write puts the pages of every definition into the directory, which it makes if
// need be: {business}.{zh,en}.md with the pictures {business}.{zh,en}.svg, and an
// index README.md. The first edition of a business has the plain name and keeps it;
// a later one carries its day, ward_line@2027-01-01.zh.md, so that a released
// edition stays as it was, file and all. Files that no definition stands for are
// left alone; Stale names them.
func Write(b *workflow.Book, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil { // #nosec G301 -- documents are for everybody
		return fmt.Errorf("rule tables: make the directory: %w", err)
	}
	for name, text := range files(b) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil { // #nosec G306 -- documents are for everybody
			return fmt.Errorf("rule tables: write %s: %w", name, err)
		}
	}
	return nil
}

// Stale lists the files of the directory that are not what the rules say today,
// each with what is the matter: missing, changed, or left over. An empty list
// means that `hukou docs` would change nothing.
func Stale(b *workflow.Book, dir string) ([]string, error) {
	want := files(b)
	var out []string
	for name, text := range want {
		got, err := os.ReadFile(filepath.Join(dir, name)) // #nosec G304 -- names of ours in the folder a developer names
		switch {
		case errors.Is(err, fs.ErrNotExist):
			out = append(out, name+": missing")
		case err != nil:
			return nil, fmt.Errorf("rule tables: read %s: %w", name, err)
		case string(got) != text:
			out = append(out, name+": changed")
		}
	}
	there, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("rule tables: list %s: %w", dir, err)
	}
	for _, f := range there {
		if _, ok := want[f.Name()]; !ok && !strings.HasPrefix(f.Name(), ".") {
			out = append(out, f.Name()+": left over")
		}
	}
	slices.Sort(out)
	return out, nil
}

// files is everything Write writes, by name.
func files(b *workflow.Book) map[string]string {
	out := map[string]string{}
	index := [][]string{}
	for _, d := range b.Editions() {
		name := fileName(b, d)
		row := []string{"`" + string(d.Business) + "`", string(d.Edition), d.Names.Zh, d.Names.En}
		for _, l := range Langs() {
			page, picture := fmt.Sprintf("%s.%s.md", name, l), fmt.Sprintf("%s.%s.svg", name, l)
			out[page] = Document(b, d, l, picture)
			out[picture] = writer{b, d, l}.svg("", ownPage)
			row = append(row, fmt.Sprintf("[%s](%s)", l.pick("规则表", "table"), page)+" · "+fmt.Sprintf("[%s](%s)", l.pick("图", "picture"), picture))
		}
		index = append(index, row)
	}
	out["README.md"] = readme(index)
	return out
}

// fileName is the plain business for its first edition, with the day for later ones.
func fileName(b *workflow.Book, d *workflow.Definition) string {
	first := d.Edition
	for _, x := range b.Editions() {
		if x.Business == d.Business {
			first = min(first, x.Edition)
		}
	}
	return named(d.Business, d.Edition, first)
}

func named(business workflow.Business, edition, first models.Date) string {
	if edition == first {
		return string(business)
	}
	return fmt.Sprintf("%s@%s", business, edition)
}

func readme(index [][]string) string {
	return "<!-- Made from the rules by `hukou docs`; do not edit. -->\n\n# 业务规则 · Rules of the businesses\n\n" +
		"由程序所用的规则直接生成；`hukou docs --check` 核对与现行规则是否一致。已发布的版本不再改动，新规则另立版本。\n\n" +
		"Made from the very rules the program decides by; `hukou docs --check` tells whether they still agree. A released edition is never changed; a new rule is a new edition.\n\n" +
		strings.TrimRight(markdown([]string{"业务 Business", "版本 Edition", "名称", "Name", "中文", "English"}, index), "\n") + "\n"
}
