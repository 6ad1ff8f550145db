package main

import (
	"os"
	"testing"
	"time"

	"hukou/models"
	"hukou/workflow/calendar"
)

func files(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestClockTicksAfterAMove(t *testing.T) {
	real := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	c := &clock{real: func() time.Time { return real }}
	if !c.Now().Equal(real) {
		t.Error("an unmoved clock is not the real one")
	}
	to := time.Date(2026, 9, 24, 1, 0, 0, 0, time.UTC)
	c.Set(to)
	real = real.Add(time.Minute)
	if want := to.Add(time.Minute); !c.Now().Equal(want) {
		t.Errorf("a minute later the clock says %v, want %v", c.Now(), want)
	}
}

// The notice of a year the program does not know comes from the database; one that
// it has taken in already does not come twice.
func TestCalendarTakesForeignNoticesAlone(t *testing.T) {
	own := []calendar.Year{{Year: 2026, Notice: "国办发〔2025〕7号、国办发〔2026〕1号"}}
	rows := []models.HolidayDay{
		{Date: "2026-01-01", Name: "元旦", NameEn: "New Year's Day", Notice: "国办发〔2025〕7号"},
		{Date: "2026-12-31", Name: "元旦", NameEn: "New Year's Day", Notice: "国办发〔2026〕9号"},
		{Date: "2027-01-01", Name: "元旦", NameEn: "New Year's Day", Notice: "国办发〔2026〕9号"},
	}
	got := foreignYears(own, rows)
	if len(got) != 1 || got[0].Year != 2027 || len(got[0].Days) != 2 {
		t.Errorf("the foreign years are %+v", got)
	}
}

func TestOnlyThisMachineIsLoopback(t *testing.T) {
	for addr, want := range map[string]bool{"127.0.0.1:8080": true, "127.8.8.8:1": true, "[::1]:0": true, "localhost:0": true,
		"0.0.0.0:8080": false, ":8080": false, "[::]:1": false, "10.0.0.1:80": false, "127.0.0.1": false, "127.0.0.1.example.org:80": false} {
		if loopback(addr) != want {
			t.Errorf("loopback(%q) is %v", addr, !want)
		}
	}
}

func TestLoadLineNamesWhatIsWrongAndRepeatsNothing(t *testing.T) {
	for text, want := range map[string]string{
		`{"used":"649901199003070018"}`:                            "公民身份号码有误 a citizen number is wrong: 校验码不符，请逐位核对 The check digit does not fit; compare the number character by character.",
		`{"household":{"nmber":"1"}}`:                              "没有这个项目 unknown field nmber",
		`{"household":{"number":1}}`:                               "项目类型不对 the field household.number has a wrong kind of value",
		`{"household":{"number":"1"},"used":"649901199003070017"}`: "每行只能有 household 或 used 之一 a line has either household or used",
		`{}`:  "每行只能有 household 或 used 之一 a line has either household or used",
		`[1]`: "该行不是 JSON 对象 the line is no JSON object",
		`{"household":{"opened_on":"2015-03-01","members":[{"birth_date":"1990-03-07"}]}}`: "",
	} {
		_, err := parseLoadLine([]byte(text))
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
