package roster

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// ProblemSheet is the worksheet that Annotate adds.
const ProblemSheet = "问题清单"

const (
	// maxNotes bounds the notes in the margin, which cost time by their square;
	// the list of problems holds all of them.
	maxNotes = 500
	// maxGrid bounds the cells that a sheet may span, gaps included, since the
	// library fills the gaps when it writes into a sheet.
	maxGrid     = 700_000
	problemFill = "FFD6D6"
	warningFill = "FFF2CC"
)

// Annotate writes the institution's own workbook back with each wrong cell
// coloured and a note at it, and a sheet 问题清单 that lists every problem. Text
// comes back as a workbook with the same rows. Marks of an earlier Annotate are
// taken away first, so that a file may go to and fro. The list repeats no
// content of a cell. The error is a *FileError or that of w.
func Annotate(original []byte, problems []Problem, w io.Writer) (err error) {
	defer notPanic(&err)
	file, sheets, err := annotated(original)
	if err != nil {
		return err
	}
	defer file.Close()
	m := &marker{file: file, sheets: sheets, styles: make(map[fillOn]int)}
	for _, step := range []func() error{m.unmark, func() error { return m.mark(problems) }, func() error { return m.list(problems) }} {
		if err := step(); err != nil {
			return err
		}
	}
	if _, err := file.WriteTo(w); err != nil {
		return fmt.Errorf("the marked roster cannot be written: %w", err)
	}
	return nil
}

// annotated opens the file for writing and tells how far each visible sheet
// reaches.
func annotated(original []byte) (*excelize.File, map[string]extent, error) {
	if !bytes.HasPrefix(original, []byte("PK\x03\x04")) {
		return workbookOfText(original)
	}
	book, err := openWorkbook(original)
	if err != nil {
		return nil, nil, err
	}
	sheets := make(map[string]extent)
	for _, sheet := range book.sheets {
		reach, err := book.extent(sheet)
		if err != nil {
			book.close()
			return nil, nil, err
		}
		sheets[sheet.name] = reach
	}
	return book.file, sheets, nil
}

// extent is how far a sheet reaches; grid counts its cells, gaps included.
type extent struct{ columns, rows, grid int }

func (b *workbook) extent(sheet sheetPart) (extent, error) {
	var reach extent
	_, err := b.read(sheet, func(r row) error {
		reach.columns = max(reach.columns, r.last)
		reach.grid += r.last + r.number - reach.rows
		reach.rows = r.number
		if reach.grid > maxGrid {
			return &FileError{"file_grid", "工作表过大，请删去名册以外的行和列", "the sheet reaches too far: delete the rows and columns beyond the roster"}
		}
		return nil
	})
	return reach, err
}

// workbookOfText puts comma-separated text into a sheet, cell by cell as text.
func workbookOfText(original []byte) (*excelize.File, map[string]extent, error) {
	decoded, err := decodeText(original)
	if err != nil {
		return nil, nil, err
	}
	file := excelize.NewFile()
	if err := file.SetSheetName("Sheet1", SheetName); err != nil {
		return nil, nil, fmt.Errorf("the sheet cannot be named: %w", err)
	}
	var reach extent
	err = readCSV(decoded, func(r row) error {
		texts := make([]string, len(r.cells))
		for i, c := range r.cells {
			texts[i] = c.text
		}
		reach.columns, reach.rows = max(reach.columns, len(texts)), r.number
		return file.SetSheetRow(SheetName, cellName(1, r.number), &texts)
	})
	var broken brokenRow
	if err != nil && !errors.As(err, &broken) {
		return nil, nil, err
	}
	return file, map[string]extent{SheetName: reach}, nil
}
