package register

import (
	"context"
	"errors"
	"time"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
)

// keysWait is how long a value may wait for data keys that another program made: it
// may be opened by somebody who holds a connection already.
const keysWait = 5 * time.Second

// UnlockKeys takes the data keys of a register into use and tells how many there are.
// A register from before there were any has none. The error wraps seal.ErrRoot when
// the root key is not this register's.
func UnlockKeys(ctx context.Context, db *store.DB, keys *seal.Keyring) (int, error) {
	rows, err := dataKeys(ctx, db)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	keys.OnMissing(func() ([]models.SealingKey, error) {
		ctx, cancel := context.WithTimeout(context.Background(), keysWait)
		defer cancel()
		return dataKeys(ctx, db)
	})
	return len(rows), keys.Unlock(rows)
}

func dataKeys(ctx context.Context, db *store.DB) ([]models.SealingKey, error) {
	var rows []models.SealingKey
	err := db.Read(ctx, func(tx *store.Tx) (err error) {
		rows, err = store.Many[models.SealingKey](tx, "number", "")
		return err
	})
	return rows, err
}

// MakeKeys makes the data keys that are lacking, the register's own and one for each
// county that has a body, and takes all into use. With a suite, a body whose newest key
// is of the other gets a new one; an empty suite leaves the register's as it is.
func MakeKeys(ctx context.Context, db *store.DB, keys *seal.Keyring, suite seal.Suite, now time.Time) error {
	err := db.InTx(ctx, func(tx *store.Tx) error {
		m, err := newKeyMaker(tx, keys, now)
		if err != nil {
			return err
		}
		return m.lacking(suite)
	})
	if err != nil && !errors.Is(err, store.ErrDuplicate) { // another program made them just now
		return err
	}
	_, err = UnlockKeys(ctx, db, keys)
	return err
}

// RotateKeys gives the county of a body a new data key, or every one of them when org
// is empty. What older keys sealed stays readable; see Reseal.
func RotateKeys(ctx context.Context, db *store.DB, keys *seal.Keyring, org string, now time.Time) (int, error) {
	made := 0
	err := db.InTx(ctx, func(tx *store.Tx) error {
		m, err := newKeyMaker(tx, keys, now)
		if err != nil {
			return err
		}
		for body, newest := range m.newest {
			if org == "" || body == org {
				if err := m.add(body, seal.Suite(newest.Suite)); err != nil {
					return err
				}
			}
		}
		made = len(m.made)
		return nil
	})
	if err != nil {
		return 0, err
	}
	_, err = UnlockKeys(ctx, db, keys)
	return made, err
}

// MoveKeys puts every data key under another root, all or none. From then on only that
// root opens the register.
func MoveKeys(ctx context.Context, db *store.DB, from, to *seal.Keyring) (int, error) {
	moved := 0
	err := db.InTx(ctx, func(tx *store.Tx) error {
		rows, err := store.Many[models.SealingKey](tx, "number", "")
		if err != nil {
			return err
		}
		for _, row := range rows {
			next, err := from.Rewrap(row, to)
			if err != nil {
				return err
			}
			if err := store.Change[models.SealingKey](tx, map[string]any{"root_id": next.RootID, "wrapped": next.Wrapped}, "number = ? and root_id = ?", row.Number, row.RootID); err != nil {
				return err
			}
		}
		moved = len(rows)
		return nil
	})
	return moved, err
}

// keyMaker adds data keys in one transaction.
type keyMaker struct {
	tx     *store.Tx
	keys   *seal.Keyring
	now    time.Time
	rows   int
	last   int64
	newest map[string]models.SealingKey // by body; the register's own is ""
	made   []models.SealingKey
}

func newKeyMaker(tx *store.Tx, keys *seal.Keyring, now time.Time) (*keyMaker, error) {
	m := &keyMaker{tx: tx, keys: keys, now: now.UTC(), newest: map[string]models.SealingKey{}}
	rows, err := store.Many[models.SealingKey](tx, "number", "")
	for _, row := range rows {
		m.rows, m.last = m.rows+1, row.Number
		if row.Number > 0 {
			m.newest[row.Org] = row
		}
	}
	return m, err
}

// lacking adds what a register must have: its first secret, its own key, the counties'.
func (m *keyMaker) lacking(suite seal.Suite) error {
	if suite == "" {
		suite = seal.Suite(m.newest[""].Suite)
	}
	if suite == "" {
		suite = seal.Intl
	}
	if m.rows == 0 {
		if err := m.begin(suite); err != nil {
			return err
		}
	}
	counties, err := store.Rows[string](m.tx, "SELECT DISTINCT substr(code, 1, 6) FROM organisations ORDER BY 1")
	if err != nil {
		return err
	}
	for _, body := range append([]string{""}, counties...) {
		if m.newest[body].Suite != string(suite) {
			if err := m.add(body, suite); err != nil {
				return err
			}
		}
	}
	return nil
}

// begin keeps the first secret. In a register that has people its blind indexes are
// made, and stay as they are.
func (m *keyMaker) begin(suite seal.Suite) error {
	used, err := Peopled(m.tx)
	if err != nil {
		return err
	}
	if used {
		suite = seal.Intl
	}
	return m.store(m.keys.First(suite, !used))
}

// Peopled tells whether a register has a person or an officer, whose values were sealed
// and indexed under its root key.
func Peopled(tx *store.Tx) (bool, error) {
	rows, err := store.Rows[int64](tx, "SELECT 1 WHERE EXISTS (SELECT 1 FROM people) OR EXISTS (SELECT 1 FROM officers)")
	return len(rows) > 0, err
}

func (m *keyMaker) add(body string, suite seal.Suite) error {
	m.last++
	return m.store(m.keys.NewKey(uint32(m.last), body, suite)) // #nosec G115 -- keys are numbered from 1, one at each rotation
}

func (m *keyMaker) store(row models.SealingKey) error {
	row.MadeAt = m.now
	m.made = append(m.made, row)
	return store.Insert(m.tx, row)
}

// keepKeys gives bodies that are new to a register with data keys theirs.
func (r *Registrar) keepKeys(ctx context.Context) error {
	rows, err := dataKeys(ctx, r.db)
	if err != nil || len(rows) == 0 {
		return err
	}
	return MakeKeys(ctx, r.db, r.keys, "", r.Now())
}
