package desk

import (
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"hukou/workflow"
)

// Fact reads what a form's box of a field says, as package register takes it. The
// second result tells whether the form had the box at all; an empty box is nil, which
// clears what was there. What breaks a rule is passed on as text: register says what
// is wrong, at its field.
func Fact(form url.Values, name string, kind workflow.Kind) (any, bool) {
	text := strings.TrimSpace(form.Get(name))
	if kind == workflow.KindBool {
		return text == "true", form.Has(name) || form.Has(name+".asked")
	}
	if !form.Has(name) {
		return nil, false
	}
	if text == "" {
		return nil, true
	}
	switch kind {
	case workflow.KindInt:
		if n, err := strconv.Atoi(width.Narrow.String(text)); err == nil {
			return n, true
		}
	case workflow.KindList:
		var out []string
		for _, line := range strings.Split(text, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				out = append(out, line)
			}
		}
		return out, true
	case workflow.KindNumber:
		return strings.ToUpper(strings.Join(strings.Fields(width.Narrow.String(text)), "")), true
	case workflow.KindDate:
		return Date(text), true
	}
	return text, true
}

// Date writes the ways people write a day as one: 20261029, 2026.10.29, 2026年10月29日,
// full-width digits and signs too. What it cannot read stays as it is, and so does a day
// with other words about it (约2026年10月29日): those say that it is not known for sure.
func Date(text string) string {
	text = strings.ReplaceAll(width.Narrow.String(text), "。", ".")
	parts := strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	switch {
	case len(parts) == 1 && len(parts[0]) == 8 && parts[0] == text:
		return text[:4] + "-" + text[4:6] + "-" + text[6:]
	case len(parts) == 3 && len(parts[0]) == 4 && len(parts[1]) <= 2 && len(parts[2]) <= 2 && !strings.ContainsFunc(text, beyondDay):
		return parts[0] + "-" + two(parts[1]) + "-" + two(parts[2])
	}
	return text
}

// beyondDay tells what no day is written with.
func beyondDay(r rune) bool {
	return !strings.ContainsRune("0123456789 \t-./,｡､、—年月日号", r)
}

func two(digits string) string {
	if len(digits) == 1 {
		return "0" + digits
	}
	return digits
}
