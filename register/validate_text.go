package register

import (
	"strings"
	"unicode"

	"hukou/workflow"
)

// blank tells whether a value says nothing: a text, or a list of texts, of blanks and
// characters that nobody sees.
func blank(v any) bool {
	if s, ok := v.(string); ok {
		return visibleText(s) == ""
	}
	list := workflow.Facts{"x": v}.List("x")
	for _, s := range list {
		if visibleText(s) != "" {
			return false
		}
	}
	return list != nil
}

// visibleText is what of a text is to be seen.
func visibleText(s string) string {
	return strings.TrimFunc(strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cf, unicode.Cc, unicode.Mn, unicode.Me) || r == 0x115f || r == 0x1160 || r == 0x2800 || r == 0x3164 || r == 0xffa0 {
			return ' '
		}
		return r
	}, s), unicode.IsSpace)
}

// unclean refuses what makes a text read otherwise than it stands: marks that turn the
// direction of writing, and half of a character pair, which is no character.
func unclean(field, s string) *FieldError {
	for _, r := range s {
		switch {
		case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			e := fieldError(field, "direction_mark", "含有改变书写方向的不可见字符，请删去后再填。", "It holds invisible marks that turn the direction of writing; take them out.")
			return &e
		case r == unicode.ReplacementChar:
			e := fieldError(field, "bad_character", "含有无法识别的字符，请重新输入。", "It holds a character that cannot be read; type it again.")
			return &e
		}
	}
	return nil
}

// noPrecondition refuses what is asked of an applicant, or held against one, and may not
// be (国办发〔2015〕96号): whoever writes it is told before the person at the window is.
func noPrecondition(field string, v any) []FieldError {
	texts := workflow.Facts{"x": v}.List("x")
	if s, ok := v.(string); ok {
		texts = []string{s}
	}
	for _, s := range texts {
		if word := workflow.Precondition(s); word != "" {
			return []FieldError{fieldError(field, "no_precondition", "“"+word+"”不是办理户口登记的条件，不得要求，也不得据此不予办理（国办发〔2015〕96号）。请删去；缺什么登记材料，写那一项。",
				"“"+word+"” is no condition of registration: it may be neither asked for nor held against anybody (国办发〔2015〕96号). Take it out and name the paper of registration that is missing.")}
		}
	}
	return nil
}
