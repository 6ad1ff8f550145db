package workflow

import (
	"slices"
	"testing"
)

// A child registered somewhere cannot be brought before the county without the notice on
// land; of one who was never registered it is asked by no condition, and neither is a word
// that no condition reads.
func TestWhatMayBeWrittenIsWantedWhereTheCaseCannotDoWithoutIt(t *testing.T) {
	b := NewBook()
	d, _ := b.Current(WardLine, "2026-09-24")
	for unregistered, want := range map[bool][]Field{false: {InLandNotice}, true: nil} {
		steps := b.Edges(d, Ready, Submit)
		q := Request{State: Ready, Event: Submit, Standings: []By{ownHead}, Facts: inOrder(unregistered, Facts{FUnregistered: unregistered}), Input: Facts{}}
		if got := b.Wanted(steps[0], q); !slices.Equal(got, want) {
			t.Errorf("unregistered %v: %v are wanted, want %v", unregistered, got, want)
		}
		q.Input = Facts{InLandNotice: "青告〔2026〕3号"}
		if got := b.Wanted(steps[0], q); len(got) > 0 {
			t.Errorf("unregistered %v: %v are wanted beside what is written", unregistered, got)
		}
	}
}
