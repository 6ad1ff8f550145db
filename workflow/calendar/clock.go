package calendar

import (
	"cmp"
	"slices"

	"hukou/models"
)

// StopReason is why a clock stands still. Each stop rests on a document and is
// told to the applicant.
type StopReason string

// The reasons for which time does not count.
const (
	StopCorrection       StopReason = "correction"        // papers to be corrected or added (许可法 32)
	StopExpert           StopReason = "expert"            // expert opinion (许可法 45)
	StopLetter           StopReason = "letter"            // letter of inquiry to another body
	StopNotice           StopReason = "notice"            // public notice
	StopPeer             StopReason = "peer"              // the other station's answer
	StopCourt            StopReason = "court"             // court proceedings
	StopExternalRegistry StopReason = "external_registry" // another registry's result
	StopReturned         StopReason = "returned"          // the case was back at an earlier desk; stops no time since 2026-11-28, older rows have it
	StopDispute          StopReason = "dispute"           // parentage, custody or jurisdiction in dispute
)

// StopReasons are all reasons, in the order officers choose from.
func StopReasons() []StopReason {
	return []StopReason{StopCorrection, StopExpert, StopLetter, StopNotice, StopPeer, StopCourt,
		StopExternalRegistry, StopDispute}
}

// Text names the reason; an unknown one is its own code.
func (r StopReason) Text() Text {
	switch r {
	case StopCorrection:
		return Text{"补正材料", "papers being corrected"}
	case StopExpert:
		return Text{"鉴定", "expert opinion"}
	case StopLetter:
		return Text{"发函核查", "letter of inquiry"}
	case StopNotice:
		return Text{"公告", "public notice"}
	case StopPeer:
		return Text{"等待对方登记机关", "waiting for the other station"}
	case StopCourt:
		return Text{"诉讼", "court proceedings"}
	case StopExternalRegistry:
		return Text{"等待外部登记机关", "waiting for another registry"}
	case StopReturned:
		return Text{"退回", "returned to an earlier desk"}
	case StopDispute:
		return Text{"争议处理", "dispute being settled"}
	}
	return Text{string(r), string(r)}
}

// Stop is a time that does not count. The day of the stop counts; the days after
// it up to and including the day of resuming do not.
type Stop struct {
	Reason   StopReason  `json:"reason"`
	Document string      `json:"document"` // number of the letter, notice or order
	From     models.Date `json:"from"`     // the day of the stop
	To       models.Date `json:"to"`       // the day of resuming; empty while stopped
}

// Clock is one running period of a case, as it stands in the register.
type Clock struct {
	Name      string      `json:"name"`
	StartedOn models.Date `json:"started_on"` // not counted itself (民法典 201)
	Limit     Span        `json:"limit"`      // zero: the clock only measures
	Extension Span        `json:"extension"`  // granted once, added to Limit
	Stops     []Stop      `json:"stops"`      // in any order; overlapping days count once
	// PromisedDue is the due date last told to the applicant. A due date computed
	// anew never falls before it.
	PromisedDue models.Date `json:"promised_due"`
	EndedOn     models.Date `json:"ended_on"` // empty while open
}

// ClockState is where a clock stands at the end of a day. The days are working
// days for a clock in working days and for one without a limit, else calendar
// days.
type ClockState struct {
	// DueOn is the last day in time. It is empty without a limit, and while a stop
	// with no day of resuming began before the time was used up.
	DueOn models.Date `json:"due_on"`
	// Provisional: a notice that is still to come may move DueOn.
	Provisional   bool `json:"provisional"`
	Running       bool `json:"running"`        // started, not ended, not stopped
	ElapsedDays   int  `json:"elapsed_days"`   // counted days since the start
	StoppedDays   int  `json:"stopped_days"`   // days that would have counted but for a stop
	RemainingDays int  `json:"remaining_days"` // to DueOn, or left when resumed today; negative when overdue
	Overdue       bool `json:"overdue"`        // today, or the day it ended, is after DueOn
}

// State computes where the clock stands at the end of today. A clock that ended
// is measured to its end. A clock whose start is not a date has the zero state.
func (c *Calendar) State(k Clock, today models.Date) ClockState {
	r, ok := c.read(k, today)
	if !ok {
		return ClockState{}
	}
	s := ClockState{Running: r.running}
	s.ElapsedDays, s.StoppedDays = c.tally(r.start, r.asOf, r.workdays, r.stops)
	due, provisional, ok := c.due(r.start, k, r.stops)
	if !ok {
		// What would be left if the clock resumed today.
		resumed := r.stops.closed(r.asOf)
		if due, _, ok = c.due(r.start, k, resumed); ok {
			s.RemainingDays, _ = c.tally(r.asOf, due, r.workdays, resumed)
		}
		return s
	}
	if promised, told := parse(k.PromisedDue); told {
		due = max(due, promised)
	}
	s.DueOn, s.Provisional, s.Overdue = c.date(due), provisional, r.asOf > due
	if s.Overdue {
		late, _ := c.tally(due, r.asOf, r.workdays, r.stops)
		s.RemainingDays = -late
	} else {
		s.RemainingDays, _ = c.tally(r.asOf, due, r.workdays, r.stops)
	}
	return s
}

// reading is a clock in day numbers.
type reading struct {
	start, asOf daynum // asOf: today, or the end
	workdays    bool   // count working days, else calendar days
	running     bool
	stops       pauses
}

func (c *Calendar) read(k Clock, today models.Date) (reading, bool) {
	start, ok := parse(k.StartedOn)
	if !ok {
		return reading{}, false
	}
	now, ok := parse(today)
	if !ok {
		now = start
	}
	r := reading{start: start, asOf: max(now, start), stops: merge(k.Stops)}
	r.workdays = k.Limit.Unit == UnitWorkday || !k.Limit.Unit.valid()
	end, ended := parse(k.EndedOn)
	if ended && end <= now {
		r.asOf = max(end, start)
		return r, true
	}
	r.running = start <= now && !r.stops.hold(now)
	return r, true
}

// due is the day the clock's whole time is used up, moved off a day off.
func (c *Calendar) due(start daynum, k Clock, p pauses) (due daynum, provisional, ok bool) {
	last, provisional, ok := c.last(start, k, p)
	if !ok {
		return 0, false, false
	}
	due, shifted := c.shift(last)
	return due, provisional || shifted, due.in()
}

func (c *Calendar) last(start daynum, k Clock, p pauses) (last daynum, provisional, ok bool) {
	limit, extension := k.Limit, k.Extension
	if extension.Unit == limit.Unit && extension.N > 0 && limit.N <= int(lastDay) {
		limit.N += min(extension.N, int(lastDay))
		extension = Span{}
	}
	last, provisional, ok = c.spend(start, limit, p)
	if !ok || extension.IsZero() {
		return last, provisional, ok
	}
	last, further, ok := c.spend(last, extension, p)
	return last, provisional || further, ok
}

// tally counts the days after from up to and including to: those that count and
// those that would but for a stop.
func (c *Calendar) tally(from, to daynum, workdays bool, p pauses) (counted, stopped int) {
	for n := from + 1; n <= to; n++ {
		if workdays && !c.at(n).work {
			continue
		}
		if _, off := p.cover(n); off {
			stopped++
		} else {
			counted++
		}
	}
	return counted, stopped
}

// pauses are the stops in order, joined where they touch. The days after from up
// to and including to do not count. A walk forward drops those behind it, on its
// own copy.
type pauses []pause

type pause struct{ from, to daynum }

const never = lastDay + 1

func merge(stops []Stop) pauses {
	if len(stops) == 0 {
		return nil
	}
	all := make(pauses, 0, len(stops))
	for _, stop := range stops {
		from, ok := parse(stop.From)
		if !ok {
			continue
		}
		to, ok := parse(stop.To)
		if !ok {
			to = never
		}
		if to > from {
			all = append(all, pause{from, to})
		}
	}
	slices.SortFunc(all, func(a, b pause) int { return cmp.Compare(a.from, b.from) })
	out := all[:0]
	for _, next := range all {
		if i := len(out) - 1; i >= 0 && next.from <= out[i].to {
			out[i].to = max(out[i].to, next.to)
			continue
		}
		out = append(out, next)
	}
	return out
}

// cover tells whether n is stopped, and the day of resuming.
func (p *pauses) cover(n daynum) (end daynum, stopped bool) {
	for len(*p) > 0 && (*p)[0].to < n {
		*p = (*p)[1:]
	}
	if len(*p) == 0 || n <= (*p)[0].from {
		return 0, false
	}
	return (*p)[0].to, true
}

// hold tells whether the clock stands still at the end of the day n.
func (p pauses) hold(n daynum) bool {
	return slices.ContainsFunc(p, func(s pause) bool { return s.from <= n && n < s.to })
}

// closed are the pauses if the open one ended on n.
func (p pauses) closed(n daynum) pauses {
	i := len(p) - 1
	if i < 0 || p[i].to != never {
		return p
	}
	out := slices.Clone(p)
	out[i].to = n
	return out
}
