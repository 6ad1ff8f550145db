package register

import (
	"strconv"
	"testing"

	"hukou/seal"
)

func TestOneCaseInTenIsLookedAtAgainAndNobodyCanTellWhich(t *testing.T) {
	drawn := map[byte][]bool{}
	for _, root := range []byte{1, 2} {
		key := make([]byte, 32)
		key[0] = root
		keys, err := seal.New(key)
		if err != nil {
			t.Fatal(err)
		}
		r, n := &Registrar{keys: keys}, 0
		for i := range 10_000 {
			yes := r.sampled("case-" + strconv.Itoa(i))
			drawn[root] = append(drawn[root], yes)
			if yes {
				n++
			}
		}
		if n < 900 || n > 1100 {
			t.Errorf("%d of 10,000 cases are looked at again, not one in ten", n)
		}
	}
	both := 0
	for i, yes := range drawn[1] {
		if yes && drawn[2][i] {
			both++
		}
	}
	if both > 200 {
		t.Errorf("%d cases are drawn under either key: who has no key could tell them", both)
	}
}
