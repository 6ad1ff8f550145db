package register

import (
	"context"
	"time"

	"hukou/models"
	"hukou/store"
)

// MarkDemonstration writes into the acts of administration that the people of this
// register are invented and its passwords known, before the first of them is there.
func (r *Registrar) MarkDemonstration(ctx context.Context) error {
	return r.db.InTx(ctx, func(tx *store.Tx) error {
		return r.begin(tx, Operator()).audit(ActDemonstration, "", nil, nil)
	})
}

// IsDemonstration tells whether a register is marked so.
func (r *Registrar) IsDemonstration(ctx context.Context) (is bool, err error) {
	err = r.db.Read(ctx, func(tx *store.Tx) error {
		n, err := store.Count[models.AdminAct](tx, "act = ?", ActDemonstration)
		is = n > 0
		return err
	})
	return is, err
}

// DemonstrationNow is where the clock of a demonstration stood last, by its newest sweep or
// step, for commands beside the program that serves it; false for any other register.
func (r *Registrar) DemonstrationNow(ctx context.Context) (now time.Time, is bool, err error) {
	if is, err = r.IsDemonstration(ctx); err != nil || !is {
		return now, false, err
	}
	err = r.db.Read(ctx, func(tx *store.Tx) error {
		sweeps, err := store.Many[models.Sweep](tx, "at desc limit 1", "")
		if err != nil {
			return err
		}
		steps, err := store.Many[models.Entry](tx, "at desc limit 1", "")
		for _, s := range sweeps {
			now = s.At
		}
		for _, e := range steps {
			if e.At.After(now) {
				now = e.At
			}
		}
		return err
	})
	return now, err == nil && !now.IsZero(), err
}
