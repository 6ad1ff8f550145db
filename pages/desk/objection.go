package desk

import (
	"slices"

	"hukou/register"
	"hukou/workflow"
)

// Objection is the record of what the place of origin objects to, where it has to be
// ruled on; false in any other state.
func Objection(state workflow.State, journal []register.JournalView) (register.JournalView, bool) {
	if state != workflow.Disputed {
		return register.JournalView{}, false
	}
	for _, row := range slices.Backward(journal) {
		if row.Event == workflow.OriginObject {
			return row, true
		}
	}
	return register.JournalView{}, false
}
