package models_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"hukou/models"
)

// longName is 51 characters: one more than the rules ask systems to hold.
const longName = "阿不都热依木·吐尔逊买买提艾合麦提·玉素甫江·阿卜杜热合曼·买合木提·依明江·库尔班江·艾尼瓦尔·肉孜"

func TestNamesThatAreRight(t *testing.T) {
	if n := utf8.RuneCountInString(longName); n != 51 {
		t.Fatalf("the long name has %d characters", n)
	}
	for _, name := range []string{
		"李", "王小明", "欧阳娜娜", "马·阿依莎", "买买提·吐尔逊", longName,
		"\U00030EDE\U00030EDE", // extension G
		"张\U0002CD0A",          // extension F
		"王\U0002EBF0",          // extension I
		"赵\U000323B0",          // extension J
		"钱\U0002000B",          // extension B
		"孙㛃",                   // extension A
		"刘〇",
		"葛\U000E0100城", // a glyph variant of 葛
		strings.Repeat("长", models.NameLimit),
		"\uFA0E\uFA29",
	} {
		if problems := models.CheckName(name); problems != nil {
			t.Errorf("%q: %+v", name, problems)
		}
	}
}

func TestNamesThatAreWrong(t *testing.T) {
	type place struct {
		Code string
		Pos  int
	}
	for name, want := range map[string][]place{
		"":                       {{models.NameEmpty, 0}},
		strings.Repeat("长", 101): {{models.NameLong, 100}},
		"王\xff明":                 {{models.NameEncoding, 0}},
		"王\uFFFD明":               {{models.NameEncoding, 1}},
		"王\uFDD0":                {{models.NameEncoding, 1}},
		" 王明":                    {{models.NameSpace, 0}},
		"王\u3000明":               {{models.NameSpace, 1}},
		"王明\n":                   {{models.NameSpace, 2}},
		"王\x00明":                 {{models.NameControl, 1}},
		"王\u200B明":               {{models.NameInvisible, 1}},
		"王\u200D明":               {{models.NameInvisible, 1}},
		"\uFEFF王明":               {{models.NameInvisible, 0}},
		"王\u034F明":               {{models.NameInvisible, 1}},
		"王\u00AD明":               {{models.NameInvisible, 1}},
		"王\u202E明":               {{models.NameBidi, 1}},
		"王\u2066明\u2069":         {{models.NameBidi, 1}, {models.NameBidi, 3}},
		"王\U000E0041明":           {{models.NameTag, 1}},
		"王\u3164明":               {{models.NameFiller, 1}},
		"\u115F王\uFFA0":          {{models.NameFiller, 0}, {models.NameFiller, 2}},
		"王\uFE0F明":               {{models.NameSelector, 1}},
		"\U000E0100王":            {{models.NameSelector, 0}},
		"葛\U000E0100\U000E0101":  {{models.NameSelector, 2}},
		"买·\U000E0100买":          {{models.NameSelector, 2}},
		"王\uE000":                {{models.NamePrivateUse, 1}},
		"王\U000F0000\U0010FFFD":  {{models.NamePrivateUse, 1}, {models.NamePrivateUse, 2}},
		"王\uF900":                {{models.NameCompat, 1}},
		"王\U0002F800":            {{models.NameCompat, 1}},
		"王\u2F08":                {{models.NameRadical, 1}}, // the radical ⼈, not 人
		"王\u2FF0":                {{models.NameRadical, 1}},
		"Wang":                   {{models.NameOther, 0}, {models.NameOther, 1}, {models.NameOther, 2}, {models.NameOther, 3}},
		"王2明":                    {{models.NameOther, 1}},
		"王（明）":                   {{models.NameOther, 1}, {models.NameOther, 3}},
		"王々":                     {{models.NameOther, 1}},
		"·买买提":                   {{models.NameDotEnd, 0}},
		"买买提·":                   {{models.NameDotEnd, 3}},
		"买··提":                   {{models.NameDotDouble, 2}},
		"·":                      {{models.NameDotEnd, 0}},
		"买•提":                    {{models.NameDot, 1}},
		"买·•提":                   {{models.NameDot, 2}, {models.NameDotDouble, 2}},
		"买提.":                    {{models.NameDot, 2}, {models.NameDotEnd, 2}},
	} {
		var got []place
		for _, problem := range models.CheckName(name) {
			got = append(got, place{problem.Code, problem.Pos})
			if problem.Zh == "" || problem.En == "" {
				t.Errorf("%s has no text", problem.Code)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", name, diff)
		}
	}
}

func TestLookAlikesOfTheInterpunctAreMappedOnceConfirmed(t *testing.T) {
	for _, dot := range []string{"\u2022", "\u2027", "\u30FB", "\uFF65", "\uFF0E", ".", "\u0387", "\u2219", "\u22C5", "\u2E31"} {
		typed := "买买提" + dot + "吐尔逊"
		problems := models.CheckName(typed)
		if len(problems) != 1 || problems[0].Code != models.NameDot || problems[0].Suggest != "\u00B7" || problems[0].Pos != 3 {
			t.Errorf("%q: %+v", dot, problems)
		}
		if mapped := models.MapInterpuncts(typed); mapped != "买买提\u00B7吐尔逊" || models.CheckName(mapped) != nil {
			t.Errorf("%q maps to %q", dot, mapped)
		}
	}
}

// FuzzCheckName looks for a text that breaks the check, a place outside the
// text, an invisible character that passes, and a mapping that makes a name
// worse.
func FuzzCheckName(f *testing.F) {
	for _, name := range []string{"王小明", longName, "买.提", "··", "\xff", "王\u200B明", "葛\U000E0100", "\U00030EDE"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		problems := models.CheckName(name)
		length := utf8.RuneCountInString(name)
		for _, problem := range problems {
			if problem.Pos < 0 || problem.Pos > length || problem.Code == "" || problem.Zh == "" || problem.En == "" {
				t.Fatalf("%+v of %d characters", problem, length)
			}
		}
		if problems != nil {
			if after := models.CheckName(models.MapInterpuncts(name)); utf8.ValidString(name) && len(after) > len(problems) {
				t.Fatalf("mapping the dots made it worse: %+v", after)
			}
			return
		}
		if length == 0 || length > models.NameLimit {
			t.Fatalf("%d characters passed", length)
		}
		for _, r := range name {
			if !models.IsHan(r) && r != models.Interpunct && (r < 0xE0100 || r > 0xE01EF) {
				t.Fatalf("%U passed", r)
			}
		}
	})
}
