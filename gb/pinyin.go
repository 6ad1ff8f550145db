package gb

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"

	"hukou/models"
)

// SearchKeys is what a name is found by. It is made from the stored name and
// never takes its place.
type SearchKeys struct {
	// Full are the readings of the whole name, syllables joined, without tones, ü
	// as v: "shanxueming", "danxueming". The surname's own reading comes first, the
	// dictionary's second where it differs. A character without a reading stands
	// for itself.
	Full []string
	// Initials are the first letters of the syllables, in step with Full and
	// without repetition: "sxm", "dxm".
	Initials []string
	// Folded is the name without its dots and invisible characters, compatibility
	// forms replaced, in lower case.
	Folded string
}

// Pinyin makes the search keys of a full name. The same name always gives the
// same keys. The first call of a program finds a dictionary of 42,000 readings
// in memory, about 2 MiB that stay; a key costs some microseconds a character.
func Pinyin(name string) SearchKeys {
	folded := Fold(name)
	runes := []rune(folded)
	keys := SearchKeys{Folded: folded}
	for _, syllables := range readings(runes) {
		keys.add(syllables)
	}
	return keys
}

// OneSlip tells whether two names may be one that was once written wrongly: a character of
// one's given part, or its sound, stands in the other, or a single character differs. A
// surname in common alone makes no slip, and a surname of another sound is none, but where
// the characters changed places or the name has a dot, and so no surname.
func OneSlip(x, y string) bool {
	a, b := []rune(visible(x)), []rune(visible(y))
	if !strings.Contains(x+y, "·") && !soundsLike(Surname(x), Surname(y)) && string(slices.Sorted(slices.Values(a))) != string(slices.Sorted(slices.Values(b))) {
		return false
	}
	if len(a) == len(b) && len(a) > 1 {
		differ := 0
		for i := range a {
			if a[i] != b[i] {
				differ++
			}
		}
		if differ < 2 {
			return true
		}
	}
	return heard(given(x), b) || heard(given(y), a)
}

// given is the part of a name behind the surname.
func given(name string) []rune {
	return []rune(strings.TrimPrefix(visible(name), Surname(name)))
}

// soundsLike tells whether two surnames are read alike, character by character; variants of
// one character are.
func soundsLike(x, y string) bool {
	return slices.EqualFunc([]rune(x), []rune(y), func(r, s rune) bool { return syllable(r) == syllable(s) })
}

// heard tells whether one of the characters, or its sound, is among those of a name.
func heard(part, name []rune) bool {
	return slices.ContainsFunc(part, func(r rune) bool {
		return slices.ContainsFunc(name, func(x rune) bool { return syllable(r) == syllable(x) })
	})
}

// Joined are the readings and the initials as columns hold them, one space between two.
func (k SearchKeys) Joined() (full, initials string) {
	return strings.Join(k.Full, " "), strings.Join(k.Initials, " ")
}

// Fold is the copy of a text that names are compared by: compatibility forms
// replaced, lower case, without dots, spaces, glyph selectors and invisible
// characters. Fold what a clerk types before looking for Folded.
func Fold(text string) string {
	// Each step can leave work for the other: a compatibility form may hold a
	// space, and a mark may join its letter once what stood between is gone.
	text = norm.NFKC.String(visible(text))
	return norm.NFKC.String(visible(strings.ToLower(text)))
}

// visible is text without dots, spaces and characters that cannot be seen.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if r == models.Interpunct || invisible(r) {
			return -1
		}
		return r
	}, models.MapInterpuncts(text))
}

// FoldPinyin turns pinyin as people type it into the form of Full: "Lǚ Xiao'ming"
// and "lü xiaoming" become "lvxiaoming".
func FoldPinyin(text string) string {
	text = strings.ReplaceAll(norm.NFD.String(strings.ToLower(text)), "u\u0308", "v")
	text = strings.ReplaceAll(text, "u:", "v")
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || unicode.IsPunct(r) || invisible(r) {
			return -1
		}
		return r
	}, norm.NFC.String(dropTones(text)))
}

// dropTones removes the marks of the four tones, and those of ü with a tone,
// which follow the diaeresis.
func dropTones(decomposed string) string {
	return strings.NewReplacer("\u0304", "", "\u0301", "", "\u030C", "", "\u0300", "").Replace(decomposed)
}

func (k *SearchKeys) add(syllables []string) {
	full := strings.Join(syllables, "")
	if full == "" || slices.Contains(k.Full, full) {
		return
	}
	k.Full = append(k.Full, full)
	var initials strings.Builder
	for _, syllable := range syllables {
		for _, first := range syllable {
			initials.WriteRune(first)
			break
		}
	}
	if !slices.Contains(k.Initials, initials.String()) {
		k.Initials = append(k.Initials, initials.String())
	}
}

// readings are the syllables of a name: once for each reading of its surname,
// the longest surname that fits counting, and once as the dictionary has it.
func readings(runes []rune) [][]string {
	plain := make([]string, 0, len(runes))
	for _, r := range runes {
		plain = append(plain, syllable(r))
	}
	var all [][]string
	for length := min(2, len(runes)); length > 0; length-- {
		own, known := surnameReadings[string(runes[:length])]
		if !known {
			continue
		}
		for _, reading := range strings.Split(own, ",") {
			all = append(all, append(strings.Fields(reading), plain[length:]...))
		}
		break
	}
	return append(all, plain)
}

// syllable is the dictionary's first reading of r without its tone, or r itself.
func syllable(r rune) string {
	found := pinyin.SinglePinyin(r, pinyin.Args{Style: pinyin.Normal})
	if len(found) == 0 || found[0] == "" {
		return string(r)
	}
	return found[0]
}

func invisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.In(r, unicode.Z, unicode.Cc, unicode.Cf,
		unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}
