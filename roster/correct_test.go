package roster_test

import (
	"bytes"
	"testing"

	"hukou/models"
	"hukou/roster"
)

const csvWithAWrongDay = "姓名,性别,出生日期,公民身份号码,入院登记号,入院日期,监护依据\n白小露,女,2015-13-01,,R-1,2016-01-02,查找不到父母\n"

func TestAWrongCellIsCorrectedInPlace(t *testing.T) {
	rules := roster.Rules{Today: models.Date("2026-09-10")}
	before, err := roster.Parse(bytes.NewReader([]byte(csvWithAWrongDay)), roster.CSV, -1, rules)
	if err != nil || len(before.Problems) != 1 || before.Problems[0].Cell != "C2" {
		t.Fatalf("the file has %v %v", before, err)
	}
	book, err := roster.Correct([]byte(csvWithAWrongDay), map[roster.Place]string{{Cell: "C2"}: "2015-12-01", {Cell: "ZZ900"}: "far away"})
	if err != nil {
		t.Fatal(err)
	}
	after, err := roster.Parse(bytes.NewReader(book), roster.XLSX, -1, rules)
	if err != nil || len(after.Problems) != 0 || len(after.Lines) != 1 || after.Lines[0].BirthDate != "2015-12-01" {
		t.Errorf("corrected it has %+v %v", after, err)
	}
	cells, err := roster.Cells(book)
	if err != nil || cells[roster.Place{Sheet: roster.SheetName, Cell: "C2"}] != "2015-12-01" || cells[roster.Place{Sheet: roster.SheetName, Cell: "A2"}] != "白小露" {
		t.Errorf("the cells are %v %v", cells, err)
	}
}
