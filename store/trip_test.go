package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/store/storetest"
)

// aboard lets acts wait for SQLite's writer while a first one is in it, and lets them
// go on when all of them wait. It returns what each was answered, the first at 0.
func aboard(t *testing.T, db *store.DB, acts ...func(*store.Tx) error) []error {
	t.Helper()
	answers := make([]error, len(acts))
	var all sync.WaitGroup
	in, goOn := make(chan struct{}), make(chan struct{})
	all.Go(func() {
		answers[0] = db.InTx(t.Context(), func(tx *store.Tx) error {
			close(in)
			<-goOn
			return acts[0](tx)
		})
	})
	<-in
	for i, act := range acts[1:] {
		all.Go(func() { answers[i+1] = db.InTx(t.Context(), act) })
		db.AwaitQueue(i + 1) // so that they come in this order
	}
	close(goOn)
	all.Wait()
	return answers
}

func TestActsThatWaitForTheWriterShareACommit(t *testing.T) {
	db := storetest.SQLite(t)
	var with []store.Journey
	note := func(id string) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			with = append(with, store.JourneyOf(tx))
			return store.Insert(tx, openCase(id))
		}
	}
	for i, err := range aboard(t, db, note("c0"), note("c1"), note("c2")) {
		if err != nil {
			t.Errorf("act %d: %v", i, err)
		}
	}
	if len(all[models.Case](t, db, "")) != 3 || with[0] != with[1] || with[1] != with[2] {
		t.Errorf("got %d cases in journeys %v, want 3 in one", len(all[models.Case](t, db, "")), with)
	}
	must(t, db, openCase("later"))
}

func TestActThatFailsTakesNobodyElseAlong(t *testing.T) {
	db := storetest.SQLite(t)
	refusal := errors.New("not today")
	right := func(id string) func(*store.Tx) error {
		return func(tx *store.Tx) error { return store.Insert(tx, openCase(id)) }
	}
	answers := aboard(t, db, right("c0"),
		func(tx *store.Tx) error { return errors.Join(store.Insert(tx, openCase("c1")), refusal) },
		func(tx *store.Tx) error { return store.Insert(tx, openCase("c0")) },
		right("c3"))
	if answers[0] != nil || !errors.Is(answers[1], refusal) || !errors.Is(answers[2], store.ErrDuplicate) || answers[3] != nil {
		t.Errorf("answered %v", answers)
	}
	rows := all[models.Case](t, db, "id")
	if len(rows) != 2 || rows[0].ID != "c0" || rows[1].ID != "c3" {
		t.Errorf("kept %v, want c0 and c3", rows)
	}
}

// A refusal may rest on what an earlier act of the same journey wrote: it must not be
// told before that is on the disk, and not at all when it never comes there.
func TestNobodyIsAnsweredBeforeTheCommitNotEvenWithARefusal(t *testing.T) {
	db := storetest.SQLite(t)
	refusal := errors.New("it is there already")
	answers := aboard(t, db,
		func(tx *store.Tx) error { return store.Insert(tx, openCase("c0")) },
		func(*store.Tx) error { return refusal },
		func(tx *store.Tx) error {
			// What this leaves undone the database finds at the commit, and refuses all.
			if _, err := tx.Exec("PRAGMA defer_foreign_keys = ON"); err != nil {
				return err
			}
			return store.Insert(tx, models.CaseForm{CaseID: "nobody's"})
		})
	for i, err := range answers {
		if !errors.Is(err, store.ErrConstraint) {
			t.Errorf("act %d was answered %v, want what the commit met", i, err)
		}
	}
	if rows := all[models.Case](t, db, ""); len(rows) != 0 {
		t.Errorf("%d cases were kept", len(rows))
	}
	must(t, db, openCase("later"))
}

func TestLongActSharesItsCommitWithNobody(t *testing.T) {
	db := storetest.SQLite(t)
	var first, long, after store.Journey
	in, goOn := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		_ = db.InTx(t.Context(), func(tx *store.Tx) error { first = store.JourneyOf(tx); close(in); <-goOn; return nil })
	})
	<-in
	all.Go(func() {
		_ = db.InLongTx(t.Context(), func(tx *store.Tx) error { long = store.JourneyOf(tx); return nil })
	})
	db.AwaitQueue(1)
	all.Go(func() {
		_ = db.InTx(t.Context(), func(tx *store.Tx) error { after = store.JourneyOf(tx); return nil })
	})
	db.AwaitQueue(2)
	close(goOn)
	all.Wait()
	if first == long || long == after {
		t.Error("the long act shared its commit")
	}
}

// Whoever gives up, fails or panics while others come and go: what was answered well
// is there, and nothing else.
func TestCrowdAtTheWriterKeepsJustWhatWasAnswered(t *testing.T) {
	db := storetest.SQLite(t)
	refusal := errors.New("not today")
	var (
		mu        sync.Mutex
		kept      = map[string]bool{}
		everybody sync.WaitGroup
	)
	for n := range 16 {
		everybody.Go(func() {
			for turn := range 60 {
				id := fmt.Sprintf("c%d.%d", n, turn)
				ctx, giveUp := context.WithCancel(t.Context())
				fate := rand.IntN(6)
				if fate == 0 {
					go giveUp()
				}
				func() {
					defer func() { _ = recover() }()
					err := db.InTx(ctx, func(tx *store.Tx) error {
						if err := store.Insert(tx, openCase(id)); err != nil {
							return err
						}
						switch fate {
						case 1:
							return refusal
						case 2:
							panic("the light went out")
						}
						return nil
					})
					if err == nil {
						mu.Lock()
						kept[id] = true
						mu.Unlock()
					} else if fate > 2 {
						t.Errorf("%s: %v", id, err)
					}
				}()
				giveUp()
			}
		})
	}
	everybody.Wait()
	rows := all[models.Case](t, db, "")
	for _, row := range rows {
		if !kept[row.ID] {
			t.Errorf("%s is there, and nobody was told", row.ID)
		}
	}
	if len(rows) != len(kept) || len(kept) < 16*60/3 {
		t.Errorf("%d rows, %d answered well", len(rows), len(kept))
	}
}
