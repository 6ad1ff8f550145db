package roster_test

import (
	"bytes"
	"strings"
	"testing"

	"hukou/roster"

	"github.com/xuri/excelize/v2"
)

// TestFiguresAreNumbersAndNoNameIsAFormula: a station called like a formula stays a text,
// with a sign before it, numbers stay numbers, and what is left out shows no number.
func TestFiguresAreNumbersAndNoNameIsAFormula(t *testing.T) {
	twelve := int64(12)
	var out bytes.Buffer
	err := roster.WriteFigures(roster.Figures{Title: "=1+1", Heads: []string{"单位", "@出生", "死亡"},
		Rows: []roster.FigureRow{{Name: `=HYPERLINK("x")`, Numbers: []*int64{&twelve, nil}}}, Foot: "-1"}, &out)
	if err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	sheet := file.GetSheetName(0)
	for cell, want := range map[string]string{"A1": "'=1+1", "A2": "单位", "B2": "'@出生", "A3": `'=HYPERLINK("x")`, "B3": "12", "C3": "…", "A4": "'-1"} {
		got, err := file.GetCellValue(sheet, cell)
		if err != nil || got != want {
			t.Errorf("%s says %q, want %q (%v)", cell, got, want, err)
		}
		if formula, _ := file.GetCellFormula(sheet, cell); formula != "" {
			t.Errorf("%s is a formula", cell)
		}
		if kind, _ := file.GetCellType(sheet, cell); strings.HasPrefix(cell, "A") && kind == excelize.CellTypeNumber {
			t.Errorf("%s is a number", cell)
		}
	}
}
