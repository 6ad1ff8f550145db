package evidence

import (
	"errors"

	"golang.org/x/mod/sumdb/tlog"
)

// DocketProof places one text among those that were signed together: the root over all
// of them is what was signed, and Path leads from the text to it. Hashes are base64, as
// in a checkpoint.
type DocketProof struct {
	Root  string   `json:"root"`
	Size  int64    `json:"size"`
	Index int64    `json:"index"`
	Path  []string `json:"path,omitempty"`
}

// Docket builds the tree over texts in their order and gives the proof of each. The
// leaves are hashed as RFC 6962 has it, so that no inner node passes for a text.
func Docket(texts []string) ([]DocketProof, error) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, 0, len(at))
		for _, i := range at {
			if i < 0 || i >= int64(len(stored)) {
				return nil, errors.New("the docket's tree has no such hash")
			}
			out = append(out, stored[i])
		}
		return out, nil
	})
	for i, text := range texts {
		more, err := tlog.StoredHashes(int64(i), []byte(text), reader)
		if err != nil {
			return nil, err
		}
		stored = append(stored, more...)
	}
	size := int64(len(texts))
	root, err := tlog.TreeHash(size, reader)
	if err != nil {
		return nil, err
	}
	out := make([]DocketProof, 0, len(texts))
	for i := range size {
		path, err := tlog.ProveRecord(size, i, reader)
		if err != nil {
			return nil, err
		}
		p := DocketProof{Root: root.String(), Size: size, Index: i}
		for _, h := range path {
			p.Path = append(p.Path, h.String())
		}
		out = append(out, p)
	}
	return out, nil
}

// Holds tells whether the text stands where the proof says, under its root.
func (p DocketProof) Holds(text string) bool {
	root, err := tlog.ParseHash(p.Root)
	if err != nil || p.Index < 0 || p.Index >= p.Size {
		return false
	}
	path := make(tlog.RecordProof, 0, len(p.Path))
	for _, s := range p.Path {
		h, err := tlog.ParseHash(s)
		if err != nil {
			return false
		}
		path = append(path, h)
	}
	return tlog.CheckRecord(path, p.Size, root, p.Index, tlog.RecordHash([]byte(text))) == nil
}
