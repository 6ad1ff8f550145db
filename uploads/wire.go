package uploads

import (
	"bufio"
	"bytes"
	"encoding/gob"
	"errors"
	"io"

	"hukou/models"
	"hukou/roster"
)

// act is what is asked of the process.
type act string

const (
	lookAtScan     act = "scan"
	readRoster     act = "roster"
	readVisits     act = "visits"
	correctRoster  act = "correct"
	annotateRoster act = "annotate"
)

// request goes before the file.
type request struct {
	Act    act
	Size   int
	Format roster.Format
	// Today and Stations are what a roster is held against.
	Today    models.Date
	Stations []string
	// Cells asks for the text of each cell too.
	Cells    bool
	Texts    map[roster.Place]string
	Problems []roster.Problem
}

// reply goes before the file that comes back, where one does.
type reply struct {
	Size   int
	Same   bool // the file as it was sent
	Fault  *Fault
	File   *roster.FileError
	Result *roster.Result
	Cells  map[roster.Place]string
}

const (
	// maxFile is the most bytes of a file either way.
	maxFile = 24 << 20
	// maxReply is the most that comes back in all: a list of twenty thousand children
	// with its cells has eleven million bytes.
	maxReply = 64 << 20
)

var errLong = errors.New("the file is longer than any that is looked at")

// message is what stands before a file on the wire.
func message(m any) ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(m)
	return b.Bytes(), err
}

// receive reads a message into m, and the file behind it, whose size m then tells.
func receive(r *bufio.Reader, m any, size *int) ([]byte, error) {
	if err := gob.NewDecoder(r).Decode(m); err != nil {
		return nil, err
	}
	if *size < 0 || *size > maxFile {
		return nil, errLong
	}
	data := make([]byte, *size)
	_, err := io.ReadFull(r, data)
	return data, err
}
