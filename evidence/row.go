package evidence

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// Row is a row of the journal as it is stored. At counts in microseconds, which is
// what both databases keep.
type Row struct {
	Case    string    `json:"case"`
	Seq     int64     `json:"seq"`
	At      time.Time `json:"at"`
	Event   string    `json:"event"`
	From    string    `json:"from"`
	To      string    `json:"to"`
	Officer string    `json:"officer"`
	Payload []byte    `json:"payload"`
	Prev    []byte    `json:"prev,omitempty"`
	Hash    []byte    `json:"hash"`
}

// ChainHash is the hash of a journal row: over the case, the row's number, the hash
// before it and the payload exactly as stored.
func ChainHash(caseID string, seq int64, prev, payload []byte) []byte {
	h := sha256.New()
	parts(h, []byte("hukou journal 1"), []byte(caseID), prev, payload)
	number(h, seq)
	return h.Sum(nil)
}

// Leaf is the row's leaf in the tree: over its chain hash and every column that the
// chain does not cover.
func (r Row) Leaf() tlog.Hash {
	h := sha256.New()
	h.Write([]byte{0}) // as RFC 6962 begins a leaf
	parts(h, []byte("hukou leaf 1"), []byte(r.Case), []byte(r.Event), []byte(r.From), []byte(r.To), []byte(r.Officer), r.Hash)
	number(h, r.Seq)
	number(h, r.At.UnixMicro())
	var out tlog.Hash
	h.Sum(out[:0])
	return out
}

// parts writes each part behind its length, so that no two lists look alike.
func parts(h hash.Hash, all ...[]byte) {
	for _, part := range all {
		number(h, int64(len(part)))
		h.Write(part)
	}
}

func number(h hash.Hash, n int64) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n)) // #nosec G115 -- the bits of the number are hashed, whatever its sign
	h.Write(b[:])
}
