package workflow

import "testing"

// A business is called in a list to choose from as its own pages call it.
func TestASuccessorIsCalledAsItsDefinitionIs(t *testing.T) {
	book := NewBook()
	rule, _ := book.Field(InSuccessor)
	for _, c := range rule.Codes {
		d, ok := book.Current(Business(c.Value), "2026-10-01")
		if !ok {
			if c.Value != "existing" {
				t.Errorf("%s is no business of the book", c.Value)
			}
			continue
		}
		if c.Word != d.Names {
			t.Errorf("%s is offered as %v, its definition says %v", c.Value, c.Word, d.Names)
		}
	}
}
