package register

import (
	"context"

	"hukou/workflow"
)

// RevealQuery asks for one citizen number in the clear: inside an open case of the
// officer's that is about the person, or for a purpose in words.
type RevealQuery struct {
	PersonID string
	CaseID   string
	Purpose  string
}

// Reveal is the citizen number of one person of the register in the clear, empty for
// one who has none. The rule is that of Person; the reveal is logged with its purpose
// in the same transaction, so that a number that cannot be logged is not shown.
func (r *Registrar) Reveal(ctx context.Context, actor Actor, q RevealQuery) (string, error) {
	return "", errUnmade
}

// RevealFact is a citizen number declared in a case in the clear, under the same log.
// The field must be one of the kind citizen_number; any other is not found.
func (r *Registrar) RevealFact(ctx context.Context, actor Actor, caseID string, field workflow.Field, purpose string) (string, error) {
	return "", errUnmade
}
