package bench

import (
	"context"
	"fmt"

	"hukou/models"
	"hukou/store"
)

// sample is what an officer's two steps wrote, so that the limits write rows of the
// same sizes: the first reports the check, the second takes the case back.
type sample [2]written

// written are the rows that one step added or changed.
type written struct {
	entry   models.Entry
	message models.Outbox
	answer  models.Idempotency
	// began is the period of the state entered.
	began models.CaseClock
}

// take has an officer take both steps of the first case, and reads what they wrote.
func (w *world) take(ctx context.Context) error {
	t := newTurn("sample", 0, w.size)
	for i := range w.sample {
		if err := w.step(ctx, t); err != nil {
			return err
		}
		if err := w.sample[i].read(ctx, w, fmt.Sprintf("%s-%d-%d", t.name, t.worker, t.done)); err != nil {
			return fmt.Errorf("bench: read what a step wrote: %w", err)
		}
	}
	return nil
}

func (s *written) read(ctx context.Context, w *world, key string) error {
	id, seq := caseID(1), w.cases[1].seq()
	return w.db.Read(ctx, func(tx *store.Tx) (err error) {
		if s.entry, err = store.One[models.Entry](tx, "case_id = ? and seq = ?", id, seq); err != nil {
			return err
		}
		if s.message, err = store.One[models.Outbox](tx, "case_id = ? and seq = ?", id, seq); err != nil {
			return err
		}
		if s.answer, err = store.One[models.Idempotency](tx, "case_id = ? and idem_key = ?", id, key); err != nil {
			return err
		}
		s.began, err = store.One[models.CaseClock](tx, "case_id = ? and ended_on = ''", id)
		return err
	})
}

// next is what the step that the case stands before writes.
func (s *sample) next(at *standing) *written {
	if at.passed {
		return &s[1]
	}
	return &s[0]
}
