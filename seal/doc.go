// Package seal turns the register's sensitive bytes into stored bytes and back,
// and answers exact look-ups over sealed values by a keyed blind index.
//
// Three keys stand above a value. The root key never leaves its file, variable or
// token; it wraps the data keys, which a table of the database keeps: one for the
// register and one for each county. From a data key comes, by HMAC over the row's
// identifier, the key of one person, one case or one other row, and that key seals.
//
// Every stored value opens with one format byte, so that a later cipher reads
// what an earlier one wrote:
//
//	0x00  no cipher: the plain bytes follow
//	0x01  AES-256-GCM
//	0x02  SM4-GCM (GB/T 32907, GB/T 36624)
//
// After 0x01 and 0x02 come the data key's number (four bytes, the highest first),
// twelve bytes of nonce, and the sealed bytes with their tag of sixteen. The tag also
// covers the header and the place: table, column, row and part of it. A register that
// had keys from its first day takes no plain bytes.
//
// The evidence chain hashes the stored bytes, format byte included. A value is
// therefore never re-sealed in place under the chain.
//
// No error and no printed form of this package holds a value, a key or a part
// of either.
package seal
