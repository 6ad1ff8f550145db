package roster

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"hukou/models"
)

// SheetName is the worksheet of a roster that this program writes.
const SheetName = "名册"

const (
	textFormat   = 49   // the built-in number format "@"
	templateRows = 500  // rows of the template with lists to choose from
	columnWidth  = 20.0 // in characters
	headerFill   = "DDE7F0"
)

// Template writes an empty roster: the row of column names with a hint in a
// note at each, text columns so that no number is rounded, and lists to choose
// from.
func Template(w io.Writer) error {
	file := excelize.NewFile()
	defer file.Close()
	if err := sheetFrame(file, written()); err != nil {
		return err
	}
	for f, c := range written() {
		note := excelize.Comment{Cell: cellName(f+1, 1), Author: "hukou", Text: c.zhHint + "\n" + c.enHint, Width: 260, Height: 80}
		if err := file.AddComment(SheetName, note); err != nil {
			return fmt.Errorf("the template's notes cannot be written: %w", err)
		}
	}
	if err := choices(file); err != nil {
		return err
	}
	if _, err := file.WriteTo(w); err != nil {
		return fmt.Errorf("the template cannot be written: %w", err)
	}
	return nil
}

// written are the columns of a roster that is written, in order.
func written() []column {
	all := columns()
	return slices.Clone(all[fieldName : fieldBirthSaid+1])
}

// sheetFrame names the sheet, writes the header and makes every column text.
func sheetFrame(file *excelize.File, columns []column) error {
	header := make([]string, 0, len(columns))
	for _, c := range columns {
		header = append(header, c.zh)
	}
	text, err := file.NewStyle(&excelize.Style{NumFmt: textFormat})
	if err != nil {
		return fmt.Errorf("the text style cannot be made: %w", err)
	}
	bold, err := file.NewStyle(&excelize.Style{NumFmt: textFormat, Font: &excelize.Font{Bold: true},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{headerFill}}})
	if err != nil {
		return fmt.Errorf("the header style cannot be made: %w", err)
	}
	last, _ := excelize.ColumnNumberToName(len(header))
	for _, step := range []func() error{
		func() error { return file.SetSheetName("Sheet1", SheetName) },
		func() error { return file.SetColStyle(SheetName, "A:"+last, text) },
		func() error { return file.SetColWidth(SheetName, "A", last, columnWidth) },
		func() error { return file.SetSheetRow(SheetName, "A1", &header) },
		func() error { return file.SetCellStyle(SheetName, "A1", last+"1", bold) },
		func() error {
			return file.SetPanes(SheetName, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
		},
	} {
		if err := step(); err != nil {
			return fmt.Errorf("the roster's sheet cannot be made: %w", err)
		}
	}
	return nil
}

// choices adds the lists to choose from.
func choices(file *excelize.File) error {
	var groundTexts []string
	for _, ground := range grounds() {
		groundTexts = append(groundTexts, ground.zh)
	}
	for f, list := range map[field][]string{fieldSex: {"男", "女"}, fieldBirthEstimated: {"是", "否"}, fieldLegalGround: groundTexts} {
		letter, _ := excelize.ColumnNumberToName(int(f))
		validation := excelize.NewDataValidation(true)
		validation.Sqref = fmt.Sprintf("%s2:%s%d", letter, letter, templateRows+1)
		err := validation.SetDropList(list)
		if err == nil {
			err = file.AddDataValidation(SheetName, validation)
		}
		if err != nil {
			return fmt.Errorf("the lists of the template cannot be written: %w", err)
		}
	}
	return nil
}

// WriteXLSX writes lines as a roster that Parse reads back equal, but for the
// sheet and row, which are counted anew from row 2. Every cell is text, so that
// a spreadsheet neither rounds a number nor runs a formula.
func WriteXLSX(lines []Line, w io.Writer) error {
	file := excelize.NewFile()
	defer file.Close()
	if err := sheetFrame(file, written()); err != nil {
		return err
	}
	for i, line := range lines {
		cells := line.cells()
		if err := file.SetSheetRow(SheetName, cellName(1, i+2), &cells); err != nil {
			return fmt.Errorf("row %d cannot be written: %w", i+2, err)
		}
	}
	if _, err := file.WriteTo(w); err != nil {
		return fmt.Errorf("the roster cannot be written: %w", err)
	}
	return nil
}

// cells are the texts of a line in the order of the columns.
func (l Line) cells() []string {
	sex := map[models.Sex]string{models.SexMale: "男", models.SexFemale: "女"}[l.Sex]
	estimated := map[bool]string{true: "是", false: "否"}[l.BirthEstimated]
	ground := string(l.LegalGround)
	for _, known := range grounds() {
		if known.code == l.LegalGround {
			ground = known.zh
		}
	}
	return []string{l.Name, sex, string(l.BirthDate), l.CitizenNumber.Reveal(), estimated, l.IntakeNo, string(l.IntakeOn),
		ground, l.GuardianshipDocNo, l.OriginStation, l.OriginDivision, strings.TrimSpace(l.Note), strings.TrimSpace(l.BirthSaid)}
}
