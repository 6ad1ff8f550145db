package main

import (
	"sync"
	"sync/atomic"
	"time"
)

// clock is the register's clock: the real one, moved by an offset that only a
// demonstration sets. It goes on ticking after a move. Sign-in codes do not use it.
type clock struct {
	real   func() time.Time
	offset atomic.Int64 // nanoseconds

	mu  sync.Mutex
	was time.Time // what it was set to last
}

// Now is the register's instant.
func (c *clock) Now() time.Time { return c.real().Add(time.Duration(c.offset.Load())) }

// Set moves the clock to an instant, back as well as forth.
func (c *clock) Set(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.was = to
	c.offset.Store(int64(to.Sub(c.real())))
}

// Forward moves the clock to an instant that is still to come. It stays where it is
// for one that has gone by since it was last set, and refuses one before that: what
// the register wrote meanwhile would lie in the future.
func (c *clock) Forward(to time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if to.Before(c.was) {
		return false
	}
	if to.After(c.Now()) {
		c.was = to
		c.offset.Store(int64(to.Sub(c.real())))
	}
	return true
}
