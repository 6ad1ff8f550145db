package register

import (
	"slices"
	"testing"

	"hukou/workflow"
)

// What a list calls the next act must be something the rule book lets somebody do.
func TestEveryStateHasAWorkThatTheRuleBookKnows(t *testing.T) {
	b := workflow.NewBook()
	seen := map[workflow.State]bool{}
	for _, d := range b.Editions() {
		for _, s := range d.States() {
			seen[s] = true
			got := turnOf(b, d, s)
			if d.Ended(s) {
				if got.event != "" || got.draft || got.family != FamilyDone && got.family != FamilyEnded {
					t.Errorf("%s ends in %s with %+v", d.Business, s, got)
				}
				continue
			}
			if got.event != "" && !slices.Contains(d.Events(s), got.event) {
				t.Errorf("%s in %s: %s is no step from there", d.Business, s, got.event)
			}
			if got.word.Zh == "" || got.word.En == "" || partyWord(got.party).Zh == "" || got.family == "" {
				t.Errorf("%s in %s says %+v", d.Business, s, got)
			}
			if len(got.by) == 0 && got.party != PartySystem && got.party != PartyLines && !got.paused {
				t.Errorf("%s in %s is nobody's turn", d.Business, s)
			}
		}
	}
	for s := range works() {
		if !seen[s] {
			t.Errorf("a work for %s, which is no state of any business", s)
		}
	}
}

// A button on a group may never decide for anybody.
func TestNoGroupActionDecides(t *testing.T) {
	b := workflow.NewBook()
	var seen []workflow.Event
	for _, d := range b.Editions() {
		for _, s := range d.States() {
			for _, step := range d.From(s) {
				item := WorkItem{}
				(&act{}).bulk(&item, step)
				if item.BulkEvent == "" {
					continue
				}
				if step.Adverse || step.TwoPerson() || step.Hand == workflow.Checks || step.Hand == workflow.OnSpot || len(step.Do) > 0 ||
					slices.Contains([]workflow.State{workflow.Approved, workflow.Effected, workflow.Refused}, item.BulkTo) {
					t.Errorf("%s: %s from %s may be taken for many", d.Business, step.On, s)
				}
				if works()[s].ready && !slices.Contains(seen, item.BulkEvent) {
					seen = append(seen, item.BulkEvent)
				}
			}
		}
	}
	for _, want := range []workflow.Event{workflow.Submit, workflow.AssignCheck, workflow.SkipCheck, workflow.Search} {
		if !slices.Contains(seen, want) {
			t.Errorf("%s may not be taken for many", want)
		}
	}
}
