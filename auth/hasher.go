package auth

import (
	"context"
	"crypto/subtle"
	"fmt"
	"io"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// concurrentHashes keeps the memory of sign-ins at twice the cost of one hash,
// however many officers arrive at half past eight.
const concurrentHashes = 2

// Hasher hashes and verifies passwords, at most two at once; the others wait in
// line. It is safe for use by many goroutines and is made once per program,
// since each one has a line of its own.
type Hasher struct {
	random io.Reader
	slots  chan struct{}
}

// NewHasher makes a hasher that draws its salts from random.
func NewHasher(random io.Reader) *Hasher {
	return &Hasher{random: random, slots: make(chan struct{}, concurrentHashes)}
}

// Hash makes the text to store for a password, in the PHC form
// "$argon2id$v=19$m=19456,t=2,p=1$salt$key". It does not judge the password;
// CheckPassword does. It fails when ctx ends while waiting or when random fails.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(h.random, salt); err != nil {
		return "", fmt.Errorf("a salt cannot be drawn: %w", err)
	}
	key, err := h.derive(ctx, password, salt, current, keySize)
	if err != nil {
		return "", err
	}
	return phc{params: current, salt: salt, key: key}.String(), nil
}

// Verify tells whether the password belongs to the stored hash, and whether the
// hash was made at another cost than today's and should be replaced by a new
// one now that the password is at hand. A stored hash that cannot be read
// matches nothing, after the same work. The error is that of ctx.
func (h *Hasher) Verify(ctx context.Context, hash, password string) (ok, rehash bool, err error) {
	stored, readable := parsePHC(hash)
	if !readable {
		return false, false, h.VerifyDummy(ctx, password)
	}
	key, err := h.derive(ctx, password, stored.salt, stored.params, len(stored.key))
	if err != nil {
		return false, false, err
	}
	ok = subtle.ConstantTimeCompare(key, stored.key) == 1
	return ok, ok && stored.outdated(), nil
}

// VerifyDummy does the work of Verify for an officer who does not exist, so
// that the time of an answer does not tell which usernames do.
func (h *Hasher) VerifyDummy(ctx context.Context, password string) error {
	_, err := h.derive(ctx, password, make([]byte, saltSize), current, keySize)
	return err
}

// derive waits for a slot and runs argon2id over the password in its NFKC form,
// so that a full-width keyboard and a half-width one type the same password.
func (h *Hasher) derive(ctx context.Context, password string, salt []byte, p params, size int) ([]byte, error) {
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
	case <-ctx.Done():
		return nil, fmt.Errorf("sign-in gave up waiting for its turn: %w", context.Cause(ctx))
	}
	text := norm.NFKC.String(password)
	return argon2.IDKey([]byte(text), salt, p.passes, p.memory, p.lanes, uint32(size)), nil // #nosec G115 -- the length of a key of ours, or of a stored one that was read whole
}
