package store

import (
	"crypto/sha256"
	"encoding/binary"
)

// Alone waits until no other writing transaction that asked for the same name is
// open; this one has the name until its end. What is read after it, in the same
// message too, is what the others left. On SQLite, which has one writer, nobody need
// wait. Names are kept as 64 bits of a hash: two that share them wait in vain.
func Alone(name ...string) Reading {
	return Reading{func(db *DB) (job, error) {
		if db.engine == SQLite {
			return job{}, nil
		}
		h := sha256.New()
		for _, part := range name {
			h.Write([]byte(part))
			h.Write([]byte{0})
		}
		return db.raw("SELECT pg_advisory_xact_lock(?)", []any{int64(binary.BigEndian.Uint64(h.Sum(nil)))}) // #nosec G115 -- a hash: every bit pattern names a lock
	}}
}
