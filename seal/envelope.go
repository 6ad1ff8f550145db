package seal

import (
	"crypto/hmac"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
)

// The format bytes.
const (
	formatPlain byte = 0x00
	formatAES   byte = 0x01
	formatSM4   byte = 0x02
)

// The parts of an envelope, in bytes.
const (
	headerSize = 5
	nonceSize  = 12
	tagSize    = 16
)

// ErrEmpty is the answer for stored bytes without even a format byte: the row
// was cut or never written by Seal.
var ErrEmpty = errors.New("stored bytes are empty: the row is damaged; run hukou verify and restore it from a backup")

// ErrFormat is the answer for a format byte that this program does not know.
var ErrFormat = errors.New("stored bytes have an unknown format: they were written by a newer program, or the row is damaged")

// ErrSealed is the answer for sealed bytes that do not open here: they were changed,
// cut, or copied from another place.
var ErrSealed = errors.New("sealed bytes do not open here: they were changed or belong to another row; run hukou verify and restore the row from a backup")

// ErrNoKey is the answer for bytes under a data key that the register does not have.
var ErrNoKey = errors.New("stored bytes name a data key that is not in the register: restore sealing_keys from a backup")

// Place says where a value is stored. The value is bound to it: bytes copied into
// another table, column, row or part do not open there.
type Place struct {
	// Table and Column are the names in the database.
	Table, Column string
	// Row is the identifier that the row keeps for life, never its version. Rows of
	// one person or one case share it, and with it their key.
	Row string
	// Part tells such rows apart, as the number of an entry in a case's journal does.
	Part string
	// Org is the body whose county's key seals, by its code. It is not bound, and
	// Open has no need of it.
	Org string
}

// In is the place with the body whose county's key is to seal there.
func (p Place) In(org string) Place {
	p.Org = org
	return p
}

// bound is what the tag covers beside the value: each text behind its length.
func (p Place) bound(header []byte) []byte {
	out := make([]byte, 0, headerSize+4+len(p.Table)+len(p.Column)+len(p.Row)+len(p.Part))
	out = append(out, header...)
	for _, text := range []string{p.Table, p.Column, p.Row, p.Part} {
		out = binary.AppendUvarint(out, uint64(len(text)))
		out = append(out, text...)
	}
	return out
}

// Envelope is what stored bytes say of themselves without a key.
type Envelope struct {
	// Plain tells that no cipher protects them.
	Plain bool
	Suite Suite
	// Key is the number of the data key.
	Key uint32

	header, nonce, body []byte
}

// Parse reads stored bytes. The error is ErrEmpty, ErrFormat, or ErrSealed for bytes
// that end too early.
func Parse(stored []byte) (Envelope, error) {
	if len(stored) == 0 {
		return Envelope{}, ErrEmpty
	}
	e := Envelope{}
	switch stored[0] {
	case formatPlain:
		return Envelope{Plain: true, body: stored[1:]}, nil
	case formatAES:
		e.Suite = Intl
	case formatSM4:
		e.Suite = SM
	default:
		return Envelope{}, ErrFormat
	}
	if len(stored) < headerSize+nonceSize+tagSize {
		return Envelope{}, ErrSealed
	}
	e.Key = binary.BigEndian.Uint32(stored[1:headerSize])
	e.header, e.nonce, e.body = stored[:headerSize], stored[headerSize:headerSize+nonceSize], stored[headerSize+nonceSize:]
	return e, nil
}

// Seal makes stored bytes of plain ones, for one place, under the newest key of the
// county that the place names. The result is never empty, differs each time, and does
// not share memory with plain.
func (k *Keyring) Seal(place Place, plain []byte) []byte {
	number, key := k.held.Load().current(place.Org)
	stored := make([]byte, headerSize+nonceSize, headerSize+nonceSize+len(plain)+tagSize)
	stored[0] = key.suite.format()
	binary.BigEndian.PutUint32(stored[1:headerSize], number)
	nonce := stored[headerSize : headerSize+nonceSize]
	_, _ = rand.Read(nonce) // it ends the program rather than fail
	return key.own(place).Seal(stored, nonce, plain, place.bound(stored[:headerSize]))
}

// Open gives back what Seal was given for the same place. The error is that of Parse,
// ErrNoKey or ErrSealed with the place in front, never with the bytes.
func (k *Keyring) Open(place Place, stored []byte) ([]byte, error) {
	e, err := Parse(stored)
	if err != nil {
		return nil, place.wrap(err)
	}
	if e.Plain && k.held.Load().noPlain {
		return nil, place.wrap(ErrSealed)
	}
	if e.Plain {
		return append([]byte{}, e.body...), nil
	}
	key, err := k.key(e.Key)
	if err != nil {
		return nil, place.wrap(err)
	}
	if key.suite != e.Suite {
		return nil, place.wrap(ErrSealed)
	}
	plain, err := key.own(place).Open([]byte{}, e.nonce, e.body, place.bound(e.header))
	if err != nil {
		return nil, place.wrap(ErrSealed)
	}
	return plain, nil
}

// Stale tells whether stored bytes, of which the first five are enough, are plain or
// under a key that a newer one of the same body has replaced; and which body it is.
func (k *Keyring) Stale(stored []byte) (org string, stale bool) {
	if len(stored) < headerSize || stored[0] == formatPlain {
		return "", true
	}
	h := k.held.Load()
	number := binary.BigEndian.Uint32(stored[1:headerSize])
	org = h.keys[number].org
	return org, h.newest[org] != number
}

// Heads are the first five bytes of what is under a key of today.
func (k *Keyring) Heads() [][]byte {
	h := k.held.Load()
	var out [][]byte
	for _, number := range h.newest {
		out = append(out, binary.BigEndian.AppendUint32([]byte{h.keys[number].suite.format()}, number))
	}
	return out
}

// mac is the keyed hash of a text under a suite.
func mac(s Suite, key []byte, text string) []byte {
	m := hmac.New(s.hash(), key)
	m.Write([]byte(text))
	return m.Sum(nil)
}

// wrap names table and column. The row stays out: it may be a subject's key.
func (p Place) wrap(err error) error {
	return fmt.Errorf("%s.%s: %w", p.Table, p.Column, err)
}
