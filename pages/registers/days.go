package registers

import (
	"net/http"
	"strings"

	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
)

// days is which day is shown, and which two are compared.
type days struct {
	asOf models.Date
	from models.Date
	// typed are what stands in the boxes of days that are none.
	typed, typedFrom string
	all              []models.Date
	// before tells that the register did not have the subject on the day.
	before bool
}

// daysOf reads the days of the address; a fault names those that are none, or that lie
// beyond what the register can know. Such a day counts as not asked for.
func daysOf(r *desk.Request) (days, register.PersonQuery, *ui.Fault) {
	var d days
	var wrong []ui.FieldFault
	d.asOf, d.typed = readDay(r, "as_of", &wrong)
	d.from, d.typedFrom = readDay(r, "from", &wrong)
	p := purposeOf(r)
	q := register.PersonQuery{AsOf: d.asOf, Code: p.code, Purpose: p.words, CaseID: r.QueryParam("case")}
	if len(wrong) == 0 {
		return d, q, nil
	}
	return d, q, &ui.Fault{Status: http.StatusUnprocessableEntity, Code: "invalid_values", Fields: wrong, Title: r.T("日期有误", "A day is wrong"),
		Text: r.T("请改正后再看；下面是今天的登记。", "Correct it and show again. What stands below is the register of today.")}
}

// readDay takes a day as people write it; of what is none it gives the text back.
func readDay(r *desk.Request, name string, wrong *[]ui.FieldFault) (day models.Date, typed string) {
	text := strings.TrimSpace(r.QueryParam(name))
	day = models.Date(desk.Date(text))
	switch {
	case text == "":
		return "", ""
	case !day.Valid():
		*wrong = append(*wrong, ui.FieldFault{Field: name, Code: "not_a_date", Text: r.T("没有这一天，请写成 2026-11-23 或 20261123", "There is no such day: write 2026-11-23 or 20261123")})
		return "", text
	case r.Reg.Beyond(day):
		*wrong = append(*wrong, ui.FieldFault{Field: name, Code: "too_late", Text: r.T("这一天太远，登记还不能到那天", "This day is too far ahead for the register")})
		return "", text
	}
	return day, ""
}

// box is what stands in the box of the day shown, fromBox in that of the other.
func (d days) box(shown models.Date) string {
	switch {
	case d.typed != "":
		return d.typed
	case d.before:
		return string(d.asOf)
	}
	return string(shown)
}

func (d days) fromBox() string {
	if d.typedFrom != "" {
		return d.typedFrom
	}
	return string(d.from)
}

// early tells that the day lies before the first on which the register had the subject.
func (d days) early() bool { return d.before && len(d.all) > 0 && d.asOf < d.all[0] }

// gap tells that the register did not have the subject on the day, for another reason.
func (d days) gap() bool { return d.before && !d.early() }

// around are the last change before a day and the next after it; empty where there is
// none.
func (d days) around(shown models.Date) (before, after models.Date) {
	if d.before {
		shown = d.asOf
	}
	for _, x := range d.all {
		if x < shown {
			before = x
		}
		if x > shown && after == "" {
			after = x
		}
	}
	return before, after
}
