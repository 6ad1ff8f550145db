package store

import (
	"context"
	"fmt"

	"hukou/gb"
	"hukou/models"
)

// keysAtOnce is how many households get the readings of their address in one transaction.
const keysAtOnce = 500

// fillAddressKeys gives households whose address nobody has read yet its pinyin: SQL knows
// no readings. Rows written since have them, so that a second time it finds nothing to do.
func (db *DB) fillAddressKeys(ctx context.Context) error {
	type row struct{ ID, Address string }
	for after := ""; ; {
		var part []row
		err := db.InTx(ctx, func(tx *Tx) (err error) {
			part, err = Rows[row](tx, fmt.Sprintf("SELECT id, address FROM households WHERE id > ? AND address <> '' AND address_initials = '' ORDER BY id LIMIT %d", keysAtOnce), after)
			for _, h := range part {
				if err == nil {
					pinyin, initials := gb.Pinyin(h.Address).Joined()
					_, err = Set[models.Household](tx, map[string]any{"address_pinyin": pinyin, "address_initials": initials}, "id = ?", h.ID)
				}
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("store: read the addresses of households: %w", err)
		}
		if len(part) < keysAtOnce {
			return nil
		}
		after = part[len(part)-1].ID
	}
}
