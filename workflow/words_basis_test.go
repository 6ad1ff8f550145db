package workflow

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// everyBasis lists what the book rests on, each article and rule once.
func everyBasis(b *Book) map[Basis]bool {
	out := map[Basis]bool{}
	add := func(all ...Basis) {
		for _, x := range all {
			for _, p := range x.Parts() {
				out[p] = true
			}
		}
	}
	for _, d := range b.defs {
		add(d.Basis...)
		for _, s := range d.Steps {
			add(s.Basis...)
		}
		for _, m := range d.Materials {
			add(m.Basis)
		}
		for _, e := range d.Escalators {
			add(e.Basis)
		}
		for _, t := range d.Tasks {
			add(t.Basis)
		}
		if d.Citizen != nil {
			add(d.Citizen.Basis)
		}
	}
	for _, g := range b.guards {
		add(g.Basis)
	}
	for _, l := range b.limits {
		add(l.Basis)
	}
	add(BasisSignOff) // of every decision, whatever the step itself rests on
	return out
}

// TestAnOfficerCanLookUpEveryBasis: who is refused reads the article, or follows the
// reference to our own rule and finds it there in Chinese and English. No rule stands
// on the page that the book does not use.
func TestAnOfficerCanLookUpEveryBasis(t *testing.T) {
	page, err := os.ReadFile("../docs/departures.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rules, _ := strings.Cut(string(page), "Rules of our own")
	headings := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^### (.+)\n(.+)\n(.+)$`).FindAllStringSubmatch(rules, -1) {
		headings[strings.ReplaceAll(strings.ToLower(m[1]), " ", "-")] = false
		han := regexp.MustCompile(`\p{Han}`)
		if !han.MatchString(m[2]) || !regexp.MustCompile(`^[A-Za-z]`).MatchString(m[3]) {
			t.Errorf("%s is not told in Chinese and English", m[1])
		}
	}
	law := regexp.MustCompile(`^(Reg\.|Norm|\p{Han})`)
	for b := range everyBasis(NewBook()) {
		heading, own := b.OwnRule()
		if _, there := headings[heading]; own && !there {
			t.Errorf("%s: docs/departures.md has no such heading", b)
		} else if own {
			headings[heading] = true
		} else if !law.MatchString(string(b)) {
			t.Errorf("%q is neither an article nor a rule of our own", b)
		}
	}
	for h, used := range headings {
		if !used {
			t.Errorf("docs/departures.md#%s: no step, condition or period rests on it", h)
		}
	}
}
