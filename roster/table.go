package roster

import (
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"
)

// table reads one sheet row by row: first the row of column names, then the
// children.
type table struct {
	p     *parser
	sheet string
	// header is the row of column names, 0 before it was found.
	header int
	// fields is the field of each column; at is the column of each field, from
	// 0, or -1.
	fields []field
	at     [fieldCount]int
	// unnamed are the columns without a name that were already complained about.
	unnamed map[int]bool
	last    int // the last row with content
	beyond  bool
	broken  bool // the header lacks a column: no row is read
	full    bool // the roster is too long: no further row is read
}

func (p *parser) table(sheet string) *table {
	p.sheets, p.filled = append(p.sheets, sheet), append(p.filled, false)
	return &table{p: p, sheet: sheet, unnamed: make(map[int]bool)}
}

// row takes the next row. It returns errEnough when the rest is of no use.
func (t *table) row(r row) error {
	if blankRow(r) {
		return nil
	}
	t.p.filled[len(t.p.filled)-1] = true // sheets are read one after the other
	if t.header == 0 {
		if r.number > headerWithin {
			return errEnough
		}
		t.findHeader(r)
		return nil
	}
	if t.broken {
		return errEnough
	}
	if !t.full && (t.p.rows == MaxRows || r.number > lastRow) {
		t.full = true
		t.problem(r.number, 0, CodeTooManyRows, MaxRows)
	}
	if t.full { // the merged cells behind the rows are still wanted
		return nil
	}
	if r.beyond && !t.beyond {
		t.beyond = true
		t.problem(t.header, 0, CodeTooManyColumns, maxColumns)
	}
	if r.number > t.last+1 {
		t.add(t.last+1, 0, CodeEmptyRows, true, t.last+1, r.number-1)
	}
	t.last = r.number
	t.p.rows++
	t.strayCells(r)
	if t.p.visits {
		t.visited(r)
	} else {
		t.child(r)
	}
	return nil
}

// findHeader takes the row as the header when it names three fields, or the
// name and another one.
func (t *table) findHeader(r row) {
	known, named := 0, false
	for _, c := range r.cells {
		if f, ok := t.p.header[headerKey(c.text)]; ok && f != fieldNone {
			known++
			named = named || f == fieldName
		}
	}
	if known >= 3 || named && known == 2 {
		t.header, t.last, t.p.headed = r.number, r.number, true
		t.nameColumns(r)
	}
}

// nameColumns settles which column holds which field, and complains of columns
// that are unknown, repeated or missing.
func (t *table) nameColumns(r row) {
	t.fields = make([]field, len(r.cells))
	for f := range t.at {
		t.at[f] = -1
	}
	for i, c := range r.cells {
		f, ok := t.p.header[headerKey(c.text)]
		switch {
		case c.empty():
			t.fields[i] = noField
		case !ok:
			t.problem(r.number, i+1, CodeUnknownColumn)
		case f != fieldNone && t.at[f] >= 0:
			t.problem(r.number, i+1, CodeDuplicateColumn)
		default:
			t.fields[i], t.at[f] = f, i
			t.p.stands(t.sheet, f, i+1)
		}
	}
	for f, c := range t.p.columns {
		if c.column && t.at[f] < 0 {
			t.broken = true
			zh, en := texts(CodeMissingColumn)
			t.p.problems = append(t.p.problems, Problem{Sheet: t.sheet, Row: r.number, Column: c.id, Code: CodeMissingColumn,
				Zh: fmt.Sprintf(zh, c.zh), En: fmt.Sprintf(en, c.zh+" ("+c.id+")")})
		}
	}
}

// strayCells complains once of each column that has content but no name.
func (t *table) strayCells(r row) {
	for i, c := range r.cells {
		if c.empty() || t.unnamed[i] || i < len(t.fields) && t.fields[i] >= 0 {
			continue
		}
		t.unnamed[i] = true
		t.problem(t.header, i+1, CodeUnnamedColumn)
	}
}

// end looks at the merged cells, which a workbook lists after its rows. A merge
// that touches a child takes all its rows out, with one problem for each merge;
// the cells it empties are not called missing as well.
func (t *table) end(merged []span) {
	if t.header == 0 || t.broken || len(merged) == 0 {
		return
	}
	var touching []span
	covered := make([]bool, t.last+1) // by row
	for _, s := range merged {
		s.top, s.bottom = max(s.top, t.header+1), min(s.bottom, t.last)
		if s.top > s.bottom || !t.rosterColumns(s.left, s.right) {
			continue
		}
		touching = append(touching, s)
		for n := s.top; n <= s.bottom; n++ {
			covered[n] = true
		}
		t.problem(s.top, s.left, CodeMergedCells, cellName(s.left, s.top)+":"+cellName(s.right, s.bottom))
	}
	for n, is := range covered {
		if is {
			t.p.refused[place{t.sheet, n}] = true
		}
	}
	t.p.problems = slices.DeleteFunc(t.p.problems, func(p Problem) bool {
		return p.Sheet == t.sheet && p.Code == CodeMissing && within(p.Cell, touching)
	})
}

// within tells whether one of the spans covers the cell.
func within(cell string, spans []span) bool {
	column, row, err := excelize.CellNameToCoordinates(cell)
	return err == nil && slices.ContainsFunc(spans, func(s span) bool {
		return s.left <= column && column <= s.right && s.top <= row && row <= s.bottom
	})
}

// rosterColumns tells whether a column of the roster lies between left and
// right, counted from 1.
func (t *table) rosterColumns(left, right int) bool {
	for i := left - 1; i < right && i < len(t.fields); i++ {
		if t.fields[i] > fieldNone {
			return true
		}
	}
	return false
}

// problem adds what is wrong at a row and a column counted from 1; column 0 is
// the row as a whole.
func (t *table) problem(row, column int, code string, args ...any) {
	t.add(row, column, code, false, args...)
}

func (t *table) add(row, column int, code string, warning bool, args ...any) {
	zh, en := texts(code)
	if len(args) > 0 {
		zh, en = fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)
	}
	t.addIssue(row, column, Issue{code, zh, en, warning})
}

func (t *table) addIssue(row, column int, issue Issue) {
	t.p.problems = append(t.p.problems, Problem{Sheet: t.sheet, Row: row, Column: t.columnName(column), Cell: cellName(column, row),
		Code: issue.Code, Zh: issue.Zh, En: issue.En, Warning: issue.Warning})
}

// columnName is the field's name, or the letter of a column that has no field.
func (t *table) columnName(column int) string {
	switch {
	case column == 0:
		return ""
	case column <= len(t.fields) && t.fields[column-1] > fieldNone:
		return t.p.columns[t.fields[column-1]].id
	}
	letters, _ := excelize.ColumnNumberToName(column)
	return letters
}

// cellName is "C7" for column 3 and row 7, and empty for column 0.
func cellName(column, row int) string {
	if column == 0 {
		return ""
	}
	name, _ := excelize.CoordinatesToCellName(column, row)
	return name
}
