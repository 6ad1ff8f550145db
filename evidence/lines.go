package evidence

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// Line is one line of evidence: of an export, or of a witness. One of its members is
// there; a checkpoint may come with the key that signed it. In an export the rows come
// first, by case and number, then the leaves by their place, the hashes above them,
// and the checkpoints. A witness has keys, leaves and checkpoints.
type Line struct {
	// Checkpoint is a signed note; see Keys.Open.
	Checkpoint string `json:"checkpoint,omitempty"`
	// Restart tells that what was witnessed before holds no longer.
	Restart *Restart `json:"restart,omitempty"`
	// Key is a public key.
	Key  string `json:"key,omitempty"`
	Leaf *Leaf  `json:"leaf,omitempty"`
	Row  *Row   `json:"row,omitempty"`
	Node *Node  `json:"node,omitempty"`
}

// Leaf says which row stands at a place of the tree, from 0.
type Leaf struct {
	N    int64  `json:"n"`
	Case string `json:"case"`
	Seq  int64  `json:"seq"`
	Hash []byte `json:"hash"`
}

// Restart is what the keeper of a register states who goes on from an older copy: how
// far the log was witnessed, and how far the copy goes.
type Restart struct {
	At        time.Time `json:"at"`
	Witnessed int64     `json:"witnessed"`
	Has       int64     `json:"has"`
}

// Writer writes lines. Flush ends it.
type Writer struct {
	to   *bufio.Writer
	json *json.Encoder
}

// NewWriter is a Writer of lines to w.
func NewWriter(w io.Writer) *Writer {
	to := bufio.NewWriterSize(w, 1<<16)
	return &Writer{to: to, json: json.NewEncoder(to)}
}

// Write writes one line.
func (w *Writer) Write(l Line) error { return w.json.Encode(l) }

// Flush hands on what was written.
func (w *Writer) Flush() error { return w.to.Flush() }

// Read hands over each line of r. A last line that was cut off, as by a power cut, is
// left out; anything else that is no line is an error.
func Read(r io.Reader, take func(Line) error) error {
	d := json.NewDecoder(bufio.NewReaderSize(r, 1<<16))
	for n := 1; ; n++ {
		var l Line
		err := d.Decode(&l)
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return nil
		case err != nil:
			return fmt.Errorf("evidence: line %d is not evidence as hukou writes it", n)
		}
		if err := take(l); err != nil {
			return err
		}
	}
}
