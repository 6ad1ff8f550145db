package roster

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The file goes to the institution with marks, one fault is mended in it, and it
// comes back: only the other mark is left.
func TestMarkedWorkbookGoesToAndFro(t *testing.T) {
	file := book(t, 5)
	date, err := file.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	set(t, file, SheetName, "C2", 36526) // 2000-01-01, an adult, in a date cell
	if err := file.SetCellStyle(SheetName, "C2", "C2", date); err != nil {
		t.Fatal(err)
	}
	set(t, file, SheetName, "A3", "=王")
	set(t, file, SheetName, "F6", "")
	original := save(t, file)
	first := parse(t, XLSX, original)
	expectFound(t, first, "C2 already_18", "A3 formula_text", "F6 missing")

	marked := annotate(t, original, first.Problems)
	returned := open(t, marked)
	if got := notes(t, returned); !slices.Equal(got, []string{"A3", "C2", "F6"}) {
		t.Errorf("notes at %v", got)
	}
	for cell, colour := range map[string]string{"C2": problemFill, "A3": problemFill, "F6": problemFill, "A2": "", "F5": ""} {
		if got := fillOf(t, returned, cell); got != colour {
			t.Errorf("%s has the colour %q, want %q", cell, got, colour)
		}
	}
	rows, err := returned.GetRows(ProblemSheet)
	if err != nil || len(rows) != 1+len(first.Problems) {
		t.Fatalf("the list has %d rows, %v", len(rows), err)
	}
	if strings.Contains(fmt.Sprint(rows), "王") {
		t.Error("the list repeats a cell")
	}
	again := parse(t, XLSX, marked)
	if strings.Join(found(again), " ") != strings.Join(found(first), " ") {
		t.Errorf("the marked file reads %v", found(again))
	}

	set(t, returned, SheetName, "A3", "王五")
	mended := save(t, returned)
	second := parse(t, XLSX, mended)
	last := open(t, annotate(t, mended, second.Problems))
	if got := notes(t, last); !slices.Equal(got, []string{"C2", "F6"}) || fillOf(t, last, "A3") != "" {
		t.Errorf("after mending: notes at %v, colour %q", got, fillOf(t, last, "A3"))
	}
}

func TestWarningsHaveAColourOfTheirOwn(t *testing.T) {
	original := save(t, book(t, 3))
	problems := []Problem{{Sheet: SheetName, Row: 3, Cell: "C3", Code: "w", Zh: "注意", En: "look", Warning: true}}
	if got := fillOf(t, open(t, annotate(t, original, problems)), "C3"); got != warningFill {
		t.Errorf("colour %q", got)
	}
}

// The hints of the template stay beside the new notes.
func TestAFilledTemplateKeepsItsHints(t *testing.T) {
	var empty bytes.Buffer
	if err := Template(&empty); err != nil {
		t.Fatal(err)
	}
	file := open(t, empty.Bytes())
	set(t, file, SheetName, "A2", "=王")
	original := save(t, file)
	marked := annotate(t, original, parse(t, XLSX, original).Problems)
	all := notes(t, open(t, marked))
	if hints := len(written()); !slices.Contains(all, "A2") || !slices.Contains(all, "L1") || len(all) <= hints {
		t.Errorf("notes at %v", all)
	}
}

func TestTextComesBackAsAWorkbook(t *testing.T) {
	original := []byte(csvHeader + "丁一,男,2009-02-30,649901200902200015,RY-1,2015-09-01,其他,=1\n")
	problems := parse(t, CSV, original).Problems
	marked := annotate(t, original, problems)
	file := open(t, marked)
	if got := notes(t, file); !slices.Equal(got, []string{"C2", "D2", "H2"}) {
		t.Errorf("notes at %v", got)
	}
	if formula, err := file.GetCellFormula(SheetName, "H2"); err != nil || formula != "" {
		t.Errorf("text became the formula %q, %v", formula, err)
	}
	back := parse(t, XLSX, marked)
	expectFound(t, back, found(&Result{Problems: problems})...)
}

func TestMarkingManyAndFarCells(t *testing.T) {
	original := save(t, book(t, 1200))
	var problems []Problem
	for row := 2; row <= 1201; row++ {
		problems = append(problems, Problem{Sheet: SheetName, Row: row, Column: "name", Cell: fmt.Sprintf("A%d", row), Code: "x", Zh: "错", En: "wrong"})
	}
	problems = append(problems, Problem{Sheet: SheetName, Row: 1048576, Cell: "XFD1048576", Code: "x", Zh: "错", En: "wrong"},
		Problem{Sheet: "没有的表", Row: 1, Cell: "A1", Code: "x", Zh: "错", En: "wrong"}, Problem{Code: CodeNoHeader, Zh: "错", En: "wrong"})
	file := open(t, annotate(t, original, problems))
	if got := len(notes(t, file)); got != maxNotes {
		t.Errorf("%d notes, want the first %d", got, maxNotes)
	}
	if fillOf(t, file, "A1201") != problemFill {
		t.Error("the last wrong cell has no colour")
	}
	if rows, _ := file.GetRows(ProblemSheet); len(rows) != 1+len(problems) {
		t.Errorf("the list has %d rows", len(rows))
	}
}

func TestFilesThatCannotBeMarked(t *testing.T) {
	own := book(t, 1)
	if _, err := own.NewSheet(ProblemSheet); err != nil {
		t.Fatal(err)
	}
	set(t, own, ProblemSheet, "A1", "我自己的表")
	for code, data := range map[string][]byte{"file_format": save(t, own), "file_not_xlsx": []byte("PK\x03\x04 nothing"), "file_utf16": []byte("\xfe\xff")} {
		var wrong *FileError
		if err := Annotate(data, nil, io.Discard); !errors.As(err, &wrong) || wrong.Code != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
}

func annotate(t *testing.T, original []byte, problems []Problem) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Annotate(original, problems, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func notes(t *testing.T, file *excelize.File) []string {
	t.Helper()
	all, err := file.GetComments(SheetName)
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	for _, note := range all {
		cells = append(cells, note.Cell)
	}
	slices.Sort(cells)
	return cells
}

func fillOf(t *testing.T, file *excelize.File, cell string) string {
	t.Helper()
	style, err := file.GetCellStyle(SheetName, cell)
	if err != nil {
		t.Fatal(err)
	}
	look, err := file.GetStyle(style)
	if err != nil {
		t.Fatal(err)
	}
	if len(look.Fill.Color) == 0 {
		return ""
	}
	return look.Fill.Color[0]
}
