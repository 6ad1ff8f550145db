package evidence

import (
	"fmt"
	"strings"
	"testing"
)

func TestADocketHoldsEachOfItsTextsAtItsPlaceAlone(t *testing.T) {
	for _, size := range []int{1, 2, 3, 7, 64, 70, 500} {
		texts := make([]string, size)
		for i := range texts {
			texts[i] = fmt.Sprintf("decision %d of %d", i, size)
		}
		proofs, err := Docket(texts)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range proofs {
			if !p.Holds(texts[i]) || p.Root != proofs[0].Root || p.Size != int64(size) {
				t.Fatalf("text %d of %d is not in its docket", i, size)
			}
			if p.Holds(texts[i]+".") || size > 1 && p.Holds(texts[(i+1)%size]) {
				t.Fatalf("place %d of %d takes another text", i, size)
			}
			moved := p
			moved.Index = (p.Index + 1) % max(p.Size, 2)
			if moved.Holds(texts[i]) {
				t.Fatalf("text %d of %d stands at two places", i, size)
			}
		}
	}
	p := DocketProof{Root: "no hash", Size: 1}
	if p.Holds("") || (DocketProof{Root: strings.Repeat("A", 43) + "=", Size: 0}).Holds("") {
		t.Error("a proof of nothing holds")
	}
}
