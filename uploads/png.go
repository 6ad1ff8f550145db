package uploads

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"io"
	"slices"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

const (
	// MaxPixels is the most that one picture may have: a sheet of A4 at 600 dpi has
	// 35 million.
	MaxPixels = 40_000_000
	// maxSide is the most pixels in a row or a column.
	maxSide = 30_000
)

func withinPixels(wide, high uint64) *Fault {
	switch {
	case wide == 0 || high == 0:
		return damaged()
	case wide > maxSide || high > maxSide || wide*high > MaxPixels:
		return tooManyPixels()
	}
	return nil
}

// cleanPNG keeps the chunks of a PNG that the picture is made of, and drops what was
// written beside it (texts, times, places, colour profiles, animations) or behind it.
// The picture has been unfolded, row by row.
func cleanPNG(b []byte) ([]byte, *Fault) {
	p := &pngWalk{rest: b[len(pngSignature):], out: append(make([]byte, 0, len(b)), pngSignature...)}
	for !p.ended {
		if fault := p.chunk(); fault != nil {
			return nil, fault
		}
	}
	if len(p.picture) == 0 || !p.unfolds() {
		return nil, damaged()
	}
	return p.out, nil
}

// pngWalk goes through a PNG chunk by chunk.
type pngWalk struct {
	rest, out  []byte
	head       []byte // content of IHDR
	picture    []io.Reader
	last       string
	ended      bool
	wide, high int
}

func (p *pngWalk) chunk() *Fault {
	if len(p.rest) < 12 {
		return damaged()
	}
	n := uint64(binary.BigEndian.Uint32(p.rest))
	if n > uint64(len(p.rest)-12) { // #nosec G115 -- len(p.rest) is 12 at least, as looked at above
		return damaged()
	}
	whole := p.rest[:n+12]
	kind, content := string(whole[4:8]), whole[8:n+8]
	if crc32.ChecksumIEEE(whole[4:n+8]) != binary.BigEndian.Uint32(whole[n+8:]) || (kind == "IHDR") != (p.head == nil) {
		return damaged()
	}
	p.rest = p.rest[n+12:]
	switch kind {
	case "IHDR":
		if fault := p.header(content); fault != nil {
			return fault
		}
	case "IDAT":
		if len(p.picture) > 0 && p.last != kind {
			return damaged()
		}
		p.picture = append(p.picture, bytes.NewReader(content))
	case "IEND":
		p.ended = true
	case "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "pHYs":
	default:
		if kind[0]&0x20 == 0 { // nobody may pass over a chunk of this kind
			return damaged()
		}
		whole = nil
	}
	p.last = kind
	p.out = append(p.out, whole...)
	return nil
}

func (p *pngWalk) header(content []byte) *Fault {
	if len(content) != 13 || content[10] != 0 || content[11] != 0 || content[12] > 1 {
		return damaged()
	}
	wide, high := binary.BigEndian.Uint32(content), binary.BigEndian.Uint32(content[4:])
	if fault := withinPixels(uint64(wide), uint64(high)); fault != nil {
		return fault
	}
	p.head, p.wide, p.high = content, int(wide), int(high)
	if p.bits() == 0 {
		return damaged()
	}
	return nil
}

// bits is how many a pixel takes; 0 for what the standard does not know.
func (p *pngWalk) bits() int {
	depth, colour := int(p.head[8]), p.head[9]
	channels, depths := 0, []int{8, 16}
	switch colour {
	case 0:
		channels, depths = 1, []int{1, 2, 4, 8, 16}
	case 2:
		channels = 3
	case 3:
		channels, depths = 1, []int{1, 2, 4, 8}
	case 4:
		channels = 2
	case 6:
		channels = 4
	}
	if !slices.Contains(depths, depth) {
		return 0
	}
	return channels * depth
}

// unfolds inflates the picture and finds just the rows that its head promises; one row
// is in memory at a time.
func (p *pngWalk) unfolds() bool {
	z, err := zlib.NewReader(io.MultiReader(p.picture...))
	if err != nil {
		return false
	}
	for _, pass := range p.passes() {
		row := make([]byte, 1+(pass[0]*p.bits()+7)/8)
		for range pass[1] {
			if _, err := io.ReadFull(z, row); err != nil || row[0] > 4 {
				return false
			}
		}
	}
	_, err = io.ReadFull(z, make([]byte, 1)) // the checksum stands behind the last row
	return err == io.EOF
}

// passes are width and height of each pass over the picture: one, or the seven of an
// interlaced one.
func (p *pngWalk) passes() [][2]int {
	if p.head[12] == 0 {
		return [][2]int{{p.wide, p.high}}
	}
	var out [][2]int
	for _, s := range [][4]int{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}} {
		wide, high := (p.wide-s[0]+s[2]-1)/s[2], (p.high-s[1]+s[3]-1)/s[3]
		if wide > 0 && high > 0 {
			out = append(out, [2]int{wide, high})
		}
	}
	return out
}
