package register

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"hukou/evidence"
	"hukou/models"
	"hukou/store"
)

// ErrEvidence tells that the log of evidence is not the one that was signed.
var ErrEvidence = errors.New("the log does not go on from what was signed: restore the newest copy and run hukou verify")

// signBatch is how many rows a checkpoint goes beyond the one before at most, so that
// a long log is signed in parts that fit the memory.
const signBatch = 20000

// evidencePage is how many rows are read at a time.
const evidencePage = 500

// SignEvidence signs a checkpoint of what was committed, and says whether there was
// anything new. Before that it makes sure that the log goes on from the last checkpoint
// stored and from the one seen outside, and that each row after them is in the tree as
// it now stands in the journal; else ErrEvidence.
func (r *Registrar) SignEvidence(ctx context.Context, s *evidence.Signer, seen evidence.Checkpoint, at time.Time) (bool, error) {
	for {
		n, err := r.Sequence(ctx)
		if err != nil {
			return false, err
		}
		if n == 0 {
			break
		}
	}
	keys, err := evidence.NewKeys(s.Public())
	if err != nil {
		return false, err
	}
	var tree *evidence.Tree
	err = r.db.Read(ctx, func(tx *store.Tx) error {
		var err error
		tree, err = unsigned(tx, keys, seen)
		return err
	})
	if err != nil || tree == nil {
		return false, err
	}
	c, err := s.Sign(tree.Size(), tree.Root(), at)
	if err != nil {
		return false, err
	}
	added := false
	err = r.db.InTx(ctx, func(tx *store.Tx) error {
		var err error
		added, err = store.InsertNew(tx, models.Checkpoint{Size: c.Size, At: c.At, Note: c.Note})
		return err
	})
	return added, err
}

// unsigned is the tree that is to be signed, grown again from the journal's rows since
// the last checkpoint; nil when there is nothing new.
func unsigned(tx *store.Tx, keys evidence.Keys, seen evidence.Checkpoint) (*evidence.Tree, error) {
	last, err := lastSigned(tx, keys)
	if err != nil {
		return nil, err
	}
	tree, err := extends(tx, last)
	if err != nil {
		return nil, err
	}
	if seen.Size != last.Size || seen.Root != last.Root {
		outside, err := extends(tx, seen)
		if err != nil {
			return nil, err
		}
		if seen.Size > last.Size {
			tree = outside
		}
	}
	size, err := treeSize(tx)
	if err != nil || size == last.Size {
		return nil, err
	}
	size = min(size, tree.Size()+signBatch)
	for tree.Size() < size {
		if err := regrow(tx, tree, min(size, tree.Size()+evidencePage)); err != nil {
			return nil, err
		}
	}
	kept, err := evidence.Grown(size, stored(tx))
	if err != nil {
		return nil, err
	}
	if kept.Root() != tree.Root() {
		return nil, fmt.Errorf("register: %w: the tree's hashes up to row %d are not what the rows give", ErrEvidence, size)
	}
	return tree, nil
}

// lastSigned is the newest checkpoint stored; its size is zero where there is none.
func lastSigned(tx *store.Tx, keys evidence.Keys) (evidence.Checkpoint, error) {
	rows, err := store.Many[models.Checkpoint](tx, "size desc limit 1", "")
	if err != nil || len(rows) == 0 {
		return evidence.Checkpoint{}, err
	}
	c, err := keys.Open(rows[0].Note)
	if err != nil {
		return c, fmt.Errorf("register: %w: checkpoint %d: %w", ErrEvidence, rows[0].Size, err)
	}
	return c, nil
}

const entriesByPlace = `SELECT j.case_id, j.seq, j.at, j.event, j.from_state, j.to_state, j.officer_id, j.payload, j.prev_hash, j.hash
FROM tree_leaves l JOIN journal j ON j.case_id = l.case_id AND j.seq = l.seq WHERE l.n >= ? AND l.n < ? ORDER BY l.n`

// regrow adds the leaves up to a size as the journal's rows now give them.
func regrow(tx *store.Tx, tree *evidence.Tree, size int64) error {
	var leaves []models.TreeLeaf
	var rows []models.Entry
	err := tx.Together(store.Into(&leaves, "n", "n >= ? and n < ?", tree.Size(), size), store.IntoRows(&rows, entriesByPlace, tree.Size(), size))
	if err != nil {
		return err
	}
	for i, l := range leaves {
		if i == len(rows) || rows[i].CaseID != l.CaseID || rows[i].Seq != l.Seq || l.N != tree.Size() {
			return fmt.Errorf("register: %w: row %s/%d of the journal is gone", ErrEvidence, l.CaseID, l.Seq)
		}
		row := rowOf(rows[i])
		leaf := row.Leaf()
		if !bytes.Equal(leaf[:], l.Hash) || !bytes.Equal(row.Hash, evidence.ChainHash(row.Case, row.Seq, row.Prev, row.Payload)) {
			return fmt.Errorf("register: %w: row %s/%d of the journal was changed", ErrEvidence, l.CaseID, l.Seq)
		}
		tree.Add(leaf, nil)
	}
	if tree.Size() != size {
		return fmt.Errorf("register: %w: leaf %d of the tree is missing", ErrEvidence, tree.Size())
	}
	return nil
}

// FollowEvidence writes into the witness the checkpoints signed since its last, each
// proved to go on from the one before, and says how many.
func (r *Registrar) FollowEvidence(ctx context.Context, s *evidence.Signer, w *evidence.Witness) (int, error) {
	keys, err := evidence.NewKeys(s.Public())
	if err != nil {
		return 0, err
	}
	for n := 0; ; n++ {
		var next evidence.Checkpoint
		var leaves []evidence.Leaf
		err := r.db.Read(ctx, func(tx *store.Tx) error {
			var err error
			next, leaves, err = unwitnessed(tx, keys, w.Last())
			return err
		})
		if err != nil || next.Size == 0 {
			return n, err
		}
		if err := w.Append(next, leaves); err != nil {
			return n, err
		}
	}
}

// unwitnessed is the next checkpoint after the last seen, with its leaves; a checkpoint
// of size zero when there is none.
func unwitnessed(tx *store.Tx, keys evidence.Keys, last evidence.Checkpoint) (evidence.Checkpoint, []evidence.Leaf, error) {
	none := evidence.Checkpoint{}
	if _, err := extends(tx, last); err != nil {
		return none, nil, err
	}
	rows, err := store.Many[models.Checkpoint](tx, "size limit 1", "size > ?", last.Size)
	if err != nil || len(rows) == 0 {
		return none, nil, err
	}
	next, err := keys.Open(rows[0].Note)
	if err != nil {
		return none, nil, fmt.Errorf("register: %w: checkpoint %d: %w", ErrEvidence, rows[0].Size, err)
	}
	if err := consistent(tx, last, next); err != nil {
		return none, nil, err
	}
	leaves, err := leavesIn(tx, last.Size, next.Size)
	return next, leaves, err
}

// leavesIn are the leaves from one size of the tree to another.
func leavesIn(tx *store.Tx, from, to int64) ([]evidence.Leaf, error) {
	planted, err := store.Many[models.TreeLeaf](tx, "n", "n >= ? and n < ?", from, to)
	leaves := make([]evidence.Leaf, len(planted))
	for i, l := range planted {
		leaves[i] = leafOf(l)
	}
	return leaves, err
}

// consistent proves that one checkpoint is the beginning of the other.
func consistent(tx *store.Tx, last, next evidence.Checkpoint) error {
	if last.Size == 0 {
		_, err := extends(tx, next)
		return err
	}
	proof, err := tlog.ProveTree(next.Size, last.Size, stored(tx))
	if err == nil {
		err = tlog.CheckTree(proof, next.Size, next.Root, last.Size, last.Root)
	}
	if err != nil {
		return fmt.Errorf("register: %w: checkpoint %d does not go on from %d: %w", ErrEvidence, next.Size, last.Size, err)
	}
	return nil
}

func leafOf(l models.TreeLeaf) evidence.Leaf {
	return evidence.Leaf{N: l.N, Case: l.CaseID, Seq: l.Seq, Hash: l.Hash}
}
