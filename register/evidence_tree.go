package register

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"hukou/evidence"
	"hukou/models"
	"hukou/store"
)

// growBatch is over how many places of the feed the tree grows at a time.
const growBatch = 1000

// plantable are the rows of the journal that messages between two places tell of, in
// the feed's order: each step leaves one message of kind step with its row's number.
// Messages of a kind that no row belongs to, and rows that have a leaf, are left out.
const plantable = `SELECT j.case_id, j.seq, j.at, j.event, j.from_state, j.to_state, j.officer_id, j.payload, j.prev_hash, j.hash
FROM outbox o JOIN journal j ON j.case_id = o.case_id AND j.seq = o.seq
WHERE o.position > ? AND o.position <= ? AND o.position > 0 AND o.kind = 'step'
AND NOT EXISTS (SELECT 1 FROM tree_leaves l WHERE l.case_id = j.case_id AND l.seq = j.seq)
ORDER BY o.position`

// grow gives leaves to the journal rows whose messages have their place, and counts
// the places it went over.
func grow(tx *store.Tx, head *models.FeedHead) (int, error) {
	upTo := min(head.Last, head.Grown+growBatch)
	if upTo <= head.Grown {
		return 0, nil
	}
	rows, err := store.Rows[models.Entry](tx, plantable, head.Grown, upTo)
	if err != nil {
		return 0, err
	}
	if err := plant(tx, rows); err != nil {
		return 0, err
	}
	went := int(upTo - head.Grown)
	head.Grown = upTo
	return went, nil
}

// plant adds the rows' leaves at the end of the tree, each row once.
func plant(tx *store.Tx, rows []models.Entry) error {
	if len(rows) == 0 {
		return nil
	}
	size, err := treeSize(tx)
	if err != nil {
		return err
	}
	tree, err := evidence.Grown(size, stored(tx))
	if err != nil {
		return err
	}
	var (
		leaves []models.TreeLeaf
		above  []models.TreeHash
		seen   = map[string]bool{}
	)
	for _, e := range rows {
		if key := fmt.Sprintf("%s/%d", e.CaseID, e.Seq); seen[key] {
			continue
		} else {
			seen[key] = true
		}
		leaf := rowOf(e).Leaf()
		leaves = append(leaves, models.TreeLeaf{N: tree.Size(), CaseID: e.CaseID, Seq: e.Seq, Hash: leaf[:]})
		tree.Add(leaf, func(id int64, h tlog.Hash) { above = append(above, models.TreeHash{ID: id, Hash: h[:]}) })
	}
	if err := store.Insert(tx, leaves...); err != nil {
		return err
	}
	return store.Insert(tx, above...)
}

// rowOf is a journal row as the room of evidence takes it.
func rowOf(e models.Entry) evidence.Row {
	return evidence.Row{Case: e.CaseID, Seq: e.Seq, At: e.At, Event: e.Event, From: e.From, To: e.To, Officer: e.Officer,
		Payload: e.Payload, Prev: e.PrevHash, Hash: e.Hash}
}

// treeSize is how many leaves the tree has.
func treeSize(tx *store.Tx) (int64, error) {
	sizes, err := store.Rows[int64](tx, "SELECT coalesce(max(n) + 1, 0) FROM tree_leaves")
	if err != nil || len(sizes) == 0 {
		return 0, err
	}
	return sizes[0], nil
}

// stored reads the tree's hashes: the leaves' from one table, those above from another.
func stored(tx *store.Tx) tlog.HashReader {
	return tlog.HashReaderFunc(func(ids []int64) ([]tlog.Hash, error) {
		var leaves, above []int64
		for _, id := range ids {
			if level, n := tlog.SplitStoredHashIndex(id); level == 0 {
				leaves = append(leaves, n)
			} else {
				above = append(above, id)
			}
		}
		found := map[int64][]byte{}
		if len(leaves) > 0 {
			rows, err := store.Many[models.TreeLeaf](tx, "", "n in ?", leaves)
			if err != nil {
				return nil, err
			}
			for _, l := range rows {
				found[tlog.StoredHashIndex(0, l.N)] = l.Hash
			}
		}
		if len(above) > 0 {
			rows, err := store.Many[models.TreeHash](tx, "", "id in ?", above)
			if err != nil {
				return nil, err
			}
			for _, h := range rows {
				found[h.ID] = h.Hash
			}
		}
		out := make([]tlog.Hash, len(ids))
		for i, id := range ids {
			if copy(out[i][:], found[id]) != len(out[i]) {
				return nil, fmt.Errorf("register: %w: hash %d of the tree of evidence is missing", ErrEvidence, id)
			}
		}
		return out, nil
	})
}

// EvidenceExtends tells whether the log goes on from a checkpoint: ErrEvidence when it
// is shorter, or has another root at that size.
func (r *Registrar) EvidenceExtends(ctx context.Context, c evidence.Checkpoint) error {
	return r.db.Read(ctx, func(tx *store.Tx) error {
		_, err := extends(tx, c)
		return err
	})
}

// EvidenceSize is how many rows of the journal have their leaf.
func (r *Registrar) EvidenceSize(ctx context.Context) (int64, error) {
	var n int64
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		var err error
		n, err = treeSize(tx)
		return err
	})
	return n, err
}

// extends is the tree as it was at the checkpoint, if the log goes on from there.
func extends(tx *store.Tx, c evidence.Checkpoint) (*evidence.Tree, error) {
	size, err := treeSize(tx)
	if err != nil {
		return nil, err
	}
	if size < c.Size {
		return nil, fmt.Errorf("register: %w: it has %d rows and %d were signed for", ErrEvidence, size, c.Size)
	}
	tree, err := evidence.Grown(c.Size, stored(tx))
	if err != nil {
		return nil, err
	}
	if tree.Root() != c.Root {
		return nil, fmt.Errorf("register: %w: its first %d rows are not those that were signed for", ErrEvidence, c.Size)
	}
	return tree, nil
}
