package uploads

import (
	"bytes"
	"compress/zlib"
	"io"
)

const (
	// maxStream is the most that one stream of a PDF may unfold to: a sheet of A4 in
	// colour at 600 dpi has 104 MB.
	maxStream = 128 << 20
	// maxUnfolded is the most that all of them may.
	maxUnfolded = 512 << 20
	// maxStreams is the most streams of a PDF; a page takes two or three.
	maxStreams = 20_000
	// maxDict is how far before its stream a dictionary is looked for, and maxDicts what
	// may be looked through in all: the same lines may stand before many streams.
	maxDict  = 8 << 10
	maxDicts = 16 << 20
)

// unfoldPDF inflates every stream of a PDF, keeping none of it, and looks into each for
// what acts by itself. Whatever looks like deflated data behind the word stream is
// inflated, whether its dictionary says so or not.
func unfoldPDF(b []byte) *Fault {
	words := newDictWords()
	u := &unfolding{left: maxUnfolded, window: make([]byte, 0, 64<<10)}
	for at, streams, looked := 0, 0, 0; ; {
		i := bytes.Index(b[at:], []byte("stream"))
		if i < 0 {
			return nil
		}
		i += at
		at = i + len("stream")
		data, begins := streamData(b, i)
		if !begins {
			continue
		}
		dict := dictBefore(b[:i])
		streams, looked = streams+1, looked+len(dict)
		if streams > maxStreams || looked > maxDicts {
			return packed()
		}
		f := words.filtersOf(dict)
		if f.inflating > 1 || f.indirect || f.masked && !f.picture {
			return packed()
		}
		if fault := u.stream(data); fault != nil {
			return fault
		}
	}
}

// streamData is what follows the word stream at i, where it is one that begins.
func streamData(b []byte, i int) (data []byte, begins bool) {
	if bytes.HasSuffix(b[:i], []byte("end")) {
		return nil, false
	}
	data = b[i+len("stream"):]
	for _, end := range []string{"\r\n", "\n", "\r"} {
		if rest, ok := bytes.CutPrefix(data, []byte(end)); ok {
			return rest, true
		}
	}
	return nil, false
}

// dictBefore is the dictionary of a stream: what stands before it in its object.
func dictBefore(b []byte) []byte {
	b = b[max(0, len(b)-maxDict):]
	if i := bytes.LastIndex(b, []byte("obj")); i >= 0 {
		return b[i:]
	}
	return b
}

// unfolding is what is left of the allowance, and the buffers.
type unfolding struct {
	left   int64
	z      io.ReadCloser
	window []byte
}

func (u *unfolding) stream(data []byte) *Fault {
	if len(data) < 2 || data[0]&0x0f != 8 || (uint(data[0])<<8|uint(data[1]))%31 != 0 {
		return nil
	}
	var err error
	if u.z == nil {
		u.z, err = zlib.NewReader(bytes.NewReader(data))
	} else {
		err = u.z.(zlib.Resetter).Reset(bytes.NewReader(data), nil)
	}
	if err != nil {
		return nil
	}
	kept, total := u.window[:0], int64(0)
	for {
		n, err := u.z.Read(kept[len(kept):cap(kept)])
		total += int64(n)
		if u.left -= int64(n); u.left < 0 || total > maxStream {
			return packed()
		}
		kept = kept[:len(kept)+n]
		if len(kept) == cap(kept) || err != nil {
			if fault := actsOf(kept); fault != nil {
				return fault
			}
			tail := kept[max(0, len(kept)-2*longestName):] // a name may lie across two windows
			kept = append(u.window[:0], tail...)
		}
		if err != nil { // the end, or damage that a viewer would not pass either
			return nil
		}
	}
}
