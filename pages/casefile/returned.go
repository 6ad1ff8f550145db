package casefile

import (
	"slices"

	"hukou/register"
	"hukou/workflow"
)

// sentBack is the row by which a review returned the case, where it has not come back since.
func (s *sheet) sentBack() (register.JournalView, bool) {
	if s.around.Item.StateFamily != register.FamilyReturned {
		return register.JournalView{}, false
	}
	for _, row := range slices.Backward(s.journal) {
		if row.Event == workflow.Return && row.From != row.To {
			return row, true
		}
	}
	return register.JournalView{}, false
}
