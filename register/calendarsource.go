package register

import (
	"sync/atomic"

	"hukou/workflow/calendar"
)

// calendarSource holds the calendar in force; a new holiday table replaces it.
type calendarSource struct {
	p atomic.Pointer[calendar.Calendar]
}

func (s *calendarSource) load() *calendar.Calendar   { return s.p.Load() }
func (s *calendarSource) store(c *calendar.Calendar) { s.p.Store(c) }
