// Package roster reads the list of children of a collective household that a
// care institution hands in (集体户批量落户名册), from a workbook or from
// comma-separated text. It accepts the rows that are right and names everything
// that is wrong by sheet, row and column, so that the institution mends its own
// file; it decides nothing about a child.
//
// A problem never repeats what stands in the cell: the list of problems may be
// printed, mailed and logged.
package roster

import (
	"fmt"
	"slices"

	"hukou/models"
)

// Format is the kind of file.
type Format string

// The kinds of file that Parse reads.
const (
	// XLSX is an Office Open XML workbook, without a password.
	XLSX Format = "xlsx"
	// CSV is comma-separated text in UTF-8, with or without a byte order mark,
	// or in GB 18030.
	CSV Format = "csv"
)

const (
	// MaxBytes is the largest file that is read.
	MaxBytes = 16 << 20
	// MaxUnzipped is the most that a workbook may unfold to.
	MaxUnzipped = 96 << 20
	// maxParts is the most files that a workbook may hold; one with a sheet has ten.
	maxParts = 1000
	// MaxRows is the most children that one roster may list.
	MaxRows = 20_000
	// maxColumns bounds a row; a roster has thirteen columns.
	maxColumns = 200
	// lastRow is the last row of a sheet that may list a child.
	lastRow = 100_000
	// headerWithin is how many rows may stand above the row of column names.
	headerWithin = 20
)

// Line is one child of the roster, with every cell understood. A line has no
// problem that is not a warning.
type Line struct {
	// Sheet is the worksheet, empty for text. Row is counted from 1, as the
	// clerk's spreadsheet counts.
	Sheet string
	Row   int

	Name      string
	Sex       models.Sex // SexMale or SexFemale
	BirthDate models.Date
	// BirthEstimated tells that the institution estimated the birth date. A date
	// recorded at the place of origin then stands before it.
	BirthEstimated bool
	// CitizenNumber is empty for a child whom nobody has registered.
	CitizenNumber models.CitizenNumber
	IntakeNo      string // 入院登记号
	IntakeOn      models.Date
	LegalGround   LegalGround
	// GuardianshipDocNo names the document the guardianship rests on; it may
	// still be empty when the roster is handed in.
	GuardianshipDocNo string
	OriginStation     string // twelve digits or empty
	OriginDivision    string // six digits or empty
	Note              string
	// BirthSaid is what family or institution say of the day of birth (农历八月十五). It is
	// kept as it stands and never read as a date.
	BirthSaid string
}

// LegalGround is the ground on which civil affairs is the guardian for the long
// term: one of the five of 未成年人保护法 94.
type LegalGround string

// The grounds, in the order of the article.
const (
	GroundParentsNotFound    LegalGround = "parents_not_found"
	GroundGuardianDead       LegalGround = "guardian_dead"
	GroundGuardianIncapable  LegalGround = "guardian_incapable"
	GroundGuardianshipRevoke LegalGround = "revoked"
	GroundOther              LegalGround = "other"
)

// Problem is one thing that is wrong at one place of the file.
type Problem struct {
	// Sheet is the worksheet; empty for text and for the file as a whole.
	Sheet string `json:"sheet,omitempty"`
	// Row is counted from 1; 0 for the sheet or the file as a whole.
	Row int `json:"row,omitempty"`
	// Column is the name of the field (citizen_number), the letter of a column
	// that has none, or empty.
	Column string `json:"column,omitempty"`
	// Cell is the place as a spreadsheet names it, "C7"; empty where Row is 0.
	Cell string `json:"cell,omitempty"`
	// Code is stable; Zh and En say what is wrong and what to do.
	Code string `json:"code"`
	Zh   string `json:"zh"`
	En   string `json:"en"`
	// Warning marks what the clerk should look at although the row is accepted.
	Warning bool `json:"warning,omitempty"`
}

// Place is the place as a spreadsheet names it: Sheet!C7, the row Sheet!7:7, or "file".
func (p Problem) Place() string {
	place := p.Cell
	switch {
	case place == "" && p.Row > 0:
		place = fmt.Sprintf("%d:%d", p.Row, p.Row)
	case place == "" && p.Sheet == "":
		return "file"
	}
	if p.Sheet != "" {
		return p.Sheet + "!" + place
	}
	return place
}

// String is the place and the English text on one line.
func (p Problem) String() string {
	place := p.Cell
	if place == "" && p.Row > 0 {
		place = fmt.Sprintf("row %d", p.Row)
	}
	if p.Sheet != "" {
		place = p.Sheet + "!" + place
	}
	if place == "" {
		return p.Code + ": " + p.En
	}
	return place + " " + p.Code + ": " + p.En
}

// Result is what a file gave. Lines and Problems stand in the order of the file.
type Result struct {
	Lines    []Line
	Found    []Found // of a list of visits, which has no Lines
	Problems []Problem
	// Rows counts the rows that list a child, right or wrong.
	Rows int
	// Columns is the letter of each field's column, by sheet and field.
	Columns map[string]map[string]string
}

// Cut tells that the file could not be read to its end, so that rows behind the fault are
// missing from Lines, right ones too.
func (r *Result) Cut() bool {
	return slices.ContainsFunc(r.Problems, func(p Problem) bool { return p.Code == CodeCSVSyntax || p.Code == CodeTooManyRows })
}

// Cell is where a field of a line stands, as a spreadsheet names it: C7. Empty when
// the file has no such column.
func (r *Result) Cell(l Line, field string) string { return r.at(l.Sheet, l.Row, field) }

// CellOf is Cell for a row of a list of visits.
func (r *Result) CellOf(f Found, field string) string { return r.at(f.Sheet, f.Row, field) }

func (r *Result) at(sheet string, row int, field string) string {
	if letter := r.Columns[sheet][field]; letter != "" {
		return fmt.Sprintf("%s%d", letter, row)
	}
	return ""
}

// FileError tells why a file could not be read at all. Codes: file_large,
// file_unzipped_large, file_not_xlsx, file_protected, file_active, file_damaged,
// file_utf16, file_format, file_empty, file_grid; file_costly where the process that
// reads it was ended by its limits.
type FileError struct {
	Code   string
	Zh, En string
}

// Error is the English text.
func (e *FileError) Error() string { return e.En }
