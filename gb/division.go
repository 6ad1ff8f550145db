package gb

import (
	"slices"
	"strings"

	"hukou/models"
)

// TestCounty is a county code that the state has not given to any county.
// Numbers that begin with it belong to no one: demonstrations and tests hand out
// their numbers here, whatever the county they play in, by keeping the prefix of
// numbers apart from the code of the division. A real instance treats it as
// unknown.
const TestCounty = "649901"

// The levels of a Division.
const (
	LevelProvince   = "province"
	LevelPrefecture = "prefecture"
	LevelCounty     = "county"
	LevelHeading    = "heading" // a line of the list such as 市辖区, under which others stand; numbers were given under some
	LevelTest       = "test"    // TestCounty
)

// The lists a row was taken from, as in Division.Source; data/README.md tells
// about each. A row found in several has their names joined by "+".
const (
	SourceMinistry  = "mca"      // yearly lists of the Ministry of Civil Affairs
	SourceStandard  = "gb2260"   // lists of the standard, 2002-12 to 2016-07
	SourceHistory   = "idv"      // a history kept by years, 1980 to 2021
	SourceAreas     = "area"     // a list of December 2024
	SourceRecalled  = "recalled" // the year of the change is from memory
	SourceInvention = "hukou"    // TestCounty
)

// Division is a code of GB/T 2260 with the name it stood for during a time. One
// code may have several rows: names and areas change under it, and official
// lists disagree, so (code, name, from, source) is the key.
//
// Changes are known to the year alone. From is therefore the first day of the
// year in which the row begins and To the last day of the year in which it
// ends: in a year of change the old and the new row both hold. An empty From
// reaches back to the first list, an empty To means the row holds today.
type Division struct {
	Code   string // six digits
	Name   string
	NameEn string // in Ningxia alone
	Level  string // one of the Level… values
	Parent string // code one level up; empty for a province
	From   models.Date
	To     models.Date
	Source string
	// Verified tells that the row was read in an official list, or in two lists
	// that agree.
	Verified bool
}

// Divisions are all rows, in the order of their codes and then of their time, put
// together at each call (some milliseconds).
func Divisions() []Division { return divisions().all() }

// DivisionOn is what code stood for on the day; in a year of change the newer
// row. Ok is false when the code is unknown or did not hold on that day.
func DivisionOn(code string, day models.Date) (division Division, ok bool) {
	rows := divisions().of(code)
	for i := len(rows) - 1; i >= 0; i-- {
		if rows[i].holds(day) {
			return rows[i], true
		}
	}
	return Division{}, false
}

// KnownCode tells whether code ever stood for a division in any list, the
// unassigned test county included.
func KnownCode(code string) bool {
	_, known := divisions().start(code)
	return known
}

// Abolished tells whether code had ended before the day, with the last division
// it stood for and a text naming what followed: "兴庆区 Xingqing District 640104".
// The text is empty where the successor is not on record.
func Abolished(code string, day models.Date) (last Division, successor string, abolished bool) {
	rows := divisions().of(code)
	if _, ok := DivisionOn(code, day); ok || day.IsZero() {
		return Division{}, "", false
	}
	for _, row := range rows {
		if row.To == "" || row.To >= day {
			return Division{}, "", false
		}
		if row.To >= last.To {
			last = row
		}
	}
	return last, divisions().successorText(last), len(rows) > 0
}

// PrefixWarning says what is odd about the county in a number: a code in no
// list, or one that had ended before its bearer was born. A number given long
// after a birth bears the code of its own day, so a code younger than the birth
// is not odd. It is a hint to compare the document; nothing is ever refused for
// it, since the lists have gaps and disagree.
func PrefixWarning(number models.CitizenNumber) (warning Names, odd bool) {
	code := number.Division()
	if code == "" {
		return Names{}, false
	}
	if !KnownCode(code) {
		return Names{
			"号码前六位不在已知的行政区划代码中，请与原始证件核对",
			"The first six digits are in no list of division codes; compare the number with the document.",
		}, true
	}
	if _, _, ended := Abolished(code, number.BirthDate()); ended {
		return Names{
			"号码前六位的行政区划代码在出生日期之前已撤销，请与原始证件核对",
			"The division of the first six digits had ended before the birth date; compare the number with the document.",
		}, true
	}
	return Names{}, false
}

func (d Division) holds(day models.Date) bool {
	return !day.IsZero() && d.From <= day && (d.To == "" || day <= d.To)
}

// successorText names the divisions of today that followed the row.
func (t *divisionTable) successorText(row Division) string {
	var names []string
	for _, code := range t.heirs(row, nil) {
		for _, heir := range t.of(code) {
			if heir.To == "" {
				names = append(names, strings.TrimSpace(heir.Name+" "+heir.NameEn)+" "+heir.Code)
			}
		}
	}
	return strings.Join(names, "、")
}

// heirs follows the successors of a row to codes that hold today. Seen stops a
// circle, should the data ever hold one.
func (t *divisionTable) heirs(row Division, seen []string) []string {
	var found []string
	for _, code := range t.successors[keyOf(row)] {
		if slices.Contains(seen, code) {
			continue
		}
		rows := t.of(code)
		if len(rows) == 0 {
			continue
		}
		next := []string{code}
		if latest := rows[len(rows)-1]; latest.To != "" {
			next = t.heirs(latest, append(slices.Clone(seen), code))
		}
		for _, heir := range next {
			if !slices.Contains(found, heir) {
				found = append(found, heir)
			}
		}
	}
	return found
}
