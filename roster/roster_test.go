package roster

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"hukou/models"
)

// All children, stations and numbers here are invented; 649901 is no county.
const (
	knownStation   = "640302000011"
	knownDivision  = "640302"
	formerDivision = "640321"
)

func rules() Rules {
	return Rules{
		Today:        "2026-09-24",
		StationKnown: func(code string) bool { return code == knownStation },
		Division: func(code string, _ models.Date) (known, abolished bool, hint string) {
			switch code {
			case knownDivision, "640303":
				return true, false, ""
			case formerDivision:
				return true, true, "640302 利通区"
			}
			return false, false, ""
		},
	}
}

// children are n invented children; every third one is unregistered.
func childrenLines(t testing.TB, n int) []Line {
	t.Helper()
	names := []string{"马小禾", "王𬴊", "买买提·艾力", "欧阳晓月", "丁一"}
	lines := make([]Line, n)
	for i := range lines {
		birth := models.Date("2009-02-20").AddDays(i % 5000)
		line := Line{Sheet: SheetName, Row: i + 2, Name: names[i%len(names)], Sex: models.SexMale, BirthDate: birth, BirthEstimated: i%7 == 0,
			IntakeNo: fmt.Sprintf("RY-%05d", i), IntakeOn: birth.AddDays(30), LegalGround: grounds()[i%5].code,
			GuardianshipDocNo: "（2020）宁民字第7号", OriginStation: knownStation, OriginDivision: knownDivision, Note: "第一行\n第二行"}
		if i%2 == 1 {
			line.Sex = models.SexFemale
		}
		if i%3 == 0 {
			line.OriginStation, line.OriginDivision, line.GuardianshipDocNo, line.Note = "", "", "", ""
		} else {
			seq := 2*(i/5000) + 101
			if line.Sex == models.SexFemale {
				seq++
			}
			number, err := models.NewCitizenNumber("649901", birth, seq)
			if err != nil {
				t.Fatal(err)
			}
			line.CitizenNumber = number
		}
		lines[i] = line
	}
	return lines
}

func TestSeventyChildrenAreWrittenAndReadBackEqual(t *testing.T) {
	want := childrenLines(t, 70)
	want[7].BirthSaid = "农历正月初三" // kept in its own column, never read as a date
	var file bytes.Buffer
	if err := WriteXLSX(want, &file); err != nil {
		t.Fatal(err)
	}
	got := parse(t, XLSX, file.Bytes())
	if diff := cmp.Diff(want, got.Lines); diff != "" || len(got.Problems) > 0 || got.Rows != 70 {
		t.Errorf("rows %d, problems %v\n%s", got.Rows, got.Problems, diff)
	}
	for _, line := range got.Lines { // cmp compares, it does not see the mask
		if line.CitizenNumber != "" && strings.Contains(fmt.Sprint(line), line.CitizenNumber.Reveal()) {
			t.Fatal("a line prints its number")
		}
	}
}

func TestTheSameChildrenAsText(t *testing.T) {
	want := childrenLines(t, 70)
	want[8].BirthSaid = "去年腊月"
	got := parse(t, CSV, []byte(csvOf(t, want)))
	if diff := cmp.Diff(want, got.Lines, cmpopts.IgnoreFields(Line{}, "Sheet")); diff != "" || len(got.Problems) > 0 {
		t.Errorf("problems %v\n%s", got.Problems, diff)
	}
}

func TestTemplateIsAnEmptyRosterThatKeepsNumbersWhole(t *testing.T) {
	var file bytes.Buffer
	if err := Template(&file); err != nil {
		t.Fatal(err)
	}
	if got := parse(t, XLSX, file.Bytes()); got.Rows != 0 || len(got.Problems) > 0 {
		t.Errorf("the empty template gives %+v", got)
	}
	book := open(t, file.Bytes())
	notes, err := book.GetComments(SheetName)
	if err != nil || len(notes) != len(written()) {
		t.Errorf("%d hints, %v; want one for each column", len(notes), err)
	}
	lists, err := book.GetDataValidations(SheetName)
	if err != nil || len(lists) != 3 {
		t.Errorf("%d lists to choose from, %v", len(lists), err)
	}
	// A clerk types into the template: the cell stays text.
	line := childrenLines(t, 2)[1]
	for i, text := range line.cells() {
		set(t, book, SheetName, cellName(i+1, 2), text)
	}
	style, err := book.GetCellStyle(SheetName, "D2")
	if err != nil {
		t.Fatal(err)
	}
	if look, err := book.GetStyle(style); err != nil || look.NumFmt != textFormat {
		t.Errorf("a number typed into the template has format %+v, %v", look, err)
	}
	if got := parse(t, XLSX, save(t, book)); len(got.Lines) != 1 || got.Lines[0].CitizenNumber != line.CitizenNumber {
		t.Errorf("the filled template gives %v", got.Problems)
	}
}

func TestHeadersInAnyOrderAndInEnglish(t *testing.T) {
	got := parse(t, CSV, []byte(`某某市儿童福利机构名册,,,,,,,
序号,备 注,legal_ground,INTAKE_ON,入院登记号（必填）,身份证号,Birth_Date,*性别*,姓名 ,
1,,revoked,2015/9/1,A-1,,20090220,1,马小禾,
`))
	want := []Line{{Row: 3, Name: "马小禾", Sex: models.SexMale, BirthDate: "2009-02-20", IntakeNo: "A-1", IntakeOn: "2015-09-01", LegalGround: GroundGuardianshipRevoke}}
	if diff := cmp.Diff(want, got.Lines); diff != "" || len(got.Problems) > 0 {
		t.Errorf("problems %v\n%s", got.Problems, diff)
	}
}

func parse(t testing.TB, format Format, data []byte) *Result {
	t.Helper()
	got, err := Parse(bytes.NewReader(data), format, int64(len(data)), rules())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// csvOf writes lines as comma-separated text.
func csvOf(t testing.TB, lines []Line) string {
	t.Helper()
	var text strings.Builder
	w := csv.NewWriter(&text)
	var header []string
	for _, c := range written() {
		header = append(header, c.zh)
	}
	records := [][]string{header}
	for _, line := range lines {
		records = append(records, line.cells())
	}
	if err := w.WriteAll(records); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// book is a roster of n right rows, open for planting faults.
func book(t testing.TB, n int) *excelize.File {
	t.Helper()
	var file bytes.Buffer
	if err := WriteXLSX(childrenLines(t, n), &file); err != nil {
		t.Fatal(err)
	}
	return open(t, file.Bytes())
}

func open(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

func set(t testing.TB, file *excelize.File, sheet, cell string, value any) {
	t.Helper()
	if err := file.SetCellValue(sheet, cell, value); err != nil {
		t.Fatal(err)
	}
}

func save(t testing.TB, file *excelize.File) []byte {
	t.Helper()
	data, err := file.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

// found lists problems as "cell code", the way the tests expect them.
func found(result *Result) []string {
	all := []string{}
	for _, p := range result.Problems {
		place := p.Cell
		if place == "" {
			place = fmt.Sprintf("row %d", p.Row)
		}
		if p.Warning {
			place = "warning " + place
		}
		all = append(all, place+" "+p.Code)
	}
	return all
}

// expectFound compares problems and demands both languages of each.
func expectFound(t testing.TB, result *Result, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, found(result), cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	for _, p := range result.Problems {
		if p.Zh == "" || p.En == "" || strings.Contains(p.Zh+p.En, "%!") || strings.Contains(p.Zh+p.En, "%s") {
			t.Errorf("%s has a broken text: %q %q", p.Code, p.Zh, p.En)
		}
	}
}
