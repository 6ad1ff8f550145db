package gb_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hukou/gb"
)

func TestNamesAreFoundByTheSurnamesOwnReading(t *testing.T) {
	for name, want := range map[string]gb.SearchKeys{
		"王小明": {Full: []string{"wangxiaoming"}, Initials: []string{"wxm"}, Folded: "王小明"},
		"单雪明": {Full: []string{"shanxueming", "danxueming"}, Initials: []string{"sxm", "dxm"}, Folded: "单雪明"},
		"仇英":  {Full: []string{"qiuying", "chouying"}, Initials: []string{"qy", "cy"}, Folded: "仇英"},
		"解小红": {Full: []string{"xiexiaohong", "jiexiaohong"}, Initials: []string{"xxh", "jxh"}, Folded: "解小红"},
		"曾丽":  {Full: []string{"zengli", "cengli"}, Initials: []string{"zl", "cl"}, Folded: "曾丽"},
		"区明":  {Full: []string{"ouming", "quming"}, Initials: []string{"om", "qm"}, Folded: "区明"},
		"查理":  {Full: []string{"zhali", "chali"}, Initials: []string{"zl", "cl"}, Folded: "查理"},
		"翟天":  {Full: []string{"zhaitian", "ditian"}, Initials: []string{"zt", "dt"}, Folded: "翟天"},
		"尉迟恭": {Full: []string{"yuchigong", "weichigong"}, Initials: []string{"ycg", "wcg"}, Folded: "尉迟恭"},
		"尉强":  {Full: []string{"weiqiang", "yuqiang"}, Initials: []string{"wq", "yq"}, Folded: "尉强"},
		"万俟雪": {Full: []string{"moqixue", "wanqixue"}, Initials: []string{"mqx", "wqx"}, Folded: "万俟雪"},
		"长孙平": {Full: []string{"zhangsunping"}, Initials: []string{"zsp"}, Folded: "长孙平"},
		"欧阳兰": {Full: []string{"ouyanglan"}, Initials: []string{"oyl"}, Folded: "欧阳兰"},
		"王单":  {Full: []string{"wangdan"}, Initials: []string{"wd"}, Folded: "王单"}, // a surname's reading only in front
		"吕绿":  {Full: []string{"lvlv", "lulv"}, Initials: []string{"ll"}, Folded: "吕绿"},
		"":    {},
	} {
		if diff := cmp.Diff(want, gb.Pinyin(name)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestRareCharactersHaveReadingsOrStandForThemselves(t *testing.T) {
	if got := gb.Pinyin("张\U0002CD0A䶮").Full[0]; got != "zhanglinyan" {
		t.Error(got)
	}
	unread := "\U000323B0" // extension J, no reading on record
	if got := gb.Pinyin("张" + unread); got.Full[0] != "zhang"+unread || got.Initials[0] != "z"+unread {
		t.Errorf("%+v", got)
	}
}

func TestFoldedCopyIgnoresWhatPeopleTypeDifferently(t *testing.T) {
	want := gb.Pinyin("买买提\u00B7吐尔逊")
	if want.Folded != "买买提吐尔逊" || want.Full[0] != "maimaitituerxun" {
		t.Fatalf("%+v", want)
	}
	for _, typed := range []string{"买买提\u2022吐尔逊", "买买提\uFF65吐尔逊", "买买提.吐尔逊", "买买提\uFF0E吐尔逊", "买买提 吐尔逊", "买买提\u200B吐尔逊", "买买提吐尔逊"} {
		if diff := cmp.Diff(want, gb.Pinyin(typed)); diff != "" {
			t.Errorf("%q: %s", typed, diff)
		}
	}
	for typed, want := range map[string]string{
		"葛\U000E0100城": "葛城", // a glyph variant
		"\uF900":       "豈",  // a compatibility form
		"⼈":            "人",  // a radical
		"ＡＢ":           "ab", // full width
		"刘〇":           "刘〇",
	} {
		if got := gb.Fold(typed); got != want {
			t.Errorf("%q folds to %q, want %q", typed, got, want)
		}
	}
}

func TestPinyinAsPeopleTypeIt(t *testing.T) {
	for typed, want := range map[string]string{
		"Lǚ Xiao'ming": "lvxiaoming", "lü xiaoming": "lvxiaoming", "LV XIAOMING": "lvxiaoming", "lu:xiaoming": "lvxiaoming",
		"Shàn Xuěmíng": "shanxueming", "zhang-san": "zhangsan", "": "",
	} {
		if got := gb.FoldPinyin(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
	for _, name := range []string{"吕晓明", "单雪明"} {
		for _, key := range gb.Pinyin(name).Full {
			if gb.FoldPinyin(key) != key {
				t.Errorf("%s changes when it is folded", key)
			}
		}
	}
}

func TestKeysAreTheSameEveryTime(t *testing.T) {
	for _, name := range []string{"费翟", "黑亚洲", "那拉", "朴正"} {
		first := gb.Pinyin(name)
		for range 20 {
			if diff := cmp.Diff(first, gb.Pinyin(name)); diff != "" {
				t.Fatal(diff)
			}
		}
	}
}

// FuzzPinyin looks for a name that breaks the keys, and for keys that a folded
// look-up would miss.
func FuzzPinyin(f *testing.F) {
	for _, name := range []string{"单雪明", "买买提·吐尔逊", "尉", "\xff", "ﷺ", "葛\U000E0100", "A·b"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		keys := gb.Pinyin(name)
		if gb.Fold(keys.Folded) != keys.Folded {
			t.Fatalf("folding twice differs: %q", keys.Folded)
		}
		if (keys.Folded == "") != (len(keys.Full) == 0) || len(keys.Initials) > len(keys.Full) {
			t.Fatalf("%+v", keys)
		}
		for _, key := range keys.Full {
			if strings.ContainsAny(key, " ·") {
				t.Fatalf("%q", key)
			}
		}
	})
}

func TestASlipKeepsACharacterOrASound(t *testing.T) {
	for _, c := range []struct {
		x, y string
		want bool
	}{{"田小娥", "欧阳铁柱", false}, {"田小娥", "田建国", false}, {"田小娥", "田晓鹅", true}, {"田小娥", "陈小娥", false}, {"车乐", "何乐", false}, {"章小娥", "张小娥", true}, {"王明", "王朋", true}, {"王明", "李刚", false},
		{"丁富贵", "丁富", true}, {"文马", "马文", true}, {"买买提·吐尔逊", "麦麦提·吐尔逊", true}, {"马文", "冯雯", false}, {"马文", "马", false}} {
		if gb.OneSlip(c.x, c.y) != c.want || gb.OneSlip(c.y, c.x) != c.want {
			t.Errorf("%s and %s: want %v", c.x, c.y, c.want)
		}
	}
}
