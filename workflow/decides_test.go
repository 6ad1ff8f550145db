package workflow

import (
	"slices"
	"testing"
)

// What an officer signs is read from the definitions: whatever speaks against somebody,
// grants what was asked or confirms what another made; no proposal, no inquiry, no return.
func TestEveryDecisionOfEveryBusinessIsSigned(t *testing.T) {
	b := NewBook()
	signed := map[Event]bool{}
	for _, d := range b.All("2026-11-29") {
		c := &checker{b: b, d: d}
		for _, s := range d.Steps {
			for _, e := range split(s) {
				if e.Decides() {
					signed[e.On] = true
				}
				switch {
				case e.proposing && e.Decides():
					t.Errorf("%s: the proposal %s is signed", d.Business, e.On)
				case !e.proposing && !systemIn(e.By) && c.decides(e.Step) && !e.Decides():
					t.Errorf("%s: the decision %s from %v is not signed", d.Business, e.On, e.From)
				}
			}
		}
	}
	for _, on := range []Event{Approve, Refuse, Decline, RuleFor, RuleAgainst, OriginConfirm, OriginObject, SkipCheck, Terminate, Suspend, RemoveLine, Countersign, SecondLook} {
		if !signed[on] {
			t.Errorf("%s is signed nowhere", on)
		}
	}
	for _, on := range []Event{Lodge, Accept, Return, PassUp, Extend, Deliver, Urge, AskExternal, ReportCheck, Withdraw, EffectIt, ProposeEvent(Decline)} {
		if signed[on] {
			t.Errorf("%s is no decision and is signed", on)
		}
	}
	var all []Event
	for on := range signed {
		all = append(all, on)
	}
	slices.Sort(all)
	t.Logf("signed: %v", all)
}
