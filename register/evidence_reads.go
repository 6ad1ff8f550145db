package register

import (
	"context"

	"golang.org/x/mod/sumdb/tlog"

	"hukou/evidence"
	"hukou/models"
	"hukou/store"
)

// LastCheckpoint is the newest signed checkpoint as stored; ErrNotFound before the
// first.
func (r *Registrar) LastCheckpoint(ctx context.Context) (models.Checkpoint, error) {
	var out models.Checkpoint
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		rows, err := store.Many[models.Checkpoint](tx, "size desc limit 1", "")
		if err == nil && len(rows) == 0 {
			err = ErrNotFound
		}
		if err == nil {
			out = rows[0]
		}
		return err
	})
	return out, err
}

// EntryProof shows that a row of the journal is in the tree of a checkpoint: hash the
// leaf with Proof upwards, as RFC 6962 does, and get the checkpoint's root.
type EntryProof struct {
	Case string `json:"case"`
	Seq  int64  `json:"seq"`
	// Place is the row's leaf, from 0, and Leaf its hash.
	Place int64  `json:"place"`
	Leaf  []byte `json:"leaf"`
	// Proof are the hashes beside the way up; absent while Pending.
	Proof [][]byte `json:"proof,omitempty"`
	// Checkpoint is the signed note; absent while Pending.
	Checkpoint string `json:"checkpoint,omitempty"`
	// Pending tells that the row awaits its checkpoint, a minute at most.
	Pending bool `json:"pending"`
}

// ProveEntry proves a row of a case's journal to an officer who may see the case;
// ErrNotFound to others, and for a row that is not there.
func (r *Registrar) ProveEntry(ctx context.Context, actor Actor, caseID string, seq int64) (EntryProof, error) {
	out := EntryProof{Case: caseID, Seq: seq}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		if err := r.begin(tx, actor).load(caseID); err != nil {
			return err
		}
		entry, err := store.One[models.Entry](tx, "case_id = ? and seq = ?", caseID, seq)
		if err != nil {
			return err
		}
		leaves, err := store.Many[models.TreeLeaf](tx, "", "case_id = ? and seq = ?", caseID, seq)
		if err != nil {
			return err
		}
		signed, err := store.Many[models.Checkpoint](tx, "size desc limit 1", "")
		if err != nil {
			return err
		}
		leaf := rowOf(entry).Leaf()
		out.Leaf = leaf[:]
		if out.Pending = len(leaves) == 0 || len(signed) == 0 || signed[0].Size <= leaves[0].N; out.Pending {
			return nil
		}
		out.Place, out.Checkpoint = leaves[0].N, signed[0].Note
		proof, err := tlog.ProveRecord(signed[0].Size, out.Place, stored(tx))
		for i := range proof {
			out.Proof = append(out.Proof, proof[i][:])
		}
		return err
	})
	return out, mapStore(err)
}

// Evidence hands over what an export has, on one unchanging picture of the database:
// the journal's rows by case and number, the leaves by place, the hashes above them and
// the checkpoints.
func (r *Registrar) Evidence(ctx context.Context, take func(evidence.Line) error) error {
	return r.db.Read(ctx, func(tx *store.Tx) error { return evidenceLines(tx, take) })
}

func evidenceLines(tx *store.Tx, take func(evidence.Line) error) error {
	for _, part := range []func(*store.Tx, func(evidence.Line) error) error{rowLines, leafLines, nodeLines, checkpointLines} {
		if err := part(tx, take); err != nil {
			return err
		}
	}
	return nil
}

func rowLines(tx *store.Tx, take func(evidence.Line) error) error {
	caseID, seq := "", int64(0)
	for {
		rows, err := store.Many[models.Entry](tx, "case_id, seq limit 500", "(case_id, seq) > (?, ?)", caseID, seq)
		if err != nil || len(rows) == 0 {
			return err
		}
		for i := range rows {
			row := rowOf(rows[i])
			if err := take(evidence.Line{Row: &row}); err != nil {
				return err
			}
		}
		caseID, seq = rows[len(rows)-1].CaseID, rows[len(rows)-1].Seq
	}
}

func leafLines(tx *store.Tx, take func(evidence.Line) error) error {
	for after := int64(-1); ; {
		rows, err := store.Many[models.TreeLeaf](tx, "n limit 2000", "n > ?", after)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, l := range rows {
			leaf := leafOf(l)
			if err := take(evidence.Line{Leaf: &leaf}); err != nil {
				return err
			}
			after = l.N
		}
	}
}

func nodeLines(tx *store.Tx, take func(evidence.Line) error) error {
	for after := int64(-1); ; {
		rows, err := store.Many[models.TreeHash](tx, "id limit 2000", "id > ?", after)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, h := range rows {
			if err := take(evidence.Line{Node: &evidence.Node{ID: h.ID, Hash: h.Hash}}); err != nil {
				return err
			}
			after = h.ID
		}
	}
}

func checkpointLines(tx *store.Tx, take func(evidence.Line) error) error {
	for after := int64(-1); ; {
		rows, err := store.Many[models.Checkpoint](tx, "size limit 1000", "size > ?", after)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, c := range rows {
			if err := take(evidence.Line{Checkpoint: c.Note}); err != nil {
				return err
			}
			after = c.Size
		}
	}
}
