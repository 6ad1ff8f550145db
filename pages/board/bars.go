package board

import (
	"strconv"

	"hukou/register"
)

// A bar is drawn in a box of barWide by barHigh units, one unit a pixel.
const (
	barWide = 160
	barHigh = 12
)

// piece is a part of a bar, from left to right; kind is its pattern, from 1, the
// lightest, to 4, which is solid.
type piece struct{ x, wide, kind int }

func (p piece) left() string  { return strconv.Itoa(p.x) }
func (p piece) width() string { return strconv.Itoa(p.wide) }

// share is a length of a bar of a thousand units, in per cent of as wide as it is drawn.
func (p piece) share(n int) string { return strconv.FormatFloat(float64(n)/10, 'f', 1, 64) + "%" }

// fill is the pattern of the piece: told apart by shape, so that the bar is read
// without colour.
func (p piece) fill() string {
	switch p.kind {
	case 2, 3:
		return "url(#bd-p" + strconv.Itoa(p.kind) + ")"
	case 4:
		return "currentColor"
	}
	return "none"
}

// pieces cuts a bar of the given length into numbers; the whole length stands for
// most. What is there at all is two units wide at least.
func pieces(numbers []int64, most int64, length int) []piece {
	var out []piece
	x := 1
	for i, n := range numbers {
		if n == 0 {
			continue
		}
		wide := max(2, int(n*int64(length-2-2*len(numbers))/max(most, 1)))
		out = append(out, piece{x, wide, i + 1})
		x += wide
	}
	return out
}

// one is a bar of a single number, solid.
func one(n, most int64) []piece {
	ps := pieces([]int64{n}, most, barWide)
	for i := range ps {
		ps[i].kind = 4
	}
	return ps
}

// aged are the numbers of a row by age, youngest first.
func aged(r register.BoardRow) []int64 {
	var out []int64
	for _, b := range register.AgeBands() {
		out = append(out, r.Ages[b].N)
	}
	return out
}

// mostOpen is the longest bar of rows.
func mostOpen(rows []register.BoardRow) int64 {
	var most int64
	for _, r := range rows {
		most = max(most, r.Open.N)
	}
	return most
}

func mostWaiting(rows []register.WaitRow) int64 {
	var most int64
	for _, r := range rows {
		most = max(most, r.Open.N)
	}
	return most
}

func mostSentBack(rows []register.SentBackRow) int64 {
	var most int64
	for _, r := range rows {
		most = max(most, r.Cases.N)
	}
	return most
}
