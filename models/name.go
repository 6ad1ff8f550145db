package models

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// NameLimit is the longest name the register keeps, in code points. The rules
// ask for room for 50; selectors of glyph variants count too.
const NameLimit = 100

// Interpunct is the only dot of a name: U+00B7, between the parts of a name
// carried over from another language.
const Interpunct = '\u00B7'

// NameProblem is one thing that keeps a text from being entered as a name. It
// names the place and never the name.
type NameProblem struct {
	Code    string // one of the Name… codes below
	Pos     int    // counted in code points from 0
	Zh      string
	En      string
	Suggest string // what may stand at Pos instead, once the clerk has confirmed it; empty: no suggestion
}

// The codes of a NameProblem.
const (
	NameEmpty      = "name_empty"
	NameLong       = "name_long"
	NameEncoding   = "name_encoding"
	NameSpace      = "name_space"
	NameControl    = "name_control"
	NameInvisible  = "name_invisible"
	NameBidi       = "name_bidi"
	NameTag        = "name_tag"
	NameFiller     = "name_filler"
	NameSelector   = "name_selector"
	NamePrivateUse = "name_private_use"
	NameDot        = "name_dot"
	NameDotEnd     = "name_dot_end"
	NameDotDouble  = "name_dot_double"
	NameCompat     = "name_compatibility"
	NameRadical    = "name_radical"
	NameOther      = "name_character"
	// Of a name as a foreigner's passport prints it.
	NameLatin      = "name_passport"
	NameLatinSpace = "name_passport_sign"
)

// CheckName lists everything that keeps text from being a full name in the
// register: Han characters of all planes, and U+00B7 between the parts of a name
// from another language. It returns nil for a name that is right. It is for new
// entries and changes; a name that stands in the register stays as it is, even
// with problems. A text that is too long is not looked at any further. A name in a people's
// own script is not kept by the register.
func CheckName(text string) []NameProblem {
	runes := []rune(text)
	if whole := wholeProblem(text, runes); whole != nil {
		return whole
	}
	var found []NameProblem
	for i, r := range runes {
		if isDot(r) {
			found = append(found, dotProblems(runes, i)...)
			continue
		}
		if code := runeProblem(runes, i); code != "" {
			found = append(found, nameProblem(code, i))
		}
	}
	return found
}

// wholeProblem is what keeps a text as a whole from being a name of any kind.
func wholeProblem(text string, runes []rune) []NameProblem {
	switch {
	case text == "":
		return []NameProblem{nameProblem(NameEmpty, 0)}
	case !utf8.ValidString(text):
		return []NameProblem{nameProblem(NameEncoding, 0)}
	case len(runes) > NameLimit:
		return []NameProblem{nameProblem(NameLong, NameLimit)}
	}
	return nil
}

// MapInterpuncts is text with every look-alike of the interpunct turned into
// U+00B7: what the clerk confirms before it is entered.
func MapInterpuncts(text string) string {
	return strings.Map(func(r rune) rune {
		if isDot(r) {
			return Interpunct
		}
		return r
	}, text)
}

// IsHan tells whether r is a character a Chinese name may be written with: the
// unified ideographs of all planes up to extension J, and 〇. The tables of the
// standard library end before the last two extensions.
func IsHan(r rune) bool {
	switch {
	case r == '〇', 0x3400 <= r && r <= 0x4DBF, 0x4E00 <= r && r <= 0x9FFF:
		return true
	case 0xFA0E <= r && r <= 0xFA29:
		// Twelve unified ideographs stand among the compatibility ones.
		return strings.ContainsRune("\uFA0E\uFA0F\uFA11\uFA13\uFA14\uFA1F\uFA21\uFA23\uFA24\uFA27\uFA28\uFA29", r)
	}
	for _, block := range extensions() {
		if block[0] <= r && r <= block[1] {
			return true
		}
	}
	return false
}

// extensions are the first and the last code point of the extensions beyond the
// basic plane, in the order of the code points.
func extensions() [9][2]rune {
	return [...][2]rune{
		{0x20000, 0x2A6DF}, // B
		{0x2A700, 0x2B73F}, // C
		{0x2B740, 0x2B81D}, // D
		{0x2B820, 0x2CEAD}, // E
		{0x2CEB0, 0x2EBE0}, // F
		{0x2EBF0, 0x2EE5D}, // I
		{0x30000, 0x3134A}, // G
		{0x31350, 0x323AF}, // H
		{0x323B0, 0x33479}, // J
	}
}

// dotProblems looks at the dot at i: is it U+00B7, and does it stand alone
// between two other characters.
func dotProblems(runes []rune, i int) []NameProblem {
	var found []NameProblem
	if runes[i] != Interpunct {
		problem := nameProblem(NameDot, i)
		problem.Suggest = string(Interpunct)
		found = append(found, problem)
	}
	if i == 0 || i == len(runes)-1 {
		found = append(found, nameProblem(NameDotEnd, i))
	}
	if i > 0 && isDot(runes[i-1]) {
		found = append(found, nameProblem(NameDotDouble, i))
	}
	return found
}

// isDot tells whether r is the interpunct or what keyboards and old systems put
// in its place: bullet, hyphenation point, Katakana dots, full stops, Greek ano
// teleia, bullet and dot operators, word separator, small full stop, dot above, sinological
// and runic dots, spot.
func isDot(r rune) bool {
	return r == Interpunct || strings.ContainsRune("\u2022\u2027\u30FB\uFF65\uFF0E.\u0387\u2219\u22C5\u2E31\uFE52\u02D9\uA78F\u16EB\u2981", r)
}

// runeProblem is the code of what is wrong with the character at i; empty when
// nothing is. The order matters: the narrow reasons come before the wide ones.
func runeProblem(runes []rune, i int) string {
	r := runes[i]
	switch {
	case IsHan(r):
		return ""
	case 0xE0100 <= r && r <= 0xE01EF && i > 0 && IsHan(runes[i-1]):
		return "" // an ideographic variation: the glyph this person's name has
	case unicode.Is(unicode.Variation_Selector, r):
		return NameSelector
	case 0xE0000 <= r && r <= 0xE007F:
		return NameTag
	case unicode.Is(unicode.Bidi_Control, r):
		return NameBidi
	case isFiller(r):
		return NameFiller
	case unicode.IsSpace(r), unicode.Is(unicode.Z, r):
		return NameSpace
	case unicode.Is(unicode.Cc, r):
		return NameControl
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r):
		return NameInvisible
	case unicode.Is(unicode.Co, r):
		return NamePrivateUse
	case unicode.Is(unicode.Noncharacter_Code_Point, r), r == utf8.RuneError:
		return NameEncoding
	case 0xF900 <= r && r <= 0xFAFF, 0x2F800 <= r && r <= 0x2FA1F:
		return NameCompat
	case 0x2E80 <= r && r <= 0x2FFF, 0x31C0 <= r && r <= 0x31EF:
		return NameRadical
	}
	return NameOther
}

// isFiller tells whether r is a Hangul filler or the blank braille pattern:
// letters by their class, nothing to the eye.
func isFiller(r rune) bool {
	return r == 0x115F || r == 0x1160 || r == 0x3164 || r == 0xFFA0 || r == 0x2800
}
