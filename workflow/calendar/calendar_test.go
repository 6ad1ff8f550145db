package calendar

import (
	"strings"
	"testing"

	"hukou/models"
)

// TestDueDatesOf2026 reproduces the worked dates of domain 2.2, but for the citizen's last
// day (TestCitizenPeriodEndsAfterTheHoliday) and the 248 days (TestWorkingDaysOfEachYear).
func TestDueDatesOf2026(t *testing.T) {
	works := naive()
	for _, tt := range []struct {
		story string
		from  models.Date
		n     int
		want  models.Date
	}{
		{"three days pass over the Mid-Autumn weekend", "2026-09-24", 3, "2026-09-30"},
		{"five days pass over National Day", "2026-09-24", 5, "2026-10-09"},
		{"ten days take in the worked Saturday 10 October", "2026-09-24", 10, "2026-10-15"},
		{"twenty days, the longest for one level", "2026-09-24", 20, "2026-10-29"},
		{"the Saturday before Spring Festival is worked", "2026-02-13", 1, "2026-02-14"},
		{"and the nine days off are not", "2026-02-13", 5, "2026-02-27"},
		{"a worked Sunday is a due date", "2026-09-18", 1, "2026-09-20"},
		{"Labour Day with its worked Saturday", "2026-04-30", 5, "2026-05-11"},
		{"the same day for a working day", "2026-09-24", 0, "2026-09-24"},
		{"the same day for a holiday is the next working day", "2026-10-03", 0, "2026-10-08"},
		{"a case lodged on a worked Sunday", "2026-09-20", 1, "2026-09-21"},
		{"a case lodged on a weekend", "2026-11-21", 1, "2026-11-23"},
	} {
		due, provisional := China().AddWorkdays(tt.from, tt.n)
		if due != tt.want || provisional || !works(due) {
			t.Errorf("%s: %s and %d working days = %s, provisional %v; want %s", tt.story, tt.from, tt.n, due, provisional, tt.want)
		}
	}
}

func TestWorkingDaysOfEachYear(t *testing.T) {
	// Two independent tables of the notices agree on these, but for 2005: the
	// notice of 2006 has 2005-12-31 worked.
	want := map[int]int{2004: 252, 2005: 251, 2006: 251, 2007: 249, 2008: 251, 2009: 250, 2010: 250, 2011: 250,
		2012: 249, 2013: 250, 2014: 250, 2015: 249, 2016: 250, 2017: 249, 2018: 250, 2019: 250, 2020: 249,
		2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}
	for _, year := range China().Years() {
		before := models.Date(write(dayOf(year.Year, 1, 1) - 1))
		n, _ := China().WorkdaysBetween(before, models.Date(write(dayOf(year.Year, 12, 31))))
		if n != want[year.Year] {
			t.Errorf("%d has %d working days, want %d", year.Year, n, want[year.Year])
		}
	}
}

func TestCitizenPeriodEndsAfterTheHoliday(t *testing.T) {
	for _, tt := range []struct {
		event models.Date
		n     int
		want  models.Date
	}{
		{"2026-09-04", 1, "2026-10-08"}, // ends on 4 October, National Day
		{"2026-01-31", 1, "2026-02-28"}, // no 31 February; Saturday 28 is worked
		{"2024-01-31", 1, "2024-02-29"},
		{"2026-08-20", 1, "2026-09-20"}, // a worked Sunday is no day off
		{"2026-10-21", 1, "2026-11-23"}, // a Saturday
		{"2026-03-10", 0, "2026-03-10"},
		{"2025-11-30", 12, "2026-11-30"},
	} {
		if last, provisional := China().MonthPeriod(tt.event, tt.n); last != tt.want || provisional {
			t.Errorf("%s and %d months = %s, provisional %v; want %s", tt.event, tt.n, last, provisional, tt.want)
		}
	}
	if last, _ := China().Due("2026-09-04", Span{30, UnitDay}); last != "2026-10-08" {
		t.Errorf("thirty calendar days to 4 October = %s, want 2026-10-08", last)
	}
}

func TestAnUnpublishedYearIsProvisional(t *testing.T) {
	c := China()
	if work, provisional := c.IsWorkday("2027-01-01"); !work || !provisional {
		t.Errorf("2027-01-01 = %v, %v; by weekday alone it is worked, and provisional", work, provisional)
	}
	if work, provisional := c.IsWorkday("2027-01-02"); work || !provisional {
		t.Errorf("Saturday 2027-01-02 = %v, %v; want off and provisional", work, provisional)
	}
	if due, provisional := c.AddWorkdays("2026-12-25", 10); due != "2027-01-08" || !provisional {
		t.Errorf("ten days over the new year = %s, %v; want 2027-01-08 provisional", due, provisional)
	}
	if due, provisional := c.AddWorkdays("2026-12-18", 5); due != "2026-12-25" || provisional {
		t.Errorf("five days within 2026 = %s, %v; want 2026-12-25 settled", due, provisional)
	}
	// The notice of the year after may take the last days of December.
	if _, provisional := c.IsWorkday("2026-12-31"); !provisional {
		t.Error("2026-12-31 is settled before the notice for 2027 is there")
	}
	if _, provisional := c.IsWorkday("2025-12-31"); provisional {
		t.Error("2025-12-31 is provisional though both notices are there")
	}
	if _, provisional := c.IsWorkday("2003-12-31"); !provisional {
		t.Error("a year before the table is settled")
	}
}

func TestAnUnsettledDayOnTheWayMakesTheDateProvisional(t *testing.T) {
	c := China()
	if due, provisional := c.AddWorkdays("2003-12-25", 8); due != "2004-01-07" || !provisional {
		t.Errorf("eight days over an unknown December = %s, %v; want 2004-01-07 provisional", due, provisional)
	}
	if n, provisional := c.WorkdaysBetween("2003-12-25", "2004-01-07"); n != 8 || !provisional {
		t.Errorf("counted = %d, %v; want 8, provisional", n, provisional)
	}
	years := ChinaYears()
	hole := New([]Year{years[20], years[22]}) // 2024 and 2026
	if _, provisional := hole.Due("2025-12-20", Span{20, UnitDay}); provisional {
		t.Error("a period of calendar days hangs on its last day alone")
	}
	if next, provisional := hole.NextWorkday("2025-12-27"); next != "2025-12-29" || !provisional {
		t.Errorf("after a weekend of a missing year = %s, %v", next, provisional)
	}
}

func TestLoadingTheNextNoticeSettlesTheYear(t *testing.T) {
	c := New(append(ChinaYears(), Year{Year: 2027, Notice: "an invented notice", Days: []Day{
		{"2026-12-26", true, "元旦", "New Year's Day"},
		{"2026-12-31", false, "元旦", "New Year's Day"},
		{"2027-01-01", false, "元旦", "New Year's Day"}}}))
	for d, want := range map[models.Date]bool{"2026-12-26": true, "2026-12-30": true, "2026-12-31": false, "2027-01-01": false, "2027-01-04": true} {
		if work, provisional := c.IsWorkday(d); work != want || provisional {
			t.Errorf("%s = %v, provisional %v; want %v, settled", d, work, provisional, want)
		}
	}
	if China().Published(2027) {
		t.Error("the shared calendar changed")
	}
	rows := []Year{{Year: 2026, Days: []Day{{"2026-10-01", false, "国庆节", "National Day"}}}}
	c = New(rows)
	rows[0].Days[0].Work = true
	c.Years()[0].Days[0].Name = ""
	if day := c.Years()[0].Days[0]; day.Work || day.Name == "" {
		t.Errorf("the calendar changed with its rows: %+v", day)
	}
}

func TestDaysOfTheRegionAreLaidOver(t *testing.T) {
	ningxia := China().With(Region("640104"))
	if work, _ := ningxia.IsWorkday("2026-05-27"); work {
		t.Error("2026-05-27 is worked in Ningxia")
	}
	if work, _ := China().IsWorkday("2026-05-27"); !work {
		t.Error("2026-05-27 is off in all China")
	}
	if due, _ := ningxia.AddWorkdays("2026-05-26", 3); due != "2026-06-02" {
		t.Errorf("three days in Ningxia = %s, want 2026-06-02", due)
	}
	if Region("11") != nil {
		t.Error("Beijing has days of its own")
	}
	for _, day := range Region("64") {
		if work, _ := China().IsWorkday(day.Date); !work || day.Work {
			t.Errorf("%s adds nothing to the national table", day.Date)
		}
	}
}

func TestTheDayHasItsName(t *testing.T) {
	if day, ok := China().On("2026-10-10"); !ok || !day.Work || day.Name != "国庆节" || day.NameEn != "National Day" {
		t.Errorf("2026-10-10 = %+v, %v; want a make-up day of National Day", day, ok)
	}
	if day, ok := China().On("2026-11-23"); ok || !day.Work {
		t.Errorf("2026-11-23 = %+v, %v; want an ordinary working day", day, ok)
	}
}

func TestTheEmbeddedTableIsWhole(t *testing.T) {
	years := ChinaYears()
	if len(years) != 23 || years[0].Year != 2004 || years[22].Year != 2026 {
		t.Fatalf("the table has %d years", len(years))
	}
	for _, y := range years {
		if !strings.Contains(y.Notice, "号") {
			t.Errorf("%d names no notice", y.Year)
		}
		for _, day := range y.Days {
			// Only these days of December are settled by the next year's notice.
			if d := string(day.Date); d[:4] != write(dayOf(y.Year, 1, 1))[:4] && d[5:] < "12-29" {
				t.Errorf("%s is settled by the notice of %d, earlier than lay expects", d, y.Year)
			}
		}
	}
	if years[22].Notice != "国办发明电〔2025〕7号" || !years[22].Verified || years[1].Verified {
		t.Errorf("the notices' numbers are not as recorded: %+v", years[22].Notice)
	}
}

func TestABadTableIsRefused(t *testing.T) {
	newYear := "2027,2027-01-01,off,元旦,New Year's Day\n"
	for _, tt := range []struct{ story, days, want string }{
		{"an empty table", "", "not complete"},
		{"a day twice", newYear + newYear, "given twice"},
		{"a day that never was", newYear + "2027,2027-02-30,off,春节,Spring Festival\n", "must lie between"},
		{"a day of another year", newYear + "2027,2026-05-01,off,劳动节,Labour Day\n", "must lie between"},
		{"a worked weekday", newYear + "2027,2027-01-04,work,元旦,New Year's Day\n", "is a weekday"},
		{"no name", newYear + "2027,2027-02-05,off,春节,\n", "needs the holiday's name"},
		{"a year without a notice", "2028,2028-01-01,off,元旦,New Year's Day\n", "no notice"},
		{"an unknown kind", "2027,2027-01-01,half,元旦,New Year's Day\n", "off or work"},
		{"a column short", "2027,2027-01-01,off\n", "wrong number of fields"},
	} {
		_, err := ReadYears(strings.NewReader("year,notice,verified\n2027,unknown,no\n"),
			strings.NewReader("year,date,kind,name,name_en\n"+tt.days))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", tt.story, err, tt.want)
		}
	}
	if _, err := ReadYears(strings.NewReader("year\n"), strings.NewReader("")); err == nil {
		t.Error("a table without its header was read")
	}
}

func TestNonsenseHasNoDate(t *testing.T) {
	c := China()
	for _, from := range []models.Date{"", "2026-02-30", "20260101", "2026-1-01", "0000-01-01", "2026-13-01", "２０２６-01-01"} {
		if due, provisional := c.AddWorkdays(from, 1); due != "" || !provisional {
			t.Errorf("from %q = %s, %v", from, due, provisional)
		}
		if next, _ := c.NextWorkday(from); next != "" {
			t.Errorf("next of %q = %s", from, next)
		}
		if n, _ := c.WorkdaysBetween(from, "2026-01-01"); n != 0 {
			t.Errorf("between %q = %d", from, n)
		}
	}
	for _, s := range []Span{{-1, UnitWorkday}, {1, ""}, {1, "week"}, {-1, UnitMonth}, {1 << 60, UnitDay}, {1 << 60, UnitWorkday}, {1 << 60, UnitMonth}} {
		if due, provisional := c.Due("2026-01-01", s); due != "" || !provisional {
			t.Errorf("%v = %s, %v", s, due, provisional)
		}
	}
	if next, _ := c.NextWorkday("9999-12-31"); next != "9999-12-31" {
		t.Errorf("the last day = %q", next)
	}
	if due, _ := c.AddWorkdays("9999-12-31", 1); due != "" {
		t.Errorf("after the last day = %q", due)
	}
	var zero Calendar
	if due, provisional := zero.AddWorkdays("2026-09-30", 1); due != "2026-10-01" || !provisional {
		t.Errorf("a calendar without a table = %s, %v", due, provisional)
	}
	if _, ok := zero.On("2026-10-01"); ok {
		t.Error("a calendar without a table names a day")
	}
}

func TestLeapDays(t *testing.T) {
	for d, want := range map[models.Date]bool{"2000-02-29": true, "1900-02-29": false, "2024-02-29": true, "2026-02-29": false, "2026-04-31": false} {
		if _, ok := parse(d); ok != want {
			t.Errorf("%s is a day: %v", d, ok)
		}
	}
	if n, _ := parse("2000-12-31"); write(n+1) != "2001-01-01" {
		t.Errorf("after 2000-12-31 comes %s", write(n+1))
	}
}

func TestTwentyDaysCostNoMemory(t *testing.T) {
	c := China()
	if n := testing.AllocsPerRun(100, func() { c.AddWorkdays("2026-09-24", 20) }); n != 0 {
		t.Errorf("AddWorkdays allocates %v times", n)
	}
	k := Clock{StartedOn: "2026-09-24", Limit: Span{20, UnitWorkday}}
	if n := testing.AllocsPerRun(100, func() { c.State(k, "2026-10-12") }); n != 0 {
		t.Errorf("State allocates %v times", n)
	}
}

func BenchmarkAddWorkdays20(b *testing.B) {
	c := China()
	for b.Loop() {
		c.AddWorkdays("2026-09-24", 20)
	}
}
