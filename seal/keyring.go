package seal

import (
	"crypto/cipher"
	"crypto/hkdf"
	"encoding/hex"
	"fmt"
	"sync"
	"sync/atomic"

	"hukou/models"
)

// RootSize is the length of the root key in bytes, and of every key below it.
const RootSize = 32

// IndexSize is the length of a blind index in bytes: 128 bits, so that two
// different numbers of a country do not meet by chance.
const IndexSize = 16

// The domains of the blind index. An index of one domain says nothing about the
// same value in another, because each domain has a subkey of its own.
const (
	// DomainCitizenNumber is for 公民身份号码, eighteen characters with a capital X.
	DomainCitizenNumber = "citizen_number"
	// DomainSubject is for the key of a case's subject: the person, or for a
	// newborn the mother, the birth date and the birth order.
	DomainSubject = "subject"
	// DomainCertificate is for the number of a medical birth certificate.
	DomainCertificate = "certificate"
	// DomainQuery is for what was searched for, in the log of looks.
	DomainQuery = "query"
	// DomainSample is for drawing lots among cases that nobody without the key foresees.
	DomainSample = "sample"
	// DomainHidden is for what stands on a page in place of a sealed person's id.
	DomainHidden = "hidden"
)

// Keyring holds what is derived from the root key, never the root itself, and the data
// keys that it has unlocked. It is safe for use by many goroutines at once, and prints
// itself without its keys.
type Keyring struct {
	id    string
	roots map[Suite]derived // never written after New
	held  atomic.Pointer[held]

	mu   sync.Mutex
	more func() ([]models.SealingKey, error)
}

// derived is what comes from the root in one suite: what wraps the data keys, and the
// secret of a register that begins with this root.
type derived struct{ wrapping, first []byte }

// held are the keys in use. It is replaced whole, never changed.
type held struct {
	suite  Suite             // of the blind index
	index  map[string][]byte // domain to subkey
	keys   map[uint32]dataKey
	newest map[string]uint32 // body to its newest key
	// noPlain refuses what no cipher protects.
	noPlain bool
}

// dataKey is the key of one county, or of the register.
type dataKey struct {
	org    string
	suite  Suite
	secret []byte
}

// own is the cipher of one person, case or other row: its key is the keyed hash of
// what the row keeps for life.
func (d dataKey) own(place Place) cipher.AEAD {
	return d.suite.cipher(mac(d.suite, d.secret, place.Row))
}

// countyDigits is how much of a body's code names its county (GB/T 2260).
const countyDigits = 6

// current is the newest key of the body's county, or else of the register.
func (h *held) current(org string) (uint32, dataKey) {
	number := h.newest[""]
	if len(org) >= countyDigits {
		if n, ok := h.newest[org[:countyDigits]]; ok {
			number = n
		}
	}
	return number, h.keys[number]
}

// Suite is that of the key under which the register seals today.
func (k *Keyring) Suite() Suite {
	_, key := k.held.Load().current("")
	return key.suite
}

// New derives a keyring from a root key of RootSize bytes, in suite Intl. The same
// root gives the same blind indexes and the same key of number 0 until Unlock brings
// those of a register: whoever loses them can no longer look up a number, and whoever
// has them can test guesses against a stolen database.
func New(root []byte) (*Keyring, error) {
	if len(root) != RootSize {
		return nil, fmt.Errorf("the root key has %d bytes instead of %d", len(root), RootSize)
	}
	k := &Keyring{roots: map[Suite]derived{}}
	for _, s := range []Suite{Intl, SM} {
		first, err := hkdf.Extract(s.hash(), root, nil)
		if err != nil {
			return nil, fmt.Errorf("the root key cannot be used: %w", err)
		}
		k.roots[s] = derived{first: first, wrapping: subkey(s, first, "wrap")}
	}
	k.id = hex.EncodeToString(subkey(Intl, k.roots[Intl].first, "key id")[:8])
	k.held.Store(begin(Intl, k.roots[Intl].first))
	return k, nil
}

// begin is what a register's first secret gives: the blind indexes and key 0.
func begin(s Suite, first []byte) *held {
	h := &held{suite: s, index: map[string][]byte{}, newest: map[string]uint32{"": 0},
		keys: map[uint32]dataKey{0: {"", s, subkey(s, first, "data key 0")}}}
	for _, domain := range []string{DomainCitizenNumber, DomainSubject, DomainCertificate, DomainQuery, DomainSample, DomainHidden} {
		h.index[domain] = subkey(s, first, "blind index "+domain)
	}
	return h
}

// subkey derives a key for one purpose (HKDF, RFC 5869).
func subkey(s Suite, secret []byte, purpose string) []byte {
	key, err := hkdf.Expand(s.hash(), secret, "hukou/seal/1 "+purpose, RootSize)
	if err != nil {
		panic("seal: a subkey longer than HKDF gives")
	}
	return key
}

// BlindIndex is the first IndexSize bytes of the keyed hash of the value, under
// the subkey of the domain. Equal values give equal indexes, so the caller
// brings the value to one spelling first (a capital X at the end of a number).
// A domain other than those named here panics: it is a slip of the pen in
// the program, and an index under a misspelt domain would never be found again.
func (k *Keyring) BlindIndex(domain, value string) []byte {
	h := k.held.Load()
	subkey, ok := h.index[domain]
	if !ok {
		panic("seal: blind index asked for a domain that does not exist")
	}
	return mac(h.suite, subkey, value)[:IndexSize]
}

// ID names the root key without giving it away: sixteen hexadecimal digits. A
// database keeps it, and a program started with another key can then refuse
// instead of finding nobody.
func (k *Keyring) ID() string { return k.id }

// String is a fixed word, so that no log prints a key.
func (k *Keyring) String() string { return "seal.Keyring" }

// GoString is the same for %#v.
func (k *Keyring) GoString() string { return k.String() }
