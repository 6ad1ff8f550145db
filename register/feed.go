package register

import (
	"context"
	"encoding/json"
	"time"

	"hukou/models"
	"hukou/store"
)

// sequenceBatch is how many committed messages one look numbers.
const sequenceBatch = "1000"

// Sequence gives committed messages their gapless place in the feed, and the rows of
// the journal they speak of their leaves in the tree of evidence. It says how many it
// did, and zero when there is nothing left to do. One sequencer works at a time: it
// touches the last numbered row's counter first.
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
		head := heads[0]
		numbered, err := number(tx, &head)
		if err != nil {
			return err
		}
		grown, err := grow(tx, &head)
		if err != nil {
			return err
		}
		n = max(numbered, grown)
		if n == 0 {
			return nil
		}
		_, err = tx.Exec("UPDATE feed_heads SET last = ?, grown = ? WHERE id = 1", head.Last, head.Grown)
		return err
	})
	return n, err
}

// number gives places to the messages that wait, and counts them.
func number(tx *store.Tx, head *models.FeedHead) (int, error) {
	rows, err := store.Many[models.Outbox](tx, "at, case_id, seq, id limit "+sequenceBatch, "position = 0")
	if err != nil {
		return 0, err
	}
	for _, o := range rows {
		head.Last++
		if _, err := tx.Exec("UPDATE outbox SET position = ? WHERE id = ?", head.Last, o.ID); err != nil {
			return 0, err
		}
	}
	return len(rows), nil
}

// FeedItem is one committed message: ids only.
type FeedItem struct {
	Position int64     `json:"position"`
	ID       string    `json:"id"`
	Kind     string    `json:"kind"`
	CaseID   string    `json:"case"`
	Seq      int64     `json:"seq"`
	At       time.Time `json:"at"`
	// Number, Item, To and Undoes are of messages to the bodies of joint items alone: the
	// case's number, what was consented to, the body, and the message taken back.
	Number string `json:"number,omitempty"`
	Item   string `json:"item,omitempty"`
	To     string `json:"to,omitempty"`
	Undoes string `json:"undoes,omitempty"`
}

// Feed lists messages after a place, in the one order all readers see.
func (r *Registrar) Feed(ctx context.Context, after int64, limit int) ([]FeedItem, error) {
	out := []FeedItem{}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		rows, err := store.Many[models.Outbox](tx, "position limit 200", "position > ? and position > 0", after)
		for _, o := range rows {
			if len(out) >= limit {
				break
			}
			item := FeedItem{Position: o.Position, ID: o.ID, Kind: o.Kind, CaseID: o.CaseID, Seq: o.Seq, At: o.At}
			if o.Kind == MessageItem || o.Kind == MessageItemUndone {
				if err := json.Unmarshal([]byte(o.Body), &item); err != nil {
					return err
				}
			}
			out = append(out, item)
		}
		return err
	})
	return out, err
}
