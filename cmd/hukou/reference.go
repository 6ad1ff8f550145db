package main

import (
	"context"
	"strings"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow/calendar"
)

// reference counts the rows that were new.
type reference struct{ divisions, days int }

// loadReference brings in divisions and special days that the database lacks. Rows
// that are there stay as they are, but for days of a notice that the program has
// learnt more about.
func loadReference(ctx context.Context, db *store.DB, more []calendar.Year) (reference, error) {
	var n reference
	err := db.InTx(ctx, func(tx *store.Tx) error {
		var err error
		if n.divisions, err = loadDivisions(tx); err != nil {
			return err
		}
		n.days, err = loadDays(tx, append(calendar.ChinaYears(), more...))
		return err
	})
	return n, err
}

// divisionKey is the key of a row: a code stands for one division at a time.
type divisionKey struct {
	code string
	from models.Date
}

// loadDivisions adds the country's divisions, without the county of invented data.
// A division issues numbers under its own code, from the day its ledger is certified
// on; nobody has certified it here.
func loadDivisions(tx *store.Tx) (int, error) {
	there, err := store.Many[models.Division](tx, "", "")
	if err != nil {
		return 0, err
	}
	seen := map[divisionKey]bool{}
	for _, d := range there {
		seen[divisionKey{d.Code, d.From}] = true
	}
	var rows []models.Division
	for _, d := range gb.Divisions() {
		key := divisionKey{d.Code, d.From}
		if seen[key] || d.Level == gb.LevelTest {
			continue
		}
		seen[key] = true
		rows = append(rows, models.Division{Code: d.Code, From: d.From, To: d.To, Name: d.Name, NameEn: d.NameEn, Level: d.Level,
			Parent: d.Parent, NumberPrefix: d.Code, Source: d.Source, Verified: d.Verified})
	}
	return len(rows), store.Insert(tx, rows...)
}

func loadDays(tx *store.Tx, years []calendar.Year) (int, error) {
	there, err := store.Many[models.HolidayDay](tx, "", "")
	if err != nil {
		return 0, err
	}
	at := map[models.Date]models.HolidayDay{}
	for _, d := range there {
		at[d.Date] = d
	}
	n := 0
	for _, year := range years {
		for _, d := range year.Days {
			row := models.HolidayDay{Date: d.Date, Work: d.Work, Name: d.Name, NameEn: d.NameEn, Notice: year.Notice}
			old, known := at[d.Date]
			if known && (old == row || !supersedes(year.Notice, old.Notice)) {
				continue
			}
			if err := putDay(tx, row, known); err != nil {
				return n, err
			}
			at[d.Date] = row
			n++
		}
	}
	return n, nil
}

// supersedes tells whether a notice, whose number names those that changed it, has
// taken in the other one.
func supersedes(notice, other string) bool { return strings.Contains(notice, other) }

func putDay(tx *store.Tx, row models.HolidayDay, known bool) error {
	if !known {
		return store.Insert(tx, row)
	}
	_, err := store.Set[models.HolidayDay](tx, map[string]any{"work": row.Work, "name": row.Name, "name_en": row.NameEn, "notice": row.Notice},
		"date = ?", string(row.Date))
	return err
}
