package cast

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
)

// The size of the specimen in pixels, an A4 form at 51 dots an inch.
const (
	specimenWide = 420
	specimenHigh = 594
)

// line goes from one point to another, in sixteenths of a character's square.
type line struct{ x0, y0, x1, y1 int }

// What is written across the specimen: 样本, stroke by stroke.
func sampleWords() [2][]line {
	return [2][]line{
		{{1, 5, 6, 5}, {4, 1, 4, 15}, {4, 6, 1, 11}, {4, 6, 6, 9}, {9, 1, 10, 3}, {14, 1, 13, 3}, {9, 5, 15, 5}, {9, 8, 15, 8}, {8, 11, 16, 11}, {12, 5, 12, 15}},
		{{2, 5, 14, 5}, {8, 1, 8, 15}, {8, 5, 2, 12}, {8, 5, 14, 12}, {5, 12, 11, 12}},
	}
}

// specimen is the scan of a paper form of the demonstration as a PNG: ruled rows, a seal's
// ring, and 样本 (specimen) across it. It names nobody.
func specimen() ([]byte, error) {
	img := image.NewPaletted(image.Rect(0, 0, specimenWide, specimenHigh), color.Palette{color.White, color.Gray{Y: 0x50}, color.Gray{Y: 0xb0}, color.RGBA{R: 0xa8, G: 0x20, B: 0x1a, A: 0xff}})
	const edge, row, first = 30, 38, 110
	rule := func(x0, y0, x1, y1, thick int, ink uint8) {
		for y := y0; y < y1+thick; y++ {
			for x := x0; x < x1+thick; x++ {
				img.SetColorIndex(x, y, ink)
			}
		}
	}
	rule(130, 52, 290, 66, 1, 1) // the title
	for y := first; y <= specimenHigh-edge; y += row {
		rule(edge, y, specimenWide-edge, y, 1, 1)
		if y+row <= specimenHigh-edge {
			rule(edge+12, y+14, edge+12+40+y%30, y+22, 1, 2)
			rule(150, y+14, 150+60+y*7%160, y+22, 1, 2)
		}
	}
	bottom := first + (specimenHigh-edge-first)/row*row
	for _, x := range []int{edge, 135, specimenWide - edge} {
		rule(x, first, x, bottom, 1, 1)
	}
	for y := range specimenHigh { // the seal
		for x := range specimenWide {
			if d := (x-320)*(x-320) + (y-480)*(y-480); d >= 46*46 && d <= 50*50 {
				img.SetColorIndex(x, y, 3)
			}
		}
	}
	for n, strokes := range sampleWords() {
		for _, l := range strokes {
			stroke(img, l, 60+n*160, 200, 9)
		}
	}
	var out bytes.Buffer
	err := png.Encode(&out, img)
	return out.Bytes(), err
}

// stroke draws a line of a character whose square begins at a corner, scale pixels to a
// sixteenth of it, as thick as a sixteenth.
func stroke(img *image.Paletted, l line, left, top, scale int) {
	const steps = 400
	for i := range steps + 1 {
		x, y := left+(l.x0*steps+(l.x1-l.x0)*i)*scale/steps, top+(l.y0*steps+(l.y1-l.y0)*i)*scale/steps
		for dy := range scale {
			for dx := range scale {
				img.SetColorIndex(x+dx-scale/2, y+dy-scale/2, 3)
			}
		}
	}
}
