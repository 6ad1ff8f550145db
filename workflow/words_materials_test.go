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
	for id, w := range conditioned {
		check("case "+string(id), w.Zh+w.En)
	}
	for kind, w := range helpful {
		check("case of "+string(kind), w.Zh+w.En)
	}
	for _, d := range b.defs {
		check("business", string(d.Business)+d.Names.Zh+d.Names.En)
	}
}

// TestEveryPaperOnAConditionSaysInWhichCaseItIsNeeded: who reads a list of papers is
// told of each that is not always asked for when it is.
func TestEveryPaperOnAConditionSaysInWhichCaseItIsNeeded(t *testing.T) {
	for _, d := range NewBook().defs {
		for _, m := range d.Materials {
			if w := m.Case(); m.When != "" && (w.Zh == "" || w.En == "") {
				t.Errorf("%s: no words for the case of %s, on %s", d.Business, m.Kind, m.When)
			}
		}
	}
}
