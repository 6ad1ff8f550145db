package register

import (
	"context"
	"encoding/json"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// Promise is the day that was promised to the applicant when the case was accepted, and
// the day it was lawfully extended to; both empty where none was promised. Periods that
// began later bind the office and are no promise of their own.
type Promise struct {
	DueOn       models.Date
	Provisional bool
	ExtendedTo  models.Date
}

// Promise tells what the receipt promised, whatever became of the case since.
func (r *Registrar) Promise(ctx context.Context, actor Actor, id string) (Promise, error) {
	var out Promise
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(id); err != nil {
			return err
		}
		if a.c.AcceptedOn == "" {
			return nil
		}
		rows, err := store.Many[models.CaseClock](tx, "started_on, id limit 1", "case_id = ? and started_on = ?", a.c.ID, a.c.AcceptedOn)
		if err != nil || len(rows) == 0 || stands(a.def, workflow.State(rows[0].State)) {
			return err
		}
		var span, more calendar.Span
		if err := json.Unmarshal([]byte(rows[0].Span), &span); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(rows[0].Extension), &more); err != nil {
			return err
		}
		out.DueOn, out.Provisional = r.Calendar().Due(rows[0].StartedOn, span)
		if more.N > 0 {
			out.ExtendedTo = rows[0].DueOn
		}
		return nil
	})
	return out, mapStore(err)
}
