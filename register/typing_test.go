package register

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"hukou/workflow"
)

// TestARosterIsKeptWithItsDraft keeps two million bytes with a batch, where a form of one
// person's is far too long.
func TestARosterIsKeptWithItsDraft(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx, file := context.Background(), map[string]string{"roster": strings.Repeat("QUJD", 1<<19)}
		batch := w.open("clerk", OpenRequest{Business: workflow.WardBatch})
		_, err := w.r.KeepTyping(ctx, w.officer("clerk"), batch, file)
		w.must(err)
		if kept, err := w.r.Typed(ctx, w.officer("clerk"), batch); err != nil || kept.Boxes["roster"] != file["roster"] {
			t.Errorf("of the roster %d bytes are kept: %v", len(kept.Boxes["roster"]), err)
		}
		var long *Invalid
		if _, err := w.r.KeepTyping(ctx, w.officer("clerk"), w.open("clerk", OpenRequest{Business: workflow.BirthCert}), file); !errors.As(err, &long) {
			t.Errorf("a form of two million bytes is kept: %v", err)
		}
	})
}

// Two births were begun and typed into, and nothing was saved. The list of drafts names each
// child, counts what lacks as the form does, and says that it is typed and not in the draft;
// a colleague's list, and the case itself, know nothing of it. Once saved, all of it is in
// the draft.
func TestDraftsAreToldApartByWhatWasTyped(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		lacks := func(id string) (WorkItem, int) {
			t.Helper()
			items, _ := w.listed("clerk", WorklistQuery{Queue: QueueDrafts})
			i := slices.IndexFunc(items, func(x WorkItem) bool { return x.ID == id })
			if i < 0 {
				t.Fatalf("the drafts are %v", idsOf(items))
			}
			n := 0
			_, _ = fmt.Sscanf(items[i].Next.Zh, "补全申报内容（还差 %d 项）", &n)
			return items[i], n
		}
		first, second := w.open("clerk", OpenRequest{Business: workflow.BirthCert}), w.open("clerk", OpenRequest{Business: workflow.BirthCert})
		_, before := lacks(first)
		for id, name := range map[string]string{first: "马小禾", second: "马小苗"} {
			_, err := w.r.KeepTyping(ctx, w.officer("clerk"), id, map[string]string{"facts.child_name": name, "facts.child_birth_date": "2026-09-10", "facts.child_sex": " ", "unknown": "x"})
			w.must(err)
		}
		for id, name := range map[string]string{first: "马小禾", second: "马小苗"} {
			item, n := lacks(id)
			if item.Subject != name || n != before-2 || !item.Typed || item.BusinessName.Zh != "出生登记" {
				t.Errorf("the list says %q, %d lack of %d, typed %v", item.Subject, n, before, item.Typed)
			}
		}
		if v, err := w.r.View(ctx, w.officer("clerk"), first); err != nil || v.Facts.Has("child_name") {
			t.Errorf("typing went into the draft: %v %v", v.Facts, err)
		}
		if around, err := w.r.CaseAround(ctx, w.officer("clerk2"), first); err != nil || around.Item.Subject != "" || around.Item.Typed {
			t.Errorf("a colleague is told what was typed: %+v %v", around.Item, err)
		}
		_, err := w.r.Change(ctx, w.officer("clerk"), first, w.row(first).Version, workflow.Facts{"child_name": "马小禾", "child_birth_date": "2026-09-10"})
		w.must(err)
		if item, n := lacks(first); item.Subject != "马小禾" || item.Typed || n != before-2 {
			t.Errorf("once saved the list says %q, %d lack, typed %v", item.Subject, n, item.Typed)
		}
		_, err = w.r.KeepTyping(ctx, w.officer("clerk"), second, map[string]string{"facts.child_name": strings.Repeat("长", 5000)})
		w.must(err)
		if item, _ := lacks(second); len([]rune(item.Subject)) > 31 {
			t.Errorf("the list shows a name of %d characters", len([]rune(item.Subject)))
		}
	})
}

func TestWhatAnOfficerTypesIsKeptAsItStands(t *testing.T) {
	eachWorld(t, func(w *world) {
		ctx := context.Background()
		id := w.open("clerk", OpenRequest{Business: workflow.BirthCert})
		version := w.row(id).Version
		typed := map[string]string{"facts.child_name": "林", "facts.mother_number": "64990119"}
		_, err := w.r.KeepTyping(ctx, w.officer("clerk"), id, map[string]string{"facts.child_name": "l"})
		w.must(err)
		saved, err := w.r.KeepTyping(ctx, w.officer("clerk"), id, typed)
		w.must(err)
		kept, err := w.r.Typed(ctx, w.officer("clerk"), id)
		w.must(err)
		if kept.Boxes["facts.mother_number"] != "64990119" || kept.Boxes["facts.child_name"] != "林" || !kept.SavedAt.Equal(saved) {
			t.Errorf("kept is %+v", kept)
		}
		if w.row(id).Version != version {
			t.Error("typing has changed the case's version")
		}
		if _, err := w.r.Typed(ctx, w.officer("clerk_b"), id); !errors.Is(err, ErrNotFound) {
			t.Errorf("another jurisdiction reads what was typed: %v", err)
		}
		if other, err := w.r.Typed(ctx, w.officer("head"), id); err != nil || other.Boxes != nil {
			t.Errorf("a colleague is shown another's typing: %+v %v", other, err)
		}
		w.must(w.r.DropTyping(ctx, w.officer("clerk"), id))
		if kept, err := w.r.Typed(ctx, w.officer("clerk"), id); err != nil || kept.Boxes != nil || !kept.SavedAt.IsZero() {
			t.Errorf("what was handed in is still kept: %+v %v", kept, err)
		}
	})
}
