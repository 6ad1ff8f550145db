package seal

import (
	"errors"
	"fmt"
)

// formatPlain marks stored bytes that no cipher protects.
const formatPlain byte = 0x00

// ErrEmpty is the answer for stored bytes without even a format byte: the row
// was cut or never written by Seal.
var ErrEmpty = errors.New("stored bytes are empty: the row is damaged; run hukou verify and restore it from a backup")

// ErrFormat is the answer for a format byte that this program does not know.
var ErrFormat = errors.New("stored bytes have an unknown format: they were written by a newer program, or the row is damaged")

// Place says where a value is stored. A cipher binds the value to it, so that
// bytes copied into another row or column do not open there. The null cipher
// binds nothing; callers give the place from the first day all the same.
type Place struct {
	// Table and Column are the names in the database.
	Table, Column string
	// Row is the identifier that the row keeps for life, never its version.
	Row string
}

// Seal makes stored bytes of plain ones, for one place. The result is never
// empty and does not share memory with plain.
func (k *Keyring) Seal(_ Place, plain []byte) []byte {
	stored := make([]byte, 0, 1+len(plain))
	stored = append(stored, formatPlain)
	return append(stored, plain...)
}

// Open gives back what Seal was given for the same place. The error is ErrEmpty
// or ErrFormat with the place in front, never with the bytes.
func (k *Keyring) Open(place Place, stored []byte) ([]byte, error) {
	if len(stored) == 0 {
		return nil, place.wrap(ErrEmpty)
	}
	if stored[0] != formatPlain {
		return nil, place.wrap(ErrFormat)
	}
	return append([]byte{}, stored[1:]...), nil
}

// wrap names table and column. The row stays out: it may be a subject's key.
func (p Place) wrap(err error) error {
	return fmt.Errorf("%s.%s: %w", p.Table, p.Column, err)
}
