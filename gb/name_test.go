package gb_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hukou/gb"
	"hukou/models"
)

// nameRow is a line of testdata/names.tsv: a text written as a name, and what becomes of it.
type nameRow struct{ as, name, becomes, result, why string }

// nameTable reads testdata/names.tsv.
func nameTable(t *testing.T) []nameRow {
	t.Helper()
	text, err := os.ReadFile("testdata/names.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var rows []nameRow
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "# ") || strings.HasPrefix(line, "as\t") {
			continue
		}
		c := strings.Split(line, "\t")
		if len(c) != 5 {
			t.Fatalf("%q has %d columns", line, len(c))
		}
		rows = append(rows, nameRow{c[0], unescaped(t, c[1]), c[2], unescaped(t, c[3]), c[4]})
	}
	return rows
}

// unescaped writes the code points of \u{…}.
func unescaped(t *testing.T, text string) string {
	t.Helper()
	parts := strings.Split(text, `\u{`)
	for i, part := range parts[1:] {
		hex, rest, ok := strings.Cut(part, "}")
		r, err := strconv.ParseUint(hex, 16, 32)
		if !ok || err != nil {
			t.Fatalf("%q is no code point", part)
		}
		parts[i+1] = string(rune(r)) + rest
	}
	return strings.Join(parts, "")
}

// faults is what the program says to a name: by its characters, then, for a new given name,
// by the table of characters.
func (r nameRow) faults() []gb.NameFault {
	if r.as == "passport" && models.Latin(r.name) {
		return gb.PassportFaults(r.name)
	}
	faults := gb.NameFaults(r.name)
	if rare := gb.RareGiven(r.name); r.as == "given" && faults == nil && rare != nil {
		return []gb.NameFault{{Code: "rare_character"}}
	}
	return faults
}

// TestTheTableOfNames drives every row of testdata/names.tsv through the check. A refusal
// names the character, by its code point and by what it is, in both languages.
func TestTheTableOfNames(t *testing.T) {
	rows := nameTable(t)
	if len(rows) < 300 {
		t.Errorf("%d names, want 300 at least", len(rows))
	}
	shown := map[string]bool{}
	for i, r := range rows {
		if slices.ContainsFunc(rows[:i], func(x nameRow) bool { return x.as == r.as && x.name == r.name }) || r.why == "" {
			t.Errorf("%q stands twice, or without a reason", r.name)
		}
		faults := r.faults()
		mended, whole := gb.MendName(r.name, r.as == "passport")
		switch r.becomes {
		case "accepted":
			if faults != nil || mended != r.name || !whole {
				t.Errorf("%q (%s) is refused: %+v", r.name, r.why, faults)
			}
		case "confirm":
			if faults == nil || mended != r.result || !whole {
				t.Errorf("%q (%s) becomes %q, whole %v, want %q: %+v", r.name, r.why, mended, whole, r.result, faults)
			}
		case "refused":
			if faults == nil || faults[0].Code != r.result {
				t.Errorf("%q (%s) is told %+v, want %s", r.name, r.why, faults, r.result)
			} else if whole && r.result != "rare_character" {
				t.Errorf("%q (%s) is mended to %q", r.name, r.why, mended)
			}
		default:
			t.Errorf("%q becomes %q", r.name, r.becomes)
		}
		for _, f := range faults {
			shown[f.Code] = true
			r.named(t, f)
		}
	}
	for _, code := range []string{models.NameEmpty, models.NameLong, models.NameEncoding, models.NameSpace, models.NameControl, models.NameInvisible, models.NameBidi, models.NameTag, models.NameFiller,
		models.NameSelector, models.NamePrivateUse, models.NameDot, models.NameDotEnd, models.NameDotDouble, models.NameCompat, models.NameRadical, models.NameOther, models.NameLatin, models.NameLatinSpace} {
		if !shown[code] {
			t.Errorf("no name shows %s", code)
		}
	}
}

// named wants a fault to name a character of the name, and what it is.
func (r nameRow) named(t *testing.T, f gb.NameFault) {
	t.Helper()
	if slices.Contains([]string{models.NameEmpty, models.NameLong, "rare_character"}, f.Code) {
		return
	}
	for _, c := range r.name {
		code, what := fmt.Sprintf("U+%04X", c), gb.RuneName(c)
		if strings.Contains(f.Zh, code) && strings.Contains(f.Zh, what.Zh) && strings.Contains(f.En, code) && strings.Contains(f.En, what.En) &&
			(what.Zh != "汉字" || r.as == "passport") && what.Zh != "其他文字或符号" {
			return
		}
	}
	t.Errorf("the refusal of %q names no character of it: %s / %s", r.name, f.Zh, f.En)
}

func TestARefusalOfANameSaysWhichCharacterAndWhatToDo(t *testing.T) {
	for name, want := range map[string]string{
		"王\u202E明":       "第 2 个字符 U+202E（从右到左覆盖）：姓名含有改变书写方向的字符，请删除。",
		"买买提•吐尔逊":        "第 4 个字符 U+2022（项目符号，应为“·”）：间隔号应为“·”（U+00B7），请确认替换。",
		"王\u2F00":        "第 2 个字符 U+2F00（康熙部首，应为“一”）：此为部首或笔画符号，请改用对应的汉字。",
		"王\uE826":        "第 2 个字符 U+E826（自造字，私用区，应为“龵”）：此字为自造字，须先对应到国家标准用字。",
		"Wang":           "第 1 个字符 U+0057（拉丁字母）、第 2 个字符 U+0061（拉丁字母）、第 3 个字符 U+006E（拉丁字母）等 4 处：登记的姓名用汉字书写，音译姓名的各部分用“·”隔开；请改用汉字或者删除。",
		"":               "姓名不能为空。",
		"王\xff":          "姓名含有损坏的字符编码，请重新录入。",
		"王 \u200B明":      "第 2 个字符 U+0020（空格）：姓名中不能有空格或换行，请删除。",
		"王\u200B明\u200C": "第 2 个字符 U+200B（零宽空格）、第 4 个字符 U+200C（零宽不连字）：姓名含有不可见字符，请删除。",
	} {
		got := gb.NameFaults(name)
		if len(got) == 0 || got[0].Zh != want {
			t.Errorf("%q: %+v, want %s", name, got, want)
		}
	}
	if got := gb.NameFaults("王\u202E明")[0].En; got != "U+202E at 2 (right-to-left override): There is a character here that turns the writing direction; delete it." {
		t.Error(got)
	}
}
