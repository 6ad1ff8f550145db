package roster

import (
	"strings"
	"testing"

	"hukou/models"
)

// One workbook with thirty children and the faults that institutions really
// hand in. Each is found at its cell; the rows without one are accepted.
func TestPlantedFaultsAreFoundAtTheirCells(t *testing.T) {
	const zeroWidth = "马\u200b小禾"
	file := book(t, 30)
	lines := childrenLines(t, 30)
	at := func(cell string, value any) { set(t, file, SheetName, cell, value) }

	number := lines[1].CitizenNumber.Reveal()
	at("D3", number[:17]+wrongCheckDigit(number)) // row 3, registered
	at("J4", "640301000099")                      // no such station
	at("K6", formerDivision)                      // abolished county
	at("C7", "2009-02-30")
	at("A9", zeroWidth)
	at("C5", "2008-09-24") // eighteen on this very day
	if err := file.SetCellFormula(SheetName, "A11", `"马"&"小禾"`); err != nil {
		t.Fatal(err)
	}
	at("A12", "=王")
	at("D15", lines[11].CitizenNumber.Reveal()) // the child of row 13 again
	at("A15", lines[11].Name)
	at("B15", map[models.Sex]string{"1": "男", "2": "女"}[lines[11].Sex])
	at("C15", string(lines[11].BirthDate))
	at("B16", "女") // the number says a boy
	at("C18", "2009-03-01")
	for _, cell := range []string{"A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"} {
		at(cell+"20", "") // an empty row in the middle
	}
	at("F22", "") // no intake number
	at("L23", strings.Repeat("长", 501))
	if err := file.MergeCell(SheetName, "H25", "H26"); err != nil {
		t.Fatal(err)
	}
	at("A28", strings.Repeat("名", 51)) // long, and right

	got := parse(t, XLSX, save(t, file))
	expectFound(t, got,
		"D3 number_check_digit", "J4 unknown_station", "C5 already_18", "K6 abolished_division", "C7 no_such_day", "A9 name_invisible",
		"A11 formula", "A12 formula_text", "D13 repeated_child", "D15 repeated_child", "B16 sex_disagrees",
		"C18 birth_disagrees", "warning row 20 empty_rows", "F22 missing", "L23 too_long", "H25 merged_cells")
	accepted := map[int]bool{}
	for _, line := range got.Lines {
		accepted[line.Row] = true
	}
	for row := 2; row <= 31; row++ {
		wrong := map[int]bool{3: true, 4: true, 6: true, 7: true, 5: true, 9: true, 11: true, 12: true, 13: true, 15: true, 16: true, 18: true, 20: true, 22: true, 23: true, 25: true, 26: true}[row]
		if accepted[row] == wrong {
			t.Errorf("row %d: accepted %v", row, accepted[row])
		}
	}
	if got.Rows != 29 {
		t.Errorf("%d rows list a child, want 29", got.Rows)
	}
	for _, p := range got.Problems {
		if p.Sheet != SheetName {
			t.Errorf("%s names sheet %q", p.Code, p.Sheet)
		}
		if p.Code == CodeRepeatedChild && (!strings.Contains(p.Zh, "第 13 行、第 15 行") || !strings.Contains(p.En, "row 13, row 15")) {
			t.Errorf("the repeated child is told as %q %q", p.Zh, p.En)
		}
	}
}

// A name of 51 characters passes; so does the longest the register keeps.
func TestLongNamesPass(t *testing.T) {
	for _, name := range []string{strings.Repeat("名", 51), strings.Repeat("𬴊", 100), "阿卜杜热西提·" + strings.Repeat("买", 44)} {
		got := parseRow(t, map[string]string{"姓名": name})
		expectFound(t, got)
	}
	expectFound(t, parseRow(t, map[string]string{"姓名": strings.Repeat("名", 101)}), "A2 name_long")
	expectFound(t, parseRow(t, map[string]string{"姓名": strings.Repeat("名", 401)}), "A2 too_long")
}

func TestEachCellHasItsRule(t *testing.T) {
	const number = "649901200902200010" // born 2009-02-20, a boy
	cases := []struct {
		name string
		row  map[string]string
		want []string
	}{
		{"right as it is", nil, nil},
		{"registered", map[string]string{"公民身份号码": validNumber(t)}, nil},
		{"full-width number with a small x", map[string]string{"公民身份号码": "６４９９０１１９９９１２３１０１７ｘ", "出生日期": "1999-12-31"},
			[]string{"C2 already_18"}},
		{"seventeen digits", map[string]string{"公民身份号码": number[:17]}, []string{"D2 number_length"}},
		{"letters in a number", map[string]string{"公民身份号码": "64990120090220ABCD"}, []string{"D2 number_character"}},
		{"day that never was in a number", map[string]string{"公民身份号码": "649901200902300013"}, []string{"D2 number_date"}},
		{"rounded by a spreadsheet", map[string]string{"公民身份号码": "6.49901E+17"}, []string{"D2 number_as_number"}},
		{"sex by number", map[string]string{"性别": "1"}, nil},
		{"sex full-width", map[string]string{"性别": "１"}, nil},
		{"sex unknown", map[string]string{"性别": "0"}, []string{"B2 sex"}},
		{"sex empty", map[string]string{"性别": " 　"}, []string{"B2 missing"}},
		{"slashes", map[string]string{"出生日期": "2009/2/20"}, nil},
		{"eight digits", map[string]string{"出生日期": "20090220"}, nil},
		{"Chinese date", map[string]string{"出生日期": "2009年2月20日"}, nil},
		{"dots", map[string]string{"出生日期": "2009.02.20"}, nil},
		{"midnight", map[string]string{"出生日期": "2009/2/20 0:00"}, nil},
		{"no leap year", map[string]string{"出生日期": "2009-02-29"}, []string{"C2 no_such_day"}},
		{"American order", map[string]string{"出生日期": "02/20/2009"}, []string{"C2 date_form"}},
		{"two digits", map[string]string{"出生日期": "09-2-20"}, []string{"C2 date_form"}},
		{"a year alone", map[string]string{"出生日期": "1987"}, []string{"C2 date_form"}},
		{"a serial number", map[string]string{"出生日期": "39864"}, []string{"C2 date_form"}},
		{"tomorrow", map[string]string{"出生日期": "2026-09-25", "入院日期": "2026-09-25"}, []string{"C2 birth_in_future", "G2 intake_in_future"}},
		{"taken in before birth", map[string]string{"入院日期": "2009-02-19"}, []string{"G2 intake_before_birth"}},
		{"taken in at birth", map[string]string{"入院日期": "2009-02-20"}, nil},
		{"seventeen on the last day", map[string]string{"出生日期": "2008-09-25"}, nil},
		{"eighteen today", map[string]string{"出生日期": "2008-09-24"}, []string{"C2 already_18"}},
		{"estimate", map[string]string{"出生日期是否估计": "是"}, nil},
		{"estimate unclear", map[string]string{"出生日期是否估计": "大概"}, []string{"E2 yes_no"}},
		{"estimated date differs from the number", map[string]string{"公民身份号码": validNumber(t), "出生日期": "2010-01-01", "出生日期是否估计": "是", "入院日期": "2012-01-01"},
			[]string{"warning C2 birth_disagrees"}},
		{"estimated young, number says adult", map[string]string{"公民身份号码": "649901200802290038", "性别": "男", "出生日期": "2010-01-01", "出生日期是否估计": "是", "入院日期": "2012-01-01"},
			[]string{"warning C2 birth_disagrees", "D2 already_18"}},
		{"ground by code", map[string]string{"监护依据": "guardian_dead"}, nil},
		{"ground in words", map[string]string{"监护依据": "监护人丧失监护能力"}, nil},
		{"ground of one's own", map[string]string{"监护依据": "家里困难"}, []string{"H2 legal_ground"}},
		{"station too short", map[string]string{"户口所在派出所": "64030100"}, []string{"J2 station_form"}},
		{"station rounded but whole", map[string]string{"户口所在派出所": "6.40302000011E+11"}, nil},
		{"station of another division", map[string]string{"户口所在派出所": "640302000011", "户口所在地行政区划": "640303"}, []string{"warning J2 station_elsewhere"}},
		{"division unknown", map[string]string{"户口所在地行政区划": "649999"}, []string{"K2 unknown_division"}},
		{"division too long", map[string]string{"户口所在地行政区划": "640302001"}, []string{"K2 division_form"}},
		{"command in a note", map[string]string{"备注": "@SUM(A1)"}, []string{"L2 formula_text"}},
		{"minus in a note", map[string]string{"备注": "-1"}, []string{"L2 formula_text"}},
		{"full-width equals", map[string]string{"备注": "＝王"}, []string{"L2 formula_text"}},
		{"plus in a name", map[string]string{"姓名": "+王"}, []string{"A2 formula_text"}},
		{"control character in an intake number", map[string]string{"入院登记号": "A\u00071"}, []string{"F2 invisible_character"}},
		{"zero width in a document number", map[string]string{"监护文书号": "宁\u200d7"}, []string{"I2 invisible_character"}},
		{"filler between two characters", map[string]string{"姓名": "丁　一"}, []string{"A2 name_space"}},
		{"blanks around a name", map[string]string{"姓名": "　丁一 "}, nil},
		{"the same fault twice in a name is told once", map[string]string{"姓名": "丁1一2"}, []string{"A2 name_character"}},
		{"two faults in a name", map[string]string{"姓名": "·丁 一"}, []string{"A2 name_dot_end", "A2 name_space"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := parseRow(t, c.row)
			expectFound(t, got, c.want...)
			errors := 0
			for _, p := range got.Problems {
				if !p.Warning {
					errors++
				}
				for _, value := range c.row {
					if len([]rune(value)) > 1 && strings.Contains(p.Zh+p.En, value) {
						t.Errorf("the problem repeats the cell: %q %q", p.Zh, p.En)
					}
				}
			}
			if accepted := len(got.Lines) == 1; accepted != (errors == 0) {
				t.Errorf("accepted %v with %d errors", accepted, errors)
			}
		})
	}
}

func TestSameChildWithoutANumber(t *testing.T) {
	one := childrenLines(t, 1)[0]
	other := one
	other.IntakeNo = "RY-99999"
	again := one
	again.Note = "又一次"
	got := parse(t, CSV, []byte(csvOf(t, []Line{one, other, again})))
	expectFound(t, got, "A2 repeated_child", "A4 repeated_child")
	if len(got.Lines) != 1 || got.Lines[0].Row != 3 {
		t.Errorf("accepted %d lines", len(got.Lines))
	}
}

func TestRulesFromOutsideSpeakAtTheNumber(t *testing.T) {
	r := rules()
	r.Number = func(models.CitizenNumber) *Issue {
		return &Issue{Code: "prefix", Zh: "前六位", En: "prefix", Warning: true}
	}
	line := childrenLines(t, 2)[1]
	got, err := Parse(strings.NewReader(csvOf(t, []Line{line})), CSV, -1, r)
	if err != nil {
		t.Fatal(err)
	}
	expectFound(t, got, "warning D2 prefix")
	if len(got.Lines) != 1 {
		t.Error("a warning took the row out")
	}
}

func TestTheDayThatCountsForEighteen(t *testing.T) {
	r := rules()
	r.AdultOn = "2026-09-23" // lodged the day before the birthday
	text := csvOf(t, []Line{{Name: "丁一", Sex: "1", BirthDate: "2008-09-24", IntakeNo: "1", IntakeOn: "2010-01-01", LegalGround: GroundOther}})
	got, err := Parse(strings.NewReader(text), CSV, -1, r)
	if err != nil {
		t.Fatal(err)
	}
	expectFound(t, got)
}

// parseRow reads a roster of one right row in which some cells were changed.
func parseRow(t *testing.T, changes map[string]string) *Result {
	t.Helper()
	cells := map[string]string{"姓名": "丁一", "性别": "男", "出生日期": "2009-02-20", "入院登记号": "RY-1", "入院日期": "2015-09-01", "监护依据": "other"}
	for name, value := range changes {
		cells[name] = value
	}
	var header, row []string
	for _, c := range written() {
		header = append(header, c.zh)
		row = append(row, `"`+strings.ReplaceAll(cells[c.zh], `"`, `""`)+`"`)
	}
	return parse(t, CSV, []byte(strings.Join(header, ",")+"\r\n"+strings.Join(row, ",")+"\r\n"))
}

func validNumber(t *testing.T) string {
	t.Helper()
	number, err := models.NewCitizenNumber("649901", "2009-02-20", 1)
	if err != nil {
		t.Fatal(err)
	}
	return number.Reveal()
}

func wrongCheckDigit(number string) string {
	if strings.HasSuffix(number, "0") {
		return "1"
	}
	return "0"
}
