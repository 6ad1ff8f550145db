package roster

import (
	"bytes"
	"fmt"
	"slices"
)

// Place is a cell of a file: C7 of a worksheet, whose name is empty for text.
type Place struct{ Sheet, Cell string }

// HeadsNames tells whether a heading is that of the column of names.
func HeadsNames(heading string) bool {
	c := columns()[fieldName]
	return heading == c.zh || slices.Contains(c.aliases, heading)
}

// Cells is what stands in the cells of a file, read as Parse reads them: a day as a
// date, without the blanks around it. The error is a *FileError.
func Cells(original []byte) (map[Place]string, error) {
	out := make(map[Place]string)
	take := func(sheet string) func(row) error {
		return func(r row) error {
			for i, c := range r.cells {
				if !c.empty() {
					out[Place{sheet, cellName(i+1, r.number)}] = c.text
				}
			}
			return nil
		}
	}
	if !isWorkbook(original) {
		decoded, err := decodeText(original)
		if err == nil {
			err = readCSV(decoded, take(""))
		}
		return out, err
	}
	book, err := openWorkbook(original)
	if err != nil {
		return nil, err
	}
	defer book.close()
	for _, sheet := range book.sheets {
		if _, err := book.read(sheet, take(sheet.name)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Correct writes the file as a workbook with other texts in the cells named, as text,
// so that nothing is rounded or run. Cells beyond the sheet are left out. Text becomes
// a workbook with the same rows. The error is a *FileError.
func Correct(original []byte, texts map[Place]string) (out []byte, err error) {
	defer notPanic(&err)
	file, sheets, err := annotated(original)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	m := &marker{file: file, sheets: sheets}
	for place, text := range texts {
		sheet := m.sheetOf(Problem{Sheet: place.Sheet})
		if !m.reaches(sheet, place.Cell) {
			continue
		}
		if err := file.SetCellStr(sheet, place.Cell, text); err != nil {
			return nil, damaged()
		}
	}
	var b bytes.Buffer
	if _, err := file.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("the roster cannot be written: %w", err)
	}
	return b.Bytes(), nil
}

func isWorkbook(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }
