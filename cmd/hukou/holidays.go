package main

import (
	"context"
	"os"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow/calendar"
)

// holidayYears reads two CSV files, the notices and their days; none gives none.
func holidayYears(files []string) ([]calendar.Year, error) {
	if len(files) == 0 {
		return nil, nil
	}
	notices, err := os.Open(files[0])
	if err != nil {
		return nil, err
	}
	defer func() { _ = notices.Close() }()
	days, err := os.Open(files[1])
	if err != nil {
		return nil, err
	}
	defer func() { _ = days.Close() }()
	return calendar.ReadYears(notices, days)
}

// workingDays is the calendar in force: the program's own years, and those the
// database has notices of that the program does not know.
func workingDays(ctx context.Context, db *store.DB) (*calendar.Calendar, error) {
	years := calendar.ChinaYears()
	var rows []models.HolidayDay
	err := db.Read(ctx, func(tx *store.Tx) error {
		var err error
		rows, err = store.Many[models.HolidayDay](tx, "date", "")
		return err
	})
	if err != nil {
		return nil, err
	}
	return calendar.New(append(years, foreignYears(years, rows)...)), nil
}

// foreignYears are the database's years that rest on a notice the program does not
// name. A notice's year is that of its last day: it may begin in the December before.
func foreignYears(own []calendar.Year, rows []models.HolidayDay) []calendar.Year {
	var years []calendar.Year
	for _, row := range rows {
		if slices.ContainsFunc(own, func(y calendar.Year) bool { return supersedes(y.Notice, row.Notice) }) {
			continue
		}
		i := slices.IndexFunc(years, func(y calendar.Year) bool { return y.Notice == row.Notice })
		if i < 0 {
			i = len(years)
			years = append(years, calendar.Year{Notice: row.Notice, Verified: true})
		}
		years[i].Year = row.Date.Year()
		years[i].Days = append(years[i].Days, calendar.Day{Date: row.Date, Work: row.Work, Name: row.Name, NameEn: row.NameEn})
	}
	return years
}
