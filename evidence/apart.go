package evidence

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"
)

// ErrForked tells that what a register sends does not go on from what it sent before:
// something signed was changed, taken away, or an older copy was put back.
var ErrForked = errors.New("the log does not go on from what was witnessed")

// ErrNoWitness tells that there is no witness file to go on from, and no key to begin one.
var ErrNoWitness = errors.New("there is no witness file yet, and no key to begin one with")

// Apart is a witness on a host of its own. It sees nothing of the database and believes
// what its own leaves give: a checkpoint counts when the key that it was told signed it,
// and when the tree over all leaves it was ever sent has that root. Its file is a witness
// file like any other.
type Apart struct {
	witness *Witness
	tree    Tree
}

// OpenApart opens the file, or begins one that trusts the public key; of a file that is
// there public may be empty, and is held against the file's own where it is not. The whole
// file is read and must give each root that it holds.
func OpenApart(path, public string) (*Apart, error) {
	a := &Apart{}
	var named []string
	if public != "" {
		named = append(named, public)
	}
	err := readFile(path, func(l Line) error {
		if l.Key != "" {
			named = append(named, l.Key)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(named) == 0 {
		return nil, fmt.Errorf("%w: %s", ErrNoWitness, path)
	}
	newest := named[len(named)-1]
	if public != "" && public != newest {
		return nil, fmt.Errorf("evidence: the witness file %s trusts another key than the one given", path)
	}
	keys, err := NewKeys(named...)
	if err != nil {
		return nil, err
	}
	if a.witness, err = OpenWitness(path, newest); err != nil {
		return nil, err
	}
	return a, readFile(path, func(l Line) error {
		switch {
		case l.Restart != nil:
			a.tree = Tree{}
		case l.Leaf != nil:
			return plant(&a.tree, *l.Leaf)
		case l.Checkpoint != "":
			c, err := keys.Open(l.Checkpoint)
			if err != nil {
				return err
			}
			return fits(c, &a.tree)
		}
		return nil
	})
}

// Last is the last checkpoint; its size is zero where there is none.
func (a *Apart) Last() Checkpoint { return a.witness.Last() }

// Take reads what a register sends from the place that Last has reached: leaves, each
// followed by the checkpoint above it, and as its last word its newest checkpoint, also
// where that is old. Each checkpoint that fits is on the disk before the next is read;
// what was cut off on the way is asked for again. ErrForked names what does not fit.
func (a *Apart) Take(from io.Reader) error {
	tree, leaves := a.tree.clone(), []Leaf(nil)
	return Read(from, func(l Line) error {
		switch {
		case l.Leaf != nil:
			leaves = append(leaves, *l.Leaf)
			return plant(&tree, *l.Leaf)
		case l.Checkpoint != "":
			c, err := a.witness.keys.Open(l.Checkpoint)
			if err != nil {
				return err
			}
			if last := a.Last(); c.Size < last.Size {
				return fmt.Errorf("%w: %d rows were witnessed, and the newest checkpoint signs %d", ErrForked, last.Size, c.Size)
			}
			if err := fits(c, &tree); err != nil || len(leaves) == 0 {
				return err
			}
			if err := a.witness.Append(c, leaves); err != nil {
				return err
			}
			a.tree, leaves = tree.clone(), nil
		}
		return nil
	})
}

func plant(t *Tree, l Leaf) error {
	h, whole := hashOf(l.Hash)
	if !whole || l.N != t.Size() {
		return fmt.Errorf("%w: leaf %d came where %d was due", ErrForked, l.N, t.Size())
	}
	t.Add(h, nil)
	return nil
}

// fits holds a checkpoint against the tree.
func fits(c Checkpoint, t *Tree) error {
	if c.Size != t.Size() || c.Root != t.Root() {
		return fmt.Errorf("%w: the %d leaves do not give the root that was signed for %d at %s", ErrForked, t.Size(), c.Size, c.At.Format(time.RFC3339))
	}
	return nil
}

// readFile hands over the lines of a witness file; where there is none there are none.
func readFile(path string, take func(Line) error) error {
	file, err := os.Open(path) // #nosec G304 -- the witness file, which the operator names
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("evidence: open the witness file: %w", err)
	}
	if err := errors.Join(Read(file, take), file.Close()); err != nil {
		return fmt.Errorf("evidence: the witness file %s: %w", path, err)
	}
	return nil
}

// clone is a tree that grows apart from this one.
func (t *Tree) clone() Tree { return Tree{size: t.size, edge: slices.Clone(t.edge)} }
