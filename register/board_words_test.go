package register_test

import (
	"testing"

	"hukou/register"
	"hukou/workflow"
)

func TestWhatNarrowsAListOfTheBoardHasItsWord(t *testing.T) {
	for _, b := range register.AgeBands() {
		if w := b.Word(); w.Zh == "" || w.En == "" {
			t.Errorf("the band %s has no name", b)
		}
	}
	if got, want := register.PartyHealth.Word(), (workflow.Word{Zh: "卫健部门", En: "Health authority"}); got != want {
		t.Errorf("the health authority is called %v", got)
	}
	if got := register.Party(workflow.CountyLead).Word(); got.Zh != workflow.RoleWords()[workflow.CountyLead].Zh {
		t.Errorf("a role is called %v, not as in the book", got)
	}
	r := register.New(register.Config{Book: workflow.NewBook()})
	if got := r.SentBackWord("material:" + string(workflow.MatEthnicityStatement)); got.Zh != "一项材料" {
		t.Errorf("a paper that no list names is called %v", got)
	}
	if got := r.SentBackWord("other"); got.En != "Other" {
		t.Errorf("words of an officer's own are called %v", got)
	}
}
