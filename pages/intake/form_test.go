package intake

import (
	"context"
	"strings"
	"testing"

	"hukou/gb"
	"hukou/pages/ui"
	"hukou/workflow"
)

// The boxes stand where the paper form has them: whom it is about, the parents, the
// household, who declares.
func TestTheBoxesStandUnderTheirHeadings(t *testing.T) {
	for field, want := range map[workflow.Field]int{
		workflow.FactChildName: 0, workflow.FactPerson: 0, workflow.FactDeceased: 0, workflow.FactNewName: 0, workflow.FactNewSex: 0, workflow.FactNewBirth: 0,
		workflow.FactWardName: 0, workflow.FactComesFrom: 0, workflow.FactCertKind: 0, workflow.FactKin: 0, workflow.FactCertificate: 1, workflow.FactMother: 2, workflow.FactHousehold: 3, workflow.FactRelations: 3,
		workflow.FactNewAddress: 3, workflow.FactApplicantName: 4,
	} {
		if got := groupOf(field); got != want {
			t.Errorf("%s stands in group %d, want %d", field, got, want)
		}
	}
}

// TestTheRelationToTheHeadIsChosenByName lists every relation of GB/T 4761 by its name,
// those most asked for first, with the one declared chosen; a declared text that is no
// code is not lost, and says what it is.
func TestTheRelationToTheHeadIsChosenByName(t *testing.T) {
	drawn := func(chosen string) string {
		var b strings.Builder
		if err := relationOptions(&ui.View{}, chosen).Render(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	list := drawn("23")
	if n := strings.Count(list, "<option"); n != len(gb.Relations())+1 {
		t.Errorf("%d options for %d relations", n, len(gb.Relations()))
	}
	if !strings.Contains(list, `<option value="23" selected>次子</option>`) || strings.Index(list, ">女<") > strings.Index(list, ">次子<") {
		t.Errorf("the list: %s", list)
	}
	if stray := drawn("次子"); !strings.Contains(stray, `<option value="次子" selected>次子（不是代码，请另选）</option>`) {
		t.Errorf("a text that is no code: %s", stray)
	}
}
