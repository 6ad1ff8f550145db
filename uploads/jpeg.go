package uploads

import (
	"bytes"
	"encoding/binary"
	"image/jpeg"
)

// The markers of a JPEG that matter here (ITU-T T.81, table B.1).
const (
	markBaseline    = 0xC0
	markExtended    = 0xC1
	markProgressive = 0xC2
	markHuffman     = 0xC4
	markRestart0    = 0xD0
	markRestart7    = 0xD7
	markEnd         = 0xD9
	markScan        = 0xDA
	markQuantum     = 0xDB
	markInterval    = 0xDD
	markJFIF        = 0xE0
	markExif        = 0xE1
	markAdobe       = 0xEE
)

// maxScans bounds the passes of a progressive picture; encoders write about ten, and
// each pass costs a walk over the whole picture.
const maxScans = 100

// cleanJPEG keeps of a JPEG what the picture is made of, byte for byte, and how the
// camera was held. What the camera, an editor or a stranger wrote beside or behind the
// picture is left out. The result has been opened.
func cleanJPEG(b []byte) ([]byte, *Fault) {
	j := &jpegWalk{rest: b[2:], body: make([]byte, 0, len(b)), orientation: 1}
	for !j.ended {
		if fault := j.segment(); fault != nil {
			return nil, fault
		}
	}
	out := append(make([]byte, 0, len(j.body)+128), 0xFF, 0xD8)
	if j.jfif != nil {
		out = putSegment(out, markJFIF, j.jfif)
	}
	if j.orientation != 1 {
		out = putSegment(out, markExif, exifOf(j.orientation))
	}
	out = append(out, j.body...)
	if _, err := jpeg.Decode(bytes.NewReader(out)); err != nil {
		return nil, damaged()
	}
	return out, nil
}

// jpegWalk goes through a JPEG segment by segment.
type jpegWalk struct {
	rest, body, jfif []byte
	orientation      byte
	framed, ended    bool
	scans            int
}

// segment takes the next one.
func (j *jpegWalk) segment() *Fault {
	for len(j.rest) > 2 && j.rest[0] == 0xFF && j.rest[1] == 0xFF { // fill bytes
		j.rest = j.rest[1:]
	}
	if len(j.rest) < 2 || j.rest[0] != 0xFF {
		return damaged()
	}
	mark := j.rest[1]
	if mark == markEnd {
		if j.scans == 0 {
			return damaged()
		}
		j.body, j.ended = append(j.body, 0xFF, markEnd), true
		return nil
	}
	if len(j.rest) < 4 {
		return damaged()
	}
	n := int(binary.BigEndian.Uint16(j.rest[2:]))
	if n < 2 || len(j.rest) < 2+n {
		return damaged()
	}
	content := j.rest[4 : 2+n]
	j.rest = j.rest[2+n:]
	return j.take(mark, content)
}

func (j *jpegWalk) take(mark byte, content []byte) *Fault {
	switch mark {
	case markBaseline, markExtended, markProgressive:
		if j.framed || len(content) < 6 {
			return damaged()
		}
		j.framed = true
		high, wide := binary.BigEndian.Uint16(content[1:]), binary.BigEndian.Uint16(content[3:])
		if fault := withinPixels(uint64(wide), uint64(high)); fault != nil {
			return fault
		}
		j.body = putSegment(j.body, mark, content)
	case markHuffman, markQuantum, markInterval:
		j.body = putSegment(j.body, mark, content)
	case markScan:
		if j.scans++; !j.framed || j.scans > maxScans {
			return damaged()
		}
		j.body = putSegment(j.body, mark, content)
		n := entropy(j.rest)
		j.body, j.rest = append(j.body, j.rest[:n]...), j.rest[n:]
	case markJFIF: // version, unit and density; the thumbnail behind them stays behind
		if bytes.HasPrefix(content, []byte("JFIF\x00")) && len(content) >= 14 && j.jfif == nil {
			j.jfif = append(bytes.Clone(content[:12]), 0, 0)
		}
	case markExif:
		if j.orientation == 1 {
			j.orientation = orientationOf(content)
		}
	case markAdobe: // which colours the components are
		if bytes.HasPrefix(content, []byte("Adobe")) && len(content) >= 12 {
			j.body = putSegment(j.body, mark, content[:12])
		}
	}
	return nil
}

// entropy is how many bytes of the picture follow the head of a scan: up to the next
// marker that is neither a stuffed byte nor a restart.
func entropy(b []byte) int {
	for i := 0; ; i++ {
		next := bytes.IndexByte(b[i:], 0xFF)
		if next < 0 || i+next+1 >= len(b) {
			return len(b)
		}
		i += next
		if m := b[i+1]; m != 0 && m != 0xFF && (m < markRestart0 || m > markRestart7) {
			return i
		}
	}
}

func putSegment(out []byte, mark byte, content []byte) []byte {
	out = append(out, 0xFF, mark)
	out = binary.BigEndian.AppendUint16(out, uint16(len(content)+2)) // #nosec G115 -- no longer than the segment it was read from, whose length is 16 bits, or a few bytes of ours
	return append(out, content...)
}
