package seal

import (
	"crypto/rand"
	"errors"
	"fmt"

	"hukou/models"
)

// ErrRoot is the answer for a data key that another root key wrapped.
var ErrRoot = errors.New("the root key is not this register's: name the right file in HUKOU_KEY_FILE")

// fromTheStart stands in row 0 of a register in which all was sealed from its first day.
const fromTheStart = "from the start"

// First is the row of a register that has no data key yet: number 0, the secret from
// which the blind indexes come and what was sealed before there were other keys. In
// an empty register plain bytes are refused from then on: whoever can write to the
// database could else put any value there. The mark is bound to the row.
func (k *Keyring) First(s Suite, empty bool) models.SealingKey {
	row := models.SealingKey{Suite: string(s)}
	if empty {
		row.Org = fromTheStart
	}
	return k.wrapped(row, k.roots[s].first)
}

// NewKey draws a data key for a body, or for the register when org is empty. The row
// is for the caller to store; Unlock brings it into use.
func (k *Keyring) NewKey(number uint32, org string, s Suite) models.SealingKey {
	secret := make([]byte, RootSize)
	_, _ = rand.Read(secret) // it ends the program rather than fail
	return k.wrapped(models.SealingKey{Number: int64(number), Org: org, Suite: string(s)}, secret)
}

// wrapped puts a secret under the root.
func (k *Keyring) wrapped(row models.SealingKey, secret []byte) models.SealingKey {
	s := Suite(row.Suite)
	row.RootID = k.id
	nonce := make([]byte, nonceSize, nonceSize+RootSize+tagSize)
	_, _ = rand.Read(nonce)
	row.Wrapped = s.cipher(k.roots[s].wrapping).Seal(nonce, nonce, secret, wrapPlace(row))
	return row
}

// wrapPlace is what binds a wrapped key to its row: no key can stand in for another.
func wrapPlace(row models.SealingKey) []byte {
	return Place{Table: "sealing_keys", Column: "wrapped", Row: fmt.Sprint(row.Number), Part: row.Org + "|" + row.Suite}.bound(nil)
}

func (k *Keyring) unwrapped(row models.SealingKey) ([]byte, error) {
	s, err := ParseSuite(row.Suite)
	if err != nil {
		return nil, err
	}
	if row.RootID != k.id {
		return nil, ErrRoot
	}
	if len(row.Wrapped) != nonceSize+RootSize+tagSize {
		return nil, ErrSealed
	}
	secret, err := s.cipher(k.roots[s].wrapping).Open(nil, row.Wrapped[:nonceSize], row.Wrapped[nonceSize:], wrapPlace(row))
	if err != nil {
		return nil, ErrSealed
	}
	return secret, nil
}

// Unlock takes all the data keys of a register into use, in place of those before.
// With a row that does not open none is taken, and the error names its number.
func (k *Keyring) Unlock(rows []models.SealingKey) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.unlock(rows)
}

func (k *Keyring) unlock(rows []models.SealingKey) error {
	secrets := make(map[int64][]byte, len(rows))
	next := begin(Intl, k.roots[Intl].first)
	for _, row := range rows {
		secret, err := k.unwrapped(row)
		if err != nil {
			return fmt.Errorf("data key %d: %w", row.Number, err)
		}
		secrets[row.Number] = secret
		if row.Number == 0 {
			next = begin(Suite(row.Suite), secret)
			next.noPlain = row.Org == fromTheStart
		}
	}
	for _, row := range rows {
		if row.Number == 0 {
			continue
		}
		number := uint32(row.Number) // #nosec G115 -- keys are numbered from 1, one at each rotation
		next.keys[number] = dataKey{row.Org, Suite(row.Suite), secrets[row.Number]}
		next.newest[row.Org] = max(next.newest[row.Org], number)
	}
	k.held.Store(next)
	return nil
}

// OnMissing says where the register's data keys are read again when a value names one
// that is not held: another program beside this one may have made it.
func (k *Keyring) OnMissing(read func() ([]models.SealingKey, error)) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.more = read
}

// key is a data key by its number.
func (k *Keyring) key(number uint32) (dataKey, error) {
	if key, ok := k.held.Load().keys[number]; ok {
		return key, nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, ok := k.held.Load().keys[number]; !ok && k.more != nil {
		rows, err := k.more()
		if err == nil {
			err = k.unlock(rows)
		}
		if err != nil {
			return dataKey{}, err
		}
	}
	if key, ok := k.held.Load().keys[number]; ok {
		return key, nil
	}
	return dataKey{}, ErrNoKey
}

// Rewrap puts a data key under another root. What it sealed stays as it is.
func (k *Keyring) Rewrap(row models.SealingKey, to *Keyring) (models.SealingKey, error) {
	secret, err := k.unwrapped(row)
	if err != nil {
		return row, fmt.Errorf("data key %d: %w", row.Number, err)
	}
	return to.wrapped(row, secret), nil
}
