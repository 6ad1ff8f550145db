package handlers

import (
	"runtime"
	"runtime/metrics"
)

// largeBody is from where on a body is worth clearing up for.
const largeBody = 1 << 20

// makeRoom clears what earlier large bodies left behind before another one is taken in.
// A service that clears its heap seldom would else grow by several files at once. A
// negative size is not known.
func makeRoom(size int64) {
	if 0 <= size && size < largeBody {
		return
	}
	heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/live:bytes"}}
	metrics.Read(heap)
	if inUse, live := heap[0].Value.Uint64(), heap[1].Value.Uint64(); inUse > live+8*largeBody {
		runtime.GC()
	}
}
