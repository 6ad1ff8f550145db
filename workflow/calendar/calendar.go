// Package calendar knows the working days of China and the periods counted in
// them: the State Council's yearly notices of holidays and make-up days (调休),
// authority periods in working days (行政许可法 82), citizen periods in calendar
// months (民法典 200–204), and clocks that stop and resume.
//
// It is pure: no clock, no database. Dates are civil dates of Asia/Shanghai. A
// date that is not a date gives the empty Date and provisional, never a panic.
//
// A day is provisional when the notice that settles it is not in the table: then
// only Saturday and Sunday are taken to be off. The last three days of December
// are settled by two notices, their own year's and the next one's (2018-12-31
// became a day off in December 2018), so they stay provisional until both are
// there. So do all years before the first of the table.
package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hukou/models"
)

// Year is one yearly notice and the days it moves.
type Year struct {
	Year   int    `json:"year"`
	Notice string `json:"notice"` // number of the notice, and of those that changed it; empty if unknown
	// Verified tells whether the number was seen with the notice's text or in
	// several records of it that agree; not whether the days are right.
	Verified bool  `json:"verified"`
	Days     []Day `json:"days"`
}

// Day is a day that is not what its weekday says, or is part of a named holiday:
// off, or worked in exchange.
type Day struct {
	Date   models.Date `json:"date"`
	Work   bool        `json:"work"` // a make-up day (上班), else a day off (放假)
	Name   string      `json:"name"` // the holiday, 国庆节, for a make-up day too
	NameEn string      `json:"name_en"`
}

// Text is what people read: Chinese first, English beside it.
type Text struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

// Check tells what is wrong with a year's rows before they are loaded: a day
// that is no day or is given twice, lies outside the year (its own and the
// December before), a make-up day on a weekday, a nameless day, or a year in
// which 1 January is not off, which means that the table is not complete.
func (y Year) Check() error {
	if y.Year < firstYear || y.Year > lastYear {
		return fmt.Errorf("holiday table: a year must lie between %d and %d", firstYear, lastYear)
	}
	seen := map[models.Date]bool{}
	from, to := dayOf(y.Year-1, 12, 1), dayOf(y.Year, 12, 31)
	for _, day := range y.Days {
		n, ok := parse(day.Date)
		switch {
		case !ok || n < from || n > to:
			return fmt.Errorf("holiday table %d: every date must lie between December before and the year's end", y.Year)
		case seen[day.Date]:
			return fmt.Errorf("holiday table %d: %s is given twice; keep the row of the notice", y.Year, day.Date)
		case day.Work && n.weekday():
			return fmt.Errorf("holiday table %d: %s is a weekday and needs no make-up row; check the notice", y.Year, day.Date)
		case day.Name == "" || day.NameEn == "":
			return fmt.Errorf("holiday table %d: %s needs the holiday's name in Chinese and English", y.Year, day.Date)
		}
		seen[day.Date] = true
	}
	newYear := models.Date(write(dayOf(y.Year, 1, 1)))
	if !slices.ContainsFunc(y.Days, func(d Day) bool { return d.Date == newYear && !d.Work }) {
		return fmt.Errorf("holiday table %d: 1 January is not off, so the table is not complete; load the whole notice", y.Year)
	}
	return nil
}

// Years the calendar can hold in its table; a row outside them is left out.
const firstYear, lastYear = 1949, 2199

// Calendar answers which days are worked. It never changes after New and may be
// shared by any number of goroutines. The zero Calendar knows no notice.
type Calendar struct {
	years []Year
	first daynum // the day of cells[0]
	cells []cell
	names []Text // names[0] is empty
	text  string // ten bytes for each cell, so that a due date needs no memory
}

// cell is what is known of a day.
type cell struct {
	name              uint16
	work, provisional bool
}

// New makes a calendar of the years given. A year counts as published because it
// is there; put rows from outside to Check first, since New leaves out what it
// cannot place. Of two rows for a date the later one holds.
func New(years []Year) *Calendar {
	c := &Calendar{names: []Text{{}}}
	for _, y := range years {
		if y.Year >= firstYear && y.Year <= lastYear {
			y.Days = slices.Clone(y.Days)
			c.years = append(c.years, y)
		}
	}
	slices.SortStableFunc(c.years, func(a, b Year) int { return cmp.Compare(a.Year, b.Year) })
	if len(c.years) == 0 {
		return c
	}
	c.lay()
	for _, y := range c.years {
		c.mark(y.Days)
	}
	return c
}

// lay writes the table by weekday, from the December before the first year to
// two years past the last.
func (c *Calendar) lay() {
	from, to := c.years[0].Year, c.years[len(c.years)-1].Year+2
	c.first = dayOf(from-1, 12, 1)
	end := dayOf(to, 12, 31)
	c.cells = make([]cell, 0, end-c.first+1)
	var text strings.Builder
	text.Grow(10 * cap(c.cells))
	for n := c.first; n <= end; n++ {
		y, m, d := n.split()
		known := c.Published(y) && (m < 12 || d < 29 || c.Published(y+1))
		c.cells = append(c.cells, cell{work: n.weekday(), provisional: !known})
		text.WriteString(write(n))
	}
	c.text = text.String()
}

func (c *Calendar) mark(days []Day) {
	for _, day := range days {
		n, ok := parse(day.Date)
		i := int(n - c.first)
		if !ok || i < 0 || i >= len(c.cells) {
			continue
		}
		c.cells[i] = cell{name: c.name(Text{day.Name, day.NameEn}), work: day.Work}
	}
}

func (c *Calendar) name(t Text) uint16 {
	i := slices.Index(c.names, t)
	if i < 0 && len(c.names) < 1<<16 {
		c.names = append(c.names, t)
		i = len(c.names) - 1
	}
	return uint16(max(i, 0)) // #nosec G115 -- no more than 1<<16 names are kept, as looked at above
}

// With is a calendar with further days, such as Region gives, laid over this
// one. It does not make a year published.
func (c *Calendar) With(days []Day) *Calendar {
	out := &Calendar{years: c.years, first: c.first, cells: slices.Clone(c.cells),
		names: slices.Clone(c.names), text: c.text}
	out.mark(days)
	return out
}

// Published tells whether the year's notice is in the table.
func (c *Calendar) Published(year int) bool {
	_, ok := slices.BinarySearchFunc(c.years, year, func(y Year, want int) int { return cmp.Compare(y.Year, want) })
	return ok
}

// Years are the years in the table, in order, without the days that With added.
func (c *Calendar) Years() []Year {
	out := slices.Clone(c.years)
	for i := range out {
		out[i].Days = slices.Clone(out[i].Days)
	}
	return out
}

// On is what the table says of the day: a holiday or a make-up day with its
// name. It is false for an ordinary weekday or weekend.
func (c *Calendar) On(d models.Date) (Day, bool) {
	n, ok := parse(d)
	if !ok {
		return Day{}, false
	}
	at := c.at(n)
	name := c.nameOf(at)
	return Day{d, at.work, name.Zh, name.En}, at.name != 0
}

func (c *Calendar) nameOf(at cell) Text {
	if int(at.name) >= len(c.names) {
		return Text{}
	}
	return c.names[at.name]
}

func (c *Calendar) at(n daynum) cell {
	if i := int(n - c.first); i >= 0 && i < len(c.cells) {
		return c.cells[i]
	}
	return cell{work: n.weekday(), provisional: true}
}

// date writes n, from the table where it lies in it.
func (c *Calendar) date(n daynum) models.Date {
	if i := int(n - c.first); i >= 0 && i < len(c.cells) {
		return models.Date(c.text[10*i : 10*i+10])
	}
	if !n.in() {
		return ""
	}
	return models.Date(write(n))
}
