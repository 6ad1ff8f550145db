package gb_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hukou/gb"
	"hukou/models"
)

const today models.Date = "2026-11-23"

func TestNingxiaTodayHasFivePrefecturesAndTwentyTwoCounties(t *testing.T) {
	got := map[string][]string{}
	for _, d := range gb.Divisions() {
		if !strings.HasPrefix(d.Code, "64") || d.To != "" || d.Level == gb.LevelHeading || d.Level == gb.LevelTest {
			continue
		}
		if d.NameEn == "" || !d.Verified {
			t.Errorf("%s %s has no English name or is not verified", d.Code, d.Name)
		}
		got[d.Parent] = append(got[d.Parent], d.Code+" "+d.Name)
	}
	want := map[string][]string{
		"":       {"640000 宁夏回族自治区"},
		"640000": {"640100 银川市", "640200 石嘴山市", "640300 吴忠市", "640400 固原市", "640500 中卫市"},
		"640100": {"640104 兴庆区", "640105 西夏区", "640106 金凤区", "640121 永宁县", "640122 贺兰县", "640181 灵武市"},
		"640200": {"640202 大武口区", "640205 惠农区", "640221 平罗县"},
		"640300": {"640302 利通区", "640303 红寺堡区", "640323 盐池县", "640324 同心县", "640381 青铜峡市"},
		"640400": {"640402 原州区", "640422 西吉县", "640423 隆德县", "640424 泾源县", "640425 彭阳县"},
		"640500": {"640502 沙坡头区", "640521 中宁县", "640522 海原县"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatACodeStoodForOnADay(t *testing.T) {
	for _, c := range []struct {
		code string
		day  models.Date
		name string // empty: nothing
	}{
		{"640104", "1990-05-01", "郊区"},
		{"640104", "2002-06-01", "兴庆区"}, // the year of change: the newer row
		{"640104", today, "兴庆区"},
		{"640205", "1980-01-01", "石咀山区"},
		{"640205", "2001-01-01", "石嘴山区"},
		{"640203", "2002-12-31", "石嘴山区"},
		{"640205", "2010-01-01", "惠农区"},
		{"640303", "2008-12-31", ""},
		{"640303", "2009-01-01", "红寺堡区"},
		{"640421", "2001-07-01", "海原县"},
		{"640421", "2004-01-01", ""},
		{"642101", "1997-03-01", "吴忠市"},
		{"642223", "1985-03-01", "西吉县"},
		{"110103", "2005-01-01", "崇文区"},
		{"110103", "2010-12-31", "崇文区"}, // ended in 2010, on a day no list gives
		{"110103", "2011-01-01", ""},
		{"653228", today, "和康县"},
		{"649901", today, "测试县"},
		{"649902", today, ""},
		{"640104", "", ""},
	} {
		got, ok := gb.DivisionOn(c.code, c.day)
		if got.Name != c.name || ok != (c.name != "") {
			t.Errorf("%s on %s: %q %v, want %q", c.code, c.day, got.Name, ok, c.name)
		}
	}
}

func TestOfficialListsThatDisagreeBothStand(t *testing.T) {
	sources := map[string]string{}
	for _, d := range gb.Divisions() {
		if strings.HasPrefix(d.Code, "6402") && d.Name == "石嘴山区" || strings.HasPrefix(d.Code, "6401") && d.Name == "郊区" {
			sources[d.Code+" "+d.Name] = d.Source
		}
	}
	want := map[string]string{
		"640203 石嘴山区": gb.SourceStandard, "640205 石嘴山区": gb.SourceMinistry,
		"640104 郊区": gb.SourceMinistry, "640111 郊区": gb.SourceHistory,
	}
	if diff := cmp.Diff(want, sources); diff != "" {
		t.Error(diff)
	}
	for code, known := range map[string]bool{"640203": true, "640205": true, "640111": true, "640104": true, "640299": false, "": false} {
		if gb.KnownCode(code) != known {
			t.Errorf("%s known: %v", code, !known)
		}
	}
}

func TestAbolishedCodesNameWhatFollowed(t *testing.T) {
	for code, want := range map[string]string{
		"640103": "兴庆区 Xingqing District 640104、西夏区 Xixia District 640105、金凤区 Jinfeng District 640106",
		"642222": "海原县 Haiyuan County 640522", // by way of 640421
		"642125": "灵武市 Lingwu City 640181",    // by way of 642103 and 640382
		"642100": "吴忠市 Wuzhong City 640300",
		"640222": "平罗县 Pingluo County 640221、兴庆区 Xingqing District 640104",
		"110103": "",
	} {
		last, successor, abolished := gb.Abolished(code, today)
		if !abolished || last.Code != code || successor != want {
			t.Errorf("%s: %v %+v\n got %q\nwant %q", code, abolished, last, successor, want)
		}
	}
	for _, c := range []struct {
		code string
		day  models.Date
	}{
		{"640104", today}, {"640205", today}, {"642222", "1999-01-01"}, {"640303", "1990-01-01"},
		{"999999", today}, {"642222", ""}, {gb.TestCounty, today},
	} {
		if last, _, abolished := gb.Abolished(c.code, c.day); abolished || last != (gb.Division{}) {
			t.Errorf("%s had not ended on %q", c.code, c.day)
		}
	}
}

func TestEveryEndedCountyOfNingxiaHasAnHeir(t *testing.T) {
	for _, d := range gb.Divisions() {
		if !strings.HasPrefix(d.Code, "64") || d.To == "" || d.Level == gb.LevelHeading {
			continue
		}
		if _, successor, abolished := gb.Abolished(d.Code, today); abolished && successor == "" {
			t.Errorf("%s %s has no successor", d.Code, d.Name)
		}
	}
}

func TestOddPrefixIsAWarning(t *testing.T) {
	for name, c := range map[string]struct {
		division string
		birth    models.Date
		odd      bool
	}{
		"the test county":                              {"649901", "2024-02-29", false},
		"a county of today":                            {"640104", "2015-06-01", false},
		"an old code, born under it":                   {"642222", "1979-06-01", false},
		"born before the code, number given later":     {"640303", "1960-06-01", false},
		"born in the year the code ended":              {"640102", "2002-11-30", false},
		"born years after the code had ended":          {"640102", "2009-06-01", true},
		"a code of no list":                            {"640199", "2009-06-01", true},
		"residence permit of a Taiwan resident":        {"830000", "1990-06-01", false},
		"another region, a county renamed to district": {"110221", "1980-06-01", false},
	} {
		number, err := models.NewCitizenNumber(c.division, c.birth, 1)
		if err != nil {
			t.Fatal(err)
		}
		warning, odd := gb.PrefixWarning(number)
		if odd != c.odd || odd != (warning.Zh != "" && warning.En != "") {
			t.Errorf("%s: %v %+v", name, odd, warning)
		}
		if strings.Contains(warning.Zh+warning.En, c.division) {
			t.Errorf("%s: the warning repeats part of the number", name)
		}
	}
	if _, odd := gb.PrefixWarning(""); odd {
		t.Error("no number, no warning")
	}
}

func TestEveryRowIsWhole(t *testing.T) {
	all := gb.Divisions()
	if len(all) < 8000 {
		t.Errorf("%d rows", len(all))
	}
	levels := map[string]bool{gb.LevelProvince: true, gb.LevelPrefecture: true, gb.LevelCounty: true, gb.LevelHeading: true, gb.LevelTest: true}
	type row struct{ code, name, source, from string }
	seen := map[row]bool{}
	for i, d := range all {
		key := row{d.Code, d.Name, d.Source, string(d.From)}
		if seen[key] {
			t.Errorf("%s %s stands twice", d.Code, d.Name)
		}
		seen[key] = true
		if len(d.Code) != 6 || strings.Trim(d.Code, "0123456789") != "" || d.Name == "" || d.Source == "" || !levels[d.Level] {
			t.Errorf("not whole: %+v", d)
		}
		if d.From != "" && !d.From.Valid() || d.To != "" && !d.To.Valid() || d.To != "" && d.From > d.To {
			t.Errorf("%s %s: from %q to %q", d.Code, d.Name, d.From, d.To)
		}
		if (d.Parent == "") != strings.HasSuffix(d.Code, "0000") || d.Parent != "" && !gb.KnownCode(d.Parent) {
			t.Errorf("%s %s has the parent %q", d.Code, d.Name, d.Parent)
		}
		if i > 0 && all[i-1].Code > d.Code {
			t.Errorf("%s stands out of order", d.Code)
		}
		if strings.Contains(d.Source, gb.SourceRecalled) && d.Verified {
			t.Errorf("%s %s is recalled and cannot be verified", d.Code, d.Name)
		}
	}
}

func TestDivisionsCannotBeChangedFromOutside(t *testing.T) {
	gb.Divisions()[0].Name = "changed"
	if gb.Divisions()[0].Name == "changed" {
		t.Error("a caller changed the table for everyone")
	}
}

// TestNoTwoDivisionsHaveOneCodeAndBeginning: code and first day are the key under which a
// register keeps them, so that of two the second would be lost.
func TestNoTwoDivisionsHaveOneCodeAndBeginning(t *testing.T) {
	seen := map[[2]string]string{}
	for _, d := range gb.Divisions() {
		key := [2]string{d.Code, string(d.From)}
		if other, twice := seen[key]; twice {
			t.Errorf("%s from %q is %s and %s", d.Code, d.From, other, d.Name)
		}
		seen[key] = d.Name
	}
}
