package auth

import (
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

const (
	saltSize = 16 // bytes
	keySize  = 32 // bytes
)

// params are the cost of one hash.
type params struct {
	memory uint32 // KiB
	passes uint32
	lanes  uint8
}

// current is the cost of a new hash: 19 MiB, two passes, one lane, the least
// that OWASP's password storage guidance names for argon2id.
var current = params{memory: 19 * 1024, passes: 2, lanes: 1}

// ceiling bounds what a stored hash may ask for, so that a row written by
// someone else cannot eat the memory of the program.
var ceiling = params{memory: 256 * 1024, passes: 16, lanes: 8}

// phc is a password hash taken apart, in the PHC string format.
type phc struct {
	params
	salt, key []byte
}

var phcBase64 = base64.RawStdEncoding.Strict()

// String writes the hash the way it is stored.
func (p phc) String() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version,
		p.memory, p.passes, p.lanes, phcBase64.EncodeToString(p.salt), phcBase64.EncodeToString(p.key))
}

// outdated tells whether a new hash would be made at another cost.
func (p phc) outdated() bool {
	return p.params != current || len(p.salt) != saltSize || len(p.key) != keySize
}

// parsePHC reads a stored hash. It refuses another algorithm or version, a cost
// of nothing or above the ceiling, and a salt or key too short to mean anything.
func parsePHC(text string) (phc, bool) {
	part := strings.Split(text, "$")
	if len(part) != 6 || part[0] != "" || part[1] != "argon2id" || part[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return phc{}, false
	}
	var p phc
	if n, err := fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &p.memory, &p.passes, &p.lanes); n != 3 || err != nil {
		return phc{}, false
	}
	if p.memory < 8 || p.passes < 1 || p.lanes < 1 ||
		p.memory > ceiling.memory || p.passes > ceiling.passes || p.lanes > ceiling.lanes {
		return phc{}, false
	}
	var err error
	if p.salt, err = phcBase64.DecodeString(part[4]); err != nil || len(p.salt) < 8 || len(p.salt) > 64 {
		return phc{}, false
	}
	if p.key, err = phcBase64.DecodeString(part[5]); err != nil || len(p.key) < 16 || len(p.key) > 64 {
		return phc{}, false
	}
	return p, p.String() == text // nothing behind the numbers, no other spelling
}
