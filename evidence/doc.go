// Package evidence makes the journal's rows provable to somebody who trusts neither
// the database nor those who keep it. It knows bytes and no cases.
//
// Each row has a hash that covers its payload as stored and the hash of the row
// before it in its case: the chain. Each committed row then gets a leaf in one Merkle
// tree over all cases (golang.org/x/mod/sumdb/tlog); the leaf covers the chain's hash
// and the row's other columns. The tree's size and root are signed with Ed25519 as a
// checkpoint, in the form of a signed note, and written outside the database: the
// witness.
//
// Whoever owns the database can recompute chains, leaves and tree; he cannot sign, and
// he cannot reach what was written elsewhere. What came after the last checkpoint that
// left the machine is not protected: that is the price of not waiting for it.
//
// Rows, leaves, checkpoints and the witness all travel as lines of JSON (Line). A
// Verifier takes such lines and says what does not fit; it needs no database.
package evidence
