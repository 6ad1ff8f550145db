package register

import (
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// A woman's child by another man than the husband who heads the household stood there as his
// daughter, beside the father on the same page.
func TestAChildOfTheWifesByAnotherManIsTheHeadsStepchild(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		for i, c := range []struct {
			father string
			want   string
		}{{"p-old", "37"}, {"p-ma", "30"}} {
			f := birthFacts("p-li", c.father, "h-ma")
			f["parents_evidence"] = "statement"
			f["child_name"], f["certificate_name"] = []string{"丁小禾", "马小穗"}[i], []string{"丁小禾", "马小穗"}[i]
			f["certificate_no"], f["child_birth_date"], f["birth_order"] = []string{"T640000011", "T640000012"}[i], []string{"2025-09-10", "2026-09-10"}[i], 1
			f["certificate_issued_on"] = []string{"2025-09-12", "2026-09-12"}[i]
			id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: f})
			w.step("clerk", id, workflow.Lodge, nil)
			for _, k := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatBirthStatement} {
				w.paper(id, k)
			}
			w.step("clerk", id, workflow.Accept, nil)
			w.byHead(id)
			p := one[models.Person](w, "father_id = '"+c.father+"' and birth_date = '"+f.Text("child_birth_date")+"'")
			if p.Relation != c.want || p.MotherID != "p-li" || p.HouseholdID != "h-ma" {
				t.Errorf("the child of %s is %s to the head", c.father, p.Relation)
			}
		}
	})
}
