package evidence

import (
	"slices"
	"testing"
)

// A leaf speaks of the row whose number it bears: one whose number was raised by 2^32
// is no leaf of the row before, though it ends in the same bits.
func TestALeafIsOfTheRowItNumbersAlone(t *testing.T) {
	row := Row{Case: "c", Seq: 1, At: noon, Payload: []byte("p")}
	row.Hash = ChainHash(row.Case, row.Seq, row.Prev, row.Payload)
	hash := row.Leaf()
	for seq, missing := range map[int64]bool{1: false, 1 + 1<<32: true} {
		v := NewVerifier(Keys{})
		for _, l := range []Line{{Row: &row}, {Leaf: &Leaf{Case: "c", Seq: seq, Hash: hash[:]}}} {
			if err := v.Take(l); err != nil {
				t.Fatal(err)
			}
		}
		found, _ := v.Finish()
		if got := slices.ContainsFunc(found, func(f Finding) bool { return f.Code == "row_missing" }); got != missing {
			t.Errorf("the leaf of row %d: %+v", seq, found)
		}
	}
}
