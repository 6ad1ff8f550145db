package main

import (
	"sync/atomic"
	"time"
)

// clock is the register's clock: the real one, moved by an offset that only a
// demonstration sets. It goes on ticking after a move. Sign-in codes do not use it.
type clock struct {
	real   func() time.Time
	offset atomic.Int64 // nanoseconds
}

// Now is the register's instant.
func (c *clock) Now() time.Time { return c.real().Add(time.Duration(c.offset.Load())) }

// Set moves the clock to an instant.
func (c *clock) Set(to time.Time) { c.offset.Store(int64(to.Sub(c.real()))) }
