package register

import (
	"context"

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
