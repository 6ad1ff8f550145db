package workflow

import (
	"regexp"
	"testing"
)

// TestNoListOfPapersTellsHowTheParentsStand: whoever reads over a shoulder, at the
// printer or on the page for applicants, learns from no paper's name and no code
// whether the parents of a child are married.
func TestNoListOfPapersTellsHowTheParentsStand(t *testing.T) {
	telling := regexp.MustCompile(`(?i)非婚|未婚|私生|wedlock|unwed|unmarried|illegitim|single.?mother`)
	b := NewBook()
	check := func(where, text string) {
		if telling.MatchString(text) {
			t.Errorf("%s shows %q", where, text)
		}
	}
	for kind, w := range b.materials {
		check("a paper's code", string(kind))
		check("paper "+string(kind), w.Zh+w.En+w.Means)
	}
	for f, r := range b.fields {
		check("field "+string(f), string(f)+r.Zh+r.En+r.Means)
		if f == FactMarital {
			continue // a person's own item, by the words of GB/T 2261.2; it tells of nobody's parents
		}
		for _, c := range r.Codes {
			check("field "+string(f), c.Value+c.Zh+c.En)
		}
	}
	for id, g := range b.guards {
		check("condition "+string(id), string(id)+g.Unmet.Zh+g.Unmet.En)
	}
	for _, d := range b.defs {
		check("business", string(d.Business)+d.Names.Zh+d.Names.En)
	}
}
