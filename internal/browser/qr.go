package browser

import (
	"fmt"
	"image"
	"math"
	"testing"
)

// QR reads the one QR code on the first page, from a picture of it at so many dots an inch:
// by its three finder patterns, not by anything that the program knows of it. It reads what
// a printer gives, upright and unharmed: text of bytes in versions 1 to 6 at level M.
func (p Paper) QR(t testing.TB, dpi int) string {
	t.Helper()
	img := p.Picture(t, dpi)
	found, module := finders(img)
	var why []string
	for _, a := range found { // top left, then top right and bottom left of it
		for _, b := range found {
			for _, c := range found {
				wide, high := float64(b.X-a.X), float64(c.Y-a.Y)
				if wide < 10*module || math.Abs(wide-high) > module || math.Abs(float64(b.Y-a.Y)) > module || math.Abs(float64(c.X-a.X)) > module {
					continue // no square stands on these
				}
				text, no := readAt(img, a, wide, high, module)
				if no == "" {
					return text
				}
				why = append(why, no)
			}
		}
	}
	t.Fatalf("among %d finder patterns there is no QR code that is read: %q", len(found), why)
	return ""
}

// readAt reads the code whose finder pattern at the top left is there, and the others as far
// to the right and below; or says why it does not.
func readAt(img *image.Gray, a image.Point, wide, high, module float64) (text, why string) {
	side := (int(math.Round(wide/module))+7-17+2)/4*4 + 17
	if side < 21 || side > 41 {
		return "", fmt.Sprintf("it is %d modules wide", side)
	}
	grid := make([][]bool, side)
	for row := range grid {
		grid[row] = make([]bool, side)
		for col := range grid[row] {
			x := float64(a.X) + float64(col-3)*wide/float64(side-7)
			y := float64(a.Y) + float64(row-3)*high/float64(side-7)
			grid[row][col] = dark(img, int(math.Round(x)), int(math.Round(y)))
		}
	}
	return decoded(grid)
}

func dark(img *image.Gray, x, y int) bool { return img.GrayAt(x, y).Y < 128 }

// finders are the centres of the finder patterns (dark and light as 1:1:3:1:1 both ways),
// and the width of a module.
func finders(img *image.Gray) (centres []image.Point, module float64) {
	box := img.Bounds()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		var runs []int // lengths of the runs up to x, of alternating colour
		var starts []int
		for x := box.Min.X; x < box.Max.X; x++ {
			if len(runs) == 0 || dark(img, x, y) != dark(img, x-1, y) {
				runs, starts = append(runs, 0), append(starts, x)
			}
			runs[len(runs)-1]++
		}
		for i := 0; i+5 <= len(runs); i++ {
			if !dark(img, starts[i], y) || !finderRuns(runs[i:i+5]) {
				continue
			}
			mid := image.Pt(starts[i+2]+runs[i+2]/2, y)
			up, down := reach(img, mid, -1), reach(img, mid, 1)
			if up == nil || down == nil || !finderRuns([]int{up[2], up[1], up[0] + down[0] - 1, down[1], down[2]}) {
				continue
			}
			mid.Y += (down[0] - up[0]) / 2
			wide := float64(starts[i+4]+runs[i+4]-starts[i]) / 7
			known := false
			for _, c := range centres {
				known = known || math.Hypot(float64(c.X-mid.X), float64(c.Y-mid.Y)) < 3*wide
			}
			if !known {
				centres, module = append(centres, mid), wide
			}
		}
	}
	return centres, module
}

// reach are the three runs from the middle of a finder pattern up or down.
func reach(img *image.Gray, from image.Point, step int) []int {
	out, want := []int{0, 0, 0}, true
	i := 0
	for y := from.Y; y >= img.Bounds().Min.Y && y < img.Bounds().Max.Y; y += step {
		if dark(img, from.X, y) != want {
			if want, i = !want, i+1; i == 3 {
				return out
			}
		}
		out[i]++
	}
	return nil
}

func finderRuns(runs []int) bool {
	sum := 0
	for _, r := range runs {
		sum += r
	}
	unit := float64(sum) / 7
	for i, r := range runs {
		want := unit
		if i == 2 {
			want = 3 * unit
		}
		if unit < 2 || math.Abs(float64(r)-want) > unit*0.6 {
			return false
		}
	}
	return true
}

// decoded is the text of a code whose modules are known (ISO/IEC 18004, GB/T 18284), or why
// there is none. Nothing is corrected: one wrong module tells.
func decoded(grid [][]bool) (text, why string) {
	side := len(grid)
	format := 0
	for _, at := range [][2]int{{8, 0}, {8, 1}, {8, 2}, {8, 3}, {8, 4}, {8, 5}, {8, 7}, {8, 8}, {7, 8}, {5, 8}, {4, 8}, {3, 8}, {2, 8}, {1, 8}, {0, 8}} {
		format <<= 1
		if grid[at[0]][at[1]] {
			format |= 1
		}
	}
	format ^= 0x5412
	if format>>13 != 0 {
		return "", "its level is not M"
	}
	mask := format >> 10 & 7
	var stream []byte
	bits, n := 0, 0
	up := true
	for right := side - 1; right > 0; right -= 2 {
		if right == 6 {
			right--
		}
		for i := range side {
			row := i
			if up {
				row = side - 1 - i
			}
			for _, col := range []int{right, right - 1} {
				if fixed(side, row, col) {
					continue
				}
				bits <<= 1
				if grid[row][col] != masked(mask, row, col) {
					bits |= 1
				}
				if n++; n == 8 {
					stream, bits, n = append(stream, byte(bits)), 0, 0
				}
			}
		}
		up = !up
	}
	blocks := [][2]int{{1, 16}, {1, 28}, {1, 44}, {2, 32}, {2, 43}, {4, 27}}[(side-17)/4-1]
	var data []byte
	for b := range blocks[0] {
		for i := range blocks[1] {
			data = append(data, stream[i*blocks[0]+b])
		}
	}
	if data[0]>>4 != 4 {
		return "", "it holds no bytes"
	}
	length := int(data[0]&15)<<4 | int(data[1]>>4)
	if length > len(data)-2 {
		return "", "it is longer than it may be"
	}
	out := make([]byte, length)
	for i := range out {
		out[i] = data[i+1]<<4 | data[i+2]>>4
	}
	return string(out), ""
}

// fixed tells that a module holds no data: finders with the format, timing, alignment.
func fixed(side, row, col int) bool {
	near := row >= side-9 && row <= side-5 && col >= side-9 && col <= side-5
	return row < 9 && (col < 9 || col >= side-8) || row >= side-8 && col < 9 || row == 6 || col == 6 || side > 21 && near
}

func masked(mask, r, c int) bool {
	switch mask {
	case 0:
		return (r+c)%2 == 0
	case 1:
		return r%2 == 0
	case 2:
		return c%3 == 0
	case 3:
		return (r+c)%3 == 0
	case 4:
		return (r/2+c/3)%2 == 0
	case 5:
		return r*c%2+r*c%3 == 0
	case 6:
		return (r*c%2+r*c%3)%2 == 0
	}
	return ((r+c)%2+r*c%3)%2 == 0
}
