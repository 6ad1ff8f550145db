package register

import (
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// papersBack gives the station the task to take back what the reversed case handed out:
// pages, cards and certificates that say what the register says no longer.
func (a *act) papersBack(reversed string) error {
	c, err := store.One[models.Case](a.tx, "id = ?", reversed)
	if err != nil || c.State != string(workflow.Delivered) {
		return ignoreMissing(err)
	}
	_, err = a.openTask(models.CaseTask{Kind: string(workflow.TaskPapersBack), Role: string(workflow.Clerk), Note: c.Number}, workflow.LimitTask)
	return err
}

// keepsCard ends the task to take in an identity card: what it says is so again.
func (a *act) keepsCard(reversed string) error {
	a.forget("tasks")
	_, err := store.Set[models.CaseTask](a.tx, map[string]any{"done_at": a.now, "done_by": a.actor.OfficerID, "outcome": ReasonReversed},
		"case_id = ? and kind = ? and done_at is null", reversed, string(workflow.TaskIDCard))
	return err
}

// undoneBy are the numbers of the reversals after which nothing stands of what a case entered on
// people; none while something does.
func (a *act) undoneBy(caseID string) ([]string, error) {
	return store.Rows[string](a.tx, `SELECT number FROM cases WHERE id IN (SELECT case_id FROM register_events WHERE reverses IN (SELECT id FROM register_events WHERE case_id = ?))
		AND NOT EXISTS (SELECT 1 FROM register_events e WHERE e.case_id = ? AND e.subject_kind = ? AND e.reverses = '' AND e.id NOT IN (SELECT reverses FROM register_events WHERE reverses <> '')) ORDER BY number`,
		caseID, caseID, SubjectPerson)
}

// undoneLines are the lines of a roster of whose entry nothing stands.
func undoneLines(tx *store.Tx, batch string) ([]string, error) {
	return store.Rows[string](tx, `SELECT c.id FROM cases c WHERE c.parent_id = ? AND c.parent_id <> ''
		AND EXISTS (SELECT 1 FROM register_events e JOIN register_events x ON x.reverses = e.id WHERE e.case_id = c.id)
		AND NOT EXISTS (SELECT 1 FROM register_events e WHERE e.case_id = c.id AND e.subject_kind = ? AND e.reverses = '' AND NOT EXISTS (SELECT 1 FROM register_events x WHERE x.reverses = e.id)) ORDER BY c.id`,
		batch, SubjectPerson)
}
