package roster

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hukou/models"
)

func parseVisits(t *testing.T, format Format, data []byte) *Result {
	t.Helper()
	got, err := ParseVisits(bytes.NewReader(data), format, int64(len(data)), Rules{Today: "2026-09-24"})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// A list of visits that was written is read back as it was: with a date, with the words of
// a family that knows none, with twins, and with what a visit did not learn left empty.
func TestAListOfVisitsIsReadAsItWasWritten(t *testing.T) {
	want := []Found{
		{Head: "安永泉", Address: "镇东三组7号", Name: "安小舟", Sex: models.SexMale, BirthDate: "2026-08-30", Mother: "勉素珍", Father: "安永泉", Route: RouteCertificate, Phone: "0955-4012345"},
		{Head: "保学文", Address: "镇东四组", Name: "保春来", Sex: models.SexFemale, BirthSaid: "去年腊月", Mother: "买淑芬", Route: RouteHealth},
		{Head: "保学文", Address: "镇东四组", Name: "保春晖", Sex: models.SexMale, BirthSaid: "去年腊月", Mother: "买淑芬", Route: RouteNone},
		{Head: "𬴊文", Address: "河西二队", BirthSaid: "农历2025年腊月初", Route: RoutePilot},
	}
	var file bytes.Buffer
	if err := WriteVisits(want, &file); err != nil {
		t.Fatal(err)
	}
	got := parseVisits(t, XLSX, file.Bytes())
	for i := range want {
		want[i].Sheet, want[i].Row = SheetName, i+2
	}
	if diff := cmp.Diff(want, got.Found); diff != "" || len(got.Problems) > 0 || len(got.Lines) > 0 || got.Rows != len(want) {
		t.Errorf("(-written +read) %s\nproblems %v", diff, got.Problems)
	}
}

// Each wrong cell is told by itself, and only the rows without one are found.
func TestEachWrongCellOfAListOfVisitsIsTold(t *testing.T) {
	got := parseVisits(t, CSV, []byte("户主,住址,孩子姓名,出生日期,母亲,办理途径,电话\n"+
		"安永泉,镇东三组,安小舟,2026-08-30,勉素珍,R1,13900000000\n"+
		",镇东三组,保春来,2026-02-30,买淑芬,R1,\n"+
		"马一,,马小,2027-01-01,=1,R9,12\n"+
		"马二,镇东,马大,2001-01-01,,,\n"+
		"丁一,镇西,丁小,26.8,,,\n"+
		"安永泉,镇东三组,安小舟,2026-08-30,勉素珍,,\n"))
	expectFound(t, got, "C2 repeated_child", "A3 missing", "D3 no_such_day", "B4 missing", "D4 birth_in_future", "E4 formula_text", "F4 route", "G4 phone",
		"D5 already_18", "D6 date_form", "C7 repeated_child")
	if len(got.Found) != 0 || got.Rows != 6 {
		t.Errorf("%d rows of %d are found", len(got.Found), got.Rows)
	}
}

// A roster of an institution is no list of visits: the columns that it needs are named.
func TestAnotherListIsToldByItsColumns(t *testing.T) {
	got := parseVisits(t, CSV, []byte(csvHeader+"丁一,男,2016-02-03,,RY-1,2025-09-01,其他,\n"))
	var lacks []string
	for _, p := range got.Problems {
		if p.Code == CodeMissingColumn {
			lacks = append(lacks, p.Column)
		}
	}
	if diff := cmp.Diff([]string{"household_head", "address"}, lacks); diff != "" {
		t.Errorf("columns lacking (-want +got) %s", diff)
	}
}
