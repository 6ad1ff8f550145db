package main

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzLoadLine reads whatever comes as a line of a load. A line that is taken says one
// thing, the same each time; what is said of another one repeats nothing that stood in a
// value.
func FuzzLoadLine(f *testing.F) {
	for _, line := range []string{
		`{"household":{"number":"1","members":[{"name":"丁一","birth_date":"2009-02-20","number":"649901200902200015"}]}}`,
		`{"Household":{"Number":"1"},"used":"649901200902200015"}`, `{"used":"649901200902200016"}`, `{"used":1}`, `{"u_s_e_d":"649901200902200015"}`,
		`{"household":{"members":[{"status_on":[]}]}}`, `{"household":null}`, `{}`, `null`, `[]`, `{"a":`, "\xff", `{"household":{"x":"secret"}}`, `{"household":{"number":"1","Number":"2","opened_on":"2001-01-01","openedon":"2002-02-02"}}`, `{"used":"649901200902200015"}{"used":"1"}`,
	} {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		line, err := parseLoadLine(text)
		if err != nil {
			if said := err.Error(); !utf8.ValidString(said) || tells(said, text) {
				t.Errorf("%q is refused with %q", text, said)
			}
			return
		}
		if (line.Household == nil) == (line.Used == "") {
			t.Errorf("%q says two things, or none", text)
		}
		again, err := parseLoadLine(text)
		if err != nil || !reflect.DeepEqual(line, again) || !json.Valid(text) {
			t.Errorf("%q is read as one thing and then as another: %v", text, err)
		}
	})
}

// tells whether a text repeats one of the values of a JSON line: one long enough to be
// known again, that is no field's name too.
func tells(said string, line []byte) bool {
	var value any
	_ = json.Unmarshal(line, &value)
	names, values := map[string]bool{}, []string{}
	var walk func(any)
	walk = func(value any) {
		switch v := value.(type) {
		case map[string]any:
			for name, inner := range v {
				names[name] = true
				walk(inner)
			}
		case []any:
			for _, inner := range v {
				walk(inner)
			}
		case string:
			values = append(values, v)
		}
	}
	walk(value)
	for _, v := range values {
		known := false
		for name := range names {
			known = known || strings.Contains(name, v)
		}
		if len(v) >= 8 && !known && strings.Contains(said, v) {
			return true
		}
	}
	return false
}
