package models

import (
	"fmt"
	"time"
)

// Date is a civil date of the Gregorian calendar, written "2026-11-23". It is
// a day on the wall in Asia/Shanghai, never an instant: China kept summer time
// from 1986 to 1991, so a birth date stored as an instant can move by a day.
// The empty Date means that no date is known. Dates compare as strings.
type Date string

const dateLayout = "2006-01-02"

// ParseDate reads "2026-11-23". A day that never was (2009-02-30) is an error.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(dateLayout, text)
	if err != nil || t.Format(dateLayout) != text {
		return "", fmt.Errorf("not a date of the form YYYY-MM-DD")
	}
	return Date(text), nil
}

// DateOf is the civil date in China at the instant t.
func DateOf(t time.Time) Date { return Date(t.In(Shanghai).Format(dateLayout)) }

// Shanghai is the civil time of the register, eight hours ahead of UTC. It is a
// fixed zone, so that the program needs no zone file; instants before 1991 are
// never turned into dates.
var Shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// Time is noon UTC of the date, for arithmetic alone.
func (d Date) Time() time.Time {
	t, _ := time.Parse(dateLayout, string(d))
	return t.Add(12 * time.Hour)
}

// Valid tells whether d is a real day.
func (d Date) Valid() bool { _, err := ParseDate(string(d)); return err == nil }

// IsZero tells whether no date is known.
func (d Date) IsZero() bool { return d == "" }

// AddDays is the date n days later, or earlier for a negative n.
func (d Date) AddDays(n int) Date {
	return Date(d.Time().AddDate(0, 0, n).Format(dateLayout))
}

// AddMonths is the same day n months later, or the last day of that month where
// it has no such day (民法典 202).
func (d Date) AddMonths(n int) Date {
	t := d.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 12, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date(first.AddDate(0, 0, min(t.Day(), last)-1).Format(dateLayout))
}

// DaysUntil counts the days from d to other; negative when other is earlier.
func (d Date) DaysUntil(other Date) int {
	return int(other.Time().Sub(d.Time()).Hours() / 24)
}

// Year, month and day of the date; zero for an empty date.
func (d Date) Year() int { return d.Time().Year() }

// Compact is the date as eight digits, 20261123, as in a citizen number.
func (d Date) Compact() string { return d.Time().Format("20060102") }

// AgeOn is the number of full years lived on the day (民法典 17, 200). Someone
// born on 29 February completes a year on 1 March of a common year: the
// protected reading, by which childhood ends a day later.
func (d Date) AgeOn(day Date) int {
	b, t := d.Time(), day.Time()
	age := t.Year() - b.Year()
	if t.Month() < b.Month() || t.Month() == b.Month() && t.Day() < b.Day() {
		age--
	}
	return age
}
