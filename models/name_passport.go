package models

import (
	"strings"
	"unicode"
)

// passportSigns may stand between the parts of a name in a passport: A/L and A/P, JR., a
// hyphen, an apostrophe.
const passportSigns = " -'./,"

// Latin tells whether a text begins with a Latin letter, plain or full-width, and so is
// meant as a name of a passport.
func Latin(text string) bool {
	for _, r := range text {
		return unicode.Is(unicode.Latin, r)
	}
	return false
}

// CheckPassportName lists everything that keeps text from being the name of a foreigner as
// the passport prints it: Latin letters, with one space, hyphen, apostrophe, full stop,
// comma or stroke between two parts. It is for those who are named beside the person
// registered, a foreign parent or who applies; whoever is registered has a name in Han
// characters (CheckName). nil is a name that is right.
func CheckPassportName(text string) []NameProblem {
	runes := []rune(text)
	if whole := wholeProblem(text, runes); whole != nil {
		return whole
	}
	var found []NameProblem
	for i, r := range runes {
		switch {
		case strings.ContainsRune(passportSigns, r):
			if i == 0 || !signFollows(runes[i-1], r) || i == len(runes)-1 && r != '.' {
				found = append(found, nameProblem(NameLatinSpace, i))
			}
		case !unicode.Is(unicode.Latin, r) || fullWidth(r):
			code := runeProblem(runes, i)
			if code == "" || code == NameOther || fullWidth(r) {
				code = NameLatin
			}
			found = append(found, nameProblem(code, i))
		}
	}
	return found
}

// signFollows tells whether a sign may follow what stands before it: a letter, or, for a
// space, the full stop or comma that ends a part.
func signFollows(before, sign rune) bool {
	return !strings.ContainsRune(passportSigns, before) || sign == ' ' && (before == '.' || before == ',')
}

// fullWidth tells whether r is a Latin letter of the width of a Han character.
func fullWidth(r rune) bool { return 0xFF21 <= r && r <= 0xFF5A }
