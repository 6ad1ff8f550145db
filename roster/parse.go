package roster

import (
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/xuri/excelize/v2"
)

// errEnough ends the reading of one sheet; the reason is among the problems.
var errEnough = errors.New("nothing more is read of this sheet")

// row is one row as the file holds it. cells[0] is column A; the slice is
// reused for the next row.
type row struct {
	number int
	cells  []cell
	// beyond tells that content was left out after the last column read.
	beyond bool
	// last is the last column that the file gives the row, empty or not.
	last int
}

// cell is the content of one cell without the blanks around it.
type cell struct {
	text string
	// formula and failed mark a formula and an error value such as #N/A.
	formula, failed bool
	// numeric marks a number that is not shown as a date.
	numeric bool
}

func (c cell) empty() bool { return c.text == "" && !c.formula && !c.failed }

// span is a rectangle of merged cells, columns and rows counted from 1.
type span struct{ left, top, right, bottom int }

// Parse reads a roster. Size is what the sender declared, to refuse a large
// file before reading it; a negative size is unknown. The error is a *FileError
// or that of r; what is wrong inside a readable file stands in the result.
func Parse(r io.Reader, format Format, size int64, rules Rules) (*Result, error) {
	data, err := readAll(r, size)
	if err != nil {
		return nil, err
	}
	return parsed(newParser(rules, columns()), data, format)
}

// parsed reads the file whose columns the parser knows.
func parsed(p *parser, data []byte, format Format) (*Result, error) {
	var err error
	switch format {
	case XLSX:
		err = p.workbook(data)
	case CSV:
		err = p.text(data)
	default:
		err = &FileError{"file_format", "只支持 xlsx 或 csv 文件", "only xlsx and csv files are read"}
	}
	if err != nil {
		return nil, err
	}
	return p.result(), nil
}

func readAll(r io.Reader, size int64) ([]byte, error) {
	tooLarge := &FileError{"file_large", fmt.Sprintf("文件超过 %d MB，请分成几份", MaxBytes>>20),
		fmt.Sprintf("the file is larger than %d MB: split the roster", MaxBytes>>20)}
	if size > MaxBytes {
		return nil, tooLarge
	}
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("the roster cannot be read: %w", err)
	case len(data) > MaxBytes:
		return nil, tooLarge
	case len(data) == 0:
		return nil, &FileError{"file_empty", "文件是空的", "the file is empty"}
	}
	return data, nil
}

// parser gathers what one file gives.
type parser struct {
	rules   Rules
	columns [fieldCount]column
	header  map[string]field
	grounds map[string]LegalGround
	// visits tells that the rows are those of a list of visits.
	visits bool

	sheets   []string // visible ones, in order; "" is text
	filled   []bool   // of each sheet, that something stands in it
	headed   bool     // a sheet with a header was found
	lines    []Line
	found    []Found
	problems []Problem
	refused  map[place]bool // rows taken out by a merge
	rows     int
	children children
	where    map[string]map[string]string // see Result.Columns
}

func newParser(rules Rules, columns [fieldCount]column) *parser {
	if rules.AdultOn.IsZero() {
		rules.AdultOn = rules.Today
	}
	p := &parser{rules: rules, columns: columns, header: headerIndex(columns), grounds: make(map[string]LegalGround), refused: make(map[place]bool), where: make(map[string]map[string]string)}
	for _, ground := range grounds() {
		for _, text := range append(ground.short, ground.zh, string(ground.code)) {
			p.grounds[text] = ground.code
		}
	}
	return p
}

// text reads one table of comma-separated text.
func (p *parser) text(data []byte) error {
	decoded, err := decodeText(data)
	if err != nil {
		return err
	}
	t := p.table("")
	err = readCSV(decoded, t.row)
	var broken brokenRow
	if errors.As(err, &broken) {
		t.problem(int(broken), 0, CodeCSVSyntax)
		err = nil
	}
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	t.end(nil)
	return nil
}

// workbook reads every visible sheet that has a header.
func (p *parser) workbook(data []byte) error {
	book, err := openWorkbook(data)
	if err != nil {
		return err
	}
	defer book.close()
	for _, sheet := range book.sheets {
		t := p.table(sheet.name)
		merged, err := book.read(sheet, t.row)
		if err != nil && !errors.Is(err, errEnough) {
			return err
		}
		t.end(merged)
	}
	return nil
}

// stands remembers the column of a field, counted from 1.
func (p *parser) stands(sheet string, f field, column int) {
	letters, err := excelize.ColumnNumberToName(column)
	if err != nil || f == fieldNone {
		return
	}
	if p.where[sheet] == nil {
		p.where[sheet] = make(map[string]string)
	}
	p.where[sheet][p.columns[f].id] = letters
}

// result puts problems in the order of the file and keeps the lines of rows
// that have none.
func (p *parser) result() *Result {
	if !p.headed {
		p.problems = append(p.problems, p.noHeader())
	}
	p.problems = append(p.problems, p.children.repeated(p.columns)...)
	order := make(map[string]int)
	for i, name := range p.sheets {
		order[name] = i
	}
	sort.SliceStable(p.problems, func(i, j int) bool {
		a, b := p.problems[i], p.problems[j]
		if a.Sheet != b.Sheet {
			return order[a.Sheet] < order[b.Sheet]
		}
		if a.Row != b.Row {
			return a.Row < b.Row
		}
		return len(a.Cell) < len(b.Cell) || len(a.Cell) == len(b.Cell) && a.Cell < b.Cell
	})
	wrong := p.refused
	for _, problem := range p.problems {
		if !problem.Warning {
			wrong[place{problem.Sheet, problem.Row}] = true
		}
	}
	result := &Result{Problems: p.problems, Rows: p.rows, Columns: p.where}
	for _, line := range p.lines {
		if !wrong[place{line.Sheet, line.Row}] {
			result.Lines = append(result.Lines, line)
		}
	}
	for _, f := range p.found {
		if !wrong[place{f.Sheet, f.Row}] {
			result.Found = append(result.Found, f)
		}
	}
	return result
}

// noHeader says what was looked for and where.
func (p *parser) noHeader() Problem {
	var neededZh, neededEn []string
	for _, c := range p.columns {
		if c.column {
			neededZh, neededEn = append(neededZh, c.zh), append(neededEn, c.zh+" ("+c.id+")")
		}
	}
	zh, en := texts(CodeNoHeader)
	readZh, readEn := p.wasRead()
	return Problem{Code: CodeNoHeader,
		Zh: fmt.Sprintf(zh, readZh, headerWithin, strings.Join(neededZh, "、")),
		En: fmt.Sprintf(en, readEn, headerWithin, strings.Join(neededEn, ", "))}
}

// wasRead says of each sheet, or of a text, whether anything stands in it.
func (p *parser) wasRead() (zh, en string) {
	if len(p.sheets) == 0 {
		return "文件中没有可见的工作表", "the file has no sheet that is not hidden"
	}
	var inZh, inEn []string
	for i, name := range p.sheets {
		textZh, textEn := "工作表“"+name+"”", "sheet “"+name+"”"
		if name == "" {
			textZh, textEn = "CSV 文本", "the CSV text"
		}
		if p.filled[i] {
			inZh, inEn = append(inZh, textZh+"（有内容）"), append(inEn, textEn+" (with content)")
		} else {
			inZh, inEn = append(inZh, textZh+"（没有内容）"), append(inEn, textEn+" (empty)")
		}
	}
	return "已读取：" + strings.Join(inZh, "、"), "read: " + strings.Join(inEn, ", ")
}

// place is a row of a sheet.
type place struct {
	sheet string
	row   int
}
