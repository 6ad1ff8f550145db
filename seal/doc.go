// Package seal turns the register's sensitive bytes into stored bytes and back,
// and answers exact look-ups over sealed values by a keyed blind index.
//
// Every stored value opens with one format byte, so that a later cipher reads
// what an earlier one wrote:
//
//	0x00  no cipher: the plain bytes follow
//	0x01  kept for AES-256-GCM: key number, nonce, sealed bytes
//	0x02  kept for SM4-GCM: key number, nonce, sealed bytes
//
// The evidence chain hashes the stored bytes, format byte included. A value is
// therefore never re-sealed in place under the chain.
//
// No error and no printed form of this package holds a value, a key or a part
// of either.
package seal
