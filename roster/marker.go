package roster

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// marker colours cells, writes notes and the list of problems.
type marker struct {
	file   *excelize.File
	sheets map[string]extent
	styles map[fillOn]int // styles made so far
}

// fillOn is a style that another one becomes with a fill; no fill takes it away.
type fillOn struct {
	style int
	fill  string
}

// listHeader are the columns of the list of problems; unmark knows a list of
// ours by them.
func listHeader() []string {
	return []string{"工作表", "行", "列", "单元格", "级别", "问题", "Problem", "代码"}
}

// sheetOf is the worksheet of a problem: text has only one.
func (m *marker) sheetOf(p Problem) string {
	if p.Sheet == "" && len(m.sheets) == 1 {
		for name := range m.sheets {
			return name
		}
	}
	return p.Sheet
}

// reaches tells whether the sheet has the cell. Others are left alone: writing
// there would fill a gap of any size.
func (m *marker) reaches(sheet, cell string) bool {
	column, row, err := excelize.CellNameToCoordinates(cell)
	reach, known := m.sheets[sheet]
	return err == nil && known && column <= reach.columns && row <= reach.rows
}

// unmark takes away colours, notes and list of an earlier Annotate.
func (m *marker) unmark() error {
	if _, known := m.sheets[ProblemSheet]; !known {
		return nil
	}
	rows, err := m.file.GetRows(ProblemSheet)
	if err != nil {
		return damaged()
	}
	if len(rows) == 0 || !slices.Equal(rows[0], listHeader()) {
		return &FileError{"file_format", "工作簿已有名为“" + ProblemSheet + "”的工作表，请改名后再上传",
			"the workbook has a sheet named " + ProblemSheet + " of its own: rename it and send the file again"}
	}
	for _, row := range rows[1:] {
		if len(row) < 4 || row[0] == ProblemSheet || !m.reaches(row[0], row[3]) {
			continue
		}
		if err := m.fill(row[0], row[3], ""); err != nil {
			return err
		}
		if err := m.file.DeleteComment(row[0], row[3]); err != nil {
			return damaged()
		}
	}
	delete(m.sheets, ProblemSheet)
	if err := m.file.DeleteSheet(ProblemSheet); err != nil {
		return damaged()
	}
	return nil
}

// mark colours each wrong cell and says at it what is wrong, all of it in one
// note.
func (m *marker) mark(problems []Problem) error {
	type at struct{ sheet, cell string }
	var order []at
	texts := make(map[at][]string)
	fills := make(map[at]string)
	for _, p := range problems {
		where := at{m.sheetOf(p), p.Cell}
		if p.Cell == "" || !m.reaches(where.sheet, p.Cell) {
			continue
		}
		if texts[where] == nil {
			order = append(order, where)
			fills[where] = warningFill
		}
		if !p.Warning {
			fills[where] = problemFill
		}
		texts[where] = append(texts[where], p.Zh+"\n"+p.En)
	}
	for i, where := range order {
		if err := m.fill(where.sheet, where.cell, fills[where]); err != nil {
			return err
		}
		if i >= maxNotes {
			continue
		}
		note := excelize.Comment{Cell: where.cell, Author: "hukou", Text: strings.Join(texts[where], "\n"), Width: 320, Height: 110}
		if err := m.file.AddComment(where.sheet, note); err != nil {
			return damaged()
		}
	}
	return nil
}

// fill gives a cell a colour and leaves the rest of its look, above all the
// date format, as it is.
func (m *marker) fill(sheet, cell, colour string) error {
	style, err := m.file.GetCellStyle(sheet, cell)
	if err != nil {
		return damaged()
	}
	filled, made := m.styles[fillOn{style, colour}]
	if !made {
		look, err := m.file.GetStyle(style)
		if err != nil {
			return damaged()
		}
		look.Fill = excelize.Fill{}
		if colour != "" {
			look.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
		}
		if filled, err = m.file.NewStyle(look); err != nil {
			return damaged()
		}
		m.styles[fillOn{style, colour}] = filled
	}
	if err := m.file.SetCellStyle(sheet, cell, cell, filled); err != nil {
		return damaged()
	}
	return nil
}

// list adds the sheet of problems and opens the workbook on it.
func (m *marker) list(problems []Problem) error {
	index, err := m.file.NewSheet(ProblemSheet)
	if err != nil {
		return fmt.Errorf("the list of problems cannot be added: %w", err)
	}
	writer, err := m.file.NewStreamWriter(ProblemSheet)
	if err != nil {
		return fmt.Errorf("the list of problems cannot be written: %w", err)
	}
	rows := [][]any{values(listHeader())}
	known := columns()
	for _, p := range problems {
		level, name := "错误", p.Column
		if p.Warning {
			level = "警告"
		}
		if i := slices.IndexFunc(known[:], func(c column) bool { return c.id == p.Column && c.id != "" }); i >= 0 {
			name = known[i].zh
		}
		var number any = ""
		if p.Row > 0 {
			number = p.Row
		}
		rows = append(rows, []any{m.sheetOf(p), number, name, p.Cell, level, p.Zh, p.En, p.Code})
	}
	err = writer.SetColWidth(6, 7, 60)
	for i, row := range rows {
		if err == nil {
			err = writer.SetRow(cellName(1, i+1), row)
		}
	}
	if err == nil {
		err = writer.Flush()
	}
	if err != nil {
		return fmt.Errorf("the list of problems cannot be written: %w", err)
	}
	m.file.SetActiveSheet(index)
	return nil
}

func values(texts []string) []any {
	all := make([]any, len(texts))
	for i, text := range texts {
		all[i] = text
	}
	return all
}
