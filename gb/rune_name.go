package gb

import (
	"unicode"

	"hukou/models"
)

// RuneName says what a character is that a name cannot have: by itself where it is met
// often or cannot be seen, else by its kind.
func RuneName(r rune) Names {
	if own, ok := runeNames[r]; ok {
		return own
	}
	for _, b := range runeBlocks {
		if b.first <= r && r <= b.last {
			return b.is
		}
	}
	for _, k := range runeKinds {
		if unicode.Is(k.table, r) {
			return k.is
		}
	}
	if models.IsHan(r) {
		return Names{"汉字", "Han character"}
	}
	if !unicode.IsGraphic(r) {
		return Names{"未分配的码位", "code point without a character"}
	}
	return Names{"其他文字或符号", "sign of another script"}
}

var runeNames = map[rune]Names{
	'\u0000': {"空字符", "null"}, '\t': {"制表符", "tab"}, '\n': {"换行", "line feed"}, '\r': {"回车", "carriage return"},
	' ': {"空格", "space"}, '\u00A0': {"不换行空格", "no-break space"}, '\u202F': {"窄的不换行空格", "narrow no-break space"}, '\u3000': {"全角空格", "ideographic space"},
	'\u00AD': {"软连字符", "soft hyphen"}, '\u034F': {"字形连接符", "combining grapheme joiner"}, '\u180E': {"蒙古文元音分隔符", "Mongolian vowel separator"},
	'\u115F': {"谚文初声填充符", "Hangul choseong filler"}, '\u1160': {"谚文中声填充符", "Hangul jungseong filler"}, '\u3164': {"谚文填充符", "Hangul filler"}, '\uFFA0': {"半角谚文填充符", "halfwidth Hangul filler"}, '\u2800': {"空白盲文", "blank Braille pattern"},
	'\u200B': {"零宽空格", "zero width space"}, '\u200C': {"零宽不连字", "zero width non-joiner"}, '\u200D': {"零宽连字", "zero width joiner"}, '\u2060': {"词连接符", "word joiner"}, '\uFEFF': {"零宽不换行空格", "zero width no-break space"},
	'\u061C': {"阿拉伯字母标记", "Arabic letter mark"}, '\u200E': {"从左到右标记", "left-to-right mark"}, '\u200F': {"从右到左标记", "right-to-left mark"},
	'\u202A': {"从左到右嵌入", "left-to-right embedding"}, '\u202B': {"从右到左嵌入", "right-to-left embedding"}, '\u202C': {"方向设置终止", "pop directional formatting"}, '\u202D': {"从左到右覆盖", "left-to-right override"}, '\u202E': {"从右到左覆盖", "right-to-left override"},
	'\u2066': {"从左到右隔离", "left-to-right isolate"}, '\u2067': {"从右到左隔离", "right-to-left isolate"}, '\u2068': {"首字符方向隔离", "first strong isolate"}, '\u2069': {"方向隔离终止", "pop directional isolate"},
	'\u2028': {"行分隔符", "line separator"}, '\u2029': {"段分隔符", "paragraph separator"}, '\uFFFC': {"对象替换符", "object replacement character"}, '\uFFFD': {"替换字符，原字已损坏", "replacement character of what was damaged"},
	models.Interpunct: {"间隔号", "interpunct"}, '.': {"英文句点", "full stop"}, '\uFF0E': {"全角句点", "fullwidth full stop"}, '\uFE52': {"小句点", "small full stop"}, '\u2022': {"项目符号", "bullet"}, '\u2027': {"连字点", "hyphenation point"},
	'\u30FB': {"片假名中点", "Katakana middle dot"}, '\uFF65': {"半角片假名中点", "halfwidth Katakana middle dot"}, '\u0387': {"希腊文中点", "Greek ano teleia"}, '\u2219': {"项目运算符", "bullet operator"}, '\u22C5': {"点运算符", "dot operator"}, '\u2E31': {"分词点", "word separator middle dot"},
	'\u02D9': {"上点", "dot above"}, '\uA78F': {"汉学点", "sinological dot"}, '\u16EB': {"如尼文点", "runic single punctuation"}, '\u2981': {"圆点", "spot"},
	'々': {"叠字符号", "iteration mark"}, '〆': {"日文略字", "Japanese closing mark"}, '。': {"中文句号", "ideographic full stop"}, '、': {"顿号", "ideographic comma"},
	'ー': {"日文长音符", "Katakana prolonged sound mark"}, '-': {"连字符", "hyphen"}, '\'': {"撇号", "apostrophe"}, '\u2019': {"右单引号", "right single quotation mark"},
}

// runeBlocks are kinds that a range of code points tells.
var runeBlocks = []struct {
	first, last rune
	is          Names
}{
	{0x2E80, 0x2EFF, Names{"部首符号", "radical"}}, {0x2F00, 0x2FDF, Names{"康熙部首", "Kangxi radical"}}, {0x2FF0, 0x2FFF, Names{"汉字结构描述符", "sign that describes a character"}},
	{0x31C0, 0x31EF, Names{"笔画符号", "stroke"}}, {0xF900, 0xFAFF, Names{"兼容汉字", "compatibility ideograph"}}, {0x2F800, 0x2FA1F, Names{"兼容汉字", "compatibility ideograph"}},
	{0xE0000, 0xE007F, Names{"标签字符", "tag character"}}, {0xE0100, 0xE01EF, Names{"汉字异体选择符", "ideographic variation selector"}}, {0xFF21, 0xFF3A, Names{"全角字母", "fullwidth letter"}}, {0xFF41, 0xFF5A, Names{"全角字母", "fullwidth letter"}},
	{0xFF10, 0xFF19, Names{"全角数字", "fullwidth digit"}}, {0x2460, 0x24FF, Names{"带圈字符", "enclosed character"}}, {0x3200, 0x33FF, Names{"带括号或者拼合的字符", "enclosed or squared character"}}, {0x3190, 0x319F, Names{"汉文训读符号", "Kanbun mark"}},
	{0x2600, 0x27BF, Names{"图形符号", "pictograph"}}, {0x1F000, 0x1FAFF, Names{"表情或者图形符号", "emoji"}},
}

// runeKinds are kinds that a table of the standard tells, the narrow ones first.
var runeKinds = []struct {
	table *unicode.RangeTable
	is    Names
}{
	{unicode.Co, Names{"自造字，私用区", "private-use character"}}, {unicode.Variation_Selector, Names{"异体选择符", "variation selector"}},
	{unicode.Noncharacter_Code_Point, Names{"非字符", "noncharacter"}}, {unicode.Cc, Names{"控制字符", "control character"}}, {unicode.Cf, Names{"格式控制字符", "format character"}},
	{unicode.Other_Default_Ignorable_Code_Point, Names{"不可见字符", "invisible character"}}, {unicode.Z, Names{"空格", "space"}}, {unicode.M, Names{"组合附加符号", "combining mark"}}, {unicode.N, Names{"数字", "digit or number"}},
	{unicode.Latin, Names{"拉丁字母", "Latin letter"}}, {unicode.Greek, Names{"希腊字母", "Greek letter"}}, {unicode.Cyrillic, Names{"西里尔字母", "Cyrillic letter"}},
	{unicode.Arabic, Names{"阿拉伯字母（维吾尔文、哈萨克文）", "Arabic letter"}}, {unicode.Tibetan, Names{"藏文", "Tibetan letter"}}, {unicode.Mongolian, Names{"蒙古文", "Mongolian letter"}}, {unicode.Yi, Names{"彝文", "Yi syllable"}},
	{unicode.Hangul, Names{"谚文", "Hangul"}}, {unicode.Hiragana, Names{"平假名", "Hiragana"}}, {unicode.Katakana, Names{"片假名", "Katakana"}}, {unicode.Bopomofo, Names{"注音符号", "Bopomofo"}},
	{unicode.Tangut, Names{"西夏文", "Tangut"}}, {unicode.Nushu, Names{"女书", "Nüshu"}}, {unicode.P, Names{"标点", "punctuation mark"}}, {unicode.S, Names{"符号", "symbol"}},
}
