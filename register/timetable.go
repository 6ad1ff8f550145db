package register

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"hukou/models"
)

// The rules of a timetable. Odd and even speak of the day of the month, so that the
// 31st and the 1st are two odd days running.
const (
	RuleOdd      = "odd"
	RuleEven     = "even"
	RuleDaily    = "daily"
	RuleWeekdays = "weekdays"
)

// Timetable says on which days a service site is open. Weekdays run from 1, Monday,
// to 7. A period has a rule of its own from a day to a day, a summer's or a market
// season's. An exception speaks for its day alone and before everything else.
// WorkdaysOnly closes the site on holidays, and opens nothing by itself: a make-up
// Saturday is open where the rule says so.
type Timetable struct {
	Rule         string               `json:"rule"`
	Weekdays     []int                `json:"weekdays,omitempty"`
	Periods      []TimetablePeriod    `json:"periods,omitempty"`
	Exceptions   map[models.Date]bool `json:"exceptions,omitempty"`
	WorkdaysOnly bool                 `json:"workdays_only,omitempty"`
}

// TimetablePeriod is the rule of some days, the last day included.
type TimetablePeriod struct {
	From     models.Date `json:"from"`
	To       models.Date `json:"to"`
	Rule     string      `json:"rule"`
	Weekdays []int       `json:"weekdays,omitempty"`
}

// ParseTimetable reads a timetable and refuses one that would never be understood:
// an unknown word, weekdays without days, a day that never was.
func ParseTimetable(text string) (Timetable, error) {
	var t Timetable
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&t); err != nil || d.More() {
		return t, errors.New("the timetable is not the JSON that is expected: write {\"rule\": \"odd\"}")
	}
	return t, t.check()
}

func (t Timetable) check() error {
	if err := checkRule(t.Rule, t.Weekdays); err != nil {
		return err
	}
	for i, p := range t.Periods {
		if err := checkRule(p.Rule, p.Weekdays); err != nil {
			return err
		}
		if !p.From.Valid() || !p.To.Valid() || p.To < p.From {
			return errors.New("a period of the timetable is none: write from and to as 2026-11-24, the later day last")
		}
		if slices.ContainsFunc(t.Periods[:i], func(q TimetablePeriod) bool { return p.From <= q.To && q.From <= p.To }) {
			return errors.New("two periods of the timetable overlap: let the second begin after the first has ended")
		}
	}
	for day := range t.Exceptions {
		if !day.Valid() {
			return errors.New("an exception of the timetable is no date: write it as 2026-11-24")
		}
	}
	return nil
}

func checkRule(rule string, weekdays []int) error {
	if !slices.Contains([]string{RuleOdd, RuleEven, RuleDaily, RuleWeekdays}, rule) {
		return errors.New("the timetable's rule is unknown: write odd, even, daily or weekdays")
	}
	if (rule == RuleWeekdays) != (len(weekdays) > 0) {
		return errors.New("the timetable's weekdays and its rule do not fit: give weekdays from 1 to 7 with the rule weekdays alone")
	}
	if slices.ContainsFunc(weekdays, func(d int) bool { return d < 1 || d > 7 }) {
		return errors.New("a weekday of the timetable is none: Monday is 1, Sunday 7")
	}
	return nil
}

// String is the timetable as it is stored.
func (t Timetable) String() string { return jsonText(t) }

// Open tells whether the site serves on the day; workday is what the calendar says
// of it. A timetable without a rule is never open.
func (t Timetable) Open(day models.Date, workday bool) bool {
	if !day.Valid() {
		return false
	}
	if open, ok := t.Exceptions[day]; ok {
		return open
	}
	if t.WorkdaysOnly && !workday {
		return false
	}
	rule, weekdays := t.Rule, t.Weekdays
	for _, p := range t.Periods {
		if p.From <= day && day <= p.To {
			rule, weekdays = p.Rule, p.Weekdays
		}
	}
	switch rule {
	case RuleDaily:
		return true
	case RuleOdd:
		return day.Time().Day()%2 == 1
	case RuleEven:
		return day.Time().Day()%2 == 0
	case RuleWeekdays:
		return slices.Contains(weekdays, weekday(day))
	}
	return false
}

// weekday is 1 on Monday and 7 on Sunday.
func weekday(day models.Date) int {
	if d := day.Time().Weekday(); d != time.Sunday {
		return int(d)
	}
	return 7
}

// timetableOf is the timetable of a site; one that cannot be read is named, for
// nobody should guess on which days a counter is open.
func timetableOf(s models.ServiceSite) (Timetable, error) {
	t, err := ParseTimetable(s.Timetable)
	if err != nil {
		return t, fmt.Errorf("service site %s: %w", s.ID, err)
	}
	return t, nil
}
