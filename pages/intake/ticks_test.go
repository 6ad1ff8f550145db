package intake

import (
	"strings"
	"testing"

	"hukou/models"
	"hukou/register"
	"hukou/workflow"
)

func newborn(t *testing.T, boxes map[string]string) *form {
	t.Helper()
	book := workflow.NewBook()
	def, ok := book.Current(workflow.BirthCert, models.Date("2026-09-24"))
	if !ok {
		t.Fatal("no birth with a certificate in the book")
	}
	return &form{view: &register.CaseView{Facts: workflow.Facts{}}, def: def, book: book, boxes: boxes, masked: map[string]string{}}
}

// A tick that may be left out and is left out declares nothing: not a no that the
// register would contradict.
func TestATickLeftOutDeclaresNothing(t *testing.T) {
	near := box(workflow.FactSamePrefecture)
	left := newborn(t, map[string]string{near: ""})
	if v, said := left.changed()[workflow.FactSamePrefecture]; said {
		t.Errorf("a box nobody ticked declares %v", v)
	}
	ticked := newborn(t, map[string]string{near: "true"})
	if v := ticked.changed()[workflow.FactSamePrefecture]; v != true {
		t.Errorf("a ticked box declares %v", v)
	}
	taken := newborn(t, map[string]string{near: ""})
	taken.view.Facts[workflow.FactSamePrefecture] = true
	if v, said := taken.changed()[workflow.FactSamePrefecture]; !said || v != nil {
		t.Errorf("a tick taken away leaves %v, %v, want nothing in the place of what stood", v, said)
	}
}

// People say 新生儿, 上户口 and 改名; the rule book does not.
func TestCommonWordsFindBusinesses(t *testing.T) {
	for b, want := range map[workflow.Business]string{workflow.BirthCert: "新生儿", workflow.Unreg1: "上户口", workflow.NameChange: "改名", workflow.Death: "去世", workflow.HouseholdSplit: "分户"} {
		if !strings.Contains(sayings(b), want) || !strings.Contains(sayings(b), initials(want)) {
			t.Errorf("%s is not found by %s or %s: %q", b, want, initials(want), sayings(b))
		}
	}
}
