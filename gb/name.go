package gb

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hukou/models"
)

// NameFault is one kind of fault in a name, told once for all characters that have it:
// which they are, by place and code point, and what to do.
type NameFault struct {
	Code string // one of the Name… codes of models, or of CheckPassportName
	Zh   string
	En   string
}

// NameFaults lists everything that keeps text from being entered as a name in the
// register, as models.CheckName finds it, each kind once. It returns nil for a name that
// is right.
func NameFaults(text string) []NameFault {
	return faultsOf(text, models.CheckName(text))
}

// PassportFaults lists everything that keeps text from being the name of a foreigner as
// the passport prints it, each kind once.
func PassportFaults(text string) []NameFault {
	return faultsOf(text, models.CheckPassportName(text))
}

// MendName is text with every character replaced for which there is one that is meant: the
// interpunct for its look-alikes, the character of the standard for a compatibility form, a
// radical or a private-use code point of the old standard, the plain letter for a
// full-width one in a passport's name. ok tells that the whole is a name then, which the
// officer compares and confirms; nothing is replaced in the register by itself.
func MendName(text string, latin bool) (mended string, ok bool) {
	check := models.CheckName
	if latin && models.Latin(text) {
		check = models.CheckPassportName
	}
	if check(text) == nil {
		return text, true
	}
	mended = strings.Map(func(r rune) rune {
		if instead := meant(r); instead != 0 {
			return instead
		}
		return r
	}, text)
	return mended, check(mended) == nil
}

// faultsOf puts the problems of a text together by their kind.
func faultsOf(text string, problems []models.NameProblem) []NameFault {
	runes := []rune(text)
	if !utf8.ValidString(text) {
		runes = nil // there are no characters to be named
	}
	var out []NameFault
	for i, p := range problems {
		same := func(x models.NameProblem) bool { return x.Code == p.Code }
		if slices.ContainsFunc(problems[:i], same) {
			continue
		}
		fault := NameFault{Code: p.Code, Zh: p.Zh + "。", En: p.En}
		if zh, en := places(runes, slices.DeleteFunc(slices.Clone(problems), func(x models.NameProblem) bool { return !same(x) })); zh != "" {
			fault.Zh, fault.En = zh+"："+fault.Zh, en+": "+fault.En
		}
		out = append(out, fault)
	}
	return out
}

// mostPlaces is how many characters a fault names; a text in another script has one at
// every place.
const mostPlaces = 3

// places names the characters that problems of one kind lie at: where they stand, their
// code point, what they are, and what is meant where that is known. A problem of the text
// as a whole has none.
func places(runes []rune, problems []models.NameProblem) (zh, en string) {
	var inZh, inEn []string
	for i, p := range problems {
		if p.Pos >= len(runes) || p.Code == models.NameLong {
			return "", ""
		}
		if i == mostPlaces {
			return strings.Join(inZh, "、") + fmt.Sprintf("等 %d 处", len(problems)), strings.Join(inEn, "; ") + fmt.Sprintf("; %d in all", len(problems))
		}
		r := runes[p.Pos]
		what, to, toEn := RuneName(r), "", ""
		if instead := meant(r); instead != 0 && p.Code != models.NameDotEnd && p.Code != models.NameDotDouble {
			to, toEn = fmt.Sprintf("，应为“%c”", instead), fmt.Sprintf(", %c is meant", instead)
		}
		inZh = append(inZh, fmt.Sprintf("第 %d 个字符 U+%04X（%s%s）", p.Pos+1, r, what.Zh, to))
		inEn = append(inEn, fmt.Sprintf("U+%04X at %d (%s%s)", r, p.Pos+1, what.En, toEn))
	}
	return strings.Join(inZh, "、"), strings.Join(inEn, "; ")
}

// meant is the character that r stands for, or 0 where nothing tells it.
func meant(r rune) rune {
	if mapped := []rune(models.MapInterpuncts(string(r)))[0]; mapped != r {
		return mapped
	}
	if instead := legacyRune(r); instead != 0 {
		return instead
	}
	if instead := wholeRadical(r); instead != 0 {
		return instead
	}
	folded := []rune(norm.NFKC.String(string(r)))
	if len(folded) != 1 || folded[0] == r || models.IsHan(r) {
		return 0
	}
	switch {
	case 0xF900 <= r && r <= 0xFAFF, 0x2F800 <= r && r <= 0x2FA1F, 0x2E80 <= r && r <= 0x2FDF,
		0xFF21 <= r && r <= 0xFF5A && unicode.IsLetter(r):
		return folded[0]
	}
	return 0
}
