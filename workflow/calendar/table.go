package calendar

import (
	"embed"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"

	"hukou/models"
)

// The tables hold facts of the yearly notices. notices.csv says for each year
// which notices its rows rest on, with «no» where the number itself (not the
// days) was only found at second hand. regional.csv holds the days an autonomous
// region adds.
//
//go:embed holidays.csv notices.csv regional.csv
var tables embed.FS

var china = sync.OnceValue(func() *Calendar { return New(ChinaYears()) })

// China is the calendar of the embedded notices, 2004 to 2026, without the days
// a region adds. It is built once and shared; a Calendar never changes.
func China() *Calendar { return china() }

// ChinaYears are the embedded years as rows, to seed a table of the database
// from; New makes a calendar of them again.
func ChinaYears() []Year {
	years, err := ReadYears(table("notices.csv"), table("holidays.csv"))
	if err != nil {
		panic("calendar: the embedded table is broken: " + err.Error())
	}
	return years
}

// Region are the days off that the division's region adds to the national ones
// by its own yearly notice, for Calendar.With. The division is a code of two or
// more digits. Known: Ningxia (64), 2019 to 2026, at second hand. Nil where the
// table has none, which is not to say that the region has none.
func Region(division string) []Day {
	rows, err := records(table("regional.csv"), "division", "date", "kind", "name", "name_en")
	if err != nil {
		panic("calendar: the embedded table is broken: " + err.Error())
	}
	var days []Day
	for _, row := range rows {
		if strings.HasPrefix(division, row[0]) {
			days = append(days, Day{models.Date(row[1]), row[2] == "work", row[3], row[4]})
		}
	}
	return days
}

// ReadYears reads a holiday table from two CSV texts with a header line:
// notices (year,notice,verified) and days (year,date,kind,name,name_en; kind
// off or work; year is the notice's, so 2011-12-31 worked stands under 2012).
// Every year is put to Check. This is how a bureau loads the year that was
// published after the program was built.
func ReadYears(notices, days io.Reader) ([]Year, error) {
	heads, err := records(notices, "year", "notice", "verified")
	if err != nil {
		return nil, fmt.Errorf("notices: %w", err)
	}
	rows, err := records(days, "year", "date", "kind", "name", "name_en")
	if err != nil {
		return nil, fmt.Errorf("days: %w", err)
	}
	var years []Year
	at := map[string]int{}
	for i, head := range heads {
		number, err := strconv.Atoi(head[0])
		if err != nil {
			return nil, fmt.Errorf("notices, line %d: the year must be a number such as 2026", i+2)
		}
		at[head[0]] = len(years)
		years = append(years, Year{Year: number, Notice: head[1], Verified: head[2] == "yes"})
	}
	for i, row := range rows {
		place, ok := at[row[0]]
		if !ok {
			return nil, fmt.Errorf("days, line %d: no notice is named for its year; add the year to the notices", i+2)
		}
		if row[2] != "off" && row[2] != "work" {
			return nil, fmt.Errorf("days, line %d: the kind must be off or work", i+2)
		}
		years[place].Days = append(years[place].Days,
			Day{models.Date(row[1]), row[2] == "work", row[3], row[4]})
	}
	for _, year := range years {
		if err := year.Check(); err != nil {
			return nil, err
		}
	}
	return years, nil
}

func table(name string) io.Reader {
	text, _ := tables.ReadFile(name) // an absent name fails as an empty table
	return strings.NewReader(string(text))
}

func records(r io.Reader, header ...string) ([][]string, error) {
	reader := csv.NewReader(r)
	reader.FieldsPerRecord = len(header)
	rows, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("the table cannot be read as CSV: %w", err)
	}
	if len(rows) == 0 || !slices.Equal(rows[0], header) {
		return nil, fmt.Errorf("the first line must be %s", strings.Join(header, ","))
	}
	return rows[1:], nil
}
