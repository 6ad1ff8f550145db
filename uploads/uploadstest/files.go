// Package uploadstest makes the files that tests bring: small sound ones, and those
// that were made to hurt. All of them are made here; none lies in the repository.
package uploadstest

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"strings"
)

// Signature begins a PNG.
const Signature = "\x89PNG\r\n\x1a\n"

// PNG is a sound grey picture of this size, all of this shade. Chunks, such as those
// that Chunk makes, stand before its pixels.
func PNG(wide, high int, shade byte, chunks ...[]byte) []byte {
	head := binary.BigEndian.AppendUint32(nil, uint32(wide))                        // #nosec G115 -- the sizes of pictures that tests make
	head = append(binary.BigEndian.AppendUint32(head, uint32(high)), 8, 0, 0, 0, 0) // #nosec G115 -- the sizes of pictures that tests make
	var pixels bytes.Buffer
	z, _ := zlib.NewWriterLevel(&pixels, zlib.BestSpeed)
	row := append([]byte{0}, bytes.Repeat([]byte{shade}, wide)...)
	for range high {
		_, _ = z.Write(row) // a buffer takes everything
	}
	_ = z.Close()
	parts := [][]byte{[]byte(Signature), Chunk("IHDR", head)}
	parts = append(append(parts, chunks...), Chunk("IDAT", pixels.Bytes()), Chunk("IEND", nil))
	return bytes.Join(parts, nil)
}

// Chunk is a chunk of a PNG.
func Chunk(kind string, content []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(content))) // #nosec G115 -- a chunk that a test makes
	out = append(append(out, kind...), content...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// JPEG is a sound picture of this size, darker from left to right. Segments, such as
// those that Segment makes, stand behind its beginning.
func JPEG(wide, high int, segments ...[]byte) []byte {
	picture := image.NewGray(image.Rect(0, 0, wide, high))
	for x := range wide {
		for y := range high {
			picture.SetGray(x, y, color.Gray{Y: byte(255 - 255*x/wide)}) // #nosec G115 -- x is less than wide
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, nil); err != nil {
		panic(err) // the picture is ours
	}
	all := append([]byte{0xFF, 0xD8}, bytes.Join(segments, nil)...)
	return append(all, out.Bytes()[2:]...)
}

// Segment is a segment of a JPEG: 0xE1 holds Exif or XMP, 0xFE a comment.
func Segment(mark byte, content string) []byte {
	out := binary.BigEndian.AppendUint16([]byte{0xFF, mark}, uint16(len(content)+2)) // #nosec G115 -- a segment that a test makes
	return append(out, content...)
}

// GPS is where a picture with Exif was taken, as the test looks for it afterwards.
const GPS = "36.5651 N 105.6533 E"

// Exif is what a telephone notes in a picture: how it was held (1 to 8), the place, and
// a comment with the same place in words.
func Exif(orientation byte) []byte {
	le := binary.LittleEndian
	ifd := le.AppendUint16([]byte("II*\x00\x08\x00\x00\x00"), 3)
	entry := func(tag, kind uint16, count, value uint32) {
		ifd = le.AppendUint32(le.AppendUint32(le.AppendUint16(le.AppendUint16(ifd, tag), kind), count), value)
	}
	const behind = 8 + 2 + 3*12 + 4
	entry(0x010E, 2, uint32(len(GPS)), behind)              // ImageDescription
	entry(0x0112, 3, 1, uint32(orientation))                // Orientation
	entry(0x8825, 4, 1, uint32(behind+len(GPS)+len(GPS)%2)) // the list of the place
	ifd = append(le.AppendUint32(ifd, 0), GPS...)
	ifd = append(ifd, make([]byte, len(GPS)%2)...)
	ifd = le.AppendUint16(ifd, 1)
	entry(0x0001, 2, 2, 'N') // GPSLatitudeRef
	ifd = le.AppendUint32(ifd, 0)
	return Segment(0xE1, "Exif\x00\x00"+string(ifd))
}

// PDF is a sound document of one empty page. Objects stand behind its own three: the
// first is 4 0 obj.
func PDF(objects ...string) []byte {
	all := append([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"}, objects...)
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	places := make([]int, 0, len(all))
	for i, o := range all {
		places = append(places, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(all)+1)
	for _, at := range places {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(all)+1, table)
	return out.Bytes()
}

// Stream is an object of a PDF whose dictionary says so much of its data.
func Stream(dict string, data []byte) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// Deflate packs data as PDF's FlateDecode and PNG unfold it.
func Deflate(data io.Reader) []byte {
	var out bytes.Buffer
	z, _ := zlib.NewWriterLevel(&out, zlib.BestSpeed)
	_, _ = io.Copy(z, data)
	_ = z.Close()
	return out.Bytes()
}

// Zeros are so many bytes of nothing, which pack to a thousandth.
func Zeros(n int64) io.Reader { return io.LimitReader(zeros{}, n) }

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// SVG is a picture that runs.
func SVG() []byte {
	return []byte(`<?xml version="1.0"?>` + "\n" + `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>` + strings.Repeat("alert(1);", 3) + `</script></svg>`)
}

// Heavy is a sound PNG that cannot be packed, of so many megabytes: the largest scan
// that an honest scanner makes.
func Heavy(megabytes int) []byte {
	const wide = 2048
	head := binary.BigEndian.AppendUint32(nil, wide)
	head = append(binary.BigEndian.AppendUint32(head, uint32(megabytes<<20/wide)), 8, 0, 0, 0, 0) // #nosec G115 -- the size of a picture that a test makes
	noise := rand.NewChaCha8([32]byte{1})
	rows := make([]byte, megabytes<<20+megabytes<<20/wide)
	_, _ = noise.Read(rows) // it never fails
	for i := 0; i < len(rows); i += wide + 1 {
		rows[i] = 0 // the row's filter
	}
	return bytes.Join([][]byte{[]byte(Signature), Chunk("IHDR", head), Chunk("IDAT", Deflate(bytes.NewReader(rows))), Chunk("IEND", nil)}, nil)
}
