package roster

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"hukou/models"
)

// maxMerges bounds the merged ranges of a sheet, whose rows are all refused.
const maxMerges = 1000

// read hands over the rows of a sheet that the file holds, in order, and
// returns the merged ranges, which follow the rows. Rows and cells without a
// reference come after the one before. The error is a *FileError, or that of
// emit, after which nothing more is read.
func (b *workbook) read(sheet sheetPart, emit func(row) error) ([]span, error) {
	decoder := b.decoder(sheet.part)
	var merged []span
	var r row
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return merged, nil
		}
		if err != nil {
			return nil, damaged()
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "row":
			if err := b.readRow(decoder, start, &r); err != nil {
				return nil, err
			}
			if err := emit(r); err != nil {
				return nil, err
			}
		case "mergeCell":
			if len(merged) == maxMerges {
				return nil, &FileError{"file_grid", "工作表中合并单元格过多，请全部取消合并", "the sheet has too many merged cells: unmerge them all"}
			}
			if s, ok := parseSpan(attribute(start, "ref")); ok {
				merged = append(merged, s)
			}
		}
	}
}

// readRow reads one row into r, whose cells it reuses.
func (b *workbook) readRow(decoder *xml.Decoder, start xml.StartElement, r *row) error {
	number := r.number + 1
	if text := attribute(start, "r"); text != "" {
		given, err := strconv.Atoi(text)
		if err != nil || given < number || given > excelize.TotalRows {
			return damaged() // rows stand in order, or a file is not what it seems
		}
		number = given
	}
	*r = row{number: number, cells: r.cells[:0]}
	for {
		token, err := decoder.Token()
		if err != nil {
			return damaged()
		}
		switch token := token.(type) {
		case xml.EndElement:
			if token.Name.Local == "row" {
				return nil
			}
		case xml.StartElement:
			if token.Name.Local != "c" {
				continue
			}
			column, ok := columnOf(attribute(token, "r"), r.last+1)
			if !ok || column <= r.last {
				return damaged()
			}
			r.last = column
			c, err := b.readCell(decoder, token)
			if err != nil {
				return err
			}
			r.put(column, c)
		}
	}
}

// put stores a cell at a column counted from 1.
func (r *row) put(column int, c cell) {
	if c.empty() {
		return
	}
	if column > maxColumns {
		r.beyond = true
		return
	}
	for len(r.cells) < column-1 {
		r.cells = append(r.cells, cell{})
	}
	r.cells = append(r.cells, c)
}

// readCell reads one cell up to its end.
func (b *workbook) readCell(decoder *xml.Decoder, start xml.StartElement) (cell, error) {
	var c cell
	var value, inline strings.Builder
	inside := ""
	for {
		token, err := decoder.Token()
		if err != nil {
			return c, damaged()
		}
		switch token := token.(type) {
		case xml.StartElement:
			inside = token.Name.Local
			switch inside {
			case "f":
				c.formula = true
			case "is":
				text, err := richText(decoder)
				if err != nil {
					return c, damaged()
				}
				inline.WriteString(text)
			}
		case xml.CharData:
			if inside == "v" {
				value.Write(token)
			}
		case xml.EndElement:
			if token.Name.Local == "c" {
				return b.resolve(c, start, value.String(), inline.String())
			}
			inside = ""
		}
	}
}

// resolve turns the stored value into text, by the type of the cell and, for a
// number, by its format.
func (b *workbook) resolve(c cell, start xml.StartElement, value, inline string) (cell, error) {
	switch attribute(start, "t") {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if value == "" {
			break
		}
		if err != nil || i < 0 || i >= len(b.strings) {
			return c, damaged()
		}
		c.text = b.strings[i]
	case "inlineStr":
		c.text = inline
	case "str":
		c.text = unescape(value)
	case "e":
		c.failed = true
	case "b": // TRUE in the column of the sex is not 1 for male
		c.text = map[string]string{"1": "TRUE", "0": "FALSE"}[value]
	case "d":
		c.text = value
	default:
		c.text, c.numeric = value, true
		if day, ok := b.day(attribute(start, "s"), value); ok {
			c.text, c.numeric = string(day), false
		}
	}
	c.text = strings.TrimFunc(c.text, isBlank)
	return c, nil
}

// day is the civil date of a number that is formatted as a date. A number with
// another format is no date, whatever column it stands in: a year typed alone
// would become a day of 1905.
func (b *workbook) day(style, value string) (models.Date, bool) {
	index, err := strconv.Atoi(style)
	if err != nil || !b.isDate(index) {
		return "", false
	}
	serial, err := strconv.ParseFloat(value, 64)
	if err != nil || serial < 1 || serial >= 2958466 { // 10000-01-01
		return "", false
	}
	at, err := excelize.ExcelDateToTime(serial, b.from04)
	if err != nil {
		return "", false
	}
	at = at.Add(time.Second / 2) // the library cuts a fraction that should be whole
	return models.Date(fmt.Sprintf("%04d-%02d-%02d", at.Year(), at.Month(), at.Day())), true
}

// isDate tells whether a style shows a number as a day: one of the built-in
// formats, those of Chinese systems among them, or a format with a y or a d
// outside quotation marks, brackets and escapes.
func (b *workbook) isDate(style int) bool {
	known, ok := b.dates[style]
	if ok {
		return known
	}
	format, code := b.numberFormat(style)
	is := 14 <= format && format <= 17 || format == 22 || 27 <= format && format <= 31 || format == 36 ||
		50 <= format && format <= 54 || format == 57 || format == 58 || showsDay(code)
	b.dates[style] = is
	return is
}

// numberFormat is the number of a style's format and, unless it is a built-in
// one, its code. The library's GetStyle would take fonts and fills apart as
// well, and trips over a file that lacks them.
func (b *workbook) numberFormat(style int) (number int, code string) {
	sheet := b.file.Styles
	if sheet == nil || sheet.CellXfs == nil || style < 0 || style >= len(sheet.CellXfs.Xf) || sheet.CellXfs.Xf[style].NumFmtID == nil {
		return 0, ""
	}
	number = *sheet.CellXfs.Xf[style].NumFmtID
	if sheet.NumFmts != nil {
		for _, format := range sheet.NumFmts.NumFmt {
			if format != nil && format.NumFmtID == number {
				return number, format.FormatCode
			}
		}
	}
	return number, ""
}

func showsDay(format string) bool {
	quoted, bracket := false, false
	for i := 0; i < len(format); i++ {
		switch c := format[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case !bracket && strings.IndexByte("yYdD", c) >= 0:
			return true
		}
	}
	return false
}

// columnOf is the column of a reference such as C7, or next without one.
func columnOf(reference string, next int) (int, bool) {
	if reference == "" {
		return next, true
	}
	column := 0
	for i := range len(reference) {
		letter := reference[i] &^ 0x20
		if letter < 'A' || letter > 'Z' {
			break
		}
		column = column*26 + int(letter-'A') + 1
		if column > excelize.MaxColumns {
			return 0, false
		}
	}
	return column, column > 0
}

func parseSpan(reference string) (span, bool) {
	from, to, ok := strings.Cut(reference, ":")
	if !ok || from == to {
		return span{}, false
	}
	left, top, err := excelize.CellNameToCoordinates(from)
	right, bottom, err2 := excelize.CellNameToCoordinates(to)
	if err != nil || err2 != nil {
		return span{}, false
	}
	return span{min(left, right), min(top, bottom), max(left, right), max(top, bottom)}, true
}

func attribute(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}
