package register

import (
	"context"
	"time"

	"hukou/models"
	"hukou/store"
)

// sequenceBatch is how many committed messages one look numbers.
const sequenceBatch = "1000"

// Sequence gives committed messages their gapless place in the feed. One sequencer
// works at a time: it touches the last numbered row's counter first.
func (r *Registrar) Sequence(ctx context.Context) (int, error) {
	n := 0
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		n = 0
		if _, err := tx.Exec("UPDATE feed_heads SET last = last WHERE id = 1"); err != nil {
			return err
		}
		heads, err := store.Many[models.FeedHead](tx, "", "id = 1")
		if err != nil || len(heads) == 0 {
			return err
		}
		rows, err := store.Many[models.Outbox](tx, "at, case_id, seq, id limit "+sequenceBatch, "position = 0")
		if err != nil || len(rows) == 0 {
			return err
		}
		last := heads[0].Last
		for _, o := range rows {
			last++
			if _, err := tx.Exec("UPDATE outbox SET position = ? WHERE id = ?", last, o.ID); err != nil {
				return err
			}
		}
		n = len(rows)
		_, err = tx.Exec("UPDATE feed_heads SET last = ? WHERE id = 1", last)
		return err
	})
	return n, err
}

// FeedItem is one committed message: ids only.
type FeedItem struct {
	Position int64     `json:"position"`
	ID       string    `json:"id"`
	Kind     string    `json:"kind"`
	CaseID   string    `json:"case"`
	Seq      int64     `json:"seq"`
	At       time.Time `json:"at"`
}

// Feed lists messages after a place, in the one order all readers see.
func (r *Registrar) Feed(ctx context.Context, after int64, limit int) ([]FeedItem, error) {
	out := []FeedItem{}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		rows, err := store.Many[models.Outbox](tx, "position limit 200", "position > ? and position > 0", after)
		for _, o := range rows {
			if len(out) < limit {
				out = append(out, FeedItem{Position: o.Position, ID: o.ID, Kind: o.Kind, CaseID: o.CaseID, Seq: o.Seq, At: o.At})
			}
		}
		return err
	})
	return out, err
}
