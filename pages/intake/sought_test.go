package intake

import (
	"slices"
	"testing"

	"hukou/models"
	"hukou/register"
	"hukou/workflow"
)

// Every business that brings somebody into the register has the boxes by which the form
// looks for whom it is; a business that names whoever stands there looks for nobody.
func TestEveryBusinessThatEntersSomebodyLooksForThem(t *testing.T) {
	book := workflow.NewBook()
	enters := []workflow.Effect{workflow.EffBirth, workflow.EffFirst, workflow.EffEnterOrReadmit, workflow.EffEnterIncomer}
	looking := 0
	for _, def := range book.All(models.Date("2026-09-24")) {
		f := &form{view: &register.CaseView{Facts: workflow.Facts{}}, def: def, book: book, boxes: map[string]string{
			"facts.child_name": "苏念禾", "facts.child_birth_date": "20260820", "facts.name": "苏念禾", "facts.birth_date": "2026年8月20日"}}
		does := slices.ContainsFunc(def.Steps, func(s workflow.Step) bool {
			return slices.ContainsFunc(s.Do, func(e workflow.Effect) bool { return slices.Contains(enters, e) })
		})
		who := f.sought()
		if does && who != (likeness{name: "苏念禾", born: "2026-08-20"}) {
			t.Errorf("%s enters somebody and looks for %q", def.Business, who.text())
		}
		if who.name != "" {
			looking++
		}
	}
	if looking < 15 {
		t.Errorf("only %d businesses look for anybody", looking)
	}
	plain := newborn(t, map[string]string{"facts.child_name": "苏", "facts.child_birth_date": "2026-08-20"})
	if who := plain.sought(); who.name != "" {
		t.Errorf("half a name looks for %q", who.text())
	}
}
