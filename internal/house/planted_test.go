package house_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// planted is a small tree in which one rule is broken, and where.
type planted struct {
	story string
	rule  string
	files map[string]string
	want  []string // the beginnings of the findings, sorted; none: the tree is good
}

func TestEachRuleSeesItselfBroken(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range slices.Concat(plantedImports, plantedText, plantedLinks, plantedNames) {
		t.Run(p.story, func(t *testing.T) {
			i := slices.IndexFunc(rules, func(r rule) bool { return r.name == p.rule })
			if i < 0 {
				t.Fatalf("there is no rule %q", p.rule)
			}
			got := slices.Sorted(slices.Values(rules[i].check(plant(t, p.files))))
			if len(got) != len(p.want) {
				t.Fatalf("got %d findings %q, want %d: %q", len(got), got, len(p.want), p.want)
			}
			for i, want := range p.want {
				if !strings.HasPrefix(got[i], want) {
					t.Errorf("finding %d is %q, want it to begin with %q", i, got[i], want)
				}
			}
		})
		seen[p.rule] = seen[p.rule] || len(p.want) > 0
	}
	for _, rule := range rules {
		if !seen[rule.name] {
			t.Errorf("no planted tree breaks the rule %q", rule.name)
		}
	}
}

// plant writes files below a folder that goes with the test, and reads them.
func plant(t *testing.T, files map[string]string) *tree {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		full := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	read, err := read(root)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// imports is a Go file that imports these.
func imports(pkg string, names ...string) string {
	text := "// Package " + pkg + " is planted.\npackage " + pkg + "\n"
	for _, name := range names {
		text += "import _ \"" + name + "\"\n"
	}
	return text
}
