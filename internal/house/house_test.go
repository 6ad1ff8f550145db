package house_test

import (
	"slices"
	"testing"
)

// rule is one check; each finding begins with its place, file:line.
type rule struct {
	name  string
	check func(*tree) []string
}

// rules are all of them, under the names the planted trees use.
var rules = []rule{
	{"imports point one way", arrows},
	{"every exported name has a comment", comments},
	{"only cmd reads the clock", clock},
	{"no call that hides or undoes", calls},
	{"no init function", starters},
	{"no file is too long", lengths},
	{"no helper of the desks is written twice", twins},
	{"no package registry is named", hosts},
	{"every Markdown link resolves", links},
	{"every test that a document names exists", named},
}

func TestTheHouseKeepsItsRules(t *testing.T) {
	repository, err := read("../..")
	if err != nil {
		t.Fatal(err)
	}
	if len(repository.sources) == 0 {
		t.Fatal("no Go file found: this test looks at the wrong folder")
	}
	for _, rule := range rules {
		t.Run(rule.name, func(t *testing.T) {
			for _, finding := range slices.Sorted(slices.Values(rule.check(repository))) {
				t.Error(finding)
			}
		})
	}
}
