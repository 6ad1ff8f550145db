package roster

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// Figures is a table of numbers to be handed on as a workbook. A number that is nil is left
// out as too small, and stands as "…". Foot is a sentence below the table.
type Figures struct {
	Title string
	Heads []string
	Rows  []FigureRow
	Foot  string
}

// FigureRow is a line of the table: its name, then a number for each further head.
type FigureRow struct {
	Name    string
	Numbers []*int64
}

// tooSmall stands for a number that is left out.
const tooSmall = "…"

// WriteFigures writes the table as .xlsx. Texts are cells of kind text with the format of
// text, so that no name that begins like a formula becomes one, in the workbook or in what is
// pasted or saved from it; numbers are numbers.
func WriteFigures(f Figures, w io.Writer) error {
	file := excelize.NewFile()
	defer file.Close()
	text, err := file.NewStyle(&excelize.Style{NumFmt: textFormat})
	if err != nil {
		return fmt.Errorf("the text style cannot be made: %w", err)
	}
	sheet := file.GetSheetName(0)
	put := func(column, row int, words string) error {
		at := cellName(column, row)
		if err := file.SetCellStr(sheet, at, defused(words)); err != nil {
			return err
		}
		return file.SetCellStyle(sheet, at, at, text)
	}
	if err := put(1, 1, f.Title); err != nil {
		return fmt.Errorf("the title cannot be written: %w", err)
	}
	for i, head := range f.Heads {
		if err := put(i+1, 2, head); err != nil {
			return fmt.Errorf("the heads cannot be written: %w", err)
		}
	}
	for i, r := range f.Rows {
		if err := put(1, i+3, r.Name); err != nil {
			return fmt.Errorf("row %d cannot be written: %w", i+3, err)
		}
		for j, n := range r.Numbers {
			var err error
			if n == nil {
				err = put(j+2, i+3, tooSmall)
			} else {
				err = file.SetCellInt(sheet, cellName(j+2, i+3), *n)
			}
			if err != nil {
				return fmt.Errorf("row %d cannot be written: %w", i+3, err)
			}
		}
	}
	if err := put(1, len(f.Rows)+3, f.Foot); err != nil {
		return fmt.Errorf("the foot cannot be written: %w", err)
	}
	if _, err := file.WriteTo(w); err != nil {
		return fmt.Errorf("the table cannot be written: %w", err)
	}
	return nil
}

// defused is a text that no spreadsheet takes for a formula, wherever it is pasted or saved.
func defused(text string) string {
	if text != "" && (text[0] == '=' || text[0] == '+' || text[0] == '-' || text[0] == '@' || text[0] == '\t' || text[0] == '\r') {
		return "'" + text
	}
	return text
}
