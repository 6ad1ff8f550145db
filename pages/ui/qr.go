package ui

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// Squares is a QR code (GB/T 18284) as a drawing: Side modules each way, without the quiet
// zone of four around it, and Path its dark modules as the path of an SVG.
type Squares struct {
	Side int
	Path string
}

// QR is the code of a text, which 15 in a hundred of it may be hidden and still be read.
func QR(text string) (Squares, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return Squares{}, err
	}
	out := Squares{Side: code.Bounds().Dx()}
	var path strings.Builder
	for y := range out.Side {
		for x := 0; x < out.Side; x++ {
			from := x
			for x < out.Side && code.At(x, y) == color.Black {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from, y, x-from, x-from)
			}
		}
	}
	out.Path = path.String()
	return out, nil
}

// Box is the view box of the drawing with its quiet zone.
func (s Squares) Box() string { return fmt.Sprintf("-4 -4 %d %d", s.Side+8, s.Side+8) }
