package evidence

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// Witness is the file of checkpoints seen, which only grows. It knows the last one.
type Witness struct {
	mu   sync.Mutex
	path string
	keys Keys
	last Checkpoint
}

// OpenWitness opens the file, or begins one with the public key. What a power cut left
// behind the last checkpoint is cut away. A file whose last checkpoint was signed with
// another key is refused.
func OpenWitness(path, public string) (*Witness, error) {
	keys, err := NewKeys(public)
	if err != nil {
		return nil, err
	}
	w := &Witness{path: path, keys: keys}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("evidence: make the witness file's folder: %w", err)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) // #nosec G304 -- the witness file, which the operator names
	if err != nil {
		return nil, fmt.Errorf("evidence: open the witness file: %w", err)
	}
	defer func() { _ = file.Close() }()
	line, end, err := lastAnchor(file)
	if err != nil {
		return nil, fmt.Errorf("evidence: read the witness file %s: %w", path, err)
	}
	if line.Checkpoint != "" {
		if w.last, err = w.keys.Open(line.Checkpoint); err != nil {
			return nil, fmt.Errorf("the witness file %s ends in a checkpoint that another key signed: put this register's signing key back, or name its own witness file in HUKOU_WITNESS", path)
		}
	}
	if err := file.Truncate(end); err != nil {
		return nil, fmt.Errorf("evidence: open the witness file: %w", err)
	}
	if end > 0 {
		return w, nil
	}
	if err := w.write(Line{Key: public}); err != nil {
		return nil, err
	}
	return w, syncFolder(path)
}

// Last is the last checkpoint; its size is zero where there is none.
func (w *Witness) Last() Checkpoint {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.last
}

// Append adds a checkpoint and the leaves that came with it, and returns when the disk
// has them. It does not judge; who calls has seen that the checkpoint extends the last.
func (w *Witness) Append(c Checkpoint, leaves []Leaf) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	lines := make([]Line, 0, len(leaves)+1)
	for i := range leaves {
		lines = append(lines, Line{Leaf: &leaves[i]})
	}
	if err := w.write(append(lines, Line{Checkpoint: c.Note})...); err != nil {
		return err
	}
	w.last = c
	return nil
}

// Restart notes that the register goes on from an older copy, and by which key.
func (w *Witness) Restart(r Restart, key string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.write(Line{Restart: &r, Key: key}); err != nil {
		return err
	}
	w.last = Checkpoint{}
	return nil
}

func (w *Witness) write(lines ...Line) error {
	file, err := os.OpenFile(w.path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("evidence: open the witness file: %w", err)
	}
	to := NewWriter(file)
	for _, l := range lines {
		err = errors.Join(err, to.Write(l))
	}
	if err = errors.Join(err, to.Flush(), file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("evidence: write the witness file: %w", err)
	}
	return nil
}

// lastAnchor finds the last whole line that a witness goes on from, a checkpoint or a
// restart, and where it ends. It reads from the end, for the file may be long. Without
// such a line the end is 0, unless the file holds something else.
func lastAnchor(file *os.File) (Line, int64, error) {
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return Line{}, 0, err
	}
	for window := int64(1 << 16); ; window *= 4 {
		from := max(0, size-window)
		tail := make([]byte, size-from)
		if _, err := file.ReadAt(tail, from); err != nil && !errors.Is(err, io.EOF) {
			return Line{}, 0, err
		}
		if line, end, ok := anchorIn(tail); ok {
			return line, from + end, nil
		}
		if from == 0 {
			return Line{}, 0, begun(tail)
		}
	}
}

// anchorIn looks for the last anchor in the end of a file.
func anchorIn(tail []byte) (Line, int64, bool) {
	end := bytes.LastIndexByte(tail, '\n') + 1
	for end > 0 {
		start := bytes.LastIndexByte(tail[:end-1], '\n') + 1
		text := tail[start:end]
		if bytes.HasPrefix(text, []byte(`{"checkpoint":`)) || bytes.HasPrefix(text, []byte(`{"restart":`)) {
			var line Line
			if err := Read(bytes.NewReader(text), func(l Line) error { line = l; return nil }); err == nil {
				return line, int64(end), true
			}
		}
		end = start
	}
	return Line{}, 0, false
}

// begun refuses a file that was never a witness.
func begun(text []byte) error {
	if len(text) == 0 || bytes.HasPrefix(text, []byte(`{"key":`)) || bytes.HasPrefix([]byte(`{"key":`), text) {
		return nil
	}
	return errors.New("it is no witness file: name another in HUKOU_WITNESS")
}
