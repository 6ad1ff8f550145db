package evidence

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Node is a hash of the tree above the leaves; ID is its place in tlog's stored order.
type Node struct {
	ID   int64  `json:"id"`
	Hash []byte `json:"hash"`
}

// Tree is the right edge of a Merkle tree: enough to add leaves and to know the root.
// The zero Tree is empty.
type Tree struct {
	size int64
	edge []tlog.Hash // the roots of the full subtrees, the largest first
}

// Size is how many leaves the tree has.
func (t *Tree) Size() int64 { return t.size }

// Add puts a leaf at the end and hands over each hash above the leaves that is whole
// with it, in tlog's stored order.
func (t *Tree) Add(leaf tlog.Hash, whole func(id int64, h tlog.Hash)) {
	h := leaf
	level := 0
	for ; t.size>>level&1 == 1; level++ {
		last := len(t.edge) - 1
		h = tlog.NodeHash(t.edge[last], h)
		t.edge = t.edge[:last]
		if whole != nil {
			whole(tlog.StoredHashIndex(level+1, t.size>>(level+1)), h)
		}
	}
	t.edge = append(t.edge, h)
	t.size++
}

// Root is the hash of the whole tree; of an empty one it is the zero hash, which no
// checkpoint has.
func (t *Tree) Root() tlog.Hash {
	if t.size == 0 {
		return tlog.Hash{}
	}
	h := t.edge[len(t.edge)-1]
	for i := len(t.edge) - 2; i >= 0; i-- {
		h = tlog.NodeHash(t.edge[i], h)
	}
	return h
}

// Grown is the tree of a size, by its stored hashes.
func Grown(size int64, r tlog.HashReader) (*Tree, error) {
	var ids []int64
	for level, at := 62, int64(0); level >= 0; level-- {
		if size>>level&1 == 1 {
			ids = append(ids, tlog.StoredHashIndex(level, at>>level))
			at += 1 << level
		}
	}
	if len(ids) == 0 {
		return &Tree{}, nil
	}
	edge, err := r.ReadHashes(ids)
	if err != nil {
		return nil, fmt.Errorf("evidence: read the tree's edge at %d: %w", size, err)
	}
	return &Tree{size: size, edge: edge}, nil
}
