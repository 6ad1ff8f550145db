package handlers

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzBody reads whatever comes as each kind of body that is written by hand. What is
// understood means the same when it is written down again and read; what is refused says
// why by code, and repeats nothing that is no word of a vocabulary.
func FuzzBody(f *testing.F) {
	for _, body := range []string{
		`{"event":"approve","to":"approved","input":{"opinion":"同意"},"signoff":{"method":"totp","code":"123456"}}`,
		`{"business":"lead","facts":{"a":{"x":[1,"y",null]}},"subjects":[{"role":"child","person_id":"p"}]}`,
		`{"q":"王","kind":"people","purpose_code":"window"}`,
		`{"lines":[{"facts":{"name":"丁一"}}]}`, `{"Event":"approve","event":"return"}`, `{"event":"\u0000"}`, `{"event":1e999}`, `[]`, `{"event":"a"} {}`, "\xff", `{"to":"\ud800"}`,
	} {
		f.Add([]byte(body))
	}
	known := shapesOf((&server{}).routes())
	f.Fuzz(func(t *testing.T, raw []byte) {
		understood[stepBody](t, known, raw)
		understood[openBody](t, known, raw)
		understood[searchBody](t, known, raw)
		understood[batchBody](t, known, raw)
		understood[signInBody](t, known, raw)
		understood[differenceBody](t, known, raw)
	})
}

func understood[T any](t *testing.T, known shapes, raw []byte) {
	t.Helper()
	body, wrong := read[T](known, raw)
	if wrong != nil {
		for _, e := range wrong.errors {
			if !utf8.ValidString(e.Field) || e.Code == "" || strings.ContainsFunc(e.Field, func(c rune) bool { return c > '~' || c < ' ' }) {
				t.Errorf("%T is refused at %q as %q", body, e.Field, e.Code)
			}
		}
		if wrong.code == codeInvalid && len(wrong.errors) == 0 {
			t.Errorf("%T is refused without a reason", body)
		}
		return
	}
	var plain any
	if json.Unmarshal([]byte(mustJSON(t, body)), &plain) != nil || holdsNull(plain) {
		t.Errorf("%T is taken with a character that no database keeps", body)
	}
	again, wrong := read[T](known, []byte(mustJSON(t, body)))
	if wrong != nil || !reflect.DeepEqual(body, again) {
		t.Errorf("%T means something else when it is written down again: %v", body, wrong)
	}
}

// holdsNull tells whether one of the texts has the character that no database keeps.
func holdsNull(value any) bool {
	switch v := value.(type) {
	case string:
		return strings.ContainsRune(v, 0)
	case []any:
		return slices.ContainsFunc(v, holdsNull)
	case map[string]any:
		for _, inner := range v {
			if holdsNull(inner) {
				return true
			}
		}
	}
	return false
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// FuzzHeaders reads whatever comes as the headers that are parsed here.
func FuzzHeaders(f *testing.F) {
	for _, text := range []string{`"12"`, `W/"12"`, "12", "*", `"1", "2"`, `""`, "-1", "9223372036854775808", "en;q=0.8, zh;q=NaN", "zh-CN,zh;q=0.9,en;q=0.8", "en;q=1e-300;q=2", ";;=,=", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		version, ok := seen(text)
		if ok != (version != 0) || version < noVersion {
			t.Errorf("%q is version %d, %v", text, version, ok)
		}
		if version > 0 {
			if back, _ := seen(etag(version)); back != version {
				t.Errorf("version %d is written %s and read %d", version, etag(version), back)
			}
		}
		if l := accepted(text); l != chinese && l != english {
			t.Errorf("%q is answered in %q", text, l)
		}
		for _, part := range strings.Split(text, ",") {
			if q := quality(part); !(q >= 0 && q <= 1) {
				t.Errorf("%q weighs %v", part, q)
			}
		}
		if keyGiven(text) && (len(text) > maxKey || !utf8.ValidString(text)) {
			t.Errorf("%q is taken for a key", text)
		}
	})
}
