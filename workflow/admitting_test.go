package workflow

import (
	"slices"
	"testing"
)

// Whoever brings one person into a household asks its head, and has a box for the answer and
// for the relation. A birth follows the parents, an adoption the adopters.
func TestNobodyIsPutIntoAHouseholdBehindItsHead(t *testing.T) {
	b, seen := NewBook(), 0
	for _, d := range b.All("2026-09-24") {
		form := d.FactsOf()
		_, household := form[FactHousehold]
		enters := slices.ContainsFunc(d.Steps, func(s Step) bool {
			return slices.ContainsFunc([]Effect{EffFirst, EffReadmit, EffEnterOrReadmit, EffRestorePerson, EffVeteranHome}, func(e Effect) bool { return slices.Contains(s.Do, e) })
		})
		if !household || !enters || slices.Contains([]Business{AdoptionFirst, AdoptionMove}, d.Business) {
			continue
		}
		seen++
		for _, f := range []Field{FactHeadRelation, FactConsents} {
			if _, asked := form[f]; !asked {
				t.Errorf("%s has no box for %s", d.Business, f)
			}
		}
		for _, s := range d.Steps {
			for _, g := range []GuardID{GRelationGiven, GRelationTold, GRelationsAgree, GConsentsNoted, GHeadJoinedSame} {
				if slices.Contains([]Event{Accept, Approve, EffectIt}, s.On) && !s.has(g) {
					t.Errorf("%s: %s without %s", d.Business, s.On, g)
				}
			}
		}
	}
	if seen != 14 {
		t.Errorf("%d businesses enter somebody in a household of others", seen)
	}
}
