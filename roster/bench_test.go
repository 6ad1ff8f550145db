package roster

import (
	"bytes"
	"runtime"
	"testing"
	"time"
)

const (
	benchRows  = 10_000
	benchLimit = 5 * time.Second
	benchBytes = 200 << 20
)

// BenchmarkRoster10k reads a roster of ten thousand children and fails when it
// takes more than five seconds or 200 MB.
func BenchmarkRoster10k(b *testing.B) {
	var file bytes.Buffer
	if err := WriteXLSX(childrenLines(b, benchRows), &file); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	start := time.Now()
	var peak uint64
	for range b.N {
		runtime.GC()
		stop, most := watchHeap()
		got := parse(b, XLSX, file.Bytes())
		close(stop)
		peak = max(peak, <-most)
		if len(got.Lines) != benchRows {
			b.Fatalf("%d lines, first problems %v", len(got.Lines), got.Problems[:min(3, len(got.Problems))])
		}
	}
	each := time.Since(start) / time.Duration(b.N)
	b.ReportMetric(benchRows/each.Seconds(), "rows/s")
	b.ReportMetric(float64(peak), "peak-bytes")
	if each > benchLimit || peak > benchBytes {
		b.Errorf("%v and %d bytes for %d rows", each, peak, benchRows)
	}
}

// watchHeap samples the heap until stop is closed and then gives its greatest
// size.
func watchHeap() (stop chan struct{}, most chan uint64) {
	stop, most = make(chan struct{}), make(chan uint64, 1)
	go func() {
		var peak uint64
		var stats runtime.MemStats
		for {
			runtime.ReadMemStats(&stats)
			peak = max(peak, stats.HeapAlloc)
			select {
			case <-stop:
				most <- peak
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	}()
	return stop, most
}
