package calendar

import (
	"fmt"

	"hukou/models"
)

// LineKind is what a Line of an explanation is about.
type LineKind string

// The kinds of lines.
const (
	LineStart   LineKind = "start"   // the day of the event
	LineCounted LineKind = "counted" // days that count
	LineOff     LineKind = "off"     // weekend or holiday
	LineStopped LineKind = "stopped" // the clock stood still
	LineMoved   LineKind = "moved"   // the last day moved off a day off
	LineDue     LineKind = "due"     // the last day in time
	LineLate    LineKind = "late"    // days after it
	LineEnded   LineKind = "ended"   // the day the clock ended
	LineMore    LineKind = "more"    // days left out of a very long explanation
)

// Line says of a run of days whether they counted and why, for the case page.
// The Days of the counted lines add up to the limit with its extension.
type Line struct {
	From models.Date `json:"from"`
	To   models.Date `json:"to"` // the last day of the run; empty for a stop that goes on
	Kind LineKind    `json:"kind"`
	Days int         `json:"days"` // counted days; days late on a late line
	// Provisional: a notice still to come may turn these days.
	Provisional bool `json:"provisional"`
	Text
}

// An explanation ends here, so that an absurd limit stays readable.
const (
	mostLines = 400
	mostDays  = 4000
)

// Explain tells line by line, from the start to the due date, why each day
// counted or not; to today where there is no due date. Nil for a clock whose
// start is not a date.
func (c *Calendar) Explain(k Clock, today models.Date) []Line {
	r, ok := c.read(k, today)
	if !ok {
		return nil
	}
	e := explainer{c: c, r: r, stops: readStops(k.Stops)}
	e.add(r.start, LineStart, 0, false, Text{"起算当日，不计入（民法典第二百零一条）",
		"the day it starts is not counted (Civil Code, art. 201)"})
	last, _, ends := c.last(r.start, k, r.stops)
	if !ends {
		e.unending()
		return append(e.lines, e.end(k)...)
	}
	e.walk(r.start, last)
	if due, provisional, ok := c.due(r.start, k, r.stops); ok {
		e.moved(last, due)
		e.due(k, due, provisional)
	}
	return append(e.lines, e.end(k)...)
}

type explainer struct {
	c     *Calendar
	r     reading
	stops []datedStop
	lines []Line
}

type datedStop struct {
	pause
	Stop
}

func readStops(stops []Stop) []datedStop {
	var out []datedStop
	for _, stop := range stops {
		if p := merge([]Stop{stop}); len(p) == 1 {
			out = append(out, datedStop{p[0], stop})
		}
	}
	return out
}

// unending explains a clock without a due date: to the stop that goes on, or to
// today.
func (e *explainer) unending() {
	open := len(e.r.stops) - 1
	if open < 0 || e.r.stops[open].to != never {
		e.walk(e.r.start, e.r.asOf)
		return
	}
	since := max(e.r.stops[open].from, e.r.start)
	e.walk(e.r.start, since)
	e.lines = append(e.lines, Line{From: e.c.date(since + 1), Kind: LineStopped, Text: e.stopText(since + 1)})
}

func (e *explainer) walk(from, to daynum) {
	stops := e.r.stops
	for n := from + 1; n <= to; n++ {
		if len(e.lines) >= mostLines || n-from > mostDays {
			e.lines = append(e.lines, Line{From: e.c.date(n), To: e.c.date(to), Kind: LineMore,
				Text: Text{"其后各日从略", "the days that follow are left out"}})
			return
		}
		_, stopped := stops.cover(n)
		e.day(n, stopped)
	}
}

func (e *explainer) day(n daynum, stopped bool) {
	at := e.c.at(n)
	name := e.c.nameOf(at)
	switch {
	case stopped:
		e.add(n, LineStopped, 0, false, e.stopText(n))
	case !e.r.workdays:
		e.add(n, LineCounted, 1, false, Text{"自然日，计入", "calendar day, counted"})
	case at.work && name.Zh != "":
		e.add(n, LineCounted, 1, at.provisional,
			Text{name.Zh + "调休上班，计入", "worked in exchange for " + name.En + ", counted"})
	case at.work:
		e.add(n, LineCounted, 1, at.provisional, Text{"工作日，计入", "working day, counted"})
	case name.Zh != "":
		e.add(n, LineOff, 0, at.provisional, Text{name.Zh + "放假，不计入", name.En + " holiday, not counted"})
	default:
		e.add(n, LineOff, 0, at.provisional, Text{"周末，不计入", "weekend, not counted"})
	}
}

// stopText names every stop that holds the day, with its document.
func (e *explainer) stopText(n daynum) Text {
	var t Text
	for _, s := range e.stops {
		if n <= s.from || n > s.to {
			continue
		}
		reason := s.Reason.Text()
		if s.Document != "" {
			reason = Text{reason.Zh + "（" + s.Document + "）", reason.En + " (" + s.Document + ")"}
		}
		if t.Zh != "" {
			t = Text{t.Zh + "、", t.En + ", "}
		}
		t = Text{t.Zh + reason.Zh, t.En + reason.En}
	}
	return Text{t.Zh + "，停止计时，不计入", t.En + ": the clock is stopped, not counted"}
}

// add puts the day to the line before, where it says the same.
func (e *explainer) add(n daynum, kind LineKind, days int, provisional bool, t Text) {
	if i := len(e.lines) - 1; i >= 0 {
		if l := &e.lines[i]; l.Kind == kind && l.Text == t && l.Provisional == provisional {
			l.To, l.Days = e.c.date(n), l.Days+days
			return
		}
	}
	e.lines = append(e.lines, Line{e.c.date(n), e.c.date(n), kind, days, provisional, t})
}

func (e *explainer) moved(last, due daynum) {
	for n := last; n < due; n++ {
		at := e.c.at(n)
		name := e.c.nameOf(at)
		if name.Zh == "" {
			name = Text{"周末", "weekend"}
		}
		e.add(n, LineMoved, 0, at.provisional, Text{"期限末日遇" + name.Zh + "，顺延（民法典第二百零三条）",
			"the last day falls on a day off (" + name.En + ") and moves on (Civil Code, art. 203)"})
	}
}

func (e *explainer) due(k Clock, due daynum, provisional bool) {
	limit := k.Limit.Text()
	t := Text{"期限届满，限" + limit.Zh, "last day of " + limit.En}
	if !k.Extension.IsZero() {
		more := k.Extension.Text()
		t = Text{t.Zh + "，延长" + more.Zh, t.En + ", extended by " + more.En}
	}
	if promised, ok := parse(k.PromisedDue); ok && promised > due {
		due = promised
		t = Text{t.Zh + "；已告知申请人的日期不提前", t.En + "; the date told to the applicant is not brought forward"}
	}
	if provisional {
		t = Text{t.Zh + "（暂定，放假安排尚未公布）", t.En + " (provisional, the holiday notice is not out yet)"}
	}
	e.add(due, LineDue, 0, provisional, t)
	if late, _ := e.c.tally(due, e.r.asOf, e.r.workdays, e.r.stops); e.r.asOf > due {
		unit := UnitDay
		if e.r.workdays {
			unit = UnitWorkday
		}
		by := Span{late, unit}.Text()
		e.lines = append(e.lines, Line{e.c.date(due + 1), e.c.date(e.r.asOf), LineLate, late, false,
			Text{"逾期" + by.Zh, by.En + " late"}})
	}
}

func (e *explainer) end(k Clock) []Line {
	if end, ok := parse(k.EndedOn); ok && end == e.r.asOf {
		return []Line{{k.EndedOn, k.EndedOn, LineEnded, 0, false, Text{"计时终了", "the clock ended"}}}
	}
	return nil
}

// String writes the line for a log or a test: 2026-10-01…2026-10-07 国庆节放假，不计入.
func (l Line) String() string {
	switch l.To {
	case l.From:
		return fmt.Sprint(string(l.From), " ", l.Zh)
	case "":
		return fmt.Sprint(string(l.From), "… ", l.Zh)
	}
	return fmt.Sprint(string(l.From), "…", string(l.To), " ", l.Zh)
}
