package roster

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"hukou/models"
)

// date reads a field's cell as a civil date.
func (t *table) date(r row, f field) models.Date {
	text, ok := t.cell(r, f)
	if !ok {
		return ""
	}
	date, code := parseDate(text)
	if code != "" {
		t.wrong(r.number, f, code)
	}
	return date
}

// parseDate reads the ways a date is written in this country: 2009-02-20,
// 2009/2/20, 2009.2.20, 2009年2月20日, 20090220, each with or without a midnight
// behind it. Two-digit years and orders that leave doubt are refused. The code
// is empty when all is well.
func parseDate(text string) (date models.Date, code string) {
	text = narrow(text)
	for _, midnight := range []string{" 00:00:00", " 0:00:00", " 00:00", " 0:00", "T00:00:00"} {
		text = strings.TrimSuffix(text, midnight)
	}
	parts, ok := dateParts(text)
	if !ok {
		return "", CodeDateForm
	}
	for _, part := range parts {
		if len(part) == 0 || len(part) > 4 || !digits(part) {
			return "", CodeDateForm
		}
	}
	year, _ := strconv.Atoi(parts[0])
	month, _ := strconv.Atoi(parts[1])
	day, _ := strconv.Atoi(parts[2])
	if len(parts[0]) != 4 || year < 1800 || len(parts[1]) > 2 || len(parts[2]) > 2 {
		return "", CodeDateForm
	}
	date, err := models.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
	if err != nil {
		return "", CodeNoSuchDay
	}
	return date, ""
}

// dateParts cuts a date into year, month and day.
func dateParts(text string) (parts [3]string, ok bool) {
	if len(text) == 8 && digits(text) {
		return [3]string{text[:4], text[4:6], text[6:]}, true
	}
	if year, rest, chinese := strings.Cut(text, "年"); chinese {
		month, rest, found := strings.Cut(rest, "月")
		day := strings.TrimSuffix(strings.TrimSuffix(rest, "日"), "号")
		return [3]string{year, month, day}, found
	}
	for _, separator := range []string{"-", "/", "."} {
		if cut := strings.Split(text, separator); len(cut) == 3 {
			return [3]string(cut), true
		}
	}
	return parts, false
}

// narrow is the text as a half-width keyboard types it.
func narrow(text string) string {
	return width.Narrow.String(text)
}

// wholeNumber writes 6.40300000123E+11, which some programs store for a long
// code, as the code; any other text stays as it is.
func wholeNumber(text string) string {
	if !strings.ContainsAny(text, "eE") {
		return text
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || value < 0 || value > 1e15 || value != float64(int64(value)) {
		return text
	}
	return strconv.FormatInt(int64(value), 10)
}

func digits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// isBlank tells whether r is a blank of any width that people leave around a
// text. Characters without width are no blanks: they are reported.
func isBlank(r rune) bool { return unicode.IsSpace(r) }

// blankRow tells whether no cell of the row has content.
func blankRow(r row) bool {
	for _, c := range r.cells {
		if !c.empty() {
			return false
		}
	}
	return !r.beyond
}
