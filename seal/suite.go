package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"errors"
	"hash"

	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/sm4"
)

// Suite is a set of ciphers that go together.
type Suite string

// The suites: the international one, and the one of China's commercial cryptography
// (商用密码管理条例 41).
const (
	Intl Suite = "intl" // AES-256-GCM, HMAC-SHA-256
	SM   Suite = "sm"   // SM4-GCM, HMAC-SM3
)

// ErrSuite is the answer for a suite of another name.
var ErrSuite = errors.New("the suite of ciphers is intl or sm")

// ParseSuite reads the name of a suite.
func ParseSuite(name string) (Suite, error) {
	if s := Suite(name); s == Intl || s == SM {
		return s, nil
	}
	return "", ErrSuite
}

// format is the first byte of what the suite seals.
func (s Suite) format() byte {
	if s == SM {
		return formatSM4
	}
	return formatAES
}

func (s Suite) hash() func() hash.Hash {
	if s == SM {
		return sm3.New
	}
	return sha256.New
}

// cipher takes a key of RootSize bytes. SM4 has keys of half that size.
func (s Suite) cipher(key []byte) cipher.AEAD {
	var block cipher.Block
	var err error
	if s == SM {
		block, err = sm4.NewCipher(key[:sm4.BlockSize])
	} else {
		block, err = aes.NewCipher(key)
	}
	if err != nil {
		panic("seal: a key of another size") // all keys here are the output of a hash
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic("seal: a cipher of another block size")
	}
	return aead
}
