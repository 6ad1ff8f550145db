package store_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/store/storetest"
)

func TestPanicRollsBackAndTheNextTransactionWorks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			_ = db.InTx(t.Context(), func(tx *store.Tx) error {
				if err := store.Insert(tx, openCase("c1")); err != nil {
					t.Error(err)
				}
				panic("the light went out")
			})
		}()
		must(t, db, openCase("c2"))
		if rows := all[models.Case](t, db, "id"); len(rows) != 1 || rows[0].ID != "c2" {
			t.Errorf("got %d cases, want c2 alone", len(rows))
		}
	})
}

func TestErrorRollsBack(t *testing.T) {
	refusal := errors.New("not today")
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		err := db.InTx(t.Context(), func(tx *store.Tx) error {
			return errors.Join(store.Insert(tx, openCase("c1")), refusal)
		})
		if !errors.Is(err, refusal) || len(all[models.Case](t, db, "")) != 0 {
			t.Errorf("got %v, want the refusal and no case", err)
		}
	})
}

func TestTransactionsDoNotNest(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		inTx(t, db, func(tx *store.Tx) error {
			nothing := func(*store.Tx) error { return nil }
			if err := db.InTx(tx.Context(), nothing); !errors.Is(err, store.ErrNested) {
				t.Errorf("a second writing one: got %v, want ErrNested", err)
			}
			if err := db.Read(tx.Context(), nothing); !errors.Is(err, store.ErrNested) {
				t.Errorf("a reading one inside: got %v, want ErrNested", err)
			}
			return nil
		})
	})
}

func TestFailedStatementEndsTheTransactionOnBothEngines(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db, openCase("c1"))
		err := db.InTx(t.Context(), func(tx *store.Tx) error {
			if err := store.Insert(tx, openCase("c1")); !errors.Is(err, store.ErrDuplicate) {
				t.Errorf("got %v, want ErrDuplicate", err)
			}
			if err := store.Insert(tx, openCase("c2")); !errors.Is(err, store.ErrBroken) {
				t.Errorf("got %v, want ErrBroken", err)
			}
			return nil // a caller who looks away must not commit
		})
		if !errors.Is(err, store.ErrDuplicate) || len(all[models.Case](t, db, "")) != 1 {
			t.Errorf("got %v, want ErrDuplicate and one case", err)
		}
	})
}

func TestReadingWritesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		err := db.Read(t.Context(), func(tx *store.Tx) error { return store.Insert(tx, openCase("c1")) })
		if err == nil || len(all[models.Case](t, db, "")) != 0 {
			t.Errorf("got %v, want an error and no case", err)
		}
	})
}

func TestReadingSeesOnePicture(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db, openCase("c1"))
		err := db.Read(t.Context(), func(tx *store.Tx) error {
			before, err := store.Count[models.Case](tx, "")
			must(t, db, openCase("c2")) // another transaction
			after, err2 := store.Count[models.Case](tx, "")
			if before != 1 || after != 1 {
				t.Errorf("counted %d and then %d, want 1 twice", before, after)
			}
			return errors.Join(err, err2)
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestCancelledRequestCommitsNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx, cancel := context.WithCancel(t.Context())
		err := db.InTx(ctx, func(tx *store.Tx) error {
			err := store.Insert(tx, openCase("c1"))
			cancel()
			return err
		})
		if !errors.Is(err, context.Canceled) || len(all[models.Case](t, db, "")) != 0 {
			t.Errorf("got %v, want Canceled and no case", err)
		}
		must(t, db, openCase("c2"))
	})
}

func TestHeldWritesFailWithTheTransaction(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db, openCase("c1"))
		for story, c := range map[string]struct {
			write func(tx *store.Tx) error
			want  error
		}{
			"an older version": {func(tx *store.Tx) error { return tx.MoveCase(openCase("c1"), 7, "lodged") }, store.ErrStale},
			"same key":         {func(tx *store.Tx) error { return store.Insert(tx, openCase("c1")) }, store.ErrDuplicate},
			"no such row": {func(tx *store.Tx) error {
				return store.Change[models.CaseClock](tx, map[string]any{"state": "x"}, "id = ?", "none")
			}, store.ErrNotFound},
			"both sides": {func(tx *store.Tx) error {
				return errors.Join(tx.Hand("c1", "p", "makes", false), tx.Hand("c1", "p", "checks", false))
			}, store.ErrConstraint},
		} {
			err := db.InTx(t.Context(), func(tx *store.Tx) error {
				tx.Hold()
				if err := store.Insert(tx, models.Sweep{ID: story, At: sampleAt}); err != nil {
					return err
				}
				return c.write(tx)
			})
			if !errors.Is(err, c.want) {
				t.Errorf("%s: got %v, want %v", story, err, c.want)
			}
		}
		if n := len(all[models.Sweep](t, db, "")); n != 0 {
			t.Errorf("%d rows were committed beside a failure, want none", n)
		}
	})
}

func TestHeldWritesAreSeenByTheNextRead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		inTx(t, db, func(tx *store.Tx) error {
			tx.Hold()
			if err := store.Insert(tx, openCase("c1")); err != nil {
				return err
			}
			for _, id := range []string{"c1", "of no case"} {
				if err := store.Amend[models.Case](tx, map[string]any{"site": "hall"}, "id = ?", id); err != nil {
					return err
				}
			}
			got, err := store.One[models.Case](tx, "id = ?", "c1")
			if got.Number != "number of c1" || got.Site != "hall" {
				t.Errorf("got %q at %q, want the case just written", got.Number, got.Site)
			}
			return err
		})
	})
}

// Two officers lock the same two cases in opposite order. PostgreSQL ends one of
// them, which is run again; SQLite lets them in one after the other.
func TestDeadlockIsRunAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		must(t, db, openCase("a"), openCase("b"))
		var (
			runs  atomic.Int32
			group sync.WaitGroup
			meet  sync.WaitGroup
			errs  = make([]error, 2)
		)
		meet.Add(2)
		for i, order := range [][]string{{"a", "b"}, {"b", "a"}} {
			group.Go(func() {
				first := true
				errs[i] = db.InTx(t.Context(), func(tx *store.Tx) error {
					runs.Add(1)
					for _, id := range order {
						if err := store.Change[models.Case](tx, map[string]any{"site": order[0]}, "id = ?", id); err != nil {
							return err
						}
						if first && tx.Engine() == store.Postgres {
							first = false
							meet.Done()
							meet.Wait()
						}
					}
					return nil
				})
			})
		}
		group.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		// PostgreSQL may let who was thrown out in first again, and throw one out once more.
		switch got := runs.Load(); {
		case db.Engine() == store.SQLite && got != 2:
			t.Errorf("%d runs, want 2: SQLite's writers come one after the other", got)
		case db.Engine() == store.Postgres && got < 3:
			t.Errorf("%d runs, want 3 or more: one of two is thrown out and runs again", got)
		}
	})
}

// What is only rehearsed is not written, and nobody waits for it.
func TestARehearsalWritesNothingAndStopsNobody(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		in := func(code string) models.Organisation {
			return models.Organisation{Code: code, Name: code, NameEn: code, Kind: models.KindRegion, Division: code[:6]}
		}
		err := db.Rehearse(t.Context(), func(tx *store.Tx) error {
			first, err := tx.NextCaseNumbers("640000000000", 2026, 70)
			if err != nil || first != 1 {
				t.Errorf("number %d, %v", first, err)
			}
			if err := store.Insert(tx, in("640000000000")); err != nil {
				t.Error(err)
			}
			done := make(chan error)
			go func() {
				done <- db.InTx(t.Context(), func(tx *store.Tx) error { return store.Insert(tx, in("650000000000")) })
			}()
			return <-done
		})
		if err != nil {
			t.Fatal(err)
		}
		err = db.Read(t.Context(), func(tx *store.Tx) error {
			all, err := store.Many[models.Organisation](tx, "code", "")
			if len(all) != 1 || all[0].Code != "650000000000" {
				t.Errorf("the bodies are %v", all)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = db.InTx(t.Context(), func(tx *store.Tx) error {
			first, err := tx.NextCaseNumbers("640000000000", 2026, 70)
			next, err2 := tx.NextCaseNumbers("640000000000", 2026, 1)
			if first != 1 || next != 71 {
				t.Errorf("the numbers begin at %d and go on at %d", first, next)
			}
			return errors.Join(err, err2)
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
