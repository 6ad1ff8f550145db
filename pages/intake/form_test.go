package intake

import (
	"testing"

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
