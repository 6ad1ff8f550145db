package register

import (
	"context"
	"errors"
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
