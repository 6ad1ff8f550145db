package bell

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// code is a QR code as a path of unit squares, Side of them wide.
type code struct {
	Path string
	Side int
}

// square is a text as a QR code that survives a worn sheet (level M: 15 %).
func square(text string) (code, error) {
	img, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return code{}, fmt.Errorf("bell: draw the code of an address: %w", err)
	}
	var path strings.Builder
	side := img.Bounds().Dx()
	for y := range side {
		for x := range side {
			if color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y < 128 {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x, y)
			}
		}
	}
	return code{Path: path.String(), Side: side}, nil
}
