package store_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hukou/models"
	"hukou/store"
	"hukou/store/storetest"
)

func TestTenOfficersMoveACaseOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db, openCase("c1"))
		errs := make([]error, 10)
		var group sync.WaitGroup
		for i := range errs {
			group.Go(func() {
				errs[i] = db.InTx(t.Context(), func(tx *store.Tx) error {
					next := openCase("c1")
					next.State, next.Version, next.Seq = "accepted", 2, 1
					if err := tx.MoveCase(next, 1, "lodged"); err != nil {
						return err
					}
					return tx.Append(models.Entry{CaseID: "c1", Seq: 1, At: sampleAt, Payload: []byte{1}, Hash: []byte{1}}, nil)
				})
			})
		}
		group.Wait()
		won := 0
		for _, err := range errs {
			switch {
			case err == nil:
				won++
			case !errors.Is(err, store.ErrStale):
				t.Errorf("got %v, want ErrStale", err)
			}
		}
		if won != 1 || len(all[models.Entry](t, db, "")) != 1 {
			t.Errorf("%d officers moved the case, want one", won)
		}
	})
}

func TestMoveCaseWritesEveryColumn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db, openCase("x"), openCase("y"))
		var moved models.Case
		for _, n := range nouns(t) {
			if n.Table == "cases" {
				moved = n.sample(t).Interface().(models.Case)
			}
		}
		inTx(t, db, func(tx *store.Tx) error { return tx.MoveCase(moved, 1, "lodged") })
		if diff := cmp.Diff([]models.Case{moved, openCase("y")}, all[models.Case](t, db, "id")); diff != "" {
			t.Errorf("cases (-want +got):\n%s", diff)
		}
	})
}

func TestStateAndVersionBothGuardTheMove(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db, openCase("c1"))
		for story, try := range map[string]func(*store.Tx) error{
			"state":   func(tx *store.Tx) error { return tx.MoveCase(openCase("c1"), 1, "accepted") },
			"version": func(tx *store.Tx) error { return tx.MoveCase(openCase("c1"), 2, "lodged") },
			"case":    func(tx *store.Tx) error { return tx.MoveCase(openCase("c2"), 1, "lodged") },
		} {
			if err := db.InTx(t.Context(), try); !errors.Is(err, store.ErrStale) {
				t.Errorf("another %s: got %v, want ErrStale", story, err)
			}
		}
	})
}

func TestJournalNumberTakenMeansStale(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db, openCase("c1"))
		entry := models.Entry{CaseID: "c1", Seq: 1, At: sampleAt, Payload: []byte{1}, Hash: []byte{1}}
		message := models.Outbox{ID: "m1", CaseID: "c1", Seq: 1, At: sampleAt}
		write := func(e models.Entry, out ...models.Outbox) error {
			return db.InTx(t.Context(), func(tx *store.Tx) error { return tx.Append(e, out) })
		}
		if err := write(entry, message); err != nil {
			t.Fatal(err)
		}
		if err := write(entry); !errors.Is(err, store.ErrStale) {
			t.Errorf("the same number: got %v, want ErrStale", err)
		}
		entry.Seq = 2
		if err := write(entry, message); !errors.Is(err, store.ErrDuplicate) || errors.Is(err, store.ErrStale) {
			t.Errorf("the same message: got %v, want ErrDuplicate", err)
		}
		if n := len(all[models.Entry](t, db, "")); n != 1 {
			t.Errorf("%d rows in the journal, want 1", n)
		}
	})
}

func TestWhoMakesDoesNotCheck(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db, openCase("c1"), openCase("c2"))
		hand := func(caseID, side string, acceptor bool) error {
			return db.InTx(t.Context(), func(tx *store.Tx) error { return tx.Hand(caseID, "p", side, acceptor) })
		}
		for story, c := range map[string]struct{ got, want error }{
			"takes it in":         {hand("c1", "makes", true), nil},
			"makes again":         {hand("c1", "makes", false), nil},
			"checks another case": {hand("c2", "checks", false), nil},
			"checks what he made": {hand("c1", "checks", false), store.ErrConstraint},
			"makes what he checked": {
				hand("c2", "makes", false), store.ErrConstraint},
			"no such side": {hand("c1", "watches", false), store.ErrConstraint},
		} {
			if !errors.Is(c.got, c.want) {
				t.Errorf("%s: got %v, want %v", story, c.got, c.want)
			}
		}
		want := []models.CaseHand{
			{CaseID: "c1", PersonID: "p", Side: "makes", Acceptor: true},
			{CaseID: "c2", PersonID: "p", Side: "checks"},
		}
		if diff := cmp.Diff(want, all[models.CaseHand](t, db, "case_id")); diff != "" {
			t.Errorf("hands (-want +got):\n%s", diff)
		}
	})
}

func TestCaseNumbersCountByStationAndYear(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		next := func(org string, year int) (n int64) {
			inTx(t, db, func(tx *store.Tx) (err error) {
				n, err = tx.NextCaseNumbers(org, year, 1)
				return err
			})
			return n
		}
		got := []int64{next("a", 2026), next("a", 2026), next("b", 2026), next("a", 2027), next("a", 2026)}
		if want := []int64{1, 2, 1, 1, 3}; !cmp.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}
