package calendar

import (
	"fmt"

	"hukou/models"
)

// daynum counts days of the Gregorian calendar; 1 is Monday 0001-01-01. All
// arithmetic of the package is done on it, because models.Date is text and
// walking text day by day would allocate at each step.
type daynum int

const lastDay daynum = 3652059 // 9999-12-31, the last day a Date can write

var daysBefore = [13]int{0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334}

func leap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

func daysIn(y, m int) int {
	switch m {
	case 2:
		if leap(y) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func dayOf(y, m, d int) daynum {
	n := (y-1)*365 + (y-1)/4 - (y-1)/100 + (y-1)/400 + daysBefore[m] + d
	if m > 2 && leap(y) {
		n++
	}
	return daynum(n)
}

// split is the inverse of dayOf.
func (n daynum) split() (y, m, d int) {
	y = int(n)/366 + 1 // at or before the year sought
	for n >= dayOf(y+1, 1, 1) {
		y++
	}
	for m = 12; n < dayOf(y, m, 1); {
		m--
	}
	return y, m, int(n-dayOf(y, m, 1)) + 1
}

// weekday is true from Monday to Friday.
func (n daynum) weekday() bool { return (n-1)%7 < 5 }

func (n daynum) in() bool { return n >= 1 && n <= lastDay }

// parse reads a date without allocating. It is false for anything that is not a
// day between 0001-01-01 and 9999-12-31.
func parse(d models.Date) (daynum, bool) {
	if len(d) != 10 || d[4] != '-' || d[7] != '-' {
		return 0, false
	}
	y, ok1 := digits(d[0:4])
	m, ok2 := digits(d[5:7])
	day, ok3 := digits(d[8:10])
	if !ok1 || !ok2 || !ok3 || y < 1 || m < 1 || m > 12 || day < 1 || day > daysIn(y, m) {
		return 0, false
	}
	return dayOf(y, m, day), true
}

func digits(text models.Date) (n int, ok bool) {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		n = n*10 + int(text[i]-'0')
	}
	return n, true
}

func write(n daynum) string {
	y, m, d := n.split()
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}

// addMonths is the same day of a later month, or its last day where it has no
// such day (民法典 202). It is false past the year 9999.
func (n daynum) addMonths(months int) (daynum, bool) {
	if months < 0 || months > 12*10000 {
		return 0, false
	}
	y, m, d := n.split()
	m += months
	y, m = y+(m-1)/12, (m-1)%12+1
	if y > 9999 {
		return 0, false
	}
	return dayOf(y, m, min(d, daysIn(y, m))), true
}
