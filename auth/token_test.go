package auth

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"io"
	"net/url"
	"testing"
	"testing/iotest"
)

func TestTokensAreLongUnlikeAndStoredAsDigest(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		token, digest, err := NewToken(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if len(token) != 43 || url.QueryEscape(token) != token {
			t.Errorf("token %q", token)
		}
		want := sha256.Sum256([]byte(token))
		if !bytes.Equal(digest, want[:]) || !bytes.Equal(Digest(token), digest) {
			t.Error("the digest is not the SHA-256 of the token")
		}
		if bytes.Contains(digest, []byte(token)) || seen[token] {
			t.Error("a token came twice or stands in its digest")
		}
		seen[token] = true
	}
	if _, _, err := NewToken(iotest.ErrReader(io.ErrUnexpectedEOF)); err == nil {
		t.Error("a token was made of nothing")
	}
}
