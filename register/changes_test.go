package register

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"

	"github.com/google/go-cmp/cmp"
)

// changed lists what happened since a version as "kind label by whom".
func (w *world) changed(who, id string, version int64) []string {
	w.t.Helper()
	rows, err := w.r.ChangesSince(context.Background(), w.officer(who), id, version)
	w.must(err)
	out := []string{}
	for _, c := range rows {
		out = append(out, fmt.Sprintf("v%d %s %s %s", c.Version, c.Kind, c.Label.Zh, c.Officer))
	}
	return out
}

func TestWhoWasFasterIsTold(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		ctx := context.Background()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts("p-li", "p-ma", "h-ma")})
		save := func(who string, facts workflow.Facts) {
			t.Helper()
			_, err := w.r.Change(ctx, w.officer(who), id, w.row(id).Version, facts)
			w.must(err)
		}
		same := birthFacts("p-li", "p-ma", "h-ma")
		same["child_name"] = "马小荷"
		delete(same, "birth_order")
		save("clerk", same)
		seen := w.row(id).Version
		w.step("clerk", id, workflow.Lodge, nil)
		save("clerk2", workflow.Facts{"child_name": "马小何", "birth_place": nil, "parents_evidence": "statement"})
		save("clerk2", workflow.Facts{"child_name": "马小合"})
		if _, err := w.r.AddMaterial(ctx, w.officer("aux"), id, "m1", NewMaterial{Kind: workflow.MatMarriage, Source: SourcePaper, Bytes: []byte("scan")}); err != nil {
			t.Fatal(err)
		}
		paper := one[models.Material](w, "case_id = ?", id)
		if _, err := w.r.Verdict(ctx, w.officer("clerk2"), VerdictRequest{CaseID: id, Material: paper.ID, Result: VerdictDoubtful, Note: "字迹不清", Key: "v1"}); err != nil {
			t.Fatal(err)
		}
		want := []string{"v3 step 提交申报 民警clerk", "v4 data 父母关系材料 民警clerk2", "v5 data 新生儿姓名 民警clerk2", "v6 paper 结婚证 民警aux", "v7 verdict 结婚证 民警clerk2"}
		want[0] = fmt.Sprintf("v3 step %s 民警clerk", w.r.book.EventWord(workflow.Lodge).Zh)
		marriage, _ := w.r.book.Material(workflow.MatMarriage)
		want[3], want[4] = "v6 paper "+marriage.Zh+" 民警aux", "v7 verdict "+marriage.Zh+" 民警clerk2"
		if diff := cmp.Diff(want, w.changed("clerk", id, seen)); diff != "" {
			t.Errorf("since version %d (-want +got):\n%s", seen, diff)
		}
		if diff := cmp.Diff(want[3:], w.changed("clerk", id, 5)); diff != "" {
			t.Errorf("since version 5 (-want +got):\n%s", diff)
		}
		rows, err := w.r.ChangesSince(ctx, w.officer("clerk"), id, seen)
		w.must(err)
		if !rows[0].Mine || rows[0].To == nil || rows[2].Value != "马小合" || rows[2].Mine || rows[4].Verdict != VerdictDoubtful || rows[4].Material != paper.ID {
			t.Errorf("%+v", rows)
		}
		if len(w.changed("clerk", id, w.row(id).Version)) != 0 {
			t.Error("something happened since now")
		}
		if _, err := w.r.ChangesSince(ctx, w.officer("clerk_b"), id, 1); !errors.Is(err, ErrNotFound) {
			t.Errorf("another county reads: %v", err)
		}
		if e := one[models.CaseEdit](w, "case_id = ? and version = 2", id); e.Fields != `["birth_order","child_name"]` && e.Fields != `["child_name"]` {
			t.Errorf("the first save names %s", e.Fields)
		}
	})
}

// An edit from before there was a note of edits makes a step look newer, never older.
func TestAnEditNobodyNotedHidesNothing(t *testing.T) {
	rows := []models.Entry{{Seq: 1, Event: "lodge"}, {Seq: 2, Event: string(workflow.TakeOver)}, {Seq: 3, Event: "accept"}}
	edits := []models.CaseEdit{{Version: 3}}
	got := []string{}
	for _, h := range versioned(4, rows, edits) {
		name := "edit"
		if h.row != nil {
			name = h.row.Event
		}
		got = append(got, fmt.Sprintf("%d %s", h.version, name))
	}
	if diff := cmp.Diff([]string{"2 lodge", "3 edit", "4 takeover", "4 accept"}, got); diff != "" {
		t.Errorf("all noted (-want +got):\n%s", diff)
	}
	if all := versioned(9, rows, edits); all[0].version < 2 || all[len(all)-1].version != 9 {
		t.Errorf("five edits unknown: %+v", all)
	}
}

func TestACaseShowsItsPeopleAndHouseholdsOnce(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		ctx := context.Background()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: birthFacts("p-li", "p-ma", "h-ma")})
		got, err := w.r.Related(ctx, w.officer("clerk"), id)
		w.must(err)
		type line struct {
			ID, Name      string
			As            int
			Open, Purpose bool
		}
		people := map[string]line{}
		for _, p := range got.People {
			people[p.PersonID] = line{ID: p.PersonID, Name: p.Name, As: len(p.As), Open: p.MayOpen, Purpose: p.NeedsPurpose}
		}
		want := map[string]line{"": {Name: "马小禾", As: 1}, "p-li": {ID: "p-li", Name: "李春梅", As: 1, Open: true}, "p-ma": {ID: "p-ma", Name: "马文", As: 2, Open: true}}
		if diff := cmp.Diff(want, people); diff != "" {
			t.Errorf("people (-want +got):\n%s", diff)
		}
		if len(got.Households) != 1 || got.Households[0].HouseholdID != "h-ma" || !got.Households[0].MayOpen || len(got.Households[0].As) != 3 {
			t.Errorf("households: %+v", got.Households)
		}
		for _, p := range got.People {
			if p.MayOpen {
				_, err := w.r.Person(ctx, w.officer("clerk"), p.PersonID, PersonQuery{CaseID: id})
				w.must(err)
			}
		}
		if _, err := w.r.Household(ctx, w.officer("clerk"), "h-ma", PersonQuery{CaseID: id}); err != nil {
			t.Errorf("a household that may be opened: %v", err)
		}
		if n := count[models.AccessLog](w, "what = 'related' and case_id = ?", id); n != 2 {
			t.Errorf("%d rows of the log, want one for each of two people", n)
		}
	})
}

func TestWhereAProtectedMotherLivesIsNotTold(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.load(village())
		w.tx(func(tx *store.Tx) error {
			_, err := store.Set[models.Person](tx, map[string]any{"protected": true, "org": otherOrg, "household_id": "h-b"}, "id = 'p-li'")
			return err
		})
		facts := birthFacts("p-li", "p-ma", "h-ma")
		facts["follows"], facts["mother_number"] = "father", proper(village())[0].Members[1].Number.Reveal()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert, Facts: facts})
		got, err := w.r.Related(context.Background(), w.officer("clerk"), id)
		w.must(err)
		for _, p := range got.People {
			if p.PersonID == "p-li" && (p.HouseholdID != "" || p.Station != "") {
				t.Errorf("the mother: %+v", p)
			}
		}
		for _, h := range got.Households {
			if h.HouseholdID == "h-b" {
				t.Error("the mother's household is listed")
			}
		}
		if n := count[models.Outbox](w, "kind = 'protected_view' and case_id = ?", id); n == 0 {
			t.Error("no alarm for the look at a protected person")
		}
	})
}
