package roster

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/xuri/excelize/v2"
)

// Dates as spreadsheets store them: a number with a look. Only the look makes
// it a date.
func TestDateCellsOfEveryLook(t *testing.T) {
	chinese, quoted, digits := `yyyy"年"m"月"d"日";@`, `[$-804]yyyy/m/d;"day"`, `0.00"day"`
	cases := []struct {
		name  string
		style excelize.Style
		date  bool
	}{
		{"built-in", excelize.Style{NumFmt: 14}, true},
		{"built-in of Chinese systems", excelize.Style{NumFmt: 31}, true},
		{"with a time", excelize.Style{NumFmt: 22}, true},
		{"Chinese", excelize.Style{CustomNumFmt: &chinese}, true},
		{"locale", excelize.Style{CustomNumFmt: &quoted}, true},
		{"a number with the letter d in its words", excelize.Style{CustomNumFmt: &digits}, false},
		{"plain number", excelize.Style{NumFmt: 1}, false},
		{"time of day", excelize.Style{NumFmt: 20}, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			file := book(t, 1)
			style, err := file.NewStyle(&c.style)
			if err != nil {
				t.Fatal(err)
			}
			set(t, file, SheetName, "C2", 39864.5) // noon of 2009-02-20
			if err := file.SetCellStyle(SheetName, "C2", "C2", style); err != nil {
				t.Fatal(err)
			}
			got := parse(t, XLSX, save(t, file))
			if !c.date {
				expectFound(t, got, "C2 date_form")
				return
			}
			expectFound(t, got)
			if len(got.Lines) != 1 || got.Lines[0].BirthDate != "2009-02-20" {
				t.Errorf("lines %d", len(got.Lines))
			}
		})
	}
}

func TestWorkbookThatCountsFrom1904(t *testing.T) {
	file := book(t, 1)
	yes := true
	if err := file.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
		t.Fatal(err)
	}
	set(t, file, SheetName, "C2", time.Date(2009, 2, 20, 0, 0, 0, 0, time.UTC))
	got := parse(t, XLSX, save(t, file))
	expectFound(t, got)
	if got.Lines[0].BirthDate != "2009-02-20" {
		t.Error("another day was read")
	}
}

func TestNumbersStoredAsNumbers(t *testing.T) {
	file := book(t, 4)
	format, err := file.NewStyle(&excelize.Style{NumFmt: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, cell := range []string{"B2", "J3", "K3", "D3"} {
		if err := file.SetCellStyle(SheetName, cell, cell, format); err != nil {
			t.Fatal(err)
		}
	}
	set(t, file, SheetName, "B2", 1)
	set(t, file, SheetName, "J3", 640302000011)
	set(t, file, SheetName, "K3", 640302)
	set(t, file, SheetName, "D3", 649901200902210000) // what fifteen digits leave
	set(t, file, SheetName, "D4", 6.499012009022e17)
	got := parse(t, XLSX, save(t, file))
	expectFound(t, got, "D3 number_as_number", "D4 number_as_number")
}

func TestCellsThatASpreadsheetFillsIn(t *testing.T) {
	data := book(t, 2)
	file := save(t, data)
	file = edit(t, file, "xl/worksheets/sheet1.xml", func(sheet string) string {
		row := sheet[strings.Index(sheet, `<row r="3"`):]
		cut := row[strings.Index(row, `<c r="B3"`):]
		cut = cut[:strings.Index(cut, "</c>")+4]
		return strings.Replace(sheet, cut, `<c r="B3" t="e"><v>#N/A</v></c>`, 1)
	})
	expectFound(t, parse(t, XLSX, file), "B3 error_value")

	shared := edit(t, save(t, data), "xl/worksheets/sheet1.xml", func(sheet string) string {
		return strings.Replace(sheet, `<c r="F2"`, `<c r="F2" cm="1"`, 1)
	})
	expectFound(t, parse(t, XLSX, shared))
}

func TestTickBoxes(t *testing.T) {
	file := book(t, 2)
	set(t, file, SheetName, "B2", true)
	set(t, file, SheetName, "E3", true)
	got := parse(t, XLSX, save(t, file))
	expectFound(t, got, "B2 sex")
	if !got.Lines[0].BirthEstimated {
		t.Error("a ticked box is not read as yes")
	}
}

func TestRichTextAndPhoneticGuides(t *testing.T) {
	file := book(t, 2)
	if err := file.SetCellRichText(SheetName, "A2", []excelize.RichTextRun{{Text: "丁", Font: &excelize.Font{Bold: true}}, {Text: "一"}}); err != nil {
		t.Fatal(err)
	}
	data := edit(t, save(t, file), "xl/sharedStrings.xml", func(all string) string {
		return strings.Replace(all, "<r><t>一</t></r>", `<r><t>一</t></r><rPh sb="0" eb="1"><t>dingyi</t></rPh>`, 1)
	})
	got := parse(t, XLSX, data)
	expectFound(t, got)
	if got.Lines[0].Name != "丁一" {
		t.Errorf("the name has %d characters", len([]rune(got.Lines[0].Name)))
	}
}

func TestEscapesOfTheFileFormat(t *testing.T) {
	for stored, want := range map[string]string{
		"a_x000D_b": "a\rb", "_x005F_x000D_": "_x000D_", "a_xb": "a_xb", "_x00G0_": "_x00G0_", "_x000": "_x000", "中_x4E00_": "中一", "__x0041_": "_A",
	} {
		if got := unescape(stored); got != want {
			t.Errorf("%q reads %q, want %q", stored, got, want)
		}
	}
}

// A text has no sheet to be named: it is said to be one, and whether anything stands in it.
func TestATextWithoutAHeaderIsSaidToBeOne(t *testing.T) {
	for data, want := range map[string]string{"丁一,男,2009-02-20\n丁二,女,2009-02-21\n": "已读取：CSV 文本（有内容）", "\n,,\n": "已读取：CSV 文本（没有内容）"} {
		got := parse(t, CSV, []byte(data))
		expectFound(t, got, "row 0 no_header")
		if said := got.Problems[0].Zh; !strings.Contains(said, want) || strings.Contains(said, "—") || !strings.Contains(said, "姓名") || strings.Contains(said, "丁一") {
			t.Errorf("it says %q", said)
		}
	}
}

func TestSheetsWithoutAHeaderAreNamed(t *testing.T) {
	file := excelize.NewFile()
	defer file.Close()
	if _, err := file.NewSheet("说明"); err != nil {
		t.Fatal(err)
	}
	set(t, file, "Sheet1", "A1", "联系人")
	got := parse(t, XLSX, save(t, file))
	expectFound(t, got, "row 0 no_header")
	for _, word := range []string{"工作表“Sheet1”（有内容）", "工作表“说明”（没有内容）", "姓名", "入院登记号", "模板"} {
		if !strings.Contains(got.Problems[0].Zh, word) {
			t.Errorf("%q does not name %s", got.Problems[0].Zh, word)
		}
	}
}

func TestMissingUnknownAndRepeatedColumns(t *testing.T) {
	file := book(t, 3)
	set(t, file, SheetName, "F1", "姓名") // the intake number's place
	set(t, file, SheetName, "I1", "民族")
	got := parse(t, XLSX, save(t, file))
	expectFound(t, got, "row 1 missing_column", "F1 duplicate_column", "I1 unknown_column")
	if got.Problems[0].Column != "intake_no" || got.Problems[2].Column != "I" || len(got.Lines) != 0 {
		t.Errorf("problems %v", got.Problems)
	}
}

func TestContentBesideTheRoster(t *testing.T) {
	file := book(t, 3)
	set(t, file, SheetName, "N3", "旁注")
	set(t, file, SheetName, "N4", "旁注")
	set(t, file, SheetName, "IZ4", "远处")
	got := parse(t, XLSX, save(t, file))
	expectFound(t, got, "row 1 too_many_columns", "N1 unnamed_column")
	if len(got.Lines) != 3 {
		t.Errorf("%d lines, want all three", len(got.Lines))
	}
}

// Two counties on two sheets, a hidden list, and empty rows behind the last.
func TestSeveralSheetsHiddenOnesIgnored(t *testing.T) {
	file := book(t, 4)
	for _, name := range []string{"红寺堡区", "旧名册"} {
		index, err := file.NewSheet(name)
		if err != nil {
			t.Fatal(err)
		}
		from, err := file.GetSheetIndex(SheetName)
		if err != nil {
			t.Fatal(err)
		}
		if err := file.CopySheet(from, index); err != nil {
			t.Fatal(err)
		}
	}
	if err := file.SetSheetVisible("旧名册", false); err != nil {
		t.Fatal(err)
	}
	for row := 2; row <= 4; row++ { // only the last child stays twice
		if err := file.SetSheetRow("红寺堡区", cellName(1, row), &[]string{"", "", "", "", "", "", "", "", "", "", "", ""}); err != nil {
			t.Fatal(err)
		}
	}
	set(t, file, SheetName, "A9", " ")
	if err := file.SetRowHeight(SheetName, 400, 30); err != nil {
		t.Fatal(err)
	}
	got := parse(t, XLSX, save(t, file))
	expectFound(t, got, "A5 repeated_child", "warning row 2 empty_rows", "A5 repeated_child")
	if got.Rows != 5 || len(got.Lines) != 3 {
		t.Errorf("%d rows, %d lines", got.Rows, len(got.Lines))
	}
	if p := got.Problems[0]; !strings.Contains(p.Zh, "“红寺堡区”第 5 行") {
		t.Errorf("the other sheet is not named: %s", p.Zh)
	}
}

func TestMergesAboveAndBesideTheRosterDoNotMatter(t *testing.T) {
	file := book(t, 3)
	if err := file.InsertRows(SheetName, 1, 1); err != nil {
		t.Fatal(err)
	}
	set(t, file, SheetName, "A1", "二〇二六年名册")
	for _, merge := range [][2]string{{"A1", "L1"}, {"P1", "P4"}, {"A30", "B31"}} {
		if err := file.MergeCell(SheetName, merge[0], merge[1]); err != nil {
			t.Fatal(err)
		}
	}
	got := parse(t, XLSX, save(t, file))
	expectFound(t, got)
	if len(got.Lines) != 3 || got.Lines[0].Row != 3 {
		t.Errorf("%d lines", len(got.Lines))
	}
}

func TestTooManyRows(t *testing.T) {
	file := book(t, 2)
	set(t, file, SheetName, "A100001", "丁一")
	expectFound(t, parse(t, XLSX, save(t, file)), "row 100001 too_many_rows")

	line := csvOf(t, childrenLines(t, 1))
	header, row, _ := strings.Cut(line, "\n")
	got := parse(t, CSV, []byte(header+"\n"+strings.Repeat(row, MaxRows+1)))
	if got.Rows != MaxRows || got.Problems[len(got.Problems)-1].Code != CodeTooManyRows {
		t.Errorf("%d rows, last problem %s", got.Rows, got.Problems[len(got.Problems)-1].Code)
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	good := save(t, book(t, 3))
	cut := edit(t, good, "xl/worksheets/sheet1.xml", func(sheet string) string { return sheet[:len(sheet)*2/3] })
	dangling := edit(t, good, "xl/sharedStrings.xml", func(string) string { return "<sst></sst>" })
	backwards := edit(t, good, "xl/worksheets/sheet1.xml", func(sheet string) string {
		return strings.Replace(sheet, `<row r="3"`, `<row r="1"`, 1)
	})
	bomb := edit(t, good, "xl/worksheets/sheet1.xml", func(sheet string) string {
		return strings.Replace(sheet, "</sheetData>", strings.Repeat(" ", MaxUnzipped)+"</sheetData>", 1)
	})
	cases := []struct {
		name   string
		data   []byte
		format Format
		size   int64
		code   string
	}{
		{"declared too large", good, XLSX, MaxBytes + 1, "file_large"},
		{"really too large", bytes.Repeat([]byte("x"), MaxBytes+1), CSV, -1, "file_large"},
		{"empty", nil, CSV, 0, "file_empty"},
		{"unfolds without end", bomb, XLSX, -1, "file_unzipped_large"},
		{"old xls or password", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 2000)...), XLSX, -1, "file_protected"},
		{"no workbook", []byte("姓名,性别"), XLSX, -1, "file_not_xlsx"},
		{"half a workbook", good[:len(good)/2], XLSX, -1, "file_not_xlsx"},
		{"half a sheet", cut, XLSX, -1, "file_damaged"},
		{"texts missing", dangling, XLSX, -1, "file_damaged"},
		{"rows out of order", backwards, XLSX, -1, "file_damaged"},
		{"workbook called text", good, CSV, -1, "file_format"},
		{"UTF-16", []byte("\xff\xfeY\x00"), CSV, -1, "file_utf16"},
		{"another kind", good, Format("pdf"), -1, "file_format"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := Parse(bytes.NewReader(c.data), c.format, c.size, rules())
			var wrong *FileError
			if !errors.As(err, &wrong) || wrong.Code != c.code || got != nil {
				t.Fatalf("%v, want %s", err, c.code)
			}
			if wrong.Zh == "" || wrong.En == "" {
				t.Error("a language is missing")
			}
		})
	}
	if _, err := Parse(iotest.ErrReader(io.ErrUnexpectedEOF), CSV, -1, rules()); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a broken upload gives %v", err)
	}
}

// A sheet whose only cell stands in its last corner is small on disk and must
// stay small in memory.
func TestLastCornerOfASheetCostsNothing(t *testing.T) {
	data := edit(t, save(t, book(t, 1)), "xl/worksheets/sheet1.xml", func(sheet string) string {
		return strings.Replace(sheet, "</sheetData>", `<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>`, 1)
	})
	allocations := testing.AllocsPerRun(1, func() {
		got := parse(t, XLSX, data)
		expectFound(t, got, "row 1048576 too_many_rows")
	})
	if allocations > 100_000 {
		t.Errorf("%v allocations for one row", allocations)
	}
	var wrong *FileError
	if err := Annotate(data, nil, io.Discard); !errors.As(err, &wrong) || wrong.Code != "file_grid" {
		t.Errorf("annotate: %v", err)
	}
}

// edit rewrites one part of a workbook.
func edit(t *testing.T, data []byte, part string, change func(string) string) []byte {
	t.Helper()
	from, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	changed := false
	for _, entry := range from.File {
		r, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if entry.Name == part {
			text := change(string(content))
			changed = text != string(content)
			content = []byte(text)
		}
		w, err := to.Create(entry.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	if !changed {
		t.Fatalf("%s was not changed", part)
	}
	return out.Bytes()
}
