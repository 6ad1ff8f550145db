package register

import (
	"context"
	"slices"
	"testing"

	"hukou/models"
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

// A case that the county sent back is the clerk's to put right: it leads what is theirs to
// do, before what is late, and goes straight back from there. For the head, who would bring
// it before the county from the same state, it waits for others meanwhile, and no button on
// a group takes it there.
func TestAReturnedCaseLeadsWhatIsToDo(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.counter()
		line, _ := w.r.book.Current(workflow.WardLine, w.r.Today())
		returned := func(at workflow.State) string {
			return jsonText([]returnEntry{{State: at, Event: workflow.Return, Officer: "o-county"}})
		}
		w.put(models.Case{ID: "sent-back", State: "lodged", DueOn: "2026-10-20", LodgedOn: "2026-09-01", EnteredOn: "2026-09-24"}, returned(workflow.InReview))
		w.put(models.Case{ID: "not-sent-back", State: "lodged", DueOn: "2026-10-20", LodgedOn: "2026-09-01", EnteredOn: "2026-09-24"}, "")
		w.put(models.Case{ID: "held-back", State: "verifying", DueOn: "2026-10-20", LodgedOn: "2026-09-01", EnteredOn: "2026-09-24", HolderID: "o-clerk"}, returned(workflow.CountyReview))
		for _, id := range []string{"sent-back", "not-sent-back"} {
			w.exec("update cases set business = 'ward_line', edition = '" + string(line.Edition) + "', state = '" + string(workflow.Ready) + "' where id = '" + id + "'")
		}
		if items, _ := w.listed("clerk", WorklistQuery{Queue: QueueMine}); items[0].ID != "held-back" || items[0].NextEvent != workflow.ReportBack || items[0].Group != GroupNow {
			t.Errorf("the clerk's own cases begin with %+v", items[0])
		}
		row := func(officer, queue, id string) WorkItem {
			t.Helper()
			items, _ := w.listed(officer, WorklistQuery{Queue: queue})
			i := slices.IndexFunc(items, func(x WorkItem) bool { return x.ID == id })
			if i < 0 {
				t.Fatalf("%s of %s lacks %s: %v", queue, officer, id, idsOf(items))
			}
			return items[i]
		}
		if x := row("clerk", QueueReturned, "sent-back"); x.Group != GroupNow || !x.Yours || x.NextEvent != workflow.ReportBack || x.WaitsFor.Zh != "你" || x.StateFamily != FamilyReturned {
			t.Errorf("at the clerk's it stands as %+v", x)
		}
		if x := row("head", QueueReturned, "sent-back"); x.Group != GroupWaiting || x.NextEvent != workflow.ReportBack || x.BulkEvent != "" || x.WaitsOn != Party(workflow.Clerk) {
			t.Errorf("at the head's it stands as %+v", x)
		}
		if x := row("head", QueueStation, "not-sent-back"); x.Group != GroupReady || x.NextEvent != workflow.Submit {
			t.Errorf("one that was not sent back stands at the head's as %+v", x)
		}
		for officer, yes := range map[string]bool{"clerk": true, "head": false} {
			around, err := w.r.CaseAround(context.Background(), w.officer(officer), "sent-back")
			w.must(err)
			if around.Step != workflow.ReportBack || around.Mine != yes {
				t.Errorf("on its page at the %s's: step %s, theirs %v", officer, around.Step, around.Mine)
			}
		}
		if _, err := w.r.Claim(context.Background(), w.officer("clerk"), "sent-back"); err != nil {
			t.Errorf("the clerk may not take it in hand: %s", describe(err))
		}
		if to := w.targets("clerk", "sent-back", workflow.ReportBack); !slices.Equal(to, []workflow.State{workflow.InReview}) {
			t.Errorf("it may be sent back to %v", to)
		}
	})
}

// What answers a return is a step that the rule book has in the state, for somebody.
func TestEveryAnswerToAReturnIsSomebodysAndInTheRuleBook(t *testing.T) {
	b := workflow.NewBook()
	turns := newTurnBook(b)
	for _, d := range b.Editions() {
		for _, s := range d.States() {
			back, ok := turns.back[keyOf(d, s)]
			if returnable := slices.ContainsFunc(d.From(s), func(step workflow.Step) bool { return step.On == workflow.ReportBack }); ok != returnable {
				t.Errorf("%s in %s: answered %v, may come back %v", d.Business, s, ok, returnable)
			}
			if ok && (len(back.by) == 0 || back.ready || back.event != "" && !slices.Contains(d.Events(s), back.event)) {
				t.Errorf("%s in %s: %+v", d.Business, s, back)
			}
		}
	}
}
