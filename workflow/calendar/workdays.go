package calendar

import "hukou/models"

// IsWorkday tells whether offices work on d, and whether that may still change.
// A date that is not a date is (false, true).
func (c *Calendar) IsWorkday(d models.Date) (work, provisional bool) {
	n, ok := parse(d)
	if !ok {
		return false, true
	}
	at := c.at(n)
	return at.work, at.provisional
}

// NextWorkday is d itself if it is worked, else the next day that is.
func (c *Calendar) NextWorkday(d models.Date) (next models.Date, provisional bool) {
	n, ok := parse(d)
	if !ok {
		return "", true
	}
	return c.answer(c.shift(n))
}

// AddWorkdays is the n-th working day after from. The day of the event is not
// counted (民法典 201); a make-up Saturday is. For n = 0 it is from itself, or
// the next working day. A negative n has no date. It allocates nothing while it
// stays within the table.
func (c *Calendar) AddWorkdays(from models.Date, n int) (due models.Date, provisional bool) {
	return c.Due(from, Span{n, UnitWorkday})
}

// WorkdaysBetween counts the working days after from up to and including to. It
// is negative when to is the earlier one. It undoes AddWorkdays: for n ≥ 1,
// WorkdaysBetween(d, AddWorkdays(d, n)) is n.
func (c *Calendar) WorkdaysBetween(from, to models.Date) (n int, provisional bool) {
	a, okA := parse(from)
	b, okB := parse(to)
	if !okA || !okB {
		return 0, true
	}
	if b < a {
		n, provisional = c.count(b, a)
		return -n, provisional
	}
	return c.count(a, b)
}

func (c *Calendar) count(a, b daynum) (n int, provisional bool) {
	for d := a + 1; d <= b; d++ {
		at := c.at(d)
		if at.work {
			n++
		}
		provisional = provisional || at.provisional
	}
	return n, provisional
}

// MonthPeriod is the last day of a citizen's period of months after an event:
// the same day that many months later, or the month's end where there is no such
// day (民法典 202); if nobody works on it, the next working day (203).
func (c *Calendar) MonthPeriod(event models.Date, months int) (last models.Date, provisional bool) {
	return c.Due(event, Span{months, UnitMonth})
}

// Due is the last day of the span after from, for any unit. Calendar days and
// months that end on a day off move to the next working day (民法典 203);
// working days never end on one. A span without a unit, a negative one, or one
// that ends after the year 9999 has no date: ("", true).
func (c *Calendar) Due(from models.Date, s Span) (due models.Date, provisional bool) {
	n, ok := parse(from)
	if !ok {
		return "", true
	}
	last, provisional, ok := c.spend(n, s, nil)
	if !ok {
		return "", true
	}
	due, shifted := c.answer(c.shift(last))
	return due, provisional || shifted
}

func (c *Calendar) answer(n daynum, provisional bool) (models.Date, bool) {
	d := c.date(n)
	return d, provisional || d == ""
}

// shift is n or the next working day; past the last day there is none.
func (c *Calendar) shift(n daynum) (next daynum, provisional bool) {
	for ; n <= lastDay; n++ {
		at := c.at(n)
		provisional = provisional || at.provisional
		if at.work {
			return n, provisional
		}
	}
	return 0, true
}

// spend walks from the day after from until the span is used up, leaving out the
// stopped days. It is false when the span has no end.
func (c *Calendar) spend(from daynum, s Span, p pauses) (last daynum, provisional, ok bool) {
	left, workdays := s.N, s.Unit == UnitWorkday
	if s.Unit == UnitMonth {
		end, fits := from.addMonths(s.N)
		if !fits {
			return 0, false, false
		}
		left = int(end - from)
	}
	if !s.Unit.valid() || left < 0 {
		return 0, false, false
	}
	for n := from; n <= lastDay; {
		if left == 0 {
			return n, provisional, true
		}
		n++
		if end, stopped := p.cover(n); stopped {
			n = end // never again, where it is past the last day
			continue
		}
		if workdays {
			at := c.at(n)
			provisional = provisional || at.provisional
			if !at.work {
				continue
			}
		}
		left--
	}
	return 0, false, false
}
