package register

import (
	"context"
	"errors"

	"hukou/models"
	"hukou/store"
)

// errRehearsed ends a rehearsal that went well, so that nothing of it stays.
var errRehearsed = errors.New("a rehearsal leaves nothing behind")

// Sees tells whether the case is there for the officer: ErrNotFound for none and for
// one elsewhere alike. It leaves no trace, unlike View.
func (r *Registrar) Sees(ctx context.Context, actor Actor, id string) error {
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		return a.load(id)
	})
	return mapStore(err)
}

// Rehearse answers as Take would and leaves nothing behind: nil where the step could
// be taken. The border asks it about a request that is wrong in a part no rule
// reads, so that such a request is refused in the order of the contract.
func (r *Registrar) Rehearse(ctx context.Context, actor Actor, q StepRequest) error {
	q, err := r.tried(ctx, actor, q)
	if err != nil {
		return mapStore(err)
	}
	err = r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		a.req = q
		if err := a.load(q.CaseID); err != nil {
			return err
		}
		if q.Key != "" {
			n, err := store.Count[models.Idempotency](tx, "officer_id = ? and idem_key = ?", actor.OfficerID, q.Key)
			if err != nil {
				return err
			}
			if n > 0 {
				return ErrKeyReused
			}
		}
		if err := a.take(); err != nil {
			return err
		}
		return errRehearsed
	})
	if errors.Is(err, errRehearsed) {
		return nil
	}
	return mapStore(err)
}
