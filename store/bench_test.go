package store_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"hukou/models"
	"hukou/store"
	"hukou/store/storetest"
)

// workers is how many officers press at once.
const workers = 32

var benchAt = time.Date(2026, 11, 23, 1, 2, 3, 0, time.UTC)

// BenchmarkMove is the core of a step on its own: read, move, journal, hand. The
// same four by ordinary GORM stand beside it.
func BenchmarkMove(b *testing.B) {
	bench(b, "store", func(db *store.DB, c *models.Case) error {
		return db.InTx(b.Context(), func(tx *store.Tx) error {
			seen, err := store.One[models.Case](tx, "id = ?", c.ID)
			if err != nil {
				return err
			}
			return move(tx, seen, c)
		})
	})
	bench(b, "gorm", func(db *store.DB, c *models.Case) error {
		return db.ORM().WithContext(b.Context()).Transaction(func(tx *gorm.DB) error { return moveByGORM(tx, c) })
	})
}

// BenchmarkStep is what package register does for one step, twelve statements.
func BenchmarkStep(b *testing.B) {
	bench(b, "each", func(db *store.DB, c *models.Case) error {
		return db.InTx(b.Context(), func(tx *store.Tx) error { return step(tx, c, false) })
	})
	bench(b, "held", func(db *store.DB, c *models.Case) error {
		return db.InTx(b.Context(), func(tx *store.Tx) error { return step(tx, c, true) })
	})
}

func bench(b *testing.B, name string, once func(*store.DB, *models.Case) error) {
	for _, engine := range []struct {
		name string
		open func(testing.TB) *store.DB
	}{{"sqlite", storetest.SQLite}, {"postgres", storetest.Postgres}} {
		for _, n := range []int{1, workers} {
			b.Run(fmt.Sprintf("%s/%s/%d", name, engine.name, n), func(b *testing.B) {
				db := engine.open(b)
				cases := seed(b, db, n)
				run(b, n, func(worker, i int) error { return once(db, &cases[worker][i%len(cases[worker])]) })
			})
		}
	}
}

func run(b *testing.B, n int, once func(worker, i int) error) {
	b.ReportAllocs()
	b.ResetTimer()
	var left atomic.Int64
	left.Store(int64(b.N))
	errs := make(chan error, n)
	for worker := range n {
		go func() {
			for i := 0; left.Add(-1) >= 0; i++ {
				if err := once(worker, i); err != nil {
					errs <- err
					return
				}
			}
			errs <- nil
		}()
	}
	for range n {
		if err := <-errs; err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "steps/s")
}

// seed gives every worker twenty cases of its own.
func seed(b *testing.B, db *store.DB, workers int) [][]models.Case {
	all := make([][]models.Case, workers)
	err := db.InTx(context.Background(), func(tx *store.Tx) error {
		for w := range all {
			for i := range 20 {
				id := fmt.Sprintf("01939000-0000-7000-8000-%06d%06d", w, i)
				c := models.Case{
					ID: id, Number: id, Business: "birth_no_cert", Edition: "2026-01-01", State: "accepted", Version: 1,
					AcceptanceOrg: "649901010000", HandlingOrg: "649901010000", RegisterOrg: "649901010000",
					OpenedBy: "o", OpenedAt: benchAt, LodgedOn: "2026-11-20", DueOn: "2026-12-01", Head: make([]byte, 32),
				}
				all[w] = append(all[w], c)
			}
			if err := store.Insert(tx, all[w]...); err != nil {
				return err
			}
			for _, c := range all[w] {
				if err := store.Insert(tx, models.CaseForm{CaseID: c.ID, FactsSealed: make([]byte, 600)}); err != nil {
					return err
				}
				if err := store.Insert(tx, models.CaseClock{ID: c.ID, CaseID: c.ID, Limit: "decision"}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return all
}

func move(tx *store.Tx, seen models.Case, keep *models.Case) error {
	next := seen
	next.Version, next.Seq, next.Head = seen.Version+1, seen.Seq+1, make([]byte, 32)
	if err := tx.MoveCase(next, seen.Version, seen.State); err != nil {
		return err
	}
	entry, message := written(next)
	if err := tx.Append(entry, []models.Outbox{message}); err != nil {
		return err
	}
	*keep = next
	return tx.Hand(next.ID, "person", "makes", false)
}

func written(c models.Case) (models.Entry, models.Outbox) {
	return models.Entry{
			CaseID: c.ID, Seq: c.Seq, At: benchAt, Event: "approve", From: "accepted", To: "accepted", Officer: "o",
			Payload: make([]byte, 400), PrevHash: make([]byte, 32), Hash: make([]byte, 32),
		}, models.Outbox{
			ID: fmt.Sprintf("%s-%d", c.ID, c.Seq), CaseID: c.ID, Seq: c.Seq, Kind: "step", Body: "{}", At: benchAt,
		}
}

func moveByGORM(tx *gorm.DB, keep *models.Case) error {
	var seen models.Case
	if err := tx.Take(&seen, "id = ?", keep.ID).Error; err != nil {
		return err
	}
	next := seen
	next.Version, next.Seq, next.Head = seen.Version+1, seen.Seq+1, make([]byte, 32)
	moved := tx.Model(&models.Case{}).Where("id = ? AND state = ? AND version = ?", seen.ID, seen.State, seen.Version).
		Select("*").Omit("id").Updates(next)
	if moved.Error != nil || moved.RowsAffected != 1 {
		return fmt.Errorf("%w (%d rows)", moved.Error, moved.RowsAffected)
	}
	entry, message := written(next)
	if err := tx.Create(&entry).Error; err != nil {
		return err
	}
	if err := tx.Create(&message).Error; err != nil {
		return err
	}
	*keep = next
	hand := models.CaseHand{CaseID: next.ID, PersonID: "person", Side: "makes"}
	return tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&hand).Error
}

// step reads and writes what a step of package register does. Held, the reads go
// together and so do the writes.
func step(tx *store.Tx, c *models.Case, hold bool) error {
	key := fmt.Sprintf("%s-%d", c.ID, c.Version)
	if _, err := store.InsertNew(tx, models.Idempotency{OfficerID: "o", Key: key, RequestHash: make([]byte, 32), At: benchAt}); err != nil {
		return err
	}
	var (
		cases     []models.Case
		forms     []models.CaseForm
		orgs      []models.CaseOrg
		hands     []models.CaseHand
		materials []models.Material
		tasks     []models.CaseTask
	)
	reads := []store.Reading{
		store.Into(&cases, "", "id = ?", c.ID),
		store.Into(&forms, "", "case_id = ?", c.ID),
		store.Into(&orgs, "", "case_id = ?", c.ID),
		store.Into(&hands, "", "case_id = ?", c.ID),
		store.Into(&materials, "added_at", "case_id = ?", c.ID),
		store.Into(&tasks, "opened_at", "case_id = ?", c.ID),
	}
	if hold {
		tx.Hold()
		if err := tx.Together(reads...); err != nil {
			return err
		}
	} else {
		for _, r := range reads {
			if err := tx.Together(r); err != nil {
				return err
			}
		}
	}
	if err := move(tx, cases[0], c); err != nil {
		return err
	}
	if err := store.Change[models.CaseClock](tx, map[string]any{"due_on": "2026-12-02"}, "case_id = ? AND limit_name = ?", c.ID, "decision"); err != nil {
		return err
	}
	return store.Change[models.Idempotency](tx, map[string]any{"status": 200, "answer_sealed": make([]byte, 200)},
		"officer_id = ? AND idem_key = ?", "o", key)
}
