package bench

import (
	"math/rand/v2"
	"strconv"
	"sync/atomic"
	"testing"

	"hukou/internal/testdb"
	"hukou/store"
)

// BenchmarkStep is the officer's step alone, for profiles: one officer at a time on
// SQLite, thirty-two on PostgreSQL.
func BenchmarkStep(b *testing.B) {
	step := func(w *world) runner { return runner{name: stepName, once: w.step} }
	b.Run("sqlite", func(b *testing.B) { benchmark(b, store.Config{Dir: b.TempDir()}, 1, step) })
	b.Run("postgres", func(b *testing.B) { benchmark(b, store.Config{URL: testdb.Fresh(b)}, 32, step) })
}

// BenchmarkLimit is what the step is compared with.
func BenchmarkLimit(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) {
		benchmark(b, store.Config{Dir: b.TempDir()}, 1, func(w *world) runner { return sqliteLimits(w)[0] })
	})
	b.Run("postgres", func(b *testing.B) {
		benchmark(b, store.Config{URL: testdb.Fresh(b)}, 32, func(w *world) runner { return postgresLimits(w)[0] })
	})
}

func benchmark(b *testing.B, c store.Config, workers int, pick func(*world) runner) {
	db, err := store.Open(b.Context(), c)
	if err != nil {
		b.Fatal(err)
	}
	w, err := newWorld(b.Context(), db, ordinaryCases, func() error { return nil })
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := w.end(); err != nil {
			b.Error(err)
		}
	}()
	one := pick(w)
	var left atomic.Int64
	b.ReportAllocs()
	for b.Loop() {
		// One turn of the loop is a thousand steps shared by the workers.
		left.Store(1000)
		errs := make(chan error, workers)
		for worker := range workers {
			t := newTurn("bench"+strconv.Itoa(rand.Int()), worker, workers)
			go func() {
				for left.Add(-1) >= 0 {
					if err := one.once(b.Context(), t); err != nil {
						errs <- err
						return
					}
				}
				errs <- nil
			}()
		}
		for range workers {
			if err := <-errs; err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(1000*float64(b.N)/b.Elapsed().Seconds(), "steps/s")
}
