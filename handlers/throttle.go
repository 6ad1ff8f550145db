package handlers

import (
	"math"
	"net/netip"
	"sync"
	"time"
)

// throttle lets each key do so much a minute: a bucket that fills evenly. It is safe
// for use by many goroutines.
type throttle struct {
	perMinute float64
	mu        sync.Mutex
	buckets   map[string]*bucket
	swept     time.Time
}

type bucket struct {
	left float64
	at   time.Time
}

func newThrottle(perMinute int) *throttle {
	return &throttle{perMinute: float64(perMinute), buckets: map[string]*bucket{}}
}

// allow takes one from the key's bucket, or says in how many seconds there will be
// one.
func (t *throttle) allow(key string, now time.Time) (ok bool, seconds int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.forget(now)
	b := t.buckets[key]
	if b == nil {
		b = &bucket{left: t.perMinute, at: now}
		t.buckets[key] = b
	}
	if gone := now.Sub(b.at); gone > 0 {
		b.left = math.Min(t.perMinute, b.left+gone.Minutes()*t.perMinute)
		b.at = now
	}
	if b.left < 1 {
		return false, int(math.Ceil((1 - b.left) * 60 / t.perMinute))
	}
	b.left--
	return true, 0
}

// forget drops full buckets once a minute, so that passing addresses cost nothing.
func (t *throttle) forget(now time.Time) {
	if now.Sub(t.swept) < time.Minute {
		return
	}
	t.swept = now
	for key, b := range t.buckets {
		if now.Sub(b.at) >= time.Minute {
			delete(t.buckets, key)
		}
	}
}

// addressKey is who an address is for throttling: one IPv4 address, or the IPv6
// network of 64 bits that one subscriber holds.
func addressKey(ip string) string {
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		return ip
	}
	addr = addr.Unmap().WithZone("")
	if addr.Is4() {
		return addr.String()
	}
	prefix, err := addr.Prefix(64)
	if err != nil {
		return addr.String()
	}
	return prefix.String()
}
