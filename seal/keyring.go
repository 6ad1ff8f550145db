package seal

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// RootSize is the length of the root key in bytes.
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
	// DomainSample is for drawing lots among cases that nobody without the key foresees.
	DomainSample = "sample"
)

// Keyring holds what is derived from the root key, never the root itself. It is
// made once, is safe for use by many goroutines at once, and prints itself
// without its keys.
type Keyring struct {
	id    string
	index map[string][]byte // domain to subkey, never written after New
}

// New derives a keyring from a root key of RootSize bytes. The same root gives
// the same blind indexes for ever: whoever loses it can no longer look up a
// number, and whoever has it can test guesses against a stolen database.
func New(root []byte) (*Keyring, error) {
	if len(root) != RootSize {
		return nil, fmt.Errorf("the root key has %d bytes instead of %d", len(root), RootSize)
	}
	id, err := subkey(root, "key id")
	if err != nil {
		return nil, err
	}
	k := &Keyring{id: hex.EncodeToString(id[:8]), index: make(map[string][]byte)}
	for _, domain := range []string{DomainCitizenNumber, DomainSubject, DomainCertificate, DomainSample} {
		if k.index[domain], err = subkey(root, "blind index "+domain); err != nil {
			return nil, err
		}
	}
	return k, nil
}

// subkey derives 32 bytes for one purpose (HKDF, RFC 5869).
func subkey(root []byte, purpose string) ([]byte, error) {
	key, err := hkdf.Key(sha256.New, root, nil, "hukou/seal/1 "+purpose, sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("a subkey cannot be derived: %w", err)
	}
	return key, nil
}

// BlindIndex is the first IndexSize bytes of HMAC-SHA-256 over the value, under
// the subkey of the domain. Equal values give equal indexes, so the caller
// brings the value to one spelling first (a capital X at the end of a number).
// A domain other than those named here panics: it is a slip of the pen in
// the program, and an index under a misspelt domain would never be found again.
func (k *Keyring) BlindIndex(domain, value string) []byte {
	subkey, ok := k.index[domain]
	if !ok {
		panic("seal: blind index asked for a domain that does not exist")
	}
	mac := hmac.New(sha256.New, subkey)
	mac.Write([]byte(value))
	return mac.Sum(nil)[:IndexSize]
}

// ID names the root key without giving it away: sixteen hexadecimal digits. A
// database keeps it, and a program started with another key can then refuse
// instead of finding nobody.
func (k *Keyring) ID() string { return k.id }

// String is a fixed word, so that no log prints a key.
func (k *Keyring) String() string { return "seal.Keyring" }

// GoString is the same for %#v.
func (k *Keyring) GoString() string { return k.String() }
