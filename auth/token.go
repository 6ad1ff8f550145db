package auth

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
)

const tokenSize = 32 // bytes

// NewToken draws a session token of 256 bits. The officer's browser gets the
// token, 43 characters that need no escaping; the database gets the digest, so
// that a stolen table opens no session.
func NewToken(random io.Reader) (token string, digest []byte, err error) {
	raw := make([]byte, tokenSize)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", nil, fmt.Errorf("a session token cannot be drawn: %w", err)
	}
	token = base64.RawURLEncoding.EncodeToString(raw)
	return token, Digest(token), nil
}

// Digest is what is stored and looked up for a token: its SHA-256, 32 bytes.
// No salt is needed over 256 random bits. Any text has a digest; one that is no
// token is simply not found.
func Digest(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
