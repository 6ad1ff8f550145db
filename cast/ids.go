package cast

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"strings"

	"hukou/auth"
)

// ID is the id that a person ("person/…"), a household ("house/…") or an institution
// ("unit/…") of the cast has in every register that it is loaded into: a UUID of
// version 7, made of the name alone.
func ID(name string) string {
	sum := sha256.Sum256([]byte("hukou cast " + name))
	b := append([]byte{0x01, 0x9b, 0x8b, 0x52, 0x3a, 0x80}, sum[:10]...)
	b[6], b[8] = b[6]&0x0f|0x70, b[8]&0x3f|0x80
	text := hex.EncodeToString(b)
	return strings.Join([]string{text[:8], text[8:12], text[12:16], text[16:20], text[20:]}, "-")
}

// defaultSeed is what the sign-ins are made of where nobody names a seed.
const defaultSeed = "hukou demonstration"

// passwordOf is the password of every officer under a seed. One hash of it serves
// all of them: to hash a hundred passwords takes seconds, and nothing is protected by
// it, since the demonstration prints them.
func passwordOf(seed string) string {
	sum := sha256.Sum256([]byte(seed + "\x00password"))
	return "gouqi-" + strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5]))
}

// secretOf is an officer's one-time secret, an own one for each.
func secretOf(seed, username string) (string, error) {
	sum := sha256.Sum256([]byte(seed + "\x00totp\x00" + username))
	return auth.NewSecret(bytes.NewReader(sum[:]))
}
