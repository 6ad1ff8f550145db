package register

import (
	"context"

	"hukou/evidence"
	"hukou/models"
	"hukou/store"
)

// sentAtOnce bounds the leaves of one answer to a witness, but for those of a first
// checkpoint that has more.
const sentAtOnce = 10_000

// EvidenceAfter is what a witness on another host does not have that has seen size rows:
// leaves, each followed by the checkpoint above them, and always the newest of the
// checkpoints sent or there, so that one who has seen more learns that the log is shorter
// now. A leaf holds a case's id, a number and a hash, and nothing of a person. Nothing is
// judged here: who asks does not believe this register.
func (r *Registrar) EvidenceAfter(ctx context.Context, size int64) ([]evidence.Line, error) {
	var out []evidence.Line
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		newest, err := store.Many[models.Checkpoint](tx, "size desc limit 1", "")
		if err != nil || len(newest) == 0 {
			return err
		}
		if newest[0].Size <= size {
			out = append(out, evidence.Line{Checkpoint: newest[0].Note})
			return nil
		}
		for sent := 0; sent < sentAtOnce && size < newest[0].Size; {
			next, err := store.Many[models.Checkpoint](tx, "size limit 1", "size > ?", size)
			if err != nil || len(next) == 0 {
				return err
			}
			leaves, err := store.Many[models.TreeLeaf](tx, "n", "n >= ? and n < ?", size, next[0].Size)
			if err != nil {
				return err
			}
			for _, l := range leaves {
				leaf := leafOf(l)
				out = append(out, evidence.Line{Leaf: &leaf})
			}
			out = append(out, evidence.Line{Checkpoint: next[0].Note})
			size, sent = next[0].Size, sent+len(leaves)
		}
		return nil
	})
	return out, err
}
