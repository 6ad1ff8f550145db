package register

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"hukou/models"
	"hukou/workflow"
)

// TestWhatWasLodgedIsAmendedInTheJournal saves a draft twice, lodges it, and then a
// colleague puts the child's name right and says on what the parents rest. The drafts
// leave no row; the amendment is one row of the chain, in the colleague's name, with
// both values sealed in it and told in plain words; who took the last step stays. The
// self-check reads it, and finds a form that was changed beside the journal.
func TestWhatWasLodgedIsAmendedInTheJournal(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		ctx := context.Background()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts("p-li", "p-ma", "h-ma")})
		save := func(who string, facts workflow.Facts) {
			t.Helper()
			_, err := w.r.Change(ctx, w.officer(who), id, w.row(id).Version, facts)
			w.must(err)
		}
		rows := func() []JournalView {
			t.Helper()
			all, err := w.r.Journal(ctx, w.officer("clerk"), id)
			w.must(err)
			return all
		}
		save("clerk", workflow.Facts{"child_name": "马小荷"})
		if n := len(rows()); n != 0 {
			t.Fatalf("saving a draft left %d rows in the journal", n)
		}
		w.step("clerk", id, workflow.Lodge, nil)
		before := w.row(id)
		save("clerk2", workflow.Facts{"child_name": "马小何", "birth_place": nil, "parents_evidence": "statement"})

		all := rows()
		last := all[len(all)-1]
		name, _ := w.r.book.Field(workflow.FactChildName)
		place, _ := w.r.book.Field("parents_evidence")
		if len(all) != 2 || last.Event != workflow.DataChanged || last.OfficerID != w.officer("clerk2").OfficerID || last.Role != workflow.Clerk || last.From != last.To {
			t.Fatalf("the amendment is not a row of its own: %+v", all)
		}
		if last.Label.Zh != "改了："+name.Zh+"、"+place.Zh || last.Label.En != "Changed: "+name.En+", "+place.En {
			t.Errorf("the row says %q, %q", last.Label.Zh, last.Label.En)
		}
		if len(last.Changed) != 2 || last.Changed[0].Was != "马小荷" || last.Changed[0].Is != "马小何" || last.Input != nil {
			t.Errorf("what changed: %+v, input %+v", last.Changed, last.Input)
		}
		now := w.row(id)
		if now.Version != before.Version+1 || now.Seq != before.Seq+1 || now.LastOfficer != before.LastOfficer || last.PrevHash != all[0].Hash {
			t.Errorf("the case went from %+v to %+v", before, now)
		}
		stored := one[models.Entry](w, "case_id = ? and seq = ?", id, now.Seq)
		if strings.Contains(string(stored.Payload), "马小何") || strings.Contains(string(stored.Payload), "child_name") {
			t.Error("the amended values stand in the open")
		}
		if n := count[models.Outbox](w, "case_id = ? and seq = ?", id, now.Seq); n == 0 {
			t.Error("no message tells of the amendment, and no leaf of the tree will")
		}

		save("clerk2", workflow.Facts{"child_name": "马小何"})
		if got := w.row(id); got.Seq != now.Seq {
			t.Error("a change that changes nothing left a row")
		}
		w.step("clerk", id, workflow.RequestCorrection, workflow.Facts{workflow.InItems: []any{"姓名"}})
		save("clerk", workflow.Facts{"child_name": "马小禾"})
		found, err := w.r.Check(ctx)
		w.must(err)
		if len(found) != 0 {
			t.Errorf("the self-check finds %+v", found)
		}

		w.exec("UPDATE case_forms SET policy = '{\"row\":\"x\"}' WHERE case_id = '" + id + "'")
		found, err = w.r.Check(ctx)
		w.must(err)
		if text, _ := json.Marshal(found); !strings.Contains(string(text), "form_differs") {
			t.Errorf("a form changed beside the journal of an open case is not found: %s", text)
		}
	})
}
